//! Authorities of one's own, and certificates for both sides.

use std::sync::Arc;

use domain::{Authorization, Connection, ErrorClass};
use engine::egress::{Access, Credential, Credentials};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{egress, seen, send};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "An authority of one's own");
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a certificate")
}

/// Certificate and key as PEM.
fn issued(authority: &Authority, name: &str, purpose: ExtendedKeyUsagePurpose) -> (String, String) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    params.extended_key_usages = vec![purpose];
    let key = KeyPair::generate().expect("a key");
    let certificate = params.signed_by(&key, authority).expect("a certificate");
    (certificate.pem(), key.serialize_pem())
}

/// A server that answers 200 over TLS and, when told so, only to clients of this authority.
async fn serve(authority: &Authority, asks_for_client: bool) -> String {
    let (certificate, key) = issued(authority, "127.0.0.1", ExtendedKeyUsagePurpose::ServerAuth);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).expect("a root");
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().expect("a verifier");
    let builder = builder.expect("versions");
    let builder = match asks_for_client {
        true => builder.with_client_cert_verifier(verifier),
        false => builder.with_no_client_auth(),
    };
    let certificates = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).expect("PEM")];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("PEM");
    let acceptor = TlsAcceptor::from(Arc::new(builder.with_single_cert(certificates, key).expect("a configuration")));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("https://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut tls) = acceptor.accept(tcp).await else { return };
                let mut head = [0; 4_096];
                let _ = tls.read(&mut head).await;
                let _ = tls.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
                let _ = tls.shutdown().await;
            });
        }
    });
    url
}

fn access(connection: Connection, client_key_pem: Option<&str>) -> Arc<Access> {
    let client_key_pem = client_key_pem.map(Credential::new);
    Arc::new(Access::new(Authorization::None, connection, Credentials { client_key_pem, ..Credentials::default() }))
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_where_it_is_named_and_nowhere_else() {
    let authority = authority();
    let url = serve(&authority, false).await;
    let egress = egress();
    let trusting = access(Connection { ca_pem: Some(authority.pem()), ..Connection::default() }, None);
    trusting.check().expect("it can be used");
    assert_eq!(seen(&send(&egress, &url, &trusting).await), Ok(200));
    let untrusting = send(&egress, &url, &Arc::default()).await;
    assert!(matches!(seen(&untrusting), Err((ErrorClass::Tls, _))), "{untrusting:?}");
    assert_eq!(seen(&send(&egress, &url, &trusting).await), Ok(200));
}

#[tokio::test]
async fn a_client_shows_its_certificate_to_a_server_that_asks() {
    let authority = authority();
    let url = serve(&authority, true).await;
    let egress = egress();
    let (certificate, key) = issued(&authority, "tacklebox", ExtendedKeyUsagePurpose::ClientAuth);
    let connection = Connection {
        ca_pem: Some(authority.pem()),
        client_certificate_pem: Some(certificate),
        ..Connection::default()
    };
    let known = access(connection.clone(), Some(&key));
    known.check().expect("it can be used");
    assert_eq!(seen(&send(&egress, &url, &known).await), Ok(200));
    let unknown = access(Connection { client_certificate_pem: None, ..connection.clone() }, None);
    let refused = send(&egress, &url, &unknown).await;
    assert!(matches!(seen(&refused), Err((ErrorClass::Tls | ErrorClass::ConnectionLost, _))), "{refused:?}");

    let (_, other_key) = issued(&authority, "another", ExtendedKeyUsagePurpose::ClientAuth);
    for (key, detail) in [
        (Some(other_key.as_str()), "the client key does not belong to the certificate"),
        (Some("no key"), "the client key is no private key in PEM"),
        (None, "there is no key for the client certificate"),
    ] {
        let refusal = access(connection.clone(), key).check().expect_err("it cannot be used");
        assert_eq!((refusal.field, refusal.detail.as_str()), ("connection.client_key_pem", detail));
    }
}
