//! A destination: a real HTTP server that keeps what arrives.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long arrivals are waited for before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// One request that arrived.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Its header fields.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

/// A destination that takes everything.
pub struct Destination {
    address: SocketAddr,
    arrivals: Arc<watch::Sender<Vec<Arrival>>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Destination {
    /// Starts it at a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let arrivals = Arc::new(watch::Sender::new(Vec::new()));
        let router = Router::new().fallback(post(keep)).with_state(arrivals.clone());
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, arrivals, serving }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What arrived so far.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.arrivals.borrow().clone()
    }

    /// Waits until what arrived is enough.
    pub async fn arrived(&self, is_enough: impl Fn(&[Arrival]) -> bool) -> Vec<Arrival> {
        let mut arrivals = self.arrivals.subscribe();
        let waiting = arrivals.wait_for(|arrivals| is_enough(arrivals));
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        match waited {
            Ok(arrivals) => arrivals.expect("the destination lives").clone(),
            Err(_) => panic!("waited in vain; {} arrived", self.arrivals.borrow().len()),
        }
    }
}

impl Drop for Destination {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn keep(State(arrivals): State<Arc<watch::Sender<Vec<Arrival>>>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    arrivals.send_modify(|arrivals| arrivals.push(Arrival { headers, body }));
    StatusCode::OK
}
