//! Mock destinations: receivers that answer as a person says, so that a sender can be tried against every behaviour.
//!
//! A [`Mock`] has rules; the first that means a request answers it. A rule has one answer or a sequence of them, which
//! moves on by one with each request that the rule answers. Without a rule, the answer is 200.
//!
//! Everything here is decided by [`Mock::decide`], a pure function: how far the sequences are and the rolls of the dice
//! are given to it. Who waits, answers or cuts the connection is the receiver.

mod answer;
mod rule;

pub use answer::{MockAct, MockAnswer, MockBody, MockDelay, MockReply};
pub use rule::{AfterLast, MockRequest, MockRule, PathPattern};

use crate::Timestamp;

/// Most mocks of a workspace.
pub const MOCKS_MAX: usize = 100;
/// Most rules of one mock.
pub const RULES_MAX: usize = 50;
/// Most answers in one sequence.
pub const ANSWERS_MAX: usize = 100;
/// Longest delay of an answer, and longest time that a connection is held without one, in milliseconds.
pub const DELAY_MS_MAX: u64 = 120_000;
/// Largest body of an answer, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A mock destination: answers at `/mock/{name}` of the receiver, and below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mock {
    /// What it is called, in its address too. It never changes.
    pub name: String,
    /// Asked in their order.
    pub rules: Vec<MockRule>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What a mock does with one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MockDecision {
    /// The rule that answers, by its place from 0; `None` when none does.
    pub rule: Option<usize>,
    /// The answer's place in the rule's sequence, from 0.
    pub step: usize,
    /// What to do.
    pub act: MockAct,
    /// How long to wait before it, in milliseconds.
    pub delay_ms: u64,
}

impl Mock {
    /// What to do with a request. `answered` is how many requests each rule has answered so far, by its place; `roll`
    /// gives a number in 0 to 1 each time it is called.
    pub fn decide(&self, request: &MockRequest<'_>, answered: &[u64], mut roll: impl FnMut() -> f64) -> MockDecision {
        let meant = self.rules.iter().enumerate().find(|(_, rule)| {
            rule.means(request) && (rule.chance_percent >= 100 || roll() * 100.0 < f64::from(rule.chance_percent))
        });
        let Some((place, rule)) = meant else {
            return MockDecision { rule: None, step: 0, act: MockAct::default(), delay_ms: 0 };
        };
        let step = rule.step(answered.get(place).copied().unwrap_or(0));
        let answer = rule.answers.get(step).cloned().unwrap_or_default();
        MockDecision { rule: Some(place), step, act: answer.act, delay_ms: answer.delay.pick(&mut roll) }
    }
}

#[cfg(test)]
mod tests;
