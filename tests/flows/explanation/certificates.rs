//! Certificates that are not trusted, and looking at them.

use rcgen::{CertificateParams, date_time_ymd};
use serde_json::{Value, json};
use tests::{Flow, TlsGate, text};

use crate::app::App;
use crate::failing::{Failing, first_cause, remedies};

/// The certificate as it is made.
fn unchanged(_: &mut CertificateParams) {}

fn part<'a>(probe: &'a Value, name: &str) -> &'a Value {
    probe["steps"].as_array().expect("a list").iter().find(|step| step["part"] == name).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    let flow = Flow::start().await;
    let app = App::start([]).await;
    let expired = TlsGate::before(&app.address(), &["127.0.0.1"], |params| {
        params.not_before = date_time_ymd(2024, 1, 1);
        params.not_after = date_time_ymd(2025, 11, 12);
    })
    .await;
    let other = TlsGate::before(&app.address(), &["other.test"], unchanged).await;
    let unknown = TlsGate::before(&app.address(), &["127.0.0.1"], unchanged).await;
    let trusting = |gate: &TlsGate| json!({ "connection": { "ca_pem": gate.authority_pem() } });
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
        let failing = Failing::at(&flow, name, &server.url("/"), destination).await;
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
    let app = App::start([]).await;
    let server = TlsGate::before(&app.address(), &["127.0.0.1"], unchanged).await;
    let failing = Failing::at(&flow, "own", &server.url("/"), json!({})).await;
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
