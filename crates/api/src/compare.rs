//! The difference of two payloads: by structure, by lines, by headers; and since when there is one.

mod views;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use bytes::Bytes;
use engine::{
    BodyName, ChangeKind, CompareError, FirstChangeAsked, LOOSE_BYTES_MAX, LineOptions, LinePatterns, LooseName,
    Minded, PathPattern, StructureOptions,
};

use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;

pub use views::{Comparison, Difference};

use views::{
    CompareParameters, FirstChange, FirstChangeParameters, HeaderDifference, LineDifferences, LinesParameters,
    LoosePayload, PairParameters, PayloadParameters, RowOfPath, RowParameters,
};

const IGNORED_PATHS_MAX: usize = 100;
const ROWS: usize = 200;

/// Compares two payloads as JSON: key order is ignored, numbers are compared by their text.
#[utoipa::path(get, path = "/compare", params(CompareParameters),
    responses((status = 200, body = Comparison), (status = "default", body = Problem)))]
pub async fn compare(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<CompareParameters>,
) -> Result<axum::Json<Comparison>, Problem> {
    let (left, right) = pair(&asked.left, &asked.right)?;
    let ignored_paths = patterns(asked.ignore.as_deref().unwrap_or_default())?;
    let options = StructureOptions { ignored_paths, arrays: asked.arrays.unwrap_or_default().into() };
    Ok(axum::Json(state.engine.comparisons().by_structure(&left, &right, options).await?.into()))
}

/// Compares two bodies line by line, whatever they are; unchanged lines are folded but for three around each change.
#[utoipa::path(get, path = "/compare/lines", params(LinesParameters),
    responses((status = 200, body = LineDifferences), (status = "default", body = Problem)))]
pub async fn lines(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<LinesParameters>,
) -> Result<axum::Json<LineDifferences>, Problem> {
    let (left, right) = pair(&asked.left, &asked.right)?;
    let first = asked.first.unwrap_or(0);
    let rows = first..first.saturating_add(asked.count.unwrap_or(ROWS));
    let ignored = LinePatterns::parse(asked.ignore.as_deref().unwrap_or_default().lines().filter(|line| !line.is_empty())).map_err(|error| {
        let hint = "Write one regular expression a line, such as `^Date:`; a sign with a meaning of its own has `\\` before it.";
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_pattern", error.to_string(), hint);
        Problem { field: Some("ignore".to_owned()), ..problem }
    })?;
    let options = LineOptions { view: asked.view.map(Into::into), ignored };
    Ok(axum::Json(state.engine.comparisons().by_lines(&left, &right, options, rows).await?.into()))
}

/// At which row of the line by line difference the value at a path begins.
#[utoipa::path(get, path = "/compare/row", params(RowParameters),
    responses((status = 200, body = RowOfPath), (status = "default", body = Problem)))]
pub async fn row(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<RowParameters>,
) -> Result<axum::Json<RowOfPath>, Problem> {
    let (left, right) = pair(&asked.left, &asked.right)?;
    let right_path = asked.right_path.as_ref().unwrap_or(&asked.path);
    let row = state.engine.comparisons().row_of((&left, &asked.path), (&right, right_path)).await?;
    Ok(axum::Json(RowOfPath { row }))
}

/// Compares the headers that two payloads came with, by name without regard to case, in the order of the left ones.
#[utoipa::path(get, path = "/compare/headers", params(PairParameters),
    responses((status = 200, body = Vec<HeaderDifference>), (status = "default", body = Problem)))]
pub async fn headers(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<PairParameters>,
) -> Result<axum::Json<Vec<HeaderDifference>>, Problem> {
    let (left, right) = pair(&asked.left, &asked.right)?;
    let rows = state.engine.comparisons().headers(&left, &right).await?;
    Ok(axum::Json(rows.into_iter().map(Into::into).collect()))
}

/// Walks back from an event through those of its kind and source to the first that has what it has at a path. At most
/// 5,000 are looked at.
#[utoipa::path(get, path = "/compare/first-change", params(FirstChangeParameters),
    responses((status = 200, body = FirstChange), (status = "default", body = Problem)))]
pub async fn first_change(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<FirstChangeParameters>,
) -> Result<axum::Json<FirstChange>, Problem> {
    let event = name("event_id", &asked.event_id)?;
    let minded = ChangeKind::ALL.into_iter().find(|kind| kind.word() == asked.kind).and_then(Minded::of);
    let minded = minded.ok_or_else(|| {
        let hint = "Use added, removed, type_changed or value_changed.";
        Problem::invalid_field("kind", format!("`{}` is no change that has a beginning", asked.kind), hint)
    })?;
    let asked = FirstChangeAsked { path: asked.path, minded };
    Ok(axum::Json(state.engine.comparisons().first_change(&event, &asked).await?.into()))
}

/// Takes a payload that belongs to no event, to compare others with it: the body of the request, byte for byte. It is
/// kept in memory until newer ones take its place.
#[utoipa::path(post, path = "/compare/payloads", params(PayloadParameters),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = LoosePayload), (status = "default", body = Problem)))]
pub async fn add_payload(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<PayloadParameters>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<(StatusCode, axum::Json<LoosePayload>), Problem> {
    let added = body.ok().and_then(|payload| state.engine.bodies().loose().add(payload, asked.file_name.as_deref()));
    let too_large = || {
        let most = LOOSE_BYTES_MAX / 1024 / 1024;
        let sentence = format!("a payload to compare with may have at most {most} MiB");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", sentence, "Compare a part of it.")
    };
    let name = added.ok_or_else(too_large)?;
    Ok((StatusCode::CREATED, axum::Json(kept_payload(&state, name)?)))
}

/// A payload that was sent to be compared, as long as it is kept.
#[utoipa::path(get, path = "/compare/payloads/{id}", params(("id" = String, Path)),
    responses((status = 200, body = LoosePayload), (status = "default", body = Problem)))]
pub async fn payload(
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<axum::Json<LoosePayload>, Problem> {
    let name = id.parse::<LooseName>().map_err(|error| {
        Problem::invalid_field("id", error.to_string(), "Use the id that was answered as it was sent.")
    })?;
    Ok(axum::Json(kept_payload(&state, name)?))
}

fn kept_payload(state: &ApiState, name: LooseName) -> Result<LoosePayload, Problem> {
    let payload = state.engine.bodies().loose().get(name);
    payload.map(Into::into).ok_or_else(|| CompareError::NotFound { name: name.to_string() }.into())
}

fn pair(left: &str, right: &str) -> Result<(BodyName, BodyName), Problem> {
    Ok((name("left", left)?, name("right", right)?))
}

fn name(field: &str, id: &str) -> Result<BodyName, Problem> {
    id.parse().map_err(|_| {
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
                let hint = "Only JSON payloads can be compared by structure. Compare them as text.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not_json", error.to_string(), hint)
            }
            CompareError::NoHistory { .. } => {
                let hint = "Compare with an event.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no_history", error.to_string(), hint)
            }
            CompareError::Stopped => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "stopped", error.to_string(), "Ask for it again.")
            }
            CompareError::Store(error) => error.into(),
        }
    }
}
