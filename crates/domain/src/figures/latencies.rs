//! How long many attempts took, in little room: a count for each step of a scale that grows by eighths of a doubling.
//!
//! A step is at most an eighth as wide as what it measures, so a percentile is at most a sixteenth away from what sorting
//! all times would give; below 16 µs it is exact. Counts of two spans of time add up to those of both, which
//! percentiles would not.

use std::collections::BTreeMap;

/// Steps in each doubling of the time, as a power of two.
const STEPS_LOG2: u32 = 3;
const STEPS: u64 = 1 << STEPS_LOG2;

/// How many attempts took how long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Latencies(BTreeMap<u16, u64>);

impl Latencies {
    /// Reads what [`counts`](Self::counts) gave.
    pub fn from_counts(counts: impl IntoIterator<Item = (u16, u64)>) -> Self {
        Self(counts.into_iter().filter(|(_, count)| *count > 0).collect())
    }

    /// Adds so many attempts that took so many microseconds.
    pub fn add(&mut self, total_us: u64, count: u64) {
        if count > 0 {
            let attempts = self.0.entry(step_of(total_us)).or_default();
            *attempts = attempts.saturating_add(count);
        }
    }

    /// Adds those of another span of time.
    pub fn merge(&mut self, other: &Self) {
        for (step, count) in &other.0 {
            let attempts = self.0.entry(*step).or_default();
            *attempts = attempts.saturating_add(*count);
        }
    }

    /// The steps in which there are attempts, the shortest first, and how many.
    pub fn counts(&self) -> impl Iterator<Item = (u16, u64)> {
        self.0.iter().map(|(step, count)| (*step, *count))
    }

    /// How many attempts there are.
    pub fn attempts(&self) -> u64 {
        self.0.values().copied().fold(0, u64::saturating_add)
    }

    /// The time that so many percent of the attempts did not exceed (nearest rank), in microseconds: the middle of its
    /// step. `None` when there is no attempt.
    pub fn percentile_us(&self, percent: u64) -> Option<u64> {
        let attempts = u128::from(self.attempts());
        let rank = (attempts * u128::from(percent.min(100))).div_ceil(100).max(1);
        let mut passed = 0_u128;
        self.0.iter().find_map(|(step, count)| {
            passed += u128::from(*count);
            (passed >= rank).then(|| middle_of(*step))
        })
    }
}

/// The step in which a time lies.
fn step_of(total_us: u64) -> u16 {
    let doublings = total_us.max(1).ilog2();
    let Some(coarser) = doublings.checked_sub(STEPS_LOG2) else {
        return u16::try_from(total_us).unwrap_or(u16::MAX);
    };
    let step = u64::from(coarser) * STEPS + (total_us >> coarser);
    u16::try_from(step).unwrap_or(u16::MAX)
}

/// The middle of a step, rounded down, in microseconds.
fn middle_of(step: u16) -> u64 {
    let step = u64::from(step);
    let coarser = (step / STEPS).saturating_sub(1);
    let first = (step - coarser * STEPS).checked_shl(u32::try_from(coarser).unwrap_or(u32::MAX)).unwrap_or(u64::MAX);
    let width = 1_u64.checked_shl(u32::try_from(coarser).unwrap_or(u32::MAX)).unwrap_or(u64::MAX);
    first.saturating_add((width - 1) / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_follow_each_other() {
        for (total_us, step, middle_us) in [
            (0, 0, 0),
            (7, 7, 7),
            (8, 8, 8),
            (15, 15, 15),
            (16, 16, 16),
            (17, 16, 16),
            (18, 17, 18),
            (31, 23, 30),
            (32, 24, 33),
            (1_000, 63, 991),
            (120_000_000, 198, 121_634_815),
        ] {
            assert_eq!((step_of(total_us), middle_of(step)), (step, middle_us), "{total_us} µs");
        }
    }

    #[test]
    fn a_percentile_is_that_of_the_nearest_rank() {
        let mut latencies = Latencies::default();
        assert_eq!(latencies.percentile_us(50), None);
        for total_us in 1..=10 {
            latencies.add(total_us, 1);
        }
        for (percent, expected) in [(0, 1), (10, 1), (11, 2), (50, 5), (95, 10), (99, 10), (100, 10)] {
            assert_eq!(latencies.percentile_us(percent), Some(expected), "p{percent}");
        }
        latencies.add(1_000, 990);
        assert_eq!((latencies.attempts(), latencies.percentile_us(1)), (1_000, Some(10)));
        assert_eq!(latencies.percentile_us(2), Some(991));
    }

    proptest! {
        #[test]
        fn any_time_is_at_most_a_sixteenth_from_the_middle_of_its_step(total_us in 0..u64::MAX / 2) {
            let distance = middle_of(step_of(total_us)).abs_diff(total_us);
            prop_assert!(distance <= total_us / 16, "{distance} µs");
        }

        #[test]
        fn two_spans_add_up(first in proptest::collection::vec(0..200_000_000_u64, 0..50), split in 0..50_usize) {
            let of = |times: &[u64]| {
                let mut latencies = Latencies::default();
                times.iter().for_each(|total_us| latencies.add(*total_us, 1));
                latencies
            };
            let (left, right) = first.split_at(split.min(first.len()));
            let mut merged = of(left);
            merged.merge(&of(right));
            prop_assert_eq!(&merged, &of(&first));
            prop_assert_eq!(Latencies::from_counts(merged.counts()), merged);
        }
    }
}
