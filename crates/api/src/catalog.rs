//! The catalogue: kinds of events seen and known, their schemas, examples and drift.

mod triggers;
mod views;

use axum::extract::State;
use axum::http::StatusCode;
use engine::CatalogError;
use serde::Deserialize;
use serde_json::Value;
use store::{EventFilter, TypeKey};
use utoipa::{IntoParams, ToSchema};

use crate::events::parse_pattern;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::{Json, Parameters};
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

pub use triggers::{__path_list_triggered, __path_trigger, list_triggered, trigger};
use views::{Attribution, CatalogEntry, CatalogType, Example, ExamplePayload, ImportedSchemas, SomeSchema};

/// Newest events that are offered as examples.
const EVENTS_SHOWN: u32 = 5;

/// Which kind of event.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct TypeParameters {
    /// The kind: `order.paid`.
    pub event_type: String,
    /// As this source sends it; left out for what is published through the API and for schemas that hold anywhere.
    pub source_id: Option<String>,
}

/// Which of the shipped examples.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExampleParameters {
    /// Of this provider: `github`.
    pub provider: Option<String>,
    /// Of this kind.
    pub event_type: Option<String>,
}

/// One shipped example.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExampleKey {
    /// Of this provider: `github`.
    pub provider: String,
    /// Of this kind.
    pub event_type: String,
    /// Which of its kind; the first when left out.
    pub number: Option<u32>,
}

/// A schema for a kind of event.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSchema {
    /// The kind.
    pub event_type: String,
    /// As this source sends it; anywhere when left out.
    pub source_id: Option<String>,
    /// JSON Schema; 2020-12 unless it says otherwise. What it refers to must stand in itself.
    pub schema: Value,
}

/// An OpenAPI document with `webhooks`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewImport {
    /// The document, JSON or YAML.
    pub document: String,
    /// Whose kinds of events these are; anyone's when left out.
    pub source_id: Option<String>,
}

/// What to make a payload of.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPayloadSample {
    /// The kind.
    pub event_type: String,
    /// As this source sends it.
    pub source_id: Option<String>,
    /// By this version; the newest when left out.
    pub version: Option<u32>,
    /// The same seed makes the same payload; 0 when left out.
    #[serde(default)]
    pub seed: u64,
}

/// What somebody says of the drift of a kind.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DriftAnswer {
    /// The kind.
    pub event_type: String,
    /// As this source sends it.
    pub source_id: Option<String>,
    /// What it is.
    pub resolution: ResolutionName,
}

/// What drift is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionName {
    /// The new normal: a new version begins.
    Adopted,
    /// Over, or of no matter: the shape stays.
    Dismissed,
}

impl From<CatalogError> for Problem {
    fn from(error: CatalogError) -> Self {
        let text = error.to_string();
        match error {
            CatalogError::Unknown { .. } => {
                Self::new(StatusCode::NOT_FOUND, "not_found", text, "The list of kinds is at /api/v1/catalog.")
            }
            CatalogError::Schema(error) => {
                let hint = "JSON Schema 2020-12; references may only lead into the schema itself, as `#/$defs/...`.";
                Self::invalid_field(&format!("schema{}", error.path), text, hint)
            }
            CatalogError::SchemaTooLarge => Self::invalid_field("schema", text, "Leave out what no payload needs."),
            CatalogError::Import(_) => {
                let hint = "OpenAPI 3.1 lists them under `webhooks` at the top of the document.";
                Self::invalid_field("document", text, hint)
            }
            CatalogError::Sample(_) => Self::new(
                StatusCode::CONFLICT,
                "no_sample",
                text,
                "Add an example to the schema, or choose another version.",
            ),
            CatalogError::NothingToAdopt => {
                let hint =
                    "Payloads that break a schema somebody gave are not learnt: put a new version of it, or dismiss.";
                Self::new(StatusCode::CONFLICT, "not_possible", text, hint)
            }
            CatalogError::Store(error) => error.into(),
        }
    }
}

/// Reads kind and source.
fn key(event_type: &str, source_id: Option<&str>) -> Result<TypeKey, Problem> {
    let source_id = source_id.filter(|id| !id.is_empty()).map(|id| parse_id("source_id", id)).transpose()?;
    Ok(TypeKey { source_id, event_type: parse_event_type(event_type)? })
}

