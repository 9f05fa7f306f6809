//! Changes of what is configured, taken back and made again.

use http::Method;
use serde_json::{Value, json};
use tests::{Client, Destination, Flow, text};

/// The changes as words, newest first.
async fn changes(client: &Client) -> Vec<String> {
    let (_, list) = client.call(Method::GET, "/configuration/changes", None).await;
    let in_words = |change: &Value| {
        let undone = if change["is_undone"] == true { " (undone)" } else { "" };
        format!("{} {} {}{undone}", text(&change["did"]), text(&change["noun"]), text(&change["name"]))
    };
    list["items"].as_array().expect("a list").iter().map(in_words).collect()
}

async fn turn(client: &Client, way: &str, number: Option<u64>) -> (u16, Value) {
    client.call(Method::POST, &format!("/configuration/{way}"), Some(json!({ "number": number }))).await
}

#[tokio::test]
async fn a_deleted_destination_comes_back_whole_with_what_waited_for_it() {
    let flow = Flow::start().await;
    let (client, destination) = (&flow.client, Destination::start().await);
    let (destination_id, subscription_id) = client.forward_everything(&destination.url(), json!({}), &[]).await;
    let path = format!("/destinations/{destination_id}");
    client.patch(&path, json!({ "is_paused": true, "name": "Billing" })).await;
    let (_, deliveries) = client.publish("order.paid", "{}", None).await;
    let (_, before) = client.call(Method::GET, &path, None).await;

    assert_eq!(client.call(Method::DELETE, &path, None).await.0, 204);
    client.delivery_in(&deliveries[0], "cancelled").await;
    assert_eq!(changes(client).await[0], "deleted destination Billing");

    let (status, undone) = turn(client, "undo", None).await;
    assert_eq!((status, &undone["did"], &undone["is_undone"]), (200, &json!("deleted"), &json!(true)));
    let (_, after) = client.call(Method::GET, &path, None).await;
    assert_eq!(after, before, "with its secrets and its figures");
    assert_eq!(client.call(Method::GET, &format!("/subscriptions/{subscription_id}"), None).await.0, 200);
    client.patch(&path, json!({ "is_paused": false })).await;
    client.delivery_in(&deliveries[0], "delivered").await;
    assert_eq!(destination.arrived(|arrivals| arrivals.len() == 1).await.len(), 1);
}

#[tokio::test]
async fn changes_are_taken_back_and_made_again_in_turn() {
    let flow = Flow::start().await;
    let client = &flow.client;
    let (_, source) = client.call(Method::POST, "/sources", Some(json!({ "name": "Shop", "provider": "none" }))).await;
    let path = format!("/sources/{}", text(&source["id"]));
    client.patch(&path, json!({ "name": "Bakery" })).await;
    client.patch("/settings", json!({ "theme": "dark" })).await;
    client.call(Method::POST, "/mocks", Some(json!({ "name": "flaky" }))).await;
    let all = ["added mock flaky", "changed settings ", "changed source Bakery", "added source Shop"];
    assert_eq!(changes(client).await[..4], all);

    for _ in 0..3 {
        assert_eq!(turn(client, "undo", None).await.0, 200);
    }
    assert_eq!(client.call(Method::GET, &path, None).await.1["name"], "Shop");
    assert_eq!(client.call(Method::GET, "/settings", None).await.1["theme"], "system");
    assert_eq!(client.call(Method::GET, "/mocks", None).await.1["items"], json!([]));
    assert_eq!(changes(client).await[0], "added mock flaky (undone)");

    assert_eq!(turn(client, "redo", None).await.1["noun"], "source", "what was undone last is made again first");
    assert_eq!(turn(client, "redo", None).await.1["noun"], "settings");
    assert_eq!(client.call(Method::GET, &path, None).await.1["name"], "Bakery");
    assert_eq!(client.call(Method::GET, "/settings", None).await.1["theme"], "dark");

    client.patch("/settings", json!({ "theme": "light" })).await;
    let (status, refused) = turn(client, "redo", None).await;
    assert_eq!((status, &refused["code"]), (409, &json!("nothing_to_undo")), "a new change ends what was undone");
}

#[tokio::test]
async fn a_removed_secret_comes_back_and_is_sealed_all_the_time() {
    let flow = Flow::start().await;
    let client = &flow.client;
    let body = json!({ "name": "Shop", "provider": "github", "secrets": ["the first secret", "the second secret"] });
    let (_, source) = client.call(Method::POST, "/sources", Some(body)).await;
    let path = format!("/sources/{}", text(&source["id"]));
    let secret_id = text(&source["secrets"][0]["id"]).to_owned();
    let reveal = format!("{path}/secrets/{secret_id}/reveal");
    let (_, shown) = client.call(Method::POST, &reveal, None).await;
    assert_eq!(client.call(Method::DELETE, &format!("{path}/secrets/{secret_id}"), None).await.0, 204);

    let (_, list) = client.call(Method::GET, "/configuration/changes", None).await;
    assert_eq!(list["items"][0]["noun"], "secret");
    assert!(!list.to_string().contains("secret\":\"the"), "a change shows the hint alone");
    assert_eq!(turn(client, "undo", None).await.0, 200);
    let (_, again) = client.call(Method::GET, &path, None).await;
    assert_eq!(again["secrets"], source["secrets"], "in the same order");
    assert_eq!(client.call(Method::POST, &reveal, None).await.1, shown);
}

#[tokio::test]
async fn what_was_changed_since_is_not_undone_behind_ones_back() {
    let flow = Flow::start().await;
    let client = &flow.client;
    let (_, source) = client.call(Method::POST, "/sources", Some(json!({ "name": "Shop", "provider": "none" }))).await;
    let path = format!("/sources/{}", text(&source["id"]));
    client.patch(&path, json!({ "name": "Bakery" })).await;
    let (_, list) = client.call(Method::GET, "/configuration/changes", None).await;
    let number = list["items"][0]["number"].as_u64().expect("a number");
    client.patch(&path, json!({ "name": "Garage" })).await;

    let (status, refused) = turn(client, "undo", Some(number)).await;
    assert_eq!((status, &refused["code"]), (409, &json!("changed_since")));
    assert_eq!(client.call(Method::GET, &path, None).await.1["name"], "Garage", "nothing was changed");
    turn(client, "undo", None).await;
    assert_eq!(turn(client, "undo", Some(number)).await.0, 200);
    assert_eq!(client.call(Method::GET, &path, None).await.1["name"], "Shop");
}
