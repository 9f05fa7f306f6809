//! When a person is told. The unit is a destination that fails, never an event.
//!
//! One alert when it begins to fail, one when a delivery gives up, one when it is back and the failure had been
//! announced. At least ten minutes lie between two alerts of one kind about one destination, and at most three go out
//! in fifteen minutes; the next one over that says that several destinations fail, and then there is silence until the
//! quarter of an hour has passed. Payload values never stand in an alert: it may show on a locked screen.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use crate::explanation;
use crate::id::{DeliveryId, DestinationId};
use crate::subscription::Notify;
use crate::{EventTypeName, Timestamp, Verdict};

/// Least time between two alerts of one kind about one destination.
pub const REPEAT_AFTER: Duration = Duration::from_secs(10 * 60);
/// The window over which all alerts are counted.
pub const BUDGET_WINDOW: Duration = Duration::from_secs(15 * 60);
/// Alerts in one window, before the summary.
pub const BUDGET: usize = 3;

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What happened.
    pub kind: AlertKind,
    /// The destination it is about; `None` for a summary.
    pub destination_id: Option<DestinationId>,
    /// The delivery that raised it.
    pub delivery_id: Option<DeliveryId>,
    /// One line.
    pub title: String,
    /// One or two sentences.
    pub body: String,
}

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// A destination began to fail.
    Failing,
    /// A delivery became a dead letter.
    DeadLetter,
    /// A destination that was announced as failing took a delivery.
    Recovered,
    /// A destination will be disabled if it goes on like this.
    Warning,
    /// A destination was disabled.
    Disabled,
    /// Payloads of one kind changed their shape.
    Drift,
    /// More than the budget allows.
    Several,
}

/// One concluded attempt, as the rules need it.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// When it was concluded.
    pub at: Timestamp,
    /// The destination.
    pub destination_id: DestinationId,
    /// Its name.
    pub destination_name: &'a str,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// The kind of its event.
    pub event_type: &'a EventTypeName,
    /// Attempts concluded, this one included.
    pub attempts_made: u32,
    /// When a person wants to be told.
    pub notify: Notify,
    /// What happened, as one sentence.
    pub explanation: &'a str,
    /// What follows.
    pub verdict: Verdict,
}

/// What was announced so far. Kept in memory: after a restart a destination that still fails is announced again.
#[derive(Debug, Default)]
pub struct AlertRules {
    announced_failing: HashSet<DestinationId>,
    last: HashMap<(DestinationId, AlertKind), Timestamp>,
    recent: VecDeque<Timestamp>,
}

impl AlertRules {
    /// Takes one concluded attempt and says what a person is to be told, if anything.
    pub fn observe(&mut self, seen: &Observation<'_>) -> Option<Alert> {
        let alert = match seen.verdict {
            Verdict::Delivered => {
                if !self.announced_failing.remove(&seen.destination_id) {
                    return None;
                }
                Self::recovered(seen)
            }
            Verdict::DeadLetter { .. } if seen.notify != Notify::Never => {
                self.announced_failing.insert(seen.destination_id);
                Self::dead_letter(seen)
            }
            Verdict::Retry { at } if Self::is_worth_telling(seen) => {
                if !self.announced_failing.insert(seen.destination_id) {
                    return None;
                }
                Self::failing(seen, at)
            }
            Verdict::DeadLetter { .. } | Verdict::Retry { .. } | Verdict::Postpone { .. } | Verdict::Cancelled => {
                return None;
            }
        };
        self.within_budget(seen, alert)
    }

    /// A destination has failed for `days`, and is disabled after `disabled_in` more. Rare, and outside of the budget.
    pub fn warning(destination_id: DestinationId, name: &str, days: u64, disabled_in: u64) -> Alert {
        Alert {
            kind: AlertKind::Warning,
            destination_id: Some(destination_id),
            delivery_id: None,
            title: format!("{name} has failed for {}", in_days(days)),
            body: format!("It is disabled in {} unless a delivery succeeds. What waits is kept.", in_days(disabled_in)),
        }
    }

