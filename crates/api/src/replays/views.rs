//! Bulk replays, as clients see them.

use domain::Timestamp;
use domain::bulk_replay::{BulkReplay, DeliverySelection, ReplayProgress, ReplaySelection, ReplayState as State};
use serde::Serialize;
use store::{Stage, StageCounts};
use utoipa::ToSchema;

use super::request::EndedState;
use crate::destinations::RateLimit;

/// What a bulk replay would make.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReplayPlan {
    /// How many deliveries.
    pub deliveries: u64,
    /// Left out: delivered in the meantime, or their destination is deleted.
    pub skipped: u64,
    /// When the oldest event was received.
    pub oldest_at_ms: Option<i64>,
    /// When the newest event was received.
    pub newest_at_ms: Option<i64>,
    /// How many of each kind, most first.
    pub event_types: Vec<PlannedEventType>,
    /// How many to each destination, most first.
    pub destinations: Vec<PlannedDestination>,
    /// Everything was looked at; otherwise there may be more than this.
    pub is_whole: bool,
}

/// A kind of event in a plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlannedEventType {
    /// The kind.
    pub event_type: String,
    /// How many deliveries.
    pub deliveries: u64,
}

/// A destination in a plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlannedDestination {
    /// Its id.
    pub destination_id: String,
    /// How many deliveries.
    pub deliveries: u64,
}

/// A bulk replay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Replay {
    /// Its id.
    pub id: String,
    /// Deliveries that ended like this; empty with `subscription_id`.
    pub states: Vec<EndedState>,
    /// Deliveries to this destination only.
    pub from_destination_id: Option<String>,
    /// Deliveries of this source's events only.
    pub source_id: Option<String>,
    /// Deliveries whose event's kind matches.
    pub event_type: Option<String>,
    /// Deliveries whose last attempt failed like this.
    pub reason: Option<String>,
    /// Deliveries that belong to this issue.
    pub issue_id: Option<String>,
    /// Deliveries that this bulk replay made.
    pub replay_id: Option<String>,
    /// Deliveries whose event's kind holds this text.
    pub q: Option<String>,
    /// Deliveries whose newest answer has a status in this range: `404`, `500-599`.
    pub status: Option<String>,
    /// Deliveries whose newest attempt took at least so long.
    pub latency_ms_min: Option<u64>,
    /// Deliveries with at least so many attempts.
    pub attempts_min: Option<u32>,
    /// Deliveries made at this moment or later.
    pub since_ms: Option<i64>,
    /// Deliveries made before this moment.
    pub until_ms: Option<i64>,
    /// How many deliveries were chosen one by one, when they were.
    pub chosen: Option<u64>,
    /// Events that this subscription missed.
    pub subscription_id: Option<String>,
    /// Events received at this moment or later.
    pub received_from_ms: Option<i64>,
    /// Events received before this moment.
    pub received_until_ms: Option<i64>,
    /// Where they go instead of where they went.
    pub destination_id: Option<String>,
    /// What was delivered in the meantime is left out.
    pub skip_delivered: bool,
    /// The pace.
    pub rate_limit: Option<RateLimit>,
    /// It stops when so many attempts in a row failed.
    pub stop_after_failures: Option<u32>,
    /// It makes so many at most.
    pub deliveries_max: Option<u64>,
    /// Deliveries that stood in a line stand in it again.
    pub keep_order: bool,
    /// Where it stands.
    pub state: ReplayState,
    /// Why it stopped itself.
    pub stopped_because: Option<String>,
    /// How many it was to make when it began.
    pub planned: u64,
    /// Deliveries made.
    pub made: u64,
    /// Left out.
    pub skipped: u64,
    /// When it began.
    pub created_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
}

/// Where a bulk replay stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplayState {
    /// It makes deliveries.
    Running,
    /// It makes none until it is resumed.
    Paused,
    /// All were made and tried.
    Finished,
    /// A person ended it.
    Cancelled,
    /// Too many attempts in a row failed.
    Stopped,
}

/// A bulk replay, and where its deliveries stand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReplayDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: Replay,
    /// Deliveries that wait for their first attempt.
    pub queued: u64,
    /// Deliveries under way.
    pub sending: u64,
    /// Deliveries that wait for another attempt.
    pub retrying: u64,
    /// Deliveries that arrived.
    pub delivered: u64,
    /// Deliveries that gave up.
    pub dead_letters: u64,
    /// Deliveries that were cancelled.
    pub cancelled: u64,
}

