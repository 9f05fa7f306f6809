//! What the server does with a request, by its path.

use std::io;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::State;

/// What follows on the connection.
pub enum Next {
    /// Another request may come.
    Request,
    /// The connection is closed as soon as another request comes.
    CloseOnRequest,
    /// The connection is closed.
    Close,
}

/// Does what the path asks for.
pub async fn act(path: &str, stream: &mut TcpStream, state: &State) -> io::Result<Next> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["status", code] => answer(stream, code, "", b"{\"ok\":false}").await,
        ["sequence", name, codes] => {
            let codes: Vec<&str> = codes.split(',').collect();
            let code = codes[state.next_in_sequence(name, codes.len())];
            answer(stream, code, "", b"next").await
        }
        ["retry-after", code, value] => {
            let field = format!("Retry-After: {}\r\n", value.replace("%20", " "));
            answer(stream, code, &field, b"").await
        }
        ["redirect", code] => {
            let field = format!("Location: {}\r\n", query.strip_prefix("to=").unwrap_or_default());
            answer(stream, code, &field, b"").await
        }
        ["token", seconds] => {
            let number = state.next_in_sequence("token", usize::MAX);
            let seconds = seconds.replace("%22", "\"");
            let token = format!(
                r#"{{"access_token":"token-of-16-letters-{number}","token_type":"Bearer","expires_in":{seconds}}}"#
            );
            answer(stream, "200", "Content-Type: application/json\r\n", token.as_bytes()).await
        }
        ["no-token", code, error] => {
            let words = format!(r#"{{"error":"{error}","error_description":"the client is unknown"}}"#);
            answer(stream, code, "Content-Type: application/json\r\n", words.as_bytes()).await
        }
        ["hang"] => std::future::pending().await,
        ["hang-body"] => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").await?;
            std::future::pending().await
        }
        ["endless-body"] => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            let piece = [b'x'; 8192];
            loop {
                stream.write_all(&piece).await?;
            }
        }
        ["big", bytes] => {
            let body = vec![b'b'; bytes.parse().unwrap_or(0)];
            answer(stream, "200", "", &body).await
        }
        ["short-body"] => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort").await?;
            Ok(Next::Close)
        }
        ["headers", count] => {
            let count = count.parse().unwrap_or(0);
            let fields: String = (0..count).map(|number| format!("X-Field-{number}: {number}\r\n")).collect();
            answer(stream, "200", &fields, b"").await
        }
        ["reset"] => {
            // Closing with unsent data and no time to linger makes the system send a reset.
            socket2::SockRef::from(&*stream).set_linger(Some(std::time::Duration::ZERO))?;
            Ok(Next::Close)
        }
        ["close"] => Ok(Next::Close),
        ["once"] => {
            answer(stream, "200", "", b"once").await?;
            Ok(Next::CloseOnRequest)
        }
        ["not-http"] => {
            stream.write_all(b"220 mail.example ESMTP\r\n").await?;
            Ok(Next::Close)
        }
        ["switch"] => {
            stream
                .write_all(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n")
                .await?;
            Ok(Next::Close)
        }
        _ => answer(stream, "200", "", b"ok").await,
    }
}

async fn answer(stream: &mut TcpStream, code: &str, fields: &str, body: &[u8]) -> io::Result<Next> {
    let head = format!("HTTP/1.1 {code} Answer\r\n{fields}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).await?;
    Ok(Next::Request)
}
