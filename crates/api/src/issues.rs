//! Issues: what failed alike.

mod views;

use axum::extract::State;
use axum::http::StatusCode;
use domain::Timestamp;
use domain::bulk_replay::{DeliverySelection, ReplaySelection};
use domain::id::{IssueId, kind};
use domain::issue::{IssueAct, IssueState, ResolvedBy};
use engine::{IssueError, ReplayRequest};
use serde::Deserialize;
use store::IssueRow;
use utoipa::{IntoParams, ToSchema};

use crate::deliveries::{Created, DeliverySummary};
use crate::destinations::RateLimit;
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::request::{Json, OptionalJson, Parameters, PathId};
use crate::state::ApiState;
use crate::subscriptions::parse_id;

use views::{Issue, IssueDetail};

/// Which issues.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IssueParameters {
    /// In one of these states, separated by commas: `open`, `acknowledged`, `ignored`, `resolved`; all when left out.
    pub state: Option<String>,
    /// The `next` of the page before.
    pub before: Option<String>,
    /// Rows, 1 to 500.
    pub limit: Option<u32>,
}

/// Where a page goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParameters {
    /// The `next` of the page before.
    pub before: Option<String>,
    /// Rows, 1 to 500.
    pub limit: Option<u32>,
}

/// Issues; the one that failed last comes first.
#[utoipa::path(get, path = "/issues", params(IssueParameters),
    responses((status = 200, body = Page<Issue>), (status = "default", body = Problem)))]
pub async fn list(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<IssueParameters>,
) -> Result<axum::Json<Page<Issue>>, Problem> {
    let states = parse_states(asked.state.as_deref())?;
    let limit = limit(asked.limit);
    let rows = state.engine.issues().page(&states, parse_cursor(asked.before.as_deref())?, limit).await?;
    let (snapshot, now) = (state.engine.configuration().snapshot(), state.engine.clock().now());
    Ok(axum::Json(Page::of(rows, limit, IssueRow::cursor, |row| Issue::of(&row, &snapshot, now))))
}

fn parse_states(text: Option<&str>) -> Result<Vec<IssueState>, Problem> {
    let words = text.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| match word {
            "open" => Ok(IssueState::Open),
            "acknowledged" => Ok(IssueState::Acknowledged),
            "ignored" => Ok(IssueState::Ignored),
            // Whoever resolved it.
            "resolved" => Ok(IssueState::Resolved(ResolvedBy::Person)),
            other => {
                let hint = "One of open, acknowledged, ignored, resolved.";
                Err(Problem::invalid_field("state", format!("`{other}` is no state of an issue"), hint))
            }
        })
        .collect()
}

/// One issue: what fails, since when, how often, and where its deliveries stand.
#[utoipa::path(get, path = "/issues/{id}", params(("id" = String, Path)),
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    read(&state, id).await
}

/// Deliveries that belong to an issue, newest first: those whose last failure was one of it.
#[utoipa::path(get, path = "/issues/{id}/deliveries", params(("id" = String, Path), PageParameters),
    responses((status = 200, body = Page<DeliverySummary>), (status = "default", body = Problem)))]
pub async fn deliveries(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
    Parameters(asked): Parameters<PageParameters>,
) -> Result<axum::Json<Page<DeliverySummary>>, Problem> {
    let limit = limit(asked.limit);
    let before = parse_cursor(asked.before.as_deref())?;
    let rows = state.engine.store().deliveries_of_issue(id, before, limit).await?;
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Page::of(rows, limit, |row| row.id.uuid(), |row| DeliverySummary::of(&row, &snapshot))))
}

/// Says that somebody sees to it.
#[utoipa::path(post, path = "/issues/{id}/acknowledge", params(("id" = String, Path)),
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn acknowledge(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    act(&state, id, IssueAct::Acknowledge).await
}

