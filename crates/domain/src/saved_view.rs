//! Saved views of the timeline: a filter with a name, and how its rows are shown.

use crate::Timestamp;
use crate::id::SavedViewId;

/// Most views of a workspace.
pub const SAVED_VIEWS_MAX: usize = 100;
/// Longest filter, in characters.
pub const VIEW_FILTER_CHARS_MAX: usize = 2_000;
/// Most columns of one view.
pub const VIEW_COLUMNS_MAX: usize = 20;
/// Longest column, in characters.
pub const VIEW_COLUMN_CHARS_MAX: usize = 300;

/// A view of the timeline that a person gave a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// What it is called.
    pub name: String,
    /// What is filtered by, as it is typed: `state:failed type:order.*`. Empty for everything.
    pub filter: String,
    /// The columns in their order: `state`, or a value of the body such as `body.data.amount`. None for the usual ones.
    pub columns: Vec<String>,
    /// What stands together.
    pub grouping: Grouping,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What rows stand together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Each row stands alone.
    #[default]
    None,
    /// The deliveries of one event.
    Event,
    /// The deliveries that failed alike.
    Issue,
}
