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

use crate::id::{DeliveryId, DestinationId, IssueId, ReplayId, SourceId, SubscriptionId};
use crate::{ErrorClass, EventTypeName, EventTypePattern, RateLimit, Timestamp};

/// Deliveries that can be chosen one by one.
pub const CHOSEN_MAX: usize = 1_000;

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
    /// Make so many at most: one, to try it.
    #[serde(default)]
    pub deliveries_max: Option<u64>,
    /// Deliveries that stood in a line stand in it again.
    #[serde(default)]
    pub keeps_order: bool,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// What is made once more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum ReplaySelection {
    /// Deliveries that are over.
    Deliveries(Box<DeliverySelection>),
    /// Events that a subscription matches and that it made no delivery of: those that came before it was there.
    Unrouted {
        /// The subscription.
        subscription_id: SubscriptionId,
    },
}

/// Deliveries that are over. `None` means any.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DeliverySelection {
    /// How they ended, at least one.
    pub ends: Vec<DeliveryEnd>,
    /// To this destination.
    pub destination_id: Option<DestinationId>,
    /// Of this source.
    pub source_id: Option<SourceId>,
    /// Whose event's kind matches.
    pub event_type: Option<EventTypePattern>,
    /// Whose last attempt failed like this.
    pub reason: Option<FailureReason>,
    /// That belong to this issue.
    pub issue_id: Option<IssueId>,
    /// That this bulk replay made.
    pub made_by: Option<ReplayId>,
    /// Whose event's kind holds this text, without regard to ASCII case.
    pub text: Option<String>,
    /// Whose newest answer has a status in this range, both ends included.
    pub statuses: Option<(u16, u16)>,
    /// Whose newest attempt took at least so many microseconds.
    pub latency_us_min: Option<u64>,
    /// With at least so many attempts concluded.
    pub attempts_min: Option<u32>,
    /// Made at this moment or later.
    pub made_from: Option<Timestamp>,
    /// Made before this moment.
    pub made_until: Option<Timestamp>,
    /// These and no others, at most [`CHOSEN_MAX`].
    pub chosen: Option<Vec<DeliveryId>>,
}

impl ReplaySelection {
    /// Deliveries that are over.
    pub fn of(selection: DeliverySelection) -> Self {
        Self::Deliveries(Box::new(selection))
    }
}

impl DeliverySelection {
    /// All dead letters.
    pub fn dead_letters() -> Self {
        Self { ends: vec![DeliveryEnd::DeadLettered], ..Self::default() }
    }

    /// Whether deliveries of events of this kind are among them.
    pub fn means_kind(&self, event_type: &EventTypeName) -> bool {
        let is_text_in = |text: &String| event_type.as_str().to_ascii_lowercase().contains(&text.to_ascii_lowercase());
        self.event_type.as_ref().is_none_or(|pattern| pattern.matches(event_type))
            && self.text.as_ref().is_none_or(is_text_in)
    }
}

/// How an attempt failed, as far as deliveries are chosen by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// It answered with this status.
    Status(u16),
    /// It did not get that far.
    Class(ErrorClass),
}

impl FailureReason {
    /// Why an attempt failed; `None` for one that did not.
    pub const fn of(error_class: Option<ErrorClass>, status: Option<u16>) -> Option<Self> {
        match (error_class, status) {
            (Some(ErrorClass::Status), Some(status)) => Some(Self::Status(status)),
            (Some(class), _) => Some(Self::Class(class)),
            (None, _) => None,
        }
    }

    /// Reads what [`Display`](std::fmt::Display) writes.
    pub fn parse(text: &str) -> Option<Self> {
        let class = || ErrorClass::ALL.iter().find(|class| class.word() == text).copied().map(Self::Class);
        text.parse().ok().filter(|status| (100..1_000).contains(status)).map(Self::Status).or_else(class)
    }
}

impl std::fmt::Display for FailureReason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(formatter, "{status}"),
            Self::Class(class) => formatter.write_str(class.word()),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_meant_by_their_pattern_and_by_a_text_in_them() {
        let kind = |text: &str| EventTypeName::parse(text).unwrap();
        let pattern = EventTypePattern::parse("order.*").ok();
        let selection = DeliverySelection { event_type: pattern, text: Some("PAI".to_owned()), ..Default::default() };
        assert!(selection.means_kind(&kind("order.paid")));
        assert!(!selection.means_kind(&kind("order.refunded")));
        assert!(!selection.means_kind(&kind("invoice.paid")));
        assert!(DeliverySelection::default().means_kind(&kind("anything")));
    }

    #[test]
    fn a_reason_is_read_as_it_is_written() {
        let classes = ErrorClass::ALL.iter().map(|class| FailureReason::of(Some(*class), Some(503)));
        for reason in classes.flatten() {
            assert_eq!(FailureReason::parse(&reason.to_string()), Some(reason));
        }
        assert_eq!(FailureReason::of(Some(ErrorClass::Status), Some(503)), Some(FailureReason::Status(503)));
        assert_eq!(FailureReason::of(None, Some(200)), None);
        for text in ["", "5", "99999", "weather"] {
            assert_eq!(FailureReason::parse(text), None, "{text}");
        }
    }
}
