//! The header fields of a request as they stood on the wire: in their order, with their case.
//!
//! The HTTP library reads names in lower case and groups fields of one name. So a witness stands between it and the
//! socket: it sees the same bytes, keeps the heads and skips the bodies. The library alone decides what the request is;
//! where the witness saw other fields than the library read, what the library read is kept.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use domain::{Header, Headers};
use http::HeaderMap;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::headers_of;

/// Heads larger than this are not kept; the HTTP library refuses them anyway.
const HEAD_BYTES_MAX: usize = 128 * 1024;
/// Heads of pipelined requests that are kept.
const HEADS_MAX: usize = 64;

/// A stream whose read bytes are seen by a recorder.
pub struct WireStream<S> {
    stream: S,
    recorder: WireRecorder,
}

/// The witness of one connection.
#[derive(Debug, Clone, Default)]
pub struct WireRecorder(Arc<Mutex<Recorder>>);

#[derive(Debug, Default)]
struct Recorder {
    place: Place,
    /// The line or head that is not complete yet.
    begun: Vec<u8>,
    heads: VecDeque<Head>,
}

/// The header fields of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// As on the wire, when they are those that the HTTP library read.
    pub headers: Headers,
    /// It gave both a `Content-Length` and a `Transfer-Encoding`, which two programs may read differently (RFC 9112 §6.1).
    pub has_two_lengths: bool,
}

/// Where in the stream of requests the next byte stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Head,
    Body {
        left: u64,
    },
    ChunkSize,
    Chunk {
        left: u64,
    },
    Trailers,
    /// The stream could not be followed; nothing more is recorded.
    Lost,
}

impl<S> WireStream<S> {
    /// Lets `recorder` see what is read from `stream`.
    pub const fn new(stream: S, recorder: WireRecorder) -> Self {
        Self { stream, recorder }
    }

    /// The stream alone.
    pub fn into_stream(self) -> S {
        self.stream
    }
}

impl WireRecorder {
    /// The header fields of the next request, of which the HTTP library read `read`.
    pub fn next_head(&self, read: &HeaderMap) -> Head {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner).heads.pop_front();
        let read = headers_of(read);
        match seen {
            Some(seen) if is_same(&seen.headers, &read) => seen,
            Some(seen) => Head { headers: read, ..seen },
            None => Head { headers: read, has_two_lengths: false },
        }
    }

    fn see(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).see(bytes);
    }
}

impl Recorder {
    fn see(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.place != Place::Lost {
            bytes = match self.place {
                Place::Head => self.see_head(bytes),
                Place::Body { left } => self.skip(bytes, left, |left| Place::Body { left }, Place::Head),
                Place::Chunk { left } => self.skip(bytes, left, |left| Place::Chunk { left }, Place::ChunkSize),
                Place::ChunkSize => self.see_chunk_size(bytes),
                Place::Trailers => self.see_trailer(bytes),
                Place::Lost => return,
            };
        }
    }

