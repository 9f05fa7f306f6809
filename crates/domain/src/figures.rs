//! What happened in a span of time, added up: events, attempts, and how long answers took.

pub mod latencies;

pub use latencies::Latencies;

use crate::{Attempt, Timestamp, Verdict};

/// What happened in a span of time. Figures of shorter spans add up to those of a longer one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Events received, or the deliveries made of them when a destination or a subscription is asked about.
    pub events: u64,
    /// When the newest of these came.
    pub last_event_at: Option<Timestamp>,
    /// Attempts begun that delivered.
    pub succeeded: u64,
    /// Attempts begun that failed.
    pub failed: u64,
    /// How long the answered ones among these attempts took.
    pub latencies: Latencies,
}

impl Figures {
    /// Adds an event, or a delivery made of one.
    pub fn add_event(&mut self, at: Timestamp) {
        self.events += 1;
        self.last_event_at = self.last_event_at.max(Some(at));
    }

    /// Adds an attempt. A failure of our own side and a delivery that a transform cancelled say nothing of the
    /// destination, so they do not count.
    pub fn add_attempt(&mut self, attempt: &Attempt) {
        match attempt.verdict {
            Verdict::Delivered => self.succeeded += 1,
            Verdict::Retry { .. } | Verdict::DeadLetter { .. } => self.failed += 1,
            Verdict::Postpone { .. } | Verdict::Cancelled => return,
        }
        if attempt.response.is_some() {
            self.latencies.add(attempt.phases.total_us, 1);
        }
    }

    /// Adds the figures of another span.
    pub fn merge(&mut self, other: &Self) {
        self.events = self.events.saturating_add(other.events);
        self.last_event_at = self.last_event_at.max(other.last_event_at);
        self.succeeded = self.succeeded.saturating_add(other.succeeded);
        self.failed = self.failed.saturating_add(other.failed);
        self.latencies.merge(&other.latencies);
    }

    /// Share of the attempts that delivered, in percent; `None` when there was none.
    pub fn success_percent(&self) -> Option<f64> {
        let attempts = self.succeeded.saturating_add(self.failed);
        (attempts > 0).then(|| self.succeeded as f64 * 100.0 / attempts as f64)
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.events == 0 && self.succeeded == 0 && self.failed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_needs_attempts() {
        for (succeeded, failed, expected) in
            [(0, 0, None), (3, 1, Some(75.0)), (0, 2, Some(0.0)), (5, 0, Some(100.0)), (999, 1, Some(99.9))]
        {
            let figures = Figures { succeeded, failed, ..Figures::default() };
            assert_eq!(figures.success_percent(), expected);
        }
    }

    #[test]
    fn spans_add_up() {
        let at = Timestamp::from_unix_ms;
        let mut first = Figures::default();
        first.add_event(at(5));
        first.add_event(at(3));
        assert_eq!((first.events, first.last_event_at), (2, Some(at(5))));
        let mut other =
            Figures { events: 1, last_event_at: Some(at(4)), succeeded: 2, failed: 1, ..Figures::default() };
        other.latencies.add(900, 3);
        first.merge(&other);
        assert_eq!(first, Figures { events: 3, last_event_at: Some(at(5)), ..other });
    }
}
