//! Rules of mocks, as clients write and read them.

use domain::mock;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::events::Header;
use crate::filters::parse_filter;
use crate::problem::Problem;

/// Which requests are answered how.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MockRule {
    /// Any when left out or empty.
    #[serde(default)]
    pub methods: Vec<String>,
    /// The path below the mock's address, `*` stands for anything: `/orders/*`. Any when left out.
    pub path: Option<String>,
    /// Conditions on `headers` and `body`, as in a filter of a subscription. Its `type` is the kind of the event that
    /// Tacklebox delivers. Any when left out.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub filter: Option<Value>,
    /// Of a hundred requests, how many it takes by chance; the others go to the next rule. 100 when left out.
    #[serde(default = "always")]
    pub chance_percent: u8,
    /// One answer, or a sequence that moves on with each request.
    pub answers: Vec<MockAnswer>,
    /// What comes after the last answer.
    #[serde(default)]
    pub after_last: AfterLast,
}

/// What a mock does with a request.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MockAnswer {
    /// `reply` when left out.
    #[serde(default)]
    pub kind: MockKind,
    /// 200 when left out.
    #[serde(default = "ok")]
    pub status: u16,
    /// Header fields in their order.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The body; empty when left out.
    #[serde(default)]
    pub body: String,
    /// Answers with the body of the request instead.
    #[serde(default)]
    pub echoes_body: bool,
    /// For `partial`: bytes that are promised and not sent. 100 when left out.
    #[serde(default = "hundred")]
    pub missing_bytes: u32,
    /// Waits at least so long before.
    #[serde(default)]
    pub delay_min_ms: u64,
    /// Waits at most so long before.
    #[serde(default)]
    pub delay_max_ms: u64,
}

/// What a mock does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MockKind {
    /// Answers.
    #[default]
    Reply,
    /// Sends less than it promised, and closes the connection.
    Partial,
    /// Closes the connection without an answer.
    Drop,
    /// Resets the connection.
    Reset,
    /// Never answers.
    Hang,
}

/// What comes after the last answer of a sequence.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterLast {
    /// The last, again and again.
    #[default]
    Stay,
    /// The first.
    Repeat,
}

const fn always() -> u8 {
    100
}

const fn ok() -> u16 {
    200
}

const fn hundred() -> u32 {
    100
}

/// Reads rules given by a client.
pub fn read(rules: Vec<MockRule>) -> Result<Vec<mock::MockRule>, Problem> {
    rules.into_iter().enumerate().map(|(place, rule)| rule.read(place)).collect()
}

impl MockRule {
    fn read(self, place: usize) -> Result<mock::MockRule, Problem> {
        let path = self.path.filter(|path| !path.is_empty()).map(|path| {
            mock::PathPattern::parse(&path).ok_or_else(|| {
                let detail = format!("rule {}: `{path}` is no path", place + 1);
                Problem::invalid_field("rules", detail, "It begins with a slash, for example /orders/*.")
            })
        });
        let filter = self.filter.as_ref().filter(|filter| !filter.is_null()).map(|filter| {
            parse_filter(filter).map_err(|problem| {
                let field = Some(format!("rules[{place}].{}", problem.field.as_deref().unwrap_or("filter")));
                Problem { field, detail: format!("rule {}: {}", place + 1, problem.detail), ..problem }
            })
        });
        Ok(mock::MockRule {
            methods: self.methods.iter().map(|method| method.trim().to_ascii_uppercase()).collect(),
            path: path.transpose()?,
            filter: filter.transpose()?,
            chance_percent: self.chance_percent,
            answers: self.answers.into_iter().map(Into::into).collect(),
            after_last: match self.after_last {
                AfterLast::Stay => mock::AfterLast::Stay,
                AfterLast::Repeat => mock::AfterLast::Repeat,
            },
        })
    }
}

impl From<MockAnswer> for mock::MockAnswer {
    fn from(answer: MockAnswer) -> Self {
        let reply = mock::MockReply {
            status: answer.status,
            headers: answer.headers.into_iter().map(|header| (header.name, header.value)).collect(),
            body: if answer.echoes_body { mock::MockBody::Echo } else { mock::MockBody::Text(answer.body) },
        };
        let act = match answer.kind {
            MockKind::Reply => mock::MockAct::Reply(reply),
            MockKind::Partial => mock::MockAct::Partial { reply, missing_bytes: answer.missing_bytes.max(1) },
            MockKind::Drop => mock::MockAct::Drop,
            MockKind::Reset => mock::MockAct::Reset,
            MockKind::Hang => mock::MockAct::Hang,
        };
        // One bound alone is both.
        let max_ms = if answer.delay_max_ms == 0 { answer.delay_min_ms } else { answer.delay_max_ms };
        Self { act, delay: mock::MockDelay { min_ms: answer.delay_min_ms, max_ms } }
    }
}

impl From<&mock::MockRule> for MockRule {
    fn from(rule: &mock::MockRule) -> Self {
        Self {
            methods: rule.methods.clone(),
            path: rule.path.as_ref().map(|path| path.as_str().to_owned()),
            filter: rule.filter.as_ref().map(|filter| filter.as_json().clone()),
            chance_percent: rule.chance_percent,
            answers: rule.answers.iter().map(Into::into).collect(),
            after_last: match rule.after_last {
                mock::AfterLast::Stay => AfterLast::Stay,
                mock::AfterLast::Repeat => AfterLast::Repeat,
            },
        }
    }
}

impl From<&mock::MockAnswer> for MockAnswer {
    fn from(answer: &mock::MockAnswer) -> Self {
        let reply = answer.act.reply().cloned().unwrap_or_default();
        let (body, echoes_body) = match reply.body {
            mock::MockBody::Text(text) => (text, false),
            mock::MockBody::Echo => (String::new(), true),
        };
        Self {
            kind: (&answer.act).into(),
            status: reply.status,
            headers: reply.headers.into_iter().map(|(name, value)| Header { name, value }).collect(),
            body,
            echoes_body,
            missing_bytes: match answer.act {
                mock::MockAct::Partial { missing_bytes, .. } => missing_bytes,
                _ => hundred(),
            },
            delay_min_ms: answer.delay.min_ms,
            delay_max_ms: answer.delay.max_ms,
        }
    }
}

impl From<&mock::MockAct> for MockKind {
    fn from(act: &mock::MockAct) -> Self {
        match act {
            mock::MockAct::Reply(_) => Self::Reply,
            mock::MockAct::Partial { .. } => Self::Partial,
            mock::MockAct::Drop => Self::Drop,
            mock::MockAct::Reset => Self::Reset,
            mock::MockAct::Hang => Self::Hang,
        }
    }
}
