//! Bodies of any size, a part at a time.

mod views;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::BodyName;
use engine::body::{Find, FindError, OpenBody};

use crate::events::download;
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;

pub use views::{TextRange, TreeNodeKind, View};

use views::{LineParameters, LineWindow, MatchParameters, MatchPlace, PartParameters, TreeLevel, TreeParameters};

/// Lines of a body: of an event (`evt_…`), of the answer to an attempt (`att_…`), of its request (`att_…:request`), of a
/// request to a mock (`mock:{name}:{number}:{received_at_ms}`) or of a payload that was sent to be compared (`loose:…`).
#[utoipa::path(get, path = "/bodies/{body}/lines", params(("body" = String, Path), LineParameters),
    responses((status = 200, body = LineWindow), (status = "default", body = Problem)))]
pub async fn lines(
    State(state): State<ApiState>,
    Path(body): Path<String>,
    Parameters(asked): Parameters<LineParameters>,
) -> Result<axum::Json<LineWindow>, Problem> {
    let find = asked.find.as_deref().map(|text| find_of(text, asked.is_regex, asked.is_case_kept)).transpose()?;
    let open = open(&state, &body, asked.charset.as_deref()).await?;
    let (first, count, from_byte) =
        (asked.first.unwrap_or(0), asked.count.unwrap_or(200), asked.from_byte.unwrap_or(0));
    let view = asked.view.map(Into::into);
    let window = apart(move || open.window(view, first, count, from_byte, find.as_ref())).await?;
    Ok(axum::Json(window.into()))
}

/// How often something stands in a body, and where it stands once: at an index, or first at or behind a line.
#[utoipa::path(get, path = "/bodies/{body}/matches", params(("body" = String, Path), MatchParameters),
    responses((status = 200, body = MatchPlace), (status = "default", body = Problem)))]
pub async fn matches(
    State(state): State<ApiState>,
    Path(body): Path<String>,
    Parameters(asked): Parameters<MatchParameters>,
) -> Result<axum::Json<MatchPlace>, Problem> {
    let find = find_of(&asked.find, asked.is_regex, asked.is_case_kept)?;
    let open = open(&state, &body, asked.charset.as_deref()).await?;
    let view = asked.view.map(Into::into);
    let found = apart(move || open.find(view, &find)).await?;
    Ok(axum::Json(MatchPlace::of(&found, asked.index, asked.from_line)))
}

/// One value of JSON and some of its children.
#[utoipa::path(get, path = "/bodies/{body}/tree", params(("body" = String, Path), TreeParameters),
    responses((status = 200, body = TreeLevel), (status = "default", body = Problem)))]
pub async fn tree(
    State(state): State<ApiState>,
    Path(body): Path<String>,
    Parameters(asked): Parameters<TreeParameters>,
) -> Result<axum::Json<TreeLevel>, Problem> {
    let open = open(&state, &body, asked.charset.as_deref()).await?;
    let (at, first, count) = (asked.at.unwrap_or(0), asked.first.unwrap_or(0), asked.count.unwrap_or(100));
    let children = apart(move || open.children(at, first, count)).await?;
    let no_value = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not_json", "no value of JSON begins there", "");
    Ok(axum::Json(children.ok_or_else(no_value)?.into()))
}

/// Some bytes of the text of a body, such as one value of its tree.
#[utoipa::path(get, path = "/bodies/{body}/part", params(("body" = String, Path), PartParameters),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn part(
    State(state): State<ApiState>,
    Path(body): Path<String>,
    Parameters(asked): Parameters<PartParameters>,
) -> Result<Response, Problem> {
    Ok(download(open(&state, &body, asked.charset.as_deref()).await?.part(asked.at, asked.end)))
}

async fn open(state: &ApiState, body: &str, charset: Option<&str>) -> Result<Arc<OpenBody>, Problem> {
    let missing = || {
        let hint = "It may have been deleted. A body is named by the id of its event or attempt.";
        Problem::new(StatusCode::NOT_FOUND, "not_found", format!("there is no body `{body}`"), hint)
    };
    let name: BodyName = body.parse().map_err(|_| missing())?;
    state.engine.bodies().open(&name, charset).await?.ok_or_else(missing)
}

fn find_of(text: &str, is_regex: Option<bool>, is_case_kept: Option<bool>) -> Result<Find, Problem> {
    Find::new(text, is_regex.unwrap_or(false), is_case_kept.unwrap_or(false)).map_err(|error| {
        let hint = match error {
            FindError::Length => "Give a shorter text.",
            FindError::Expression(_) => "The syntax is that of docs.rs/regex, without look-around.",
        };
        Problem::invalid_field("find", error.to_string(), hint)
    })
}

/// Reads on a thread of its own: a line or a search may be as long as a body.
async fn apart<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(read).await.map_err(|_| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "unreadable",
            "the body could not be read",
            "Save it to a file.",
        )
    })
}
