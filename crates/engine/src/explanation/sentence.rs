//! What happened, as one sentence.

use std::time::Duration;

use diff::ChangeKind;
use domain::explanation::in_words;
use words::{Argument, Phrase, phrase};

use super::FailureKind;
use super::certificate::{Fault, day, fault_in};
use super::changed::is_of_shape;
use super::facts::{Facts, QUEUE_SPAN};

/// What happened.
pub(super) fn sentence(kind: FailureKind, facts: &Facts) -> Phrase {
    let (address, host) = (facts.address(), facts.host());
    match kind {
        FailureKind::Refused => phrase!("failed-refused", address = address),
        FailureKind::Dns => phrase!("failed-dns", host = host),
        FailureKind::Unreachable => phrase!("failed-unreachable", address = address),
        FailureKind::ConnectTimeout => {
            phrase!("failed-connect-timeout", address = address, time = in_words(connect_timeout(facts)))
        }
        FailureKind::Timeout => match usual_time(facts) {
            Some(usual) => phrase!("failed-timeout-usual", time = in_words(timeout(facts)), usual = usual),
            None => phrase!("failed-timeout", time = in_words(timeout(facts))),
        },
        FailureKind::Tls => of_tls(facts, host, address),
        FailureKind::Redirect => match facts.answered("location") {
            Some(location) => phrase!("failed-redirect", location = location),
            None => phrase!("failed-redirect-nowhere", status = facts.status()),
        },
        FailureKind::Rejected => of_rejection(facts),
        FailureKind::Path => of_path(facts),
        FailureKind::Payload => of_payload(facts),
        FailureKind::TooLarge => phrase!("failed-too-large", size = Argument::Bytes(sent_bytes(facts))),
        FailureKind::RateLimited => match retry_after(facts) {
            Some(wait) => phrase!("asks-to-wait", time = in_words(wait)),
            None => phrase!("failed-rate-limited"),
        },
        FailureKind::ServerError => of_server_error(facts),
        FailureKind::Status => phrase!("failed-status", address = address, status = facts.status()),
        FailureKind::SlowConsumer => of_queue(facts),
        FailureKind::ConnectionLost => phrase!("outcome-connection-lost", address = address),
        FailureKind::Protocol => phrase!("outcome-protocol", address = address),
        FailureKind::UnexpectedUpgrade => phrase!("outcome-unexpected-upgrade", address = address),
        FailureKind::InvalidRequest => phrase!("outcome-invalid-request"),
        FailureKind::Local => phrase!("outcome-local"),
        FailureKind::Authorization => phrase!("outcome-authorization", address = address),
        FailureKind::Consent => phrase!("outcome-consent", address = address),
        FailureKind::Transform => phrase!("outcome-transform"),
    }
}

/// The time that an attempt has.
pub(super) fn timeout(facts: &Facts) -> Duration {
    facts.destination.as_ref().map_or(domain::destination::TIMEOUT_DEFAULT, |entry| entry.destination.timeout)
}

fn connect_timeout(facts: &Facts) -> Duration {
    let own = facts.destination.as_ref().and_then(|entry| entry.destination.connection.connect_timeout);
    own.unwrap_or(crate::egress::CONNECT_TIMEOUT).min(timeout(facts))
}

/// The time that an answer usually takes, in words; to whole milliseconds, at least one.
pub(super) fn usual_time(facts: &Facts) -> Option<String> {
    let milliseconds = facts.past.usual?.as_micros().div_ceil(1_000).max(1);
    Some(in_words(Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX))))
}

/// What it asked to wait.
pub(super) fn retry_after(facts: &Facts) -> Option<Duration> {
    let answered_at = facts.attempt.as_ref().map_or(facts.now, |attempt| attempt.started_at);
    domain::retry_after::parse(facts.answered("retry-after")?, answered_at)
}

fn of_tls(facts: &Facts, host: Argument, address: Argument) -> Phrase {
    match fault_in(facts.detail()) {
        Fault::Expired(Some(at)) => phrase!("failed-certificate-expired-on", host = host, day = day(at)),
        Fault::Expired(None) => phrase!("failed-certificate-expired", host = host),
        Fault::NotYetValid(Some(at)) => phrase!("failed-certificate-valid-from", host = host, day = day(at)),
        Fault::NotYetValid(None) => phrase!("failed-certificate-not-yet-valid", host = host),
        Fault::WrongName(names) if names.is_empty() => phrase!("failed-certificate-not-for", host = host),
        Fault::WrongName(names) => phrase!("failed-certificate-for", names = names.join(", "), host = host),
        Fault::UnknownIssuer => phrase!("failed-certificate-issuer", host = host),
        Fault::NoTls => phrase!("failed-no-tls", address = address),
        Fault::Refused => phrase!("failed-tls-ended", address = address),
        Fault::Other => phrase!("outcome-tls", address = address),
    }
}

