//! Examines the signature of a stored event again: with the secrets of today, with another secret, at another URL.
//!
//! Nothing is kept and nothing is routed. The age of a timestamp is taken as of when the event was received.

use std::collections::HashSet;

use domain::id::{DeliveryId, EventId};
use domain::{Event, Timestamp};
use signatures::{Cause, Verdict};
use store::{Store, StoreError};

use crate::configuration::{ConfiguredSource, Snapshot};
use crate::intake::verification;
use crate::scheme::{self, Incoming};

/// What to examine with instead of what is configured.
#[derive(Debug, Clone, Default)]
pub struct Instead {
    /// A secret.
    pub secret: Option<String>,
    /// The URL that the sender knows.
    pub url: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// The machine word: `verified`, `rejected`, `unsigned`, `not_checked`.
    pub verdict: &'static str,
    /// Whose way of signing.
    pub scheme: String,
    /// Machine word of the reason, when rejected.
    pub reason: Option<&'static str>,
    /// Plain words.
    pub explanation: String,
    /// The secret that matched, shortened.
    pub secret_hint: Option<String>,
    /// Sender's timestamp minus the time of arrival, in seconds.
    pub skew_s: Option<i64>,
    /// The mistakes that would make the signature match.
    pub causes: Vec<Cause>,
    /// The header fields that a right request would have; of the newest secret.
    pub expected: Option<Vec<(String, String)>>,
    /// The fields among those received that carry the signature, as they came.
    pub received: Vec<(String, String)>,
    /// The URL that was checked, where the scheme signs it.
    pub url: Option<String>,
}

/// Whether a signature that was sent is one of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentExamination {
    /// It is.
    pub is_match: bool,
    /// There was a signature at all.
    pub is_signed: bool,
    /// The secret, shortened.
    pub hint: String,
}

/// Why an event was not examined.
#[derive(Debug, thiserror::Error)]
pub enum ExaminationError {
    /// There is no such event.
    #[error("there is no event `{0}`")]
    NoEvent(EventId),
    /// It has no source, or its source is deleted.
    #[error("the event has no source whose secrets it could be checked with")]
    NoSource,
    /// There is no such delivery, or nothing was sent yet.
    #[error("nothing was sent yet of the delivery `{0}`")]
    NothingSent(DeliveryId),
    /// Its destination is deleted.
    #[error("the destination of the delivery is deleted")]
    NoDestination,
    /// The secret is no key of the scheme.
    #[error("{0}")]
    Secret(signatures::SecretError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Examines the signature of an event.
///
/// # Errors
/// When event or source are gone, the secret is no key, or the store cannot be read.
pub async fn examine(
    store: &dyn Store,
    snapshot: &Snapshot,
    event_id: EventId,
    instead: &Instead,
) -> Result<Examination, ExaminationError> {
    let event = store.event(event_id).await?.ok_or(ExaminationError::NoEvent(event_id))?.event;
    let entry = event.source_id.and_then(|id| snapshot.source(id).ok()).ok_or(ExaminationError::NoSource)?;
    let body = store.event_body(event_id).await?.ok_or(ExaminationError::NoEvent(event_id))?;
    examined(snapshot, entry, &event, &body, instead)
}

/// Whether the signature that the last attempt of a delivery was sent with is one of `secret`: what the app would find
/// that verifies with it. Nothing is kept.
///
/// # Errors
/// When nothing was sent yet, the destination is gone, the secret is no key, or the store cannot be read.
pub async fn examine_sent(
    store: &dyn Store,
    snapshot: &Snapshot,
    delivery_id: DeliveryId,
    secret: &str,
) -> Result<SentExamination, ExaminationError> {
    let delivery = store.delivery(delivery_id).await?.ok_or(ExaminationError::NothingSent(delivery_id))?;
    let attempt = store.attempts_of(delivery_id).await?.pop().ok_or(ExaminationError::NothingSent(delivery_id))?;
    let entry = snapshot.destination(delivery.destination_id).map_err(|_| ExaminationError::NoDestination)?;
    let body = match store.request_body(attempt.id).await? {
        Some(own) => own,
        None => store.event_body(delivery.event_id).await?.ok_or(ExaminationError::NoEvent(delivery.event_id))?,
    };
    let scheme = &entry.scheme;
    let given = scheme::secret(scheme, secret.as_bytes()).map_err(ExaminationError::Secret)?;
    let sent = &attempt.request;
    let incoming = Incoming { url: &sent.url, method: &sent.method, headers: &sent.headers, body: &body };
    let headers = scheme::fields(&sent.headers);
    let received = scheme::received(&headers, &incoming);
    let verdict = signatures::verify(scheme, std::slice::from_ref(&given), &received, attempt.started_at.unix_s());
    Ok(SentExamination {
        is_match: matches!(verdict, Verdict::Verified { .. }),
        is_signed: !matches!(verdict, Verdict::NotChecked | Verdict::Unsigned),
        hint: given.hint(),
    })
}

fn examined(
    snapshot: &Snapshot,
    entry: &ConfiguredSource,
    event: &Event,
    body: &[u8],
    instead: &Instead,
) -> Result<Examination, ExaminationError> {
    let at: Timestamp = event.received_at;
    let scheme = &entry.provider.scheme;
    let given = instead
        .secret
        .as_ref()
        .map(|text| scheme::secret(scheme, text.as_bytes()).map_err(ExaminationError::Secret))
        .transpose()?
        .map(|secret| [secret]);
    let keys = given.as_ref().map_or(entry.secrets.active(at), |given| given.as_slice());
    let known_url = verification::url_of(&entry.source, &event.path_and_query, &event.headers);
    let url = instead.url.clone().unwrap_or(known_url);
    let incoming = Incoming { url: &url, method: &event.method, headers: &event.headers, body };
    let headers = scheme::fields(&event.headers);
    let received = scheme::received(&headers, &incoming);
    let verdict = signatures::verify(scheme, keys, &received, at.unix_s());
    let foreign = match verdict {
        Verdict::Rejected { .. } => verification::foreign(snapshot, entry, at),
        _ => Vec::new(),
    };
    let borrowed: Vec<_> = foreign.iter().map(scheme::Foreign::borrow).collect();
    let (word, secret_hint) = match &verdict {
        Verdict::Verified { secret, .. } if given.is_none() => {
            ("verified", entry.secrets.shown.get(*secret).map(|shown| shown.hint.clone()))
        }
        Verdict::Verified { .. } => ("verified", given.as_ref().map(|[secret]| secret.hint())),
        Verdict::Rejected { .. } => ("rejected", None),
        Verdict::Unsigned => ("unsigned", None),
        Verdict::NotChecked => ("not_checked", None),
    };
    let of_signature: HashSet<String> = scheme.headers().iter().map(|name| name.to_ascii_lowercase()).collect();
    Ok(Examination {
        verdict: word,
        scheme: entry.source.provider.word().to_owned(),
        reason: verdict.reason().map(signatures::Reason::word),
        explanation: signatures::explain_with(&verdict, scheme, keys, &borrowed, &received),
        secret_hint,
        skew_s: verdict.skew_s(),
        causes: match verdict {
            Verdict::Rejected { .. } => signatures::diagnose(scheme, keys, &borrowed, &received),
            _ => Vec::new(),
        },
        expected: signatures::expected(scheme, keys, &received),
        received: event
            .headers
            .iter()
            .filter(|header| of_signature.contains(&header.name.to_ascii_lowercase()))
            .map(|header| (header.name.clone(), String::from_utf8_lossy(&header.value).into_owned()))
            .collect(),
        url: scheme.signs_url().then_some(url),
    })
}
