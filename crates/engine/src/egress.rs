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

mod access;
mod authorize;
mod classify;
mod clients;
mod recently_used;
mod timing;
mod tls;
mod tokens;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use domain::{Authorization, ErrorClass, Headers, Outcome, Phases, Response};
use reqwest::Client;
use url::Url;

use crate::clock::Clock;
use authorize::Field;
use clients::{Clients, Pair};
use timing::Trace;
use tokens::{Token, Tokens};

pub use access::{Access, Credential, Credentials};
pub use authorize::hint_of;
pub(crate) use classify::detail_of;
pub(crate) use clients::feed_client;

/// Bytes of an answer's body that are kept with the attempt.
pub const RESPONSE_KEPT_BYTES_MAX: usize = 64 * 1024;
/// Bytes of an answer's body that are read before the connection is given up.
pub const RESPONSE_SEEN_BYTES_MAX: u64 = 1024 * 1024;
/// Longest time for a connection: name, TCP and TLS.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The status that says that a token is not taken.
const UNAUTHORIZED: u16 = 401;

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
    /// How the destination is got into.
    pub access: Arc<Access>,
}

/// What came of a request.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// For the judge.
    pub outcome: Outcome,
    /// The header fields as they are recorded, when they are not those of the request: secrets are hidden.
    pub sent_headers: Option<Headers>,
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
    /// A failure before anything was sent.
    pub fn failed(class: ErrorClass, detail: String, total: Duration) -> Self {
        Self::unsent(Outcome::Failed { class, detail }, total)
    }

    /// The end of an attempt that sent nothing.
    pub fn unsent(outcome: Outcome, total: Duration) -> Self {
        let total_us = u64::try_from(total.as_micros()).unwrap_or(u64::MAX);
        Self {
            outcome,
            sent_headers: None,
            response: None,
            response_body: Bytes::new(),
            phases: Phases { total_us, ..Phases::default() },
            is_connection_reused: false,
            was_resent_at_once: false,
        }
    }

    /// Lets go of what is not kept with the attempt.
    pub fn keep_for_attempt(&mut self) {
        self.response_body.truncate(RESPONSE_KEPT_BYTES_MAX);
        if let Some(response) = &mut self.response {
            response.body_kept_bytes = self.response_body.len() as u64;
        }
    }
}