/// Kinds of events seen and known, by source and name.
#[utoipa::path(get, path = "/catalog",
    responses((status = 200, body = Whole<CatalogType>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<CatalogType>>, Problem> {
    Ok(axum::Json(Whole { items: views::types(&state).await? }))
}

/// One kind: its schema, versions, drift and examples.
#[utoipa::path(get, path = "/catalog/type", params(TypeParameters),
    responses((status = 200, body = CatalogEntry), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<TypeParameters>,
) -> Result<axum::Json<CatalogEntry>, Problem> {
    let key = key(&asked.event_type, asked.source_id.as_deref())?;
    let listed = views::types(&state).await?;
    let summary = listed.into_iter().find(|one| one.is(&key));
    let summary = summary.ok_or_else(|| CatalogError::Unknown { event_type: asked.event_type })?;
    let known = match state.engine.event_catalog().show(&key).await {
        Ok(known) => Some(known),
        // It came, and was not looked at yet.
        Err(CatalogError::Unknown { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let filter = EventFilter { source_id: key.source_id, event_type: Some(parse_pattern(key.event_type.as_str())?) };
    let newest = state.engine.store().events(&filter, None, EVENTS_SHOWN).await?;
    Ok(axum::Json(CatalogEntry::of(summary, known, &newest, &key)))
}

/// Gives a kind a schema. Payloads are held against it from now on; what breaks it is drift.
#[utoipa::path(put, path = "/catalog/schema", request_body = NewSchema,
    responses((status = 200, body = SomeSchema), (status = "default", body = Problem)))]
pub async fn put_schema(
    State(state): State<ApiState>,
    Json(new): Json<NewSchema>,
) -> Result<axum::Json<SomeSchema>, Problem> {
    let key = key(&new.event_type, new.source_id.as_deref())?;
    if let Some(source_id) = key.source_id {
        state.engine.configuration().snapshot().source(source_id)?;
    }
    let version = state.engine.event_catalog().give_schema(key, &new.schema).await?;
    Ok(axum::Json(SomeSchema { event_type: new.event_type, version }))
}

/// Takes the `webhooks` of an OpenAPI document as kinds of events with schemas.
#[utoipa::path(post, path = "/catalog/import", request_body = NewImport,
    responses((status = 200, body = ImportedSchemas), (status = "default", body = Problem)))]
pub async fn import(
    State(state): State<ApiState>,
    Json(new): Json<NewImport>,
) -> Result<axum::Json<ImportedSchemas>, Problem> {
    let source_id = new.source_id.map(|id| parse_id("source_id", &id)).transpose()?;
    if let Some(source_id) = source_id {
        state.engine.configuration().snapshot().source(source_id)?;
    }
    let report = state.engine.event_catalog().import(&new.document, source_id).await?;
    Ok(axum::Json(report.into()))
}

/// Makes a payload that is valid against a schema of a kind.
#[utoipa::path(post, path = "/catalog/sample", request_body = NewPayloadSample,
    responses((status = 200, body = ExamplePayload), (status = "default", body = Problem)))]
pub async fn sample(
    State(state): State<ApiState>,
    Json(new): Json<NewPayloadSample>,
) -> Result<axum::Json<ExamplePayload>, Problem> {
    let key = key(&new.event_type, new.source_id.as_deref())?;
    let payload = state.engine.event_catalog().sample(&key, new.version, new.seed).await?;
    Ok(axum::Json(ExamplePayload { body: views::pretty(&payload), attribution: None }))
}

/// Says what the drift of a kind is, and ends its findings.
#[utoipa::path(post, path = "/catalog/drift", request_body = DriftAnswer,
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn resolve(State(state): State<ApiState>, Json(answer): Json<DriftAnswer>) -> Result<StatusCode, Problem> {
    let key = key(&answer.event_type, answer.source_id.as_deref())?;
    let catalog = state.engine.event_catalog();
    match answer.resolution {
        ResolutionName::Adopted => catalog.adopt(&key).await?,
        ResolutionName::Dismissed => catalog.dismiss(&key).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Examples that are shipped: payloads that providers publish.
#[utoipa::path(get, path = "/catalog/examples", params(ExampleParameters),
    responses((status = 200, body = Whole<Example>), (status = "default", body = Problem)))]
pub async fn examples(Parameters(asked): Parameters<ExampleParameters>) -> axum::Json<Whole<Example>> {
    let is_meant = |one: &&engine::examples::Example| {
        asked.provider.as_ref().is_none_or(|provider| one.provider == *provider)
            && asked.event_type.as_ref().is_none_or(|kind| one.event_type == *kind)
    };
    axum::Json(Whole { items: engine::examples::list().iter().filter(is_meant).map(Example::shipped).collect() })
}

/// The payload of one shipped example.
#[utoipa::path(get, path = "/catalog/example", params(ExampleKey),
    responses((status = 200, body = ExamplePayload), (status = "default", body = Problem)))]
pub async fn example(Parameters(asked): Parameters<ExampleKey>) -> Result<axum::Json<ExamplePayload>, Problem> {
    let body = shipped(&asked.provider, &asked.event_type, asked.number)?;
    let payload: Value = serde_json::from_str(&body).unwrap_or_default();
    let attribution = engine::examples::ATTRIBUTIONS.iter().find(|one| one.provider == asked.provider);
    Ok(axum::Json(ExamplePayload { body: views::pretty(&payload), attribution: attribution.map(Attribution::from) }))
}

/// The text of a shipped example.
fn shipped(provider: &str, event_type: &str, number: Option<u32>) -> Result<String, Problem> {
    let wanted = engine::examples::Example {
        provider: provider.to_owned(),
        event_type: event_type.to_owned(),
        number: number.unwrap_or(1),
    };
    engine::examples::payload(&wanted).ok_or_else(|| {
        let hint = "What is shipped is listed at /api/v1/catalog/examples.";
        Problem::new(StatusCode::NOT_FOUND, "not_found", format!("there is no example of `{event_type}`"), hint)
    })
}
