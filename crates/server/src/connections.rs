//! Accepts connections and serves HTTP/1.1 on them, with a bound on everything a sender could make us wait for.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::configuration::Listen;
use crate::error::StartError;

/// Longest time for the head of a request, also between two requests of a connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Header fields of a request.
const HEADERS_MAX: usize = 100;
/// Bytes of the head of a request.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// Connections in all.
const CONNECTIONS_MAX: usize = 1024;
/// Connections of one peer.
const CONNECTIONS_PER_PEER_MAX: usize = 256;
/// Longest time for what is written before a connection is cut.
const CUT_TIMEOUT: Duration = Duration::from_secs(10);
/// The wait after the system had no file descriptor for a connection.
const ACCEPT_WAIT: Duration = Duration::from_millis(100);

/// Takes the first free of the addresses.
///
/// # Errors
/// When none is free.
pub async fn listen(listen: Listen) -> Result<TcpListener, StartError> {
    let mut failed = None;
    for address in listen.candidates() {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(source) => failed = Some(StartError::Listen { address, source }),
        }
    }
    Err(failed.expect("there is at least one candidate"))
}

/// Answers the requests of one connection.
pub trait Answer: Clone + Send + Sync + 'static {
    /// The body of an answer.
    type Body: Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static;
    /// What belongs to one connection.
    type Connection: Clone + Send + Sync + 'static;
    /// The connection's stream, as HTTP is read from it.
    type Stream: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static;

    /// Takes a new connection.
    fn connection(&self, stream: TcpStream, peer: SocketAddr) -> (Self::Stream, Self::Connection);

    /// The socket under a stream.
    fn into_tcp(stream: Self::Stream) -> TcpStream;

    /// Answers one request of it, or ends it.
    fn answer(
        &self,
        connection: Self::Connection,
        request: Request<Incoming>,
    ) -> impl Future<Output = Result<Response<Self::Body>, Cut>> + Send;
}

/// The end of a connection in place of an answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the connection is ended on purpose")]
pub struct Cut {
    /// What is written before, as it is.
    pub sent: Bytes,
    /// How it ends.
    pub ending: Ending,
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// In order: FIN.
    Close,
    /// As when the program crashed: RST.
    Reset,
}

/// Serves connections until `stopping`; those with a request under way may end it.
pub async fn serve<A: Answer>(listener: TcpListener, answer: A, stopping: CancellationToken, tasks: TaskTracker) {
    let peers = Peers::default();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopping.cancelled() => return,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "connection not accepted");
                wait_a_little().await;
                continue;
            }
        };
        // Over the limit the connection is closed at once; the sender tries again.
        let Some(place) = peers.take_place(peer.ip()) else { continue };
        let _ = stream.set_nodelay(true);
        let (answer, stopping) = (answer.clone(), stopping.clone());
        tasks.spawn(async move {
            serve_connection(answer, stream, peer, stopping).await;
            drop(place);
        });
    }
}

async fn serve_connection<A: Answer>(answer: A, stream: TcpStream, peer: SocketAddr, stopping: CancellationToken) {
    let (stream, connection) = answer.connection(stream, peer);
    let service = service_fn(move |request| {
        let (answer, connection) = (answer.clone(), connection.clone());
        async move { answer.answer(connection, request).await }
    });
    let mut serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        ended = &mut serving => ended,
        () = stopping.cancelled() => {
            std::pin::Pin::new(&mut serving).graceful_shutdown();
            (&mut serving).await
        }
    };
    if let Err(error) = ended {
        // The HTTP library gives back what its service ended with, and leaves the socket as it is.
        if let Some(cut) = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<Cut>()) {
            let stream = A::into_tcp(serving.into_parts().io.into_inner());
            cut.end(stream).await;
            return;
        }
        tracing::debug!(%peer, error = &error as &dyn std::error::Error, "connection ended");
    }
}

impl Cut {
    async fn end(&self, mut stream: TcpStream) {
        let written = tokio::time::timeout(CUT_TIMEOUT, stream.write_all(&self.sent)).await;
        match self.ending {
            // Dropping the socket sends the rest: nothing unread is left of a request that was read whole.
            Ending::Close if matches!(written, Ok(Ok(()))) => drop(stream.shutdown().await),
            Ending::Close => {}
            Ending::Reset => {
                if let Err(error) = stream.set_zero_linger() {
                    tracing::debug!(%error, "connection not reset");
                }
            }
        }
    }
}

async fn wait_a_little() {
    tokio::time::sleep_until(tokio::time::Instant::now() + ACCEPT_WAIT).await;
}

/// Counts connections, in all and by peer.
#[derive(Debug, Clone, Default)]
struct Peers(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// The place of one connection; given back when dropped.
struct Place {
    peers: Peers,
    peer: IpAddr,
}

impl Peers {
    fn take_place(&self, peer: IpAddr) -> Option<Place> {
        let mut peers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = peers.values().sum();
        let own = peers.entry(peer).or_insert(0);
        if all >= CONNECTIONS_MAX || *own >= CONNECTIONS_PER_PEER_MAX {
            return None;
        }
        *own += 1;
        Some(Place { peers: self.clone(), peer })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut peers = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = peers.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                peers.remove(&self.peer);
            }
        }
    }
}
