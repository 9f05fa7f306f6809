//! The receiver listener: takes events at `/in/{slug}`, has mock destinations answer at `/mock/{name}`, answers
//! `/healthz`, and nothing else.
//!
//! Any method and any media type are taken. The body is read whole, within a limit and a deadline, and handed over with
//! the header fields as they stood on the wire. What could be read in two ways by two programs (`Content-Length` beside
//! `Transfer-Encoding`, a whole URL or `CONNECT` on the request line) is refused.

mod mock;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::Headers;
use engine::{BODY_BYTES_MAX, EVENT_ID_HEADER, Engine, IntakeAnswer, ReceivedRequest};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Version, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use tokio::net::TcpStream;

use crate::connections::{Answer, Cut};
use wire::{WireRecorder, WireStream};

/// Longest time for a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// What senders wait when something is in the way that soon passes.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Answers what comes to the receiver.
#[derive(Clone)]
pub struct Receiver {
    engine: Arc<Engine>,
}

/// One connection of a sender.
#[derive(Clone)]
pub struct Sender {
    peer: SocketAddr,
    wire: WireRecorder,
}

impl Receiver {
    /// A receiver for an engine.
    pub const fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    async fn receive(&self, sender: Sender, request: Request<Incoming>) -> Result<mock::Reaction, Refusal> {
        let wire::Head { headers, has_two_lengths } = sender.wire.next_head(request.headers());
        if request.uri().authority().is_some() || request.method() == Method::CONNECT {
            return Err(Refusal::NOT_A_PROXY);
        }
        if has_two_lengths {
            return Err(Refusal::AMBIGUOUS_LENGTH);
        }
        let path = request.uri().path();
        if path == "/healthz" {
            return Ok(Ok(text(StatusCode::OK, "ok")));
        }
        if path.starts_with(mock::PREFIX) {
            return self.mock(&sender, headers, request).await;
        }
        let (head, body) = request.into_parts();
        let slug =
            head.uri.path().strip_prefix("/in/").filter(|slug| !slug.is_empty()).ok_or(Refusal::NO_SUCH_SOURCE)?;
        let body = read(body).await?;
        let received = ReceivedRequest {
            method: head.method.to_string(),
            path_and_query: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            http_version: version_of(head.version),
            peer: Some(sender.peer.to_string()),
            headers,
            body,
            relay: None,
        };
        answer_of(self.engine.intake().receive(slug, received).await).map(Ok)
    }
}

impl Answer for Receiver {
    type Body = Full<Bytes>;
    type Connection = Sender;
    type Stream = WireStream<TcpStream>;

    fn connection(&self, stream: TcpStream, peer: SocketAddr) -> (Self::Stream, Sender) {
        let wire = WireRecorder::default();
        (WireStream::new(stream, wire.clone()), Sender { peer, wire })
    }

    fn into_tcp(stream: Self::Stream) -> TcpStream {
        stream.into_stream()
    }

    async fn answer(&self, sender: Sender, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Cut> {
        self.receive(sender, request).await.unwrap_or_else(|refusal| Ok(refusal.into_response()))
    }
}

fn version_of(version: Version) -> String {
    match version {
        Version::HTTP_10 => "HTTP/1.0".to_owned(),
        _ => "HTTP/1.1".to_owned(),
    }
}

async fn read(body: Incoming) -> Result<Bytes, Refusal> {
    if body.size_hint().lower() > BODY_BYTES_MAX as u64 {
        return Err(Refusal::TOO_LARGE);
    }
    match tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, BODY_BYTES_MAX).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TOO_LARGE),
        Ok(Err(_)) => Err(Refusal::BROKEN_BODY),
        Err(_) => Err(Refusal::TOO_SLOW),
    }
}

