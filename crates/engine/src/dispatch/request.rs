//! Prepares and signs the request of an attempt; a transform may change it in between.
//!
//! The receiver gets what the sender sent: the exact body, and the header fields as they came, without those that
//! speak of the connection between the sender and us, or that hold credentials for us. Ours are added behind them, and
//! replace theirs of the same name: a delivery is signed anew at each attempt, with a fresh timestamp.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{Delivery, Event, Headers, Timestamp, Trigger};
use url::Url;

use super::consent;
use crate::configuration::ConfiguredDestination;
use crate::egress::{RESPONSE_KEPT_BYTES_MAX, RESPONSE_SEEN_BYTES_MAX, SignedRequest, host_field};
use crate::scheme::{self, Outgoing};

/// What we call ourselves in `User-Agent`.
pub const USER_AGENT: &str = concat!("Tacklebox/", env!("CARGO_PKG_VERSION"));

/// Largest answer that becomes an event: as much as is read of one.
const EMITTED_BYTES_MAX: usize = RESPONSE_SEEN_BYTES_MAX as usize;

/// Fields of the received request that are not sent on: RFC 9110 §7.6.1, what our own client sets, and credentials.
const NOT_SENT_ON: [&str; 19] = [
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "host",
    "content-length",
    "expect",
    "accept",
    "accept-encoding",
    "user-agent",
    "authorization",
    "cookie",
    "idempotency-key",
    "origin",
];

/// Fields that speak of the connection: no transform sets them.
const OF_THE_CONNECTION: &[&str] = NOT_SENT_ON.split_at(12).0;

/// A request that is not signed yet.
#[derive(Debug, Clone)]
pub struct PreparedRequest {
    /// Where it goes.
    pub url: String,
    /// `POST`, unless a transform says otherwise.
    pub method: http::Method,
    /// Fields of the sender or the transform, names in lower case.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
    /// The body is the transform's, not the event's.
    pub has_own_body: bool,
}

impl PreparedRequest {
    /// The request that an event makes by itself.
    pub fn of(event_headers: &Headers, body: Bytes, url: String) -> Self {
        let mut headers = Headers::new();
        for header in event_headers {
            if !NOT_SENT_ON.iter().any(|name| header.name.eq_ignore_ascii_case(name)) {
                headers.push(header.name.to_ascii_lowercase(), header.value.clone());
            }
        }
        Self { url, method: http::Method::POST, headers, body, has_own_body: false }
    }
}

/// Signs the request of an attempt. `number` is the attempt's, 1 for the first.
///
/// Answers also whether the body is another than the event's.
///
/// # Errors
/// One sentence, when the URL or a secret cannot be used; trying again would not help.
pub fn signed_request(
    delivery: &Delivery,
    event: &Event,
    prepared: PreparedRequest,
    destination: &ConfiguredDestination,
    number: u32,
    now: Timestamp,
) -> Result<(SignedRequest, bool), String> {
    let target = &destination.destination;
    let outgoing = Outgoing {
        id: &event.id.to_string(),
        now,
        url: &prepared.url,
        method: prepared.method.as_str(),
        headers: &prepared.headers,
        body: &prepared.body,
    };
    let signed = scheme::sign(&destination.scheme, destination.secrets.active(now), &outgoing)?;
    let url_text = signed.url.unwrap_or(prepared.url);
    let host = match &destination.host {
        Some(host) if url_text == target.url => host.clone(),
        _ => host_field(&Url::parse(&url_text).map_err(|error| error.to_string())?),
    };
    let has_own_body = prepared.has_own_body || signed.body.is_some();
    let body = signed.body.map_or(prepared.body, Bytes::from);
    let mut own = Headers::new();
    own.push("user-agent", USER_AGENT);
    own.push("accept", "*/*");
    own.push("tacklebox-event-type", event.event_type.as_str());
    own.push("tacklebox-attempt", number.to_string());
    if let Some(sequence) = delivery.sequence {
        own.push("tacklebox-sequence", sequence.to_string());
    }
    if let Trigger::Replay { .. } = delivery.trigger {
        own.push("tacklebox-replay", "1");
    }
    if consent::is_asked(destination) {
        own.push("origin", consent::ORIGIN);
    }
    for (name, value) in signed.headers {
        own.push(name.to_ascii_lowercase(), value);
    }
    for header in &target.headers {
        own.push(header.name.to_ascii_lowercase(), header.value.clone());
    }
    let mut headers = Headers::new();
    headers.push("host", host);
    for header in prepared.headers {
        if !OF_THE_CONNECTION.contains(&header.name.as_str()) && own.first(&header.name).is_none() {
            headers.push(header.name, header.value);
        }
    }
    headers.push("content-length", body.len().to_string());
    for header in own {
        headers.push(header.name, header.value);
    }
    let request = SignedRequest {
        method: prepared.method,
        url: url_text,
        headers,
        body,
        timeout: target.timeout,
        response_kept_bytes_max: match target.emits {
            Some(_) => EMITTED_BYTES_MAX,
            None => RESPONSE_KEPT_BYTES_MAX,
        },
        access: destination.access.clone(),
    };
    Ok((request, has_own_body))
}

/// What an attempt is recorded with when its request could not even be made.
pub fn unsendable(destination: &ConfiguredDestination, body: &Bytes) -> SignedRequest {
    SignedRequest {
        method: http::Method::POST,
        url: destination.destination.url.clone(),
        headers: Headers::new(),
        body: body.clone(),
        timeout: Duration::ZERO,
        response_kept_bytes_max: 0,
        access: Arc::default(),
    }
}
