//! Tokens that are fetched: OAuth 2.0 client credentials.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::ErrorClass;
use domain::access::{Authorization, ClientAuthentication, ClientCredentials};
use engine::egress::{Access, Egress, HttpEgress};
use futures_util::future::join_all;
use testkit::{HostileServer, ManualClock};

use crate::{arrived, authorized, detail, egress, recorded, request, seen};

const SECRET: &str = "a secret & more";

fn client(token_url: String) -> ClientCredentials {
    ClientCredentials {
        token_url,
        client_id: "tackle box".to_owned(),
        scopes: vec!["orders:write".to_owned(), "orders:read".to_owned()],
        audience: None,
        client_authentication: ClientAuthentication::Header,
    }
}

fn access(token_url: String) -> Arc<Access> {
    authorized(Authorization::OAuth2ClientCredentials(client(token_url)), SECRET)
}

/// What the server saw: `token` for a token that was asked for, otherwise the end of the token that came along.
fn timeline(server: &HostileServer) -> Vec<String> {
    let what = |request: &testkit::HostileRequest| match request.path.contains("token") {
        true => "token".to_owned(),
        false => request.header("authorization").unwrap_or_default().replace("Bearer token-of-16-letters-", "with "),
    };
    server.requests().iter().map(what).collect()
}

#[tokio::test]
async fn a_token_is_fetched_once_and_used_until_shortly_before_its_end() {
    let server = HostileServer::start().await;
    let clock = Arc::new(ManualClock::default());
    let egress = HttpEgress::new(clock.clone()).unwrap();
    let access = access(server.url("/token/3600"));
    for wait_s in [0, 60, 3500, 60] {
        clock.advance(Duration::from_secs(wait_s));
        let exchange = egress.send(request(&server.url("/record"), &access)).await;
        assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
    }
    assert_eq!(timeline(&server), ["token", "with 0", "with 0", "with 0", "token", "with 1"]);
}

#[tokio::test]
async fn a_life_that_is_written_as_a_text_counts_and_one_without_end_does_no_harm() {
    let server = HostileServer::start().await;
    let clock = Arc::new(ManualClock::default());
    let egress = HttpEgress::new(clock.clone()).unwrap();
    // In a URL, `%22` stands for a quotation mark.
    for (life, tokens) in [("%223600%22", 1), ("18446744073709551615", 1), ("0", 2), ("null", 2)] {
        let access = access(server.url(&format!("/token/{life}")));
        let before = timeline(&server).iter().filter(|what| *what == "token").count();
        for _ in 0..2 {
            let exchange = egress.send(request(&server.url("/record"), &access)).await;
            assert_eq!(seen(&exchange), Ok(200), "{life}: {:?}", exchange.outcome);
            clock.advance(Duration::from_secs(1800));
        }
        let after = timeline(&server).iter().filter(|what| *what == "token").count();
        assert_eq!(after - before, tokens, "{life}");
    }
}

#[tokio::test]
async fn the_record_hides_the_token() {
    let server = HostileServer::start().await;
    let access = access(server.url("/token/3600"));
    let exchange = egress().send(request(&server.url("/record"), &access)).await;
    assert_eq!(arrived(&server.requests()[1], "authorization"), ["Bearer token-of-16-letters-0"]);
    assert_eq!(recorded(&exchange, "authorization"), ["Bearer ••••-0"]);
    assert!(!format!("{exchange:?}{access:?}").contains("token-of-16"));
}

#[tokio::test]
async fn a_token_that_is_refused_is_fetched_anew_once() {
    let server = HostileServer::start().await;
    let access = access(server.url("/token/3600"));
    let egress = egress();
    let once = egress.send(request(&server.url("/sequence/a/401,200"), &access)).await;
    assert_eq!(seen(&once), Ok(200));
    assert_eq!(timeline(&server), ["token", "with 0", "token", "with 1"]);

    let never = egress.send(request(&server.url("/status/401"), &access)).await;
    assert_eq!(seen(&never), Ok(401), "the second refusal is the answer");
    assert_eq!(timeline(&server)[4..], ["with 1", "token", "with 2"]);

    let forbidden = egress.send(request(&server.url("/status/403"), &access)).await;
    assert_eq!(seen(&forbidden), Ok(403), "another token would not help");
    assert_eq!(timeline(&server)[7..], ["with 2"]);
}

