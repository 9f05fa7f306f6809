//! Medians, percentiles, and ratios of two that are measured in turns.

use std::time::Duration;

use serde_json::{Value, json};

/// Two that were measured in turns: each round has one value of ours and one of the bare one.
#[derive(Debug, Default)]
pub struct Rounds {
    ours: Vec<f64>,
    bare: Vec<f64>,
}

impl Rounds {
    /// Adds a round.
    pub fn add(&mut self, ours: f64, bare: f64) {
        self.ours.push(ours);
        self.bare.push(bare);
    }

    /// The median of the rounds' ratios, ours by the bare one.
    pub fn ratio(&self) -> f64 {
        median(&self.ours.iter().zip(&self.bare).map(|(ours, bare)| ours / bare).collect::<Vec<_>>())
    }

    /// What was measured.
    pub fn details(&self) -> Value {
        json!({
            "ours_median": median(&self.ours).round(),
            "bare_median": median(&self.bare).round(),
            "ours": rounded(&self.ours),
            "bare": rounded(&self.bare),
        })
    }
}

fn rounded(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value.round()).collect()
}

/// The median; 0 of nothing.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

/// A percentile by nearest rank; 0 of nothing.
pub fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// A duration in milliseconds.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// So many in so long, by the second.
pub fn rate(count: usize, elapsed: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let count = count as f64;
    count / elapsed.as_secs_f64().max(1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!((percentile(&values, 50), percentile(&values, 99), percentile(&values, 100)), (50.0, 99.0, 100.0));
        assert_eq!((median(&[3.0, 1.0, 2.0]), median(&[])), (2.0, 0.0));
    }

    #[test]
    fn the_ratio_is_that_of_the_rounds_not_of_the_whole() {
        let mut rounds = Rounds::default();
        rounds.add(10.0, 20.0);
        rounds.add(1.0, 2.0);
        rounds.add(1.0, 1_000.0);
        assert_eq!(rounds.ratio(), 0.5);
    }
}
