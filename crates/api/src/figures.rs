//! Figures over time: how much gets through, how fast, and how much waits.

pub mod day;

use std::time::Duration;

use axum::extract::State;
use domain::Timestamp;
use domain::id::{DestinationId, kind};
use serde::{Deserialize, Serialize};
use store::{FiguresBucket, FiguresOf, StoreError};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;
use crate::request::{Parameters, PathId};
use crate::state::ApiState;
use crate::timeline::histogram::bucket_ms;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Buckets when nothing is asked for.
const BUCKETS_DEFAULT: i64 = 60;
/// Buckets at most.
const BUCKETS_MAX: i64 = 200;

/// The span, and how finely it is cut.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiguresSpan {
    /// Its begin; a day before its end when left out.
    pub since_ms: Option<i64>,
    /// Its end; now when left out.
    pub until_ms: Option<i64>,
    /// In place of `since_ms`: so long before the end.
    pub last_ms: Option<i64>,
    /// How many buckets at most, 1 to 200; 60 when left out.
    pub buckets: Option<i64>,
}

/// Figures over a span of time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FiguresOverTime {
    /// Length of a bucket: a length that people can read.
    pub bucket_ms: i64,
    /// Oldest first, without gaps. The span's end lies in the last one.
    pub buckets: Vec<FiguresOfBucket>,
    /// All buckets together; what waits is what waits at the end of the last.
    pub total: FiguresOfBucket,
}

/// What happened in one bucket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FiguresOfBucket {
    /// Its start.
    pub start_at_ms: i64,
    /// Deliveries made, or events received when everything is asked about.
    pub events: u64,
    /// Attempts begun in it that delivered.
    pub succeeded: u64,
    /// Attempts begun in it that failed. Failures of our own side are not counted.
    pub failed: u64,
    /// Share of these attempts that delivered; null when there was none.
    pub success_percent: Option<f64>,
    /// Half of the answered attempts took no longer. Percentiles are at most a sixteenth off; null without an answer.
    pub p50_ms: Option<f64>,
    /// 95 percent of the answered attempts took no longer.
    pub p95_ms: Option<f64>,
    /// 99 percent of the answered attempts took no longer.
    pub p99_ms: Option<f64>,
    /// Deliveries that were not over at its end, or are not now, when its end is to come.
    pub waiting: u64,
}

impl From<&FiguresBucket> for FiguresOfBucket {
    fn from(bucket: &FiguresBucket) -> Self {
        let figures = &bucket.figures;
        let percentile_ms =
            |percent| figures.latencies.percentile_us(percent).map(|microseconds| microseconds as f64 / 1_000.0);
        Self {
            start_at_ms: bucket.start_at.unix_ms(),
            events: figures.events,
            succeeded: figures.succeeded,
            failed: figures.failed,
            success_percent: figures.success_percent(),
            p50_ms: percentile_ms(50),
            p95_ms: percentile_ms(95),
            p99_ms: percentile_ms(99),
            waiting: bucket.waiting,
        }
    }
}

/// Attempts, latencies and waiting deliveries of all destinations over time. They are read from figures that are kept,
/// never from rows, so old ones stay when events are deleted: minutes for a week of minutes in which something
/// happened, quarters of an hour and hours for two months of them.
#[utoipa::path(get, path = "/figures", params(FiguresSpan),
    responses((status = 200, body = FiguresOverTime), (status = "default", body = Problem)))]
pub async fn of_all(
    State(state): State<ApiState>,
    Parameters(span): Parameters<FiguresSpan>,
) -> Result<axum::Json<FiguresOverTime>, Problem> {
    over_time(&state, FiguresOf::All, &span).await
}

/// Attempts, latencies and waiting deliveries of one destination over time.
#[utoipa::path(get, path = "/destinations/{id}/figures", params(("id" = String, Path), FiguresSpan),
    responses((status = 200, body = FiguresOverTime), (status = "default", body = Problem)))]
pub async fn of_destination(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
    Parameters(span): Parameters<FiguresSpan>,
) -> Result<axum::Json<FiguresOverTime>, Problem> {
    let id: DestinationId = state.engine.configuration().snapshot().destination(id)?.destination.id;
    over_time(&state, FiguresOf::Destination(id), &span).await
}

