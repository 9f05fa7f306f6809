//! Requests written byte for byte.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer, as it came.
#[derive(Debug, Clone)]
pub struct WireAnswer {
    /// Its status; 0 when the connection was closed without an answer.
    pub status: u16,
    /// Head and body.
    pub text: String,
}

/// Sends bytes to `http://host:port` and reads until the connection is closed.
pub async fn send_raw(url: &str, bytes: &[u8]) -> WireAnswer {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.expect("a connection");
    // The other side may answer and close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    WireAnswer { status, text }
}