fn answer_of(answer: IntakeAnswer) -> Result<Response<Full<Bytes>>, Refusal> {
    match answer {
        IntakeAnswer::Captured { event_id, reply } => {
            let mut response = Response::new(Full::new(Bytes::from(reply.body)));
            *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
            if let Ok(media_type) = HeaderValue::from_str(&reply.content_type) {
                response.headers_mut().insert(header::CONTENT_TYPE, media_type);
            }
            name_event(response.headers_mut(), &event_id.to_string());
            Ok(response)
        }
        IntakeAnswer::Rejected { event_id, reason, explanation } => {
            let mut response = Refusal::rejected(reason, explanation).into_response();
            name_event(response.headers_mut(), &event_id.to_string());
            Ok(response)
        }
        IntakeAnswer::Handshake { event_id, answer } => {
            let mut response = Response::new(Full::new(Bytes::from(answer.body)));
            *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
            for (name, value) in answer.headers {
                if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value))
                {
                    response.headers_mut().insert(name, value);
                }
            }
            name_event(response.headers_mut(), &event_id.to_string());
            Ok(response)
        }
        IntakeAnswer::NoSuchSource => Err(Refusal::NO_SUCH_SOURCE),
        IntakeAnswer::Unavailable => Err(Refusal::UNAVAILABLE),
        IntakeAnswer::Paused { retry_after } => Err(Refusal { retry_after, ..Refusal::PAUSED }),
    }
}

fn name_event(headers: &mut HeaderMap, event_id: &str) {
    if let Ok(value) = HeaderValue::from_str(event_id) {
        headers.insert(EVENT_ID_HEADER, value);
    }
}

fn text(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    response
}

/// Why a request was not captured, or was kept as rejected: told to the sender as problem details (RFC 9457).
struct Refusal {
    status: StatusCode,
    code: &'static str,
    reason: Option<String>,
    detail: std::borrow::Cow<'static, str>,
    closes: bool,
    /// When it may come again, if it may.
    retry_after: Duration,
}

impl Refusal {
    const NO_SUCH_SOURCE: Self = Self::new(StatusCode::NOT_FOUND, "no_such_source", "nothing receives at this address");
    const NO_SUCH_MOCK: Self = Self::closing(StatusCode::NOT_FOUND, "no_such_mock", "no mock answers at this address");
    const MOCKS_BUSY: Self =
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "mocks_busy", "too many requests wait for mocks already");
    const NOT_A_PROXY: Self = Self::closing(StatusCode::BAD_REQUEST, "not_a_proxy", "this is a receiver, not a proxy");
    const AMBIGUOUS_LENGTH: Self = Self::closing(
        StatusCode::BAD_REQUEST,
        "ambiguous_length",
        "the request has both a Content-Length and a Transfer-Encoding",
    );
    const TOO_LARGE: Self =
        Self::closing(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "a body may have at most 25 MiB");
    const TOO_SLOW: Self =
        Self::closing(StatusCode::REQUEST_TIMEOUT, "body_too_slow", "the body did not arrive within 30 s");
    const BROKEN_BODY: Self = Self::closing(StatusCode::BAD_REQUEST, "body_broken", "the body ended before its end");
    const UNAVAILABLE: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "not_captured",
        "the event could not be stored now; please send it again",
    );

    const PAUSED: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "receiver_paused",
        "the receiver is paused and kept nothing of this; please send it again later",
    );

    const fn new(status: StatusCode, code: &'static str, detail: &'static str) -> Self {
        Self {
            status,
            code,
            reason: None,
            detail: std::borrow::Cow::Borrowed(detail),
            closes: false,
            retry_after: RETRY_AFTER,
        }
    }

    /// The rest of the request is not read, so the connection cannot be used again.
    const fn closing(status: StatusCode, code: &'static str, detail: &'static str) -> Self {
        Self {
            status,
            code,
            reason: None,
            detail: std::borrow::Cow::Borrowed(detail),
            closes: true,
            retry_after: RETRY_AFTER,
        }
    }

    fn rejected(reason: String, explanation: String) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: "signature_rejected",
            reason: Some(reason),
            detail: explanation.into(),
            closes: false,
            retry_after: RETRY_AFTER,
        }
    }

    fn into_response(self) -> Response<Full<Bytes>> {
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "code": self.code,
            "reason": self.reason,
            "detail": self.detail,
        });
        let mut response = Response::new(Full::new(Bytes::from(problem.to_string())));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(self.retry_after.as_secs()));
        }
        if self.closes {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// The header fields as the HTTP library gives them: names in lower case.
fn headers_of(headers: &HeaderMap) -> Headers {
    let field = |(name, value): (&http::HeaderName, &HeaderValue)| domain::Header {
        name: name.as_str().to_owned(),
        value: value.as_bytes().to_vec(),
    };
    headers.iter().map(field).collect()
}
