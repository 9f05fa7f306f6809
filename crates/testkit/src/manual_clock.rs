//! A clock that stands still until a test moves it.

use std::time::Duration;

use domain::Timestamp;
use engine::Clock;
use tokio::sync::watch;

/// A clock that stands still until a test moves it.
pub struct ManualClock {
    now: watch::Sender<Timestamp>,
    start: Timestamp,
}

impl Default for ManualClock {
    /// Starts on 1 January 2026, 00:00:00 UTC.
    fn default() -> Self {
        let start = Timestamp::from_unix_ms(1_767_225_600_000);
        Self { now: watch::Sender::new(start), start }
    }
}

impl ManualClock {
    /// Moves the clock on, or back when `at` is earlier. Whoever waits for a time that is reached goes on.
    pub fn move_to(&self, at: Timestamp) {
        self.now.send_replace(at);
    }

    /// Moves the clock on by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.move_to(self.now().after(duration));
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.now().since(self.start)
    }
}

#[async_trait::async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    async fn sleep_until(&self, at: Timestamp) {
        // The sender is `self`, so waiting cannot fail while this is borrowed.
        let _ = self.now.subscribe().wait_for(|now| *now >= at).await;
    }
}
