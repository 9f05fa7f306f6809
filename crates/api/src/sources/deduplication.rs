//! What makes two requests the same event.

use domain::deduplication;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What makes two requests to a source the same event. The first is kept, the others are answered like it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Deduplication {
    /// What must be equal.
    pub by: DeduplicationKey,
    /// How long the first is remembered: 1 second to 30 days.
    pub window_ms: u64,
}

/// What must be equal for two requests to be the same event. A request that lacks it is always kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "key")]
pub enum DeduplicationKey {
    /// The id the provider gave to the event or the delivery.
    ProviderId,
    /// The bytes of the body.
    Body,
    /// All of these values, one to ten.
    Fields {
        /// Where they stand.
        fields: Vec<Field>,
    },
}

/// Where a value stands in a request.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "in")]
pub enum Field {
    /// In a header field.
    Header {
        /// Its name.
        name: String,
    },
    /// In the JSON body.
    Body {
        /// A JSON pointer (RFC 6901), for example `/data/id`.
        pointer: String,
    },
}

impl From<&deduplication::Deduplication> for Deduplication {
    fn from(deduplication: &deduplication::Deduplication) -> Self {
        let by = match &deduplication.by {
            deduplication::DeduplicationKey::ProviderId => DeduplicationKey::ProviderId,
            deduplication::DeduplicationKey::Body => DeduplicationKey::Body,
            deduplication::DeduplicationKey::Fields { fields } => {
                DeduplicationKey::Fields { fields: fields.iter().map(Into::into).collect() }
            }
        };
        Self { by, window_ms: deduplication.window_ms }
    }
}

impl From<Deduplication> for deduplication::Deduplication {
    fn from(deduplication: Deduplication) -> Self {
        let by = match deduplication.by {
            DeduplicationKey::ProviderId => deduplication::DeduplicationKey::ProviderId,
            DeduplicationKey::Body => deduplication::DeduplicationKey::Body,
            DeduplicationKey::Fields { fields } => {
                deduplication::DeduplicationKey::Fields { fields: fields.into_iter().map(Into::into).collect() }
            }
        };
        Self { by, window_ms: deduplication.window_ms }
    }
}

impl From<&deduplication::Field> for Field {
    fn from(field: &deduplication::Field) -> Self {
        match field {
            deduplication::Field::Header { name } => Self::Header { name: name.clone() },
            deduplication::Field::Body { pointer } => Self::Body { pointer: pointer.clone() },
        }
    }
}

impl From<Field> for deduplication::Field {
    fn from(field: Field) -> Self {
        match field {
            Field::Header { name } => Self::Header { name },
            Field::Body { pointer } => Self::Body { pointer },
        }
    }
}
