//! Runs of the hostile sender, as clients see them.

use domain::lab::{Attack, Failure, Judgement, LabState, Part};
use serde::Serialize;
use utoipa::ToSchema;

/// An attack in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttackFacts {
    /// Its name in the API.
    pub word: String,
    /// A few words: `Wrong secret`.
    pub title: String,
    /// What is sent, in one sentence.
    pub sent: String,
    /// What a correct receiver does, in one sentence.
    pub expected: String,
    /// What to do about a receiver that does not.
    pub advice: String,
}

/// One run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabRun {
    /// Its id.
    pub id: String,
    /// The receiver.
    pub url: String,
    /// How requests are signed: the slug of a provider, or `none`.
    pub scheme: String,
    /// What is tried, in this order, as words of `GET /lab/attacks`.
    pub attacks: Vec<String>,
    /// The measures.
    pub options: LabRunOptions,
    /// Where it stands.
    pub state: LabRunState,
    /// When it began.
    pub started_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
    /// The counts so far.
    pub score: LabScore,
    /// What came of the attacks so far.
    pub results: Vec<LabResult>,
}

/// The measures of a run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabRunOptions {
    /// Requests of a burst.
    pub burst: u32,
    /// Bytes of the oversized body.
    pub oversized_bytes: u64,
    /// Largest body that the receiver says it takes.
    pub stated_limit_bytes: Option<u64>,
    /// How long bodies are sent slowly, in milliseconds.
    pub slow_ms: u64,
    /// Longest time for one attack, in milliseconds.
    pub attack_ms: u64,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabRunState {
    /// Attacks are being made.
    Running,
    /// All were made, or the first right request was not taken.
    Finished,
    /// A person ended it, or the program did.
    Cancelled,
}

/// The counts of a run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabScore {
    /// Attacks that were passed.
    pub passed: usize,
    /// Attacks that were failed.
    pub failed: usize,
    /// Attacks of which nothing can be said.
    pub not_judged: usize,
    /// Attacks that the scheme leaves no room for.
    pub not_applicable: usize,
}

/// What came of one attack.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabResult {
    /// The attack, as a word of `GET /lab/attacks`.
    pub attack: String,
    /// Whether the receiver passed.
    pub judgement: LabJudgement,
    /// What it did, in one sentence.
    pub found: String,
    /// Every request that was sent, and its answer.
    pub seen: Vec<LabSeen>,
    /// How long it all took, in milliseconds.
    pub took_ms: u64,
}

/// What an attack says of a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabJudgement {
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
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabSeen {
    /// Which request of the attack it was.
    pub part: LabPart,
    /// What happened, in a few words that fit behind "it".
    pub words: String,
    /// Status of the answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub failure: Option<LabFailure>,
    /// The same in the words of the system.
    pub detail: String,
    /// `Retry-After` of the answer, in milliseconds from then.
    pub retry_after_ms: Option<u64>,
    /// How long it took, in milliseconds.
    pub total_ms: u64,
    /// Bytes of the request's body that were handed to the system.
    pub sent_bytes: u64,
    /// The begin of the answer's body.
    pub excerpt: String,
}

/// Which request of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabPart {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabFailure {
    /// There was no connection.
    NotConnected,
    /// The connection was closed or reset.
    Closed,
    /// Nothing came within the time.
    TimedOut,
    /// What came is no HTTP.
    NotHttp,
}

impl From<Attack> for AttackFacts {
    fn from(attack: Attack) -> Self {
        let facts = attack.facts();
        Self {
            word: attack.word().to_owned(),
            title: facts.title.to_owned(),
            sent: facts.sent.to_owned(),
            expected: facts.expected.to_owned(),
            advice: facts.advice.to_owned(),
        }
    }
}

impl From<domain::lab::LabRun> for LabRun {
    fn from(run: domain::lab::LabRun) -> Self {
        let score = run.score();
        Self {
            id: run.id.to_string(),
            attacks: run.attacks.iter().map(|attack| attack.word().to_owned()).collect(),
            options: LabRunOptions {
                burst: run.options.burst,
                oversized_bytes: run.options.oversized_bytes,
                stated_limit_bytes: run.options.stated_limit_bytes,
                slow_ms: run.options.slow_ms,
                attack_ms: run.options.attack_ms,
            },
            state: match run.state {
                LabState::Running => LabRunState::Running,
                LabState::Finished => LabRunState::Finished,
                LabState::Cancelled => LabRunState::Cancelled,
            },
            started_at_ms: run.started_at.unix_ms(),
            ended_at_ms: run.ended_at.map(domain::Timestamp::unix_ms),
            score: LabScore {
                passed: score.passed,
                failed: score.failed,
                not_judged: score.not_judged,
                not_applicable: score.not_applicable,
            },
            results: run.results.into_iter().map(Into::into).collect(),
            url: run.url,
            scheme: run.scheme,
        }
    }
}

impl From<domain::lab::AttackResult> for LabResult {
    fn from(result: domain::lab::AttackResult) -> Self {
        Self {
            attack: result.attack.word().to_owned(),
            judgement: match result.judgement {
                Judgement::Pass => LabJudgement::Pass,
                Judgement::Fail => LabJudgement::Fail,
                Judgement::NotApplicable => LabJudgement::NotApplicable,
                Judgement::NotJudged => LabJudgement::NotJudged,
            },
            found: result.found,
            seen: result.seen.into_iter().map(Into::into).collect(),
            took_ms: result.took_ms,
        }
    }
}

impl From<domain::lab::Seen> for LabSeen {
    fn from(seen: domain::lab::Seen) -> Self {
        Self {
            words: seen.words(),
            part: match seen.part {
                Part::First => LabPart::First,
                Part::Second => LabPart::Second,
                Part::Meanwhile => LabPart::Meanwhile,
                Part::Again => LabPart::Again,
            },
            status: seen.status,
            failure: seen.failure.map(|failure| match failure {
                Failure::NotConnected => LabFailure::NotConnected,
                Failure::Closed => LabFailure::Closed,
                Failure::TimedOut => LabFailure::TimedOut,
                Failure::NotHttp => LabFailure::NotHttp,
            }),
            detail: seen.detail,
            retry_after_ms: seen.retry_after_ms,
            total_ms: seen.total_ms,
            sent_bytes: seen.sent_bytes,
            excerpt: seen.excerpt,
        }
    }
}
