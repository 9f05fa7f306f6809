//! When a destination gets no deliveries for a while: the circuit breaker.
//!
//! ```text
//!          much fails                 the wait is over
//! Closed ─────────────▶ Open ──────────────────────────▶ Probing
//!    ▲                   ▲                                 │  │
//!    │                   └──── it fails, the wait doubles ─┘  │
//!    └──────────────────────── it succeeds ───────────────────┘
//! ```
//!
//! While it is open, deliveries wait in the store and lose no attempt; one of them is the probe. A destination that
//! did nothing but fail for [`DISABLE_AFTER`] is disabled, with a warning after each of [`WARN_AFTER`].

use std::collections::VecDeque;
use std::time::Duration;

use crate::{Health, Timestamp};

/// Attempts older than this say nothing about now.
pub const WINDOW: Duration = Duration::from_secs(60);
/// Fewer attempts in the window say nothing.
pub const ATTEMPTS_MIN: usize = 10;
/// Share of failures in the window that opens it, in percent.
pub const FAILURE_PERCENT: usize = 80;
/// The wait before the first probe.
pub const WAIT_FIRST: Duration = Duration::from_secs(15);
/// The longest wait between two probes.
pub const WAIT_MAX: Duration = Duration::from_secs(15 * 60);
/// A destination that did nothing but fail for so long is disabled.
pub const DISABLE_AFTER: Duration = Duration::from_secs(5 * DAY_S);
/// When a person is warned that it will be disabled.
pub const WARN_AFTER: [Duration; 2] = [Duration::from_secs(DAY_S), Duration::from_secs(3 * DAY_S)];

const DAY_S: u64 = 24 * 60 * 60;

/// The circuit breaker of one destination.
#[derive(Debug, Clone)]
pub struct Breaker {
    recent: VecDeque<(Timestamp, bool)>,
    phase: Phase,
    failing_since: Option<Timestamp>,
    warnings: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Closed,
    Open { probe_at: Timestamp, wait: Duration },
    Probing { wait: Duration },
}

/// How many deliveries may be begun now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permit {
    /// As many as there is room for.
    All,
    /// One, to see whether it is back.
    Probe,
    /// None before then.
    NoneUntil(Timestamp),
    /// None: the probe is under way.
    None,
}

/// What an observed attempt changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It opened, or a probe failed: nothing goes there before `probe_at`.
    Opened {
        /// When the next probe is.
        probe_at: Timestamp,
        /// The wait until then.
        wait: Duration,
    },
    /// It closed again: everything that waits may go.
    Closed,
    /// Nothing but failures for a while: `days` of [`WARN_AFTER`].
    Warning {
        /// How many days it has failed.
        days: u64,
    },
    /// Nothing but failures for [`DISABLE_AFTER`].
    Disabled,
}

impl Breaker {
    /// A breaker that goes on where an earlier run stopped.
    pub fn new(health: &Health, failing_since: Option<Timestamp>, now: Timestamp) -> Self {
        let phase = match health {
            Health::Open { probe_at, wait_ms } => {
                Phase::Open { probe_at: *probe_at, wait: Duration::from_millis(*wait_ms) }
            }
            Health::Closed | Health::Disabled { .. } => Phase::Closed,
        };
        let warnings =
            failing_since.map_or(0, |since| WARN_AFTER.iter().filter(|after| now.since(since) >= **after).count());
        Self { recent: VecDeque::new(), phase, failing_since, warnings }
    }

    /// Since when every attempt has failed.
    pub const fn failing_since(&self) -> Option<Timestamp> {
        self.failing_since
    }

    /// How many deliveries may be begun at `now`. Asking takes nothing; see [`begin_probe`](Self::begin_probe).
    pub fn permit(&self, now: Timestamp) -> Permit {
        match self.phase {
            Phase::Closed => Permit::All,
            Phase::Open { probe_at, .. } if now >= probe_at => Permit::Probe,
            Phase::Open { probe_at, .. } => Permit::NoneUntil(probe_at),
            Phase::Probing { .. } => Permit::None,
        }
    }

    /// Notes that the probe goes out.
    pub fn begin_probe(&mut self) {
        if let Phase::Open { wait, .. } = self.phase {
            self.phase = Phase::Probing { wait };
        }
    }

    /// Notes that the probe did not go out after all: the next one may, at once.
    pub fn abandon_probe(&mut self, now: Timestamp) {
        if let Phase::Probing { wait } = self.phase {
            self.phase = Phase::Open { probe_at: now, wait };
        }
    }

    /// Takes one concluded attempt, and says what it changed.
    pub fn observe(&mut self, at: Timestamp, is_delivered: bool) -> Option<Step> {
        self.recent.push_back((at, is_delivered));
        while self.recent.front().is_some_and(|(seen_at, _)| at.since(*seen_at) > WINDOW) {
            self.recent.pop_front();
        }
        if is_delivered {
            return self.succeed();
        }
        let since = *self.failing_since.get_or_insert(at);
        if at.since(since) >= DISABLE_AFTER {
            return Some(Step::Disabled);
        }
        self.fail(at).or_else(|| self.warn(at, since))
    }

    fn succeed(&mut self) -> Option<Step> {
        self.failing_since = None;
        self.warnings = 0;
        if self.phase == Phase::Closed {
            return None;
        }
        self.phase = Phase::Closed;
        self.recent.clear();
        Some(Step::Closed)
    }

