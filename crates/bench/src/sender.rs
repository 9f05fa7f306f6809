//! Sends requests over kept-alive HTTP/1.1 connections; the same for ours and the bare one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::payload;

/// Connections, and requests in flight.
pub const CONNECTIONS: usize = 64;

/// Where requests go.
#[derive(Debug, Clone)]
pub struct Target {
    address: SocketAddr,
    path: String,
    token: Option<String>,
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// So much time has passed.
    Elapsed(Duration),
    /// So many were sent.
    Sent(usize),
}

/// What was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// Requests that were answered with a 2xx.
    pub requests: usize,
    /// From the first request to the last answer.
    pub elapsed: Duration,
}

impl Target {
    /// A path of the server at `http://address`.
    pub fn new(server: &str, path: impl Into<String>) -> Result<Self> {
        let address = server.trim_start_matches("http://").parse().with_context(|| format!("`{server}`"))?;
        Ok(Self { address, path: path.into(), token: None })
    }

    /// With a bearer token.
    pub fn with_token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// Opens a connection.
    pub async fn connect(&self) -> Result<Connection> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection { sender, target: self.clone() })
    }
}

/// One connection; one request at a time.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    target: Target,
}

impl Connection {
    /// Sends one body with these fields and reads the whole answer.
    pub async fn post(&mut self, body: Bytes, fields: &[(HeaderName, HeaderValue)]) -> Result<()> {
        let mut request = Request::post(&self.target.path)
            .header(header::HOST, self.target.address.to_string())
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = &self.target.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in fields {
            request = request.header(name, value);
        }
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status();
        let answer = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            bail!("answered {status}: {}", String::from_utf8_lossy(&answer));
        }
        Ok(())
    }
}

/// Sends orders over [`CONNECTIONS`] connections, each the next as soon as the last was answered.
pub async fn send(target: &Target, until: Until) -> Result<Sent> {
    let mut connections = Vec::with_capacity(CONNECTIONS);
    for _ in 0..CONNECTIONS {
        connections.push(target.connect().await?);
    }
    let (next, answered) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let senders: Vec<_> = connections
        .into_iter()
        .map(|mut connection| {
            let (next, answered) = (next.clone(), answered.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let is_over = match until {
                        Until::Elapsed(span) => started.elapsed() >= span,
                        Until::Sent(count) => number >= count,
                    };
                    if is_over {
                        return Ok::<_, anyhow::Error>(());
                    }
                    connection.post(payload::ready_order(number), &[]).await?;
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for sender in senders {
        sender.await??;
    }
    Ok(Sent { requests: answered.load(Ordering::Relaxed), elapsed: started.elapsed() })
}
