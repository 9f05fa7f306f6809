//! Places in a long list, so that any of its rows can be shown without those in front of it.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use store::Stretch;
use utoipa::{IntoParams, ToSchema};

use crate::deliveries::DeliveryParameters;
use crate::page::parse_cursor;
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;
use crate::timeline::{GroupParameters, ROWS_LOOKED_INTO_MAX, States, grouped, timeline_query};

/// Rows from one landmark to the next.
const EVERY: u32 = 200;
/// Rows looked at in one call: a multiple of the distance, and little enough to answer at once.
const ROWS_MAX: u32 = 50_000;

/// Where the stretch ends.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StretchParameters {
    /// The row below the stretch.
    pub after: Option<String>,
}

/// Places in the timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Landmarks {
    /// Every 200th row from `before`; each can be a `before` of the timeline, and so begin a page.
    pub cursors: Vec<String>,
    /// Rows that match in what was looked at.
    pub rows: u64,
    /// Hand it back as `before` to look further; null at the end of the stretch.
    pub next: Option<String>,
}

/// Every 200th row of the timeline from `before` on, of at most 50,000 in one call; fewer where bodies are
/// looked into.
#[utoipa::path(get, path = "/timeline/landmarks", params(DeliveryParameters, GroupParameters, StretchParameters),
    responses((status = 200, body = Landmarks), (status = "default", body = Problem)))]
pub async fn landmarks(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<DeliveryParameters>,
    Parameters(group): Parameters<GroupParameters>,
    Parameters(end): Parameters<StretchParameters>,
) -> Result<axum::Json<Landmarks>, Problem> {
    let states = States::parse(asked.state.as_deref())?;
    let query = grouped(timeline_query(&asked, &states, state.engine.clock().now())?, &group)?;
    let stretch =
        Stretch { before: parse_cursor(asked.before.as_deref())?, after: parse_cursor(end.after.as_deref())? };
    let rows_max = if query.body.is_empty() { ROWS_MAX } else { ROWS_LOOKED_INTO_MAX };
    let found = query.landmarks(state.engine.store(), stretch, EVERY, rows_max).await?;
    Ok(axum::Json(Landmarks {
        cursors: found.cursors.iter().map(ToString::to_string).collect(),
        rows: found.rows,
        next: found.next.map(|cursor| cursor.to_string()),
    }))
}
