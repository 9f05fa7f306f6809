//! Receiving what others wrote.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use engine::interchange::{Entry, Format};
use engine::{ImportError, ImportRequest};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;
use crate::request::Parameters;
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// A way to write requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterchangeFormat {
    /// cURL commands, as a shell takes them.
    Curl,
    /// HTTP archive 1.2.
    Har,
    /// One payload.
    Json,
    /// A payload in each line.
    JsonLines,
    /// Our own: everything, byte for byte.
    Bundle,
}

/// How it is written.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewParameters {
    /// Judged by its begin when left out.
    #[param(inline)]
    pub format: Option<InterchangeFormat>,
}

/// How it is received.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportParameters {
    /// Judged by its begin when left out.
    #[param(inline)]
    pub format: Option<InterchangeFormat>,
    /// The source that receives it; the one of the same path, or none, when left out.
    pub source_id: Option<String>,
    /// The kind of all of it; each entry's own when left out.
    pub event_type: Option<String>,
    /// Whether subscriptions get it; true when left out.
    pub deliver: Option<bool>,
}

/// What would be received.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportPreview {
    /// The way it is written.
    pub format: InterchangeFormat,
    /// How many entries there are.
    pub total: usize,
    /// The first 50.
    pub entries: Vec<ImportEntry>,
}

/// One request of an import.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportEntry {
    /// `POST`.
    pub method: String,
    /// Path and query.
    pub path_and_query: String,
    /// Its kind, when it says so itself.
    pub event_type: Option<String>,
    /// The path of the source it came to, when it says so.
    pub source_slug: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// How many header fields it has.
    pub header_count: usize,
    /// Length of its body.
    pub body_bytes: usize,
    /// The begin of its body.
    pub excerpt: String,
}

/// What was received.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportReport {
    /// Events that are new.
    pub received: usize,
    /// Entries that a source took for duplicates.
    pub duplicates: usize,
    /// Deliveries that were made of them.
    pub deliveries: usize,
    /// The first 100 events.
    pub event_ids: Vec<String>,
}

/// Characters of a body that a preview shows.
const EXCERPT_CHARACTERS: usize = 300;

/// Reads what others wrote, and says what would be received: cURL commands, an HTTP archive, JSON, lines of JSON, or a
/// bundle.
#[utoipa::path(post, path = "/imports/preview", params(PreviewParameters), request_body(content = String, content_type = "*/*"),
    responses((status = 200, body = ImportPreview), (status = "default", body = Problem)))]
pub async fn preview(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<PreviewParameters>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<axum::Json<ImportPreview>, Problem> {
    let text = body_of(body)?;
    let format = asked.format.map(Into::into);
    let engine = state.engine.clone();
    let read = tokio::task::spawn_blocking(move || engine.imports().preview(&text, format)).await;
    let preview = read.map_err(|_| unreadable())??;
    Ok(axum::Json(ImportPreview {
        format: preview.format.into(),
        total: preview.total,
        entries: preview.entries.iter().map(Into::into).collect(),
    }))
}

/// Receives what others wrote as events. When an entry is wrong, none is received.
#[utoipa::path(post, path = "/imports", params(ImportParameters), request_body(content = String, content_type = "*/*"),
    responses((status = 200, body = ImportReport), (status = "default", body = Problem)))]
pub async fn import(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<ImportParameters>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<axum::Json<ImportReport>, Problem> {
    let request = ImportRequest {
        text: body_of(body)?,
        format: asked.format.map(Into::into),
        source_id: asked.source_id.map(|id| parse_id("source_id", &id)).transpose()?,
        event_type: asked.event_type.map(|text| parse_event_type(&text)).transpose()?,
        is_delivered: asked.deliver.unwrap_or(true),
    };
    let imported = state.engine.imports().import(request).await?;
    Ok(axum::Json(ImportReport {
        received: imported.received,
        duplicates: imported.duplicates,
        deliveries: imported.deliveries,
        event_ids: imported.event_ids.iter().map(ToString::to_string).collect(),
    }))
}

fn body_of(body: Result<Bytes, axum::extract::rejection::BytesRejection>) -> Result<Bytes, Problem> {
    body.map_err(|rejection| {
        let hint = "An import has at most 128 MiB: cut it in two.";
        Problem::new(rejection.status(), "unreadable_body", rejection.body_text(), hint)
    })
}

fn unreadable() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "unreadable", "it could not be read", "")
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let text = error.to_string();
        match error {
            ImportError::NotRecognised => {
                let hint = "Copy a request as cURL (bash), or save an HTTP archive (.har), JSON or a bundle.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not_recognised", text, hint)
            }
            ImportError::Read(_) => {
                let hint = "Mend it and import it again: nothing of it was received.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_import", text, hint)
            }
            ImportError::Configuration(error) => error.into(),
            ImportError::Store { source, .. } => Self { detail: text, ..source.into() },
        }
    }
}

impl From<InterchangeFormat> for Format {
    fn from(format: InterchangeFormat) -> Self {
        match format {
            InterchangeFormat::Curl => Self::Curl,
            InterchangeFormat::Har => Self::Har,
            InterchangeFormat::Json => Self::Json,
            InterchangeFormat::JsonLines => Self::JsonLines,
            InterchangeFormat::Bundle => Self::Bundle,
        }
    }
}

impl From<Format> for InterchangeFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Curl => Self::Curl,
            Format::Har => Self::Har,
            Format::Json => Self::Json,
            Format::JsonLines => Self::JsonLines,
            Format::Bundle => Self::Bundle,
        }
    }
}

impl From<&Entry> for ImportEntry {
    fn from(entry: &Entry) -> Self {
        let begin = &entry.body[..entry.body.len().min(4 * EXCERPT_CHARACTERS)];
        Self {
            method: entry.method.clone(),
            path_and_query: entry.path_and_query.clone(),
            event_type: entry.event_type.clone(),
            source_slug: entry.source.as_ref().map(|source| source.slug.clone()),
            content_type: entry.headers.first_text("content-type").map(str::to_owned),
            header_count: entry.headers.len(),
            body_bytes: entry.body.len(),
            excerpt: String::from_utf8_lossy(begin).chars().take(EXCERPT_CHARACTERS).collect(),
        }
    }
}
