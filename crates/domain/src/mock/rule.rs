//! Which requests a rule of a mock means.

use serde::{Deserialize, Serialize};

use super::MockAnswer;
use crate::filter::Subject;
use crate::{Filter, Headers, Payload};

/// Which requests are answered how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MockRule {
    /// Methods, in capitals; none means any.
    pub methods: Vec<String>,
    /// The path below `/mock/{name}`; `None` means any.
    pub path: Option<PathPattern>,
    /// Conditions on headers and body; its `type` is what Tacklebox delivers as the kind of the event, in the field
    /// `tacklebox-event-type`. `None` means any.
    pub filter: Option<Filter>,
    /// Of a hundred requests that are meant so far, how many this rule takes: 1 to 100. The others go to the next rule.
    pub chance_percent: u8,
    /// At least one; more are a sequence.
    pub answers: Vec<MockAnswer>,
    /// What comes after the last of them.
    pub after_last: AfterLast,
}

/// What comes after the last answer of a sequence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterLast {
    /// The last, again and again.
    #[default]
    Stay,
    /// The first.
    Repeat,
}

/// A path in which `*` stands for anything, also for nothing: `/orders/*`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PathPattern(String);

/// A request to a mock, as far as rules look at it.
#[derive(Debug, Clone, Copy)]
pub struct MockRequest<'r> {
    /// `POST`.
    pub method: &'r str,
    /// What stands behind `/mock/{name}`, without the query: empty, or beginning with a slash.
    pub rest: &'r str,
    /// Its header fields.
    pub headers: &'r Headers,
    /// Its body.
    pub payload: &'r Payload<'r>,
}

impl MockRule {
    /// Whether it means a request, chance left aside.
    pub fn means(&self, request: &MockRequest<'_>) -> bool {
        let event_type = request.headers.first_text("tacklebox-event-type").unwrap_or_default();
        let subject = Subject { event_type, headers: request.headers, payload: request.payload };
        (self.methods.is_empty() || self.methods.iter().any(|method| method == request.method))
            && self.path.as_ref().is_none_or(|path| path.matches(request.rest))
            && self.filter.as_ref().is_none_or(|filter| filter.matches(&subject))
    }

    /// The place of the answer that comes after `answered` others.
    pub(super) fn step(&self, answered: u64) -> usize {
        let count = self.answers.len().max(1) as u64;
        let step = match self.after_last {
            AfterLast::Stay => answered.min(count - 1),
            AfterLast::Repeat => answered % count,
        };
        usize::try_from(step).unwrap_or(0)
    }
}

impl PathPattern {
    /// A pattern. `None` when it does not begin with a slash or a star, or is longer than 500 bytes.
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() <= 500 && text.starts_with(['/', '*']) && !text.chars().any(char::is_control);
        is_one.then(|| Self(text.to_owned()))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a path matches. An empty path is `/`.
    pub fn matches(&self, path: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        let mut pieces = self.0.split('*');
        let first = pieces.next().unwrap_or_default();
        let Some(mut rest) = path.strip_prefix(first) else { return false };
        let mut pieces: Vec<&str> = pieces.collect();
        let Some(last) = pieces.pop() else { return rest.is_empty() };
        for piece in pieces {
            let Some(at) = rest.find(piece) else { return false };
            rest = &rest[at + piece.len()..];
        }
        rest.ends_with(last)
    }
}
