//! The other side: the destination of deliveries, and the bare receiver. It answers and stores nothing.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use tokio::net::TcpListener;

/// The field that numbers a request whose arrival is timed.
pub const NUMBER_FIELD: &str = "bench-number";
/// How often arrivals are counted while something waits for them.
const LOOK: Duration = Duration::from_millis(1);
/// How long arrivals are waited for.
const PATIENCE: Duration = Duration::from_secs(600);

/// The other side, on threads of its own.
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    counted: AtomicUsize,
    arrivals: Mutex<Vec<(usize, Instant)>>,
}

impl Sink {
    /// Starts it at a free port.
    pub fn start() -> Result<Self> {
        let seen = Arc::new(Seen::default());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").context("no free port")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .route("/hanging", post(async || std::future::pending::<StatusCode>().await))
            .fallback(post(take))
            .with_state(seen.clone());
        let runtime = tokio::runtime::Runtime::new()?;
        std::thread::spawn(move || {
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener)?;
                axum::serve(axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true))), router)
                    .await
            })
        });
        Ok(Self { address, seen })
    }

    /// A URL that answers 200 at once.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// Requests so far.
    pub fn count(&self) -> usize {
        self.seen.counted.load(Ordering::SeqCst)
    }

    /// Waits until so many requests have come.
    pub async fn reached(&self, count: usize) -> Result<()> {
        let started = Instant::now();
        let mut looks = tokio::time::interval(LOOK);
        while self.count() < count {
            if started.elapsed() > PATIENCE {
                bail!("waited in vain for {count} requests; {} have come", self.count());
            }
            looks.tick().await;
        }
        Ok(())
    }

    /// Takes the arrivals of numbered requests.
    pub fn take_arrivals(&self) -> Vec<(usize, Instant)> {
        std::mem::take(&mut self.seen.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads the whole request and answers.
async fn take(State(seen): State<Arc<Seen>>, _uri: Uri, headers: HeaderMap, _body: Bytes) -> StatusCode {
    let arrived_at = Instant::now();
    let number = headers.get(NUMBER_FIELD).and_then(|value| value.to_str().ok()?.parse().ok());
    if let Some(number) = number {
        seen.arrivals.lock().unwrap_or_else(PoisonError::into_inner).push((number, arrived_at));
    }
    seen.counted.fetch_add(1, Ordering::SeqCst);
    StatusCode::OK
}
