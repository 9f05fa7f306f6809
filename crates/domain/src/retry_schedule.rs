//! When a failed delivery is tried again.

use std::time::Duration;

use crate::Timestamp;

/// Most waits a schedule may have.
pub const WAITS_MAX: usize = 50;
/// Longest single wait.
pub const WAIT_MAX: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The waits between the attempts of a delivery, each moved by chance by up to `jitter_percent` either way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RetrySchedule {
    waits: Vec<Duration>,
    jitter_percent: u8,
}

/// Why a list of waits is no schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RetryScheduleError {
    /// Over [`WAITS_MAX`].
    #[error("a retry schedule may have at most {WAITS_MAX} waits, this one has {0}")]
    TooManyWaits(usize),
    /// Over [`WAIT_MAX`].
    #[error("a single wait may be at most 7 days")]
    WaitTooLong,
    /// Over 50.
    #[error("jitter may be at most 50 percent, not {0}")]
    TooMuchJitter(u8),
}

/// The named schedules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 10 h, ±20 %: eight attempts in about 27 hours, as Standard Webhooks advises.
    Standard,
    /// 1, 2, 4, 8, 16 s, without jitter, for a server under development.
    FastLocal,
    /// One attempt only.
    None,
}

/// One attempt that is still to come, if every one before it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForecastAttempt {
    /// Its number, 1 for the first.
    pub number: u32,
    /// With all jitter towards now.
    pub earliest_at: Timestamp,
    /// With all jitter away from now.
    pub latest_at: Timestamp,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Standard, Self::FastLocal, Self::None];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::FastLocal => "fast-local",
            Self::None => "none",
        }
    }

    /// The schedule it names.
    pub fn schedule(self) -> RetrySchedule {
        let (waits_s, jitter_percent): (&[u64], u8) = match self {
            Self::Standard => (&[5, 300, 1_800, 7_200, 18_000, 36_000, 36_000], 20),
            Self::FastLocal => (&[1, 2, 4, 8, 16], 0),
            Self::None => (&[], 0),
        };
        RetrySchedule { waits: waits_s.iter().copied().map(Duration::from_secs).collect(), jitter_percent }
    }
}

impl Default for RetrySchedule {
    fn default() -> Self {
        Preset::Standard.schedule()
    }
}

impl RetrySchedule {
    /// Checks and takes waits in milliseconds.
    ///
    /// # Errors
    /// When there are too many waits, one is too long, or jitter is over 50 percent.
    pub fn new(waits_ms: &[u64], jitter_percent: u8) -> Result<Self, RetryScheduleError> {
        if waits_ms.len() > WAITS_MAX {
            return Err(RetryScheduleError::TooManyWaits(waits_ms.len()));
        }
        if jitter_percent > 50 {
            return Err(RetryScheduleError::TooMuchJitter(jitter_percent));
        }
        let waits: Vec<Duration> = waits_ms.iter().copied().map(Duration::from_millis).collect();
        if waits.iter().any(|wait| *wait > WAIT_MAX) {
            return Err(RetryScheduleError::WaitTooLong);
        }
        Ok(Self { waits, jitter_percent })
    }

    /// The preset that is this schedule, if one is.
    pub fn preset(&self) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.schedule() == *self)
    }

    /// The waits without jitter, in milliseconds.
    pub fn waits_ms(&self) -> Vec<u64> {
        self.waits.iter().map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)).collect()
    }

    /// Largest share by which chance moves a wait, in percent.
    pub const fn jitter_percent(&self) -> u8 {
        self.jitter_percent
    }

    /// Attempts in all: the first, and one after each wait.
    pub fn attempts_max(&self) -> u32 {
        u32::try_from(self.waits.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The wait after `attempts_made` failed attempts (1 or more), or `None` when they are used up.
    ///
    /// `roll` is a throw of the dice in 0 to 1: 0 gives the shortest wait, 1 the longest, 0.5 the plain one.
    pub fn wait_after(&self, attempts_made: u32, roll: f64) -> Option<Duration> {
        let index = usize::try_from(attempts_made.checked_sub(1)?).ok()?;
        let roll = if roll.is_finite() { roll.clamp(0.0, 1.0) } else { 0.5 };
        let share = f64::from(self.jitter_percent) / 100.0;
        self.waits.get(index).map(|wait| wait.mul_f64(1.0 + share * (2.0 * roll - 1.0)))
    }

    /// The attempts still to come when the next one, number `attempts_made + 1`, is due at `next_at`.
    pub fn forecast(&self, attempts_made: u32, next_at: Timestamp) -> Vec<ForecastAttempt> {
        let mut forecast =
            vec![ForecastAttempt { number: attempts_made.saturating_add(1), earliest_at: next_at, latest_at: next_at }];
        let mut last = forecast[0];
        while let (Some(shortest), Some(longest)) =
            (self.wait_after(last.number, 0.0), self.wait_after(last.number, 1.0))
        {
            last = ForecastAttempt {
                number: last.number.saturating_add(1),
                earliest_at: last.earliest_at.after(shortest),
                latest_at: last.latest_at.after(longest),
            };
            forecast.push(last);
        }
        forecast
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standard_schedule_ends_after_27_hours_35_minutes_5_seconds() {
        let schedule = RetrySchedule::default();
        let total: Duration = (1..).map_while(|made| schedule.wait_after(made, 0.5)).sum();
        assert_eq!(schedule.attempts_max(), 8);
        assert_eq!(total, Duration::from_secs(27 * 3600 + 35 * 60 + 5));
    }

    #[test]
    fn presets_are_recognised() {
        for preset in Preset::ALL {
            assert_eq!(preset.schedule().preset(), Some(preset));
        }
        assert_eq!(RetrySchedule::new(&[10], 0).unwrap().preset(), None);
    }

    proptest! {
        #[test]
        fn a_wait_stays_within_its_jitter(waits_ms in prop::collection::vec(0u64..100_000_000, 0..20), jitter in 0u8..=50, roll: f64, made in 1u32..25) {
            let schedule = RetrySchedule::new(&waits_ms, jitter).unwrap();
            match (schedule.wait_after(made, roll), waits_ms.get(made as usize - 1)) {
                (Some(wait), Some(plain)) => {
                    let (plain, share) = (*plain as f64, f64::from(jitter) / 100.0);
                    let wait = wait.as_secs_f64() * 1000.0;
                    prop_assert!(wait >= plain * (1.0 - share) - 0.001 && wait <= plain * (1.0 + share) + 0.001);
                }
                (None, None) => {}
                other => prop_assert!(false, "{other:?}"),
            }
        }

        #[test]
        fn a_forecast_has_every_attempt_left_in_order(waits_ms in prop::collection::vec(0u64..100_000_000, 0..20), jitter in 0u8..=50, made in 0u32..20) {
            let schedule = RetrySchedule::new(&waits_ms, jitter).unwrap();
            let forecast = schedule.forecast(made, Timestamp::from_unix_ms(0));
            prop_assert!(forecast.windows(2).all(|pair| pair[0].number + 1 == pair[1].number && pair[0].earliest_at <= pair[1].earliest_at && pair[0].latest_at <= pair[1].latest_at));
            if made < schedule.attempts_max() {
                prop_assert_eq!(forecast.last().unwrap().number, schedule.attempts_max());
            }
        }
    }
}
