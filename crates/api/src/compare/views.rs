//! What is asked of comparisons, and what is shown of them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::bodies::{TextRange, View};

/// Which payloads.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PairParameters {
    /// The id of an event (its body), of an attempt (its answer), of an attempt with `:request` behind it (what it sent),
    /// or of a payload that was sent to be compared.
    pub left: String,
    /// The same.
    pub right: String,
}

/// Which payloads, and how to compare them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareParameters {
    /// The id of an event (its body), of an attempt (its answer), of an attempt with `:request` behind it (what it sent),
    /// or of a payload that was sent to be compared.
    pub left: String,
    /// The same.
    pub right: String,
    /// Paths whose differences are listed apart, separated by commas: JSON Pointers, in which `*` stands for one step
    /// and `**` for any number: `/id,/lines/*/created`. At most 100.
    pub ignore: Option<String>,
    /// Which element of a list is compared with which; `key` when left out.
    #[param(inline)]
    pub arrays: Option<Arrays>,
}

/// Which bodies, and which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinesParameters {
    /// The id of an event (its body), of an attempt (its answer), of an attempt with `:request` behind it (what it sent),
    /// or of a payload that was sent to be compared.
    pub left: String,
    /// The same.
    pub right: String,
    /// How both are shown; when left out, what fits both.
    #[param(inline)]
    pub view: Option<View>,
    /// Rows to leave out at the begin.
    pub first: Option<usize>,
    /// Rows, 1,000 at most; 200 when left out.
    pub count: Option<usize>,
    /// Regular expressions, one a line, 20 at most: lines of both sides in which the same one is found are equal.
    pub ignore: Option<String>,
}

/// What is known of a payload besides its bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PayloadParameters {
    /// What the file is called that it was read from.
    pub file_name: Option<String>,
}

/// Which path.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowParameters {
    /// As for the lines.
    pub left: String,
    /// The same.
    pub right: String,
    /// JSON Pointer on the left.
    pub path: String,
    /// JSON Pointer on the right, if it is another one.
    pub right_path: Option<String>,
}

/// What changed where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FirstChangeParameters {
    /// The event that has it.
    pub event_id: String,
    /// JSON Pointer.
    pub path: String,
    /// `added` and `removed` mind whether there is something, `type_changed` minds the type, `value_changed` the value.
    pub kind: String,
}

/// Which element of a list is compared with which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Arrays {
    /// Those at the same place.
    Index,
    /// Those that a key such as `id` names alike; without such a key those at the same place.
    #[default]
    Key,
    /// As `key`, and changed places do not count.
    AnyOrder,
}

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
    /// Elements of lists that changed places.
    pub moved: usize,
    /// What makes the right of the left, as JSON Patch (RFC 6902); null when not all differences can be listed.
    pub patch: Option<String>,
}

/// One difference.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Difference {
    /// JSON Pointer (RFC 6901) on the left; of what was added on the right.
    pub path: String,
    /// The path on the right, if it is another one.
    pub right_path: Option<String>,
    /// `added`, `removed`, `type_changed`, `value_changed` or `moved`.
    pub kind: String,
    /// The value on the left, cut when long.
    pub left: Option<String>,
    /// The value on the right.
    pub right: Option<String>,
}

/// How the lines of two bodies differ, and some of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineDifferences {
    /// The rows asked for.
    pub rows: Vec<LineRow>,
    /// How many there are.
    pub total_rows: usize,
    /// The rows at which changes begin, the first 10,000.
    pub changes_at: Vec<usize>,
    /// Changes in all.
    pub changes: usize,
    /// Lines that only the left has.
    pub removed: usize,
    /// Lines that only the right has.
    pub added: usize,
    /// Lines that differ, and do not count since a pattern of `ignore` is found in both.
    pub ignored: usize,
    /// How both bodies are shown.
    pub view: View,
    /// The character set that the media type of the left one names.
    pub left_charset: Option<String>,
    /// The character set that the media type of the right one names.
    pub right_charset: Option<String>,
}

/// One row: a line on each side, or on one of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineRow {
    /// What it is.
    pub kind: LineRowKind,
    /// How many unchanged lines are not shown; the row has the first of them.
    pub folded: Option<usize>,
    /// The line on the left.
    pub left: Option<SideLine>,
    /// The line on the right.
    pub right: Option<SideLine>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineRowKind {
    /// The same on both sides.
    Same,
    /// Unchanged lines that are not shown.
    Folded,
    /// A line that became another.
    Changed,
    /// Only on the left.
    Removed,
    /// Only on the right.
    Added,
}

/// A line on one side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SideLine {
    /// 1 for the first.
    pub number: usize,
    /// Its text, cut when long.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// What differs from the other side.
    pub parts: Vec<TextRange>,
}

/// Where a path stands among the rows.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct RowOfPath {
    /// The row, or that of the fold it is in; null when the path leads nowhere.
    pub row: Option<usize>,
}

