//! Secrets that are known beforehand: they arrive, and the record hides them.

use domain::ErrorClass;
use domain::access::{Authorization, Connection};
use engine::egress::{Access, Credentials, Egress};
use testkit::HostileServer;

use crate::{arrived, authorized, detail, egress, recorded, request, seen};

#[tokio::test]
async fn each_kind_arrives_and_is_recorded_without_its_secret() {
    let server = HostileServer::start().await;
    let egress = egress();
    let basic = Authorization::Basic { username: "ada".to_owned() };
    let api_key = Authorization::ApiKey { header: "X-Api-Key".to_owned() };
    // Authorization, secret, header field, what arrives, what is recorded.
    let cases = [
        (basic, "pa:ss wörd", "authorization", "Basic YWRhOnBhOnNzIHfDtnJk", "Basic ada:••••"),
        (Authorization::Bearer, "0123456789abcd3f", "authorization", "Bearer 0123456789abcd3f", "Bearer ••••3f"),
        (api_key, "a-key-of-many-letters", "x-api-key", "a-key-of-many-letters", "••••rs"),
    ];
    for (authorization, secret, name, wire, record) in cases {
        let access = authorized(authorization, secret);
        let exchange = egress.send(request(&server.url("/record"), &access)).await;
        assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
        let last = server.requests().pop().unwrap();
        assert_eq!(arrived(&last, name), [wire], "one field, which replaces that of the sender");
        assert_eq!(recorded(&exchange, name), [record]);
        assert!(!format!("{exchange:?}{access:?}").contains(secret));
    }
}

#[tokio::test]
async fn an_authorization_without_its_secret_sends_nothing() {
    let server = HostileServer::start().await;
    let access = Access::new(Authorization::Bearer, Connection::default(), Credentials::default());
    assert_eq!(access.check().unwrap_err().field, "authorization.secret");
    let exchange = egress().send(request(&server.url("/record"), &access.into())).await;
    assert_eq!(seen(&exchange), Err(ErrorClass::Authorization));
    assert_eq!(detail(&exchange), "there is no secret for the authorization");
    assert!(server.requests().is_empty());
}
