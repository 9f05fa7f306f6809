//! What changed against the last success.

use serde_json::{Value, json};
use tests::{Flow, text};

use crate::app::{App, Reply};
use crate::failing::{Failing, evidence, first_cause, remedies, remedy};

fn changes(said: &Value) -> Vec<(String, String, String)> {
    let list = said["changes"].as_array().expect("a list");
    list.iter().map(|change| (text(&change["part"]), text(&change["kind"]), text(&change["path"]))).collect()
}

#[tokio::test]
async fn a_field_that_became_a_string_is_named() {
    let flow = Flow::start().await;
    let app = App::start([Reply::new(200, ""), Reply::new(422, r#"{"error":"amount must be a number"}"#)]).await;
    let failing = Failing::at(&flow, "charge", &format!("http://{}/", app.address()), json!({})).await;
    failing.deliver(r#"{"id":"ch_1","data":{"amount":4200,"currency":"eur"}}"#, "delivered").await;
    let said = failing.fail(r#"{"id":"ch_2","data":{"amount":"4200","note":"new"}}"#).await;
    assert_eq!(said["sentence"], "Your app refused the payload (422): data.amount became a string.");
    let expected = [
        ("payload", "type_changed", "/data/amount"),
        ("payload", "removed", "/data/currency"),
        ("payload", "added", "/data/note"),
    ];
    let expected = expected.map(|(part, kind, path)| (part.to_owned(), kind.to_owned(), path.to_owned()));
    assert_eq!(changes(&said), expected);
    assert_eq!(said["other_values"], 1, "the id is another, as ids are");
    assert_eq!(first_cause(&said), ("payload_changed".to_owned(), true));
    assert_eq!(
        evidence(&said),
        ["data.amount was a number (4200), and is a string (\"4200\").", "Its answer names amount."]
    );
    assert_eq!(remedies(&said)[..2], ["compare", "edit_and_replay"]);
    let events: Vec<Value> = flow.client.get("/events").await["items"].as_array().unwrap().clone();
    let compare = remedy(&said, "compare");
    assert_eq!((&compare["left"], &compare["right"]), (&events[1]["id"], &events[0]["id"]));
}

#[tokio::test]
async fn an_edit_after_the_last_success_is_the_first_suspect() {
    let flow = Flow::start().await;
    let app = App::start([Reply::new(200, ""), Reply::new(401, "")]).await;
    let failing = Failing::at(&flow, "secret", &format!("http://{}/", app.address()), json!({})).await;
    failing.deliver("{}", "delivered").await;
    let path = format!("/destinations/{}", failing.destination_id);
    flow.client.post(&format!("{path}/secrets"), json!({})).await;
    let said = failing.fail("{}").await;
    assert_eq!(first_cause(&said), ("secret_edited".to_owned(), true), "{said}");
    assert_eq!(changes(&said)[0].0, "secret");
    assert!(said["changes"][0]["at_ms"].is_i64());
    assert!(!said.to_string().contains("whsec_") || said.to_string().contains('…'), "secrets are shown shortened");

    // What was changed is gone when the engine starts anew; the secret says by itself when it was made.
    let id = text(&flow.client.get("/deliveries?limit=1").await["items"][0]["id"]);
    let flow = flow.restart().await;
    let said = flow.client.get(&format!("/deliveries/{id}/explanation")).await;
    assert_eq!(first_cause(&said), ("secret_edited".to_owned(), true), "{said}");
}

#[tokio::test]
async fn another_address_is_told_even_after_a_restart() {
    let flow = Flow::start().await;
    let app = App::start([]).await;
    let before = format!("http://{}/", app.address());
    let failing = Failing::at(&flow, "moving", &before, json!({})).await;
    failing.deliver("{}", "delivered").await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let after = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    flow.client.patch(&format!("/destinations/{}", failing.destination_id), json!({ "url": after })).await;
    let said = failing.fail("{}").await;
    assert_eq!(first_cause(&said), ("url_edited".to_owned(), true), "{said}");
    assert_eq!(evidence(&said), [format!("It was {before}, and is {after}.")]);
    assert_eq!(remedy(&said, "change_url")["suggested"], json!(before), "back to what worked");
    let id = text(&flow.client.get("/deliveries?limit=1").await["items"][0]["id"]);
    let flow = flow.restart().await;
    let said = flow.client.get(&format!("/deliveries/{id}/explanation")).await;
    assert_eq!(changes(&said), [("url".to_owned(), "value_changed".to_owned(), String::new())]);
    assert_eq!(first_cause(&said), ("url_edited".to_owned(), true));
}

#[tokio::test]
async fn a_destination_that_is_well_again_is_said_to_be() {
    let flow = Flow::start().await;
    let app = App::start([Reply::new(503, ""), Reply::new(200, "")]).await;
    let failing = Failing::at(&flow, "passing", &format!("http://{}/", app.address()), json!({})).await;
    let failed = failing.deliver("{}", "dead_letter").await;
    failing.deliver("{}", "delivered").await;
    let said = failing.explained(&failed).await;
    assert!(said["since"]["recovered_at_ms"].is_i64(), "{said}");
    assert_eq!(remedies(&said)[0], "replay", "the most promising first");
}
