//! When a failed delivery is tried again.

use std::time::Duration;

use crate::Timestamp;

/// Most waits a schedule may have.
pub const WAITS_MAX: usize = 50;
/// Longest single wait.
pub const WAIT_MAX: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Most rules a schedule may have.
pub const RULES_MAX: usize = 50;

/// The waits between the attempts of a delivery, each moved by chance by up to `jitter_percent` either way, and when
/// to stop before they are used up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct RetrySchedule {
    waits: Vec<Duration>,
    jitter_percent: u8,
    max_age: Option<Duration>,
    rules: Vec<StatusRule>,
}

/// What an answer with certain statuses leads to. The first rule that fits counts; what none fits is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct StatusRule {
    /// The lowest status it fits.
    pub first: u16,
    /// The highest.
    pub last: u16,
    /// What follows.
    pub action: StatusAction,
}

/// What follows from a status that is no success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusAction {
    /// The next attempt of the schedule.
    Retry,
    /// A dead letter at once.
    Stop,
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
    /// Zero.
    #[error("the longest age of a delivery may not be zero")]
    NoAge,
    /// Over [`RULES_MAX`].
    #[error("a retry schedule may have at most {RULES_MAX} rules, this one has {0}")]
    TooManyRules(usize),
    /// No range of statuses.
    #[error("{first}-{last} is no range of statuses: they lie between 100 and 999")]
    NoRange {
        /// Where it begins.
        first: u16,
        /// Where it ends.
        last: u16,
    },
}

/// The named schedules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 10 h, ±20 %: eight attempts in about 27 hours, as Standard Webhooks advises and
    /// Svix does.
    Standard,
    /// 5 m, doubled up to 21 h 20 m, ±20 %: eleven attempts in 2 days 16 hours, near to the three days of Stripe, which
    /// does not publish its steps.
    StripeLike,
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
    pub const ALL: [Self; 4] = [Self::Standard, Self::StripeLike, Self::FastLocal, Self::None];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::StripeLike => "stripe-like",
            Self::FastLocal => "fast-local",
            Self::None => "none",
        }
    }

    /// The schedule it names.
    pub fn schedule(self) -> RetrySchedule {
        let (waits_s, jitter_percent): (&[u64], u8) = match self {
            Self::Standard => (&[5, 300, 1_800, 7_200, 18_000, 36_000, 36_000], 20),
            Self::StripeLike => (&[300, 600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 76_800, 76_800], 20),
            Self::FastLocal => (&[1, 2, 4, 8, 16], 0),
            Self::None => (&[], 0),
        };
        let waits = waits_s.iter().copied().map(Duration::from_secs).collect();
        RetrySchedule { waits, jitter_percent, max_age: None, rules: Vec::new() }
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
        Ok(Self { waits, jitter_percent, max_age: None, rules: Vec::new() })
    }

    /// The same schedule, which also ends when the next attempt would begin later than `max_age` after the delivery
    /// was made.
    ///
    /// # Errors
    /// When the age is zero.
    pub fn with_max_age(self, max_age: Option<Duration>) -> Result<Self, RetryScheduleError> {
        match max_age {
            Some(Duration::ZERO) => Err(RetryScheduleError::NoAge),
            max_age => Ok(Self { max_age, ..self }),
        }
    }

    /// The same schedule with rules by status.
    ///
    /// # Errors
    /// When there are too many rules, or one has no range of statuses.
    pub fn with_rules(self, rules: Vec<StatusRule>) -> Result<Self, RetryScheduleError> {
        if rules.len() > RULES_MAX {
            return Err(RetryScheduleError::TooManyRules(rules.len()));
        }
        match rules.iter().find(|rule| rule.first < 100 || rule.last > 999 || rule.first > rule.last) {
            Some(StatusRule { first, last, .. }) => Err(RetryScheduleError::NoRange { first: *first, last: *last }),
            None => Ok(Self { rules, ..self }),
        }
    }

    /// The preset whose waits these are, if one is.
    pub fn preset(&self) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| {
            let named = preset.schedule();
            (&named.waits, named.jitter_percent) == (&self.waits, self.jitter_percent)
        })
    }

    /// How old a delivery may be when an attempt begins.
    pub const fn max_age(&self) -> Option<Duration> {
        self.max_age
    }

    /// The rules by status, in the order they are asked.
    pub fn rules(&self) -> &[StatusRule] {
        &self.rules
    }

    /// What a status that is no success leads to.
    pub fn action_for(&self, status: u16) -> StatusAction {
        let rule = self.rules.iter().find(|rule| (rule.first..=rule.last).contains(&status));
        rule.map_or(StatusAction::Retry, |rule| rule.action)
    }

    /// Whether an attempt may begin then, by the age of the delivery.
    pub fn is_young_enough(&self, created_at: Timestamp, at: Timestamp) -> bool {
        self.max_age.is_none_or(|max_age| at <= created_at.after(max_age))
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

    /// The attempts still to come, of a delivery made at `created_at`, when the next one, number `attempts_made + 1`,
    /// is due at `next_at`.
    pub fn forecast(&self, attempts_made: u32, created_at: Timestamp, next_at: Timestamp) -> Vec<ForecastAttempt> {
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
            if !self.is_young_enough(created_at, last.earliest_at) {
                break;
            }
            forecast.push(last);
        }
        forecast
    }
}

