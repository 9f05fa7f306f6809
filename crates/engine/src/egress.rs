//! The only way out: sends a signed request to a destination and says what came of it.
//!
//! Promises: an attempt ends within its timeout, whatever the other side does; a redirect is never followed; no proxy
//! of the environment is used; of an answer no more is kept than the request says, and at most
//! [`RESPONSE_SEEN_BYTES_MAX`] are read; nothing is decompressed; what is recorded as sent is what was sent. A failure is
//! an [`Outcome`], never an `Err`.
//!
//! One thing is tried twice at once: when a kept-alive connection turns out to be closed before one byte of the answer
//! was read, the same request goes out again on a fresh connection, and the attempt says so. Servers that close idle
//! connections would cost an attempt otherwise.

mod classify;
mod timing;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use domain::{ErrorClass, Headers, Outcome, Phases, Response, Timestamp};
use reqwest::{Client, redirect};

use crate::clock::Clock;
use timing::{Resolver, Trace, TraceLayer};

/// Bytes of an answer's body that are kept with the attempt.
pub const RESPONSE_KEPT_BYTES_MAX: usize = 64 * 1024;
/// Bytes of an answer's body that are read before the connection is given up.
pub const RESPONSE_SEEN_BYTES_MAX: u64 = 1024 * 1024;
/// Longest time for a connection: name, TCP and TLS.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an unused connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// A request that is ready to go.
#[derive(Debug, Clone)]
pub struct SignedRequest {
    /// `POST`.
    pub method: http::Method,
    /// The callback URL.
    pub url: String,
    /// Every header field that is sent, in order, `host` and `content-length` too.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
    /// Longest time for the whole attempt.
    pub timeout: Duration,
    /// Most bytes of the answer's body that are handed back.
    pub response_kept_bytes_max: usize,
}

/// What came of a request.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// For the judge.
    pub outcome: Outcome,
    /// The answer, when there was one.
    pub response: Option<Response>,
    /// Its kept bytes.
    pub response_body: Bytes,
    /// How long each part took.
    pub phases: Phases,
    /// A connection of an earlier attempt was used.
    pub is_connection_reused: bool,
    /// The reused connection was dead, so it was sent again at once.
    pub was_resent_at_once: bool,
}

impl Exchange {
    /// Lets go of what is not kept with the attempt.
    pub fn keep_for_attempt(&mut self) {
        self.response_body.truncate(RESPONSE_KEPT_BYTES_MAX);
        if let Some(response) = &mut self.response {
            response.body_kept_bytes = self.response_body.len() as u64;
        }
    }
}

/// Sends requests. HTTP in the product, scripted answers in tests.
#[async_trait::async_trait]
pub trait Egress: Send + Sync + 'static {
    /// Sends one request and waits for its end.
    async fn send(&self, request: SignedRequest) -> Exchange;
}

/// Sends over HTTP/1.1, with TLS where the URL says so.
pub struct HttpEgress {
    pooled: Client,
    fresh: Client,
    clock: Arc<dyn Clock>,
}

/// The HTTP client cannot be made: the system has no usable TLS trust store.
#[derive(Debug, thiserror::Error)]
#[error("could not set up the HTTP client")]
pub struct EgressError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl HttpEgress {
    /// Sets up the client.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(clock: Arc<dyn Clock>) -> Result<Self, EgressError> {
        let tls = timing::tls_configuration().map_err(EgressError)?;
        let client = |idle_per_host: usize| {
            Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .connect_timeout(CONNECT_TIMEOUT)
                .pool_idle_timeout(IDLE_TIMEOUT)
                .pool_max_idle_per_host(idle_per_host)
                .http1_only()
                .http1_ignore_invalid_headers_in_responses(true)
                .retry(reqwest::retry::never())
                .referer(false)
                .tcp_nodelay(true)
                .dns_resolver(Resolver)
                .connector_layer(TraceLayer)
                .tls_backend_preconfigured(tls.clone())
                .build()
                .map_err(|error| EgressError(Box::new(error)))
        };
        Ok(Self { pooled: client(usize::MAX)?, fresh: client(0)?, clock })
    }

    async fn send_once(&self, client: &Client, request: &SignedRequest, timeout: Duration) -> Tried {
        let trace = Trace::default();
        let started = Instant::now();
        let tried = timing::traced(&trace, exchange(client, request, timeout, self.clock.now())).await;
        let total = started.elapsed();
        let phases = trace.phases(started, tried.head_at.map(|head_at| head_at.duration_since(started)), total);
        let is_connection_reused = tried.reached_connection && !trace.is_connecting();
        let outcome = match tried.outcome {
            // The time for the whole attempt was over before there was a connection.
            Outcome::Failed { class: ErrorClass::Timeout, detail }
                if trace.is_connecting() && !trace.is_connected() =>
            {
                Outcome::Failed { class: ErrorClass::ConnectTimeout, detail }
            }
            outcome => outcome,
        };
        Tried { outcome, phases, is_connection_reused, ..tried }
    }
}

