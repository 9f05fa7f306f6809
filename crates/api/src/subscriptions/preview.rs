//! What a subscription would match, before it exists.

use axum::extract::State;
use domain::filter::Subject;
use domain::{Payload, leaf};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{EventFilter, EventRow, Store};
use utoipa::ToSchema;

use super::{parse_id, patterns};
use crate::event_types::{self, EventTypeCount};
use crate::events::EventSummary;
use crate::filters::parse_filter;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

/// Events looked at for a preview.
const PREVIEW_EVENTS: u32 = 1_000;
/// Events looked at for a preview with a filter, which reads their bodies.
const PREVIEW_FILTERED_EVENTS: u32 = 200;
/// Events shown in a preview.
const PREVIEW_SAMPLES: usize = 5;
/// Values shown of one of them.
const SAMPLE_VALUES: usize = 40;
/// Largest body of which values are shown.
const SAMPLE_BYTES_MAX: u64 = 256 * 1024;

/// What a subscription would match.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPreview {
    /// Events of this source only; any when left out.
    pub source_id: Option<String>,
    /// Kinds of events.
    pub event_types: Vec<String>,
    /// Conditions on their type, headers and body.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub filter: Option<Value>,
}

/// What a subscription would have matched of the newest events.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Preview {
    /// How many match.
    pub matched: u64,
    /// How many were looked at: 1,000 at most, with a filter 200.
    pub of: u64,
    /// The newest that match, five at most. When none does, the newest of these kinds that the filter refuses.
    pub samples: Vec<PreviewSample>,
    /// The kinds seen of this source.
    pub event_types: Vec<EventTypeCount>,
}

/// An event that would match, or would but for the filter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PreviewSample {
    /// The event.
    #[serde(flatten)]
    pub event: EventSummary,
    /// Whether it would match.
    pub is_match: bool,
    /// What tells it apart: an amount, a title, a name; null where nothing does.
    pub telling: Option<String>,
    /// Single values of its body, 40 at most: what a condition can be made of. None of a body above 256 KiB.
    pub values: Vec<SampleValue>,
}

/// A single value in the body of an event.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SampleValue {
    /// The names that lead to it, from the outside to the inside; lists have none.
    pub path: Vec<String>,
    /// Text, a number, a boolean or null.
    pub value: Value,
}

/// Says what a subscription would have matched of the newest events.
#[utoipa::path(post, path = "/subscriptions/preview", request_body = NewPreview,
    responses((status = 200, body = Preview), (status = "default", body = Problem)))]
pub async fn preview(
    State(state): State<ApiState>,
    Json(asked): Json<NewPreview>,
) -> Result<axum::Json<Preview>, Problem> {
    let source_id = asked.source_id.map(|id| parse_id("source_id", &id)).transpose()?;
    let patterns = patterns(&asked.event_types)?;
    let store = state.engine.store();
    let filter = asked.filter.as_ref().map(parse_filter).transpose()?;
    let limit = if filter.is_some() { PREVIEW_FILTERED_EVENTS } else { PREVIEW_EVENTS };
    let newest = store.events(&EventFilter { source_id, event_type: None }, None, limit).await?;
    let (mut matching, mut refused) = (Vec::new(), Vec::new());
    for row in &newest {
        if !patterns.iter().any(|pattern| pattern.matches(&row.event.event_type)) {
            continue;
        }
        match is_admitted(store, filter.as_ref(), &row.event).await? {
            true => matching.push(row),
            false => refused.push(row),
        }
    }
    let is_match = !matching.is_empty();
    let mut samples = Vec::new();
    for row in if is_match { &matching } else { &refused }.iter().take(PREVIEW_SAMPLES) {
        samples.push(sample(store, row, is_match).await?);
    }
    let event_types = event_types::seen(&state, source_id).await?;
    Ok(axum::Json(Preview { matched: matching.len() as u64, of: newest.len() as u64, samples, event_types }))
}

async fn is_admitted(
    store: &dyn Store,
    filter: Option<&domain::Filter>,
    event: &domain::Event,
) -> Result<bool, Problem> {
    let Some(filter) = filter else { return Ok(true) };
    let body = store.event_body(event.id).await?.unwrap_or_default();
    let payload = Payload::new(&body);
    Ok(filter.matches(&Subject { event_type: event.event_type.as_str(), headers: &event.headers, payload: &payload }))
}

async fn sample(store: &dyn Store, row: &EventRow, is_match: bool) -> Result<PreviewSample, Problem> {
    let body = match row.event.body_bytes <= SAMPLE_BYTES_MAX {
        true => store.event_body(row.event.id).await?.unwrap_or_default(),
        false => bytes::Bytes::new(),
    };
    let payload = Payload::new(&body);
    let leaves = payload.json().map(|json| leaf::leaves(json, SAMPLE_VALUES)).unwrap_or_default();
    let values = leaves.iter().map(|leaf| SampleValue {
        path: leaf.path.iter().map(|&name| name.to_owned()).collect(),
        value: leaf.value.clone(),
    });
    Ok(PreviewSample {
        event: EventSummary::from(row),
        is_match,
        telling: leaf::telling(&leaves),
        values: values.collect(),
    })
}
