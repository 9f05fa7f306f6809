//! Kinds of events that were seen.

use std::collections::BTreeSet;

use axum::extract::State;
use domain::Timestamp;
use domain::id::SourceId;
use serde::{Deserialize, Serialize};
use store::Origin;
use utoipa::{IntoParams, ToSchema};

use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// How far back something is recent.
const RECENT_MS: i64 = 7 * 24 * 3_600_000;

/// A kind of event and how often it was seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventTypeCount {
    /// The kind.
    pub event_type: String,
    /// How many events of it.
    pub count: u64,
    /// How many came in the last seven days.
    pub recent_count: u64,
    /// When the newest was received.
    pub last_at_ms: i64,
    /// What is known of the source does not name it: neither an example of its provider nor a schema that was given or
    /// imported. Never so where nothing at all is known.
    pub is_unknown: bool,
}

/// Of which source.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventTypeParameters {
    /// All when left out.
    pub source_id: Option<String>,
}

/// The kinds of events seen, most frequent first.
#[utoipa::path(get, path = "/event-types", params(EventTypeParameters),
    responses((status = 200, body = Whole<EventTypeCount>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<EventTypeParameters>,
) -> Result<axum::Json<Whole<EventTypeCount>>, Problem> {
    let source_id = asked.source_id.map(|id| parse_id("source_id", &id)).transpose()?;
    Ok(axum::Json(Whole { items: seen(&state, source_id).await? }))
}

/// The kinds of events seen, of one source or of all, most frequent first.
pub async fn seen(state: &ApiState, source_id: Option<SourceId>) -> Result<Vec<EventTypeCount>, Problem> {
    let known = known(state, source_id).await?;
    let seen = state.engine.store().event_types(source_id, recent_since(state)).await?;
    let count = |seen: &store::EventTypeCount| EventTypeCount {
        event_type: seen.event_type.to_string(),
        count: seen.count,
        recent_count: seen.recent_count,
        last_at_ms: seen.last_at.unix_ms(),
        is_unknown: !known.is_empty() && !known.contains(seen.event_type.as_str()),
    };
    Ok(seen.iter().map(count).collect())
}

/// From when on something is recent.
pub fn recent_since(state: &ApiState) -> Timestamp {
    Timestamp::from_unix_ms(state.engine.clock().now().unix_ms() - RECENT_MS)
}

/// The kinds that an example of the provider or a schema which somebody gave names, for one source or for all.
async fn known(state: &ApiState, source_id: Option<SourceId>) -> Result<BTreeSet<String>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let meant = snapshot.sources().iter().filter(|entry| source_id.is_none_or(|id| entry.source.id == id));
    let providers: BTreeSet<String> = meant.map(|entry| entry.source.provider.word().to_owned()).collect();
    let examples = engine::examples::list().iter().filter(|example| providers.contains(&example.provider));
    let mut known: BTreeSet<String> = examples.map(|example| example.event_type.clone()).collect();
    for kind in state.engine.store().catalog_types().await? {
        let is_of_it = source_id.is_none() || kind.key.source_id.is_none() || kind.key.source_id == source_id;
        if is_of_it && kind.origin != Origin::Learnt {
            known.insert(kind.key.event_type.to_string());
        }
    }
    Ok(known)
}
