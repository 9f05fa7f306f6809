//! Order and pace.

use serde_json::json;
use testkit::HostileServer;
use tests::{Destination, Flow};

#[tokio::test]
async fn deliveries_of_one_key_are_made_in_order_and_numbered() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let url = server.url("/sequence/order/503,200");
    let (_, subscription_id) = flow.client.forward_everything(&url, json!({}), &[50]).await;
    let ordering = json!({ "order": "fifo", "key": { "by": "body", "pointer": "/order" } });
    let path = format!("/subscriptions/{subscription_id}");
    let changed = flow.client.patch(&path, json!({ "ordering": ordering })).await;
    assert_eq!(changed["ordering"], ordering);
    let mut last = String::new();
    for body in [r#"{"order":1,"n":1}"#, r#"{"order":1,"n":2}"#, r#"{"order":1,"n":3}"#] {
        last = flow.client.publish("order.paid", body, None).await.1.remove(0);
    }
    let delivery = flow.client.delivery_in(&last, "delivered").await;
    assert_eq!((&delivery["sequence"], &delivery["ordering_key"]), (&json!(3), &json!("1")));
    let arrived: Vec<String> =
        server.requests().iter().map(|request| String::from_utf8_lossy(&request.body).into_owned()).collect();
    let (one, two, three) = (r#"{"order":1,"n":1}"#, r#"{"order":1,"n":2}"#, r#"{"order":1,"n":3}"#);
    assert_eq!(arrived, [one, one, two, three]);
    let heads: Vec<String> =
        server.requests().iter().map(|request| String::from_utf8_lossy(&request.head).into_owned()).collect();
    assert!(heads[3].contains("tacklebox-sequence: 3"), "{}", heads[3]);
}

#[tokio::test]
async fn what_waits_in_a_line_names_whom_it_waits_for() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let hour_ms = 3_600_000;
    let url = server.url("/status/503");
    let (_, subscription_id) = flow.client.forward_everything(&url, json!({}), &[hour_ms]).await;
    let ordering = json!({ "order": "fifo", "key": { "by": "all" } });
    flow.client.patch(&format!("/subscriptions/{subscription_id}"), json!({ "ordering": ordering })).await;
    let (_, first) = flow.client.publish("order.paid", "1", None).await;
    let (_, second) = flow.client.publish("order.paid", "2", None).await;
    flow.client.delivery_in(&first[0], "retrying").await;
    let waiting = flow.client.delivery_in(&second[0], "queued").await;
    assert_eq!(waiting["blocked_by"], json!(first[0]));
    assert_eq!(waiting["explanation"], "It waits for the delivery before it in its line.");
    flow.client.post(&format!("/deliveries/{}/cancel", first[0]), json!({})).await;
    flow.client.delivery_in(&second[0], "retrying").await;
}

#[tokio::test]
async fn a_rate_limit_spreads_attempts() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let limit = json!({ "rate_limit": { "attempts": 20, "per": "second" } });
    let (destination_id, _) = flow.client.forward_everything(&destination.url(), limit.clone(), &[]).await;
    let made = flow.client.get(&format!("/destinations/{destination_id}")).await;
    assert_eq!(made["rate_limit"], limit["rate_limit"]);
    let mut deliveries = Vec::new();
    for _ in 0..6 {
        deliveries.extend(flow.client.publish("order.paid", "{}", None).await.1);
    }
    let mut starts = Vec::new();
    for id in &deliveries {
        let delivery = flow.client.delivery_in(id, "delivered").await;
        starts.push(delivery["attempts"][0]["started_at_ms"].as_i64().unwrap());
    }
    starts.sort_unstable();
    // Five intervals of 50 ms, less what two clocks that count whole milliseconds may differ by.
    assert!(starts[5] - starts[0] >= 240, "{starts:?}");
    let path = format!("/destinations/{destination_id}");
    let changed = flow.client.patch(&path, json!({ "rate_limit": null })).await;
    assert_eq!(changed["rate_limit"], json!(null));
}
