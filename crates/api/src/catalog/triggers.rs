//! Payloads sent by hand.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{Headers, SchemeName};
use engine::{Target, TriggerError, TriggerRequest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::shipped;
use crate::deliveries::Phases;
use crate::events::Header;
use crate::language::reread;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// Triggered requests that are listed.
const LISTED: u32 = 50;

/// A payload to be sent by hand. It needs `body` or `provider` (then the shipped example of its kind is taken), and one
/// of `source_id`, `destination_id` and `url`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTrigger {
    /// The kind: `pull_request.opened`. Fixes what the provider puts into header fields.
    pub event_type: String,
    /// The provider it is like: `github`.
    pub provider: Option<String>,
    /// Which shipped example of the kind; the first when left out.
    pub number: Option<u32>,
    /// The payload.
    pub body: Option<String>,
    /// A JSON Patch (RFC 6902) for it.
    pub patch: Option<Value>,
    /// Values to set in it, after the patch.
    #[serde(default)]
    pub set: Vec<SetValue>,
    /// Whether ids and times are made new where the provider has them; true when left out.
    pub refresh: Option<bool>,
    /// Send it to this source of ours, where it becomes an event.
    pub source_id: Option<String>,
    /// Send it to this destination, with its headers and authorization.
    pub destination_id: Option<String>,
    /// Send it there.
    pub url: Option<String>,
    /// How to sign: the slug of a scheme. The way of the source or destination when left out, or the provider's.
    pub scheme: Option<String>,
    /// What to sign with; the secrets of the source or destination when left out. It is not kept.
    pub secret: Option<String>,
    /// Further header fields; they come in the place of ours.
    #[serde(default)]
    pub headers: Vec<Header>,
}

/// A value to set.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SetValue {
    /// JSON Pointer (RFC 6901): `/data/amount`.
    pub path: String,
    /// The value.
    pub value: Value,
}

/// What was sent, and what came back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TriggeredRequest {
    /// Its id.
    pub id: String,
    /// When.
    pub at_ms: i64,
    /// The kind.
    pub event_type: String,
    /// The provider it is like.
    pub provider: Option<String>,
    /// Where to.
    pub url: String,
    /// How it was signed.
    pub scheme: String,
    /// Header fields, as sent.
    pub headers: Vec<Header>,
    /// The body's beginning.
    pub body: String,
    /// Length of the body.
    pub body_bytes: u64,
    /// What was made new: JSON Pointers and names of header fields.
    pub refreshed: Vec<String>,
    /// What came of it, in one sentence.
    pub explanation: String,
    /// The answer; null when there was none.
    pub answer: Option<TriggeredAnswer>,
    /// How long each part took.
    pub phases: Phases,
    /// The event that a source of ours made of it.
    pub event_id: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TriggeredAnswer {
    /// The status.
    pub status: u16,
    /// Header fields.
    pub headers: Vec<Header>,
    /// The body's beginning.
    pub body: String,
    /// Length of the body, as far as it was read.
    pub body_bytes: u64,
}

impl From<TriggerError> for Problem {
    fn from(error: TriggerError) -> Self {
        let text = error.to_string();
        match error {
            TriggerError::Edit(_) => {
                Self::invalid_field("patch", text, "Paths are JSON Pointers, like `/data/amount`.")
            }
            TriggerError::NotJson => Self::invalid_field("body", text, "Send it without `patch` and `set`."),
            TriggerError::Url(_) => Self::invalid_field("url", text, "For example http://localhost:3000/webhooks."),
            TriggerError::Signing(_) => {
                let hint = "Give the secret of the receiver, or choose the scheme `none`.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not_signed", text, hint)
            }
            TriggerError::Configuration(error) => error.into(),
            TriggerError::Store(error) => error.into(),
        }
    }
}