    fn fail(&mut self, at: Timestamp) -> Option<Step> {
        let wait = match self.phase {
            Phase::Closed if self.is_mostly_failing() => WAIT_FIRST,
            Phase::Probing { wait } => (wait * 2).min(WAIT_MAX),
            // One that was under way when it opened.
            Phase::Closed | Phase::Open { .. } => return None,
        };
        let probe_at = at.after(wait);
        self.phase = Phase::Open { probe_at, wait };
        Some(Step::Opened { probe_at, wait })
    }

    fn warn(&mut self, at: Timestamp, since: Timestamp) -> Option<Step> {
        let after = *WARN_AFTER.get(self.warnings)?;
        if at.since(since) < after {
            return None;
        }
        self.warnings += 1;
        Some(Step::Warning { days: at.since(since).as_secs() / DAY_S })
    }

    fn is_mostly_failing(&self) -> bool {
        let failures = self.recent.iter().filter(|(_, is_delivered)| !is_delivered).count();
        self.recent.len() >= ATTEMPTS_MIN && failures * 100 >= self.recent.len() * FAILURE_PERCENT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_unix_ms(0).after(Duration::from_secs(seconds))
    }

    fn closed() -> Breaker {
        Breaker::new(&Health::Closed, None, at(0))
    }

    /// A breaker that opened at second 9 and may probe at second 24.
    fn opened() -> Breaker {
        let mut breaker = closed();
        let steps: Vec<_> = (0..10).filter_map(|second| breaker.observe(at(second), false)).collect();
        assert_eq!(steps, [Step::Opened { probe_at: at(24), wait: WAIT_FIRST }]);
        breaker
    }

    #[test]
    fn few_failures_or_old_ones_do_not_open_it() {
        let mut breaker = closed();
        assert!((0..9).all(|second| breaker.observe(at(second), false).is_none()));
        let mut slow = closed();
        assert!((0..100).all(|index| slow.observe(at(index * 7), false).is_none()), "never ten within a minute");
        let mut mixed = closed();
        assert!((0..100).all(|index| mixed.observe(at(index), index % 3 == 0).is_none()), "two thirds fail");
    }

    #[test]
    fn open_lets_one_probe_through_and_closes_when_it_succeeds() {
        let mut breaker = opened();
        assert_eq!(breaker.permit(at(23)), Permit::NoneUntil(at(24)));
        assert_eq!(breaker.permit(at(24)), Permit::Probe);
        breaker.begin_probe();
        assert_eq!(breaker.permit(at(24)), Permit::None);
        assert_eq!(breaker.observe(at(25), true), Some(Step::Closed));
        assert_eq!(breaker.permit(at(25)), Permit::All);
        assert_eq!(breaker.failing_since(), None);
        assert_eq!(breaker.observe(at(26), false), None, "what failed before it opened is forgotten");
    }

    #[test]
    fn a_probe_that_fails_doubles_the_wait_up_to_its_limit() {
        let mut breaker = opened();
        let mut now = at(24);
        let mut waits = Vec::new();
        for _ in 0..8 {
            breaker.begin_probe();
            let Some(Step::Opened { probe_at, wait }) = breaker.observe(now, false) else { panic!("it stays open") };
            waits.push(wait.as_secs());
            now = probe_at;
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_probe_that_never_went_out_is_given_back() {
        let mut breaker = opened();
        breaker.begin_probe();
        breaker.abandon_probe(at(30));
        assert_eq!(breaker.permit(at(30)), Permit::Probe);
    }

    #[test]
    fn it_warns_twice_and_is_disabled_after_five_days_of_nothing_but_failures() {
        let mut breaker = closed();
        let hours = (0..=130).filter_map(|hour| breaker.observe(at(hour * 3_600), false).map(|step| (hour, step)));
        let expected = [(24, Step::Warning { days: 1 }), (72, Step::Warning { days: 3 }), (120, Step::Disabled)];
        assert_eq!(hours.take(3).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn it_goes_on_where_an_earlier_run_stopped() {
        let health = Health::Open { probe_at: at(500), wait_ms: 60_000 };
        let since = Some(at(0));
        let mut breaker = Breaker::new(&health, since, at(2 * DAY_S));
        assert_eq!(breaker.permit(at(499)), Permit::NoneUntil(at(500)));
        breaker.begin_probe();
        let step = breaker.observe(at(2 * DAY_S), false);
        assert_eq!(step, Some(Step::Opened { probe_at: at(2 * DAY_S + 120), wait: Duration::from_secs(120) }));
        assert_eq!(breaker.failing_since(), since);
    }

    proptest! {
        #[test]
        fn one_success_always_closes_it(outcomes in prop::collection::vec((0u64..30, any::<bool>(), any::<bool>()), 0..200)) {
            let mut breaker = closed();
            let mut now = at(0);
            for (gap, is_delivered, probes) in outcomes {
                now = now.after(Duration::from_secs(gap));
                if probes && breaker.permit(now) == Permit::Probe {
                    breaker.begin_probe();
                }
                let step = breaker.observe(now, is_delivered);
                if is_delivered {
                    prop_assert_eq!(breaker.permit(now), Permit::All);
                    prop_assert!(step.is_none() || step == Some(Step::Closed));
                }
            }
        }
    }
}
