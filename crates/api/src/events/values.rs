//! Single values of the bodies of many events.

use axum::extract::State;
use domain::id::EventId;
use engine::body::{FoundValue, NodeKind, ValuePath};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bodies::TreeNodeKind;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// Events in one question: a page of rows.
const EVENTS_MAX: usize = 500;
/// Paths in one question.
const PATHS_MAX: usize = 20;

/// Which values of which events.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WantedValues {
    /// The events, at most 500.
    pub event_ids: Vec<String>,
    /// The ways to the values, at most 20: `data.object.amount`, `items[0].sku`, `["odd name"]`.
    pub paths: Vec<String>,
}

/// The values of one event.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventValues {
    /// The event.
    pub event_id: String,
    /// What stands at each path, in their order; null where there is nothing.
    pub values: Vec<Option<EventValue>>,
    /// The body has more than 4 MiB, and was not looked into.
    pub is_too_large: bool,
}

/// A value.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventValue {
    /// What it is.
    pub kind: TreeNodeKind,
    /// A text without its quotes; anything else as it is written, so that a number keeps its digits. At most 200
    /// characters.
    pub text: String,
    /// There is more of it.
    pub is_cut: bool,
}

impl From<FoundValue> for EventValue {
    fn from(value: FoundValue) -> Self {
        let kind = match value.kind {
            NodeKind::Object => TreeNodeKind::Object,
            NodeKind::Array => TreeNodeKind::Array,
            NodeKind::String => TreeNodeKind::String,
            NodeKind::Number => TreeNodeKind::Number,
            NodeKind::Boolean => TreeNodeKind::Boolean,
            NodeKind::Null => TreeNodeKind::Null,
        };
        Self { kind, text: value.text, is_cut: value.is_cut }
    }
}

/// What stands at some paths in the JSON bodies of events. Events that are gone are left out.
#[utoipa::path(post, path = "/events/values", request_body = WantedValues,
    responses((status = 200, body = Whole<EventValues>), (status = "default", body = Problem)))]
pub async fn values(
    State(state): State<ApiState>,
    Json(wanted): Json<WantedValues>,
) -> Result<axum::Json<Whole<EventValues>>, Problem> {
    if wanted.event_ids.len() > EVENTS_MAX {
        let detail = format!("at most {EVENTS_MAX} events are looked into at a time");
        return Err(Problem::invalid_field("event_ids", detail, "Ask for the others afterwards."));
    }
    if wanted.paths.len() > PATHS_MAX {
        let detail = format!("at most {PATHS_MAX} values of an event are given at a time");
        return Err(Problem::invalid_field("paths", detail, "Ask for the others afterwards."));
    }
    let ids: Vec<EventId> = wanted.event_ids.iter().map(|id| parse_id("event_ids", id)).collect::<Result<_, _>>()?;
    let path = |text: &String| {
        ValuePath::parse(text)
            .map_err(|error| Problem::invalid_field("paths", error.to_string(), "For example data.object.amount."))
    };
    let paths: Vec<ValuePath> = wanted.paths.iter().map(path).collect::<Result<_, _>>()?;
    let found = engine::body_values(state.engine.store(), ids, &paths).await?;
    let items = found.into_iter().map(|found| EventValues {
        event_id: found.event_id.to_string(),
        values: found.values.into_iter().map(|value| value.map(Into::into)).collect(),
        is_too_large: found.is_too_large,
    });
    Ok(axum::Json(Whole { items: items.collect() }))
}
