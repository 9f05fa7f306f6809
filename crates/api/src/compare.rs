//! The difference of two payloads.

use axum::extract::State;
use axum::http::StatusCode;
use engine::{Comparable, CompareError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;

/// Which payloads.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareParameters {
    /// The id of an event (its body) or of an attempt (its answer).
    pub left: String,
    /// The same.
    pub right: String,
}

/// How two payloads differ.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// The differences, 10,000 at most.
    pub changes: Vec<Difference>,
    /// Paths that only the right has.
    pub added: usize,
    /// Paths that only the left has.
    pub removed: usize,
    /// Values of another type.
    pub type_changed: usize,
    /// Other values of the same type.
    pub value_changed: usize,
    /// What makes the right of the left, as JSON Patch (RFC 6902); null when not all differences are listed.
    pub patch: Option<String>,
}

/// One difference.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Difference {
    /// JSON Pointer (RFC 6901).
    pub path: String,
    /// `added`, `removed`, `type_changed` or `value_changed`.
    pub kind: String,
    /// The value on the left, cut when long.
    pub left: Option<String>,
    /// The value on the right.
    pub right: Option<String>,
}

/// Compares two payloads as JSON: key order is ignored, numbers are compared by their text, arrays by place.
#[utoipa::path(get, path = "/compare", params(CompareParameters),
    responses((status = 200, body = Comparison), (status = "default", body = Problem)))]
pub async fn compare(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<CompareParameters>,
) -> Result<axum::Json<Comparison>, Problem> {
    let (left, right) = (comparable("left", &asked.left)?, comparable("right", &asked.right)?);
    let compared = engine::compare(state.engine.store(), left, right).await?;
    Ok(axum::Json(Comparison {
        changes: compared.changes.into_iter().map(Into::into).collect(),
        added: compared.counts.added,
        removed: compared.counts.removed,
        type_changed: compared.counts.type_changed,
        value_changed: compared.counts.value_changed,
        patch: compared.patch,
    }))
}

impl From<engine::PayloadChange> for Difference {
    fn from(change: engine::PayloadChange) -> Self {
        Self { path: change.path, kind: change.kind.word().to_owned(), left: change.left, right: change.right }
    }
}

fn comparable(field: &str, id: &str) -> Result<Comparable, Problem> {
    let event = id.parse().map(Comparable::Event);
    event.or_else(|_| id.parse().map(Comparable::Attempt)).map_err(|_| {
        Problem::invalid_field(
            field,
            format!("`{id}` is not the id of an event or attempt"),
            "Use an id that begins with evt_ or att_.",
        )
    })
}

impl From<CompareError> for Problem {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::NotFound { .. } => {
                Self::new(StatusCode::NOT_FOUND, "not_found", error.to_string(), "It may have had no body.")
            }
            CompareError::NotJson { .. } => {
                let hint = "Only JSON payloads can be compared by structure.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not_json", error.to_string(), hint)
            }
            CompareError::Store(error) => error.into(),
        }
    }
}
