//! The same thing twice.

use serde_json::json;
use tests::{Flow, http_client, text};

#[tokio::test]
async fn a_source_keeps_the_first_of_two_equal_requests() {
    let flow = Flow::start().await;
    let deduplication =
        json!({ "by": { "key": "fields", "fields": [{ "in": "body", "pointer": "/id" }] }, "window_ms": 60_000 });
    let source = json!({ "name": "shop", "provider": "none", "unsigned": "accept", "deduplication": deduplication });
    let source = flow.client.post("/sources", source).await;
    assert_eq!(source["deduplication"], deduplication);
    let http = http_client();
    let send = async |body: &'static str| {
        let answer = http.post(text(&source["receive_url"])).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.headers()["tacklebox-event-id"].to_str().unwrap().to_owned()
    };
    let first = send(r#"{"id":7,"try":1}"#).await;
    assert_eq!(send(r#"{"id":7,"try":2}"#).await, first);
    assert_ne!(send(r#"{"id":8}"#).await, first);
    let kept = flow.client.get(&format!("/events?source_id={}", text(&source["id"]))).await;
    assert_eq!(kept["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_publishers_key_is_remembered_as_long_as_the_settings_say() {
    let flow = Flow::start().await;
    let settings = flow.client.patch("/settings", json!({ "idempotency_window_ms": 60_000 })).await;
    assert_eq!(settings["idempotency_window_ms"], 60_000);
    let (first, _) = flow.client.publish("order.paid", "{}", Some("key-1")).await;
    let (again, _) = flow.client.publish("order.paid", "{}", Some("key-1")).await;
    assert_eq!(first, again);
    let too_short = json!({ "idempotency_window_ms": 1 });
    let (status, answer) = flow.client.call(reqwest::Method::PATCH, "/settings", Some(too_short)).await;
    assert_eq!((status, &answer["field"]), (422, &json!("idempotency_window_ms")));
}
