//! The hostile sender: attacks on a receiver, and their score card.

mod views;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::lab::{Attack, LabOptions};
use domain::{Headers, SchemeName};
use engine::{LabError, LabRequest, Target};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::events::Header;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::parse_id;
use views::{AttackFacts, LabRun};

/// A run to be made. It needs one of `source_id`, `destination_id` and `url`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewLabRun {
    /// Attack this URL.
    pub url: Option<String>,
    /// Attack this source of ours.
    pub source_id: Option<String>,
    /// Attack this destination, with its headers and authorization.
    pub destination_id: Option<String>,
    /// How to sign: the slug of a provider. The way of the source or destination when left out; unsigned for a URL.
    pub scheme: Option<String>,
    /// What to sign with; the secrets of the source or destination when left out. It is not kept.
    pub secret: Option<String>,
    /// What to try, as words of `GET /lab/attacks`; everything when left out. A right request always comes first.
    pub attacks: Option<Vec<String>>,
    /// The kind of the events; `demo.order.paid` when left out.
    pub event_type: Option<String>,
    /// The payload; one like the provider's when left out.
    pub body: Option<String>,
    /// Further header fields.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The measures.
    #[serde(default)]
    pub options: LabMeasures,
}

/// The measures of a run; each has a default.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct LabMeasures {
    /// Requests of a burst: 1 to 200; 20 when left out.
    pub burst: Option<u32>,
    /// Bytes of the oversized body: to 256 MiB; 30 MiB when left out.
    pub oversized_bytes: Option<u64>,
    /// Largest body that the receiver says it takes.
    pub stated_limit_bytes: Option<u64>,
    /// How long bodies are sent slowly, in milliseconds; 6,000 when left out.
    pub slow_ms: Option<u64>,
    /// Longest time for one attack, in milliseconds: to 30,000, which is the default.
    pub attack_ms: Option<u64>,
}

impl From<LabError> for Problem {
    fn from(error: LabError) -> Self {
        let text = error.to_string();
        match error {
            LabError::Options { field, .. } => Self::invalid_field(field, text, "Leave it out for the usual measure."),
            LabError::Signing(_) => {
                let hint = "Give the secret that the receiver checks with, and a URL that begins with http.";
                Self::invalid_field("secret", text, hint)
            }
            LabError::Busy => {
                Self::new(StatusCode::CONFLICT, "not_possible", text, "Wait for one to end, or cancel it.")
            }
            LabError::StillRunning => Self::new(StatusCode::CONFLICT, "not_possible", text, "Cancel it first."),
            LabError::NotFound => {
                let hint = "The newest runs are kept; they are listed at /api/v1/lab/runs.";
                Self::new(StatusCode::NOT_FOUND, "not_found", text, hint)
            }
            LabError::Configuration(error) => error.into(),
            LabError::Store(error) => error.into(),
        }
    }
}

impl NewLabRun {
    fn read(self, state: &ApiState) -> Result<LabRequest, Problem> {
        let target = match (self.source_id, self.destination_id, self.url) {
            (Some(id), None, None) => {
                Target::Source { source_id: parse_id("source_id", &id)?, receiver_url: state.receiver.url.clone() }
            }
            (None, Some(id), None) => Target::Destination(parse_id("destination_id", &id)?),
            (None, None, Some(url)) => Target::Url(url),
            _ => {
                let hint = "Give one of `source_id`, `destination_id` and `url`.";
                return Err(Problem::invalid_field("url", "it needs one receiver to attack", hint));
            }
        };
        let event_type = self.event_type.unwrap_or_else(|| engine::DEFAULT_EVENT_TYPE.to_owned());
        parse_event_type(&event_type)?;
        let attacks = match self.attacks {
            None => Attack::ALL.to_vec(),
            Some(words) => words.iter().map(|word| read_attack(word)).collect::<Result<_, _>>()?,
        };
        let scheme = self.scheme.filter(|slug| !slug.is_empty());
        let usual = LabOptions::default();
        let mut headers = Headers::new();
        self.headers.into_iter().for_each(|header| headers.push(header.name, header.value));
        Ok(LabRequest {
            target,
            provider: scheme.clone(),
            scheme: scheme.and_then(|slug| SchemeName::from_word(&slug, None)),
            secret: self.secret.filter(|secret| !secret.is_empty()),
            attacks,
            event_type,
            body: self.body.map(Into::into),
            headers,
            options: LabOptions {
                burst: self.options.burst.unwrap_or(usual.burst),
                oversized_bytes: self.options.oversized_bytes.unwrap_or(usual.oversized_bytes),
                stated_limit_bytes: self.options.stated_limit_bytes,
                slow_ms: self.options.slow_ms.unwrap_or(usual.slow_ms),
                attack_ms: self.options.attack_ms.unwrap_or(usual.attack_ms),
            },
        })
    }
}

fn read_attack(word: &str) -> Result<Attack, Problem> {
    Attack::from_word(word).ok_or_else(|| {
        let hint = "They are listed at /api/v1/lab/attacks.";
        Problem::invalid_field("attacks", format!("there is no attack `{word}`"), hint)
    })
}

/// What can be tried, in the order in which it is.
#[utoipa::path(get, path = "/lab/attacks",
    responses((status = 200, body = Whole<AttackFacts>), (status = "default", body = Problem)))]
pub async fn attacks() -> axum::Json<Whole<AttackFacts>> {
    axum::Json(Whole { items: Attack::ALL.into_iter().map(AttackFacts::from).collect() })
}

/// Begins a run. Results come one by one: read the run again when `lab` is stale.
#[utoipa::path(post, path = "/lab/runs", request_body = NewLabRun,
    responses((status = 201, body = LabRun), (status = "default", body = Problem)))]
pub async fn start(
    State(state): State<ApiState>,
    Json(new): Json<NewLabRun>,
) -> Result<(StatusCode, axum::Json<LabRun>), Problem> {
    let run = state.engine.lab().start(new.read(&state)?).await?;
    Ok((StatusCode::CREATED, axum::Json(run.into())))
}

/// The newest runs, 20 at most.
#[utoipa::path(get, path = "/lab/runs",
    responses((status = 200, body = Whole<LabRun>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<LabRun>>, Problem> {
    let runs = state.engine.lab().runs().await?;
    Ok(axum::Json(Whole { items: runs.into_iter().map(Into::into).collect() }))
}

/// One run.
#[utoipa::path(get, path = "/lab/runs/{id}", params(("id" = String, Path)),
    responses((status = 200, body = LabRun), (status = "default", body = Problem)))]
pub async fn show(State(state): State<ApiState>, Path(id): Path<String>) -> Result<axum::Json<LabRun>, Problem> {
    Ok(axum::Json(state.engine.lab().run(parse_id("id", &id)?).await?.into()))
}

/// Ends a run; what it found is kept.
#[utoipa::path(post, path = "/lab/runs/{id}/cancel", params(("id" = String, Path)),
    responses((status = 200, body = LabRun), (status = "default", body = Problem)))]
pub async fn cancel(State(state): State<ApiState>, Path(id): Path<String>) -> Result<axum::Json<LabRun>, Problem> {
    Ok(axum::Json(state.engine.lab().cancel(parse_id("id", &id)?).await?.into()))
}

/// Deletes a run that ended.
#[utoipa::path(delete, path = "/lab/runs/{id}", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(state): State<ApiState>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    state.engine.lab().delete(parse_id("id", &id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