    fn skip<'a>(&mut self, bytes: &'a [u8], left: u64, stay: impl Fn(u64) -> Place, then: Place) -> &'a [u8] {
        let skipped = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let left = left - skipped as u64;
        self.place = if left == 0 { then } else { stay(left) };
        &bytes[skipped..]
    }

    /// Takes bytes up to the end of the line. `None` when the line goes on beyond them.
    fn take_line<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(bytes.len(), |end| end + 1);
        self.begun.extend_from_slice(&bytes[..taken]);
        if self.begun.len() > HEAD_BYTES_MAX {
            self.place = Place::Lost;
            self.begun = Vec::new();
        }
        end.map(|_| &bytes[taken..])
    }

    fn see_head<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let line_begin = self.begun.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let Some(rest) = self.take_line(bytes) else { return &[] };
        let is_empty_line = matches!(self.begun.get(line_begin..), Some(b"\r\n" | b"\n"));
        if is_empty_line && line_begin == 0 {
            // Empty lines before a request line are allowed (RFC 9112 §2.2).
            self.begun.clear();
        } else if is_empty_line {
            let head = std::mem::take(&mut self.begun);
            self.head_ended(&head);
        }
        rest
    }

    fn head_ended(&mut self, head: &[u8]) {
        let request_line_end = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |newline| newline + 1);
        let headers: Headers = head[request_line_end..].split(|byte| *byte == b'\n').filter_map(field).collect();
        let is_chunked = headers
            .first_text("transfer-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().ends_with("chunked"));
        let length = headers.first_text("content-length").map(str::parse::<u64>);
        self.place = match (is_chunked, length) {
            (true, _) => Place::ChunkSize,
            (false, None | Some(Ok(0))) => Place::Head,
            (false, Some(Ok(left))) => Place::Body { left },
            (false, Some(Err(_))) => Place::Lost,
        };
        let has_two_lengths = headers.first("transfer-encoding").is_some() && headers.first("content-length").is_some();
        self.heads.push_back(Head { headers, has_two_lengths });
        if self.heads.len() > HEADS_MAX {
            self.place = Place::Lost;
        }
    }

    fn see_chunk_size<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some(rest) = self.take_line(bytes) else { return &[] };
        let line = std::mem::take(&mut self.begun);
        let size = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        self.place = match std::str::from_utf8(size).ok().and_then(|size| u64::from_str_radix(size, 16).ok()) {
            Some(0) => Place::Trailers,
            // The line break behind the chunk is skipped with it.
            Some(size) => Place::Chunk { left: size.saturating_add(2) },
            None => Place::Lost,
        };
        rest
    }

    fn see_trailer<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some(rest) = self.take_line(bytes) else { return &[] };
        if matches!(std::mem::take(&mut self.begun).as_slice(), b"\r\n" | b"\n") {
            self.place = Place::Head;
        }
        rest
    }
}

fn field(line: &[u8]) -> Option<Header> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = line.split_at(colon);
    let name = std::str::from_utf8(name).ok()?.to_owned();
    Some(Header { name, value: value.get(1..)?.trim_ascii().to_vec() })
}

/// Whether both have the same fields, whatever their order and case.
fn is_same(seen: &Headers, read: &Headers) -> bool {
    let sorted = |headers: &Headers| {
        let mut fields: Vec<(String, Vec<u8>)> =
            headers.iter().map(|header| (header.name.to_ascii_lowercase(), header.value.clone())).collect();
        fields.sort();
        fields
    };
    seen.len() == read.len() && sorted(seen) == sorted(read)
}

impl<S: AsyncRead + Unpin> AsyncRead for WireStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Some(bytes) = buffer.filled().get(before..).filter(|bytes| !bytes.is_empty()) {
            self.recorder.see(bytes);
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WireStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &[u8] = b"\r\nPOST /in/a HTTP/1.1\r\nHost: x\r\nX-B: 1\r\nx-a:2 \r\nX-B: 3\r\nContent-Length: 4\r\n\r\nGET POST /in/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\nZ: \r\n\r\n5;x=y\r\nab\r\nc\r\n0\r\nTrailer: t\r\n\r\nGET /healthz HTTP/1.1\nLast: one\n\n";

    fn names(recorder: &Recorder) -> Vec<Vec<&str>> {
        recorder.heads.iter().map(|head| head.headers.iter().map(|header| header.name.as_str()).collect()).collect()
    }

    #[test]
    fn heads_are_found_however_the_stream_is_cut() {
        for piece in [1, 2, 3, 7, 64, STREAM.len()] {
            let mut recorder = Recorder::default();
            for bytes in STREAM.chunks(piece) {
                recorder.see(bytes);
            }
            let expected =
                [vec!["Host", "X-B", "x-a", "X-B", "Content-Length"], vec!["Transfer-Encoding", "Z"], vec!["Last"]];
            assert_eq!(names(&recorder), expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn what_the_library_read_is_kept_when_the_witness_saw_something_else() {
        let recorder = WireRecorder::default();
        recorder.see(b"GET / HTTP/1.1\r\nX-One: 1\r\n\r\n");
        let mut read = HeaderMap::new();
        read.insert("x-one", "2".parse().unwrap());
        assert_eq!(recorder.next_head(&read).headers, headers_of(&read));
    }
}
