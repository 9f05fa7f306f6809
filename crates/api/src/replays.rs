//! Bulk replays.

mod request;
mod views;

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{ReplayId, kind};

use crate::deliveries::Created;
use crate::issues::PageParameters;
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::request::{Json, Parameters, PathId};
use crate::state::ApiState;

pub use request::NewReplay;

use views::{ReplayDetail, ReplayPlan};

/// Says what a bulk replay would make, and makes nothing.
#[utoipa::path(post, path = "/replays/plan", request_body = NewReplay,
    responses((status = 200, body = ReplayPlan), (status = "default", body = Problem)))]
pub async fn plan(
    State(state): State<ApiState>,
    Json(new): Json<NewReplay>,
) -> Result<axum::Json<ReplayPlan>, Problem> {
    let plan = state.engine.bulk_replays().plan(new.parse()?).await?;
    Ok(axum::Json(ReplayPlan::from(&plan)))
}

/// Starts a bulk replay.
#[utoipa::path(post, path = "/replays", request_body = NewReplay,
    responses((status = 201, body = Created), (status = "default", body = Problem)))]
pub async fn start(
    State(state): State<ApiState>,
    Json(new): Json<NewReplay>,
) -> Result<(StatusCode, axum::Json<Created>), Problem> {
    let id = state.engine.bulk_replays().start(new.parse()?).await?;
    Ok((StatusCode::CREATED, axum::Json(Created { id: id.to_string() })))
}

/// Bulk replays with where their deliveries stand, newest first.
#[utoipa::path(get, path = "/replays", params(PageParameters),
    responses((status = 200, body = Page<ReplayDetail>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<PageParameters>,
) -> Result<axum::Json<Page<ReplayDetail>>, Problem> {
    let limit = limit(asked.limit);
    let rows = state.engine.bulk_replays().page(parse_cursor(asked.before.as_deref())?, limit).await?;
    let view = |(replay, progress, counts)| ReplayDetail::of(&replay, &progress, &counts);
    Ok(axum::Json(Page::of(rows, limit, |(replay, ..)| replay.id.uuid(), view)))
}

/// One bulk replay, and where its deliveries stand.
#[utoipa::path(get, path = "/replays/{id}", params(("id" = String, Path)),
    responses((status = 200, body = ReplayDetail), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Replay>,
) -> Result<axum::Json<ReplayDetail>, Problem> {
    read(&state, id).await
}

/// Makes no more deliveries until it is resumed. Those that are made are delivered.
#[utoipa::path(post, path = "/replays/{id}/pause", params(("id" = String, Path)),
    responses((status = 200, body = ReplayDetail), (status = "default", body = Problem)))]
pub async fn pause(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Replay>,
) -> Result<axum::Json<ReplayDetail>, Problem> {
    state.engine.bulk_replays().pause(id).await?;
    read(&state, id).await
}

/// Goes on after a pause.
#[utoipa::path(post, path = "/replays/{id}/resume", params(("id" = String, Path)),
    responses((status = 200, body = ReplayDetail), (status = "default", body = Problem)))]
pub async fn resume(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Replay>,
) -> Result<axum::Json<ReplayDetail>, Problem> {
    state.engine.bulk_replays().resume(id).await?;
    read(&state, id).await
}

/// Ends it: makes no more deliveries, and cancels those that wait.
#[utoipa::path(post, path = "/replays/{id}/cancel", params(("id" = String, Path)),
    responses((status = 200, body = ReplayDetail), (status = "default", body = Problem)))]
pub async fn cancel(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Replay>,
) -> Result<axum::Json<ReplayDetail>, Problem> {
    state.engine.bulk_replays().cancel(id).await?;
    read(&state, id).await
}

/// Makes the deliveries of a bulk replay that gave up once more, as a bulk replay of its own with the same pace.
#[utoipa::path(post, path = "/replays/{id}/retry-failed", params(("id" = String, Path)),
    responses((status = 201, body = Created), (status = "default", body = Problem)))]
pub async fn retry_failed(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Replay>,
) -> Result<(StatusCode, axum::Json<Created>), Problem> {
    let id = state.engine.bulk_replays().retry_failed(id).await?;
    Ok((StatusCode::CREATED, axum::Json(Created { id: id.to_string() })))
}

async fn read(state: &ApiState, id: ReplayId) -> Result<axum::Json<ReplayDetail>, Problem> {
    let (replay, progress, counts) = state.engine.bulk_replays().show(id).await?;
    Ok(axum::Json(ReplayDetail::of(&replay, &progress, &counts)))
}
