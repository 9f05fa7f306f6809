//! The hostile sender against receivers that do it right, and against one that does nothing right.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Destination, Flow, TlsGate, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Waits until a run has ended.
async fn ended(flow: &Flow, new: Value) -> Value {
    let id = text(&flow.client.post("/lab/runs", new).await["id"]);
    flow.client
        .until("the run ended", async || {
            let run = flow.client.get(&format!("/lab/runs/{id}")).await;
            (run["state"] != "running").then_some(run)
        })
        .await
}

/// Attacks with their judgements.
fn card(run: &Value) -> Vec<(String, String)> {
    let results = run["results"].as_array().expect("results");
    results.iter().map(|result| (text(&result["attack"]), text(&result["judgement"]))).collect()
}

fn judgement(run: &Value, attack: &str) -> String {
    let found = card(run).into_iter().find(|(word, _)| word == attack);
    found.map(|(_, judgement)| judgement).unwrap_or_else(|| panic!("{attack} was not made: {run}"))
}

const QUICK: &str = r#"{ "slow_ms": 400, "oversized_bytes": 31457280, "attack_ms": 10000, "burst": 10 }"#;

fn options() -> Value {
    serde_json::from_str(QUICK).expect("JSON")
}

#[tokio::test]
async fn a_source_of_ours_passes_every_attack() {
    let flow = Flow::start().await;
    let new = json!({ "name": "Shop", "provider": "standard-webhooks" });
    let source_id = text(&flow.client.post("/sources", new).await["id"]);
    let run = ended(&flow, json!({ "source_id": source_id, "options": options() })).await;
    for (attack, judgement) in card(&run) {
        assert_eq!(judgement, "pass", "{attack}: {run:#}");
    }
    assert_eq!((&run["state"], &run["score"]["passed"]), (&json!("finished"), &json!(14)));
    assert_eq!((&run["scheme"], &run["results"][0]["seen"][0]["status"]), (&json!("standard-webhooks"), &json!(200)));
    let kept = flow.client.get("/lab/runs").await;
    assert_eq!(kept["items"][0], run);
}

#[tokio::test]
async fn a_receiver_behind_tls_is_attacked_through_it() {
    let flow = Flow::start().await;
    let new = json!({ "name": "Shop", "provider": "standard-webhooks" });
    let source = flow.client.post("/sources", new).await;
    let source_id = text(&source["id"]);
    let path = format!("/sources/{source_id}/secrets/{}/reveal", text(&source["secrets"][0]["id"]));
    let secret = text(&flow.client.post(&path, json!({})).await["secret"]);
    let behind = flow.client.receive.trim_start_matches("http://").to_owned();
    let gate = TlsGate::before(&behind, &["127.0.0.1"], |_| {}).await;
    let url = gate.url(&format!("/in/{}", text(&source["slug"])));
    let destination = json!({
        "url": url, "scheme": "standard-webhooks", "secrets": [secret], "connection": { "ca_pem": gate.authority_pem() },
    });
    let destination_id = text(&flow.client.post("/destinations", destination).await["id"]);
    let run = ended(&flow, json!({ "destination_id": destination_id, "options": options() })).await;
    for (attack, judgement) in card(&run) {
        assert_eq!(judgement, "pass", "{attack}: {run:#}");
    }
    assert_eq!((&run["state"], &run["score"]["passed"]), (&json!("finished"), &json!(14)));
}

#[tokio::test]
async fn what_a_scheme_cannot_defend_against_is_not_held_against_a_receiver() {
    let flow = Flow::start().await;
    let new = json!({ "name": "GitHub", "provider": "github", "secrets": ["it is a secret"] });
    let source_id = text(&flow.client.post("/sources", new).await["id"]);
    let attacks = json!(["stale_timestamp", "future_timestamp", "altered_byte", "missing_header", "duplicated_header"]);
    let run = ended(&flow, json!({ "source_id": source_id, "attacks": attacks, "options": options() })).await;
    assert_eq!(run["results"].as_array().map(Vec::len), Some(6), "the right request came first");
    for attack in ["stale_timestamp", "future_timestamp"] {
        assert_eq!(judgement(&run, attack), "not_applicable");
    }
    for attack in ["baseline", "altered_byte", "missing_header", "duplicated_header"] {
        assert_eq!(judgement(&run, attack), "pass", "{run:#}");
    }
    let new = json!({ "name": "GitLab", "provider": "gitlab", "secrets": ["a token of theirs"] });
    let source_id = text(&flow.client.post("/sources", new).await["id"]);
    let attacks = json!(["altered_byte", "wrong_secret"]);
    let run = ended(&flow, json!({ "source_id": source_id, "attacks": attacks })).await;
    assert_eq!(judgement(&run, "altered_byte"), "not_applicable", "a token signs no body");
    assert_eq!(judgement(&run, "wrong_secret"), "pass");
}