/// The `Host` field of a URL: the port only where it is not the scheme's own.
pub(crate) fn host_field(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
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
    clients: Clients,
    tokens: Tokens,
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
        Ok(Self { clients: Clients::new()?, tokens: Tokens::new(clock.clone()), clock })
    }

    /// Sends a request with the field that says who it is; over a fresh connection when a kept one was dead.
    async fn send_as(&self, pair: &Pair, request: &SignedRequest, field: Option<&Field>, started: Instant) -> Exchange {
        let headers = field.map(|field| authorize::recorded(&request.headers, field));
        let left = request.timeout.saturating_sub(started.elapsed());
        let first = self.send_once(&pair.pooled, request, headers.as_ref(), field, left).await;
        let is_stale_connection = first.is_connection_reused
            && first.response.is_none()
            && matches!(&first.outcome, Outcome::Failed { class: ErrorClass::ConnectionLost, .. });
        if !is_stale_connection {
            return first.into_exchange(headers, false);
        }
        let left = request.timeout.saturating_sub(started.elapsed());
        self.send_once(&pair.fresh, request, headers.as_ref(), field, left).await.into_exchange(headers, true)
    }

    async fn send_once(
        &self,
        client: &Client,
        request: &SignedRequest,
        headers: Option<&Headers>,
        field: Option<&Field>,
        timeout: Duration,
    ) -> Tried {
        let trace = Trace::default();
        let started = Instant::now();
        let prepared = prepared(client, request, headers.unwrap_or(&request.headers), field, timeout);
        let tried = timing::traced(&trace, self.exchange(client, request, prepared, &trace)).await;
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

    async fn exchange(
        &self,
        client: &Client,
        request: &SignedRequest,
        prepared: Result<reqwest::Request, String>,
        trace: &Trace,
    ) -> Tried {
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(detail) => return Tried::failed(ErrorClass::InvalidRequest, detail, false),
        };
        let answered = match request.access.connection().first_byte_timeout {
            None => client.execute(prepared).await,
            Some(limit) => tokio::select! {
                answered = client.execute(prepared) => answered,
                () = trace.ready_for(limit) => {
                    let detail = format!("no answer began within {} ms", limit.as_millis());
                    return Tried::failed(ErrorClass::Timeout, detail, true);
                }
            },
        };
        let mut answer = match answered {
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
            let asked_for = headers.first_text("retry-after");
            let retry_after = asked_for.and_then(|value| domain::retry_after::parse(value, self.clock.now()));
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

    /// A token for the request; a new one when `refused` is still the newest.
    async fn token(
        &self,
        pair: &Pair,
        request: &SignedRequest,
        started: Instant,
        refused: Option<&Token>,
    ) -> Result<(Token, Field), Exchange> {
        let left = request.timeout.saturating_sub(started.elapsed());
        let got = self.tokens.get(&request.access, &pair.pooled, left, refused).await;
        let token = got.and_then(|token| token.field().map(|field| (token, field)));
        token.map_err(|detail| Exchange::failed(ErrorClass::Authorization, detail, started.elapsed()))
    }

    async fn send_with_token(&self, pair: &Pair, request: &SignedRequest, started: Instant) -> Exchange {
        let (token, field) = match self.token(pair, request, started, None).await {
            Ok(got) => got,
            Err(failed) => return failed,
        };
        let exchange = self.send_as(pair, request, Some(&field), started).await;
        if !matches!(exchange.outcome, Outcome::Answered { status: UNAUTHORIZED, .. }) {
            return exchange;
        }
        // The token may have been taken back before its time. Once: a destination that refuses every token is that.
        match self.token(pair, request, started, Some(&token)).await {
            Ok((_, field)) => self.send_as(pair, request, Some(&field), started).await,
            Err(failed) => failed,
        }
    }
}

#[async_trait::async_trait]
impl Egress for HttpEgress {
    async fn send(&self, request: SignedRequest) -> Exchange {
        let started = Instant::now();
        let pair = match self.clients.pair_for(&request.access) {
            Ok(pair) => pair,
            Err((class, detail)) => return Exchange::failed(class, detail, started.elapsed()),
        };
        let mut exchange = match request.access.authorization() {
            Authorization::None => self.send_as(&pair, &request, None, started).await,
            Authorization::OAuth2ClientCredentials(_) => self.send_with_token(&pair, &request, started).await,
            Authorization::Basic { .. } | Authorization::Bearer | Authorization::ApiKey { .. } => {
                match Field::fixed(&request.access) {
                    Ok(field) => self.send_as(&pair, &request, field.as_ref(), started).await,
                    Err(detail) => Exchange::failed(ErrorClass::Authorization, detail, started.elapsed()),
                }
            }
        };
        exchange.phases.total_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        exchange
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

    fn into_exchange(self, sent_headers: Option<Headers>, was_resent_at_once: bool) -> Exchange {
        Exchange {
            outcome: self.outcome,
            sent_headers,
            response: self.response,
            response_body: self.response_body,
            phases: self.phases,
            is_connection_reused: self.is_connection_reused,
            was_resent_at_once,
        }
    }
}

fn prepared(
    client: &Client,
    request: &SignedRequest,
    recorded: &Headers,
    field: Option<&Field>,
    timeout: Duration,
) -> Result<reqwest::Request, String> {
    let mut headers = http::HeaderMap::with_capacity(recorded.len());
    for header in recorded {
        let name = http::HeaderName::from_bytes(header.name.as_bytes()).map_err(|error| error.to_string())?;
        let value = http::HeaderValue::from_bytes(&header.value).map_err(|error| error.to_string())?;
        headers.append(name, value);
    }
    if let Some(field) = field {
        field.put(&mut headers);
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