impl NewTrigger {
    fn read(self, state: &ApiState) -> Result<TriggerRequest, Problem> {
        parse_event_type(&self.event_type)?;
        let target = match (self.source_id, self.destination_id, self.url) {
            (Some(id), None, None) => {
                Target::Source { source_id: parse_id("source_id", &id)?, receiver_url: state.receiver.url.clone() }
            }
            (None, Some(id), None) => Target::Destination(parse_id("destination_id", &id)?),
            (None, None, Some(url)) => Target::Url(url),
            _ => {
                let hint = "Give one of `source_id`, `destination_id` and `url`.";
                return Err(Problem::invalid_field("url", "it needs one place to go to", hint));
            }
        };
        let scheme = self.scheme.map(|slug| {
            SchemeName::from_word(&slug, None).ok_or_else(|| {
                let hint = "Leave it out for the way of the source or destination.";
                Problem::invalid_field("scheme", format!("`{slug}` is no scheme that needs no settings"), hint)
            })
        });
        let body = match (self.body, &self.provider) {
            (Some(body), _) => body,
            (None, Some(provider)) => shipped(provider, &self.event_type, self.number)?,
            (None, None) => {
                let hint = "Give a `body`, or a `provider` whose example is to be sent.";
                return Err(Problem::invalid_field("body", "there is nothing to send", hint));
            }
        };
        let mut headers = Headers::new();
        self.headers.into_iter().for_each(|header| headers.push(header.name, header.value));
        Ok(TriggerRequest {
            body: body.into(),
            event_type: self.event_type,
            provider: self.provider,
            patch: self.patch,
            set: self.set.into_iter().map(|set| (set.path, set.value)).collect(),
            is_refreshed: self.refresh.unwrap_or(true),
            scheme: scheme.transpose()?,
            secret: self.secret.filter(|secret| !secret.is_empty()),
            headers,
            target,
        })
    }
}

fn headers(fields: Vec<(String, String)>) -> Vec<Header> {
    fields.into_iter().map(|(name, value)| Header { name, value }).collect()
}

impl From<engine::Triggered> for TriggeredRequest {
    fn from(triggered: engine::Triggered) -> Self {
        Self {
            id: triggered.id.to_string(),
            at_ms: triggered.at_ms,
            event_type: triggered.event_type,
            provider: triggered.provider,
            url: triggered.url,
            scheme: triggered.scheme,
            headers: headers(triggered.headers),
            body: triggered.body,
            body_bytes: triggered.body_bytes,
            refreshed: triggered.refreshed,
            explanation: reread(&triggered.explanation),
            answer: triggered.answer.map(|answer| TriggeredAnswer {
                status: answer.status,
                headers: headers(answer.headers),
                body: answer.body,
                body_bytes: answer.body_bytes,
            }),
            phases: (&triggered.phases).into(),
            event_id: triggered.event_id,
        }
    }
}

/// Sends a payload by hand: edited, made new, signed, to a source of ours, a destination or a URL. Not retried.
#[utoipa::path(post, path = "/catalog/trigger", request_body = NewTrigger,
    responses((status = 200, body = TriggeredRequest), (status = "default", body = Problem)))]
pub async fn trigger(
    State(state): State<ApiState>,
    Json(new): Json<NewTrigger>,
) -> Result<axum::Json<TriggeredRequest>, Problem> {
    let request = new.read(&state)?;
    Ok(axum::Json(state.engine.triggers().trigger(request).await?.into()))
}

/// The newest payloads sent by hand, with their answers.
#[utoipa::path(get, path = "/catalog/triggered",
    responses((status = 200, body = Whole<TriggeredRequest>), (status = "default", body = Problem)))]
pub async fn list_triggered(State(state): State<ApiState>) -> Result<axum::Json<Whole<TriggeredRequest>>, Problem> {
    let newest = state.engine.triggers().newest(LISTED).await?;
    Ok(axum::Json(Whole { items: newest.into_iter().map(Into::into).collect() }))
}
