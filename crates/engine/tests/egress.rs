//! The way out, against a destination that misbehaves in every way it knows.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{ErrorClass, Headers, Outcome};
use engine::SystemClock;
use engine::egress::{Egress, Exchange, HttpEgress, RESPONSE_KEPT_BYTES_MAX, SignedRequest};
use testkit::HostileServer;

const TIMEOUT: Duration = Duration::from_millis(400);

fn egress() -> HttpEgress {
    HttpEgress::new(Arc::new(SystemClock)).expect("an HTTP client")
}

fn request(url: &str) -> SignedRequest {
    let mut headers = Headers::new();
    let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
    headers.push("host", host);
    headers.push("content-length", "5");
    headers.push("webhook-id", "evt_1");
    let body = Bytes::from_static(b"exact");
    SignedRequest {
        method: http::Method::POST,
        url: url.to_owned(),
        headers,
        body,
        timeout: TIMEOUT,
        response_kept_bytes_max: RESPONSE_KEPT_BYTES_MAX,
        access: Arc::default(),
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

#[tokio::test]
async fn each_way_to_fail_has_its_name() {
    let server = HostileServer::start().await;
    let egress = egress();
    let cases = [
        ("/status/200", Ok(200)),
        ("/status/678", Ok(678)),
        ("/redirect/302?to=/elsewhere", Ok(302)),
        ("/hang", Err(ErrorClass::Timeout)),
        ("/reset", Err(ErrorClass::ConnectionLost)),
        ("/close", Err(ErrorClass::ConnectionLost)),
        ("/not-http", Err(ErrorClass::Protocol)),
        ("/switch", Err(ErrorClass::UnexpectedUpgrade)),
        ("/headers/90", Ok(200)),
    ];
    for (path, expected) in cases {
        let exchange = egress.send(request(&server.url(path))).await;
        assert_eq!(seen(&exchange), expected, "{path}: {:?}", exchange.outcome);
        assert!(exchange.phases.total_us < 5_000_000, "{path} ends within its timeout");
    }
    assert_eq!(server.requests().len(), cases.len(), "nothing is sent twice and no redirect is followed");
}

#[tokio::test]
async fn what_cannot_be_reached_is_told_apart() {
    let egress = egress();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    let refused = egress.send(request(&refused)).await;
    assert_eq!(seen(&refused), Err(ErrorClass::ConnectionRefused));
    assert!(refused.phases.connect_us.is_some() && refused.phases.dns_us.is_none(), "{:?}", refused.phases);
    let unknown = egress.send(request("http://no-such-name.invalid/")).await;
    assert_eq!(seen(&unknown), Err(ErrorClass::Dns), "{:?}", unknown.outcome);
    assert!(unknown.phases.dns_us.is_some() && unknown.phases.connect_us.is_none(), "{:?}", unknown.phases);
    assert_eq!(seen(&egress.send(request("http://")).await), Err(ErrorClass::InvalidRequest));

    // TLS is offered to a server that knows none.
    let server = HostileServer::start().await;
    let https = server.url("/record").replace("http://", "https://");
    let no_tls = egress.send(request(&https)).await;
    assert_eq!(seen(&no_tls), Err(ErrorClass::Tls), "{:?}", no_tls.outcome);

    // Connections are taken by the system and never by the program: TLS does not begin.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_url = format!("https://{}/", silent.local_addr().unwrap());
    assert_eq!(seen(&egress.send(request(&silent_url)).await), Err(ErrorClass::ConnectTimeout));
}

#[tokio::test]
async fn a_status_is_a_verdict_even_when_the_body_breaks_off() {
    let server = HostileServer::start().await;
    let egress = egress();
    for path in ["/hang-body", "/short-body", "/endless-body"] {
        let exchange = egress.send(request(&server.url(path))).await;
        let response = exchange.response.as_ref().expect("an answer");
        assert_eq!((seen(&exchange), response.is_body_incomplete), (Ok(200), true), "{path}");
        assert!(exchange.response_body.len() <= RESPONSE_KEPT_BYTES_MAX, "{path}");
    }
    let big = egress.send(request(&server.url("/big/200000"))).await;
    let response = big.response.expect("an answer");
    assert_eq!((response.body_bytes, response.body_kept_bytes), (200_000, RESPONSE_KEPT_BYTES_MAX as u64));
    assert!(response.is_body_truncated() && !response.is_body_incomplete);
}

#[tokio::test]
async fn a_connection_is_used_again_and_a_dead_one_costs_no_attempt() {
    let server = HostileServer::start().await;
    let egress = egress();
    let first = egress.send(request(&server.url("/record"))).await;
    let second = egress.send(request(&server.url("/record"))).await;
    assert!(!first.is_connection_reused && first.phases.connect_us.is_some());
    assert!(second.is_connection_reused && second.phases.connect_us.is_none());
    assert_eq!(server.connections(), 1);

    let once = egress.send(request(&server.url("/once"))).await;
    assert_eq!((seen(&once), once.is_connection_reused), (Ok(200), true));
    let again = egress.send(request(&server.url("/record"))).await;
    assert_eq!((seen(&again), again.was_resent_at_once), (Ok(200), true), "{:?}", again.outcome);
    assert_eq!(server.connections(), 2);
    assert_eq!(server.requests().len(), 4, "the dead connection took no request");
}

#[tokio::test]
async fn retry_after_is_read_from_the_answer() {
    let server = HostileServer::start().await;
    for (value, expected) in [("120", Some(120)), ("1e30", None), ("99999999999999999999", None)] {
        let exchange = egress().send(request(&server.url(&format!("/retry-after/503/{value}")))).await;
        let asked = Outcome::Answered { status: 503, retry_after: expected.map(Duration::from_secs) };
        assert_eq!(exchange.outcome, asked, "{value}");
    }
}

#[tokio::test]
async fn what_is_sent_is_what_was_signed() {
    let server = HostileServer::start().await;
    let sent = request(&server.url("/record"));
    egress().send(sent.clone()).await;
    let arrived = &server.requests()[0];
    let head = String::from_utf8(arrived.head.clone()).unwrap();
    let fields: Vec<&str> = head.lines().skip(1).filter(|line| !line.is_empty()).collect();
    let expected: Vec<String> = sent
        .headers
        .iter()
        .map(|header| format!("{}: {}", header.name, String::from_utf8_lossy(&header.value)))
        .chain(["accept: */*".to_owned()])
        .collect();
    assert_eq!(fields, expected, "the client adds nothing but `accept`, which deliveries set themselves");
    assert_eq!(arrived.body, b"exact");
}
