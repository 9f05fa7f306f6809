//! What happened, as one sentence.

use std::time::Duration;

use diff::ChangeKind;
use domain::Timestamp;
use domain::explanation::in_words;

use super::FailureKind;
use super::certificate::{Fault, day, fault_in};
use super::changed::is_of_shape;
use super::facts::{Facts, QUEUE_SPAN};

/// What happened.
pub(super) fn sentence(kind: FailureKind, facts: &Facts) -> String {
    let (address, host) = (facts.address(), facts.host());
    match kind {
        FailureKind::Refused => format!("Nothing is listening on {address}."),
        FailureKind::Dns => format!("{host} does not resolve."),
        FailureKind::Unreachable => format!("There is no way through the network to {address}."),
        FailureKind::ConnectTimeout => {
            format!("{address} took no connection in {}.", in_words(connect_timeout(facts)))
        }
        FailureKind::Timeout => match usual_time(facts) {
            Some(usual) => format!("Connected, but no answer in {} (usual: {usual}).", in_words(timeout(facts))),
            None => format!("Connected, but no answer in {}.", in_words(timeout(facts))),
        },
        FailureKind::Tls => of_tls(facts, &host, &address),
        FailureKind::Redirect => match facts.answered("location") {
            Some(location) => format!("It redirects to {location}."),
            None => format!("It answers {}, and does not say where to go.", facts.status()),
        },
        FailureKind::Rejected => of_rejection(facts),
        FailureKind::Path => of_path(facts),
        FailureKind::Payload => of_payload(facts),
        FailureKind::TooLarge => format!("{} is over the app’s limit.", bytes_in_words(sent_bytes(facts))),
        FailureKind::RateLimited => match retry_after(facts) {
            Some(wait) => format!("It asks to wait {}.", in_words(wait)),
            None => "It asks for fewer requests.".to_owned(),
        },
        FailureKind::ServerError => of_server_error(facts),
        FailureKind::Status => format!("{address} answered {}, which is no success.", facts.status()),
        FailureKind::SlowConsumer => of_queue(facts),
        FailureKind::ConnectionLost => format!("{address} closed the connection before it answered."),
        FailureKind::Protocol => format!("What {address} sent is not HTTP."),
        FailureKind::UnexpectedUpgrade => format!("{address} switched protocols instead of answering."),
        FailureKind::InvalidRequest => {
            "The request cannot be made with this callback URL and these headers.".to_owned()
        }
        FailureKind::Local => "This computer could not send it. That costs the delivery no attempt.".to_owned(),
        FailureKind::Authorization => format!("The token server gave no token for {address}."),
        FailureKind::Consent => format!("{address} has not agreed to be sent events, so nothing was sent."),
        FailureKind::Transform => "The transform made no request, so nothing was sent.".to_owned(),
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

fn of_tls(facts: &Facts, host: &str, address: &str) -> String {
    let on = |at: Option<Timestamp>| at.map(|at| format!(" on {}", day(at))).unwrap_or_default();
    match fault_in(facts.detail()) {
        Fault::Expired(at) => format!("The certificate of {host} expired{}.", on(at)),
        Fault::NotYetValid(Some(at)) => format!("The certificate of {host} is valid only from {} on.", day(at)),
        Fault::NotYetValid(None) => format!("The certificate of {host} is not valid yet."),
        Fault::WrongName(names) if names.is_empty() => format!("The certificate is not for {host}."),
        Fault::WrongName(names) => format!("The certificate is for {}, not for {host}.", names.join(", ")),
        Fault::UnknownIssuer => format!("Nobody this computer trusts stands behind the certificate of {host}."),
        Fault::NoTls => format!("{address} does not speak TLS."),
        Fault::Refused => format!("{address} ended the TLS handshake."),
        Fault::Other => format!("No trusted TLS connection to {address}."),
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

fn of_rejection(facts: &Facts) -> String {
    let status = facts.status();
    match signature_sent(facts) {
        Some((name, value)) => {
            let value = diff::excerpt(&value, 48);
            let cut = if value.cut_bytes > 0 { "…" } else { "" };
            format!(
                "Your app rejected the request ({status}). Signature we sent: {name}: {}{cut}, over the raw body.",
                value.text
            )
        }
        None => format!("Your app rejected the request ({status}). It was sent without a signature."),
    }
}

fn of_path(facts: &Facts) -> String {
    let path = facts.url().map_or_else(|| "/".to_owned(), |url| url.path().to_owned());
    let method = facts.attempt.as_ref().map_or("POST", |attempt| attempt.request.method.as_str());
    match (facts.status(), facts.answered("allow")) {
        (405, Some(allowed)) => format!("The path {path} does not take {method} (405); it takes {allowed}."),
        (405, None) => format!("The path {path} does not take {method} (405)."),
        (410, _) => format!("Your app says that {path} is gone for good (410)."),
        (status, _) => format!("The path {path} does not exist ({status})."),
    }
}

fn of_payload(facts: &Facts) -> String {
    let status = facts.status();
    let changed = facts.comparison.iter().flat_map(|comparison| &comparison.changes);
    let mut changed: Vec<_> = changed.filter(|change| is_of_shape(change.kind)).collect();
    changed.sort_by_key(|change| (!facts.answer.names(last_key(&change.path)), change.kind != ChangeKind::TypeChanged));
    let Some(change) = changed.first() else {
        return match (
            status,
            facts.attempt.as_ref().and_then(|attempt| attempt.request.headers.first_text("content-type")),
        ) {
            (415, Some(content_type)) => format!("Your app does not take {content_type} (415)."),
            (415, None) => "Your app does not take a body without a content type (415).".to_owned(),
            _ => format!("Your app refused the payload ({status})."),
        };
    };
    let path = path_in_words(&change.path);
    match change.kind {
        ChangeKind::TypeChanged => match change.right.as_deref().map(type_of) {
            Some(kind) => format!("Your app refused the payload ({status}): {path} became {kind}."),
            None => format!("Your app refused the payload ({status}): {path} is of another type."),
        },
        ChangeKind::Removed => format!("Your app refused the payload ({status}): {path} is gone."),
        ChangeKind::Added | ChangeKind::ValueChanged | ChangeKind::Moved => {
            format!("Your app refused the payload ({status}): {path} is new.")
        }
    }
}

fn of_server_error(facts: &Facts) -> String {
    let (status, alike) = (facts.status(), facts.deliveries_alike());
    match (facts.answer.gist(), alike) {
        (Some(error), 1) => format!("Your app failed with {status}: {error}"),
        (Some(error), _) => format!("Your app throws the same error for {alike} deliveries: {error}"),
        (None, 1) => format!("Your app failed with {status}."),
        (None, _) => format!("Your app fails with {status} for {alike} deliveries."),
    }
}

fn of_queue(facts: &Facts) -> String {
    let minutes = u32::try_from(QUEUE_SPAN.as_secs() / 60).unwrap_or(1);
    let (growth, waiting) = (facts.past.arrived.saturating_sub(facts.past.gone) / minutes, facts.past.waiting);
    let concurrency = facts.destination.as_ref().map_or(1, |entry| entry.destination.concurrency);
    match growth {
        0 => format!("{waiting} deliveries wait for their turn; concurrency is {concurrency}."),
        growth => format!("The queue grows by {growth} a minute; concurrency is {concurrency}."),
    }
}

/// Length of the body that was sent.
pub(super) fn sent_bytes(facts: &Facts) -> u64 {
    facts.attempt.as_ref().map_or(facts.delivery.body_bytes, |attempt| attempt.request.body_bytes)
}

/// A size in the unit that fits: `12 MB`, `340 kB`.
pub(super) fn bytes_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            if tenths.is_multiple_of(10) {
                format!("{} MB", tenths / 10)
            } else {
                format!("{}.{} MB", tenths / 10, tenths % 10)
            }
        }
    }
}

/// The path of a JSON Pointer in a sentence.
pub(super) fn path_in_words(pointer: &str) -> String {
    if pointer.is_empty() { "the whole payload".to_owned() } else { body::path_text(pointer) }
}

/// The last key of a JSON Pointer.
pub(super) fn last_key(pointer: &str) -> &str {
    pointer.rsplit('/').find(|step| step.parse::<usize>().is_err()).unwrap_or_default()
}

/// What kind of value a JSON text is, with its article.
pub(super) fn type_of(json: &str) -> &'static str {
    match json.trim_start().chars().next() {
        Some('"') => "a string",
        Some('{') => "an object",
        Some('[') => "an array",
        Some('t' | 'f') => "true or false",
        Some('n') => "null",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_paths_are_read_easily() {
        assert_eq!(
            [12, 12_000_000, 12_340_000, 340_001].map(bytes_in_words),
            ["12 bytes", "12 MB", "12.4 MB", "341 kB"]
        );
        assert_eq!(path_in_words("/data/items/0/a~1b"), "data.items[0][\"a/b\"]");
        assert_eq!((path_in_words("").as_str(), last_key("/items/0/amount/3")), ("the whole payload", "amount"));
    }
}
