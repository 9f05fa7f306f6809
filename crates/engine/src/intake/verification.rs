//! Checks the signature of a request as its source asks for it, and answers the questions of providers.

use domain::source::Unsigned;
use domain::{Headers, Source, Timestamp, VerificationVerdict};
use signatures::{HandshakeAnswer, HandshakeRequest};

use super::ReceivedRequest;
use crate::channels::Relay;
use crate::configuration::{ConfiguredSource, Snapshot};
use crate::scheme::{self, Checked, Foreign, Incoming};

/// Most secrets of others that are tried on a signature that does not match.
const FOREIGN_MAX: usize = 64;

/// A question of a provider with its answer.
pub(crate) struct Handshaken {
    /// The answer.
    pub answer: HandshakeAnswer,
    /// The question was signed, and the signature was right.
    pub is_signed: bool,
}

/// Checks the signature.
pub(crate) fn check(
    snapshot: &Snapshot,
    entry: &ConfiguredSource,
    request: &ReceivedRequest,
    now: Timestamp,
) -> Checked {
    let url = match &request.relay {
        Some(relay) => relayed_url(&entry.source, relay),
        None => url_of(&entry.source, &request.path_and_query, &request.headers),
    };
    let incoming = Incoming { url: &url, method: &request.method, headers: &request.headers, body: &request.body };
    let foreign = || foreign(snapshot, entry, now);
    let word = entry.source.provider.word();
    let mut checked = scheme::verify(word, &entry.provider.scheme, &entry.secrets, &incoming, now, foreign);
    if checked.is_unsigned && entry.source.unsigned == Unsigned::Accept {
        checked.verification.verdict = VerificationVerdict::NotChecked;
        checked.verification.explanation = "The request is not signed, and this source accepts that.".to_owned();
    }
    let is_exact = request.relay.as_ref().is_none_or(|relay| relay.is_exact);
    if !is_exact && checked.verification.verdict == VerificationVerdict::Rejected {
        checked.verification.explanation.push_str(Relay::NOT_EXACT);
    }
    checked
}

/// The URL that the sender of a relayed request knows: the public URL of the source, or else its channel.
fn relayed_url(source: &Source, relay: &Relay) -> String {
    source.public_url.clone().unwrap_or_else(|| relay.url.clone())
}

/// The answer to a question of the source's provider; `None` when the request is none, or is not signed as it should be.
pub(crate) fn handshake(
    entry: &ConfiguredSource,
    request: &ReceivedRequest,
    checked: &Checked,
    now: Timestamp,
) -> Option<Handshaken> {
    let handshake = entry.provider.record.handshake?;
    let is_signed = checked.verification.verdict == VerificationVerdict::Verified;
    if !is_signed && !handshake.is_unsigned() {
        return None;
    }
    let headers = scheme::fields(&request.headers);
    let query = request.path_and_query.split_once('?').map_or("", |(_, query)| query);
    let question = HandshakeRequest { method: &request.method, query, headers: &headers, body: &request.body };
    let answer = handshake.answer(&question, entry.secrets.active(now))?;
    Some(Handshaken { answer, is_signed })
}

/// The URL as the sender knows it: the public URL of the source with the query that came, or else what the request
/// itself says. A proxy may have written that; it proves nothing, and decides only which text the signature must fit.
pub(crate) fn url_of(source: &Source, path_and_query: &str, headers: &Headers) -> String {
    let query = path_and_query.split_once('?').map(|(_, query)| query);
    if let Some(public_url) = &source.public_url {
        let (address, own_query) = match public_url.split_once('?') {
            Some((address, query)) => (address, Some(query)),
            None => (public_url.as_str(), None),
        };
        return match query.or(own_query) {
            Some(query) => format!("{address}?{query}"),
            None => address.to_owned(),
        };
    }
    let first = |name: &str| {
        headers
            .first_text(name)
            .and_then(|value| value.split(',').next())
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let scheme = match first("x-forwarded-proto") {
        Some(scheme) if scheme.eq_ignore_ascii_case("https") => "https",
        _ => "http",
    };
    let host = first("x-forwarded-host").or_else(|| first("host")).unwrap_or("localhost");
    format!("{scheme}://{host}{path_and_query}")
}

/// The secrets that the doctor tries beside the source's own: its retired ones, and those of other sources.
pub(crate) fn foreign(snapshot: &Snapshot, entry: &ConfiguredSource, now: Timestamp) -> Vec<Foreign> {
    let retired = entry.secrets.retired(now).iter().map(|secret| (secret, "this source that is retired".to_owned()));
    let others = snapshot.sources().iter().filter(|other| other.source.id != entry.source.id).flat_map(|other| {
        let owner = format!("the source {}", other.source.name);
        other.secrets.active(now).iter().map(move |secret| (secret, owner.clone()))
    });
    retired
        .chain(others)
        .take(FOREIGN_MAX)
        .filter_map(|(secret, owner)| {
            let secret = scheme::secret(&entry.provider.scheme, secret.reveal().as_bytes()).ok()?;
            Some(Foreign { secret, owner })
        })
        .collect()
}
