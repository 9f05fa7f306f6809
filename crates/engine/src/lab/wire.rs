//! Sends one request of an attack: whole, cut off, or a byte at a time. HTTP is spoken by the library; what misbehaves
//! is the body and the connection under it.

mod half_closing;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::Bytes;
use domain::Headers;
use domain::lab::{Failure, Part, Seen};
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::clock::Clock;
use crate::egress::Access;
use half_closing::{HalfClosing, Switch};

/// Bytes that are handed over at a time.
const CHUNK_BYTES: usize = 64 * 1024;
/// Bytes of an answer's body that are shown.
const EXCERPT_BYTES: usize = 2 * 1024;

/// A request of an attack.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Where to.
    pub url: Url,
    /// Its header fields, without `host` and `content-length`.
    pub headers: Headers,
    /// The body that is promised.
    pub body: Bytes,
    /// How it is sent.
    pub manner: Manner,
    /// Longest time for it.
    pub limit: Duration,
}

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As it should be.
    Whole,
    /// So many bytes of it; then our side of the connection ends, and an answer is waited for.
    CutOff(usize),
    /// A byte, then this rest, and so on.
    Slowly(Duration),
}

/// The way out to the receiver.
pub struct Wire {
    clock: Arc<dyn Clock>,
    access: Arc<Access>,
}

/// Why there is no answer.
struct NoAnswer(Failure, String);

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Wire {
    /// A way out that reaches the receiver as `access` says; proxies are not used.
    pub fn new(clock: Arc<dyn Clock>, access: Arc<Access>) -> Self {
        Self { clock, access }
    }

    /// Sends a request, and says what came of it.
    pub async fn send(&self, sent: Sent, part: Part) -> Seen {
        let started = Instant::now();
        let sent_bytes = Arc::new(AtomicU64::new(0));
        let exchange = tokio::time::timeout(sent.limit, self.exchange(&sent, &sent_bytes)).await;
        let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let seen = Seen {
            part,
            status: None,
            failure: None,
            detail: String::new(),
            retry_after_ms: None,
            total_ms: elapsed_ms,
            sent_bytes: sent_bytes.load(Ordering::Relaxed),
            excerpt: String::new(),
        };
        match exchange {
            Ok(Ok(answer)) => Seen { total_ms: elapsed_ms, part, sent_bytes: seen.sent_bytes, ..answer },
            Ok(Err(NoAnswer(failure, detail))) => Seen { failure: Some(failure), detail, ..seen },
            Err(_) => Seen { failure: Some(Failure::TimedOut), ..seen },
        }
    }

    async fn exchange(&self, sent: &Sent, sent_bytes: &Arc<AtomicU64>) -> Result<Seen, NoAnswer> {
        let stream = self.connect(&sent.url).await.map_err(|detail| NoAnswer(Failure::NotConnected, detail))?;
        let switch = Switch::default();
        let stream = TokioIo::new(HalfClosing::new(stream, switch.clone()));
        let (mut sender, connection) = http1::handshake(stream).await.map_err(|error| failed(&error))?;
        // The connection goes with its exchange.
        let mut connections = JoinSet::new();
        connections.spawn(connection);
        let request = request(sent, self.body(sent, switch, sent_bytes.clone()))
            .map_err(|detail| NoAnswer(Failure::NotConnected, detail))?;
        let answer = sender.send_request(request).await.map_err(|error| failed(&error))?;
        let (head, mut body) = answer.into_parts();
        let mut excerpt = Vec::new();
        while let Some(Ok(frame)) = body.frame().await {
            excerpt.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
            if excerpt.len() >= EXCERPT_BYTES {
                break;
            }
        }
        excerpt.truncate(EXCERPT_BYTES);
        let retry_after = head.headers.get(http::header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wait = retry_after.and_then(|value| domain::retry_after::parse(value, self.clock.now()));
        Ok(Seen {
            part: Part::First,
            status: Some(head.status.as_u16()),
            failure: None,
            detail: String::new(),
            retry_after_ms: wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
            total_ms: 0,
            sent_bytes: 0,
            excerpt: String::from_utf8_lossy(&excerpt).into_owned(),
        })
    }

    async fn connect(&self, url: &Url) -> Result<Box<dyn Stream>, String> {
        let port = url.port_or_known_default().unwrap_or(80);
        let connected = match url.host() {
            Some(Host::Domain(name)) => TcpStream::connect((name, port)).await,
            Some(Host::Ipv4(address)) => TcpStream::connect((address, port)).await,
            Some(Host::Ipv6(address)) => TcpStream::connect((address, port)).await,
            None => return Err("the URL names no host".to_owned()),
        };
        let stream = connected.map_err(|error| error.to_string())?;
        // Bytes that are sent alone must go alone.
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        if url.scheme() != "https" {
            return Ok(Box::new(stream));
        }
        let name = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(name).map_err(|error| error.to_string())?;
        let connector = TlsConnector::from(Arc::new(self.access.tls()?));
        Ok(Box::new(connector.connect(name, stream).await.map_err(|error| error.to_string())?))
    }

    fn body(
        &self,
        sent: &Sent,
        switch: Switch,
        count: Arc<AtomicU64>,
    ) -> StreamBody<BoxStream<'static, Result<Frame<Bytes>, Infallible>>> {
        let pieces = match sent.manner {
            Manner::Whole => chunks(sent.body.clone()),
            Manner::CutOff(at) => {
                let end = stream::poll_fn(move |_| {
                    switch.close();
                    Poll::Pending
                });
                chunks(sent.body.slice(..at.min(sent.body.len()))).chain(end).boxed()
            }
            Manner::Slowly(rest) => slowly(sent.body.clone(), self.clock.clone(), rest),
        };
        let counted = pieces.map(move |piece| {
            count.fetch_add(piece.len() as u64, Ordering::Relaxed);
            Ok(Frame::data(piece))
        });
        StreamBody::new(counted.boxed())
    }
}

fn chunks(body: Bytes) -> BoxStream<'static, Bytes> {
    let count = body.len().div_ceil(CHUNK_BYTES);
    let chunk = move |index: usize| body.slice(index * CHUNK_BYTES..body.len().min((index + 1) * CHUNK_BYTES));
    stream::iter((0..count).map(chunk)).boxed()
}

fn slowly(body: Bytes, clock: Arc<dyn Clock>, rest: Duration) -> BoxStream<'static, Bytes> {
    let next = move |at: usize| {
        let (clock, body) = (clock.clone(), body.clone());
        async move {
            if at > 0 {
                clock.sleep_until(clock.now().after(rest)).await;
            }
            (at < body.len()).then(|| (body.slice(at..=at), at + 1))
        }
    };
    stream::unfold(0, next).boxed()
}

fn request<B>(sent: &Sent, body: B) -> Result<http::Request<B>, String> {
    let target = &sent.url[url::Position::BeforePath..url::Position::AfterQuery];
    let mut request = http::Request::builder().method(http::Method::POST).uri(target);
    request = request.header("host", crate::egress::host_field(&sent.url));
    for header in sent.headers.iter() {
        request = request.header(&header.name, header.value.as_slice());
    }
    request.header("content-length", sent.body.len()).body(body).map_err(|error| error.to_string())
}

fn failed(error: &hyper::Error) -> NoAnswer {
    let failure = if error.is_parse() { Failure::NotHttp } else { Failure::Closed };
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    NoAnswer(failure, format!("{error}{cause}"))
}