#[tokio::test]
async fn a_receiver_that_takes_everything_fails_what_it_must_refuse() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let new =
        json!({ "url": destination.url(), "scheme": "standard-webhooks", "secret": secret, "options": options() });
    let run = ended(&flow, new).await;
    let refusals = ["wrong_secret", "altered_byte", "stale_timestamp", "future_timestamp", "missing_header"];
    for attack in refusals.into_iter().chain(["duplicated_header"]) {
        assert_eq!(judgement(&run, attack), "fail", "{attack}");
    }
    for attack in ["baseline", "replayed_id", "duplicate", "reorder", "burst", "truncated_body", "slow_body"] {
        assert_eq!(judgement(&run, attack), "pass", "{attack}: {run:#}");
    }
    assert!(!run.to_string().contains(secret), "the secret is not kept");

    // What the attacks were, as the receiver saw them.
    let arrivals = destination.arrivals();
    let without: Vec<_> = arrivals.iter().filter(|one| !one.headers.contains_key("webhook-signature")).collect();
    assert_eq!(without.len(), 1);
    let two = arrivals.iter().filter(|one| one.headers.get_all("webhook-signature").iter().count() == 2);
    assert_eq!(two.count(), 1);
}

/// A receiver that believes a cut-off body, answers a burst with a limit, breaks on forgeries and dislikes repeats.
#[derive(Clone, Default)]
struct Clumsy {
    ids: Arc<Mutex<Vec<String>>>,
    limited: Arc<Mutex<usize>>,
}

async fn clumsy(State(receiver): State<Clumsy>, headers: HeaderMap, body: Bytes) -> (StatusCode, HeaderMap) {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let mut answer = HeaderMap::new();
    let mut ids = receiver.ids.lock().expect("not poisoned");
    if ids.contains(&text("webhook-id")) {
        return (StatusCode::INTERNAL_SERVER_ERROR, answer);
    }
    if body.len() > 1_000_000 {
        return (StatusCode::PAYLOAD_TOO_LARGE, answer);
    }
    if text("x-burst") == "yes" {
        let mut limited = receiver.limited.lock().expect("not poisoned");
        *limited += 1;
        if *limited > 4 && *limited <= 11 {
            answer.insert("retry-after", 1.into());
            return (StatusCode::TOO_MANY_REQUESTS, answer);
        }
    }
    ids.push(text("webhook-id"));
    (StatusCode::OK, answer)
}

#[tokio::test]
async fn limits_and_repeats_are_judged_by_what_a_sender_would_do() {
    let flow = Flow::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hooks", listener.local_addr().expect("an address"));
    let router = Router::new().route("/hooks", post(clumsy)).layer(DefaultBodyLimit::disable());
    let serving = tokio::spawn(async move { axum::serve(listener, router.with_state(Clumsy::default())).await });
    let new = |attacks: Value| {
        json!({ "url": url, "scheme": "standard-webhooks", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "attacks": attacks, "options": options(), "headers": [{ "name": "X-Burst", "value": "yes" }] })
    };
    let run = ended(&flow, new(json!(["burst"]))).await;
    assert_eq!(judgement(&run, "burst"), "pass", "{run:#}");
    let burst = &run["results"][1];
    let again = burst["seen"].as_array().expect("requests").iter().filter(|seen| seen["part"] == "again");
    assert_eq!(again.count(), 7, "each was sent again after the time that was asked for");
    let run = ended(&flow, new(json!(["replayed_id", "duplicate", "oversized"]))).await;
    assert_eq!(judgement(&run, "replayed_id"), "fail");
    assert_eq!(judgement(&run, "duplicate"), "fail");
    assert_eq!(judgement(&run, "oversized"), "pass");
    serving.abort();
}

