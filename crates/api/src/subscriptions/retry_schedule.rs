//! Retry schedules.

use std::time::Duration;

use domain::retry_schedule::{self, Preset as DomainPreset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// When a failed delivery is tried again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RetrySchedule {
    /// The name of it.
    pub preset: Preset,
    /// The waits between attempts.
    pub waits_ms: Vec<u64>,
    /// Largest share by which chance moves a wait.
    pub jitter_percent: u8,
    /// How old a delivery may be when an attempt begins; null means as old as the waits make it.
    pub max_age_ms: Option<u64>,
    /// What certain statuses lead to, in the order they are asked.
    pub rules: Vec<StatusRule>,
}

/// A retry schedule to be set: the name of one, or `custom` with its waits.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRetrySchedule {
    /// The name of it; `custom` when waits are given without a name.
    pub preset: Option<Preset>,
    /// For `custom`: the waits between attempts.
    pub waits_ms: Option<Vec<u64>>,
    /// For `custom`: 0 to 50; 20 when left out.
    pub jitter_percent: Option<u8>,
    /// How old a delivery may be when an attempt begins.
    pub max_age_ms: Option<u64>,
    /// What certain statuses lead to; the first that fits counts.
    #[serde(default)]
    pub rules: Vec<StatusRule>,
}

/// Named retry schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 10 h, ±20 %: as Standard Webhooks advises and Svix does.
    Standard,
    /// 5 m, doubled up to 21 h 20 m, ±20 %: near to the three days of Stripe.
    StripeLike,
    /// 1, 2, 4, 8, 16 s.
    FastLocal,
    /// One attempt only.
    None,
    /// Waits of one's own.
    Custom,
}

/// What certain statuses lead to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct StatusRule {
    /// A status or a range of statuses: `401`, `500-599`.
    pub status: String,
    /// What follows.
    pub action: StatusAction,
}

/// What follows from a status that is no success.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatusAction {
    /// The next attempt of the schedule.
    Retry,
    /// A dead letter at once.
    Stop,
}

impl From<&domain::RetrySchedule> for RetrySchedule {
    fn from(schedule: &domain::RetrySchedule) -> Self {
        Self {
            preset: match schedule.preset() {
                Some(DomainPreset::Standard) => Preset::Standard,
                Some(DomainPreset::StripeLike) => Preset::StripeLike,
                Some(DomainPreset::FastLocal) => Preset::FastLocal,
                Some(DomainPreset::None) => Preset::None,
                None => Preset::Custom,
            },
            waits_ms: schedule.waits_ms(),
            jitter_percent: schedule.jitter_percent(),
            max_age_ms: schedule.max_age().map(|age| u64::try_from(age.as_millis()).unwrap_or(u64::MAX)),
            rules: schedule.rules().iter().map(StatusRule::from).collect(),
        }
    }
}

impl From<&retry_schedule::StatusRule> for StatusRule {
    fn from(rule: &retry_schedule::StatusRule) -> Self {
        Self {
            status: match rule.first == rule.last {
                true => rule.first.to_string(),
                false => format!("{}-{}", rule.first, rule.last),
            },
            action: match rule.action {
                retry_schedule::StatusAction::Retry => StatusAction::Retry,
                retry_schedule::StatusAction::Stop => StatusAction::Stop,
            },
        }
    }
}

impl NewRetrySchedule {
    /// Reads a schedule.
    ///
    /// # Errors
    /// When a wait, the jitter, the age or a rule cannot be what was given.
    pub fn parse(self) -> Result<domain::RetrySchedule, Problem> {
        let refuse = |error: retry_schedule::RetryScheduleError| {
            Problem::invalid_field("retry_schedule", error.to_string(), "Compare it with the schedule `standard`.")
        };
        let waits = match self.preset {
            Some(Preset::Standard) => DomainPreset::Standard.schedule(),
            Some(Preset::StripeLike) => DomainPreset::StripeLike.schedule(),
            Some(Preset::FastLocal) => DomainPreset::FastLocal.schedule(),
            Some(Preset::None) => DomainPreset::None.schedule(),
            Some(Preset::Custom) | None => {
                let waits_ms = self.waits_ms.unwrap_or_default();
                domain::RetrySchedule::new(&waits_ms, self.jitter_percent.unwrap_or(20)).map_err(refuse)?
            }
        };
        let rules = self.rules.iter().map(StatusRule::parse).collect::<Result<_, _>>()?;
        waits
            .with_max_age(self.max_age_ms.map(Duration::from_millis))
            .map_err(refuse)?
            .with_rules(rules)
            .map_err(refuse)
    }
}

impl StatusRule {
    fn parse(&self) -> Result<retry_schedule::StatusRule, Problem> {
        let (first, last) = self.status.split_once('-').unwrap_or((&self.status, &self.status));
        let (Ok(first), Ok(last)) = (first.trim().parse(), last.trim().parse()) else {
            let detail = format!("`{}` is no status and no range of statuses", self.status);
            return Err(Problem::invalid_field("retry_schedule", detail, "For example `401` or `500-599`."));
        };
        let action = match self.action {
            StatusAction::Retry => retry_schedule::StatusAction::Retry,
            StatusAction::Stop => retry_schedule::StatusAction::Stop,
        };
        Ok(retry_schedule::StatusRule { first, last, action })
    }
}
