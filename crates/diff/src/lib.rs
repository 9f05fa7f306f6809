//! Compares two payloads: JSON by structure, what was added, removed, changed and moved, and where; any text line by
//! line ([`compare_lines`], [`changed_parts`]); and header fields by name ([`compare_headers`]).
//!
//! [`compare_json`] reads both texts and answers a [`Comparison`] whose [`Change`]s stand in the order of the left
//! document; [`Comparison::to_json_patch`] writes them as RFC 6902.
//!
//! - The order of keys does not count. Arrays are compared by index, or, as [`Arrays`] says, by a key that names their
//!   elements; then elements that changed places are told as moved.
//! - Numbers are compared as they are written: `1`, `1.0` and `1e0` differ, and 9007199254740993 is not rounded. Strings
//!   are compared by what they mean: `"A"` and `"\u0041"` are equal.
//! - Where a key stands twice in an object the last one counts, as in most parsers, and [`Comparison::duplicate_keys`]
//!   says so.
//! - Paths that change on every delivery can be set aside with a [`PathPattern`]; they are listed apart.
//!
//! Payloads are hostile: nothing here panics, depth is limited to [`DEPTH_MAX`], and a comparison holds slices of the
//! texts instead of copies. What is not JSON is an error that says where.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

mod compare;
mod comparison;
mod document;
mod elements;
mod headers;
mod lines;
mod patch;
mod path;
mod pattern;
mod reader;
mod strings;
mod value;
mod words;

pub use compare::{Arrays, DiffError, Options, Side, compare_json};
pub use comparison::{Change, ChangeKind, Comparison, Counts, DuplicateKey, Excerpt, excerpt};
pub use headers::{Field, HeaderRow, compare_headers};
pub use lines::{CONTEXT_LINES, Hunk, LineComparison, Row, compare_lines};
pub use pattern::{PathPattern, PatternError};
pub use reader::{DEPTH_MAX, Fault, NotJson};
pub use value::{Value, value_at};
pub use words::changed_parts;
