//! Tries a provider on a request before anything uses it: whether the signature is right, and what kind and id are read.

use bytes::Bytes;
use domain::id::EventId;
use domain::{Headers, Timestamp};
use signatures::{Provider, SecretError, Verdict};
use store::Store;

use crate::configuration::Snapshot;
use crate::examination::ExaminationError;
use crate::intake::verification;
use crate::scheme::{self, Incoming};

/// A request that a provider is tried on.
#[derive(Debug, Clone)]
pub struct TriedRequest {
    /// `POST`, usually.
    pub method: String,
    /// The whole URL as the sender knows it.
    pub url: String,
    /// The header fields.
    pub headers: Headers,
    /// The exact bytes.
    pub body: Bytes,
    /// When it came; the age of a timestamp is taken as of then.
    pub at: Timestamp,
}

/// What a provider makes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderTrial {
    /// `verified`, `rejected`, `unsigned` or `not_checked`.
    pub verdict: &'static str,
    /// Plain words.
    pub explanation: String,
    /// The header fields that a right request would have; `None` where only the provider can sign.
    pub expected: Option<Vec<(String, String)>>,
    /// The kind that is read; `None` where none stands.
    pub kind: Option<String>,
    /// The provider's own id that is read.
    pub id: Option<String>,
}

/// A stored event as a request to try a provider on.
///
/// # Errors
/// When the event is gone, or the store cannot be read.
pub async fn tried_event(
    store: &dyn Store,
    snapshot: &Snapshot,
    event_id: EventId,
) -> Result<TriedRequest, ExaminationError> {
    let event = store.event(event_id).await?.ok_or(ExaminationError::NoEvent(event_id))?.event;
    let body = store.event_body(event_id).await?.ok_or(ExaminationError::NoEvent(event_id))?;
    let source = event.source_id.and_then(|id| snapshot.source(id).ok());
    let url = source.map_or_else(
        || event.path_and_query.clone(),
        |entry| verification::url_of(&entry.source, &event.path_and_query, &event.headers),
    );
    Ok(TriedRequest { method: event.method, url, headers: event.headers, body, at: event.received_at })
}

/// Tries a provider.
///
/// # Errors
/// When the secret is no key of its scheme.
pub fn try_provider(
    provider: &Provider,
    secret: Option<&str>,
    request: &TriedRequest,
) -> Result<ProviderTrial, SecretError> {
    let scheme = &provider.scheme;
    let keys: Vec<_> = secret.map(|text| scheme::secret(scheme, text.as_bytes())).transpose()?.into_iter().collect();
    let incoming =
        Incoming { url: &request.url, method: &request.method, headers: &request.headers, body: &request.body };
    let fields = scheme::fields(&request.headers);
    let received = scheme::received(&fields, &incoming);
    let verdict = signatures::verify(scheme, &keys, &received, request.at.unix_s());
    let facts = provider.record.event.facts(&fields, &request.body);
    Ok(ProviderTrial {
        verdict: match verdict {
            Verdict::Verified { .. } => "verified",
            Verdict::Rejected { .. } => "rejected",
            Verdict::Unsigned => "unsigned",
            Verdict::NotChecked => "not_checked",
        },
        explanation: signatures::explain_with(&verdict, scheme, &keys, &[], &received),
        expected: signatures::expected(scheme, &keys, &received),
        kind: facts.kind,
        id: facts.id,
    })
}
