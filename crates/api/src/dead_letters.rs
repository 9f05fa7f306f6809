//! Dead letters: deliveries that gave up.

mod export;
mod views;

use axum::extract::State;
use axum::response::Response;
use domain::bulk_replay::FailureReason;
use domain::id::kind;
use domain::{EventTypeName, Timestamp};
use serde::{Deserialize, Serialize};
use store::DeadLetterFilter;
use utoipa::{IntoParams, ToSchema};

use crate::issues::PageParameters;
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::replays::NewReplay;
use crate::request::{Json, Parameters, PathId};
use crate::state::ApiState;
use crate::subscriptions::parse_id;

use views::{DeadLetter, DeadLetterFacets, DiscardedLetter};

/// Which dead letters.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeadLetterParameters {
    /// To this destination.
    pub destination_id: Option<String>,
    /// Of exactly this kind.
    pub event_type: Option<String>,
    /// Whose last attempt failed like this: a status (`503`), or a kind of failure (`connection_refused`).
    pub reason: Option<String>,
    /// Events received at this moment or later.
    pub received_from_ms: Option<i64>,
    /// Events received before this moment.
    pub received_until_ms: Option<i64>,
    /// Made by this bulk replay. Figures are counted without regard to it.
    pub replay_id: Option<String>,
    /// Minutes that the clock on the wall is ahead of UTC, for counting by day.
    pub utc_offset_minutes: Option<i32>,
    /// The `next` of the page before.
    pub before: Option<String>,
    /// Rows, 1 to 500.
    pub limit: Option<u32>,
}

impl DeadLetterParameters {
    fn filter(&self) -> Result<DeadLetterFilter, Problem> {
        let kind = self.event_type.as_deref().map(EventTypeName::parse).transpose().map_err(|error| {
            Problem::invalid_field("event_type", error.to_string(), "Use the kind as a facet gives it.")
        })?;
        Ok(DeadLetterFilter {
            destination_id: self.destination_id.as_deref().map(|id| parse_id("destination_id", id)).transpose()?,
            event_type: kind,
            reason: self.reason.as_deref().map(parse_reason).transpose()?,
            made_by: self.replay_id.as_deref().map(|id| parse_id("replay_id", id)).transpose()?,
            received_from: self.received_from_ms.map(Timestamp::from_unix_ms),
            received_until: self.received_until_ms.map(Timestamp::from_unix_ms),
        })
    }
}

/// Reads why something failed.
///
/// # Errors
/// When it is no reason.
pub fn parse_reason(text: &str) -> Result<FailureReason, Problem> {
    FailureReason::parse(text).ok_or_else(|| {
        let hint = "A status such as 503, or a kind of failure such as connection_refused.";
        Problem::invalid_field("reason", format!("`{text}` is no reason"), hint)
    })
}

/// Dead letters, newest first.
#[utoipa::path(get, path = "/dead-letters", params(DeadLetterParameters),
    responses((status = 200, body = Page<DeadLetter>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<DeadLetterParameters>,
) -> Result<axum::Json<Page<DeadLetter>>, Problem> {
    let limit = limit(asked.limit);
    let before = parse_cursor(asked.before.as_deref())?;
    let rows = state.engine.dead_letters().page(&asked.filter()?, before, limit).await?;
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Page::of(rows, limit, |row| row.id.uuid(), |row| DeadLetter::of(&row, &snapshot))))
}

/// How many dead letters a query means, and how many there are of each destination, kind, reason and day: for each of
/// these four as if it were not asked for itself.
#[utoipa::path(get, path = "/dead-letters/facets", params(DeadLetterParameters),
    responses((status = 200, body = DeadLetterFacets), (status = "default", body = Problem)))]
pub async fn facets(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<DeadLetterParameters>,
) -> Result<axum::Json<DeadLetterFacets>, Problem> {
    let offset = asked.utc_offset_minutes.unwrap_or(0).clamp(-15 * 60, 15 * 60);
    let facets = state.engine.dead_letters().facets(&asked.filter()?, offset).await?;
    Ok(axum::Json(DeadLetterFacets::from(&facets)))
}

/// What was discarded.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscardedTogether {
    /// Names it, for taking it back.
    pub id: String,
    /// How many.
    pub deliveries: u64,
    /// It can be taken back before this moment.
    pub undo_until_ms: i64,
}

/// What was taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TakenBack {
    /// How many.
    pub deliveries: u64,
}

/// Discards the dead letters that a selection means: they are cancelled, can be taken back for 10 seconds, and exported
/// for 7 days. How a replay would be made of them is not looked at.
#[utoipa::path(post, path = "/dead-letters/discard", request_body = NewReplay,
    responses((status = 200, body = DiscardedTogether), (status = "default", body = Problem)))]
pub async fn discard(
    State(state): State<ApiState>,
    Json(selection): Json<NewReplay>,
) -> Result<axum::Json<DiscardedTogether>, Problem> {
    let discarded = state.engine.dead_letters().discard(selection.parse()?).await?;
    Ok(axum::Json(DiscardedTogether {
        id: discarded.id.to_string(),
        deliveries: discarded.deliveries,
        undo_until_ms: discarded.undo_until.unix_ms(),
    }))
}

/// Takes back what was discarded a moment ago.
#[utoipa::path(post, path = "/dead-letters/discards/{id}/undo", params(("id" = String, Path)),
    responses((status = 200, body = TakenBack), (status = "default", body = Problem)))]
pub async fn undo(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Discard>,
) -> Result<axum::Json<TakenBack>, Problem> {
    Ok(axum::Json(TakenBack { deliveries: state.engine.dead_letters().take_back(id).await? }))
}

/// What was discarded and can still be exported, newest delivery first.
#[utoipa::path(get, path = "/dead-letters/bin", params(PageParameters),
    responses((status = 200, body = Page<DiscardedLetter>), (status = "default", body = Problem)))]
pub async fn bin(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<PageParameters>,
) -> Result<axum::Json<Page<DiscardedLetter>>, Problem> {
    let limit = limit(asked.limit);
    let rows = state.engine.dead_letters().bin(parse_cursor(asked.before.as_deref())?, limit).await?;
    let snapshot = state.engine.configuration().snapshot();
    let view = |row| DiscardedLetter::of(&row, &snapshot);
    Ok(axum::Json(Page::of(rows, limit, |row| row.delivery.id.uuid(), view)))
}

/// Dead letters that a selection means, with their events: one JSON object a line, the oldest 10,000 at most.
#[utoipa::path(post, path = "/dead-letters/export", request_body = NewReplay,
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = "default", body = Problem)))]
pub async fn export(State(state): State<ApiState>, Json(selection): Json<NewReplay>) -> Result<Response, Problem> {
    export::of_selection(&state, selection.parse()?).await
}

/// What lies in the bin, with its events: one JSON object a line, the newest 10,000 at most.
#[utoipa::path(get, path = "/dead-letters/bin/export",
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = "default", body = Problem)))]
pub async fn export_bin(State(state): State<ApiState>) -> Result<Response, Problem> {
    export::of_bin(&state).await
}
