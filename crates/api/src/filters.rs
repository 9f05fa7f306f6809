//! Tries filters.

use axum::extract::State;
use domain::Filter;
use domain::filter;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::Json;
use crate::samples::{Tried, TriedOn};
use crate::state::ApiState;

/// A filter to try.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewFilterTest {
    /// Conditions on `type`, `headers` and `body`.
    #[schema(value_type = HashMap<String, Value>)]
    pub filter: Value,
    /// What to try it on; the newest event when left out.
    #[serde(default)]
    pub on: Tried,
}

/// Whether a filter means an event, and which condition says so.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FilterTest {
    /// Whether the event is meant.
    pub matches: bool,
    /// One for each condition; all must hold.
    pub conditions: Vec<Judgement>,
    /// What it was tried on.
    pub on: TriedOn,
}

/// Whether one condition held.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Judgement {
    /// Where in the event: `body.items[1].sku`. Empty for the event itself.
    pub path: String,
    /// Whether it held.
    pub holds: bool,
    /// `$eq`, `$gt`, …; `$and`, `$or` and `$not` have `parts`.
    pub operator: String,
    /// What was asked for, as JSON; null for `$and`, `$or` and `$not`.
    pub expected: Option<String>,
    /// What is there, as JSON, cut when long; null when nothing is.
    pub found: Option<String>,
    /// The conditions inside of `$and`, `$or` and `$not`.
    #[schema(no_recursion)]
    pub parts: Vec<Judgement>,
}

/// Says which conditions of a filter hold for an event.
#[utoipa::path(post, path = "/filters/test", request_body = NewFilterTest,
    responses((status = 200, body = FilterTest), (status = "default", body = Problem)))]
pub async fn test(
    State(state): State<ApiState>,
    Json(asked): Json<NewFilterTest>,
) -> Result<axum::Json<FilterTest>, Problem> {
    let filter = parse_filter(&asked.filter)?;
    let sample = asked.on.find(&state).await?;
    let report = sample.test(&filter);
    Ok(axum::Json(FilterTest {
        matches: report.holds,
        conditions: report.judgements.into_iter().map(Into::into).collect(),
        on: (&sample).into(),
    }))
}

/// Reads a filter in the field `filter`.
pub fn parse_filter(written: &Value) -> Result<Filter, Problem> {
    Filter::parse(written).map_err(|error| {
        let separator = if error.path.is_empty() || error.path.starts_with('[') { "" } else { "." };
        Problem::invalid_field(&format!("filter{separator}{}", error.path), error.problem, &error.hint)
    })
}

impl From<filter::Judgement> for Judgement {
    fn from(judgement: filter::Judgement) -> Self {
        let (operator, expected, found, parts) = match judgement.test {
            filter::Test::Single { operator, expected, found } => {
                (operator, Some(expected.to_string()), found.map(|found| found.to_string()), Vec::new())
            }
            filter::Test::Group { operator, parts } => {
                (operator, None, None, parts.into_iter().map(Into::into).collect())
            }
        };
        Self { path: judgement.path, holds: judgement.holds, operator: operator.to_owned(), expected, found, parts }
    }
}