/// Answers 200 when `is_enough` says so of what was read, or when the sender ends its side.
async fn answers_when(mut stream: tokio::net::TcpStream, is_enough: fn(&[u8]) -> bool) -> std::io::Result<()> {
    let mut read = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await?;
        read.extend_from_slice(&piece[..count]);
        if count == 0 || is_enough(&read) {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await?;
            return stream.shutdown().await;
        }
    }
}

/// Listens, and treats every connection like that.
async fn listen(is_enough: fn(&[u8]) -> bool) -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let serving = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answers_when(stream, is_enough));
        }
    });
    (url, serving)
}

#[tokio::test]
async fn who_takes_a_body_before_it_is_whole_fails() {
    let flow = Flow::start().await;
    let has_head = |read: &[u8]| read.windows(4).any(|window| window == b"\r\n\r\n");
    let (hasty, hasty_serving) = listen(has_head).await;
    let attacks = json!(["truncated_body", "slow_body"]);
    let run = ended(&flow, json!({ "url": hasty, "attacks": attacks, "options": options() })).await;
    assert_eq!(judgement(&run, "truncated_body"), "fail");
    assert_eq!(judgement(&run, "slow_body"), "fail", "{run:#}");
    // Takes what ends with the payload, or with the connection: a cut-off body too.
    let (trusting, trusting_serving) = listen(|read| read.ends_with(b"}")).await;
    let attacks = json!(["truncated_body"]);
    let run = ended(&flow, json!({ "url": trusting, "attacks": attacks, "options": options() })).await;
    assert_eq!(judgement(&run, "truncated_body"), "fail", "{run:#}");
    hasty_serving.abort();
    trusting_serving.abort();
}

#[tokio::test]
async fn a_receiver_that_is_not_there_ends_the_run_at_its_first_request() {
    let flow = Flow::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let run = ended(&flow, json!({ "url": url })).await;
    assert_eq!(card(&run), [("baseline".to_owned(), "fail".to_owned())]);
    assert_eq!(run["results"][0]["seen"][0]["failure"], "not_connected");
    for (field, wrong) in [
        ("url", json!({})),
        ("attacks", json!({ "url": url, "attacks": ["sharks"] })),
        ("options.burst", json!({ "url": url, "options": { "burst": 0 } })),
        ("secret", json!({ "url": "gopher://x", "scheme": "github", "secret": "s" })),
    ] {
        let (status, problem) = flow.client.call(Method::POST, "/lab/runs", Some(wrong)).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{problem}");
    }
}

#[tokio::test]
async fn a_run_can_be_cancelled_and_one_that_was_left_is_not_running_after_a_restart() {
    let flow = Flow::start().await;
    let mock = json!({ "name": "hang", "rules": [{ "answers": [{ "kind": "hang" }] }] });
    let url = text(&flow.client.post("/mocks", mock).await["url"]);
    let left = text(&flow.client.post("/lab/runs", json!({ "url": url })).await["id"]);
    let cancelled = text(&flow.client.post("/lab/runs", json!({ "url": url })).await["id"]);
    flow.client.post(&format!("/lab/runs/{cancelled}/cancel"), json!({})).await;
    let state = async |flow: &Flow, id: &str| text(&flow.client.get(&format!("/lab/runs/{id}")).await["state"]);
    flow.client
        .until("the run is cancelled", async || (state(&flow, &cancelled).await == "cancelled").then_some(()))
        .await;
    assert_eq!(state(&flow, &left).await, "running");
    let delete =
        async |flow: &Flow, id: &str| flow.client.call(Method::DELETE, &format!("/lab/runs/{id}"), None).await.0;
    assert_eq!(delete(&flow, &left).await, 409, "what goes on is cancelled first");
    assert_eq!(delete(&flow, &cancelled).await, 204);
    assert_eq!(delete(&flow, &cancelled).await, 404);
    let flow = tokio::time::timeout(Duration::from_secs(20), flow.restart()).await.expect("it stops");
    assert_eq!(state(&flow, &left).await, "cancelled");
}
