//! Events.

pub mod signature;
pub mod values;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::id::kind;
use domain::{EventTypePattern, Headers};
use engine::{Publication, ReceivedRequest};
use serde::{Deserialize, Serialize};
use store::{EventFilter, EventRow};
use utoipa::{IntoParams, ToSchema};

use crate::deliveries::{Created, DeliverySummary};
use crate::language::reread;
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::request::{Json, Parameters, PathId};
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// Longest idempotency key, in bytes.
const IDEMPOTENCY_KEY_BYTES_MAX: usize = 256;

/// A header field.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Header {
    /// Name, case as sent.
    pub name: String,
    /// Value; bytes that are no UTF-8 are replaced.
    pub value: String,
}

/// The result of checking a signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verification {
    /// The result.
    pub verdict: Verdict,
    /// The scheme that was checked.
    pub scheme: String,
    /// Machine word of the reason: `signature_mismatch`.
    pub reason: Option<String>,
    /// Plain words.
    pub explanation: String,
    /// The secret that matched.
    pub secret_hint: Option<String>,
    /// Sender's timestamp minus ours.
    pub skew_s: Option<i64>,
}

/// Verified, rejected or not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A secret of the source made the signature.
    Verified,
    /// The signature is wrong or missing; the event is kept and never routed.
    Rejected,
    /// There was nothing to check.
    NotChecked,
}

/// An event, as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventSummary {
    /// Its id.
    pub id: String,
    /// Its source; null when it was published through the API.
    pub source_id: Option<String>,
    /// Its kind.
    pub event_type: String,
    /// When it was received.
    pub received_at_ms: i64,
    /// The HTTP method it came with.
    pub method: String,
    /// Path and query it came to.
    pub path_and_query: String,
    /// Media type as sent.
    pub content_type: Option<String>,
    /// Length of its body.
    pub body_bytes: u64,
    /// SHA-256 of its body, hexadecimal.
    pub body_sha256: String,
    /// The provider's own id of it.
    pub provider_event_id: Option<String>,
    /// What the check of its signature said.
    pub verification: Verification,
    /// How many deliveries it has.
    pub delivery_count: u64,
}

/// An event with everything but its body.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: EventSummary,
    /// Header fields, order and case as sent.
    pub headers: Vec<Header>,
    /// Address and port of the sender.
    pub peer: Option<String>,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Its deliveries, oldest first.
    pub deliveries: Vec<DeliverySummary>,
}

/// What was published.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublishedEvent {
    /// The event; the same again for the same `Idempotency-Key`.
    pub id: String,
    /// Its deliveries.
    pub deliveries: Vec<String>,
}

/// The kind of a published event.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublishParameters {
    /// `order.paid`.
    pub r#type: String,
}

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventParameters {
    /// Of this source.
    pub source_id: Option<String>,
    /// Of a kind that matches: `order.*`.
    pub event_type: Option<String>,
    /// The `next` of the page before.
    pub before: Option<String>,
    /// Rows, 1 to 500.
    pub limit: Option<u32>,
}

/// Where to deliver an event.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEventDelivery {
    /// The destination.
    pub destination_id: String,
    /// Whose retry schedule applies; the standard one when left out.
    pub subscription_id: Option<String>,
}

impl From<&domain::Header> for Header {
    fn from(header: &domain::Header) -> Self {
        Self { name: header.name.clone(), value: String::from_utf8_lossy(&header.value).into_owned() }
    }
}

impl From<domain::VerificationVerdict> for Verdict {
    fn from(verdict: domain::VerificationVerdict) -> Self {
        match verdict {
            domain::VerificationVerdict::Verified => Self::Verified,
            domain::VerificationVerdict::Rejected => Self::Rejected,
            domain::VerificationVerdict::NotChecked => Self::NotChecked,
        }
    }
}

impl From<&EventRow> for EventSummary {
    fn from(row: &EventRow) -> Self {
        let event = &row.event;
        Self {
            id: event.id.to_string(),
            source_id: event.source_id.map(|id| id.to_string()),
            event_type: event.event_type.to_string(),
            received_at_ms: event.received_at.unix_ms(),
            method: event.method.clone(),
            path_and_query: event.path_and_query.clone(),
            content_type: event.content_type().map(str::to_owned),
            body_bytes: event.body_bytes,
            body_sha256: event.body_sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            provider_event_id: event.provider_event_id.clone(),
            verification: Verification {
                verdict: event.verification.verdict.into(),
                scheme: event.verification.scheme.clone(),
                reason: event.verification.reason.clone(),
                explanation: reread(&event.verification.explanation),
                secret_hint: event.verification.secret_hint.clone(),
                skew_s: event.verification.skew_s,
            },
            delivery_count: row.delivery_count,
        }
    }
}

