//! Destinations.

mod access;
pub mod probe;

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{DestinationId, kind};
use domain::{Headers, destination};
use engine::{ConfiguredDestination, DestinationPatch as Patch};
use serde::{Deserialize, Serialize};
use store::{FiguresOf, Stage, StageCounts, Tally};
use utoipa::ToSchema;

use crate::events::Header;
use crate::figures::day::{DayFigures, read_day, read_days};
use crate::language::reread;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::{Json, PathId, present};
use crate::scheme::{HmacSettings, parse_scheme};
use crate::secrets::SecretView;
use crate::sources::parse_event_type;
use crate::state::ApiState;
use access::{Authorization, Connection, NewAuthorization, NewConnection};

/// Where deliveries go.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Destination {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The callback URL.
    pub url: String,
    /// How deliveries are signed.
    pub scheme: String,
    /// Its secrets, newest first.
    pub secrets: Vec<SecretView>,
    /// Settings of the scheme `hmac`.
    pub hmac: Option<HmacSettings>,
    /// Header fields added to every delivery.
    pub headers: Vec<Header>,
    /// Who deliveries say they are, beyond their signature.
    pub authorization: Authorization,
    /// How it is reached, beyond its URL.
    pub connection: Connection,
    /// Longest time for one attempt.
    pub timeout_ms: u64,
    /// Attempts in flight at a time.
    pub concurrency: u32,
    /// Attempts begun in a span of time; null means as fast as it takes them.
    pub rate_limit: Option<RateLimit>,
    /// What a 2xx answers becomes a new event of this kind.
    pub emits: Option<String>,
    /// A person holds its deliveries back.
    pub is_paused: bool,
    /// Whether it takes deliveries.
    pub health: Health,
    /// Since when and why it is disabled, when it is.
    pub disabled: Option<Disabled>,
    /// When it is probed next, when it is open.
    pub probe_at_ms: Option<i64>,
    /// Since when every attempt has failed.
    pub failing_since_ms: Option<i64>,
    /// Deliveries that are not over.
    pub waiting_count: u64,
    /// Dead letters.
    pub dead_letter_count: u64,
    /// Deliveries that arrived.
    pub delivered_count: u64,
    /// Its last 24 hours.
    pub day: DayFigures,
    /// When it was made.
    pub created_at_ms: i64,
}

/// Whether a destination takes deliveries.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// It does.
    Closed,
    /// Too much failed: it is probed from time to time, and everything else waits.
    Open,
    /// It takes none until it is enabled again.
    Disabled,
}

/// Attempts that may begin in a span of time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct RateLimit {
    /// How many, 1 to 100,000.
    pub attempts: u32,
    /// In which span.
    pub per: RateSpan,
}

/// The span of a rate limit.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateSpan {
    /// 1 s.
    Second,
    /// 60 s.
    Minute,
    /// 3,600 s.
    Hour,
}

/// Since when and why a destination is disabled.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Disabled {
    /// Since when.
    pub at_ms: i64,
    /// One sentence.
    pub reason: String,
}

/// A destination to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDestination {
    /// Host and path of the URL when left out.
    pub name: Option<String>,
    /// The callback URL.
    pub url: String,
    /// `standard-webhooks` when left out.
    pub scheme: Option<String>,
    /// Its secrets; one is generated when none is given and the scheme needs one.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Needed for the scheme `hmac`.
    pub hmac: Option<HmacSettings>,
    /// Header fields added to every delivery.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Nothing but the signature when left out.
    pub authorization: Option<NewAuthorization>,
    /// A direct connection when left out.
    pub connection: Option<NewConnection>,
    /// 10,000 when left out; 100 to 120,000.
    pub timeout_ms: Option<u64>,
    /// 8 when left out; 1 to 256.
    pub concurrency: Option<u32>,
    /// As fast as it takes them when left out.
    pub rate_limit: Option<RateLimit>,
    /// What a 2xx answers becomes a new event of this kind.
    pub emits: Option<String>,
}

