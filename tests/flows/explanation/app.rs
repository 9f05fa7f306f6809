//! An app that answers as a script says: the receiver whose failures are explained.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// One answer.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
}

impl Reply {
    /// An answer with this status and body.
    pub fn new(status: u16, body: &'static str) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    /// The same with a header field.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// An app that answers one request after the other as a script says, and goes on with the last answer. It takes
/// `OPTIONS` with 204 whatever the script says.
pub struct App {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

type Script = Arc<Mutex<VecDeque<Reply>>>;

impl App {
    /// Starts it at a free port.
    pub async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let script: Script = Arc::new(Mutex::new(script.into_iter().collect()));
        let router = Router::new().fallback(answer).with_state(script);
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, serving }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Stops it, so that nothing listens at its address any more.
    pub async fn stop(self) {
        self.serving.abort();
        let _ = self.serving.await;
    }
}

async fn answer(State(script): State<Script>, method: Method) -> Response<Body> {
    if method == Method::OPTIONS {
        let answered = Response::builder().status(StatusCode::NO_CONTENT).header("allow", "OPTIONS, POST");
        return answered.body(Body::empty()).expect("an answer");
    }
    let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
    let reply = match script.len() {
        0 => Reply::new(200, ""),
        1 => script.front().cloned().unwrap_or_default(),
        _ => script.pop_front().unwrap_or_default(),
    };
    let mut answered = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        answered = answered.header(name, value);
    }
    answered.body(Body::from(reply.body)).expect("an answer")
}