/// How a schedule is written down.
#[derive(serde::Serialize, serde::Deserialize)]
struct Written {
    waits_ms: Vec<u64>,
    jitter_percent: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_age_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<StatusRule>,
}

impl From<RetrySchedule> for Written {
    fn from(schedule: RetrySchedule) -> Self {
        Self {
            waits_ms: schedule.waits_ms(),
            jitter_percent: schedule.jitter_percent,
            max_age_ms: schedule.max_age.map(|age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX)),
            rules: schedule.rules,
        }
    }
}

impl TryFrom<Written> for RetrySchedule {
    type Error = RetryScheduleError;

    fn try_from(written: Written) -> Result<Self, RetryScheduleError> {
        Self::new(&written.waits_ms, written.jitter_percent)?
            .with_max_age(written.max_age_ms.map(Duration::from_millis))?
            .with_rules(written.rules)
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

    #[test]
    fn a_schedule_reads_back_as_it_was_written() {
        let rules = vec![StatusRule { first: 401, last: 403, action: StatusAction::Stop }];
        let schedule = Preset::StripeLike.schedule().with_rules(rules).unwrap();
        let schedule = schedule.with_max_age(Some(Duration::from_secs(60))).unwrap();
        let written = serde_json::to_string(&schedule).unwrap();
        assert_eq!(serde_json::from_str::<RetrySchedule>(&written).unwrap(), schedule);
        assert_eq!(schedule.preset(), Some(Preset::StripeLike), "rules do not change whose waits they are");
        assert!(serde_json::from_str::<RetrySchedule>(r#"{"waits_ms":[1],"jitter_percent":80}"#).is_err());
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let rule = |first, last, action| StatusRule { first, last, action };
        let rules = vec![rule(500, 599, StatusAction::Retry), rule(100, 999, StatusAction::Stop)];
        let schedule = RetrySchedule::default().with_rules(rules).unwrap();
        assert_eq!(schedule.action_for(503), StatusAction::Retry);
        assert_eq!(schedule.action_for(404), StatusAction::Stop);
        assert_eq!(RetrySchedule::default().action_for(404), StatusAction::Retry);
        for (first, last) in [(99, 200), (200, 1000), (300, 200)] {
            let rules = vec![rule(first, last, StatusAction::Stop)];
            assert_eq!(RetrySchedule::default().with_rules(rules), Err(RetryScheduleError::NoRange { first, last }));
        }
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
            let start = Timestamp::from_unix_ms(0);
            let forecast = schedule.forecast(made, start, start);
            prop_assert!(forecast.windows(2).all(|pair| pair[0].number + 1 == pair[1].number && pair[0].earliest_at <= pair[1].earliest_at && pair[0].latest_at <= pair[1].latest_at));
            if made < schedule.attempts_max() {
                prop_assert_eq!(forecast.last().unwrap().number, schedule.attempts_max());
            }
        }

        #[test]
        fn a_forecast_ends_with_the_age(waits_ms in prop::collection::vec(0u64..100_000_000, 0..20), age_ms in 1u64..500_000_000) {
            let start = Timestamp::from_unix_ms(0);
            let schedule = RetrySchedule::new(&waits_ms, 20).unwrap();
            let whole = schedule.forecast(0, start, start);
            let aged = schedule.with_max_age(Some(Duration::from_millis(age_ms))).unwrap().forecast(0, start, start);
            prop_assert!(whole.starts_with(&aged));
            prop_assert!(aged[1..].iter().all(|attempt| attempt.earliest_at.since(start) <= Duration::from_millis(age_ms)));
        }
    }
}
