//! Certificates that are not trusted, and looking at them.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::{Value, json};
use tests::{Flow, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::app::App;
use crate::failing::{Failing, first_cause, remedies};

/// A server that shows a certificate of an authority of its own, and answers 200.
struct Server {
    address: SocketAddr,
    authority_pem: String,
    serving: JoinHandle<()>,
}

impl Server {
    async fn start(change: impl FnOnce(&mut CertificateParams), names: &[&str]) -> Self {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let mut params =
            CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
        params.use_authority_key_identifier_extension = true;
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let chain = vec![params.signed_by(&key, &authority).unwrap().der().clone(), authority.der().clone()];
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let configuration = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, PrivateKeyDer::try_from(key.serialize_der()).unwrap())
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(configuration));
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut read = [0; 4096];
                    while stream.read(&mut read).await.is_ok_and(|count| count > 0) {
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                    }
                });
            }
        });
        Self { address, authority_pem: authority.pem(), serving }
    }

    fn url(&self) -> String {
        format!("https://{}/", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn part<'a>(probe: &'a Value, name: &str) -> &'a Value {
    probe["steps"].as_array().unwrap().iter().find(|step| step["part"] == name).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    let flow = Flow::start().await;
    let expired = Server::start(
        |params| {
            params.not_before = date_time_ymd(2024, 1, 1);
            params.not_after = date_time_ymd(2025, 11, 12);
        },
        &["127.0.0.1"],
    )
    .await;
    let other = Server::start(|_| {}, &["other.test"]).await;
    let unknown = Server::start(|_| {}, &["127.0.0.1"]).await;
    let trusting = |server: &Server| json!({ "connection": { "ca_pem": server.authority_pem } });
    let cases = [
        (
            "unknown",
            &unknown,
            json!({}),
            "Nobody this computer trusts stands behind the certificate of 127.0.0.1.",
            "own_authority",
        ),
        (
            "expired",
            &expired,
            trusting(&expired),
            "The certificate of 127.0.0.1 expired on 12 Nov 2025.",
            "certificate_expired",
        ),
        ("other", &other, trusting(&other), "The certificate is for other.test, not for 127.0.0.1.", "other_name"),
    ];
    for (name, server, destination, sentence, cause) in cases {
        let failing = Failing::at(&flow, name, &server.url(), destination).await;
        let said = failing.fail("{}").await;
        assert_eq!((&said["kind"], &said["sentence"]), (&json!("tls"), &json!(sentence)), "{said}");
        assert_eq!(first_cause(&said), (cause.to_owned(), true), "{said}");
        assert_eq!(remedies(&said)[0], "trust_certificate");
        let probe = flow.client.post(&format!("/destinations/{}/probe", failing.destination_id), json!({})).await;
        assert_eq!(probe["trust_pem"].is_null(), name != "unknown", "trust helps only the first: {probe}");
    }
}

#[tokio::test]
async fn a_certificate_is_shown_and_trusted_for_one_destination() {
    let flow = Flow::start().await;
    let server = Server::start(|_| {}, &["127.0.0.1"]).await;
    let failing = Failing::at(&flow, "own", &server.url(), json!({})).await;
    failing.fail("{}").await;
    let path = format!("/destinations/{}", failing.destination_id);
    let probe = flow.client.post(&format!("{path}/probe"), json!({})).await;
    assert_eq!(
        (&probe["is_answering"], &part(&probe, "tls")["error_class"]),
        (&json!(false), &json!("tls")),
        "{probe}"
    );
    assert_eq!(probe["certificates"].as_array().unwrap().len(), 2, "{probe}");
    assert_eq!(probe["certificates"][0]["names"], json!(["127.0.0.1"]));
    let pem = text(&probe["trust_pem"]);
    flow.client.patch(&path, json!({ "connection": { "ca_pem": pem } })).await;
    failing.deliver("{}", "delivered").await;
    let probe = flow.client.post(&format!("{path}/probe"), json!({})).await;
    assert_eq!((&probe["is_answering"], &probe["trust_pem"]), (&json!(true), &Value::Null), "{probe}");
}

#[tokio::test]
async fn a_probe_says_how_far_one_gets_and_sends_no_event() {
    let flow = Flow::start().await;
    let app = App::start([]).await;
    let failing = Failing::at(&flow, "probed", &format!("http://{}/hooks", app.address()), json!({})).await;
    let path = format!("/destinations/{}/probe", failing.destination_id);
    let probe = flow.client.post(&path, json!({})).await;
    assert_eq!(probe["is_answering"], true, "{probe}");
    let begin = format!("{} answers: OPTIONS gave 204, allow: OPTIONS, POST in ", app.address());
    assert!(text(&probe["sentence"]).starts_with(&begin), "{probe}");
    let parts: Vec<String> = probe["steps"].as_array().unwrap().iter().map(|step| text(&step["part"])).collect();
    assert_eq!(parts, ["connect", "options"]);
    let address = app.address();
    app.stop().await;
    let probe = flow.client.post(&path, json!({})).await;
    assert_eq!(part(&probe, "connect")["error_class"], "connection_refused", "{probe}");
    assert_eq!(probe["sentence"], format!("Nothing is listening on {address}."));
    let (status, _) = flow
        .client
        .call(reqwest::Method::POST, "/destinations/dst_00000000-0000-7000-8000-000000000000/probe", None)
        .await;
    assert_eq!(status, 404);
}
