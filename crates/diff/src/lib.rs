//! Compares two JSON payloads by structure: what was added, removed and changed, and where.
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
//! texts instead of copies. What is not JSON is an error that says where; comparing other payloads is not done here.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

mod compare;
mod comparison;
mod document;
mod elements;
mod patch;
mod path;
mod pattern;
mod reader;
mod strings;

pub use compare::{Arrays, DiffError, Options, Side, compare_json};
pub use comparison::{Change, ChangeKind, Comparison, Counts, DuplicateKey, Excerpt, excerpt};
pub use pattern::{PathPattern, PatternError};
pub use reader::{DEPTH_MAX, Fault, NotJson};
