//! One thing that was received or published.

use crate::id::{EventId, SourceId};
use crate::{EventTypeName, Headers, Timestamp, Verification};

/// One thing that was received or published; it never changes. Its exact bytes are kept apart, under its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Stays the same over every retry and replay, so that receivers can drop duplicates.
    pub id: EventId,
    /// Where it came in; `None` when it was published through the API.
    pub source_id: Option<SourceId>,
    /// Its kind.
    pub event_type: EventTypeName,
    /// When the last byte of it was here.
    pub received_at: Timestamp,
    /// The HTTP method it came with.
    pub method: String,
    /// Path and query it came to, as sent.
    pub path_and_query: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Address and port of the sender.
    pub peer: Option<String>,
    /// Header fields as sent: order, case and bytes.
    pub headers: Headers,
    /// Length of the body.
    pub body_bytes: u64,
    /// SHA-256 of the body, checked each time the body is read.
    pub body_sha256: [u8; 32],
    /// The sender's own id of this delivery, from the header its provider uses.
    pub provider_event_id: Option<String>,
    /// What the check of its signature said.
    pub verification: Verification,
}

impl Event {
    /// The media type as sent.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.first_text("content-type")
    }
}
