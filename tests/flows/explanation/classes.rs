//! Each class of failure has its sentence, its likeliest cause and its remedies.

use serde_json::{Value, json};
use testkit::HostileServer;
use tests::{Flow, text};

use crate::app::{App, Reply};
use crate::failing::{Failing, evidence, first_cause, remedies, remedy};

/// Of a delivery that is not there.
const UNKNOWN: &str = "/deliveries/dlv_00000000-0000-7000-8000-000000000000/explanation";

/// What an app answers, and what is to be said of it. `{app}` stands for its address.
struct Answered {
    name: &'static str,
    reply: Reply,
    kind: &'static str,
    sentence: &'static str,
    cause: (&'static str, bool),
    remedies: &'static [&'static str],
}

fn answered() -> Vec<Answered> {
    let of = |name, reply, kind, sentence, cause, remedies| Answered { name, reply, kind, sentence, cause, remedies };
    vec![
        of(
            "login",
            Reply::new(302, "").with("location", "/login?next=/hooks"),
            "redirect",
            "It redirects to /login?next=/hooks.",
            ("behind_login", true),
            &["change_url", "replay"],
        ),
        of(
            "slash",
            Reply::new(308, "").with("location", "/hooks/"),
            "redirect",
            "It redirects to /hooks/.",
            ("slash", true),
            &["change_url", "replay"],
        ),
        of(
            "forbidden",
            Reply::new(403, "<html><title>CSRF verification failed</title></html>"),
            "rejected",
            "",
            ("csrf", true),
            &["verify_with_secret", "copy_signature", "replay"],
        ),
        of(
            "challenge",
            Reply::new(401, "").with("www-authenticate", "Bearer realm=\"hooks\""),
            "rejected",
            "",
            ("wants_authorization", true),
            &["edit_authorization", "verify_with_secret", "copy_signature", "replay"],
        ),
        of(
            "signature",
            Reply::new(400, r#"{"error":"No signatures found matching the expected signature for payload"}"#),
            "rejected",
            "",
            ("signature_not_accepted", true),
            &["verify_with_secret", "copy_signature", "replay"],
        ),
        of(
            "missing",
            Reply::new(404, "Cannot POST /hooks"),
            "path",
            "The path /hooks does not exist (404).",
            ("mistyped", false),
            &["probe", "change_url", "pause_destination", "replay"],
        ),
        of(
            "method",
            Reply::new(405, "").with("allow", "GET, HEAD"),
            "path",
            "The path /hooks does not take POST (405); it takes GET, HEAD.",
            ("other_method", true),
            &["probe", "change_url", "pause_destination", "replay"],
        ),
        of(
            "gone",
            Reply::new(410, ""),
            "path",
            "Your app says that /hooks is gone for good (410).",
            ("mistyped", false),
            &["enable_destination", "probe", "change_url", "replay"],
        ),
        of(
            "unprocessable",
            Reply::new(422, r#"{"detail":"currency must not be empty"}"#),
            "payload",
            "Your app refused the payload (422).",
            ("said", true),
            &["edit_and_replay", "replay"],
        ),
        of(
            "media",
            Reply::new(415, ""),
            "payload",
            "Your app does not take a body without a content type (415).",
            ("other_shape", false),
            &["edit_and_replay", "replay"],
        ),
        of(
            "large",
            Reply::new(413, "").with("server", "nginx/1.27"),
            "too_large",
            "12 bytes is over the app’s limit.",
            ("body_limit", true),
            &["save_body", "skip_event_type", "replay"],
        ),
        of(
            "slow-down",
            Reply::new(429, "").with("retry-after", "60"),
            "rate_limited",
            "It asks to wait 1 m.",
            ("too_fast", true),
            &["lower_rate", "replay"],
        ),
        of(
            "thrown",
            Reply::new(500, r#"{"error":"TypeError: order is undefined"}"#),
            "server_error",
            "Your app failed with 500: TypeError: order is undefined",
            ("bug", true),
            &["open_issue", "replay"],
        ),
        of(
            "gateway",
            Reply::new(502, "<html><head><title>502 Bad Gateway</title></head></html>").with("server", "nginx/1.27"),
            "server_error",
            "Your app failed with 502: 502 Bad Gateway",
            ("behind_proxy", true),
            &["open_issue", "replay"],
        ),
        of(
            "teapot",
            Reply::new(418, ""),
            "status",
            "{app} answered 418, which is no success.",
            ("other_answer", false),
            &["replay"],
        ),
    ]
}

#[tokio::test]
async fn what_an_app_answers_is_explained() {
    let flow = Flow::start().await;
    for case in answered() {
        let app = App::start([case.reply]).await;
        let url = format!("http://{}/hooks", app.address());
        let failing = Failing::at(&flow, case.name, &url, json!({})).await;
        let said = failing.fail(r#"{"total":12}"#).await;
        assert_eq!(said["kind"], case.kind, "{}: {said}", case.name);
        if !case.sentence.is_empty() {
            assert_eq!(said["sentence"], case.sentence.replace("{app}", &app.address()), "{}", case.name);
        }
        let (code, is_likely) = first_cause(&said);
        assert_eq!((code.as_str(), is_likely), case.cause, "{}: {said}", case.name);
        assert_eq!(remedies(&said), case.remedies, "{}", case.name);
        assert_eq!(said["since"]["deliveries"], 1, "{}: {said}", case.name);
        assert_eq!(said["since"]["last_success"], Value::Null, "{}: nothing was ever taken", case.name);
    }
}

#[tokio::test]
async fn a_remedy_names_what_its_doing_needs() {
    let flow = Flow::start().await;
    let app = App::start([Reply::new(301, "").with("location", "https://elsewhere.test/in")]).await;
    let failing = Failing::at(&flow, "moved", &format!("http://{}/", app.address()), json!({})).await;
    let said = failing.fail("{}").await;
    assert_eq!(remedy(&said, "change_url")["suggested"], "https://elsewhere.test/in");
    assert_eq!(first_cause(&said), ("moved".to_owned(), true));

    let app = App::start([Reply::new(401, "")]).await;
    let failing = Failing::at(&flow, "unknown", &format!("http://{}/", app.address()), json!({})).await;
    let said = failing.fail("{}").await;
    let signature = remedy(&said, "copy_signature");
    assert_eq!(signature["name"], "webhook-signature");
    let value = text(&signature["value"]);
    assert!(value.starts_with("v1,"), "{value}");
    let begin = format!("Your app rejected the request (401). Signature we sent: webhook-signature: {}", &value[..20]);
    assert!(text(&said["sentence"]).starts_with(&begin), "{said}");

    // Whether the app has the same secret is told without its being kept.
    let id = text(&flow.client.get("/deliveries?limit=1").await["items"][0]["id"]);
    let secrets = flow.client.get(&format!("/destinations/{}", failing.destination_id)).await["secrets"].clone();
    let path = format!("/destinations/{}/secrets/{}/reveal", failing.destination_id, text(&secrets[0]["id"]));
    let own = text(&flow.client.post(&path, json!({})).await["secret"]);
    let other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for (secret, is_match) in [(own.as_str(), true), (other, false)] {
        let found = flow.client.post(&format!("/deliveries/{id}/signature"), json!({ "secret": secret })).await;
        assert_eq!((&found["is_match"], &found["is_signed"]), (&json!(is_match), &json!(true)), "{found}");
    }

    let app = App::start([Reply::new(413, "")]).await;
    let failing = Failing::at(&flow, "heavy", &format!("http://{}/", app.address()), json!({})).await;
    let said = failing.fail("{}").await;
    let skip = json!({
        "kind": "skip_event_type", "subscription_id": failing.subscription_id, "event_type": "heavy.happened",
    });
    assert_eq!(remedy(&said, "skip_event_type"), &skip);
}

#[tokio::test]
async fn what_fails_alike_is_counted_and_the_error_is_quoted() {
    let flow = Flow::start().await;
    let app = App::start([Reply::new(200, ""), Reply::new(500, r#"{"error":"TypeError: order is undefined"}"#)]).await;
    let failing = Failing::at(&flow, "order", &format!("http://{}/", app.address()), json!({})).await;
    let taken = failing.deliver("{}", "delivered").await;
    failing.deliver("{}", "dead_letter").await;
    let last = failing.deliver("{}", "dead_letter").await;
    let said = flow
        .client
        .until("both are counted", async || {
            let said = flow.client.get(&format!("/deliveries/{last}/explanation")).await;
            (said["since"]["deliveries"] == 2).then_some(said)
        })
        .await;
    assert_eq!(said["sentence"], "Your app throws the same error for 2 deliveries: TypeError: order is undefined");
    assert_eq!(said["error"], "TypeError: order is undefined");
    let success = &said["since"]["last_success"];
    assert_eq!((&success["delivery_id"], &success["deliveries_ago"]), (&json!(taken), &json!(2)));
    assert_eq!(remedy(&said, "replay_issue")["deliveries"], 2);
    let nothing = flow.client.get(&format!("/deliveries/{taken}/explanation")).await;
    assert_eq!(nothing, Value::Null, "nothing about it failed");
    let (status, _) = flow.client.call(reqwest::Method::GET, UNKNOWN, None).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_app_that_stopped_is_told_from_one_that_never_ran() {
    let flow = Flow::start().await;
    let app = App::start([]).await;
    let address = app.address();
    let failing = Failing::at(&flow, "stopped", &format!("http://{address}/"), json!({})).await;
    let taken = failing.deliver("{}", "delivered").await;
    app.stop().await;
    let said = failing.fail("{}").await;
    assert_eq!(
        (&said["kind"], &said["sentence"]),
        (&json!("refused"), &json!(format!("Nothing is listening on {address}.")))
    );
    assert_eq!(first_cause(&said), ("app_stopped".to_owned(), true));
    assert_eq!(evidence(&said), ["It took a delivery until then."]);
    assert!(said["causes"][0]["evidence"][0]["at_ms"].is_i64());
    assert_eq!(said["since"]["last_success"]["delivery_id"], json!(taken));
    assert_eq!(remedies(&said), ["probe", "change_url", "replay"]);
}

#[tokio::test]
async fn what_has_no_answer_is_explained() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let at = |path: &str| server.url(path);
    let address = at("/").trim_start_matches("http://").trim_end_matches('/').to_owned();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_url = format!("https://{}/", silent.local_addr().unwrap());
    let hurried = json!({ "timeout_ms": 200, "connection": { "connect_timeout_ms": 200 } });
    let refusing = json!({
        "authorization": {
            "kind": "oauth2_client_credentials", "token_url": at("/no-token/401/invalid_client"),
            "client_id": "tackle", "secret": "the-client-secret",
        },
    });
    let cases = [
        (
            "unknown-name",
            "http://no-such-name.invalid/".to_owned(),
            json!({}),
            "dns",
            "no-such-name.invalid does not resolve.".to_owned(),
            &["probe", "change_url", "replay"][..],
        ),
        (
            "silent",
            silent_url,
            hurried.clone(),
            "connect_timeout",
            format!("{} took no connection in 200 ms.", silent.local_addr().unwrap()),
            &["probe", "change_url", "replay"],
        ),
        (
            "hanging",
            at("/hang"),
            hurried,
            "timeout",
            "Connected, but no answer in 200 ms.".to_owned(),
            &["raise_timeout", "probe", "replay"],
        ),
        (
            "closing",
            at("/close"),
            json!({}),
            "connection_lost",
            format!("{address} closed the connection before it answered."),
            &["probe", "replay"],
        ),
        (
            "babbling",
            at("/not-http"),
            json!({}),
            "protocol",
            format!("What {address} sent is not HTTP."),
            &["change_url", "probe", "replay"],
        ),
        (
            "switching",
            at("/switch"),
            json!({}),
            "unexpected_upgrade",
            format!("{address} switched protocols instead of answering."),
            &["change_url", "replay"],
        ),
        (
            "plain",
            at("/").replace("http:", "https:"),
            json!({}),
            "tls",
            format!("{address} does not speak TLS."),
            &["change_url", "probe", "replay"],
        ),
        (
            "tokenless",
            at("/record"),
            refusing,
            "authorization",
            format!("The token server gave no token for {address}."),
            &["edit_authorization", "replay"],
        ),
        (
            "unasked",
            at("/record"),
            json!({ "scheme": "cloudevents" }),
            "consent",
            format!("{address} has not agreed to be sent events, so nothing was sent."),
            &["replay"],
        ),
    ];
    for (name, url, destination, kind, sentence, expected) in cases {
        let failing = Failing::at(&flow, name, &url, destination).await;
        let said = failing.fail("{}").await;
        assert_eq!((&said["kind"], &said["sentence"]), (&json!(kind), &json!(sentence)), "{name}: {said}");
        assert_eq!(remedies(&said), expected, "{name}");
        assert!(!said["causes"].as_array().unwrap().is_empty(), "{name}: {said}");
    }
}

#[tokio::test]
async fn an_answer_that_takes_longer_than_usual_is_said_to() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let failing = Failing::at(&flow, "usual", &server.url("/record"), json!({ "timeout_ms": 300 })).await;
    failing.deliver("{}", "delivered").await;
    let path = format!("/destinations/{}", failing.destination_id);
    flow.client.patch(&path, json!({ "url": server.url("/hang") })).await;
    let said = failing.fail("{}").await;
    assert!(text(&said["sentence"]).starts_with("Connected, but no answer in 300 ms (usual: "), "{said}");
    assert_eq!(remedy(&said, "raise_timeout")["timeout_ms"], 600);
    assert_eq!(first_cause(&said), ("url_edited".to_owned(), true), "the edit comes first: {said}");
}

#[tokio::test]
async fn a_transform_that_fails_is_the_cause() {
    let flow = Flow::start().await;
    let app = App::start([]).await;
    let failing = Failing::at(&flow, "mangled", &format!("http://{}/", app.address()), json!({})).await;
    let source = "function handler(webhook) {\n  return webhook.missing.field\n}";
    let path = format!("/subscriptions/{}", failing.subscription_id);
    flow.client.patch(&path, json!({ "transform": source })).await;
    let said = failing.fail("{}").await;
    assert_eq!(said["kind"], "transform", "{said}");
    assert_eq!(remedies(&said)[0], "edit_transform");
    assert_eq!(first_cause(&said), ("said".to_owned(), true));
}
