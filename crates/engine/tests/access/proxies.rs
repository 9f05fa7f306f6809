//! The way out through a proxy.

use std::sync::Arc;

use domain::access::{Authorization, Connection, ProxySettings};
use engine::egress::{Access, Credential, Credentials, Egress};
use testkit::HostileServer;

use crate::gates::{Authority, Gate, Kind};
use crate::{arrived, checked, detail, egress, request, seen};

fn through(url: &str, password: Option<&str>, authority: Option<&Authority>) -> Arc<Access> {
    let username = password.map(|_| "ada".to_owned());
    let connection = Connection {
        ca_pem: authority.map(Authority::pem),
        proxy: Some(ProxySettings { url: url.to_owned(), username }),
        ..Connection::default()
    };
    let proxy_password = password.map(Credential::new);
    checked(Access::new(Authorization::None, connection, Credentials { proxy_password, ..Credentials::default() }))
}

#[tokio::test]
async fn an_http_proxy_gets_the_whole_address_of_an_http_destination() {
    let proxy = HostileServer::start().await;
    let access = through(&proxy.url(""), Some("pass:word"), None);
    let exchange = egress().send(request("http://orders.example/in?a=1", &access)).await;
    assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
    let request = &proxy.requests()[0];
    assert_eq!(request.path, "http://orders.example/in?a=1");
    assert_eq!(arrived(request, "host"), ["orders.example"]);
    assert_eq!(arrived(request, "proxy-authorization"), ["Basic YWRhOnBhc3M6d29yZA=="]);
    assert_eq!(request.body, b"exact");
}

#[tokio::test]
async fn an_https_destination_is_reached_through_connect() {
    const WANTED: &str = "proxy-authorization: Basic YWRhOnBhc3M6d29yZA==";
    let server = HostileServer::start().await;
    let authority = Authority::new();
    let tls = Gate::before(&server.url("/"), Kind::tls(&authority, None)).await;
    let proxy = Gate::before(&format!("https://{}/", tls.address), Kind::Connect(Some(WANTED))).await;
    let (proxy_url, egress) = (format!("http://{}", proxy.address), egress());
    let access = |password| through(&proxy_url, password, Some(&authority));

    let exchange = egress.send(request("https://localhost/record", &access(Some("pass:word")))).await;
    assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
    let greeting = String::from_utf8(proxy.greetings().remove(0)).unwrap();
    assert!(greeting.starts_with("CONNECT localhost:443 HTTP/1.1\r\n"), "{greeting}");
    assert!(arrived(&server.requests()[0], "proxy-authorization").is_empty(), "the password ends at the proxy");

    for password in [None, Some("wrong")] {
        let exchange = egress.send(request("https://localhost/record", &access(password))).await;
        assert!(seen(&exchange).is_err() && detail(&exchange).contains("proxy"), "{:?}", exchange.outcome);
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_socks_proxy_resolves_names_or_gets_addresses() {
    let server = HostileServer::start().await;
    let proxy = Gate::before(&server.url("/"), Kind::Socks5).await;
    let egress = egress();
    for (scheme, host) in [("socks5h", "no-such-name.invalid"), ("socks5", "127.0.0.1")] {
        let access = through(&format!("{scheme}://{}", proxy.address), None, None);
        let exchange = egress.send(request(&format!("http://{host}:8080/record"), &access)).await;
        assert_eq!(seen(&exchange), Ok(200), "{scheme}: {:?}", exchange.outcome);
    }
    let greetings = proxy.greetings();
    assert_eq!(greetings[0][..5], [5, 1, 0, 3, 20], "a name of 20 letters");
    assert_eq!(greetings[1], [5, 1, 0, 1, 127, 0, 0, 1, 0x1f, 0x90]);
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_the_failure() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let server = HostileServer::start().await;
    let exchange = egress().send(request(&server.url("/record"), &through(&url, None, None))).await;
    assert!(seen(&exchange).is_err(), "{:?}", exchange.outcome);
    assert!(server.requests().is_empty(), "nothing goes past the proxy");
}
