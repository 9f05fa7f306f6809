//! Compares two payloads: by structure, line by line, or by the headers they came with.
//!
//! Payloads never change, so a comparison made once stays true. Places of lines are kept for the last few pairs, so that
//! each page of a long comparison does not compare anew; bodies themselves are kept by [`Bodies`].

mod first_change;
mod headers;
mod line_patterns;
mod lines;
mod structure;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use domain::Headers;
use store::{Store, StoreError};

use crate::bodies::{Bodies, BodyName};

pub use first_change::{FirstChange, FirstChangeAsked, Minded};
pub use headers::HeaderDifference;
pub use line_patterns::{LinePatternError, LinePatterns};
pub use lines::{LineDifferences, LineOptions, LineRow, LineRowKind, SideLine};
pub use structure::{Change, Comparison, StructureOptions};

pub(crate) use structure::compare_documents;

use lines::KeptLines;

/// What compares.
pub struct Comparisons {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) bodies: Arc<Bodies>,
    kept_lines: Mutex<Vec<KeptLines>>,
    /// Large pairs are compared one after the other, so that their memory is taken once.
    turn: tokio::sync::Mutex<()>,
}

/// Why two payloads were not compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// There is no such payload.
    #[error("there is no payload `{name}`")]
    NotFound {
        /// The name asked for.
        name: String,
    },
    /// One of them is not JSON.
    #[error("the {} payload is not JSON: {source}", .source.side.word())]
    NotJson {
        /// Which, and why.
        source: diff::DiffError,
    },
    /// A loose payload or a request to a mock has no history.
    #[error("`{name}` is not an event, so there are no earlier ones of its kind")]
    NoHistory {
        /// The payload.
        name: String,
    },
    /// The comparison did not come to its end.
    #[error("the comparison was stopped")]
    Stopped,
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Comparisons {
    pub(crate) fn new(store: Arc<dyn Store>, bodies: Arc<Bodies>) -> Self {
        Self { store, bodies, kept_lines: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    async fn read(&self, name: &BodyName) -> Result<Bytes, CompareError> {
        self.bodies.read(name).await?.ok_or_else(|| not_found(name))
    }

    async fn headers_of(&self, name: &BodyName) -> Result<Headers, CompareError> {
        let found = match name {
            BodyName::Event(id) => self.store.event(*id).await?.map(|row| row.event.headers),
            BodyName::Request(id) => self.store.attempt(*id).await?.map(|attempt| attempt.request.headers),
            BodyName::Response(id) => {
                self.store.attempt(*id).await?.and_then(|attempt| attempt.response).map(|response| response.headers)
            }
            BodyName::Mock { .. } => self.bodies.mock_request(name).map(|request| request.headers.clone()),
            BodyName::Loose(_) => Some(Headers::new()),
        };
        found.ok_or_else(|| not_found(name))
    }
}

fn not_found(name: &BodyName) -> CompareError {
    CompareError::NotFound { name: name.to_string() }
}
