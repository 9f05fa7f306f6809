//! Many deliveries made once more, at a pace of one's choice.
//!
//! ```text
//!            ┌──pause──▶ Paused ──resume──┐
//! Running ◀──┼────────────────────────────┘
//!    │       └──cancel──▶ Cancelled (what still waits is cancelled with it)
//!    ├── all made ──▶ Finished
//!    └── too many attempts failed in a row ──▶ Stopped
//! ```
//! What is chosen is looked for in the order of making, up to the moment of the replay itself, so that a replay never
//! finds its own deliveries.

use uuid::Uuid;

use crate::id::{DestinationId, ReplayId, SourceId, SubscriptionId};
use crate::{EventTypePattern, RateLimit, Timestamp};

/// A bulk replay as a person asked for it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BulkReplay {
    /// Its id.
    pub id: ReplayId,
    /// What is made once more.
    pub selection: ReplaySelection,
    /// Events received at this moment or later.
    pub received_from: Option<Timestamp>,
    /// Events received before this moment.
    pub received_until: Option<Timestamp>,
    /// Where it goes instead of where it went.
    pub destination_id: Option<DestinationId>,
    /// Leave out what was delivered there in the meantime.
    pub skips_delivered: bool,
    /// The pace at which deliveries are made; `None` means as fast as the destinations take them.
    pub rate_limit: Option<RateLimit>,
    /// Stop when so many attempts in a row failed.
    pub stop_after_failures: Option<u32>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// What is made once more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum ReplaySelection {
    /// Deliveries that are over. `None` means any.
    Deliveries {
        /// How they ended, at least one.
        ends: Vec<DeliveryEnd>,
        /// To this destination.
        destination_id: Option<DestinationId>,
        /// Of this source.
        source_id: Option<SourceId>,
        /// Whose event's kind matches.
        event_type: Option<EventTypePattern>,
    },
    /// Events that a subscription matches and that it made no delivery of: those that came before it was there.
    Unrouted {
        /// The subscription.
        subscription_id: SubscriptionId,
    },
}

/// How a delivery ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryEnd {
    /// A 2xx was seen.
    Delivered,
    /// It gave up.
    DeadLettered,
    /// A person stopped it.
    Cancelled,
}

/// How far a bulk replay has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayProgress {
    /// Where it stands.
    pub state: ReplayState,
    /// How many it was to make when it began.
    pub planned: u64,
    /// Deliveries made.
    pub made: u64,
    /// Left out, since they were delivered in the meantime.
    pub skipped: u64,
    /// Everything up to here was looked at.
    pub cursor: Option<Uuid>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Where a bulk replay stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ReplayState {
    /// It makes deliveries.
    Running,
    /// It makes none until it is resumed.
    Paused,
    /// It made all of them.
    Finished,
    /// A person ended it.
    Cancelled,
    /// It ended itself.
    Stopped {
        /// One sentence.
        reason: String,
    },
}

impl ReplayProgress {
    /// The progress of a replay that begins.
    pub const fn beginning(planned: u64) -> Self {
        Self { state: ReplayState::Running, planned, made: 0, skipped: 0, cursor: None, ended_at: None }
    }
}

impl ReplayState {
    /// Whether it may still make deliveries.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }
}
