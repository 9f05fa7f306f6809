//! The gate of one destination: how many attempts may begin there now, by its pace and its circuit breaker.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::breaker::{Breaker, Permit, Step};
use domain::pace::Pace;
use domain::{Destination, Timestamp};

/// The gate of one destination.
#[derive(Debug)]
pub struct Gate {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    breaker: Breaker,
    pace: Option<Pace>,
}

/// What was taken of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How many attempts may begin.
    pub attempts: usize,
    /// When to ask again, if more waits; `None` when the end of an attempt will tell.
    pub ask_again_at: Option<Timestamp>,
}

impl Gate {
    /// A gate that goes on where an earlier run stopped.
    pub fn new(destination: &Destination, now: Timestamp) -> Self {
        let breaker = Breaker::new(&destination.health, destination.failing_since, now);
        Self { state: Mutex::new(State { breaker, pace: destination.rate_limit.map(Pace::new) }) }
    }

    /// Keeps the rate limit the destination has now.
    pub fn keep_pace(&self, destination: &Destination) {
        let mut state = self.state();
        if state.pace.as_ref().map(Pace::limit) != destination.rate_limit {
            state.pace = destination.rate_limit.map(Pace::new);
        }
    }

    /// Takes up to `wanted` attempts. When the destination is to be probed, that is one.
    pub fn take(&self, now: Timestamp, wanted: usize) -> Taken {
        let mut state = self.state();
        let (by_breaker, probe_at) = match state.breaker.permit(now) {
            Permit::All => (usize::MAX, None),
            Permit::Probe => (1, None),
            Permit::NoneUntil(at) => (0, Some(at)),
            Permit::None => (0, None),
        };
        if by_breaker == 0 {
            return Taken { attempts: 0, ask_again_at: probe_at };
        }
        let attempts = state.pace.as_ref().map_or(usize::MAX, |pace| pace.free(now)).min(by_breaker).min(wanted);
        if attempts > 0 {
            state.breaker.begin_probe();
        }
        let Some(pace) = &mut state.pace else { return Taken { attempts, ask_again_at: None } };
        pace.take(now, attempts);
        Taken { attempts, ask_again_at: Some(pace.next_at(now)) }
    }

    /// Takes one attempt at once; never the probe, which the scheduler chooses.
    pub fn take_at_once(&self, now: Timestamp) -> bool {
        if self.state().breaker.permit(now) != Permit::All {
            return false;
        }
        self.take(now, 1).attempts == 1
    }

    /// Whether something that was taken earlier may still begin.
    pub fn still_lets_through(&self, now: Timestamp) -> bool {
        !matches!(self.state().breaker.permit(now), Permit::NoneUntil(_))
    }

    /// Gives back what was taken and did not begin. When that was the probe, the next one may go.
    pub fn give_back(&self, now: Timestamp, attempts: usize) {
        if attempts == 0 {
            return;
        }
        let mut state = self.state();
        state.breaker.abandon_probe(now);
        if let Some(pace) = &mut state.pace {
            pace.give_back(attempts);
        }
    }

    /// Takes one concluded attempt, and says what it changed.
    pub fn observe(&self, now: Timestamp, is_delivered: bool) -> Option<Step> {
        self.state().breaker.observe(now, is_delivered)
    }

    /// Since when every attempt has failed.
    pub fn failing_since(&self) -> Option<Timestamp> {
        self.state().breaker.failing_since()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
