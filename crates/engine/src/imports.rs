//! Receives what others wrote as events: a cURL command, an archive, payloads, a bundle.
//!
//! Everything is read and checked before the first event is received, so an entry that is wrong leaves nothing behind. From
//! there each takes the way of every event; nothing is replaced or deleted. A signature is checked where there is one, but
//! an old request is not rejected for being old: whoever imports has the token, and vouches for it.

use std::sync::Arc;

use bytes::Bytes;
use domain::EventTypeName;
use domain::id::{EventId, SourceId};
use interchange::{Entry, Format, ReadError, read, recognise};
use store::StoreError;

use crate::configuration::{Configuration, ConfigurationError};
use crate::intake::{Import, Intake, ReceivedRequest};

/// Entries that a preview shows.
const PREVIEWED: usize = 50;
/// Ids that an answer names.
const IDS_MAX: usize = 100;

/// Receives what others wrote.
pub struct Imports {
    pub(crate) intake: Arc<Intake>,
    pub(crate) configuration: Arc<Configuration>,
}

/// What is to be received, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// What others wrote.
    pub text: Bytes,
    /// The way it is written; judged by its begin when left out.
    pub format: Option<Format>,
    /// The source that receives it; the one of the same path, or none, when left out.
    pub source_id: Option<SourceId>,
    /// The kind of all of it; each entry's own when left out.
    pub event_type: Option<EventTypeName>,
    /// Whether subscriptions get it.
    pub is_delivered: bool,
}

/// What would be received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPreview {
    /// The way it is written.
    pub format: Format,
    /// How many entries there are.
    pub total: usize,
    /// The first of them.
    pub entries: Vec<Entry>,
}

/// What was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Events that are new.
    pub received: usize,
    /// Entries that a source took for duplicates.
    pub duplicates: usize,
    /// Deliveries that were made of them.
    pub deliveries: usize,
    /// The first events.
    pub event_ids: Vec<EventId>,
}

/// Why nothing, or not all, was received.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is none of the ways to write a request.
    #[error("it is no cURL command, no HTTP archive, no JSON and no bundle")]
    NotRecognised,
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Something it names is unknown.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The store cannot write.
    #[error("after {received} events: {source}")]
    Store {
        /// Events that were received.
        received: usize,
        /// Why no more.
        source: StoreError,
    },
}

impl Imports {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn preview(&self, text: &[u8], format: Option<Format>) -> Result<ImportPreview, ImportError> {
        let format = format.or_else(|| recognise(text)).ok_or(ImportError::NotRecognised)?;
        let mut preview = ImportPreview { format, total: 0, entries: Vec::new() };
        for entry in read(text, format)? {
            let entry = entry?;
            check(&entry, preview.total + 1)?;
            if preview.entries.len() < PREVIEWED {
                preview.entries.push(entry);
            }
            preview.total += 1;
        }
        if preview.total == 0 {
            return Err(ReadError::Whole("there is nothing in it".to_owned()).into());
        }
        Ok(preview)
    }

    /// Receives everything, in its order.
    ///
    /// # Errors
    /// When it cannot be read, and nothing was received; or when the store cannot write.
    pub async fn import(&self, request: ImportRequest) -> Result<Imported, ImportError> {
        if let Some(id) = request.source_id {
            self.configuration.snapshot().source(id)?;
        }
        let format = self.preview(&request.text, request.format)?.format;
        let mut imported = Imported::default();
        for entry in read(&request.text, format)? {
            let import = self.import_of(entry?, &request);
            let received = imported.received;
            let (published, is_new) =
                self.intake.import(import).await.map_err(|source| ImportError::Store { received, source })?;
            if is_new {
                imported.received += 1;
                imported.deliveries += published.delivery_ids.len();
            } else {
                imported.duplicates += 1;
            }
            if imported.event_ids.len() < IDS_MAX {
                imported.event_ids.push(published.event_id);
            }
        }
        Ok(imported)
    }

    fn import_of(&self, entry: Entry, request: &ImportRequest) -> Import {
        let of_same_path = || {
            let slug = &entry.source.as_ref()?.slug;
            Some(self.configuration.snapshot().source_at(slug)?.source.id)
        };
        let own_type = || entry.event_type.as_deref().map(|text| EventTypeName::from_sender(Some(text)));
        Import {
            source_id: request.source_id.or_else(of_same_path),
            event_type: request.event_type.clone().or_else(own_type),
            is_delivered: request.is_delivered,
            request: ReceivedRequest {
                method: entry.method,
                path_and_query: entry.path_and_query,
                http_version: entry.http_version,
                peer: None,
                headers: entry.headers,
                body: entry.body.into(),
                relay: None,
            },
        }
    }
}

/// What could not have come over HTTP is not received: fields are kept in the form of the wire.
fn check(entry: &Entry, number: usize) -> Result<(), ReadError> {
    let wrong = |reason: String| Err(ReadError::Entry { what: "entry", number, reason });
    if http::Method::from_bytes(entry.method.as_bytes()).is_err() {
        return wrong(format!("`{}` is no method of HTTP", entry.method));
    }
    for header in entry.headers.iter() {
        let name = http::HeaderName::from_bytes(header.name.as_bytes());
        if name.is_err() || http::HeaderValue::from_bytes(&header.value).is_err() {
            return wrong(format!("`{}` is no header field of HTTP", header.name.escape_debug()));
        }
    }
    Ok(())
}
