//! One event to one destination: the thing that has a lifecycle.
//!
//! ```text
//! Scheduled ──claim──▶ InFlight ──conclude──▶ Delivered
//!     ▲  │                │  │
//!     │  └──cancel──▶ Cancelled
//!     └──── retry, recover ┘  └──────────────▶ DeadLettered, Cancelled
//! ```
//! "Held" is not a state: the deliveries of a paused or disabled destination are not claimed, and the view says held.

use crate::id::{AttemptId, DeliveryId, DestinationId, EventId, ReplayId, SourceId, SubscriptionId};
use crate::{ErrorClass, EventTypeName, RetrySchedule, Timestamp};

/// One event to one destination. A replay is a new delivery; history is never edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// What is delivered.
    pub event_id: EventId,
    /// Kind of the event, kept here so that lists need one table.
    pub event_type: EventTypeName,
    /// Source of the event.
    pub source_id: Option<SourceId>,
    /// When the event was received.
    pub received_at: Timestamp,
    /// Length of the event's body.
    pub body_bytes: u64,
    /// Where it goes.
    pub destination_id: DestinationId,
    /// What made it; `None` when a person sent it without a subscription.
    pub subscription_id: Option<SubscriptionId>,
    /// Why it exists.
    pub trigger: Trigger,
    /// Counts the deliveries that one subscription makes of one source's events, from 1; receivers can order by it.
    /// `None` for what no subscription made.
    pub sequence: Option<u64>,
    /// Deliveries of one subscription with the same key are made one at a time, in the order of their ids. `None`
    /// where order does not matter.
    pub ordering_key: Option<String>,
    /// The schedule as it was when the delivery was made; later edits apply to new deliveries.
    pub retry_schedule: RetrySchedule,
    /// Where it stands.
    pub state: DeliveryState,
    /// Attempts concluded.
    pub attempts_made: u32,
    /// How often the engine stopped while this was in flight; what became of those attempts is unknown.
    pub interruptions: u32,
    /// What the newest attempt saw.
    pub last_attempt: Option<LastAttempt>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Where a delivery stands. No field is "set only if".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// Waits for its next attempt.
    Scheduled {
        /// When that is due.
        due_at: Timestamp,
    },
    /// An attempt is under way.
    InFlight {
        /// Whose attempt it is.
        lease: Lease,
    },
    /// A 2xx was seen.
    Delivered {
        /// When.
        at: Timestamp,
    },
    /// Attempts are used up, or it may not be retried.
    DeadLettered {
        /// When.
        at: Timestamp,
        /// Why.
        cause: DeadLetterCause,
    },
    /// A person or its transform stopped it.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// Names the run of the engine that has a delivery in its hands. A conclusion under another lease is refused.
///
/// Leases only save work; at-least-once does not depend on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease(pub i64);

/// Why a delivery will not be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadLetterCause {
    /// The schedule has no further wait.
    AttemptsUsedUp,
    /// The destination answered 410 Gone.
    Gone,
    /// The request cannot be made at all, now or later.
    NotRetryable,
    /// It would have been older than its schedule allows.
    TooOld,
    /// A rule of its schedule says that this status is not tried again.
    StoppedByRule,
}

/// Why a delivery exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// A subscription matched.
    Event,
    /// A person or a rule asked for this one again.
    Replay {
        /// The delivery that was there before; `None` when the event had none to this destination.
        of: Option<DeliveryId>,
        /// The bulk replay that made it, if one did.
        replay_id: Option<ReplayId>,
    },
    /// A test of a destination.
    Test,
}

/// What the newest attempt of a delivery saw, kept beside it so that lists need one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastAttempt {
    /// Its id.
    pub id: AttemptId,
    /// When it began.
    pub started_at: Timestamp,
    /// Status of the answer, when there was one.
    pub status: Option<u16>,
    /// What went wrong, when something did.
    pub error_class: Option<ErrorClass>,
    /// Total time, in microseconds.
    pub total_us: u64,
}

impl Delivery {
    /// Attempts it may have in all.
    pub fn attempts_max(&self) -> u32 {
        self.retry_schedule.attempts_max()
    }
}

impl DeliveryState {
    /// The number for it in the databases.
    pub const fn code(&self) -> i64 {
        match self {
            Self::Scheduled { .. } => 0,
            Self::InFlight { .. } => 1,
            Self::Delivered { .. } => 2,
            Self::DeadLettered { .. } => 3,
            Self::Cancelled { .. } => 4,
        }
    }

    /// When it ended, for the states that are an end.
    pub const fn concluded_at(&self) -> Option<Timestamp> {
        match self {
            Self::Delivered { at } | Self::DeadLettered { at, .. } | Self::Cancelled { at } => Some(*at),
            Self::Scheduled { .. } | Self::InFlight { .. } => None,
        }
    }
}

impl DeadLetterCause {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::AttemptsUsedUp, Self::Gone, Self::NotRetryable, Self::TooOld, Self::StoppedByRule];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AttemptsUsedUp => "attempts_used_up",
            Self::Gone => "gone",
            Self::NotRetryable => "not_retryable",
            Self::TooOld => "too_old",
            Self::StoppedByRule => "stopped_by_rule",
        }
    }

    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::AttemptsUsedUp => 0,
            Self::Gone => 1,
            Self::NotRetryable => 2,
            Self::TooOld => 3,
            Self::StoppedByRule => 4,
        }
    }

    /// Reads a [`code`](Self::code).
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }
}

impl Trigger {
    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Replay { .. } => "replay",
            Self::Test => "test",
        }
    }

    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::Event => 0,
            Self::Replay { .. } => 1,
            Self::Test => 2,
        }
    }

    /// Reads a [`code`](Self::code), what was replayed, and by which bulk replay.
    pub const fn from_code(code: i64, of: Option<DeliveryId>, replay_id: Option<ReplayId>) -> Option<Self> {
        match code {
            0 => Some(Self::Event),
            1 => Some(Self::Replay { of, replay_id }),
            2 => Some(Self::Test),
            _ => None,
        }
    }
}
