//! A source that is fed by a channel, with a server that speaks as smee.io and gosmee do.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};
use signatures::{HeaderFields, Secret, Signable};
use tests::{Flow, text};
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

/// What GitHub would sign with.
const SECRET: &str = "it is a secret";

/// A server of channels.
#[derive(Clone)]
struct Smee {
    /// `None` ends the connections of all who listen.
    events: broadcast::Sender<Option<String>>,
    /// The header fields of those who listened.
    listeners: Arc<Mutex<Vec<HeaderMap>>>,
    /// As gosmee does.
    hands_over_bytes: bool,
}

impl Smee {
    async fn start(hands_over_bytes: bool) -> (Self, String) {
        let smee = Self { events: broadcast::channel(16).0, listeners: Arc::default(), hands_over_bytes };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let router = Router::new().route("/{channel}", get(listen).post(take)).with_state(smee.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (smee, url)
    }

    fn listened(&self) -> usize {
        self.listeners.lock().expect("not poisoned").len()
    }
}

/// Takes a request: header fields and the parsed body in one object.
async fn take(State(smee): State<Smee>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut handed_over = serde_json::Map::new();
    for (name, value) in &headers {
        handed_over.insert(name.to_string(), json!(value.to_str().unwrap_or_default()));
    }
    handed_over.insert("body".to_owned(), serde_json::from_slice(&body).unwrap_or(Value::Null));
    handed_over.insert("query".to_owned(), json!({}));
    handed_over.insert("timestamp".to_owned(), json!(1_790_000_000_000_u64));
    if smee.hands_over_bytes {
        handed_over.insert("bodyB".to_owned(), json!(STANDARD.encode(&body)));
    }
    let _ = smee.events.send(Some(format!("id: 7\ndata: {}\n\n", Value::Object(handed_over))));
    StatusCode::OK
}

async fn listen(State(smee): State<Smee>, Path(channel): Path<String>, headers: HeaderMap) -> Response {
    match channel.as_str() {
        "new" => return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/fresh")]).into_response(),
        "page" => return "<html>This is no channel.</html>".into_response(),
        _ => {}
    }
    let events = BroadcastStream::new(smee.events.subscribe());
    smee.listeners.lock().expect("not poisoned").push(headers);
    let greeting = tokio_stream::once("event: ready\ndata: {}\n\nevent: ping\ndata: {}\n\n".to_owned());
    let events = greeting.chain(events.map_while(|event| event.ok().flatten()));
    let body = Body::from_stream(events.map(Ok::<_, Infallible>));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

/// Sends a signed event to the channel, as GitHub does.
async fn send(url: &str, body: &str) {
    let provider = signatures::provider("github").expect("it ships");
    let headers = HeaderFields::default();
    let signable =
        Signable { id: "1", at_unix_s: 0, body: body.as_bytes(), url: None, method: "POST", headers: &headers };
    let secret = Secret::parse(&provider.scheme, SECRET).expect("a secret");
    let signed = signatures::sign(&provider.scheme, &[secret], &signable).expect("it is signed");
    let mut request =
        tests::http_client().post(url).header("x-github-event", "push").header("content-type", "application/json");
    for (name, value) in signed.headers {
        request = request.header(name, value);
    }
    let answer = request.body(body.to_owned()).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
}

async fn fed(flow: &Flow, url: &str) -> String {
    let new = json!({ "name": "GitHub", "provider": "github", "secrets": [SECRET], "channel_url": url });
    text(&flow.client.post("/sources", new).await["id"])
}

/// Waits until the channel of a source is as wanted.
async fn channel(flow: &Flow, id: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/sources/{id}");
    flow.client
        .until("the channel is as wanted", async || {
            let source = flow.client.get(&path).await;
            is_wanted(&source["channel"]).then(|| source["channel"].clone())
        })
        .await
}

async fn newest_event(flow: &Flow) -> Value {
    let id = text(&flow.client.get("/events?limit=1").await["items"][0]["id"]);
    flow.client.get(&format!("/events/{id}")).await
}

#[tokio::test]
async fn what_a_channel_hands_over_with_its_bytes_is_verified() {
    let flow = Flow::start().await;
    let (smee, url) = Smee::start(true).await;
    let id = fed(&flow, &format!("{url}abc")).await;
    channel(&flow, &id, |channel| channel["state"] == "connected").await;
    send(&format!("{url}abc"), "{ \"ref\": \"refs/heads/main\", \"size\": 1.50 }").await;
    let status = channel(&flow, &id, |channel| channel["received"] == 1).await;
    assert_eq!((&status["is_exact"], &status["problem"]), (&json!(true), &Value::Null));
    let event = newest_event(&flow).await;
    assert_eq!((&event["event_type"], &event["verification"]["verdict"]), (&json!("push"), &json!("verified")));
    let body = flow.client.bytes(&format!("/events/{}/body", text(&event["id"]))).await;
    assert_eq!(body, "{ \"ref\": \"refs/heads/main\", \"size\": 1.50 }".as_bytes());
    drop(smee);
}

#[tokio::test]
async fn a_parsed_body_is_verified_where_its_bytes_survive_and_said_where_not() {
    let flow = Flow::start().await;
    let (_smee, url) = Smee::start(false).await;
    let id = fed(&flow, &format!("{url}abc")).await;
    channel(&flow, &id, |channel| channel["state"] == "connected").await;
    // As GitHub writes JSON: without white space, so that what is written again is the same.
    send(&format!("{url}abc"), r#"{"ref":"refs/heads/main","size":1}"#).await;
    channel(&flow, &id, |channel| channel["received"] == 1).await;
    assert_eq!(newest_event(&flow).await["verification"]["verdict"], "verified");
    send(&format!("{url}abc"), r#"{ "ref": "refs/heads/main" }"#).await;
    let status = channel(&flow, &id, |channel| channel["received"] == 2).await;
    assert_eq!(status["is_exact"], json!(false));
    let event = newest_event(&flow).await;
    assert_eq!(event["verification"]["verdict"], "rejected");
    let explanation = text(&event["verification"]["explanation"]);
    assert!(explanation.contains("The channel handed over a parsed body"), "{explanation}");
}

#[tokio::test]
async fn a_feed_that_ends_is_begun_again_and_one_that_is_taken_away_ends() {
    let flow = Flow::start().await;
    let (smee, url) = Smee::start(true).await;
    let id = fed(&flow, &format!("{url}abc")).await;
    channel(&flow, &id, |channel| channel["state"] == "connected").await;
    send(&format!("{url}abc"), "{}").await;
    channel(&flow, &id, |channel| channel["received"] == 1).await;
    smee.events.send(None).expect("somebody listens");
    flow.client.until("it listens again", async || (smee.listened() == 2).then_some(())).await;
    let again = smee.listeners.lock().expect("not poisoned")[1].clone();
    assert_eq!(again["last-event-id"], "7");
    channel(&flow, &id, |channel| channel["state"] == "connected" && channel["problem"].is_null()).await;
    send(&format!("{url}abc"), "{}").await;
    channel(&flow, &id, |channel| channel["received"] == 2).await;

    let page = format!("{url}page");
    flow.client.patch(&format!("/sources/{id}"), json!({ "channel_url": page })).await;
    let waiting = channel(&flow, &id, |channel| channel["state"] == "waiting").await;
    assert!(text(&waiting["problem"]).contains("is no channel"), "{waiting}");
    flow.client.patch(&format!("/sources/{id}"), json!({ "channel_url": null })).await;
    channel(&flow, &id, Value::is_null).await;
    let wrong = json!({ "channel_url": "smee.io" });
    let (status, problem) = flow.client.call(Method::PATCH, &format!("/sources/{id}"), Some(wrong)).await;
    assert_eq!((status, &problem["field"]), (422, &json!("channel_url")));
}

#[tokio::test]
async fn a_new_channel_is_asked_for() {
    let flow = Flow::start().await;
    let (_smee, url) = Smee::start(true).await;
    let made = flow.client.post("/channels", json!({ "server": url })).await;
    assert_eq!(made["url"], json!(format!("{url}fresh")));
    let (status, problem) =
        flow.client.call(Method::POST, "/channels", Some(json!({ "server": format!("{url}page/x/") }))).await;
    assert_eq!((status, &problem["code"]), (502, &json!("channel_server")));
}
