//! Measures the parts of an attempt: name, connect, TLS.
//!
//! The HTTP library says when a request begins and when its answer's head is there, but not what happened between. The
//! parts are seen from the three places where we are called while a connection is made: the resolver (name begins and
//! ends), the first key share of the TLS handshake (TCP is connected, TLS begins), and a layer around the connector
//! (the connection is ready). A task-local [`Trace`] carries the times to the request that asked for the connection.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use domain::Phases;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::crypto::{ActiveKeyExchange, SupportedKxGroup};
use rustls::{NamedGroup, ProtocolVersion};
use tokio::task::futures::TaskLocalFuture;
use tower::{Layer, Service};

/// How often one looks whether a connection is ready. Shorter than any limit that begins then.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

tokio::task_local! {
    static TRACE: Trace;
}

/// Times of one request's connection.
#[derive(Debug, Clone, Default)]
pub struct Trace(Arc<Mutex<Times>>);

#[derive(Debug, Clone, Copy, Default)]
struct Times {
    connect_began: Option<Instant>,
    name_began: Option<Instant>,
    name_ended: Option<Instant>,
    /// The same, when the name was found.
    resolved_at: Option<Instant>,
    tls_began: Option<Instant>,
    connect_ended: Option<Instant>,
}

/// Runs a request so that what is measured on its way goes to `trace`.
pub fn traced<F: Future>(trace: &Trace, request: F) -> impl Future<Output = F::Output> {
    TRACE.scope(trace.clone(), request)
}

impl Trace {
    /// Whether a connection was begun for this request.
    pub fn is_connecting(&self) -> bool {
        self.times().connect_began.is_some()
    }

    /// Whether that connection was ready in time.
    pub fn is_connected(&self) -> bool {
        self.times().connect_ended.is_some()
    }

    /// Ends when so much time has passed since the connection was ready; a kept one is ready from the begin.
    pub async fn ready_for(&self, limit: Duration) {
        let mut until = Instant::now() + limit;
        loop {
            tokio::time::sleep_until(until.into()).await;
            let times = self.times();
            until = match (times.connect_began, times.connect_ended) {
                (None, _) => return,
                (Some(_), Some(ready_at)) if ready_at + limit <= Instant::now() => return,
                (Some(_), Some(ready_at)) => ready_at + limit,
                (Some(_), None) => Instant::now() + LOOK_AGAIN.min(limit),
            };
        }
    }

    /// The parts of an attempt that began at `started`, whose head came after `first_byte` and that took `total`. A
    /// part that was under way when the attempt failed lasted until then.
    pub fn phases(&self, started: Instant, first_byte: Option<Duration>, total: Duration) -> Phases {
        let times = self.times();
        let between = |began: Option<Instant>, ended: Option<Instant>| Some(ended?.duration_since(began?));
        let failed_at = Some(started + total).filter(|_| first_byte.is_none());
        let name_ended = times.name_ended.or(failed_at);
        let connect_began = if times.name_began.is_some() { times.resolved_at } else { times.connect_began };
        let connect_ended = times.connect_ended.or(failed_at);
        let ready_after = between(times.connect_began, times.connect_ended).unwrap_or_default();
        Phases {
            dns_us: between(times.name_began, name_ended).map(microseconds),
            connect_us: between(connect_began, times.tls_began.or(connect_ended)).map(microseconds),
            tls_us: between(times.tls_began, connect_ended).map(microseconds),
            first_byte_us: first_byte.map(|first_byte| microseconds(first_byte.saturating_sub(ready_after))),
            total_us: microseconds(total),
        }
    }

    fn times(&self) -> Times {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Times)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn note(change: impl FnOnce(&mut Times)) {
    // Outside of a traced request there is nothing to note.
    let _ = TRACE.try_with(|trace| trace.note(change));
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// A name that the system's resolver does not know.
#[derive(Debug, thiserror::Error)]
#[error("the name `{name}` does not resolve")]
pub struct NameNotResolved {
    name: String,
    #[source]
    source: std::io::Error,
}

/// The system's resolver, timed.
pub struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            note(|times| times.name_began = Some(Instant::now()));
            let resolved = tokio::net::lookup_host((name.as_str(), 0)).await;
            note(|times| times.name_ended = Some(Instant::now()));
            let addresses: Vec<SocketAddr> =
                resolved.map_err(|source| NameNotResolved { name: name.as_str().to_owned(), source })?.collect();
            note(|times| times.resolved_at = times.name_ended);
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Puts a [`TraceConnector`] around the connector.
#[derive(Debug, Clone, Copy)]
pub struct TraceLayer;

/// A connector that is timed.
#[derive(Debug, Clone)]
pub struct TraceConnector<C>(C);

impl<C> Layer<C> for TraceLayer {
    type Service = TraceConnector<C>;

    fn layer(&self, inner: C) -> TraceConnector<C> {
        TraceConnector(inner)
    }
}

impl<C, R> Service<R> for TraceConnector<C>
where
    C: Service<R>,
    C::Future: Send + 'static,
{
    type Response = C::Response;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, C::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), C::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, target: R) -> Self::Future {
        let connecting = self.0.call(target);
        let Ok(trace) = TRACE.try_with(Clone::clone) else {
            return Box::pin(connecting);
        };
        trace.note(|times| times.connect_began = Some(Instant::now()));
        // The library may go on connecting in a task of its own, so the trace goes along.
        let connecting: TaskLocalFuture<Trace, _> = TRACE.scope(trace.clone(), connecting);
        Box::pin(async move {
            let connection = connecting.await?;
            trace.note(|times| times.connect_ended = Some(Instant::now()));
            Ok(connection)
        })
    }
}

/// A key exchange group that notes when a handshake begins: its first key share is made when TCP is connected.
#[derive(Debug)]
pub struct NotedGroup(pub &'static dyn SupportedKxGroup);

impl SupportedKxGroup for NotedGroup {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, rustls::Error> {
        note(|times| {
            times.tls_began.get_or_insert_with(Instant::now);
        });
        self.0.start()
    }

    fn start_and_complete(&self, peer: &[u8]) -> Result<rustls::crypto::CompletedKeyExchange, rustls::Error> {
        self.0.start_and_complete(peer)
    }

    fn ffdhe_group(&self) -> Option<rustls::ffdhe_groups::FfdheGroup<'static>> {
        self.0.ffdhe_group()
    }

    fn name(&self) -> NamedGroup {
        self.0.name()
    }

    fn fips(&self) -> bool {
        self.0.fips()
    }

    fn usable_for_version(&self, version: ProtocolVersion) -> bool {
        self.0.usable_for_version(version)
    }
}
