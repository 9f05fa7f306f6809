//! Mock destinations.

mod rules;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::LoggedRequest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::events::{Header, download};
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

use rules::{MockKind, MockRule};

/// A destination of this program that answers as its rules say.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Mock {
    /// What it is called.
    pub name: String,
    /// Where it answers; what stands below this address goes to it too.
    pub url: String,
    /// The first that means a request answers it; 200 when none does.
    pub rules: Vec<MockRule>,
    /// Requests that came since the program began or the log was emptied.
    pub request_count: u64,
    /// When it was made.
    pub created_at_ms: i64,
}

/// A mock to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewMock {
    /// The last part of its address: 1 to 64 lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// None when left out: everything is answered with 200.
    #[serde(default)]
    pub rules: Vec<MockRule>,
}

/// What to change of a mock.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MockPatch {
    /// All its rules.
    pub rules: Vec<MockRule>,
}

/// A request that came to a mock.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockRequest {
    /// Counts the mock's requests, from 1.
    pub number: u64,
    /// When it had been read.
    pub received_at_ms: i64,
    /// `POST`.
    pub method: String,
    /// The request target.
    pub path_and_query: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Who sent it.
    pub peer: Option<String>,
    /// The header fields in order and case of the wire.
    pub headers: Vec<Header>,
    /// Length of the body.
    pub body_bytes: usize,
    /// How much of it is kept.
    pub body_kept_bytes: usize,
    /// What it got.
    pub answer: MockRequestAnswer,
}

/// What a request got of a mock.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockRequestAnswer {
    /// The rule that answered, from 0; null when none did.
    pub rule: Option<usize>,
    /// The place in its sequence, from 0.
    pub step: usize,
    /// What was done.
    pub kind: MockKind,
    /// The status, when one was sent.
    pub status: Option<u16>,
    /// How long it was waited with.
    pub delay_ms: u64,
}

impl Mock {
    fn of(state: &ApiState, mock: &domain::Mock) -> Self {
        Self {
            name: mock.name.clone(),
            url: format!("{}/mock/{}", state.receiver.url, mock.name),
            rules: mock.rules.iter().map(Into::into).collect(),
            request_count: state.engine.mocks().request_count(&mock.name),
            created_at_ms: mock.created_at.unix_ms(),
        }
    }
}

impl From<&LoggedRequest> for MockRequest {
    fn from(request: &LoggedRequest) -> Self {
        let decision = &request.decision;
        Self {
            number: request.number,
            received_at_ms: request.received_at.unix_ms(),
            method: request.method.clone(),
            path_and_query: request.path_and_query.clone(),
            http_version: request.http_version.clone(),
            peer: request.peer.clone(),
            headers: request.headers.iter().map(Into::into).collect(),
            body_bytes: request.body_bytes,
            body_kept_bytes: request.body.len(),
            answer: MockRequestAnswer {
                rule: decision.rule,
                step: decision.step,
                kind: (&decision.act).into(),
                status: decision.act.reply().map(|reply| reply.status),
                delay_ms: decision.delay_ms,
            },
        }
    }
}

/// All mocks.
#[utoipa::path(get, path = "/mocks", responses((status = 200, body = Whole<Mock>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<Mock>>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Whole { items: snapshot.mocks().iter().map(|mock| Mock::of(&state, mock)).collect() }))
}

/// Makes a mock.
#[utoipa::path(post, path = "/mocks", request_body = NewMock,
    responses((status = 201, body = Mock), (status = "default", body = Problem)))]
pub async fn create(
    State(state): State<ApiState>,
    Json(new): Json<NewMock>,
) -> Result<(StatusCode, axum::Json<Mock>), Problem> {
    state.engine.configuration().create_mock(&new.name, rules::read(new.rules)?).await?;
    Ok((StatusCode::CREATED, read(&state, &new.name)?))
}

/// One mock.
#[utoipa::path(get, path = "/mocks/{name}", params(("name" = String, Path)),
    responses((status = 200, body = Mock), (status = "default", body = Problem)))]
pub async fn show(State(state): State<ApiState>, Path(name): Path<String>) -> Result<axum::Json<Mock>, Problem> {
    read(&state, &name)
}

/// Gives a mock other rules; its sequences begin anew.
#[utoipa::path(patch, path = "/mocks/{name}", params(("name" = String, Path)), request_body = MockPatch,
    responses((status = 200, body = Mock), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    Path(name): Path<String>,
    Json(patch): Json<MockPatch>,
) -> Result<axum::Json<Mock>, Problem> {
    state.engine.configuration().change_mock(&name, rules::read(patch.rules)?).await?;
    read(&state, &name)
}

/// Deletes a mock with what came to it.
#[utoipa::path(delete, path = "/mocks/{name}", params(("name" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(state): State<ApiState>, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    state.engine.mocks().delete(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins the sequences of a mock anew.
#[utoipa::path(post, path = "/mocks/{name}/restart", params(("name" = String, Path)),
    responses((status = 200, body = Mock), (status = "default", body = Problem)))]
pub async fn restart(State(state): State<ApiState>, Path(name): Path<String>) -> Result<axum::Json<Mock>, Problem> {
    state.engine.mocks().restart(&name)?;
    read(&state, &name)
}

/// The newest requests that came to a mock, 200 at most, newest first.
#[utoipa::path(get, path = "/mocks/{name}/requests", params(("name" = String, Path)),
    responses((status = 200, body = Whole<MockRequest>), (status = "default", body = Problem)))]
pub async fn requests(
    State(state): State<ApiState>,
    Path(name): Path<String>,
) -> Result<axum::Json<Whole<MockRequest>>, Problem> {
    let requests = state.engine.mocks().requests(&name)?;
    Ok(axum::Json(Whole { items: requests.iter().map(|request| request.as_ref().into()).collect() }))
}

/// Forgets what came to a mock.
#[utoipa::path(delete, path = "/mocks/{name}/requests", params(("name" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn clear_requests(State(state): State<ApiState>, Path(name): Path<String>) -> Result<StatusCode, Problem> {
    state.engine.mocks().clear_requests(&name)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The kept bytes of the body of a request to a mock.
#[utoipa::path(get, path = "/mocks/{name}/requests/{number}/body",
    params(("name" = String, Path), ("number" = u64, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn request_body(
    State(state): State<ApiState>,
    Path((name, number)): Path<(String, u64)>,
) -> Result<Response, Problem> {
    Ok(download(find(&state, &name, number)?.body.clone()))
}

fn read(state: &ApiState, name: &str) -> Result<axum::Json<Mock>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    Ok(axum::Json(Mock::of(state, snapshot.mock(name)?)))
}

fn find(state: &ApiState, name: &str, number: u64) -> Result<Arc<LoggedRequest>, Problem> {
    let requests = state.engine.mocks().requests(name)?;
    requests.into_iter().find(|request| request.number == number).ok_or_else(|| {
        let detail = format!("request {number} of the mock `{name}` is not kept");
        let hint = "Only the newest requests are kept, and none over a restart: read the list again.";
        Problem::new(StatusCode::NOT_FOUND, "not_found", detail, hint)
    })
}
