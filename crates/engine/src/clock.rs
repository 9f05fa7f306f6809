//! The time of day, as a parameter.

use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;

/// Tells the time and waits for it. `SystemClock` in the product, a clock moved by hand in tests.
#[async_trait::async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The time of day.
    fn now(&self) -> Timestamp;

    /// Waits until `at`, or longer. Callers look at [`now`](Self::now) again when it returns.
    async fn sleep_until(&self, at: Timestamp);
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// Longest single wait: timers stand still while a laptop sleeps, so the time of day is looked at again after this.
const NAP: Duration = Duration::from_secs(15);

#[async_trait::async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the machine's clock")]
    fn now(&self) -> Timestamp {
        let since_epoch = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_unix_ms(0).after(since_epoch)
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of waiting")]
    async fn sleep_until(&self, at: Timestamp) {
        loop {
            let left = at.since(self.now());
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(NAP)).await;
        }
    }
}