/// What to change of a destination; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DestinationPatch {
    /// What people call it.
    pub name: Option<String>,
    /// The callback URL.
    pub url: Option<String>,
    /// How deliveries are signed.
    pub scheme: Option<String>,
    /// Needed when the scheme becomes `hmac`.
    pub hmac: Option<HmacSettings>,
    /// Header fields added to every delivery.
    pub headers: Option<Vec<Header>>,
    /// Who deliveries say they are.
    pub authorization: Option<NewAuthorization>,
    /// How it is reached; replaces all settings of the connection.
    pub connection: Option<NewConnection>,
    /// Longest time for one attempt.
    pub timeout_ms: Option<u64>,
    /// Attempts in flight at a time.
    pub concurrency: Option<u32>,
    /// Attempts begun in a span of time; null takes the limit away.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<RateLimit>)]
    pub rate_limit: Option<Option<RateLimit>>,
    /// What a 2xx answers becomes a new event of this kind; null keeps it as an answer.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub emits: Option<Option<String>>,
    /// Hold its deliveries back, or let them go.
    pub is_paused: Option<bool>,
}

/// A test of a destination.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDestinationTest {
    /// Kind of the test event; `demo.order.paid` when left out.
    pub event_type: Option<String>,
}

/// What a test of a destination made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DestinationTest {
    /// The test event.
    pub event_id: String,
    /// Its delivery.
    pub delivery_id: String,
}

impl Destination {
    fn of(entry: &ConfiguredDestination, tally: &Tally, day: DayFigures) -> Self {
        let destination = &entry.destination;
        let counts = tally
            .destinations
            .iter()
            .find(|(id, _)| *id == destination.id)
            .map_or_else(StageCounts::default, |(_, counts)| *counts);
        let (health, probe_at_ms, disabled) = match &destination.health {
            destination::Health::Closed => (Health::Closed, None, None),
            destination::Health::Open { probe_at, .. } => (Health::Open, Some(probe_at.unix_ms()), None),
            destination::Health::Disabled { at, reason } => {
                (Health::Disabled, None, Some(Disabled { at_ms: at.unix_ms(), reason: reread(reason) }))
            }
        };
        Self {
            id: destination.id.to_string(),
            name: destination.name.clone(),
            url: destination.url.clone(),
            scheme: destination.scheme.word().to_owned(),
            secrets: entry.secrets.shown.iter().map(SecretView::from).collect(),
            hmac: destination.scheme.hmac().map(HmacSettings::from),
            headers: destination.headers.iter().map(Header::from).collect(),
            authorization: entry.into(),
            connection: entry.into(),
            timeout_ms: u64::try_from(destination.timeout.as_millis()).unwrap_or(u64::MAX),
            concurrency: destination.concurrency,
            rate_limit: destination.rate_limit.map(Into::into),
            emits: destination.emits.as_ref().map(ToString::to_string),
            is_paused: destination.is_paused,
            health,
            disabled,
            probe_at_ms,
            failing_since_ms: destination.failing_since.map(domain::Timestamp::unix_ms),
            waiting_count: counts.get(Stage::Queued) + counts.get(Stage::Sending) + counts.get(Stage::Retrying),
            dead_letter_count: counts.get(Stage::DeadLettered),
            delivered_count: counts.get(Stage::Delivered),
            day,
            created_at_ms: destination.created_at.unix_ms(),
        }
    }
}

/// All destinations.
#[utoipa::path(get, path = "/destinations",
    responses((status = 200, body = Whole<Destination>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<Destination>>, Problem> {
    let tally = state.engine.store().tally(state.engine.clock().now()).await?;
    let snapshot = state.engine.configuration().snapshot();
    let entries = snapshot.destinations();
    let of: Vec<FiguresOf> = entries.iter().map(|entry| FiguresOf::Destination(entry.destination.id)).collect();
    let days = read_days(&state, &of).await?;
    let items = entries.iter().zip(days).map(|(entry, day)| Destination::of(entry, &tally, day)).collect();
    Ok(axum::Json(Whole { items }))
}

/// Makes a destination.
#[utoipa::path(post, path = "/destinations", request_body = NewDestination,
    responses((status = 201, body = Destination), (status = "default", body = Problem)))]
pub async fn create(
    State(state): State<ApiState>,
    Json(new): Json<NewDestination>,
) -> Result<(StatusCode, axum::Json<Destination>), Problem> {
    let new = engine::NewDestination {
        name: new.name,
        url: new.url,
        scheme: match new.scheme {
            Some(scheme) => parse_scheme("scheme", &scheme, new.hmac)?,
            None => domain::SchemeName::standard_webhooks(),
        },
        secrets: new.secrets,
        headers: headers_of(new.headers),
        access: access::patch(new.authorization, new.connection),
        timeout: new.timeout_ms.map(Duration::from_millis),
        concurrency: new.concurrency,
        rate_limit: new.rate_limit.map(Into::into),
        emits: new.emits.as_deref().map(parse_emits).transpose()?,
    };
    let id = state.engine.configuration().create_destination(new).await?;
    Ok((StatusCode::CREATED, read(&state, id).await?))
}

