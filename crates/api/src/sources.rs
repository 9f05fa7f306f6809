//! Sources.

mod channel;
mod deduplication;

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::kind;
use domain::{EventTypeName, source};
use engine::{ConfiguredSource, SourcePatch as Patch};
use serde::{Deserialize, Serialize};
use store::{FiguresOf, Tally};
use utoipa::ToSchema;

use crate::figures::day::{DayFigures, read_day, read_days};
use crate::language::said;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::{Json, PathId, present};
use crate::scheme::{HmacSettings, parse_scheme};
use crate::secrets::SecretView;
use crate::state::ApiState;
use channel::ChannelStatus;
pub use channel::{__path_new_channel, new_channel};
use deduplication::Deduplication;

/// Where events come in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The last segment of its receiving address.
    pub slug: String,
    /// Who sends: `none`, `hmac`, or the slug of a provider.
    pub provider: String,
    /// The address to give to the sender on this computer.
    pub receive_url: String,
    /// Its address through the tunnel, while one is up.
    pub tunnel_url: Option<String>,
    /// The address the sender knows it by, when that is another.
    pub public_url: Option<String>,
    /// The channel that feeds it beside its own address.
    pub channel_url: Option<String>,
    /// How that channel is; null when there is none.
    pub channel: Option<ChannelStatus>,
    /// What happens to a request without any signature.
    pub unsigned: Unsigned,
    /// Settings of the provider `hmac`.
    pub hmac: Option<HmacSettings>,
    /// Its secrets, newest first.
    pub secrets: Vec<SecretView>,
    /// What makes two requests the same event; null keeps every request.
    pub deduplication: Option<Deduplication>,
    /// What a captured event is answered with.
    pub reply: Reply,
    /// Events captured.
    pub event_count: u64,
    /// When the newest was received.
    pub last_event_at_ms: Option<i64>,
    /// Its last 24 hours.
    pub day: DayFigures,
    /// When it was made.
    pub created_at_ms: i64,
}

/// What happens to a request without any signature. A wrong one is always rejected.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unsigned {
    /// It is captured, marked as not checked.
    Accept,
    /// It is kept as rejected and answered 401.
    Reject,
}

/// What a captured event is answered with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    /// 200 to 299.
    pub status: u16,
    /// Media type of the body.
    pub content_type: String,
    /// The body.
    pub body: String,
}

/// A source to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSource {
    /// What people call it.
    pub name: String,
    /// Drawn by chance when left out, so that nobody can guess the address.
    pub slug: Option<String>,
    /// Who sends: `none`, `hmac`, or the slug of a provider.
    pub provider: String,
    /// Its secrets; one is generated when none is given and the provider needs one.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Needed for the provider `hmac`.
    pub hmac: Option<HmacSettings>,
    /// The address the sender knows it by.
    pub public_url: Option<String>,
    /// A channel of smee.io or one of its kin that feeds it: `https://smee.io/abc`.
    pub channel_url: Option<String>,
    /// `reject` when left out.
    pub unsigned: Option<Unsigned>,
    /// Every request is kept when left out.
    pub deduplication: Option<Deduplication>,
    /// 200 with a short JSON when left out.
    pub reply: Option<Reply>,
}

/// What to change of a source; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SourcePatch {
    /// What people call it.
    pub name: Option<String>,
    /// The address the sender knows it by; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub public_url: Option<Option<String>>,
    /// The channel that feeds it; null ends the feed.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub channel_url: Option<Option<String>>,
    /// What happens to a request without any signature.
    pub unsigned: Option<Unsigned>,
    /// Settings of the provider `hmac`.
    pub hmac: Option<HmacSettings>,
    /// What makes two requests the same event; null keeps every request.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Deduplication>)]
    pub deduplication: Option<Option<Deduplication>>,
    /// What a captured event is answered with.
    pub reply: Option<Reply>,
}

/// A test event to be sent.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTestEvent {
    /// Its kind; `demo.order.paid` when left out.
    pub event_type: Option<String>,
    /// Its payload; a sample like the provider's when left out.
    pub body: Option<String>,
}

/// What the receiver said of a test event.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TestEventAnswer {
    /// The event; null when no receiver of ours answered.
    pub event_id: Option<String>,
    /// Status of the answer.
    pub status: Option<u16>,
    /// One sentence.
    pub explanation: String,
}

impl Source {
    fn of(state: &ApiState, entry: &ConfiguredSource, tally: &Tally, day: DayFigures) -> Self {
        let source = &entry.source;
        let counted = tally.sources.iter().find(|(id, ..)| *id == Some(source.id));
        Self {
            id: source.id.to_string(),
            name: source.name.clone(),
            slug: source.slug.clone(),
            provider: source.provider.word().to_owned(),
            receive_url: format!("{}/in/{}", state.receiver.url, source.slug),
            public_url: source.public_url.clone(),
            tunnel_url: state.engine.tunnels().url().map(|url| format!("{url}/in/{}", source.slug)),
            channel_url: source.channel_url.clone(),
            channel: state.engine.channels().status(source.id).map(Into::into),
            unsigned: match source.unsigned {
                source::Unsigned::Accept => Unsigned::Accept,
                source::Unsigned::Reject => Unsigned::Reject,
            },
            hmac: source.provider.hmac().map(HmacSettings::from),
            secrets: entry.secrets.shown.iter().map(SecretView::from).collect(),
            deduplication: source.deduplication.as_ref().map(Into::into),
            reply: Reply {
                status: source.reply.status,
                content_type: source.reply.content_type.clone(),
                body: source.reply.body.clone(),
            },
            event_count: counted.map_or(0, |(_, count, _)| *count),
            last_event_at_ms: counted.map(|(.., last_at)| last_at.unix_ms()),
            day,
            created_at_ms: source.created_at.unix_ms(),
        }
    }
}

