//! Reads requests, as plainly as it can be done.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostileRequest {
    /// The request target.
    pub path: String,
    /// Request line and header fields, to the empty line.
    pub head: Vec<u8>,
    /// The body; requests have a `Content-Length` or none.
    pub body: Vec<u8>,
}

impl HostileRequest {
    /// Reads the next request. `None` when the connection was closed first.
    pub(crate) async fn read(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<Self> {
        let head_end = loop {
            if unread.first() == Some(&TLS_HANDSHAKE) {
                // As servers without TLS do.
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
                return None;
            }
            if let Some(at) = unread.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            read_more(stream, unread).await?;
        };
        let head: Vec<u8> = unread.drain(..head_end).collect();
        let text = String::from_utf8_lossy(&head).into_owned();
        let length = text
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, value)| value.trim().parse().ok())
            .unwrap_or(0);
        while unread.len() < length {
            read_more(stream, unread).await?;
        }
        let body = unread.drain(..length).collect();
        let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
        Some(Self { path, head, body })
    }

    /// The first header field of this name.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.head).into_owned();
        let mut fields = text.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }
}

async fn read_more(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(unread).await.ok()?;
    (read > 0).then_some(())
}
