//! A destination that misbehaves: a raw TCP server on 127.0.0.1, one behaviour for each path.
//!
//! | Path | What it does |
//! |---|---|
//! | `/record`, and any other | takes the request, answers 200 |
//! | `/status/{code}` | answers with the code |
//! | `/sequence/{name}/{codes}` | answers with one code after the other, then goes on with the last; counted by name |
//! | `/retry-after/{code}/{value}` | answers with the code and `Retry-After` |
//! | `/redirect/{code}?to={url}` | answers with the code and `Location` |
//! | `/token/{seconds}` | answers as a token server with a bearer token of that life; tokens are numbered from 0 |
//! | `/no-token/{code}/{error}` | answers as a token server that refuses |
//! | `/hang` | never answers |
//! | `/hang-body` | answers the head, and never the body |
//! | `/endless-body` | sends a body that does not end |
//! | `/big/{bytes}` | sends a body of that size |
//! | `/short-body` | closes in the middle of the body |
//! | `/headers/{count}` | answers with that many header fields |
//! | `/reset` | resets the connection before answering |
//! | `/close` | closes the connection before answering |
//! | `/once` | answers, and closes the connection when the next request comes on it |
//! | `/not-http` | answers something that is not HTTP |
//! | `/switch` | answers 101 |
//!
//! Every request is kept as it came. Everything ends when the server is dropped.

mod behaviour;
mod request;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use behaviour::Next;
pub use request::HostileRequest;

/// A destination that misbehaves.
pub struct HostileServer {
    address: SocketAddr,
    state: Arc<State>,
    _accepting: JoinSet<()>,
}

/// What all connections share.
pub(crate) struct State {
    requests: watch::Sender<Vec<HostileRequest>>,
    connections: watch::Sender<usize>,
    sequences: Mutex<HashMap<String, usize>>,
}

impl HostileServer {
    /// Starts it at a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let state = Arc::new(State {
            requests: watch::Sender::new(Vec::new()),
            connections: watch::Sender::new(0),
            sequences: Mutex::default(),
        });
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, state.clone()));
        Self { address, state, _accepting: accepting }
    }

    /// The URL of a behaviour.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Every request so far, in order of arrival.
    pub fn requests(&self) -> Vec<HostileRequest> {
        self.state.requests.borrow().clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        *self.state.connections.borrow()
    }

    /// Waits until that many requests have arrived.
    pub async fn arrived(&self, count: usize) {
        let mut requests = self.state.requests.subscribe();
        requests.wait_for(|requests| requests.len() >= count).await.expect("the server lives as long as this");
    }
}

impl State {
    fn keep(&self, request: HostileRequest) {
        self.requests.send_modify(|requests| requests.push(request));
    }

    /// The place in a sequence of `length` codes that is next; the last one stays.
    fn next_in_sequence(&self, name: &str, length: usize) -> usize {
        let mut sequences = self.sequences.lock().unwrap_or_else(PoisonError::into_inner);
        let place = sequences.entry(name.to_owned()).or_insert(0);
        let now = (*place).min(length.saturating_sub(1));
        *place += 1;
        now
    }
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    // Dropping the set ends every connection with the server.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        state.connections.send_modify(|count| *count += 1);
        connections.spawn(converse(stream, state.clone()));
    }
}

async fn converse(mut stream: TcpStream, state: Arc<State>) {
    let mut unread = Vec::new();
    let mut is_closing = false;
    while let Some(request) = HostileRequest::read(&mut stream, &mut unread).await {
        if is_closing {
            // The request is not kept: no part of it was looked at.
            return;
        }
        let path = request.path.clone();
        state.keep(request);
        match behaviour::act(&path, &mut stream, &state).await {
            Ok(Next::Request) => {}
            Ok(Next::CloseOnRequest) => is_closing = true,
            Ok(Next::Close) | Err(_) => return,
        }
    }
}
