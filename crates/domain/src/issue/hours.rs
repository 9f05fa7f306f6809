//! How often something happened in each of the last hours.

use std::time::Duration;

use crate::Timestamp;

/// Hours that are told apart.
pub const HOURS: usize = 24;
const HOUR_MS: i64 = 3_600_000;

/// Counts of the last [`HOURS`] hours. It takes the same room however much is counted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HourCounts {
    /// The hour of the last count, since 1970.
    newest: i64,
    /// Its count last.
    counts: [u32; HOURS],
}

impl Default for HourCounts {
    fn default() -> Self {
        Self { newest: 0, counts: [0; HOURS] }
    }
}

impl HourCounts {
    /// Counts one. What is older than all hours is left out.
    pub fn add(&mut self, at: Timestamp) {
        let hour = at.unix_ms().div_euclid(HOUR_MS);
        if hour > self.newest {
            self.counts = self.up_to(hour);
            self.newest = hour;
        }
        let place = usize::try_from(self.newest - hour).ok().and_then(|back| (HOURS - 1).checked_sub(back));
        if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
            *count = count.saturating_add(1);
        }
    }

    /// The counts of the hour of `now` and those before it, oldest first.
    pub fn at(&self, now: Timestamp) -> [u32; HOURS] {
        self.up_to(now.unix_ms().div_euclid(HOUR_MS).max(self.newest))
    }

    /// When the first of the counts [`at`](Self::at) a moment begins.
    pub fn begin_at(now: Timestamp) -> Timestamp {
        let hour = Timestamp::from_unix_ms(now.unix_ms().div_euclid(HOUR_MS) * HOUR_MS);
        hour.before(Duration::from_secs(3_600) * (HOURS as u32 - 1))
    }

    fn up_to(&self, hour: i64) -> [u32; HOURS] {
        let gone = usize::try_from(hour - self.newest).unwrap_or(HOURS).min(HOURS);
        let mut counts = [0; HOURS];
        counts[..HOURS - gone].copy_from_slice(&self.counts[gone..]);
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(number: i64) -> Timestamp {
        Timestamp::from_unix_ms(number * HOUR_MS + 59 * 60_000)
    }

    #[test]
    fn hours_move_on_and_the_old_ones_go() {
        let mut counts = HourCounts::default();
        for at in [1_000, 1_000, 1_001, 1_003] {
            counts.add(hour(at));
        }
        assert_eq!(counts.at(hour(1_003))[20..], [2, 1, 0, 1]);
        assert_eq!(counts.at(hour(1_005))[18..], [2, 1, 0, 1, 0, 0]);
        counts.add(hour(1_001));
        assert_eq!(counts.at(hour(1_003))[20..], [2, 2, 0, 1], "a late one is counted where it belongs");
        counts.add(hour(900));
        assert_eq!(counts.at(hour(1_003)).iter().sum::<u32>(), 5, "one that is too late is not");
        assert_eq!(counts.at(hour(1_100)), [0; HOURS]);
        assert_eq!(HourCounts::begin_at(hour(1_023)).unix_ms(), 1_000 * HOUR_MS);
    }
}
