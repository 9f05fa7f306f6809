//! What follows from an outcome: the one place where it is decided whether and when a delivery is tried again.

use std::time::Duration;

use crate::retry_schedule::StatusAction;
use crate::{DeadLetterCause, ErrorClass, Outcome, RetrySchedule, Timestamp};

/// The wait after a failure of our own side, which costs the delivery no attempt.
pub const LOCAL_FAILURE_WAIT: Duration = Duration::from_secs(5);

/// What follows from an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is delivered.
    Delivered,
    /// The next attempt is due then.
    Retry {
        /// When.
        at: Timestamp,
    },
    /// Our own side failed: the same attempt again then, without counting this one.
    Postpone {
        /// When.
        at: Timestamp,
    },
    /// It will not be tried again.
    DeadLetter {
        /// Why.
        cause: DeadLetterCause,
    },
    /// It is not to be sent, now or later.
    Cancelled,
}

impl Verdict {
    /// Whether the destination is to be disabled: it said that it is gone.
    pub const fn disables_destination(self) -> bool {
        matches!(self, Self::DeadLetter { cause: DeadLetterCause::Gone })
    }
}

/// How far a delivery has come when an outcome is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// When the delivery was made.
    pub created_at: Timestamp,
    /// Attempts concluded, with the one whose outcome is judged.
    pub attempts_made: u32,
}

