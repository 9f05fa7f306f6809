//! How many deliveries were made when, and how they stand now, over any span of time.

use std::time::Duration;

use axum::extract::State;
use domain::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::overview::{Bucket, Histogram};
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Buckets at most, as many as a window has room for.
const BUCKETS_MAX: i64 = 90;
/// Lengths that people can read; the last one is multiplied when a span is longer.
const LENGTHS_MS: [i64; 12] = [
    MINUTE_MS,
    2 * MINUTE_MS,
    5 * MINUTE_MS,
    10 * MINUTE_MS,
    15 * MINUTE_MS,
    30 * MINUTE_MS,
    HOUR_MS,
    2 * HOUR_MS,
    3 * HOUR_MS,
    6 * HOUR_MS,
    12 * HOUR_MS,
    DAY_MS,
];

/// The span.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Span {
    /// Its begin; the oldest that is known when left out.
    pub since_ms: Option<i64>,
    /// Its end; now when left out.
    pub until_ms: Option<i64>,
    /// In place of `since_ms`: so long before the end.
    pub last_ms: Option<i64>,
}

/// Deliveries by when they were made, in at most 90 buckets. Whatever the filter of the list: these are read from
/// figures that are kept, never from rows, and go back two months of minutes in which something happened.
#[utoipa::path(get, path = "/timeline/histogram", params(Span),
    responses((status = 200, body = Histogram), (status = "default", body = Problem)))]
pub async fn histogram(
    State(state): State<ApiState>,
    Parameters(span): Parameters<Span>,
) -> Result<axum::Json<Histogram>, Problem> {
    let store = state.engine.store();
    let until_ms = span.until_ms.unwrap_or_else(|| state.engine.clock().now().unix_ms());
    let since_ms = match (span.since_ms, span.last_ms) {
        (Some(since_ms), _) => since_ms,
        (None, Some(last_ms)) => until_ms.saturating_sub(last_ms),
        (None, None) => {
            let oldest = store.histogram_begins_at().await?.map_or(i64::MAX, Timestamp::unix_ms);
            oldest.min(until_ms.saturating_sub(HOUR_MS))
        }
    };
    if since_ms >= until_ms {
        return Err(Problem::invalid_field(
            "since_ms",
            "the span ends before it begins",
            "Give a `since_ms` that is earlier than `until_ms`.",
        ));
    }
    // One bucket more, since the first begins before the span does.
    let bucket_ms = bucket_ms(until_ms - since_ms, BUCKETS_MAX - 1);
    let first_ms = since_ms.div_euclid(bucket_ms) * bucket_ms;
    let bucket = Duration::from_millis(bucket_ms.unsigned_abs());
    let (since, until) = (Timestamp::from_unix_ms(first_ms), Timestamp::from_unix_ms(until_ms));
    let found = store.histogram(since, until, bucket).await?;
    let starts = (0..).map(|place| first_ms + place * bucket_ms).take_while(|start_ms| *start_ms < until_ms);
    let buckets = starts.map(|start_ms| Bucket::of(start_ms, &found)).collect();
    Ok(axum::Json(Histogram { bucket_ms, buckets }))
}

/// The shortest length of which `buckets_max` at most make up the span.
pub(crate) fn bucket_ms(span_ms: i64, buckets_max: i64) -> i64 {
    let fits = |length_ms: &&i64| span_ms <= **length_ms * buckets_max;
    LENGTHS_MS.iter().find(fits).copied().unwrap_or_else(|| {
        let days = (span_ms - 1) / DAY_MS / buckets_max + 1;
        days * DAY_MS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_span_has_few_buckets_of_a_readable_length() {
        for (span_ms, expected_ms) in [
            (MINUTE_MS, MINUTE_MS),
            (HOUR_MS, MINUTE_MS),
            (6 * HOUR_MS, 5 * MINUTE_MS),
            (DAY_MS, 30 * MINUTE_MS),
            (7 * DAY_MS, 2 * HOUR_MS),
            (30 * DAY_MS, 12 * HOUR_MS),
            (365 * DAY_MS, 5 * DAY_MS),
        ] {
            assert_eq!(bucket_ms(span_ms, BUCKETS_MAX - 1), expected_ms, "{span_ms}");
            assert!(span_ms / expected_ms <= BUCKETS_MAX);
        }
    }
}
