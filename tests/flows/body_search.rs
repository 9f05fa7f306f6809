//! Rows that are found by what stands in the bodies of their events.

use http::Method;
use serde_json::{Value, json};
use tests::Flow;

/// The kinds of the rows that a question about the timeline finds, newest first, page by page.
async fn kinds(flow: &Flow, asked: &str) -> Vec<String> {
    let (mut kinds, mut before) = (Vec::new(), String::new());
    loop {
        let page = flow.client.get(&format!("/timeline?{asked}&limit=1{before}")).await;
        let rows = page["items"].as_array().expect("a list");
        kinds.extend(rows.iter().map(|row| row["event_type"].as_str().expect("a kind").to_owned()));
        match page["next"].as_str() {
            Some(next) => before = format!("&before={next}"),
            None => return kinds,
        }
    }
}

async fn flow() -> Flow {
    let flow = Flow::start().await;
    for (kind, body) in [
        ("a.one", r#"{"data":{"id":"cus_1"},"amount":100}"#),
        ("a.two", r#"{"data":{"id":"cus_2"},"note":"see CUS_1"}"#),
        ("b.three", r#"{"data":{"id":"cus_3"},"amount":1e2}"#),
    ] {
        flow.client.publish(kind, body, None).await;
    }
    flow
}

#[tokio::test]
async fn events_are_found_by_a_text_and_by_a_value_of_their_bodies() {
    let flow = flow().await;
    assert_eq!(kinds(&flow, "body_contains=cus_1").await, ["a.two", "a.one"]);
    assert_eq!(kinds(&flow, "body_contains=cus_1&event_type=a.one").await, ["a.one"]);
    assert_eq!(kinds(&flow, "body_path=data.id&body_value=cus_1").await, ["a.one"]);
    assert_eq!(kinds(&flow, "body_path=amount&body_value=100&body_contains=cus_1").await, ["a.one"]);
    assert_eq!(kinds(&flow, "body_contains=cus_9").await, Vec::<String>::new());

    let counted = json!({ "filters": [{ "body_contains": "cus_1" }, {}] });
    let (_, counts) = flow.client.call(Method::POST, "/timeline/counts", Some(counted)).await;
    let rows: Vec<&Value> = counts["items"].as_array().expect("a list").iter().map(|count| &count["rows"]).collect();
    assert_eq!(rows, [2, 3]);
    let landmarks = flow.client.get("/timeline/landmarks?body_contains=cus_1").await;
    assert_eq!((&landmarks["rows"], &landmarks["next"]), (&json!(2), &Value::Null));
    let lines = flow.client.bytes("/exports?format=json_lines&body_path=data.id&body_value=cus_3").await;
    assert_eq!(String::from_utf8_lossy(&lines).lines().count(), 1);
}

#[tokio::test]
async fn a_search_in_bodies_that_means_nothing_is_refused() {
    let flow = flow().await;
    for (field, asked) in [
        ("body_contains", "body_contains="),
        ("body_path", "body_path=data..id&body_value=1"),
        ("body_path", "body_path=data.id"),
        ("body_path", "body_value=1"),
        ("group", "body_contains=cus_1&group=issue"),
    ] {
        let (status, problem) = flow.client.call(Method::GET, &format!("/timeline?{asked}"), None).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{problem}");
        assert!(problem["hint"].is_string(), "{problem}");
    }
}
