//! What makes two requests the same event.
//!
//! Senders send again what they got no answer for. A source that knows what names an event keeps the first of a kind
//! and answers the others like it, for a span of time.

use std::time::Duration;

use crate::Timestamp;

/// How long a publisher's key is remembered, when the settings do not say otherwise: as Stripe does.
pub const WINDOW_DEFAULT: Duration = Duration::from_secs(24 * 60 * 60);
/// Longest span over which anything is remembered.
pub const WINDOW_MAX: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What makes two requests to a source the same event.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Deduplication {
    /// What must be equal.
    pub by: DeduplicationKey,
    /// How long the first is remembered, in milliseconds.
    pub window_ms: u64,
}

/// What must be equal for two requests to be the same event. A request that lacks it is never the same as another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "key")]
pub enum DeduplicationKey {
    /// The id the provider gave to the event or the delivery.
    ProviderId,
    /// The bytes of the body.
    Body,
    /// All of these values.
    Fields {
        /// Where they stand, at least one.
        fields: Vec<Field>,
    },
}

/// Where a value stands in a request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "in")]
pub enum Field {
    /// In a header field.
    Header {
        /// Its name.
        name: String,
    },
    /// In the JSON body.
    Body {
        /// A JSON pointer, RFC 6901.
        pointer: String,
    },
}

impl Deduplication {
    /// What was received before this moment is forgotten.
    pub fn since(&self, now: Timestamp) -> Timestamp {
        now.before(Duration::from_millis(self.window_ms))
    }
}
