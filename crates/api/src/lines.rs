//! Bodies as lines, a window at a time.

use bytes::Bytes;
use engine::{Content as EngineContent, View as EngineView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::state::ApiState;

/// Which lines.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LineParameters {
    /// The one that fits the body when left out: `pretty` for JSON, `raw` for other text, `hex` for the rest.
    #[param(inline)]
    pub view: Option<View>,
    /// Lines to leave out at the begin.
    pub first: Option<usize>,
    /// Lines, 1,000 at most; 200 when left out.
    pub count: Option<usize>,
}

/// How a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// JSON with line breaks; other text as it is.
    Pretty,
    /// As it is.
    Raw,
    /// Offset, bytes, characters.
    Hex,
}

/// Lines of a body.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineWindow {
    /// The lines asked for.
    pub lines: Vec<Line>,
    /// How many there are.
    pub total_lines: usize,
    /// Length of the body.
    pub body_bytes: usize,
    /// The view.
    pub view: View,
    /// What the body is, judged by its bytes alone.
    pub content: Content,
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Well-formed JSON.
    Json,
    /// Other text.
    Text,
    /// No text.
    Binary,
}

/// One line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Line {
    /// 1 for the first.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
}

impl LineWindow {
    /// A window of a body. `key` names the body.
    pub fn of(state: &ApiState, key: &str, body: Bytes, asked: &LineParameters) -> Self {
        let view = asked.view.map(|view| match view {
            View::Pretty => EngineView::Pretty,
            View::Raw => EngineView::Raw,
            View::Hex => EngineView::Hex,
        });
        let (first, count) = (asked.first.unwrap_or(0), asked.count.unwrap_or(200));
        let window = state.body_lines.window(key, body, view, first, count);
        let line = |line: engine::Line| Line { number: line.number, text: line.text, cut_bytes: line.cut_bytes };
        Self {
            lines: window.lines.into_iter().map(line).collect(),
            total_lines: window.total_lines,
            body_bytes: window.body_bytes,
            view: match window.view {
                EngineView::Pretty => View::Pretty,
                EngineView::Raw => View::Raw,
                EngineView::Hex => View::Hex,
            },
            content: match window.content {
                EngineContent::Json => Content::Json,
                EngineContent::Text => Content::Text,
                EngineContent::Binary => Content::Binary,
            },
        }
    }
}