/// Judges an outcome; `roll` is a throw of the dice in 0 to 1.
///
/// A 2xx delivers. A 3xx is a failure like others and is never followed: signatures would leak to another host. 410
/// says that the destination is gone. A transform that fails is tried again, since people mend it. 429 and 503 can ask for a longer wait than the schedule's by `Retry-After`. Then
/// come the schedule's own rules by status, its waits, and the longest age of a delivery.
/// The rules are those of Standard Webhooks 1.0.0, "Operational considerations".
pub fn judge(outcome: &Outcome, progress: Progress, schedule: &RetrySchedule, now: Timestamp, roll: f64) -> Verdict {
    let wait_asked_for = match outcome {
        Outcome::Answered { status: 200..=299, .. } => return Verdict::Delivered,
        Outcome::Answered { status: 410, .. } => return Verdict::DeadLetter { cause: DeadLetterCause::Gone },
        Outcome::Answered { status, .. } if schedule.action_for(*status) == StatusAction::Stop => {
            return Verdict::DeadLetter { cause: DeadLetterCause::StoppedByRule };
        }
        Outcome::Answered { status: 429 | 503, retry_after } => retry_after.unwrap_or_default(),
        Outcome::Failed { class: ErrorClass::InvalidRequest, .. } => {
            return Verdict::DeadLetter { cause: DeadLetterCause::NotRetryable };
        }
        Outcome::Failed { class: ErrorClass::Local, .. } => {
            return Verdict::Postpone { at: now.after(LOCAL_FAILURE_WAIT) };
        }
        Outcome::Cancelled { .. } => return Verdict::Cancelled,
        Outcome::Answered { .. } | Outcome::Failed { .. } => Duration::ZERO,
    };
    let Some(wait) = schedule.wait_after(progress.attempts_made, roll) else {
        return Verdict::DeadLetter { cause: DeadLetterCause::AttemptsUsedUp };
    };
    let at = now.after(wait.max(wait_asked_for.min(crate::retry_after::RETRY_AFTER_MAX)));
    if schedule.is_young_enough(progress.created_at, at) {
        Verdict::Retry { at }
    } else {
        Verdict::DeadLetter { cause: DeadLetterCause::TooOld }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retry_schedule::StatusRule;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000);

    fn answered(status: u16, retry_after_s: Option<u64>) -> Outcome {
        Outcome::Answered { status, retry_after: retry_after_s.map(Duration::from_secs) }
    }

    fn failed(class: ErrorClass) -> Outcome {
        Outcome::Failed { class, detail: String::new() }
    }

    fn check(outcome: &Outcome, attempts_made: u32, expected: Verdict) {
        let schedule = RetrySchedule::new(&[5_000, 300_000], 0).unwrap();
        let progress = Progress { created_at: NOW, attempts_made };
        assert_eq!(judge(outcome, progress, &schedule, NOW, 0.9), expected, "{outcome:?} after {attempts_made}");
    }

    fn retry_in(seconds: u64) -> Verdict {
        Verdict::Retry { at: NOW.after(Duration::from_secs(seconds)) }
    }

    #[test]
    fn what_follows_from_each_outcome() {
        let used_up = Verdict::DeadLetter { cause: DeadLetterCause::AttemptsUsedUp };
        check(&answered(200, None), 1, Verdict::Delivered);
        check(&answered(299, None), 3, Verdict::Delivered);
        check(&answered(302, None), 1, retry_in(5));
        check(&answered(404, None), 2, retry_in(300));
        check(&answered(500, Some(60)), 1, retry_in(5));
        check(&answered(503, None), 3, used_up);
        check(&answered(503, Some(60)), 1, retry_in(60));
        check(&answered(503, Some(60)), 2, retry_in(300));
        check(&answered(429, Some(60)), 1, retry_in(60));
        check(&answered(429, Some(1_000_000_000)), 1, retry_in(24 * 60 * 60));
        check(&answered(410, None), 1, Verdict::DeadLetter { cause: DeadLetterCause::Gone });
        check(&answered(999, None), 1, retry_in(5));
        check(&failed(ErrorClass::ConnectionRefused), 1, retry_in(5));
        check(&failed(ErrorClass::Timeout), 3, used_up);
        check(&failed(ErrorClass::Transform), 1, retry_in(5));
        check(&Outcome::Cancelled { reason: String::new() }, 1, Verdict::Cancelled);
        check(&failed(ErrorClass::InvalidRequest), 1, Verdict::DeadLetter { cause: DeadLetterCause::NotRetryable });
        check(&failed(ErrorClass::Local), 3, Verdict::Postpone { at: NOW.after(LOCAL_FAILURE_WAIT) });
    }

    #[test]
    fn rules_and_age_end_a_delivery_before_its_attempts_are_used_up() {
        let stop = StatusRule { first: 401, last: 401, action: StatusAction::Stop };
        let schedule = RetrySchedule::new(&[5_000, 300_000], 0).unwrap();
        let schedule = schedule.with_rules(vec![stop]).unwrap();
        let schedule = schedule.with_max_age(Some(Duration::from_secs(60))).unwrap();
        let verdict = |outcome: Outcome, attempts_made| {
            judge(&outcome, Progress { created_at: NOW, attempts_made }, &schedule, NOW, 0.5)
        };
        let dead = |cause| Verdict::DeadLetter { cause };
        assert_eq!(verdict(answered(401, None), 1), dead(DeadLetterCause::StoppedByRule));
        assert_eq!(verdict(answered(402, None), 1), retry_in(5));
        assert_eq!(verdict(answered(402, None), 2), dead(DeadLetterCause::TooOld));
        assert_eq!(verdict(answered(429, Some(61)), 1), dead(DeadLetterCause::TooOld), "asked to come too late");
        assert_eq!(verdict(failed(ErrorClass::Timeout), 3), dead(DeadLetterCause::AttemptsUsedUp));
    }

    proptest! {
        #[test]
        fn a_retry_is_never_early_and_never_over_a_day_late(status in 100u16..1000, asked_s: Option<u64>, made in 1u32..10, roll in 0.0f64..=1.0) {
            let schedule = RetrySchedule::default();
            if let Verdict::Retry { at } = judge(&answered(status, asked_s), Progress { created_at: NOW, attempts_made: made }, &schedule, NOW, roll) {
                let wait = at.since(NOW);
                prop_assert!(wait + Duration::from_millis(1) >= schedule.wait_after(made, roll).unwrap());
                prop_assert!(wait <= schedule.wait_after(made, 1.0).unwrap().max(Duration::from_secs(86_400)));
            }
        }
    }
}