/// Says that nobody wants to hear of it.
#[utoipa::path(post, path = "/issues/{id}/ignore", params(("id" = String, Path)),
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn ignore(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    act(&state, id, IssueAct::Ignore).await
}

/// Says that it is over. It opens again when something fails like this again.
#[utoipa::path(post, path = "/issues/{id}/resolve", params(("id" = String, Path)),
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn resolve(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    act(&state, id, IssueAct::Resolve).await
}

/// Says that it is not over.
#[utoipa::path(post, path = "/issues/{id}/reopen", params(("id" = String, Path)),
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn reopen(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    act(&state, id, IssueAct::Reopen).await
}

/// Until when nobody is told of an issue.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Mute {
    /// Until this moment; null ends it.
    pub until_ms: Option<i64>,
}

/// Has nobody told of it for a time.
#[utoipa::path(post, path = "/issues/{id}/mute", params(("id" = String, Path)), request_body = Mute,
    responses((status = 200, body = IssueDetail), (status = "default", body = Problem)))]
pub async fn mute(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
    Json(mute): Json<Mute>,
) -> Result<axum::Json<IssueDetail>, Problem> {
    state.engine.issues().mute(id, mute.until_ms.map(Timestamp::from_unix_ms)).await?;
    read(&state, id).await
}

/// How an issue's dead letters are made once more.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct IssueReplay {
    /// Where they go instead.
    pub destination_id: Option<String>,
    /// The pace; as fast as the destination takes them when left out.
    pub rate_limit: Option<RateLimit>,
    /// Stop when so many attempts in a row failed; never when left out.
    pub stop_after_failures: Option<u32>,
    /// Make so many at most; all when left out.
    pub deliveries_max: Option<u64>,
}

/// Starts a bulk replay of an issue's dead letters. `POST /replays/plan` with `issue_id` says what it would make.
#[utoipa::path(post, path = "/issues/{id}/replay", params(("id" = String, Path)), request_body = Option<IssueReplay>,
    responses((status = 201, body = Created), (status = "default", body = Problem)))]
pub async fn replay(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Issue>,
    OptionalJson(asked): OptionalJson<IssueReplay>,
) -> Result<(StatusCode, axum::Json<Created>), Problem> {
    state.engine.store().issue(id).await?.ok_or_else(|| Problem::not_found(id))?;
    let selection = DeliverySelection { issue_id: Some(id), ..DeliverySelection::dead_letters() };
    let request = ReplayRequest {
        destination_id: asked.destination_id.map(|id| parse_id("destination_id", &id)).transpose()?,
        rate_limit: asked.rate_limit.map(Into::into),
        stop_after_failures: asked.stop_after_failures,
        deliveries_max: asked.deliveries_max,
        ..ReplayRequest::of(ReplaySelection::of(selection))
    };
    let replay = state.engine.bulk_replays().start(request).await?;
    Ok((StatusCode::CREATED, axum::Json(Created { id: replay.to_string() })))
}

async fn act(state: &ApiState, id: IssueId, act: IssueAct) -> Result<axum::Json<IssueDetail>, Problem> {
    state.engine.issues().act(id, act).await?;
    read(state, id).await
}

async fn read(state: &ApiState, id: IssueId) -> Result<axum::Json<IssueDetail>, Problem> {
    let (row, counts) = state.engine.issues().show(id).await?;
    let answer = state.engine.store().response_body(row.issue.last_attempt_id).await?;
    let (snapshot, now) = (state.engine.configuration().snapshot(), state.engine.clock().now());
    Ok(axum::Json(IssueDetail::of(Issue::of(&row, &snapshot, now), &counts, answer)))
}

impl From<IssueError> for Problem {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::NotFound(id) => Self::not_found(id),
            IssueError::NotPossible { .. } => {
                let hint = "Look at it again: it may have been moved on.";
                Self::new(StatusCode::CONFLICT, "not_possible", error.to_string(), hint)
            }
            IssueError::Store(error) => error.into(),
        }
    }
}
