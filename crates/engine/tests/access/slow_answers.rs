//! Limits for the parts of an attempt.

use std::sync::Arc;
use std::time::Duration;

use domain::{Authorization, Connection, ErrorClass};
use engine::egress::{Access, Credentials};
use testkit::HostileServer;

use super::{egress, seen, send};

#[tokio::test]
async fn an_answer_that_does_not_begin_in_time_is_not_waited_for() {
    let server = HostileServer::start().await;
    let connection = Connection { first_byte_timeout: Some(Duration::from_millis(150)), ..Connection::default() };
    let access = Arc::new(Access::new(Authorization::None, connection, Credentials::default()));
    let egress = egress();
    let exchange = send(&egress, &server.url("/hang"), &access).await;
    let detail = "no answer began within 150 ms".to_owned();
    assert_eq!(seen(&exchange), Err((ErrorClass::Timeout, detail)));
    let waited = Duration::from_micros(exchange.phases.total_us);
    assert!((Duration::from_millis(150)..Duration::from_secs(5)).contains(&waited), "{waited:?}");
    assert_eq!(seen(&send(&egress, &server.url("/status/200"), &access).await), Ok(200));
}
