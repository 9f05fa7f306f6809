//! Which events go where.

use crate::filter::Subject;
use crate::id::{DestinationId, SourceId, SubscriptionId};
use crate::{EventTypeName, EventTypePattern, Filter, RetrySchedule, Timestamp};

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
    /// What else they must be like; `None` means that any is meant.
    pub filter: Option<Filter>,
    /// Where they go.
    pub destination_id: DestinationId,
    /// When a failed delivery is tried again.
    pub retry_schedule: RetrySchedule,
    /// Whether its deliveries are made in the order of the events.
    pub ordering: Ordering,
    /// JavaScript that makes the request out of the event's; `None` sends the event as it came.
    pub transform: Option<String>,
    /// When a person is told of a failure.
    pub notify: Notify,
    /// Switched on.
    pub is_enabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether the deliveries of a subscription are made in the order of the events.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "order")]
pub enum Ordering {
    /// As fast as the destination allows.
    None,
    /// One at a time: the next begins when the one before is delivered, gave up or was cancelled.
    Fifo {
        /// What belongs in one line.
        key: OrderingKey,
    },
}

/// What belongs in one line of deliveries that are made in order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum OrderingKey {
    /// Everything the subscription delivers.
    All,
    /// Events with the same value of a header field; those without it stand in one line.
    Header {
        /// Its name.
        name: String,
    },
    /// Events with the same value in their JSON body; those without it stand in one line.
    Body {
        /// A JSON pointer, RFC 6901: `/data/object/id`.
        pointer: String,
    },
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

    /// Whether its filter, if it has one, means an event.
    pub fn admits(&self, subject: &Subject<'_>) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.matches(subject))
    }
}
