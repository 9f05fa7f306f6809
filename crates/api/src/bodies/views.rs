//! What is asked of bodies, and what is shown of them.

use engine::body;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which lines.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LineParameters {
    /// The one that fits the body when left out: `pretty` for JSON, XML and forms, `raw` for other text, `hex` for the
    /// rest.
    #[param(inline)]
    pub view: Option<View>,
    /// Lines to leave out at the begin.
    pub first: Option<usize>,
    /// Lines, 1,000 at most; 200 when left out.
    pub count: Option<usize>,
    /// Bytes to leave out at the begin of each line.
    pub from_byte: Option<usize>,
    /// The character set that the media type names.
    pub charset: Option<String>,
    /// What to mark in the lines.
    pub find: Option<String>,
    /// Whether that is a regular expression.
    pub is_regex: Option<bool>,
    /// Whether `A` and `a` are different.
    pub is_case_kept: Option<bool>,
}

/// What to look for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MatchParameters {
    /// In the lines of which view.
    #[param(inline)]
    pub view: Option<View>,
    /// The text.
    pub find: String,
    /// Whether it is a regular expression.
    pub is_regex: Option<bool>,
    /// Whether `A` and `a` are different.
    pub is_case_kept: Option<bool>,
    /// Which match to give the place of, 0 for the first.
    pub index: Option<usize>,
    /// Or the first one at or behind this line, 0 for the first.
    pub from_line: Option<usize>,
    /// The character set that the media type names.
    pub charset: Option<String>,
}

/// Which value.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TreeParameters {
    /// Where it begins, as its parent says; the whole document when left out.
    pub at: Option<usize>,
    /// Children to leave out at the begin.
    pub first: Option<usize>,
    /// Children, 500 at most; 100 when left out.
    pub count: Option<usize>,
    /// The character set that the media type names.
    pub charset: Option<String>,
}

/// Which bytes.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartParameters {
    /// Where they begin.
    pub at: usize,
    /// Where they end.
    pub end: usize,
    /// The character set that the media type names.
    pub charset: Option<String>,
}

/// How a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// JSON, XML and forms with line breaks; other text as it is.
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
    /// The character set it was read in; `unknown` when it is no valid UTF-8 and nothing names another.
    pub charset: String,
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Well-formed JSON.
    Json,
    /// XML or HTML.
    Xml,
    /// A form.
    Form,
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
    /// Bytes of the line that the text stands for; 0 in the hex view.
    pub shown_bytes: usize,
    /// Bytes hidden before the text.
    pub before_bytes: usize,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// The file that is its value, when one is.
    pub encoded: Option<EncodedFile>,
    /// What was looked for, as places in the text.
    pub matches: Vec<TextRange>,
}

/// A file written as base64.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EncodedFile {
    /// `PNG`, `PDF`; `base64` when its begin tells nothing.
    pub kind: String,
    /// Length of the file.
    pub bytes: usize,
}

/// Some of a text, in UTF-16 units.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TextRange {
    /// The first.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// How often something was found, and one place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MatchPlace {
    /// Places, 100,000 at most.
    pub total: usize,
    /// Whether there may be more.
    pub is_cut: bool,
    /// The place; null when there is none.
    pub place: Option<BodyMatch>,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct BodyMatch {
    /// Its number among the places, 0 for the first.
    pub index: usize,
    /// The line, 0 for the first.
    pub line: usize,
    /// Where in the line, in bytes.
    pub byte: usize,
    /// How long, in bytes.
    pub bytes: usize,
}

/// One value and some of its children.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeLevel {
    /// The value.
    pub parent: TreeNode,
    /// Its children.
    pub nodes: Vec<TreeNode>,
}

/// One value of JSON.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TreeNode {
    /// Where it begins; names it.
    pub at: usize,
    /// Where it ends.
    pub end: usize,
    /// Its key in an object.
    pub key: Option<String>,
    /// Its place among its siblings, 0 for the first.
    pub index: usize,
    /// What it is.
    pub kind: TreeNodeKind,
    /// How many children it has.
    pub child_count: usize,
    /// Its source text, cut when long; empty for objects and lists.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// The file that it is, when it is one.
    pub encoded: Option<EncodedFile>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TreeNodeKind {
    /// An object.
    Object,
    /// A list.
    Array,
    /// A text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
}

impl From<body::View> for View {
    fn from(view: body::View) -> Self {
        match view {
            body::View::Pretty => Self::Pretty,
            body::View::Raw => Self::Raw,
            body::View::Hex => Self::Hex,
        }
    }
}

impl From<View> for body::View {
    fn from(view: View) -> Self {
        match view {
            View::Pretty => Self::Pretty,
            View::Raw => Self::Raw,
            View::Hex => Self::Hex,
        }
    }
}

impl From<body::Encoded> for EncodedFile {
    fn from(file: body::Encoded) -> Self {
        Self { kind: file.kind, bytes: file.bytes }
    }
}

impl From<body::Line> for Line {
    fn from(line: body::Line) -> Self {
        Self {
            number: line.number,
            text: line.text,
            shown_bytes: line.shown_bytes,
            before_bytes: line.before_bytes,
            cut_bytes: line.cut_bytes,
            encoded: line.encoded.map(Into::into),
            matches: line.matches.into_iter().map(|(start, end)| TextRange { start, end }).collect(),
        }
    }
}

impl From<body::Window> for LineWindow {
    fn from(window: body::Window) -> Self {
        Self {
            lines: window.lines.into_iter().map(Into::into).collect(),
            total_lines: window.total_lines,
            body_bytes: window.body_bytes,
            view: window.view.into(),
            content: match window.content {
                body::Content::Json => Content::Json,
                body::Content::Xml => Content::Xml,
                body::Content::Form => Content::Form,
                body::Content::Text => Content::Text,
                body::Content::Binary => Content::Binary,
            },
            charset: window.charset.to_owned(),
        }
    }
}

impl MatchPlace {
    /// The place at an index, or the first one at or behind a line.
    pub fn of(found: &body::Found, index: Option<usize>, from_line: Option<usize>) -> Self {
        let index = index.unwrap_or_else(|| found.index_from(from_line.unwrap_or(0)));
        let place = found.matches.get(index);
        Self {
            total: found.matches.len(),
            is_cut: found.is_cut,
            place: place.map(|one| BodyMatch { index, line: one.line, byte: one.byte, bytes: one.bytes }),
        }
    }
}

impl From<body::Children> for TreeLevel {
    fn from(children: body::Children) -> Self {
        Self { parent: children.parent.into(), nodes: children.nodes.into_iter().map(Into::into).collect() }
    }
}

impl From<body::Node> for TreeNode {
    fn from(node: body::Node) -> Self {
        Self {
            at: node.at,
            end: node.end,
            key: node.key,
            index: node.index,
            kind: match node.kind {
                body::NodeKind::Object => TreeNodeKind::Object,
                body::NodeKind::Array => TreeNodeKind::Array,
                body::NodeKind::String => TreeNodeKind::String,
                body::NodeKind::Number => TreeNodeKind::Number,
                body::NodeKind::Boolean => TreeNodeKind::Boolean,
                body::NodeKind::Null => TreeNodeKind::Null,
            },
            child_count: node.child_count,
            text: node.text,
            cut_bytes: node.cut_bytes,
            encoded: node.encoded.map(Into::into),
        }
    }
}
