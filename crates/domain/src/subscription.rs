//! Which events go where.

use crate::id::{DestinationId, SourceId, SubscriptionId};
use crate::{EventTypeName, EventTypePattern, RetrySchedule, Timestamp};

/// Which events of which source go to which destination, and how often they are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its id.
    pub id: SubscriptionId,
    /// What people call it.
    pub name: String,
    /// Events of this source only; `None` means of any, and those published through the API.
    pub source_id: Option<SourceId>,
    /// At least one of these must match the event's kind.
    pub event_types: Vec<EventTypePattern>,
    /// Where they go.
    pub destination_id: DestinationId,
    /// When a failed delivery is tried again.
    pub retry_schedule: RetrySchedule,
    /// When a person is told of a failure.
    pub notify: Notify,
    /// Switched on.
    pub is_enabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// When a person is told that deliveries of a subscription fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// At the first failed attempt.
    FirstFailure,
    /// At the third failed attempt of one delivery.
    #[serde(rename = "after_3_attempts")]
    After3Attempts,
    /// When a delivery becomes a dead letter.
    DeadLetter,
    /// Not at all.
    Never,
}

impl Subscription {
    /// Whether an event of this source and kind is meant.
    pub fn matches(&self, source_id: Option<SourceId>, event_type: &EventTypeName) -> bool {
        self.is_enabled
            && (self.source_id.is_none() || self.source_id == source_id)
            && self.event_types.iter().any(|pattern| pattern.matches(event_type))
    }
}
