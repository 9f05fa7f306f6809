//! How deliveries get into destinations, against real servers on this computer.

mod authorizations;
mod certificates;
mod gates;
mod limits;
mod proxies;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::access::{Authorization, Connection};
use domain::{ErrorClass, Headers, Outcome};
use engine::SystemClock;
use engine::egress::{Access, Credential, Credentials, Exchange, HttpEgress, RESPONSE_KEPT_BYTES_MAX, SignedRequest};
use testkit::HostileRequest;

/// Longer than any test needs.
const TIMEOUT: Duration = Duration::from_secs(5);

fn egress() -> HttpEgress {
    HttpEgress::new(Arc::new(SystemClock)).expect("an HTTP client")
}

/// Settings with the secret of their authorization.
fn authorized(authorization: Authorization, secret: &str) -> Arc<Access> {
    let credentials = Credentials { authorization: Some(Credential::new(secret)), ..Credentials::default() };
    checked(Access::new(authorization, Connection::default(), credentials))
}

/// Settings that the product would take.
fn checked(access: Access) -> Arc<Access> {
    access.check().expect("settings that can be used");
    Arc::new(access)
}

fn request(url: &str, access: &Arc<Access>) -> SignedRequest {
    let mut headers = Headers::new();
    headers.push("host", url.split('/').nth(2).unwrap_or_default());
    headers.push("content-length", "5");
    headers.push("authorization", "of the sender");
    headers.push("webhook-id", "evt_1");
    SignedRequest {
        method: http::Method::POST,
        url: url.to_owned(),
        headers,
        body: Bytes::from_static(b"exact"),
        timeout: TIMEOUT,
        response_kept_bytes_max: RESPONSE_KEPT_BYTES_MAX,
        access: access.clone(),
    }
}

/// What was seen: the status, or the kind of the failure.
fn seen(exchange: &Exchange) -> Result<u16, ErrorClass> {
    match &exchange.outcome {
        Outcome::Answered { status, .. } => Ok(*status),
        Outcome::Failed { class, .. } => Err(*class),
        Outcome::Cancelled { reason } => panic!("only a transform cancels: {reason}"),
    }
}

/// The words of a failure.
fn detail(exchange: &Exchange) -> &str {
    match &exchange.outcome {
        Outcome::Failed { detail, .. } => detail,
        Outcome::Answered { .. } | Outcome::Cancelled { .. } => "",
    }
}

/// Every value that an attempt records for a header field.
fn recorded<'a>(exchange: &'a Exchange, name: &str) -> Vec<&'a str> {
    let headers = exchange.sent_headers.as_ref().expect("header fields with something hidden");
    headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case(name))
        .map(|header| std::str::from_utf8(&header.value).expect("text"))
        .collect()
}

/// Every value that arrived for a header field.
fn arrived(request: &HostileRequest, name: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&request.head).into_owned();
    text.lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.to_owned())
        .collect()
}
