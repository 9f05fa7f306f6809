//! TLS with an authority of one's own, and with a certificate for the client.

use std::sync::Arc;

use domain::ErrorClass;
use domain::access::{Authorization, ClientAuthentication, ClientCredentials, Connection};
use engine::egress::{Access, Credential, Credentials, Egress};
use rcgen::ExtendedKeyUsagePurpose;
use testkit::HostileServer;

use crate::gates::{Authority, Certified, Gate, Kind};
use crate::{checked, detail, egress, request, seen};

/// Settings that trust an authority, and show a certificate.
fn unchecked(authority: Option<&Authority>, client: Option<(&str, &str)>) -> Access {
    let connection = Connection {
        ca_pem: authority.map(Authority::pem),
        client_certificate_pem: client.map(|(certificate, _)| certificate.to_owned()),
        ..Connection::default()
    };
    let client_key_pem = client.map(|(_, key)| Credential::new(key));
    Access::new(Authorization::None, connection, Credentials { client_key_pem, ..Credentials::default() })
}

fn access(authority: Option<&Authority>, client: Option<&Certified>) -> Arc<Access> {
    checked(unchecked(authority, client.map(|own| (own.certificate_pem.as_str(), own.key_pem.as_str()))))
}

#[tokio::test]
async fn an_authority_is_trusted_by_the_destination_that_names_it() {
    let server = HostileServer::start().await;
    let authority = Authority::new();
    let gate = Gate::before(&server.url("/"), Kind::tls(&authority, None)).await;
    let url = format!("https://{}/record", gate.address);
    let egress = egress();
    let trusting = egress.send(request(&url, &access(Some(&authority), None))).await;
    assert_eq!(seen(&trusting), Ok(200), "{:?}", trusting.outcome);
    assert!(trusting.phases.tls_us.is_some());
    for stranger in [access(None, None), access(Some(&Authority::new()), None)] {
        let exchange = egress.send(request(&url, &stranger)).await;
        assert_eq!(seen(&exchange), Err(ErrorClass::Tls), "its connection is not shared: {:?}", exchange.outcome);
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_client_shows_its_certificate() {
    let server = HostileServer::start().await;
    let (authority, clients) = (Authority::new(), Authority::new());
    let gate = Gate::before(&server.url("/"), Kind::tls(&authority, Some(&clients))).await;
    let url = format!("https://{}/record", gate.address);
    let egress = egress();
    let known = clients.certify(ExtendedKeyUsagePurpose::ClientAuth);
    let unknown = Authority::new().certify(ExtendedKeyUsagePurpose::ClientAuth);
    let shown = egress.send(request(&url, &access(Some(&authority), Some(&known)))).await;
    assert_eq!(seen(&shown), Ok(200), "{:?}", shown.outcome);
    for client in [None, Some(&unknown)] {
        let exchange = egress.send(request(&url, &access(Some(&authority), client))).await;
        // In TLS 1.3 the client is ready before the server has looked: the alert may come after the reset.
        let is_refused = matches!(seen(&exchange), Err(ErrorClass::Tls | ErrorClass::ConnectionLost));
        assert!(is_refused && !detail(&exchange).is_empty(), "{:?}", exchange.outcome);
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_is_fetched_the_same_way() {
    let server = HostileServer::start().await;
    let (authority, clients) = (Authority::new(), Authority::new());
    let gate = Gate::before(&server.url("/"), Kind::tls(&authority, Some(&clients))).await;
    let client = clients.certify(ExtendedKeyUsagePurpose::ClientAuth);
    let settings = ClientCredentials {
        token_url: format!("https://{}/token/3600", gate.address),
        client_id: "tackle".to_owned(),
        scopes: Vec::new(),
        audience: None,
        client_authentication: ClientAuthentication::Header,
    };
    let connection = Connection {
        ca_pem: Some(authority.pem()),
        client_certificate_pem: Some(client.certificate_pem.clone()),
        ..Connection::default()
    };
    let credentials = Credentials {
        authorization: Some(Credential::new("secret")),
        client_key_pem: Some(Credential::new(client.key_pem.as_str())),
        proxy_password: None,
    };
    let access = checked(Access::new(Authorization::OAuth2ClientCredentials(settings), connection, credentials));
    let exchange = egress().send(request(&format!("https://{}/record", gate.address), &access)).await;
    assert_eq!(seen(&exchange), Ok(200), "{:?}", exchange.outcome);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_certificate_and_a_key_that_cannot_be_used_are_refused_by_their_field() {
    let authority = Authority::new();
    let own = authority.certify(ExtendedKeyUsagePurpose::ClientAuth);
    let other = authority.certify(ExtendedKeyUsagePurpose::ClientAuth);
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAEC\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
    let cases = [
        (other.key_pem.as_str(), "the client key does not belong to the certificate"),
        (encrypted, "the client key is encrypted with a passphrase"),
        ("no key", "the client key is no private key in PEM"),
        ("", "the client key is no private key in PEM"),
    ];
    unchecked(None, Some((&own.certificate_pem, &own.key_pem))).check().expect("they belong together");
    for (key, detail) in cases {
        let refusal = unchecked(None, Some((&own.certificate_pem, key))).check().unwrap_err();
        assert_eq!((refusal.field, refusal.detail.as_str()), ("connection.client_key_pem", detail));
    }
    let refusal = unchecked(None, Some((no_certificate, &own.key_pem))).check().unwrap_err();
    assert_eq!(refusal.field, "connection.client_certificate_pem");
    let connection = Connection { client_certificate_pem: Some(own.certificate_pem), ..Connection::default() };
    let refusal = Access::new(Authorization::None, connection, Credentials::default()).check().unwrap_err();
    assert_eq!(refusal.detail, "there is no key for the client certificate");
}
