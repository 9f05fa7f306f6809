//! What a transform may use.

use std::time::Duration;

/// What a transform may use in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// How much memory it may hold.
    pub memory_bytes: usize,
    /// How much stack it may use.
    pub stack_bytes: usize,
}

impl Limits {
    /// The shortest time that can be set.
    pub const TIME_MIN: Duration = Duration::from_millis(50);
    /// The longest time that can be set.
    pub const TIME_MAX: Duration = Duration::from_secs(1);

    /// The same with another time, brought into its bounds.
    #[must_use]
    pub fn with_time(self, time: Duration) -> Self {
        Self { time: time.clamp(Self::TIME_MIN, Self::TIME_MAX), ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Self::TIME_MAX, memory_bytes: 32 * 1024 * 1024, stack_bytes: 512 * 1024 }
    }
}