    /// A destination was disabled. Rare, and outside of the budget.
    pub fn disabled(destination_id: DestinationId, name: &str, reason: &str) -> Alert {
        Alert {
            kind: AlertKind::Disabled,
            destination_id: Some(destination_id),
            delivery_id: None,
            title: format!("{name} is disabled"),
            body: format!("{reason} Its deliveries wait until you enable it."),
        }
    }

    /// Payloads of one kind changed at paths that nobody was told of before; `sentence` says how at the first of them.
    /// Counts against the budget, and is left out when that is used up: the catalogue shows it anyway.
    pub fn drift(
        &mut self,
        at: Timestamp,
        event_type: &EventTypeName,
        sentence: &str,
        more_paths: usize,
    ) -> Option<Alert> {
        self.forget_before_window(at);
        if self.recent.len() >= BUDGET {
            return None;
        }
        self.recent.push_back(at);
        let more = match more_paths {
            0 => String::new(),
            1 => " 1 more path changed.".to_owned(),
            more => format!(" {more} more paths changed."),
        };
        Some(Alert {
            kind: AlertKind::Drift,
            destination_id: None,
            delivery_id: None,
            title: format!("{event_type} changed its shape"),
            body: format!("{sentence}{more}"),
        })
    }

    fn forget_before_window(&mut self, at: Timestamp) {
        while self.recent.front().is_some_and(|first| at.since(*first) >= BUDGET_WINDOW) {
            self.recent.pop_front();
        }
    }

    fn is_worth_telling(seen: &Observation<'_>) -> bool {
        match seen.notify {
            Notify::FirstFailure => true,
            Notify::After3Attempts => seen.attempts_made >= 3,
            Notify::DeadLetter | Notify::Never => false,
        }
    }

    fn failing(seen: &Observation<'_>, next_at: Timestamp) -> Alert {
        let next_in = explanation::in_words(next_at.since(seen.at));
        Alert {
            kind: AlertKind::Failing,
            destination_id: Some(seen.destination_id),
            delivery_id: Some(seen.delivery_id),
            title: format!("{} is failing", seen.destination_name),
            body: format!("{} {} is waiting. Next attempt in {next_in}.", seen.explanation, seen.event_type),
        }
    }

    fn dead_letter(seen: &Observation<'_>) -> Alert {
        let attempts = match seen.attempts_made {
            1 => "1 attempt".to_owned(),
            more => format!("{more} attempts"),
        };
        Alert {
            kind: AlertKind::DeadLetter,
            destination_id: Some(seen.destination_id),
            delivery_id: Some(seen.delivery_id),
            title: format!("{} gave up – {}", seen.event_type, seen.destination_name),
            body: format!("{} Gave up after {attempts}. It is kept as a dead letter.", seen.explanation),
        }
    }

    fn recovered(seen: &Observation<'_>) -> Alert {
        Alert {
            kind: AlertKind::Recovered,
            destination_id: Some(seen.destination_id),
            delivery_id: Some(seen.delivery_id),
            title: format!("{} is back", seen.destination_name),
            body: format!("It took {} again.", seen.event_type),
        }
    }

    fn within_budget(&mut self, seen: &Observation<'_>, alert: Alert) -> Option<Alert> {
        let key = (seen.destination_id, alert.kind);
        if self.last.get(&key).is_some_and(|last| seen.at.since(*last) < REPEAT_AFTER) {
            return None;
        }
        self.forget_before_window(seen.at);
        match self.recent.len() {
            sent if sent > BUDGET => return None,
            sent => {
                self.recent.push_back(seen.at);
                self.last.insert(key, seen.at);
                if sent < BUDGET {
                    return Some(alert);
                }
            }
        }
        Some(Alert {
            kind: AlertKind::Several,
            destination_id: None,
            delivery_id: None,
            title: "Several destinations are failing".to_owned(),
            body: "Your network may be down. Nothing is lost: events wait and are tried again.".to_owned(),
        })
    }
}

