//! Filters through the API.

use http::Method;
use serde_json::json;
use tests::{Destination, Flow, text};

#[tokio::test]
async fn a_filter_decides_what_is_delivered_and_says_why() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let (_, id) = flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    let filter = json!({ "body": { "amount": { "$gt": 100 } }, "type": { "$startsWith": "order." } });
    let path = format!("/subscriptions/{id}");
    let changed = flow.client.patch(&path, json!({ "filter": filter })).await;
    assert_eq!(changed["filter"], filter);

    let (large, meant) = flow.client.publish("order.paid", "{\"amount\":4200}", None).await;
    assert_eq!(meant.len(), 1);
    flow.client.delivery_in(&meant[0], "delivered").await;
    let (small, deliveries) = flow.client.publish("order.paid", "{\"amount\":42}", None).await;
    assert!(deliveries.is_empty(), "what the filter does not mean is not routed");

    let report = flow.client.post("/filters/test", json!({ "filter": filter })).await;
    assert_eq!((&report["matches"], &report["on"]["event_id"]), (&json!(false), &json!(small)), "the newest event");
    let failed: Vec<_> = report["conditions"].as_array().unwrap().iter().filter(|one| one["holds"] == false).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        (&failed[0]["path"], &failed[0]["operator"], &failed[0]["expected"], &failed[0]["found"]),
        (&json!("body.amount"), &json!("$gt"), &json!("100"), &json!("42"))
    );
    let sample = json!({ "event_type": "order.paid", "body": "{\"amount\":101}" });
    let report = flow.client.post("/filters/test", json!({ "filter": filter, "on": { "sample": sample } })).await;
    assert_eq!(report["matches"], true);

    let preview = json!({ "event_types": ["order.*"], "filter": filter });
    let preview = flow.client.post("/subscriptions/preview", preview).await;
    assert_eq!((&preview["matched"], &preview["of"]), (&json!(1), &json!(2)));
    let sample = &preview["samples"][0];
    assert_eq!((&sample["is_match"], &sample["id"]), (&json!(true), &json!(large)));
    assert!(sample["values"].as_array().unwrap().contains(&json!({ "path": ["amount"], "value": 4200 })), "{sample}");

    // When nothing matches, what the filter refuses is shown instead: a condition is made of it just as well.
    let nothing = json!({ "event_types": ["order.*"], "filter": { "body": { "amount": 0 } } });
    let preview = flow.client.post("/subscriptions/preview", nothing).await;
    assert_eq!((&preview["matched"], &preview["samples"][0]["is_match"]), (&json!(0), &json!(false)));
    assert_eq!(preview["samples"][0]["telling"], "42");

    let cleared = flow.client.patch(&path, json!({ "filter": null })).await;
    assert!(cleared["filter"].is_null());
}

#[tokio::test]
async fn what_is_no_filter_is_refused_with_its_place() {
    let flow = Flow::start().await;
    let filter = json!({ "body": { "amount": { "$more": 1 } } });
    let (status, problem) = flow.client.call(Method::POST, "/filters/test", Some(json!({ "filter": filter }))).await;
    assert_eq!((status, text(&problem["code"])), (422, "invalid_field".to_owned()));
    assert_eq!(problem["field"], "filter.body.amount.$more");
    assert!(text(&problem["hint"]).contains("$gte"), "{problem}");
    let whole = json!({ "filter": {} });
    let (status, problem) = flow.client.call(Method::POST, "/filters/test", Some(whole)).await;
    assert_eq!((status, text(&problem["code"])), (404, "no_event".to_owned()));
}