/// One destination.
#[utoipa::path(get, path = "/destinations/{id}", params(("id" = String, Path)),
    responses((status = 200, body = Destination), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
) -> Result<axum::Json<Destination>, Problem> {
    read(&state, id).await
}

/// Changes a destination.
#[utoipa::path(patch, path = "/destinations/{id}", params(("id" = String, Path)), request_body = DestinationPatch,
    responses((status = 200, body = Destination), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
    Json(patch): Json<DestinationPatch>,
) -> Result<axum::Json<Destination>, Problem> {
    let hmac = patch.hmac;
    let patch = Patch {
        name: patch.name,
        url: patch.url,
        scheme: patch.scheme.map(|scheme| parse_scheme("scheme", &scheme, hmac)).transpose()?,
        headers: patch.headers.map(headers_of),
        access: access::patch(patch.authorization, patch.connection),
        timeout: patch.timeout_ms.map(Duration::from_millis),
        concurrency: patch.concurrency,
        rate_limit: patch.rate_limit.map(|limit| limit.map(Into::into)),
        emits: patch.emits.map(|emits| emits.as_deref().map(parse_emits).transpose()).transpose()?,
        is_paused: patch.is_paused,
    };
    state.engine.configuration().change_destination(id, patch).await?;
    state.engine.wake();
    read(&state, id).await
}

/// Deletes a destination with its secrets and subscriptions, and cancels what waits for it. History stays.
#[utoipa::path(delete, path = "/destinations/{id}", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
) -> Result<StatusCode, Problem> {
    state.engine.configuration().delete_destination(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a disabled destination back into use. What waited for it is delivered.
#[utoipa::path(post, path = "/destinations/{id}/enable", params(("id" = String, Path)),
    responses((status = 200, body = Destination), (status = "default", body = Problem)))]
pub async fn enable(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
) -> Result<axum::Json<Destination>, Problem> {
    state.engine.enable_destination(id).await?;
    read(&state, id).await
}

/// Publishes a test event and delivers it to this destination alone, without retries.
#[utoipa::path(post, path = "/destinations/{id}/test", params(("id" = String, Path)), request_body = NewDestinationTest,
    responses((status = 202, body = DestinationTest), (status = "default", body = Problem)))]
pub async fn test(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
    Json(new): Json<NewDestinationTest>,
) -> Result<(StatusCode, axum::Json<DestinationTest>), Problem> {
    let event_type = parse_event_type(new.event_type.as_deref().unwrap_or(engine::DEFAULT_EVENT_TYPE))?;
    let (event_id, delivery_id) = state.engine.test_destination(id, event_type).await?;
    let made = DestinationTest { event_id: event_id.to_string(), delivery_id: delivery_id.to_string() };
    Ok((StatusCode::ACCEPTED, axum::Json(made)))
}

impl From<domain::RateLimit> for RateLimit {
    fn from(limit: domain::RateLimit) -> Self {
        let per = match limit.per {
            destination::RateSpan::Second => RateSpan::Second,
            destination::RateSpan::Minute => RateSpan::Minute,
            destination::RateSpan::Hour => RateSpan::Hour,
        };
        Self { attempts: limit.attempts, per }
    }
}

impl From<RateLimit> for domain::RateLimit {
    fn from(limit: RateLimit) -> Self {
        let per = match limit.per {
            RateSpan::Second => destination::RateSpan::Second,
            RateSpan::Minute => destination::RateSpan::Minute,
            RateSpan::Hour => destination::RateSpan::Hour,
        };
        Self { attempts: limit.attempts, per }
    }
}

fn parse_emits(text: &str) -> Result<domain::EventTypeName, Problem> {
    domain::EventTypeName::parse(text)
        .map_err(|error| Problem::invalid_field("emits", error.to_string(), "For example `ticket.sentiment`."))
}

fn headers_of(headers: Vec<Header>) -> Headers {
    headers.into_iter().map(|header| domain::Header { name: header.name, value: header.value.into_bytes() }).collect()
}

async fn read(state: &ApiState, id: DestinationId) -> Result<axum::Json<Destination>, Problem> {
    let tally = state.engine.store().tally(state.engine.clock().now()).await?;
    let day = read_day(state, FiguresOf::Destination(id)).await?;
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Destination::of(snapshot.destination(id)?, &tally, day)))
}