#[tokio::test]
async fn many_deliveries_at_once_fetch_one_token() {
    let server = HostileServer::start().await;
    let access = access(server.url("/token/3600"));
    let egress = egress();
    let url = server.url("/record");
    let exchanges = join_all((0..10).map(|_| egress.send(request(&url, &access)))).await;
    assert!(exchanges.iter().all(|exchange| seen(exchange) == Ok(200)));
    assert_eq!(timeline(&server).iter().filter(|what| *what == "token").count(), 1);

    let other = authorized(Authorization::OAuth2ClientCredentials(client(server.url("/token/3600"))), "another secret");
    egress.send(request(&url, &other)).await;
    assert_eq!(timeline(&server).iter().filter(|what| *what == "token").count(), 2, "another secret, another token");
}

#[tokio::test]
async fn a_refusal_is_told_in_the_words_of_the_token_server() {
    let server = HostileServer::start().await;
    let egress = egress();
    let cases = [
        ("/no-token/401/invalid_client", "the token server answered 401: invalid_client: the client is unknown"),
        ("/status/503", "the token server answered 503 and no token"),
        ("/record", "the token server answered 200 and no token"),
        ("/redirect/307?to=/token/3600", "the token server answered 307 and no token"),
    ];
    for (path, expected) in cases {
        let exchange = egress.send(request(&server.url("/record"), &access(server.url(path)))).await;
        assert_eq!((seen(&exchange), detail(&exchange)), (Err(ErrorClass::Authorization), expected), "{path}");
    }
    let unreachable = egress.send(request(&server.url("/record"), &access("http://127.0.0.1:9/".to_owned()))).await;
    assert_eq!(seen(&unreachable), Err(ErrorClass::Authorization), "{:?}", unreachable.outcome);
    assert_eq!(server.requests().len(), cases.len(), "nothing is delivered without a token");
}

#[tokio::test]
async fn many_deliveries_at_once_share_a_refusal() {
    let server = HostileServer::start().await;
    let access = access(server.url("/no-token/401/invalid_client"));
    let egress = egress();
    let url = server.url("/record");
    let exchanges = join_all((0..10).map(|_| egress.send(request(&url, &access)))).await;
    assert!(exchanges.iter().all(|exchange| seen(exchange) == Err(ErrorClass::Authorization)));
    assert_eq!(server.requests().len(), 1);
    egress.send(request(&url, &access)).await;
    assert_eq!(server.requests().len(), 2, "a later delivery asks again");
}

#[tokio::test]
async fn a_token_server_that_hangs_takes_no_longer_than_the_attempt() {
    let server = HostileServer::start().await;
    let access = access(server.url("/hang"));
    let egress = egress();
    let patient = request(&server.url("/record"), &access);
    let hasty = || {
        let mut request = request(&server.url("/record"), &access);
        request.timeout = Duration::from_millis(300);
        request
    };
    let started = Instant::now();
    tokio::select! {
        biased;
        _ = egress.send(patient) => panic!("it has more time"),
        exchanges = join_all((0..3).map(|_| egress.send(hasty()))) => {
            for exchange in exchanges {
                assert_eq!(seen(&exchange), Err(ErrorClass::Authorization), "{:?}", exchange.outcome);
            }
        }
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_client_says_who_it_is_in_a_header_or_in_the_form() {
    let server = HostileServer::start().await;
    let egress = egress();
    let mut in_body = client(server.url("/token/1"));
    in_body.client_authentication = ClientAuthentication::Body;
    in_body.scopes.clear();
    in_body.audience = Some("https://orders.example".to_owned());
    for client in [client(server.url("/token/1")), in_body] {
        let access = authorized(Authorization::OAuth2ClientCredentials(client), SECRET);
        egress.send(request(&server.url("/record"), &access)).await;
    }
    let asked: Vec<_> = server.requests().into_iter().filter(|request| request.path.starts_with("/token")).collect();
    let form = |at: usize| String::from_utf8(asked[at].body.clone()).unwrap();
    // `tackle+box:a+secret+%26+more`
    assert_eq!(arrived(&asked[0], "authorization"), ["Basic dGFja2xlK2JveDphK3NlY3JldCslMjYrbW9yZQ=="]);
    assert_eq!(form(0), "grant_type=client_credentials&scope=orders%3Awrite+orders%3Aread");
    assert!(arrived(&asked[1], "authorization").is_empty());
    let expected = "grant_type=client_credentials&audience=https%3A%2F%2Forders.example\
        &client_id=tackle+box&client_secret=a+secret+%26+more";
    assert_eq!(form(1), expected);
    assert_eq!(arrived(&asked[1], "content-type"), ["application/x-www-form-urlencoded"]);
}
