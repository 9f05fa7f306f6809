//! When the engine stops trying: rules by status, age, and destinations that fail too often.

use serde_json::{Value, json};
use testkit::HostileServer;
use tests::Flow;

async fn subscribe(flow: &Flow, url: &str, schedule: Value) -> String {
    let destination = flow.client.post("/destinations", json!({ "url": url })).await;
    let subscription = json!({
        "event_types": ["*"], "destination_id": destination["id"], "retry_schedule": schedule,
    });
    tests::text(&flow.client.post("/subscriptions", subscription).await["id"])
}

#[tokio::test]
async fn a_status_of_ones_choice_stops_at_once() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let rules = json!([{ "status": "429", "action": "retry" }, { "status": "400-499", "action": "stop" }]);
    let schedule = json!({
        "preset": "custom", "waits_ms": [20, 20, 20], "jitter_percent": 0, "max_age_ms": 60_000, "rules": rules,
    });
    let id = subscribe(&flow, &server.url("/sequence/rules/429,500,401"), schedule).await;
    let shown = flow.client.get(&format!("/subscriptions/{id}")).await;
    assert_eq!(shown["retry_schedule"]["rules"], rules);
    assert_eq!(shown["retry_schedule"]["max_age_ms"], 60_000);
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!((&delivery["cause"], &delivery["attempts_made"]), (&json!("stopped_by_rule"), &json!(3)));
}

#[tokio::test]
async fn a_delivery_that_would_be_too_old_gives_up() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let schedule = json!({ "preset": "custom", "waits_ms": [20, 60_000], "jitter_percent": 0, "max_age_ms": 5_000 });
    subscribe(&flow, &server.url("/status/500"), schedule).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!((&delivery["cause"], &delivery["attempts_made"]), (&json!("too_old"), &json!(2)));
}

#[tokio::test]
async fn a_rule_that_is_none_is_refused_with_a_hint() {
    let flow = Flow::start().await;
    let destination = flow.client.post("/destinations", json!({ "url": "http://127.0.0.1:9/" })).await;
    for (status, detail) in [
        ("4xx", "`4xx` is no status and no range of statuses"),
        ("599-500", "599-500 is no range of statuses: they lie between 100 and 999"),
    ] {
        let schedule = json!({ "preset": "standard", "rules": [{ "status": status, "action": "stop" }] });
        let subscription = json!({
            "event_types": ["*"], "destination_id": destination["id"], "retry_schedule": schedule,
        });
        let (code, answer) = flow.client.call(reqwest::Method::POST, "/subscriptions", Some(subscription)).await;
        assert_eq!((code, &answer["field"], &answer["detail"]), (422, &json!("retry_schedule"), &json!(detail)));
        assert!(answer["hint"].is_string());
    }
}

#[tokio::test]
async fn a_destination_that_fails_too_often_waits_for_a_probe_and_one_click_resumes_it() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let failures = ["500"; 10].join(",");
    let url = server.url(&format!("/sequence/breaker/{failures},200"));
    let (destination_id, _) = flow.client.forward_everything(&url, json!({ "concurrency": 1 }), &[60_000]).await;
    let mut deliveries = Vec::new();
    for _ in 0..12 {
        deliveries.extend(flow.client.publish("order.paid", "{}", None).await.1);
    }
    let path = format!("/destinations/{destination_id}");
    let open = flow
        .client
        .until("the destination is open", async || {
            let destination = flow.client.get(&path).await;
            (destination["health"] == "open").then_some(destination)
        })
        .await;
    assert!(open["probe_at_ms"].is_i64() && open["failing_since_ms"].is_i64(), "{open}");
    let waiting = flow.client.delivery_in(&deliveries[11], "queued").await;
    let explanation = tests::text(&waiting["explanation"]);
    assert!(explanation.starts_with("Too many attempts at its destination failed"), "{explanation}");
    assert_eq!(server.requests().len(), 10);
    flow.client.post(&format!("{path}/enable"), json!({})).await;
    flow.client.delivery_in(&deliveries[11], "delivered").await;
    assert_eq!(flow.client.get(&path).await["health"], "closed");
}