impl From<Unsigned> for source::Unsigned {
    fn from(unsigned: Unsigned) -> Self {
        match unsigned {
            Unsigned::Accept => Self::Accept,
            Unsigned::Reject => Self::Reject,
        }
    }
}

impl From<Reply> for source::Reply {
    fn from(reply: Reply) -> Self {
        Self { status: reply.status, content_type: reply.content_type, body: reply.body }
    }
}

/// All sources.
#[utoipa::path(get, path = "/sources", responses((status = 200, body = Whole<Source>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<Source>>, Problem> {
    let tally = state.engine.store().tally(state.engine.clock().now()).await?;
    let snapshot = state.engine.configuration().snapshot();
    let entries = snapshot.sources();
    let of: Vec<FiguresOf> = entries.iter().map(|entry| FiguresOf::Source(entry.source.id)).collect();
    let days = read_days(&state, &of).await?;
    let items = entries.iter().zip(days).map(|(entry, day)| Source::of(&state, entry, &tally, day)).collect();
    Ok(axum::Json(Whole { items }))
}

/// Makes a source.
#[utoipa::path(post, path = "/sources", request_body = NewSource,
    responses((status = 201, body = Source), (status = "default", body = Problem)))]
pub async fn create(
    State(state): State<ApiState>,
    Json(new): Json<NewSource>,
) -> Result<(StatusCode, axum::Json<Source>), Problem> {
    let new = engine::NewSource {
        name: new.name,
        slug: new.slug,
        provider: parse_scheme("provider", &new.provider, new.hmac)?,
        secrets: new.secrets,
        public_url: new.public_url,
        channel_url: new.channel_url,
        unsigned: new.unsigned.unwrap_or(Unsigned::Reject).into(),
        deduplication: new.deduplication.map(Into::into),
        reply: new.reply.map_or_else(source::Reply::default, Into::into),
    };
    let id = state.engine.configuration().create_source(new).await?;
    Ok((StatusCode::CREATED, read(&state, id).await?))
}

/// One source.
#[utoipa::path(get, path = "/sources/{id}", params(("id" = String, Path)),
    responses((status = 200, body = Source), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
) -> Result<axum::Json<Source>, Problem> {
    read(&state, id).await
}

/// Changes a source.
#[utoipa::path(patch, path = "/sources/{id}", params(("id" = String, Path)), request_body = SourcePatch,
    responses((status = 200, body = Source), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
    Json(patch): Json<SourcePatch>,
) -> Result<axum::Json<Source>, Problem> {
    let patch = Patch {
        name: patch.name,
        public_url: patch.public_url,
        channel_url: patch.channel_url,
        unsigned: patch.unsigned.map(Into::into),
        hmac: patch.hmac.map(Into::into),
        deduplication: patch.deduplication.map(|deduplication| deduplication.map(Into::into)),
        reply: patch.reply.map(Into::into),
    };
    state.engine.configuration().change_source(id, patch).await?;
    read(&state, id).await
}

/// Deletes a source with its secrets and subscriptions. Its events stay.
#[utoipa::path(delete, path = "/sources/{id}", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(state): State<ApiState>, PathId(id): PathId<kind::Source>) -> Result<StatusCode, Problem> {
    state.engine.configuration().delete_source(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a test event to the source over HTTP, signed as its provider signs.
#[utoipa::path(post, path = "/sources/{id}/test-event", params(("id" = String, Path)), request_body = NewTestEvent,
    responses((status = 200, body = TestEventAnswer), (status = "default", body = Problem)))]
pub async fn send_test_event(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
    Json(new): Json<NewTestEvent>,
) -> Result<axum::Json<TestEventAnswer>, Problem> {
    let event_type = new.event_type.as_deref().map(parse_event_type).transpose()?;
    let body = new.body.map(bytes::Bytes::from);
    let answer = state.engine.test_events().send(id, &state.receiver.url, event_type, body).await?;
    Ok(axum::Json(TestEventAnswer {
        event_id: answer.event_id,
        status: answer.status,
        explanation: said(&answer.explanation),
    }))
}

/// Reads an event type given by a client.
pub fn parse_event_type(text: &str) -> Result<EventTypeName, Problem> {
    EventTypeName::parse(text)
        .map_err(|error| Problem::invalid_field("event_type", error.to_string(), "For example `order.paid`."))
}

async fn read(state: &ApiState, id: domain::id::SourceId) -> Result<axum::Json<Source>, Problem> {
    let tally = state.engine.store().tally(state.engine.clock().now()).await?;
    let day = read_day(state, FiguresOf::Source(id)).await?;
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Source::of(state, snapshot.source(id)?, &tally, day)))
}