/// Name and value of the field that carries the signature we sent.
pub(super) fn signature_sent(facts: &Facts) -> Option<(String, String)> {
    let of_scheme = facts.destination.as_ref()?.scheme.headers();
    let sent = &facts.attempt.as_ref()?.request.headers;
    let fields: Vec<_> = sent
        .iter()
        .filter(|field| of_scheme.iter().any(|name| name.eq_ignore_ascii_case(&field.name)))
        .map(|field| (field.name.clone(), String::from_utf8_lossy(&field.value).into_owned()))
        .collect();
    let is_signature = |(name, _): &&(String, String)| name.contains("signature") || name.contains("hmac");
    fields.iter().find(is_signature).or(fields.last()).cloned()
}

fn of_rejection(facts: &Facts) -> Phrase {
    let status = facts.status();
    match signature_sent(facts) {
        Some((name, value)) => {
            let value = diff::excerpt(&value, 48);
            let cut = if value.cut_bytes > 0 { "…" } else { "" };
            phrase!("failed-rejected-signed", status = status, name = name, value = format!("{}{cut}", value.text))
        }
        None => phrase!("failed-rejected", status = status),
    }
}

fn of_path(facts: &Facts) -> Phrase {
    let path = facts.url().map_or_else(|| "/".to_owned(), |url| url.path().to_owned());
    let method = facts.attempt.as_ref().map_or("POST", |attempt| attempt.request.method.as_str());
    match (facts.status(), facts.answered("allow")) {
        (405, Some(allowed)) => phrase!("failed-method-allowed", path = path, method = method, allowed = allowed),
        (405, None) => phrase!("failed-method", path = path, method = method),
        (410, _) => phrase!("failed-gone", path = path),
        (status, _) => phrase!("failed-path", path = path, status = status),
    }
}

fn of_payload(facts: &Facts) -> Phrase {
    let status = facts.status();
    let changed = facts.comparison.iter().flat_map(|comparison| &comparison.changes);
    let mut changed: Vec<_> = changed.filter(|change| is_of_shape(change.kind)).collect();
    changed.sort_by_key(|change| (!facts.answer.names(last_key(&change.path)), change.kind != ChangeKind::TypeChanged));
    let Some(change) = changed.first() else {
        return match (
            status,
            facts.attempt.as_ref().and_then(|attempt| attempt.request.headers.first_text("content-type")),
        ) {
            (415, Some(content_type)) => phrase!("failed-content-type", content_type = content_type),
            (415, None) => phrase!("failed-no-content-type"),
            _ => phrase!("failed-payload", status = status),
        };
    };
    let path = path_in_words(&change.path);
    match change.kind {
        ChangeKind::TypeChanged => match change.right.as_deref().map(type_of) {
            Some(kind) => phrase!("failed-payload-became", status = status, path = path, kind = kind),
            None => phrase!("failed-payload-type", status = status, path = path),
        },
        ChangeKind::Removed => phrase!("failed-payload-gone", status = status, path = path),
        ChangeKind::Added | ChangeKind::ValueChanged | ChangeKind::Moved => {
            phrase!("failed-payload-new", status = status, path = path)
        }
    }
}

fn of_server_error(facts: &Facts) -> Phrase {
    let (status, alike) = (facts.status(), facts.deliveries_alike());
    match (facts.answer.gist(), alike) {
        (Some(error), 1) => phrase!("failed-error", status = status, error = error),
        (Some(error), _) => phrase!("failed-same-error", deliveries = alike, error = error),
        (None, 1) => phrase!("failed-server-error", status = status),
        (None, _) => phrase!("failed-server-error-often", status = status, deliveries = alike),
    }
}

fn of_queue(facts: &Facts) -> Phrase {
    let minutes = u32::try_from(QUEUE_SPAN.as_secs() / 60).unwrap_or(1);
    let (growth, waiting) = (facts.past.arrived.saturating_sub(facts.past.gone) / minutes, facts.past.waiting);
    let concurrency = facts.destination.as_ref().map_or(1, |entry| entry.destination.concurrency);
    match growth {
        0 => phrase!("failed-queue", waiting = waiting, concurrency = concurrency),
        growth => phrase!("failed-queue-grows", growth = growth, concurrency = concurrency),
    }
}

/// Length of the body that was sent.
pub(super) fn sent_bytes(facts: &Facts) -> u64 {
    facts.attempt.as_ref().map_or(facts.delivery.body_bytes, |attempt| attempt.request.body_bytes)
}

/// The path of a JSON Pointer in a sentence.
pub(super) fn path_in_words(pointer: &str) -> Phrase {
    if pointer.is_empty() { phrase!("value-whole-payload") } else { Phrase::verbatim(body::path_text(pointer)) }
}

/// The last key of a JSON Pointer.
pub(super) fn last_key(pointer: &str) -> &str {
    pointer.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or_default()
}

/// What kind of value a JSON text is, with its article.
pub(super) fn type_of(json: &str) -> Phrase {
    match json.trim_start().chars().next() {
        Some('"') => phrase!("value-string"),
        Some('{') => phrase!("value-object"),
        Some('[') => phrase!("value-array"),
        Some('t' | 'f') => phrase!("value-boolean"),
        Some('n') => phrase!("value-null"),
        _ => phrase!("value-number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_easily() {
        assert_eq!(path_in_words("/data/items/0/a~1b"), Phrase::verbatim("data.items[0][\"a/b\"]"));
        assert_eq!((path_in_words(""), last_key("/items/0/amount/3")), (phrase!("value-whole-payload"), "amount"));
    }
}
