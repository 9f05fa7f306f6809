//! Saved views of the timeline, and the values of bodies that their columns show.

use http::Method;
use serde_json::{Value, json};
use tests::Flow;

async fn names(flow: &Flow) -> Vec<String> {
    let (_, list) = flow.client.call(Method::GET, "/views", None).await;
    let items = list["items"].as_array().expect("a list");
    items.iter().map(|view| view["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn a_view_is_saved_changed_deleted_and_taken_back() {
    let flow = Flow::start().await;
    let client = &flow.client;
    let new = json!({
        "name": " Large ", "filter": "state:failed type:order.*",
        "columns": ["state", "body.data.amount"], "grouping": "event"
    });
    let (status, view) = client.call(Method::POST, "/views", Some(new)).await;
    assert_eq!((status, &view["name"], &view["grouping"]), (201, &json!("Large"), &json!("event")));
    let path = format!("/views/{}", view["id"].as_str().expect("an id"));
    let (_, changed) = client.call(Method::PATCH, &path, Some(json!({ "name": "Larger" }))).await;
    assert_eq!((&changed["name"], &changed["columns"]), (&json!("Larger"), &view["columns"]));

    assert_eq!(client.call(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(client.call(Method::DELETE, &path, None).await.0, 404);
    assert_eq!(names(&flow).await, Vec::<String>::new());
    let (_, undone) = client.call(Method::POST, "/configuration/undo", Some(json!({}))).await;
    assert_eq!(
        (&undone["did"], &undone["noun"], &undone["name"]),
        (&json!("deleted"), &json!("view"), &json!("Larger"))
    );
    assert_eq!(names(&flow).await, ["Larger"]);
}

#[tokio::test]
async fn a_view_that_cannot_be_kept_is_refused() {
    let flow = Flow::start().await;
    for (field, new) in [
        ("name", json!({ "name": "  " })),
        ("filter", json!({ "name": "a", "filter": "x".repeat(2_001) })),
        ("columns", json!({ "name": "a", "columns": vec!["state"; 21] })),
        ("columns", json!({ "name": "a", "columns": [""] })),
    ] {
        let (status, problem) = flow.client.call(Method::POST, "/views", Some(new)).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{problem}");
    }
    assert_eq!(names(&flow).await, Vec::<String>::new());
}

#[tokio::test]
async fn values_of_many_bodies_are_read_at_once_as_they_are_written() {
    let flow = Flow::start().await;
    let client = &flow.client;
    let (first, _) =
        client.publish("order.paid", r#"{"data":{"amount":1.10,"id":12345678901234567890123}}"#, None).await;
    let (second, _) = client.publish("order.paid", r#"{"data":{"amount":"1.10"}}"#, None).await;
    let (third, _) = client.publish("order.paid", "no JSON", None).await;
    let wanted = json!({ "event_ids": [first, second, third], "paths": ["data.amount", "data.id"] });
    let (status, found) = client.call(Method::POST, "/events/values", Some(wanted)).await;
    assert_eq!(status, 200, "{found}");
    let value = |kind: &str, text: &str| json!({ "kind": kind, "text": text, "is_cut": false });
    let values: Vec<&Value> = found["items"].as_array().expect("a list").iter().map(|item| &item["values"]).collect();
    assert_eq!(
        values,
        [
            &json!([value("number", "1.10"), value("number", "12345678901234567890123")]),
            &json!([value("string", "1.10"), null]),
            &json!([null, null]),
        ]
    );
    let wrong = json!({ "event_ids": [], "paths": ["data..amount"] });
    let (status, problem) = client.call(Method::POST, "/events/values", Some(wrong)).await;
    assert_eq!((status, &problem["field"]), (422, &json!("paths")));
}
