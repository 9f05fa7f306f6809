//! Tries transforms.

use axum::extract::State;
use engine::{PreparedRequest, TransformError, TrialResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::compare::Difference;
use crate::events::Header;
use crate::problem::Problem;
use crate::request::Json;
use crate::samples::{Tried, TriedOn};
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// Bytes of a body that are shown.
const SHOWN_BYTES_MAX: usize = 32 * 1024;
/// Differences that are shown.
const DIFFERENCES_MAX: usize = 200;
/// Where the request goes when no destination is named.
const NOWHERE: &str = "https://destination.example/";

/// A transform to try.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTransformTest {
    /// JavaScript with a `function handler(webhook)`.
    pub source: String,
    /// The destination whose callback URL the handler gets.
    pub destination_id: Option<String>,
    /// What to try it on; the newest event when left out.
    #[serde(default)]
    pub on: Tried,
}

/// What a transform did. Nothing was sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TransformTest {
    /// How it ended.
    pub outcome: TransformOutcome,
    /// The request before it.
    pub before: TrialRequest,
    /// The request after it, before signing; null when there is none.
    pub after: Option<TrialRequest>,
    /// What is different, 200 at most: paths begin with `/url`, `/method`, `/headers` or `/payload`.
    pub differences: Vec<Difference>,
    /// Why it cancelled.
    pub reason: Option<String>,
    /// Why it failed.
    pub error: Option<TransformFailure>,
    /// What it wrote with `console`.
    pub console: Vec<String>,
    /// What it was tried on.
    pub on: TriedOn,
}

/// How a transform ended.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransformOutcome {
    /// There is a request to send.
    Changed,
    /// Nothing is to be sent.
    Cancelled,
    /// It failed.
    Failed,
}

/// A request before it is signed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrialRequest {
    /// Its method.
    pub method: String,
    /// Where it goes.
    pub url: String,
    /// Its header fields.
    pub headers: Vec<Header>,
    /// Its body as text, cut after 32 KiB.
    pub body: String,
    /// The body is longer than what is shown.
    pub is_body_cut: bool,
}

/// Why a transform failed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TransformFailure {
    /// `syntax`, `thrown`, `timed_out`, `out_of_memory`, `bad_result` or `local`.
    pub kind: String,
    /// The failure in the words of the engine or of the handler.
    pub message: String,
    /// The line of the source, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
}

/// Says what a transform makes of an event. Nothing is sent or kept.
#[utoipa::path(post, path = "/transforms/test", request_body = NewTransformTest,
    responses((status = 200, body = TransformTest), (status = "default", body = Problem)))]
pub async fn test(
    State(state): State<ApiState>,
    Json(asked): Json<NewTransformTest>,
) -> Result<axum::Json<TransformTest>, Problem> {
    let url = match asked.destination_id {
        Some(id) => {
            let id = parse_id("destination_id", &id)?;
            state.engine.configuration().snapshot().destination(id)?.destination.url.clone()
        }
        None => NOWHERE.to_owned(),
    };
    let sample = asked.on.find(&state).await?;
    let trial = sample.transform(&asked.source, url).await;
    let mut shown = TransformTest {
        outcome: TransformOutcome::Changed,
        before: (&trial.before).into(),
        after: None,
        differences: Vec::new(),
        reason: None,
        error: None,
        console: trial.console,
        on: (&sample).into(),
    };
    match trial.result {
        TrialResult::Changed { after, comparison } => {
            shown.after = Some((&after).into());
            let changes = comparison.map(|comparison| comparison.changes).unwrap_or_default();
            shown.differences = changes.into_iter().take(DIFFERENCES_MAX).map(Into::into).collect();
        }
        TrialResult::Cancelled { reason } => {
            shown.outcome = TransformOutcome::Cancelled;
            shown.reason = reason;
        }
        TrialResult::Failed(error) => {
            shown.outcome = TransformOutcome::Failed;
            shown.error = Some(error.into());
        }
    }
    Ok(axum::Json(shown))
}

impl From<&PreparedRequest> for TrialRequest {
    fn from(request: &PreparedRequest) -> Self {
        let cut = &request.body[..request.body.len().min(SHOWN_BYTES_MAX)];
        Self {
            method: request.method.to_string(),
            url: request.url.clone(),
            headers: request.headers.iter().map(Header::from).collect(),
            body: String::from_utf8_lossy(cut).into_owned(),
            is_body_cut: cut.len() < request.body.len(),
        }
    }
}

impl From<TransformError> for TransformFailure {
    fn from(error: TransformError) -> Self {
        Self { kind: error.kind.word().to_owned(), message: error.message, line: error.line, column: error.column }
    }
}
