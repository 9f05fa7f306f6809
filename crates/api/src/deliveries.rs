//! Deliveries and their attempts.

pub mod explanation;
pub mod signature;
mod views;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use domain::id::{DeliveryId, kind};
use domain::{Headers, Timestamp};
use engine::{BodyCondition, TimelineQuery};
use serde::Deserialize;
use store::TimelineFilter;
use utoipa::{IntoParams, ToSchema};

pub use views::{AttemptSummary, Created, DeliveryDetail, DeliverySummary, ErrorClass, Phases, RowState, Trigger};

use views::Known;

use crate::events::{Header, download, parse_pattern};
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::request::{OptionalJson, Parameters, PathId};
use crate::state::ApiState;
use crate::subscriptions::parse_id;
use crate::timeline::{ROWS_LOOKED_INTO_MAX, States, timeline_query};

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct DeliveryParameters {
    /// In one of these states, separated by commas; `failed` and `waiting` stand for several.
    pub state: Option<String>,
    /// To this destination.
    pub destination_id: Option<String>,
    /// Of this source.
    pub source_id: Option<String>,
    /// Whose event's kind matches: `order.*`.
    pub event_type: Option<String>,
    /// Text in the kind.
    pub q: Option<String>,
    /// Text in the body, in any case. Bodies are in no index: a page may have few rows, or none, and still a `next`.
    pub body_contains: Option<String>,
    /// The way to a value of the body, `data.object.id`, at which `body_value` stands.
    pub body_path: Option<String>,
    /// The whole content of a text, anything else as it is written.
    pub body_value: Option<String>,
    /// Whose newest answer has this status, or one of these: `404`, `5xx`, `400-499`.
    pub status: Option<String>,
    /// Whose newest attempt took at least so long.
    pub latency_ms_min: Option<u32>,
    /// With at least so many attempts.
    pub attempts_min: Option<u32>,
    /// Made at this time or later.
    pub since_ms: Option<i64>,
    /// Made before this time.
    pub until_ms: Option<i64>,
    /// Made in so many milliseconds up to now.
    pub last_ms: Option<i64>,
    /// The `next` of the page before.
    pub before: Option<String>,
    /// Rows, 1 to 500.
    pub limit: Option<u32>,
}

impl DeliveryParameters {
    /// The filter asked for.
    pub fn filter(&self, states: &States, now: Timestamp) -> Result<store::DeliveryFilter, Problem> {
        let last = self.last_ms.map(|last| now.unix_ms().saturating_sub(last));
        Ok(store::DeliveryFilter {
            stages: states.stages(),
            destination_id: self.destination_id.as_deref().map(|id| parse_id("destination_id", id)).transpose()?,
            subscription_id: None,
            source_id: self.source_id.as_deref().map(|id| parse_id("source_id", id)).transpose()?,
            event_type: self.event_type.as_deref().map(parse_pattern).transpose()?,
            text: self.q.clone().filter(|text| !text.trim().is_empty()),
            since: self.since_ms.max(last).map(Timestamp::from_unix_ms),
            until: self.until_ms.map(Timestamp::from_unix_ms),
            statuses: self.status.as_deref().map(parse_statuses).transpose()?,
            latency_us_min: self.latency_ms_min.map(|least| u64::from(least) * 1_000),
            attempts_min: self.attempts_min,
        })
    }

    /// What must stand in the body.
    pub fn body_conditions(&self) -> Result<Vec<BodyCondition>, Problem> {
        let text = self.body_contains.as_deref().map(|text| {
            BodyCondition::holds_text(text).map_err(|error| {
                Problem::invalid_field("body_contains", error.to_string(), "Give the text that bodies must hold.")
            })
        });
        let value = match (&self.body_path, &self.body_value) {
            (Some(path), Some(value)) => Some(BodyCondition::has_value(path, value).map_err(|error| {
                Problem::invalid_field("body_path", error.to_string(), "For example data.object.id.")
            })),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                let detail = "a path and the value that stands there go together";
                return Err(Problem::invalid_field("body_path", detail, "Give `body_path` and `body_value`."));
            }
        };
        text.into_iter().chain(value).collect()
    }
}

