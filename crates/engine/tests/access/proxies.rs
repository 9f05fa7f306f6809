//! Proxies: HTTP with a password, and SOCKS.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::post;
use domain::access::ProxySettings;
use domain::{Authorization, Connection};
use engine::egress::{Access, Credential, Credentials};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::{egress, seen, send};

async fn destination() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let router = Router::new().fallback(post(async |body: String| format!("got {body}")));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

fn through(url: String, password: Option<&str>) -> Arc<Access> {
    let proxy = ProxySettings { url, username: password.map(|_| "ada".to_owned()) };
    let credentials = Credentials { proxy_password: password.map(Credential::new), ..Credentials::default() };
    let connection = Connection { proxy: Some(proxy), ..Connection::default() };
    Arc::new(Access::new(Authorization::None, connection, credentials))
}

#[tokio::test]
async fn an_http_proxy_gets_the_whole_address_and_its_password() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let proxy = format!("http://{}", listener.local_addr().expect("an address"));
    let head = Arc::new(Mutex::new(String::new()));
    let seen_head = head.clone();
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.expect("a connection");
        let mut bytes = vec![0; 4_096];
        let read = tcp.read(&mut bytes).await.expect("a request");
        *seen_head.lock().expect("unpoisoned") = String::from_utf8_lossy(&bytes[..read]).into_owned();
        let _ = tcp.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n").await;
    });
    let access = through(proxy, Some("hush"));
    access.check().expect("it can be used");
    let exchange = send(&egress(), "http://nowhere.invalid/hook", &access).await;
    assert_eq!(seen(&exchange), Ok(202));
    let head = head.lock().expect("unpoisoned").to_ascii_lowercase();
    assert!(head.starts_with("post http://nowhere.invalid/hook http/1.1\r\n"), "{head}");
    assert!(head.contains("proxy-authorization: basic ywrhomh1c2g="), "{head}");
}

/// SOCKS 5 without authentication, RFC 1928, for one connection to an IPv4 address.
#[tokio::test]
async fn a_socks_proxy_carries_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let proxy = format!("socks5://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.expect("a connection");
        let mut greeting = [0; 2];
        tcp.read_exact(&mut greeting).await.expect("a greeting");
        let mut methods = vec![0; usize::from(greeting[1])];
        tcp.read_exact(&mut methods).await.expect("methods");
        tcp.write_all(&[5, 0]).await.expect("an answer");
        let mut asked = [0; 10];
        tcp.read_exact(&mut asked).await.expect("a request to connect");
        assert_eq!(asked[..4], [5, 1, 0, 1]);
        let port = u16::from_be_bytes([asked[8], asked[9]]);
        let mut destination = TcpStream::connect(("127.0.0.1", port)).await.expect("the destination");
        tcp.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.expect("an answer");
        let _ = copy_bidirectional(&mut tcp, &mut destination).await;
    });
    let url = destination().await;
    let exchange = send(&egress(), &url, &through(proxy, None)).await;
    assert_eq!(seen(&exchange), Ok(200));
    assert_eq!(exchange.response_body, "got exact");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_a_failure_to_connect() {
    let url = destination().await;
    let exchange = send(&egress(), &url, &through("http://127.0.0.1:9".to_owned(), None)).await;
    assert!(matches!(seen(&exchange), Err((domain::ErrorClass::ConnectionRefused, _))), "{exchange:?}");
}
