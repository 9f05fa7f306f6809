//! Transforms through the API.

use http::Method;
use serde_json::{Value, json};
use tests::{Destination, Flow, text};

const KEEP_THE_ID: &str = "function handler(webhook) {
  console.log('seen', webhook.payload.id);
  webhook.headers['x-kind'] = webhook.eventType;
  webhook.payload = { id: webhook.payload.id };
  return webhook;
}";

#[tokio::test]
async fn a_transform_makes_the_request_that_is_sent_and_kept() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let (destination_id, id) = flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    let path = format!("/subscriptions/{id}");
    let changed = flow.client.patch(&path, json!({ "transform": KEEP_THE_ID })).await;
    assert_eq!(changed["transform"], KEEP_THE_ID);

    let (event, deliveries) = flow.client.publish("order.paid", r#"{"id":7,"card":"4242"}"#, None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "delivered").await;
    let arrivals = destination.arrived(|arrivals| arrivals.len() == 1).await;
    assert_eq!(arrivals[0].body, r#"{"id":7}"#);
    assert_eq!(arrivals[0].headers["x-kind"], "order.paid");
    let attempt = &delivery["attempts"][0];
    assert_eq!((&attempt["request"]["has_own_body"], &attempt["request"]["body_bytes"]), (&json!(true), &json!(8)));
    let kept = flow.client.bytes(&format!("/attempts/{}/request-body", text(&attempt["id"]))).await;
    assert_eq!(kept, r#"{"id":7}"#);
    assert_eq!(flow.client.bytes(&format!("/events/{event}/body")).await, r#"{"id":7,"card":"4242"}"#);

    let asked = json!({ "source": KEEP_THE_ID, "destination_id": destination_id, "on": { "event_id": event } });
    let trial = flow.client.post("/transforms/test", asked).await;
    assert_eq!((&trial["outcome"], &trial["console"]), (&json!("changed"), &json!(["seen 7"])));
    assert_eq!((&trial["before"]["url"], &trial["after"]["body"]), (&json!(destination.url()), &json!("{\"id\":7}")));
    let differences: Vec<(&Value, &Value)> =
        trial["differences"].as_array().unwrap().iter().map(|one| (&one["path"], &one["kind"])).collect();
    assert_eq!(
        differences,
        [(&json!("/headers/x-kind"), &json!("added")), (&json!("/payload/card"), &json!("removed"))]
    );
}

#[tokio::test]
async fn a_transform_can_cancel_and_its_failure_has_a_line() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let (_, id) = flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    let path = format!("/subscriptions/{id}");
    let cancels = "function handler(webhook) { return { cancel: true, reason: 'a test order' } }";
    flow.client.patch(&path, json!({ "transform": cancels })).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "cancelled").await;
    let attempt = &delivery["attempts"][0];
    assert_eq!((&attempt["error_class"], &attempt["verdict"]["kind"]), (&json!("transform"), &json!("cancelled")));
    assert_eq!(attempt["error_detail"], "Cancelled: a test order");

    let fails = "function handler(webhook) {\n  return webhook.payload.customer.id;\n}";
    flow.client.patch(&path, json!({ "transform": fails })).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    let attempt = &delivery["attempts"][0];
    assert_eq!(attempt["error_class"], "transform");
    assert!(text(&attempt["error_detail"]).contains("line 2"), "{attempt}");
    let trial = flow.client.post("/transforms/test", json!({ "source": fails })).await;
    assert_eq!((&trial["outcome"], &trial["error"]["line"]), (&json!("failed"), &json!(2)));
    assert!(destination.arrivals().is_empty());

    let (status, problem) = flow.client.call(Method::PATCH, &path, Some(json!({ "transform": "let a = ;" }))).await;
    assert_eq!((status, &problem["field"]), (422, &json!("transform")));
}
