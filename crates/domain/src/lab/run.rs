//! The record of one run.

use serde::{Deserialize, Serialize};

use super::Attack;
use crate::Timestamp;
use crate::id::LabRunId;

/// One run of the hostile sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabRun {
    /// Its id.
    pub id: LabRunId,
    /// Where it is sent to.
    pub url: String,
    /// The word of the scheme it signs with.
    pub scheme: String,
    /// What is tried, in this order.
    pub attacks: Vec<Attack>,
    /// Its measures.
    pub options: LabOptions,
    /// Where it stands.
    pub state: LabState,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What came of the attacks so far.
    pub results: Vec<AttackResult>,
}

/// The measures of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabOptions {
    /// Requests of a burst: 1 to 200.
    pub burst: u32,
    /// Bytes of the oversized body: to 256 MiB.
    pub oversized_bytes: u64,
    /// Largest body that the receiver says it takes.
    pub stated_limit_bytes: Option<u64>,
    /// How long bodies are sent slowly, in milliseconds.
    pub slow_ms: u64,
    /// Longest time for one attack, in milliseconds: to [`ATTACK_MS_MAX`](super::ATTACK_MS_MAX).
    pub attack_ms: u64,
}

impl Default for LabOptions {
    fn default() -> Self {
        Self {
            burst: 20,
            oversized_bytes: 30 * 1024 * 1024,
            stated_limit_bytes: None,
            slow_ms: 6_000,
            attack_ms: super::ATTACK_MS_MAX,
        }
    }
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabState {
    /// Attacks are being made.
    Running,
    /// All were made, or the first was not taken.
    Finished,
    /// A person ended it, or the program did.
    Cancelled,
}

/// What came of one attack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttackResult {
    /// The attack.
    pub attack: Attack,
    /// Whether the receiver passed.
    pub judgement: Judgement,
    /// What it did, in one sentence.
    pub found: String,
    /// Every request that was sent, and its answer.
    pub seen: Vec<Seen>,
    /// How long it all took, in milliseconds.
    pub took_ms: u64,
}

/// What an attack says of a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// It does what a correct receiver does.
    Pass,
    /// It does not.
    Fail,
    /// The scheme has nothing that could be attacked like this.
    NotApplicable,
    /// It cannot be said.
    NotJudged,
}

/// One request of an attack, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which request of the attack it was.
    pub part: Part,
    /// Status of the answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub failure: Option<Failure>,
    /// The same in the words of the system.
    pub detail: String,
    /// `Retry-After` of the answer, in milliseconds from then.
    pub retry_after_ms: Option<u64>,
    /// How long it took, in milliseconds.
    pub total_ms: u64,
    /// Bytes of the request's body that were handed to the system.
    pub sent_bytes: u64,
    /// The begin of the answer's body; what is no text is replaced.
    pub excerpt: String,
}

/// Which request of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The attack itself, or its first request.
    First,
    /// The request that follows the first.
    Second,
    /// A right request while others are slow.
    Meanwhile,
    /// Sent again after the time that the receiver asked for.
    Again,
}

/// Why a request has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// There was no connection.
    NotConnected,
    /// The connection was closed or reset.
    Closed,
    /// Nothing came within the time.
    TimedOut,
    /// What came is no HTTP.
    NotHttp,
}

/// The counts of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Attacks that were passed.
    pub passed: usize,
    /// Attacks that were failed.
    pub failed: usize,
    /// Attacks of which nothing can be said.
    pub not_judged: usize,
    /// Attacks that the scheme leaves no room for.
    pub not_applicable: usize,
}

impl Score {
    /// Attacks that apply, made so far.
    pub const fn applicable(&self) -> usize {
        self.passed + self.failed + self.not_judged
    }
}

impl LabRun {
    /// The counts so far.
    pub fn score(&self) -> Score {
        let mut score = Score::default();
        for result in &self.results {
            match result.judgement {
                Judgement::Pass => score.passed += 1,
                Judgement::Fail => score.failed += 1,
                Judgement::NotJudged => score.not_judged += 1,
                Judgement::NotApplicable => score.not_applicable += 1,
            }
        }
        score
    }
}

impl Seen {
    /// Whether the receiver said that it took the request.
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether it asks to send this again later, and says when.
    pub fn asks_to_wait(&self) -> bool {
        matches!(self.status, Some(429 | 503)) && self.retry_after_ms.is_some()
    }

    /// What happened, in a few words that fit behind "it".
    pub fn words(&self) -> String {
        match (self.status, self.failure) {
            (Some(status), _) => format!("answered {status}"),
            (None, Some(Failure::NotConnected)) => "could not be reached".to_owned(),
            (None, Some(Failure::Closed)) => "closed the connection without an answer".to_owned(),
            (None, Some(Failure::NotHttp)) => "answered something that is not HTTP".to_owned(),
            (None, Some(Failure::TimedOut) | None) => format!("gave no answer in {} ms", self.total_ms),
        }
    }
}