/// Events, newest first.
#[utoipa::path(get, path = "/events", params(EventParameters),
    responses((status = 200, body = Page<EventSummary>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<EventParameters>,
) -> Result<axum::Json<Page<EventSummary>>, Problem> {
    let filter = EventFilter {
        source_id: asked.source_id.map(|id| parse_id("source_id", &id)).transpose()?,
        event_type: asked.event_type.map(|text| parse_pattern(&text)).transpose()?,
    };
    let limit = limit(asked.limit);
    let rows = state.engine.store().events(&filter, parse_cursor(asked.before.as_deref())?, limit).await?;
    Ok(axum::Json(Page::of(rows, limit, |row| row.event.id.uuid(), |row| EventSummary::from(&row))))
}

/// Publishes an event: the body is its exact payload, of any media type.
#[utoipa::path(post, path = "/events",
    params(PublishParameters, ("Idempotency-Key" = Option<String>, Header, description = "The same key again gives the same event")),
    request_body(content = String, content_type = "*/*"),
    responses((status = 202, body = PublishedEvent), (status = "default", body = Problem)))]
pub async fn publish(
    State(state): State<ApiState>,
    parameters: Result<Query<PublishParameters>, axum::extract::rejection::QueryRejection>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<(StatusCode, axum::Json<PublishedEvent>), Problem> {
    let Query(parameters) = parameters.map_err(|_| {
        Problem::invalid_field("type", "the event needs a type", "Say it in the address: /events?type=order.paid")
    })?;
    let event_type = parse_event_type(&parameters.r#type)?;
    let body = body.map_err(|rejection| {
        let hint = "A payload has at most 128 MiB.";
        Problem::new(rejection.status(), "unreadable_body", rejection.body_text(), hint)
    })?;
    let idempotency_key = headers.get("idempotency-key").map(parse_idempotency_key).transpose()?;
    let published = state
        .engine
        .intake()
        .publish(Publication {
            event_type,
            idempotency_key,
            request: ReceivedRequest {
                method: "POST".to_owned(),
                path_and_query: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
                http_version: "HTTP/1.1".to_owned(),
                peer: None,
                headers: kept_headers(&headers),
                body,
                relay: None,
            },
        })
        .await?;
    let view = PublishedEvent {
        id: published.event_id.to_string(),
        deliveries: published.delivery_ids.iter().map(ToString::to_string).collect(),
    };
    Ok((StatusCode::ACCEPTED, axum::Json(view)))
}

/// One event.
#[utoipa::path(get, path = "/events/{id}", params(("id" = String, Path)),
    responses((status = 200, body = EventDetail), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Event>,
) -> Result<axum::Json<EventDetail>, Problem> {
    let row = state.engine.store().event(id).await?.ok_or_else(|| Problem::not_found(id))?;
    let snapshot = state.engine.configuration().snapshot();
    let deliveries = state.engine.store().deliveries_of(id).await?;
    Ok(axum::Json(EventDetail {
        summary: EventSummary::from(&row),
        headers: row.event.headers.iter().map(Header::from).collect(),
        peer: row.event.peer.clone(),
        http_version: row.event.http_version.clone(),
        deliveries: deliveries.iter().map(|delivery| DeliverySummary::of(delivery, &snapshot)).collect(),
    }))
}

/// The body of an event, byte for byte.
#[utoipa::path(get, path = "/events/{id}/body", params(("id" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn body(State(state): State<ApiState>, PathId(id): PathId<kind::Event>) -> Result<Response, Problem> {
    let body = state.engine.store().event_body(id).await?.ok_or_else(|| Problem::not_found(id))?;
    Ok(download(body))
}

/// Delivers an event to a destination now, whether or not a subscription matches.
#[utoipa::path(post, path = "/events/{id}/deliveries", params(("id" = String, Path)), request_body = NewEventDelivery,
    responses((status = 202, body = Created), (status = "default", body = Problem)))]
pub async fn deliver(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Event>,
    Json(new): Json<NewEventDelivery>,
) -> Result<(StatusCode, axum::Json<Created>), Problem> {
    let destination_id = parse_id("destination_id", &new.destination_id)?;
    let subscription_id = new.subscription_id.map(|id| parse_id("subscription_id", &id)).transpose()?;
    let delivery_id = state.engine.replay().deliver(id, destination_id, subscription_id).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Created { id: delivery_id.to_string() })))
}

/// Reads a pattern in a parameter.
pub fn parse_pattern(text: &str) -> Result<EventTypePattern, Problem> {
    EventTypePattern::parse(text)
        .map_err(|error| Problem::invalid_field("event_type", error.to_string(), "For example `order.*`."))
}

/// Bytes as a file that no browser interprets.
pub fn download(body: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, body).into_response()
}

/// Header fields of a publication that are kept: the token for the API is not.
fn kept_headers(headers: &HeaderMap) -> Headers {
    headers
        .iter()
        .filter(|(name, _)| **name != header::AUTHORIZATION && **name != header::COOKIE)
        .map(|(name, value)| domain::Header { name: name.to_string(), value: value.as_bytes().to_vec() })
        .collect()
}

fn parse_idempotency_key(value: &axum::http::HeaderValue) -> Result<String, Problem> {
    match value.to_str() {
        Ok(key) if (1..=IDEMPOTENCY_KEY_BYTES_MAX).contains(&key.len()) => Ok(key.to_owned()),
        _ => Err(Problem::invalid_field(
            "Idempotency-Key",
            "an idempotency key has 1 to 256 visible ASCII characters",
            "A UUID is a good key.",
        )),
    }
}
