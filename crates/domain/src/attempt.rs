//! One HTTP try of a delivery.

use crate::id::{AttemptId, DeliveryId};
use crate::{ErrorClass, Headers, Phases, Timestamp, Verdict};

/// One HTTP try; it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// What was tried.
    pub delivery_id: DeliveryId,
    /// 1 for the first.
    pub number: u32,
    /// When it began.
    pub started_at: Timestamp,
    /// What was sent.
    pub request: RequestAsSent,
    /// What came back, if anything did.
    pub response: Option<Response>,
    /// What went wrong; `None` for a success.
    pub error_class: Option<ErrorClass>,
    /// The failure in the words of the library or the system.
    pub error_detail: Option<String>,
    /// How long each part took.
    pub phases: Phases,
    /// A connection of an earlier attempt was used.
    pub is_connection_reused: bool,
    /// The reused connection turned out closed, so the request was sent once more at once on a fresh one.
    pub was_resent_at_once: bool,
    /// What followed.
    pub verdict: Verdict,
}

/// A request as it went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestAsSent {
    /// `POST`, unless a transform says otherwise.
    pub method: String,
    /// The callback URL.
    pub url: String,
    /// Header fields in the order sent.
    pub headers: Headers,
    /// Length of the body.
    pub body_bytes: u64,
    /// The body is the transform's, and kept with the attempt; otherwise it is the event's.
    pub has_own_body: bool,
}

/// An answer. Its body is kept up to a limit, apart from the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Header fields in the order received; names as the HTTP library gives them, lower-case.
    pub headers: Headers,
    /// Bytes of the body that were seen before reading stopped.
    pub body_bytes: u64,
    /// Bytes of it that are kept.
    pub body_kept_bytes: u64,
    /// The body ended early: the connection broke after the head.
    pub is_body_incomplete: bool,
}

impl Response {
    /// Whether less is kept than was seen.
    pub const fn is_body_truncated(&self) -> bool {
        self.body_kept_bytes < self.body_bytes
    }
}
