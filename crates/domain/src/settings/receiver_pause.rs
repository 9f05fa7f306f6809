//! A receiver that a person paused.

use std::time::Duration;

use crate::Timestamp;

/// What senders are told to wait while nobody knows when it ends, and the longest they are told.
const WAIT_UNKNOWN: Duration = Duration::from_secs(300);
const WAIT_MAX: Duration = Duration::from_secs(3_600);

/// The receiver takes nothing for a while: what is sent to it is refused, and senders are told to come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReceiverPause {
    /// When it ends by itself; `None` when only a person ends it.
    pub until: Option<Timestamp>,
}

impl ReceiverPause {
    /// Whether it holds at this moment.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// How long a sender waits before it comes again: whole seconds, at least one.
    pub fn retry_after(&self, now: Timestamp) -> Duration {
        let Some(until) = self.until else { return WAIT_UNKNOWN };
        let left_ms = until.unix_ms().saturating_sub(now.unix_ms()).max(1).unsigned_abs();
        Duration::from_secs(left_ms.div_ceil(1_000)).min(WAIT_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_come_again_when_it_ends() {
        let at = Timestamp::from_unix_ms;
        let cases = [
            (None, 1_000, true, 300),
            (Some(61_000), 1_000, true, 60),
            (Some(61_001), 1_000, true, 61),
            (Some(1_001), 1_000, true, 1),
            (Some(1_000), 1_000, false, 1),
            (Some(i64::MAX), 1_000, true, 3_600),
        ];
        for (until, now, holds, seconds) in cases {
            let pause = ReceiverPause { until: until.map(at) };
            assert_eq!(pause.holds(at(now)), holds, "{until:?} at {now}");
            assert_eq!(pause.retry_after(at(now)).as_secs(), seconds, "{until:?} at {now}");
        }
    }
}