/// One header name on both sides, or on one of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeaderDifference {
    /// `same`, `value_changed`, `added` or `removed`.
    pub kind: String,
    /// The name as the left wrote it, or else the right.
    pub name: String,
    /// The value on the left.
    pub left: Option<String>,
    /// The value on the right.
    pub right: Option<String>,
}

/// Since when events have what one of them has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FirstChange {
    /// The first event of an unbroken row of them, up to the one asked for.
    pub first_id: String,
    /// When it was received.
    pub first_at_ms: i64,
    /// The one of that kind before it, which is different; null when there is none or it was not looked at.
    pub before_id: Option<String>,
    /// When that was received.
    pub before_at_ms: Option<i64>,
    /// Events looked at.
    pub looked_at: usize,
    /// Whether there are older events that were not looked at.
    pub is_cut: bool,
}

/// A payload that belongs to no event.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LoosePayload {
    /// Names it in comparisons and where bodies are read.
    pub id: String,
    /// What the file was called that it was read from.
    pub file_name: Option<String>,
    /// Its length.
    pub bytes: u64,
}

impl From<engine::LoosePayload> for LoosePayload {
    fn from(payload: engine::LoosePayload) -> Self {
        let engine::LoosePayload { name, file_name, bytes } = payload;
        Self { id: name.to_string(), file_name, bytes: bytes.len() as u64 }
    }
}

impl From<Arrays> for engine::Arrays {
    fn from(arrays: Arrays) -> Self {
        match arrays {
            Arrays::Index => Self::ByIndex,
            Arrays::Key => Self::ByKey,
            Arrays::AnyOrder => Self::InAnyOrder,
        }
    }
}

impl From<engine::Comparison> for Comparison {
    fn from(compared: engine::Comparison) -> Self {
        Self {
            changes: compared.changes.into_iter().map(Into::into).collect(),
            ignored: compared.ignored.into_iter().map(Into::into).collect(),
            added: compared.counts.added,
            removed: compared.counts.removed,
            type_changed: compared.counts.type_changed,
            value_changed: compared.counts.value_changed,
            moved: compared.counts.moved,
            patch: compared.patch,
        }
    }
}

impl From<engine::PayloadChange> for Difference {
    fn from(change: engine::PayloadChange) -> Self {
        Self {
            path: change.path,
            right_path: change.right_path,
            kind: change.kind.word().to_owned(),
            left: change.left,
            right: change.right,
        }
    }
}

impl From<engine::LineDifferences> for LineDifferences {
    fn from(found: engine::LineDifferences) -> Self {
        let (left_charset, right_charset) = found.charsets;
        Self {
            rows: found.rows.into_iter().map(Into::into).collect(),
            total_rows: found.total_rows,
            changes_at: found.changes_at,
            changes: found.changes,
            removed: found.removed,
            added: found.added,
            ignored: found.ignored,
            view: found.view.into(),
            left_charset,
            right_charset,
        }
    }
}

impl From<engine::LineRow> for LineRow {
    fn from(row: engine::LineRow) -> Self {
        let (kind, folded) = match row.kind {
            engine::LineRowKind::Same => (LineRowKind::Same, None),
            engine::LineRowKind::Folded(lines) => (LineRowKind::Folded, Some(lines)),
            engine::LineRowKind::Changed => (LineRowKind::Changed, None),
            engine::LineRowKind::Removed => (LineRowKind::Removed, None),
            engine::LineRowKind::Added => (LineRowKind::Added, None),
        };
        Self { kind, folded, left: row.left.map(Into::into), right: row.right.map(Into::into) }
    }
}

impl From<engine::SideLine> for SideLine {
    fn from(line: engine::SideLine) -> Self {
        Self {
            number: line.number,
            text: line.text,
            cut_bytes: line.cut_bytes,
            parts: line.parts.into_iter().map(|(start, end)| TextRange { start, end }).collect(),
        }
    }
}

impl From<engine::HeaderDifference> for HeaderDifference {
    fn from(found: engine::HeaderDifference) -> Self {
        let kind = match (&found.left, &found.right) {
            _ if found.is_same => "same",
            (Some(_), Some(_)) => "value_changed",
            (Some(_), None) => "removed",
            (None, _) => "added",
        };
        let name = found.left.as_ref().or(found.right.as_ref()).map(|header| header.name.clone()).unwrap_or_default();
        let text = |header: domain::Header| String::from_utf8_lossy(&header.value).into_owned();
        Self { kind: kind.to_owned(), name, left: found.left.map(text), right: found.right.map(text) }
    }
}

impl From<engine::FirstChange> for FirstChange {
    fn from(found: engine::FirstChange) -> Self {
        Self {
            first_id: found.first_id.to_string(),
            first_at_ms: found.first_at.unix_ms(),
            before_id: found.before.map(|(id, _)| id.to_string()),
            before_at_ms: found.before.map(|(_, at)| at.unix_ms()),
            looked_at: found.looked_at,
            is_cut: found.is_cut,
        }
    }
}
