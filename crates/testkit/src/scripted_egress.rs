//! Destinations that answer by a script, without a network.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::{ErrorClass, Headers, Outcome, Phases, Response};
use engine::egress::{Egress, Exchange, SignedRequest};

/// What a destination does with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Answers with this status.
    Answer(u16),
    /// Answers with this status and this JSON.
    AnswerWith(u16, &'static str),
    /// Answers with this status and asks to wait.
    AnswerRetryAfter(u16, Duration),
    /// Fails like this.
    Fail(ErrorClass),
}

/// Destinations that answer by a script. Beyond its script a destination repeats the last step; without one it
/// answers 200.
#[derive(Default)]
pub struct ScriptedEgress {
    scripts: Mutex<HashMap<String, VecDeque<Step>>>,
    sent: Mutex<Vec<SignedRequest>>,
}

impl ScriptedEgress {
    /// Sets what the destination at `url` does, from the next request on.
    pub fn script(&self, url: &str, steps: impl IntoIterator<Item = Step>) {
        let mut scripts = self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        scripts.insert(url.to_owned(), steps.into_iter().collect());
    }

    /// Every request so far, in order.
    pub fn sent(&self) -> Vec<SignedRequest> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn step(&self, url: &str) -> Step {
        let mut scripts = self.scripts.lock().unwrap_or_else(PoisonError::into_inner);
        match scripts.get_mut(url) {
            Some(steps) if steps.len() > 1 => steps.pop_front().unwrap_or(Step::Answer(200)),
            Some(steps) => steps.front().copied().unwrap_or(Step::Answer(200)),
            None => Step::Answer(200),
        }
    }
}

#[async_trait::async_trait]
impl Egress for ScriptedEgress {
    async fn send(&self, request: SignedRequest) -> Exchange {
        let step = self.step(&request.url);
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let (outcome, status) = match step {
            Step::Answer(status) | Step::AnswerWith(status, _) => {
                (Outcome::Answered { status, retry_after: None }, Some(status))
            }
            Step::AnswerRetryAfter(status, wait) => {
                (Outcome::Answered { status, retry_after: Some(wait) }, Some(status))
            }
            Step::Fail(class) => (Outcome::Failed { class, detail: "by script".to_owned() }, None),
        };
        let body = match step {
            Step::AnswerWith(_, body) => Bytes::from_static(body.as_bytes()),
            Step::Answer(_) | Step::AnswerRetryAfter(..) | Step::Fail(_) => Bytes::new(),
        };
        let mut headers = Headers::new();
        headers.push("content-type", "application/json");
        Exchange {
            outcome,
            sent_headers: None,
            response: status.map(|status| Response {
                status,
                headers: headers.clone(),
                body_bytes: body.len() as u64,
                body_kept_bytes: body.len() as u64,
                is_body_incomplete: false,
            }),
            response_body: body.clone(),
            phases: Phases { total_us: 1_000, ..Phases::default() },
            is_connection_reused: false,
            was_resent_at_once: false,
        }
    }
}
