//! Issues, as clients see them.

use bytes::Bytes;
use domain::Timestamp;
use domain::issue::{HourCounts, IssueState as State, ResolvedBy as By, title};
use engine::Snapshot;
use serde::Serialize;
use store::{IssueCounts, IssueRow, Stage};
use utoipa::ToSchema;

use crate::deliveries::ErrorClass;
use crate::language::said;

/// How much of an answer is shown as its sample.
const SAMPLE_BYTES: usize = 1_024;

/// Failures that look alike.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Issue {
    /// Its id.
    pub id: String,
    /// What fails, in words.
    pub title: String,
    /// Where.
    pub destination_id: String,
    /// What kind of failure.
    pub error_class: ErrorClass,
    /// The status, when it answered.
    pub status: Option<u16>,
    /// Where it stands.
    pub state: IssueState,
    /// Who said that it is over, while it is.
    pub resolved_by: Option<ResolvedBy>,
    /// The first failure of all.
    pub first_seen_ms: i64,
    /// When it opened, the last time it did.
    pub opened_at_ms: i64,
    /// The newest failure.
    pub last_seen_ms: i64,
    /// When it was resolved, while it is.
    pub resolved_at_ms: Option<i64>,
    /// How often it came back after it was resolved.
    pub reopened: u32,
    /// Attempts that failed like this.
    pub failures: u64,
    /// Deliveries that belong to it, or did.
    pub deliveries: u64,
    /// Deliveries that gave up with such a failure.
    pub gave_up: u64,
    /// Failures in each of the last 24 hours, oldest first.
    pub hours: Vec<u32>,
    /// When the first of those hours begins.
    pub hours_from_ms: i64,
    /// Kinds of events it met, the first 20.
    pub event_types: Vec<String>,
    /// The delivery of the newest failure.
    pub last_delivery_id: String,
    /// The newest failure.
    pub last_attempt_id: String,
    /// Nobody is told of it before this moment.
    pub muted_until_ms: Option<i64>,
}

/// Where an issue stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssueState {
    /// It fails, and nobody has seen to it.
    Open,
    /// Somebody sees to it.
    Acknowledged,
    /// Nobody wants to hear of it.
    Ignored,
    /// It is over.
    Resolved,
}

/// Who said that an issue is over.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolvedBy {
    /// A person.
    Person,
    /// Deliveries that succeeded.
    Successes,
    /// Its destination was deleted.
    Deletion,
}

/// An issue with everything known of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssueDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: Issue,
    /// Deliveries of it that gave up, and can be made once more.
    pub dead_letters: u64,
    /// Deliveries of it that are tried again, or wait.
    pub waiting: u64,
    /// Deliveries of it that arrived in the end.
    pub delivered: u64,
    /// Different events among its deliveries.
    pub events: u64,
    /// All of its deliveries were counted; otherwise the newest 10,000.
    pub are_counts_whole: bool,
    /// The beginning of the newest answer, as text.
    pub answer_sample: Option<String>,
}

impl Issue {
    /// An issue as it is at a moment.
    pub fn of(row: &IssueRow, snapshot: &Snapshot, now: Timestamp) -> Self {
        let issue = &row.issue;
        let fingerprint = issue.fingerprint;
        let destination = snapshot.destination(fingerprint.destination_id);
        let name = destination.map_or("A deleted destination", |found| found.destination.name.as_str());
        let (state, resolved_by) = match issue.state {
            State::Open => (IssueState::Open, None),
            State::Acknowledged => (IssueState::Acknowledged, None),
            State::Ignored => (IssueState::Ignored, None),
            State::Resolved(By::Person) => (IssueState::Resolved, Some(ResolvedBy::Person)),
            State::Resolved(By::Successes) => (IssueState::Resolved, Some(ResolvedBy::Successes)),
            State::Resolved(By::Deletion) => (IssueState::Resolved, Some(ResolvedBy::Deletion)),
        };
        Self {
            id: issue.id.to_string(),
            title: said(&title(name, fingerprint.error_class, fingerprint.status)),
            destination_id: fingerprint.destination_id.to_string(),
            error_class: fingerprint.error_class.into(),
            status: fingerprint.status,
            state,
            resolved_by,
            first_seen_ms: issue.first_at.unix_ms(),
            opened_at_ms: issue.opened_at.unix_ms(),
            last_seen_ms: issue.last_at.unix_ms(),
            resolved_at_ms: issue.ended_at.map(Timestamp::unix_ms),
            reopened: issue.reopened,
            failures: issue.failures,
            deliveries: row.deliveries,
            gave_up: issue.gave_up,
            hours: issue.hours.at(now).to_vec(),
            hours_from_ms: HourCounts::begin_at(now).unix_ms(),
            event_types: issue.event_types.iter().map(ToString::to_string).collect(),
            last_delivery_id: issue.last_delivery_id.to_string(),
            last_attempt_id: issue.last_attempt_id.to_string(),
            muted_until_ms: issue.muted_until.map(Timestamp::unix_ms),
        }
    }
}

impl IssueDetail {
    /// An issue, where its deliveries stand, and the newest answer.
    pub fn of(summary: Issue, counts: &IssueCounts, answer: Option<Bytes>) -> Self {
        let count = |stage| counts.stages.get(stage);
        let sample = answer.filter(|body| !body.is_empty()).map(|body| {
            let text = String::from_utf8_lossy(&body[..body.len().min(SAMPLE_BYTES)]);
            text.trim_end_matches('\u{fffd}').to_owned()
        });
        Self {
            summary,
            dead_letters: count(Stage::DeadLettered),
            waiting: count(Stage::Queued) + count(Stage::Sending) + count(Stage::Retrying),
            delivered: count(Stage::Delivered),
            events: counts.events,
            are_counts_whole: counts.is_whole,
            answer_sample: sample,
        }
    }
}