async fn over_time(
    state: &ApiState,
    of: FiguresOf,
    span: &FiguresSpan,
) -> Result<axum::Json<FiguresOverTime>, Problem> {
    let cut = Cut::of(span, state.engine.clock().now().unix_ms())?;
    let buckets = read(state, of, &cut).await?;
    let mut total = FiguresBucket {
        start_at: cut.since,
        figures: domain::Figures::default(),
        waiting: buckets.last().map_or(0, |last| last.waiting),
    };
    buckets.iter().for_each(|bucket| total.figures.merge(&bucket.figures));
    Ok(axum::Json(FiguresOverTime {
        bucket_ms: cut.bucket_ms,
        buckets: buckets.iter().map(FiguresOfBucket::from).collect(),
        total: FiguresOfBucket::from(&total),
    }))
}

async fn read(state: &ApiState, of: FiguresOf, cut: &Cut) -> Result<Vec<FiguresBucket>, StoreError> {
    let bucket = Duration::from_millis(cut.bucket_ms.unsigned_abs());
    state.engine.store().figures(of, cut.since, bucket, cut.buckets).await
}

/// A span, cut into buckets.
#[derive(Debug, PartialEq, Eq)]
struct Cut {
    since: Timestamp,
    bucket_ms: i64,
    buckets: u32,
}

impl Cut {
    fn of(span: &FiguresSpan, now_ms: i64) -> Result<Self, Problem> {
        let until_ms = span.until_ms.unwrap_or(now_ms);
        let since_ms = span.since_ms.unwrap_or_else(|| until_ms.saturating_sub(span.last_ms.unwrap_or(DAY_MS)));
        if since_ms >= until_ms {
            let hint = "Give a `since_ms` that is earlier than `until_ms`, or a `last_ms` above 0.";
            return Err(Problem::invalid_field("since_ms", "the span ends before it begins", hint));
        }
        let asked = span.buckets.unwrap_or(BUCKETS_DEFAULT);
        if !(1..=BUCKETS_MAX).contains(&asked) {
            let detail = format!("{asked} buckets cannot be made");
            return Err(Problem::invalid_field("buckets", detail, "Ask for 1 to 200."));
        }
        let bucket_ms = bucket_ms(until_ms.saturating_sub(since_ms), asked);
        // The span ends with the bucket that its end lies in, and begins so many buckets before.
        let end_ms = until_ms.saturating_sub(1).div_euclid(bucket_ms).saturating_add(1).saturating_mul(bucket_ms);
        let first_ms = since_ms.div_euclid(bucket_ms) * bucket_ms;
        let buckets = ((end_ms - first_ms) / bucket_ms).clamp(1, asked);
        Ok(Self {
            since: Timestamp::from_unix_ms(end_ms - buckets * bucket_ms),
            bucket_ms,
            buckets: u32::try_from(buckets).unwrap_or(1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 60 * MINUTE_MS;
    /// A full day.
    const NOW_MS: i64 = 20_000 * DAY_MS;

    fn cut(last_ms: i64, now_ms: i64, buckets: Option<i64>) -> Cut {
        let span = FiguresSpan { since_ms: None, until_ms: None, last_ms: Some(last_ms), buckets };
        Cut::of(&span, now_ms).expect("a span")
    }

    #[test]
    fn a_span_is_cut_into_readable_lengths_up_to_its_end() {
        for (last_ms, buckets, bucket_ms, count) in [
            (HOUR_MS, None, MINUTE_MS, 60),
            (DAY_MS, None, 30 * MINUTE_MS, 48),
            (7 * DAY_MS, None, 3 * HOUR_MS, 56),
            (DAY_MS, Some(24), HOUR_MS, 24),
            (HOUR_MS, Some(1), HOUR_MS, 1),
            (1, Some(1), MINUTE_MS, 1),
        ] {
            let found = cut(last_ms, NOW_MS, buckets);
            assert_eq!((found.bucket_ms, found.buckets), (bucket_ms, count), "{last_ms}");
            assert_eq!(found.since.unix_ms() + i64::from(found.buckets) * bucket_ms, NOW_MS);
        }
    }

    #[test]
    fn the_last_bucket_holds_the_end() {
        let found = cut(HOUR_MS, NOW_MS + 1, None);
        assert_eq!(found.since.unix_ms(), NOW_MS + MINUTE_MS - i64::from(found.buckets) * found.bucket_ms);
        assert!(found.buckets <= 60);
    }

    #[test]
    fn what_is_no_span_is_refused() {
        let span = |since_ms, buckets| FiguresSpan { since_ms, until_ms: Some(5), last_ms: None, buckets };
        for (refused, field) in [
            (span(Some(5), None), "since_ms"),
            (span(Some(1), Some(0)), "buckets"),
            (span(Some(1), Some(201)), "buckets"),
        ] {
            let problem = Cut::of(&refused, NOW_MS).expect_err("no span");
            assert_eq!(problem.field.as_deref(), Some(field));
        }
    }
}
