//! How much is measured.

use std::time::Duration;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Whether values are held against their goals.
    pub is_judged: bool,
    /// Rounds of each of two that are compared.
    pub rounds: usize,
    /// Length of a round that is measured by time.
    pub round: Duration,
    /// Events in a round that is measured by number.
    pub events: usize,
    /// Events at 50 a second, for latency.
    pub paced_events: usize,
    /// Deliveries in the smaller workspace.
    pub few: usize,
    /// Deliveries in the larger workspace.
    pub many: usize,
    /// Times a page is read.
    pub reads: usize,
    /// Times every payload of GitHub's examples is sent.
    pub payload_rounds: usize,
    /// Deliveries before memory is looked at first, and last.
    pub delivered: (usize, usize),
    /// Starts of the program.
    pub starts: usize,
}

impl Scale {
    /// What the figures are stated for.
    pub const fn whole() -> Self {
        Self {
            is_judged: true,
            rounds: 7,
            round: Duration::from_secs(2),
            events: 8_000,
            paced_events: 1_500,
            few: 10_000,
            many: 1_000_000,
            reads: 300,
            payload_rounds: 10,
            delivered: (10_000, 100_000),
            starts: 9,
        }
    }

    /// Enough to see that everything runs.
    pub const fn small() -> Self {
        Self {
            is_judged: false,
            rounds: 1,
            round: Duration::from_millis(200),
            events: 200,
            paced_events: 50,
            few: 200,
            many: 2_000,
            reads: 5,
            payload_rounds: 1,
            delivered: (100, 300),
            starts: 1,
        }
    }
}