fn in_days(days: u64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeadLetterCause;

    struct Scene {
        rules: AlertRules,
        told: Vec<(AlertKind, String)>,
    }

    impl Scene {
        fn new() -> Self {
            Self { rules: AlertRules::default(), told: Vec::new() }
        }

        fn see(&mut self, at_s: u64, destination: u8, notify: Notify, attempts_made: u32, verdict: Verdict) {
            let at = Timestamp::from_unix_ms(0).after(Duration::from_secs(at_s));
            let event_type = EventTypeName::parse("order.paid").unwrap();
            let alert = self.rules.observe(&Observation {
                at,
                destination_id: DestinationId::from_bytes([destination; 16]),
                destination_name: "billing",
                delivery_id: DeliveryId::from_bytes([9; 16]),
                event_type: &event_type,
                attempts_made,
                notify,
                explanation: "Nothing is listening on localhost:3000.",
                verdict,
            });
            self.told.extend(alert.map(|alert| (alert.kind, format!("{}: {}", alert.title, alert.body))));
        }

        fn kinds(&self) -> Vec<AlertKind> {
            self.told.iter().map(|(kind, _)| *kind).collect()
        }
    }

    fn retry(at_s: u64) -> Verdict {
        Verdict::Retry { at: Timestamp::from_unix_ms(0).after(Duration::from_secs(at_s)) }
    }

    const DEAD: Verdict = Verdict::DeadLetter { cause: DeadLetterCause::AttemptsUsedUp };

    #[test]
    fn a_failing_destination_is_announced_once_then_its_dead_letter_then_its_recovery() {
        let mut scene = Scene::new();
        scene.see(0, 1, Notify::FirstFailure, 1, retry(5));
        scene.see(5, 1, Notify::FirstFailure, 2, retry(305));
        scene.see(305, 1, Notify::FirstFailure, 3, DEAD);
        scene.see(400, 1, Notify::FirstFailure, 1, Verdict::Delivered);
        scene.see(401, 1, Notify::FirstFailure, 1, Verdict::Delivered);
        assert_eq!(scene.kinds(), [AlertKind::Failing, AlertKind::DeadLetter, AlertKind::Recovered]);
        assert_eq!(
            scene.told[0].1,
            "billing is failing: Nothing is listening on localhost:3000. order.paid is waiting. Next attempt in 5 s."
        );
    }

    #[test]
    fn the_subscription_says_when_it_is_worth_telling() {
        let mut scene = Scene::new();
        scene.see(0, 1, Notify::Never, 1, DEAD);
        scene.see(0, 2, Notify::DeadLetter, 1, retry(5));
        scene.see(0, 3, Notify::After3Attempts, 2, retry(5));
        assert_eq!(scene.kinds(), []);
        scene.see(1, 3, Notify::After3Attempts, 3, retry(5));
        scene.see(1, 2, Notify::DeadLetter, 2, DEAD);
        assert_eq!(scene.kinds(), [AlertKind::Failing, AlertKind::DeadLetter]);
    }

    #[test]
    fn drift_is_told_within_the_budget() {
        let mut rules = AlertRules::default();
        let kind = EventTypeName::parse("order.paid").unwrap();
        let at = Timestamp::from_unix_ms(0);
        let told = rules.drift(at, &kind, "/amount was always a whole number and is text.", 2).unwrap();
        assert_eq!(told.title, "order.paid changed its shape");
        assert_eq!(told.body, "/amount was always a whole number and is text. 2 more paths changed.");
        assert!(rules.drift(at, &kind, "", 0).is_some() && rules.drift(at, &kind, "", 0).is_some());
        assert!(rules.drift(at, &kind, "", 0).is_none(), "the budget is used up");
    }

    #[test]
    fn a_storm_is_told_in_four_alerts_and_then_there_is_silence() {
        let mut scene = Scene::new();
        for destination in 0..100 {
            scene.see(u64::from(destination), destination, Notify::FirstFailure, 1, retry(200));
        }
        use AlertKind::{Failing, Several};
        assert_eq!(scene.kinds(), [Failing, Failing, Failing, Several]);
        scene.see(1_000, 200, Notify::FirstFailure, 1, retry(2_000));
        assert_eq!(scene.kinds().len(), 5, "a new quarter of an hour has a new budget");
    }
}
