//! The difference of two payloads.

use axum::extract::State;
use axum::http::StatusCode;
use engine::{Comparable, CompareError, PathPattern};
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
    /// Paths whose differences are listed apart, separated by commas: JSON Pointers, in which `*` stands for one step
    /// and `**` for any number: `/id,/lines/*/created`. At most 100.
    pub ignore: Option<String>,
}

const IGNORED_PATHS_MAX: usize = 100;

/// How two payloads differ.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// The differences, 10,000 at most.
    pub changes: Vec<Difference>,
    /// Differences at ignored paths, 10,000 at most.
    pub ignored: Vec<Difference>,
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
    let ignored_paths = patterns(asked.ignore.as_deref().unwrap_or_default())?;
    let compared = engine::compare(state.engine.store(), left, right, ignored_paths).await?;
    Ok(axum::Json(Comparison {
        changes: compared.changes.into_iter().map(Into::into).collect(),
        ignored: compared.ignored.into_iter().map(Into::into).collect(),
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

fn patterns(text: &str) -> Result<Vec<PathPattern>, Problem> {
    let refusal =
        |sentence: String| Problem::invalid_field("ignore", sentence, "Write JSON Pointers, as in `/data/id`.");
    let patterns: Vec<PathPattern> = text
        .split(',')
        .filter(|pattern| !pattern.is_empty())
        .take(IGNORED_PATHS_MAX + 1)
        .map(|pattern| pattern.parse::<PathPattern>().map_err(|error| refusal(format!("`{pattern}`: {error}"))))
        .collect::<Result<_, Problem>>()?;
    if patterns.len() > IGNORED_PATHS_MAX {
        return Err(refusal(format!("more than {IGNORED_PATHS_MAX} paths to ignore")));
    }
    Ok(patterns)
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
            CompareError::Stopped => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "stopped", error.to_string(), "Ask for it again.")
            }
            CompareError::Store(error) => error.into(),
        }
    }
}
