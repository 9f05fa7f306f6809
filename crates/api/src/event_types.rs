//! Kinds of events that were seen.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// A kind of event and how often it was seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventTypeCount {
    /// The kind.
    pub event_type: String,
    /// How many events of it.
    pub count: u64,
    /// When the newest was received.
    pub last_at_ms: i64,
}

/// Of which source.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventTypeParameters {
    /// All when left out.
    pub source_id: Option<String>,
}

impl From<&store::EventTypeCount> for EventTypeCount {
    fn from(seen: &store::EventTypeCount) -> Self {
        Self { event_type: seen.event_type.to_string(), count: seen.count, last_at_ms: seen.last_at.unix_ms() }
    }
}

/// The kinds of events seen, most frequent first.
#[utoipa::path(get, path = "/event-types", params(EventTypeParameters),
    responses((status = 200, body = Whole<EventTypeCount>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<EventTypeParameters>,
) -> Result<axum::Json<Whole<EventTypeCount>>, Problem> {
    let source_id = asked.source_id.map(|id| parse_id("source_id", &id)).transpose()?;
    let seen = state.engine.store().event_types(source_id).await?;
    Ok(axum::Json(Whole { items: seen.iter().map(EventTypeCount::from).collect() }))
}
