//! Failures that look alike, told as one: an issue, from its first failure to the day it is over.
//!
//! ```text
//!              ┌──acknowledge──▶ Acknowledged ──┐
//! Open ────────┼──ignore───────▶ Ignored        ├── enough successes, or a person ──▶ Resolved
//!   ▲          └────────────────────────────────┘                                        │
//!   └────────────────────────── it fails like this again, or a person ───────────────────┘
//! ```
//! What is ignored stays ignored, however often it fails: only a person ends that. Successes are counted in a row: a
//! failure of the same kind begins the count anew.

mod fingerprint;
mod hours;
mod title;

use crate::id::{AttemptId, DeliveryId, IssueId};
use crate::{EventTypeName, Timestamp};

pub use fingerprint::{BODIES_MAX, Fingerprint};
pub use hours::{HOURS, HourCounts};
pub use title::title;

/// Deliveries that must succeed in a row before an issue is resolved by itself.
pub const SUCCESSES_TO_RESOLVE: u32 = 3;
/// Kinds of events that an issue remembers. One that met more of them concerns every kind.
pub const EVENT_TYPES_MAX: usize = 20;

/// Failures with one fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// What its failures have in common.
    pub fingerprint: Fingerprint,
    /// Where it stands.
    pub state: IssueState,
    /// The first failure of all.
    pub first_at: Timestamp,
    /// When it opened, the last time it did.
    pub opened_at: Timestamp,
    /// The newest failure.
    pub last_at: Timestamp,
    /// When it was resolved, while it is.
    pub ended_at: Option<Timestamp>,
    /// How often it came back after it was resolved.
    pub reopened: u32,
    /// Attempts that failed like this.
    pub failures: u64,
    /// Deliveries that gave up with such a failure.
    pub gave_up: u64,
    /// Failures by the hour.
    pub hours: HourCounts,
    /// Kinds of events it met, at most [`EVENT_TYPES_MAX`].
    pub event_types: Vec<EventTypeName>,
    /// The delivery of the newest failure.
    pub last_delivery_id: DeliveryId,
    /// The newest failure. Issues are listed by it.
    pub last_attempt_id: AttemptId,
    /// Nobody is told of it before this moment.
    pub muted_until: Option<Timestamp>,
}

/// Where an issue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "by")]
pub enum IssueState {
    /// It fails, and nobody has seen to it.
    Open,
    /// Somebody sees to it.
    Acknowledged,
    /// Nobody wants to hear of it.
    Ignored,
    /// It is over.
    Resolved(ResolvedBy),
}

/// Who said that an issue is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolvedBy {
    /// A person.
    Person,
    /// Deliveries that succeeded.
    Successes,
    /// Its destination was deleted.
    Deletion,
}

/// What a person does with an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueAct {
    /// I see to it.
    Acknowledge,
    /// I do not want to hear of it.
    Ignore,
    /// It is over.
    Resolve,
    /// It is not over.
    Reopen,
}

/// One failed attempt, as an issue takes it.
#[derive(Debug, Clone)]
pub struct Failure {
    /// When it was concluded.
    pub at: Timestamp,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// The attempt.
    pub attempt_id: AttemptId,
    /// The kind of its event.
    pub event_type: EventTypeName,
    /// The delivery is a dead letter now.
    pub gave_up: bool,
}

impl Issue {
    /// An issue that opens with its first failure.
    pub fn open(id: IssueId, fingerprint: Fingerprint, failure: &Failure) -> Self {
        let mut issue = Self {
            id,
            fingerprint,
            state: IssueState::Open,
            first_at: failure.at,
            opened_at: failure.at,
            last_at: failure.at,
            ended_at: None,
            reopened: 0,
            failures: 0,
            gave_up: 0,
            hours: HourCounts::default(),
            event_types: Vec::new(),
            last_delivery_id: failure.delivery_id,
            last_attempt_id: failure.attempt_id,
            muted_until: None,
        };
        issue.count(failure);
        issue
    }

    /// Takes another failure. True when it opens again with it.
    pub fn fail(&mut self, failure: &Failure) -> bool {
        self.count(failure);
        let is_back = matches!(self.state, IssueState::Resolved(_));
        if is_back {
            self.state = IssueState::Open;
            self.opened_at = failure.at;
            self.ended_at = None;
            self.reopened = self.reopened.saturating_add(1);
        }
        is_back
    }

    fn count(&mut self, failure: &Failure) {
        self.failures = self.failures.saturating_add(1);
        self.gave_up = self.gave_up.saturating_add(u64::from(failure.gave_up));
        self.last_at = self.last_at.max(failure.at);
        self.hours.add(failure.at);
        if failure.attempt_id >= self.last_attempt_id {
            (self.last_attempt_id, self.last_delivery_id) = (failure.attempt_id, failure.delivery_id);
        }
        if self.event_types.len() < EVENT_TYPES_MAX && !self.event_types.contains(&failure.event_type) {
            self.event_types.push(failure.event_type.clone());
        }
    }

    /// Whether a success of this kind of event says something of the issue.
    pub fn concerns(&self, event_type: &EventTypeName) -> bool {
        self.event_types.len() >= EVENT_TYPES_MAX || self.event_types.contains(event_type)
    }

    /// Whether successes are counted for it, and end it.
    pub const fn awaits_successes(&self) -> bool {
        matches!(self.state, IssueState::Open | IssueState::Acknowledged)
    }

