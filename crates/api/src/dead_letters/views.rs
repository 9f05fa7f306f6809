//! Dead letters, as clients see them.

use std::time::Duration;

use domain::Timestamp;
use domain::bulk_replay::FailureReason;
use engine::{BIN_FOR, Snapshot};
use serde::Serialize;
use utoipa::ToSchema;

use crate::deliveries::DeliverySummary;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A delivery that gave up.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadLetter {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: DeliverySummary,
    /// How its last attempt failed: a status, or a kind of failure.
    pub reason: Option<String>,
    /// Why it gave up: `attempts_used_up`, `gone`, `not_retryable`, `too_old` or `stopped_by_rule`.
    pub cause: String,
    /// When retention deletes it; null when it is kept for good.
    pub expires_at_ms: Option<i64>,
}

/// A dead letter that was discarded.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscardedLetter {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: DeliverySummary,
    /// Why it had given up.
    pub cause: String,
    /// When it was discarded.
    pub discarded_at_ms: i64,
    /// When it leaves the bin.
    pub leaves_at_ms: i64,
}

/// Dead letters counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadLetterFacets {
    /// How many the query means.
    pub matching: u64,
    /// How many there are.
    pub total: u64,
    /// By destination, most first.
    pub destinations: Vec<DeadLetterFacet>,
    /// By kind of event, most first.
    pub event_types: Vec<DeadLetterFacet>,
    /// By reason, most first.
    pub reasons: Vec<DeadLetterFacet>,
    /// By day of receipt, newest first.
    pub days: Vec<DeadLetterDay>,
    /// All were looked at; otherwise the newest 200,000.
    pub is_whole: bool,
}

/// One value that dead letters have in common.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadLetterFacet {
    /// What to ask for.
    pub value: String,
    /// How many.
    pub deliveries: u64,
}

/// One day on which events of dead letters were received.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadLetterDay {
    /// It begins at this moment.
    pub received_from_ms: i64,
    /// The next one begins at this.
    pub received_until_ms: i64,
    /// How many.
    pub deliveries: u64,
}

impl DeadLetter {
    /// A dead letter.
    pub fn of(delivery: &domain::Delivery, snapshot: &Snapshot) -> Self {
        let last = delivery.last_attempt.as_ref();
        let reason = last.and_then(|last| FailureReason::of(last.error_class, last.status));
        let retention = snapshot.settings().retention;
        // Dead letters go with their events, and only when there is a term for them.
        let days = retention.days.and(retention.dead_letter_days);
        Self {
            reason: reason.map(|reason| reason.to_string()),
            cause: match delivery.state {
                domain::DeliveryState::DeadLettered { cause, .. } => cause.word().to_owned(),
                _ => String::new(),
            },
            expires_at_ms: days.map(|days| delivery.received_at.after(DAY * days).unix_ms()),
            delivery: DeliverySummary::of(delivery, snapshot),
        }
    }
}

impl DiscardedLetter {
    /// A dead letter in the bin.
    pub fn of(discarded: &store::Discarded, snapshot: &Snapshot) -> Self {
        Self {
            delivery: DeliverySummary::of(&discarded.delivery, snapshot),
            cause: discarded.cause.word().to_owned(),
            discarded_at_ms: discarded.at.unix_ms(),
            leaves_at_ms: discarded.at.after(BIN_FOR).unix_ms(),
        }
    }
}

impl From<&engine::DeadLetterFacets> for DeadLetterFacets {
    fn from(facets: &engine::DeadLetterFacets) -> Self {
        fn shown<T: ToString>(counts: &[(T, u64)]) -> Vec<DeadLetterFacet> {
            let facet =
                |(value, deliveries): &(T, u64)| DeadLetterFacet { value: value.to_string(), deliveries: *deliveries };
            counts.iter().map(facet).collect()
        }
        let day = |(from, deliveries): &(Timestamp, u64)| DeadLetterDay {
            received_from_ms: from.unix_ms(),
            received_until_ms: from.after(DAY).unix_ms(),
            deliveries: *deliveries,
        };
        Self {
            matching: facets.matching,
            total: facets.total,
            destinations: shown(&facets.destinations),
            event_types: shown(&facets.event_types),
            reasons: shown(&facets.reasons),
            days: facets.days.iter().map(day).collect(),
            is_whole: facets.is_whole,
        }
    }
}
