//! Limits for the parts of an attempt: each ends it, and says which part was too long.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::ErrorClass;
use domain::access::{Authorization, Connection};
use engine::egress::{Access, Credentials, Egress};
use testkit::HostileServer;

use crate::{checked, detail, egress, request, seen};

const LIMIT: Duration = Duration::from_millis(200);

fn access(connection: Connection) -> Arc<Access> {
    checked(Access::new(Authorization::None, connection, Credentials::default()))
}

#[tokio::test]
async fn the_limit_for_the_first_byte_ends_an_attempt_over_a_new_and_a_kept_connection() {
    let server = HostileServer::start().await;
    let access = access(Connection { first_byte_timeout: Some(LIMIT), ..Connection::default() });
    let egress = egress();
    for is_kept in [false, true] {
        if is_kept {
            assert_eq!(seen(&egress.send(request(&server.url("/record"), &access)).await), Ok(200));
        }
        let started = Instant::now();
        let exchange = egress.send(request(&server.url("/hang"), &access)).await;
        assert_eq!(seen(&exchange), Err(ErrorClass::Timeout), "{:?}", exchange.outcome);
        assert_eq!(detail(&exchange), "no answer began within 200 ms");
        assert!((LIMIT..LIMIT * 5).contains(&started.elapsed()), "{:?}", started.elapsed());
        assert_eq!(exchange.is_connection_reused, is_kept);
    }
}

#[tokio::test]
async fn a_body_may_take_longer_than_the_first_byte() {
    let server = HostileServer::start().await;
    let access = access(Connection { first_byte_timeout: Some(LIMIT), ..Connection::default() });
    let mut request = request(&server.url("/hang-body"), &access);
    request.timeout = LIMIT * 3;
    let started = Instant::now();
    let exchange = egress().send(request).await;
    assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
    assert!(started.elapsed() >= LIMIT * 3, "the limit for the whole attempt ended it");
}

#[tokio::test]
async fn the_limit_for_the_connection_is_another_failure() {
    // Connections are taken by the system and never by the program: TLS does not begin.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", silent.local_addr().unwrap());
    let limits =
        Connection { connect_timeout: Some(LIMIT), first_byte_timeout: Some(LIMIT / 2), ..Connection::default() };
    let started = Instant::now();
    let exchange = egress().send(request(&url, &access(limits))).await;
    assert_eq!(seen(&exchange), Err(ErrorClass::ConnectTimeout), "{:?}", exchange.outcome);
    assert!((LIMIT..LIMIT * 5).contains(&started.elapsed()), "{:?}", started.elapsed());
}
