//! At which pace attempts at one destination begin.
//!
//! A rate limit is kept as an even pace (the generic cell rate algorithm), not as a count that starts anew each second
//! or minute: otherwise twice the limit could go out around the turn of a minute. Attempts that were not used are saved
//! up for a twentieth of a second's worth, so that fast paces do not need a look at the clock for each attempt.

use crate::{RateLimit, Timestamp};

/// Attempts saved up are worth this much time, in nanoseconds.
const SAVED_NS: i128 = 50_000_000;
const MS_NS: i128 = 1_000_000;

/// The pace of one destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    limit: RateLimit,
    interval_ns: i128,
    burst: i128,
    /// Up to when the pace is used up, in nanoseconds since 1970.
    used_until_ns: i128,
}

impl Pace {
    /// A pace from which nothing was used yet.
    pub fn new(limit: RateLimit) -> Self {
        let interval_ns = i128::try_from(limit.interval().as_nanos()).unwrap_or(i128::MAX).max(1);
        Self { limit, interval_ns, burst: (SAVED_NS / interval_ns).max(1), used_until_ns: 0 }
    }

    /// The limit it keeps.
    pub const fn limit(&self) -> RateLimit {
        self.limit
    }

    /// How many attempts may begin at `now`.
    pub fn free(&self, now: Timestamp) -> usize {
        let left = self.burst * self.interval_ns - self.ahead_ns(now);
        usize::try_from((left / self.interval_ns).max(0)).unwrap_or(usize::MAX)
    }

    /// Uses up `attempts`.
    pub fn take(&mut self, now: Timestamp, attempts: usize) {
        let attempts = i128::try_from(attempts).unwrap_or(i128::MAX);
        let until_ns = ns(now).saturating_add(self.ahead_ns(now));
        self.used_until_ns = until_ns.saturating_add(attempts.saturating_mul(self.interval_ns));
    }

    /// Gives back what was taken and not begun.
    pub fn give_back(&mut self, attempts: usize) {
        let attempts = i128::try_from(attempts).unwrap_or(i128::MAX);
        self.used_until_ns = self.used_until_ns.saturating_sub(attempts.saturating_mul(self.interval_ns));
    }

    /// The first whole millisecond at which one more attempt may begin.
    pub fn next_at(&self, now: Timestamp) -> Timestamp {
        let missing_ns = self.ahead_ns(now) + self.interval_ns - self.burst * self.interval_ns;
        let wait_ms = (missing_ns.max(0) + MS_NS - 1) / MS_NS;
        now.after(std::time::Duration::from_millis(u64::try_from(wait_ms).unwrap_or(u64::MAX)))
    }

    /// What was taken ahead of time. A clock that was set back does not hold the destination up.
    fn ahead_ns(&self, now: Timestamp) -> i128 {
        (self.used_until_ns - ns(now)).clamp(0, self.burst * self.interval_ns)
    }
}

fn ns(at: Timestamp) -> i128 {
    i128::from(at.unix_ms()) * MS_NS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RateSpan;
    use proptest::prelude::*;

    fn at(ms: u64) -> Timestamp {
        Timestamp::from_unix_ms(1_767_225_600_000).after(std::time::Duration::from_millis(ms))
    }

    /// When attempts begin, in milliseconds, if there is always one waiting.
    fn begins(limit: RateLimit, count: usize) -> Vec<u64> {
        let (mut pace, mut now, mut begins) = (Pace::new(limit), 0, Vec::new());
        while begins.len() < count {
            let free = pace.free(at(now)).min(count - begins.len());
            pace.take(at(now), free);
            begins.extend(std::iter::repeat_n(now, free));
            if free == 0 {
                now += u64::try_from(pace.next_at(at(now)).since(at(now)).as_millis()).unwrap();
            }
        }
        begins
    }

    #[test]
    fn five_a_minute_is_one_every_twelve_seconds() {
        let limit = RateLimit { attempts: 5, per: RateSpan::Minute };
        assert_eq!(begins(limit, 4), [0, 12_000, 24_000, 36_000]);
    }

    #[test]
    fn what_was_given_back_may_begin() {
        let mut pace = Pace::new(RateLimit { attempts: 5, per: RateSpan::Minute });
        pace.take(at(0), 1);
        pace.give_back(1);
        assert_eq!(pace.free(at(0)), 1);
    }

    #[test]
    fn what_was_not_used_is_not_saved_up() {
        let mut pace = Pace::new(RateLimit { attempts: 5, per: RateSpan::Minute });
        assert_eq!(pace.free(at(3_600_000)), 1);
        pace.take(at(3_600_000), 1);
        assert_eq!(pace.free(at(3_600_000)), 0);
        assert_eq!(pace.free(at(0)), 0, "the clock was set back");
        assert_eq!(pace.next_at(at(0)), at(12_000), "which holds up for one interval only");
    }

    proptest! {
        #[test]
        fn no_window_sees_more_than_the_limit_and_a_twentieth(attempts in 1u32..2_000) {
            let limit = RateLimit { attempts, per: RateSpan::Second };
            let begins = begins(limit, 3 * attempts as usize + 10);
            let most = attempts as usize + attempts as usize / 20 + 1;
            for (index, begin) in begins.iter().enumerate() {
                let within = begins[index..].iter().take_while(|other| **other < begin + 1_000).count();
                prop_assert!(within <= most, "{} within a second", within);
            }
            let last = *begins.last().unwrap();
            prop_assert!(last <= 3_100 + 11_000 / u64::from(attempts), "no slower than the limit: {last} ms");
        }
    }
}