/// Reads `404`, `5xx` or `400-499`.
///
/// # Errors
/// When it is none of them.
pub fn parse_statuses(text: &str) -> Result<(u16, u16), Problem> {
    let status = |text: &str| text.parse::<u16>().ok().filter(|status| (100..=599).contains(status));
    let class = |text: &str| {
        let first = text.strip_suffix("xx")?.parse::<u16>().ok().filter(|first| (1..=5).contains(first))?;
        Some((first * 100, first * 100 + 99))
    };
    let range = |text: &str| {
        let (least, most) = text.split_once('-')?;
        Some((status(least)?, status(most)?))
    };
    let lower = text.trim().to_ascii_lowercase();
    status(&lower).map(|status| (status, status)).or_else(|| class(&lower)).or_else(|| range(&lower)).ok_or_else(|| {
        Problem::invalid_field("status", format!("`{text}` is no status"), "For example 404, 5xx or 400-499.")
    })
}

/// Deliveries, newest first.
#[utoipa::path(get, path = "/deliveries", params(DeliveryParameters),
    responses((status = 200, body = Page<DeliverySummary>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<DeliveryParameters>,
) -> Result<axum::Json<Page<DeliverySummary>>, Problem> {
    let states = States::parse(asked.state.as_deref())?;
    let limit = limit(asked.limit);
    let cursor = parse_cursor(asked.before.as_deref())?;
    if states.excludes_deliveries() {
        return Ok(axum::Json(Page { items: Vec::new(), next: None }));
    }
    let asked = timeline_query(&asked, &states, state.engine.clock().now())?;
    let filter = TimelineFilter { with_unrouted: false, with_rejected: false, ..asked.filter };
    let query = TimelineQuery { filter, ..asked };
    let found = query.rows(state.engine.store(), cursor, limit, ROWS_LOOKED_INTO_MAX).await?;
    let snapshot = state.engine.configuration().snapshot();
    let mut page = Page::found(found, |row| match row {
        store::TimelineRow::Delivery { delivery, .. } => Some(DeliverySummary::of(&delivery, &snapshot)),
        store::TimelineRow::Event { .. } => None,
    });
    page.items.retain(|row| states.admits(row.state));
    Ok(axum::Json(page))
}

/// One delivery with its attempts and what is still to come.
#[utoipa::path(get, path = "/deliveries/{id}", params(("id" = String, Path)),
    responses((status = 200, body = DeliveryDetail), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
) -> Result<axum::Json<DeliveryDetail>, Problem> {
    let store = state.engine.store();
    let delivery = store.delivery(id).await?.ok_or_else(|| Problem::not_found(id))?;
    let event = store.event(delivery.event_id).await?.ok_or_else(|| Problem::not_found(delivery.event_id))?;
    let attempts = store.attempts_of(id).await?;
    let snapshot = state.engine.configuration().snapshot();
    let head_of_line = head_of_line(&state, &delivery).await?;
    let issue_id = store.issue_of(id).await?;
    let known = Known { delivery: &delivery, event: &event, attempts: &attempts, head_of_line, issue_id };
    Ok(axum::Json(DeliveryDetail::of(&known, &snapshot, state.engine.clock().now())))
}

/// What is different in a replay; what is left out stays as it was.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ReplayEdit {
    /// Where it goes.
    pub destination_id: Option<String>,
    /// Its payload. With another payload it is another event; the one that was received stays as it is.
    pub body: Option<String>,
    /// The header fields of its event, instead of those that came. With others it is another event too.
    pub headers: Option<Vec<Header>>,
}

/// Header fields as they can be sent.
fn parse_headers(fields: Vec<Header>) -> Result<Headers, Problem> {
    let mut headers = Headers::new();
    for Header { name, value } in fields {
        let is_field = HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(&value).is_ok();
        if !is_field {
            let detail = format!("`{name}` cannot be a header field with this value");
            return Err(Problem::invalid_field(
                "headers",
                detail,
                "Names are letters, digits and hyphens; values one line.",
            ));
        }
        headers.push(name, value);
    }
    Ok(headers)
}