    /// Does what a person said. False when the state does not allow it.
    pub fn act(&mut self, act: IssueAct, now: Timestamp) -> bool {
        use IssueState::{Acknowledged, Ignored, Open, Resolved};
        let to = match (act, self.state) {
            (IssueAct::Acknowledge, Open | Ignored) => Acknowledged,
            (IssueAct::Ignore, Open | Acknowledged) => Ignored,
            (IssueAct::Resolve, Open | Acknowledged | Ignored) => Resolved(ResolvedBy::Person),
            (IssueAct::Reopen, Acknowledged | Ignored | Resolved(_)) => Open,
            _ => return false,
        };
        self.move_to(to, now);
        true
    }

    /// Ends it.
    pub fn resolve(&mut self, by: ResolvedBy, now: Timestamp) {
        self.move_to(IssueState::Resolved(by), now);
    }

    fn move_to(&mut self, to: IssueState, now: Timestamp) {
        if matches!((self.state, to), (IssueState::Resolved(_), IssueState::Open)) {
            self.opened_at = now;
        }
        self.ended_at = matches!(to, IssueState::Resolved(_)).then_some(now);
        self.state = to;
    }

    /// Whether nobody is told of it at this moment.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.state == IssueState::Ignored || self.muted_until.is_some_and(|until| now < until)
    }
}

impl IssueState {
    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Acknowledged => 1,
            Self::Ignored => 2,
            Self::Resolved(_) => 3,
        }
    }

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Ignored => "ignored",
            Self::Resolved(_) => "resolved",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ErrorClass;
    use crate::id::DestinationId;

    fn failure(at_ms: i64) -> Failure {
        Failure {
            at: Timestamp::from_unix_ms(at_ms),
            delivery_id: DeliveryId::from_bytes([1; 16]),
            attempt_id: AttemptId::from_bytes([u8::try_from(at_ms / 1_000).unwrap_or(255); 16]),
            event_type: EventTypeName::parse("order.paid").unwrap(),
            gave_up: false,
        }
    }

    fn issue() -> Issue {
        let fingerprint = Fingerprint::of(DestinationId::from_bytes([1; 16]), ErrorClass::ConnectionRefused, None, b"");
        Issue::open(IssueId::from_bytes([7; 16]), fingerprint, &failure(1_000))
    }

    #[test]
    fn a_person_moves_an_issue_only_where_it_can_go() {
        use IssueAct::{Acknowledge, Ignore, Reopen, Resolve};
        let cases: [(&[IssueAct], &str, bool); 10] = [
            (&[Acknowledge], "acknowledged", true),
            (&[Acknowledge, Acknowledge], "acknowledged", false),
            (&[Ignore], "ignored", true),
            (&[Ignore, Acknowledge], "acknowledged", true),
            (&[Resolve], "resolved", true),
            (&[Resolve, Resolve], "resolved", false),
            (&[Resolve, Acknowledge], "resolved", false),
            (&[Resolve, Reopen], "open", true),
            (&[Reopen], "open", false),
            (&[Ignore, Resolve], "resolved", true),
        ];
        for (acts, state, is_done) in cases {
            let mut issue = issue();
            let mut last = true;
            for act in acts {
                last = issue.act(*act, Timestamp::from_unix_ms(2_000));
            }
            assert_eq!((issue.state.word(), last), (state, is_done), "{acts:?}");
            assert_eq!(issue.ended_at.is_some(), state == "resolved", "{acts:?}");
        }
    }

    #[test]
    fn only_what_was_resolved_comes_back() {
        for (act, state, is_back) in [
            (IssueAct::Acknowledge, "acknowledged", false),
            (IssueAct::Ignore, "ignored", false),
            (IssueAct::Resolve, "open", true),
        ] {
            let mut issue = issue();
            assert!(issue.act(act, Timestamp::from_unix_ms(2_000)));
            assert_eq!(issue.fail(&failure(9_000)), is_back);
            assert_eq!((issue.state.word(), issue.reopened), (state, u32::from(is_back)));
            assert_eq!((issue.failures, issue.first_at.unix_ms(), issue.last_at.unix_ms()), (2, 1_000, 9_000));
        }
    }

    #[test]
    fn an_issue_concerns_the_kinds_it_met_until_there_are_too_many() {
        let mut issue = issue();
        let kind = |text: &str| EventTypeName::parse(text).unwrap();
        assert!(issue.concerns(&kind("order.paid")) && !issue.concerns(&kind("order.refunded")));
        for number in 0..EVENT_TYPES_MAX {
            issue.fail(&Failure { event_type: kind(&format!("kind.k{number}")), ..failure(2_000) });
        }
        assert_eq!(issue.event_types.len(), EVENT_TYPES_MAX);
        assert!(issue.concerns(&kind("order.refunded")));
    }

    proptest! {
        #[test]
        fn an_issue_is_written_and_read_back(failures in prop::collection::vec(1_000_i64..1_000_000, 0..40)) {
            let mut issue = issue();
            for at_ms in failures {
                issue.fail(&failure(at_ms));
            }
            let text = serde_json::to_string(&issue).unwrap();
            prop_assert_eq!(serde_json::from_str::<Issue>(&text).unwrap(), issue);
        }
    }
}
