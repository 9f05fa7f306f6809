//! The last day of a source, a destination or a subscription, as lists show it.

use std::time::Duration;

use domain::{Figures, Timestamp};
use serde::Serialize;
use store::{FiguresOf, HourlyFigures};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::ApiState;

const HOUR_MS: i64 = 3_600_000;
const HOURS: u32 = 24;

/// This hour and the 23 before it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DayFigures {
    /// Events received, or deliveries made of them.
    pub events: u64,
    /// Share of the attempts that delivered; null when there was none.
    pub success_percent: Option<f64>,
    /// Events by the hour, oldest first.
    pub hours: Vec<u64>,
    /// When the newest event came, in this day or before.
    pub last_event_at_ms: Option<i64>,
}

impl From<HourlyFigures> for DayFigures {
    fn from(hourly: HourlyFigures) -> Self {
        let mut day = Figures::default();
        hourly.hours.iter().for_each(|hour| day.merge(hour));
        Self {
            events: day.events,
            success_percent: day.success_percent(),
            hours: hourly.hours.iter().map(|hour| hour.events).collect(),
            last_event_at_ms: hourly.last_event_at.map(Timestamp::unix_ms),
        }
    }
}

/// The last day of each of these, in their order.
pub async fn read_days(state: &ApiState, of: &[FiguresOf]) -> Result<Vec<DayFigures>, Problem> {
    let now = state.engine.clock().now();
    let this_hour = Timestamp::from_unix_ms(now.unix_ms() - now.unix_ms().rem_euclid(HOUR_MS));
    let since = this_hour.before(Duration::from_millis(HOUR_MS.unsigned_abs()) * (HOURS - 1));
    let hourly = state.engine.store().hourly_figures(of, since, HOURS).await?;
    Ok(hourly.into_iter().map(DayFigures::from).collect())
}

/// The last day of one.
pub async fn read_day(state: &ApiState, of: FiguresOf) -> Result<DayFigures, Problem> {
    let days = read_days(state, &[of]).await?;
    Ok(days
        .into_iter()
        .next()
        .unwrap_or_else(|| DayFigures::from(HourlyFigures { hours: Vec::new(), last_event_at: None })))
}