impl From<&engine::ReplayPlan> for ReplayPlan {
    fn from(plan: &engine::ReplayPlan) -> Self {
        let event_type = |(event_type, deliveries): &(domain::EventTypeName, u64)| PlannedEventType {
            event_type: event_type.to_string(),
            deliveries: *deliveries,
        };
        let destination = |(id, deliveries): &(domain::id::DestinationId, u64)| PlannedDestination {
            destination_id: id.to_string(),
            deliveries: *deliveries,
        };
        Self {
            deliveries: plan.deliveries,
            skipped: plan.skipped,
            oldest_at_ms: plan.oldest_at.map(Timestamp::unix_ms),
            newest_at_ms: plan.newest_at.map(Timestamp::unix_ms),
            event_types: plan.event_types.iter().map(event_type).collect(),
            destinations: plan.destinations.iter().map(destination).collect(),
            is_whole: plan.is_whole,
        }
    }
}

impl Replay {
    /// A bulk replay and its progress.
    pub fn of(replay: &BulkReplay, progress: &ReplayProgress) -> Self {
        let (selection, subscription_id) = match &replay.selection {
            ReplaySelection::Deliveries(selection) => (selection.as_ref().clone(), None),
            ReplaySelection::Unrouted { subscription_id } => (DeliverySelection::default(), Some(*subscription_id)),
        };
        let (state, stopped_because) = match &progress.state {
            State::Running => (ReplayState::Running, None),
            State::Paused => (ReplayState::Paused, None),
            State::Finished => (ReplayState::Finished, None),
            State::Cancelled => (ReplayState::Cancelled, None),
            State::Stopped { reason } => (ReplayState::Stopped, Some(reason.clone())),
        };
        Self {
            id: replay.id.to_string(),
            states: selection.ends.iter().map(|end| EndedState::from(*end)).collect(),
            from_destination_id: selection.destination_id.map(|id| id.to_string()),
            source_id: selection.source_id.map(|id| id.to_string()),
            event_type: selection.event_type.as_ref().map(ToString::to_string),
            reason: selection.reason.map(|reason| reason.to_string()),
            issue_id: selection.issue_id.map(|id| id.to_string()),
            replay_id: selection.made_by.map(|id| id.to_string()),
            q: selection.text,
            status: selection.statuses.map(|(least, most)| match least == most {
                true => least.to_string(),
                false => format!("{least}-{most}"),
            }),
            latency_ms_min: selection.latency_us_min.map(|least| least / 1_000),
            attempts_min: selection.attempts_min,
            since_ms: selection.made_from.map(Timestamp::unix_ms),
            until_ms: selection.made_until.map(Timestamp::unix_ms),
            chosen: selection.chosen.map(|chosen| chosen.len() as u64),
            subscription_id: subscription_id.map(|id| id.to_string()),
            received_from_ms: replay.received_from.map(Timestamp::unix_ms),
            received_until_ms: replay.received_until.map(Timestamp::unix_ms),
            destination_id: replay.destination_id.map(|id| id.to_string()),
            skip_delivered: replay.skips_delivered,
            rate_limit: replay.rate_limit.map(Into::into),
            stop_after_failures: replay.stop_after_failures,
            deliveries_max: replay.deliveries_max,
            keep_order: replay.keeps_order,
            state,
            stopped_because,
            planned: progress.planned,
            made: progress.made,
            skipped: progress.skipped,
            created_at_ms: replay.created_at.unix_ms(),
            ended_at_ms: progress.ended_at.map(Timestamp::unix_ms),
        }
    }
}

impl ReplayDetail {
    /// A bulk replay, its progress, and its deliveries by stage.
    pub fn of(replay: &BulkReplay, progress: &ReplayProgress, counts: &StageCounts) -> Self {
        Self {
            summary: Replay::of(replay, progress),
            queued: counts.get(Stage::Queued),
            sending: counts.get(Stage::Sending),
            retrying: counts.get(Stage::Retrying),
            delivered: counts.get(Stage::Delivered),
            dead_letters: counts.get(Stage::DeadLettered),
            cancelled: counts.get(Stage::Cancelled),
        }
    }
}
