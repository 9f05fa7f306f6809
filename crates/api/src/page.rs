//! Pages of lists: keyset, newest first.

use axum::http::StatusCode;
use engine::FoundRows;
use serde::Serialize;
use store::{Cursor, TimelineRow};
use utoipa::ToSchema;

use crate::problem::Problem;

/// Rows of a page when nothing is asked for.
const LIMIT_DEFAULT: u32 = 50;
/// Rows of a page at most.
const LIMIT_MAX: u32 = 500;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows, newest first.
    pub items: Vec<T>,
    /// Hand it back as `before` for the next page; null on the last one.
    pub next: Option<String>,
}

/// A list that is always whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Whole<T> {
    /// All of it.
    pub items: Vec<T>,
}

/// Reads a cursor.
pub fn parse_cursor(before: Option<&str>) -> Result<Option<Cursor>, Problem> {
    before.map(str::parse).transpose().map_err(|_| {
        let detail = "`before` is no place in this list";
        Problem {
            field: Some("before".to_owned()),
            ..Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid_parameter",
                detail,
                "Use the `next` of the page before.",
            )
        }
    })
}

/// Rows to read.
pub fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX)
}

impl<T> Page<T> {
    /// A page of rows. A page that is not full is the last one.
    pub fn of<R>(rows: Vec<R>, limit: u32, cursor: impl Fn(&R) -> Cursor, view: impl FnMut(R) -> T) -> Self {
        let is_full = rows.len() >= limit as usize;
        let next = rows.last().filter(|_| is_full).map(|row| cursor(row).to_string());
        Self { items: rows.into_iter().map(view).collect(), next }
    }

    /// What was found of the timeline, as far as it was looked at.
    pub fn found(found: FoundRows, view: impl FnMut(TimelineRow) -> Option<T>) -> Self {
        let next = found.next.map(|cursor| cursor.to_string());
        Self { items: found.rows.into_iter().filter_map(view).collect(), next }
    }
}
