//! Conditions over the type, the headers and the body of an event.
//!
//! ```json
//! {
//!   "type": { "$startsWith": "invoice." },
//!   "headers": { "x-github-event": "push" },
//!   "body": { "object": { "amount": { "$gt": 100 }, "currency": ["eur"] } }
//! }
//! ```
//!
//! - A plain value means `$eq`; a list of values means that each of them is there; braces mean that all in them holds.
//! - `$eq $gt $gte $lt $lte $in $startsWith $endsWith $contains $regex` ask for a value. They never hold for one that is
//!   not there. `$ne` and `$nin` are the opposite of `$eq` and `$in`, so they do.
//! - `$exists`, `$not`, `$and` and `$or` can stand at any depth, around the whole filter as well.
//! - **Lists in the event**: a condition holds when it holds for any element. What stands in one pair of braces must
//!   hold for the same element; `$and` asks for each of its conditions anew. `$ne` and `$nin` mean that no element of
//!   the list they are asked of is equal.
//! - Numbers are compared as numbers: `1` equals `1.0`. Text is compared with text, by code point. The text of a header
//!   is read as a number where a number is asked for.
//! - Names of headers have no case. A body that is no JSON is one text.
//!
//! What a filter can cost is bounded: by its size and depth here, and by the regular expressions taking linear time.

mod compare;
mod condition;
mod error;
mod found;
mod parse;
mod path;
mod report;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;

use crate::{Headers, Payload};

use condition::Condition;
pub use error::FilterError;
use found::Found;
pub use report::{Judgement, Report, Test};

/// Largest filter, written as JSON, in bytes.
pub const FILTER_BYTES_MAX: usize = 32 * 1024;
/// Deepest filter, in nested braces and lists.
pub const FILTER_DEPTH_MAX: usize = 32;
/// Most regular expressions in one filter.
pub const REGEXES_MAX: usize = 20;
/// Largest regular expression once compiled, in bytes.
pub const REGEX_BYTES_MAX: usize = 1024 * 1024;

/// Which events are meant, by what is in them. Equal to another when both were written the same.
#[derive(Clone)]
pub struct Filter(Arc<Parsed>);

struct Parsed {
    written: Value,
    condition: Condition,
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'e> {
    /// The kind of the event.
    pub event_type: &'e str,
    /// The header fields it came with.
    pub headers: &'e Headers,
    /// Its body.
    pub payload: &'e Payload<'e>,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// When it is none, with the place where it stops making sense.
    pub fn parse(written: &Value) -> Result<Self, FilterError> {
        let condition = parse::filter(written)?;
        Ok(Self(Arc::new(Parsed { written: written.clone(), condition })))
    }

    /// The JSON it was made of.
    pub fn as_json(&self) -> &Value {
        &self.0.written
    }

    /// Whether an event is meant.
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        self.0.condition.holds(&Found::Subject(*subject))
    }

    /// The same as [`matches`](Self::matches), with each condition and what it found.
    pub fn test(&self, subject: &Subject<'_>) -> Report {
        Report::of(&self.0.condition, subject)
    }
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Filter").field(&self.0.written).finish()
    }
}

impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.0.written == other.0.written
    }
}

impl Eq for Filter {}

impl serde::Serialize for Filter {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_json().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Filter {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        Self::parse(&written).map_err(|error| serde::de::Error::custom(error.problem))
    }
}