#[async_trait::async_trait]
impl Egress for HttpEgress {
    async fn send(&self, request: SignedRequest) -> Exchange {
        let started = Instant::now();
        let first = self.send_once(&self.pooled, &request, request.timeout).await;
        let is_stale_connection = first.is_connection_reused
            && first.response.is_none()
            && matches!(&first.outcome, Outcome::Failed { class: ErrorClass::ConnectionLost, .. });
        if !is_stale_connection {
            return first.into_exchange(false);
        }
        let left = request.timeout.saturating_sub(started.elapsed());
        self.send_once(&self.fresh, &request, left).await.into_exchange(true)
    }
}

/// One try, with what is needed to say how it went.
struct Tried {
    outcome: Outcome,
    response: Option<Response>,
    response_body: Bytes,
    head_at: Option<Instant>,
    /// The request got as far as a connection, new or kept.
    reached_connection: bool,
    phases: Phases,
    is_connection_reused: bool,
}

impl Tried {
    fn failed(class: ErrorClass, detail: String, reached_connection: bool) -> Self {
        Self {
            outcome: Outcome::Failed { class, detail },
            response: None,
            response_body: Bytes::new(),
            head_at: None,
            reached_connection,
            phases: Phases::default(),
            is_connection_reused: false,
        }
    }

    fn into_exchange(self, was_resent_at_once: bool) -> Exchange {
        Exchange {
            outcome: self.outcome,
            response: self.response,
            response_body: self.response_body,
            phases: self.phases,
            is_connection_reused: self.is_connection_reused,
            was_resent_at_once,
        }
    }
}

async fn exchange(client: &Client, request: &SignedRequest, timeout: Duration, now: Timestamp) -> Tried {
    let prepared = match prepared(client, request, timeout) {
        Ok(prepared) => prepared,
        Err(detail) => return Tried::failed(ErrorClass::InvalidRequest, detail, false),
    };
    let mut answer = match client.execute(prepared).await {
        Ok(answer) => answer,
        Err(error) => {
            let class = classify::class_of(&error);
            return Tried::failed(class, classify::detail_of(&error), !error.is_connect());
        }
    };
    let head_at = Instant::now();
    let status = answer.status().as_u16();
    let headers: Headers = answer
        .headers()
        .iter()
        .map(|(name, value)| domain::Header { name: name.as_str().to_owned(), value: value.as_bytes().to_vec() })
        .collect();
    let body = read_body(&mut answer, request.response_kept_bytes_max).await;
    let outcome = if status == 101 {
        Outcome::Failed { class: ErrorClass::UnexpectedUpgrade, detail: "101 Switching Protocols".to_owned() }
    } else {
        let retry_after = headers.first_text("retry-after").and_then(|value| domain::retry_after::parse(value, now));
        Outcome::Answered { status, retry_after }
    };
    Tried {
        outcome,
        response: Some(Response {
            status,
            headers,
            body_bytes: body.seen_bytes,
            body_kept_bytes: body.kept.len() as u64,
            is_body_incomplete: body.is_incomplete,
        }),
        response_body: body.kept,
        head_at: Some(head_at),
        reached_connection: true,
        phases: Phases::default(),
        is_connection_reused: false,
    }
}

fn prepared(client: &Client, request: &SignedRequest, timeout: Duration) -> Result<reqwest::Request, String> {
    let mut headers = http::HeaderMap::with_capacity(request.headers.len());
    for header in &request.headers {
        let name = http::HeaderName::from_bytes(header.name.as_bytes()).map_err(|error| error.to_string())?;
        let value = http::HeaderValue::from_bytes(&header.value).map_err(|error| error.to_string())?;
        headers.append(name, value);
    }
    client
        .request(request.method.clone(), &request.url)
        .headers(headers)
        .body(request.body.clone())
        .timeout(timeout)
        .build()
        .map_err(|error| classify::detail_of(&error))
}

struct BodyRead {
    kept: Bytes,
    seen_bytes: u64,
    is_incomplete: bool,
}

/// Reads the body as far as it is kept or counted. The status is known, so a body that breaks off is only noted.
async fn read_body(answer: &mut reqwest::Response, kept_bytes_max: usize) -> BodyRead {
    let mut kept = BytesMut::new();
    let mut seen_bytes = 0_u64;
    let is_incomplete = loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => {
                seen_bytes = seen_bytes.saturating_add(chunk.len() as u64);
                let room = kept_bytes_max.saturating_sub(kept.len());
                kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if seen_bytes >= RESPONSE_SEEN_BYTES_MAX {
                    break true;
                }
            }
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    BodyRead { kept: kept.freeze(), seen_bytes, is_incomplete }
}