/// Delivers the event of a delivery once more, as a new delivery: to the same destination or another, as it came or
/// with another payload or other header fields.
#[utoipa::path(post, path = "/deliveries/{id}/replay", params(("id" = String, Path)), request_body = Option<ReplayEdit>,
    responses((status = 202, body = Created), (status = "default", body = Problem)))]
pub async fn replay(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
    OptionalJson(edit): OptionalJson<ReplayEdit>,
) -> Result<(StatusCode, axum::Json<Created>), Problem> {
    let edit = engine::ReplayEdit {
        destination_id: edit.destination_id.map(|id| parse_id("destination_id", &id)).transpose()?,
        body: edit.body.map(Bytes::from),
        headers: edit.headers.map(parse_headers).transpose()?,
    };
    let replay = state.engine.replay().replay(id, edit).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Created { id: replay.to_string() })))
}

/// Cancels a waiting delivery.
#[utoipa::path(post, path = "/deliveries/{id}/cancel", params(("id" = String, Path)),
    responses((status = 200, body = DeliverySummary), (status = "default", body = Problem)))]
pub async fn cancel(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
) -> Result<axum::Json<DeliverySummary>, Problem> {
    state.engine.replay().cancel(id).await?;
    read(&state, id).await
}

/// Makes a waiting delivery due at once.
#[utoipa::path(post, path = "/deliveries/{id}/run-now", params(("id" = String, Path)),
    responses((status = 200, body = DeliverySummary), (status = "default", body = Problem)))]
pub async fn run_now(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
) -> Result<axum::Json<DeliverySummary>, Problem> {
    state.engine.replay().run_now(id).await?;
    read(&state, id).await
}

/// One attempt in few words, and whose it is.
#[utoipa::path(get, path = "/attempts/{id}", params(("id" = String, Path)),
    responses((status = 200, body = AttemptSummary), (status = "default", body = Problem)))]
pub async fn attempt(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Attempt>,
) -> Result<axum::Json<AttemptSummary>, Problem> {
    let store = state.engine.store();
    let attempt = store.attempt(id).await?.ok_or_else(|| Problem::not_found(id))?;
    let delivery = store.delivery(attempt.delivery_id).await?.ok_or_else(|| Problem::not_found(id))?;
    Ok(axum::Json(AttemptSummary::of(&attempt, &delivery)))
}

/// The kept bytes of the answer to an attempt.
#[utoipa::path(get, path = "/attempts/{id}/response-body", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn response_body(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Attempt>,
) -> Result<Response, Problem> {
    let body = state.engine.store().response_body(id).await?.ok_or_else(|| Problem::not_found(id))?;
    Ok(download(body))
}

/// The body of the request of an attempt, when its transform made another than the event's.
#[utoipa::path(get, path = "/attempts/{id}/request-body", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn request_body(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Attempt>,
) -> Result<Response, Problem> {
    let body = state.engine.store().request_body(id).await?.ok_or_else(|| Problem::not_found(id))?;
    Ok(download(body))
}

async fn read(state: &ApiState, id: DeliveryId) -> Result<axum::Json<DeliverySummary>, Problem> {
    let delivery = state.engine.store().delivery(id).await?.ok_or_else(|| Problem::not_found(id))?;
    Ok(axum::Json(DeliverySummary::of(&delivery, &state.engine.configuration().snapshot())))
}

/// The delivery that the others of a waiting delivery's line wait for.
async fn head_of_line(state: &ApiState, delivery: &domain::Delivery) -> Result<Option<DeliveryId>, Problem> {
    match (delivery.state, delivery.subscription_id, &delivery.ordering_key) {
        (domain::DeliveryState::Scheduled { .. }, Some(subscription_id), Some(key)) => {
            Ok(state.engine.store().head_of_line(subscription_id, key).await?)
        }
        _ => Ok(None),
    }
}
