//! The catalogue through the API: learning, drift, schemas, samples, shipped examples and triggers.

use http::Method;
use serde_json::{Value, json};
use tests::{Destination, Flow, text};
use words::Language;

const ORDER: &str = "/catalog/type?event_type=order.paid";

fn order(number: u32) -> String {
    json!({ "id": format!("ord_{number}"), "amount": 4200 + number, "at": "2026-05-01T12:00:00Z" }).to_string()
}

async fn publish_orders(flow: &Flow, count: u32) {
    for number in 0..count {
        flow.client.publish("order.paid", &order(number), None).await;
    }
}

/// Waits until a type is as wanted.
async fn known(flow: &Flow, path: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
    flow.client
        .until(&format!("{path} is as wanted"), async || {
            let (status, entry) = flow.client.call(Method::GET, path, None).await;
            (status == 200 && is_wanted(&entry)).then_some(entry)
        })
        .await
}

#[tokio::test]
async fn what_traffic_teaches_is_held_against_what_comes() {
    let flow = Flow::start().await;
    publish_orders(&flow, 12).await;
    let learnt = known(&flow, ORDER, |entry| entry["learnt_from"] == 12).await;
    let schema = &learnt["schemas"][0];
    assert_eq!(
        (&schema["number"], &schema["origin"], &schema["is_growing"]),
        (&json!(1), &json!("learnt"), &json!(true))
    );
    assert_eq!(schema["schema"]["properties"]["amount"], json!({ "type": "integer" }));
    assert_eq!(schema["schema"]["properties"]["at"]["format"], "date-time");
    assert_eq!(schema["schema"]["required"], json!(["amount", "at", "id"]));
    assert_eq!(learnt["drift"], json!([]));
    assert_eq!((&learnt["count"], learnt["examples"].as_array().map(Vec::len)), (&json!(12), Some(5)));

    let mut alerts = flow.app.alerts();
    let broken = r#"{"id":"ord_99","amount":"42.99","tax":7,"at":"2026-05-01T12:00:00Z"}"#;
    let (first, _) = flow.client.publish("order.paid", broken, None).await;
    let drifted = known(&flow, ORDER, |entry| entry["open_drift"] == 2).await;
    let (second, _) = flow.client.publish("order.paid", broken, None).await;
    let counted = known(&flow, ORDER, |entry| entry["drift"][0]["events"] == 2).await;
    for found in [&drifted["drift"], &counted["drift"]] {
        let paths: Vec<_> = found.as_array().unwrap().iter().map(|one| (&one["path"], &one["sort"])).collect();
        assert_eq!(paths, [(&json!("/amount"), &json!("kind_changed")), (&json!("/tax"), &json!("appeared"))]);
    }
    let amount = &counted["drift"][0];
    assert_eq!((&amount["was"], &amount["now"]), (&json!("a whole number"), &json!("text")));
    assert_eq!((&amount["first_event_id"], &amount["last_event_id"]), (&json!(first), &json!(second)));
    let alert = alerts.recv().await.expect("an alert");
    assert_eq!(alert.title.in_words(Language::English), "order.paid changed its shape");
    assert_eq!(
        alert.body.in_words(Language::English),
        "/amount was always a whole number and is text. 1 more path changed."
    );
    assert!(alerts.try_recv().is_err(), "each path is told once");

    let answer = json!({ "event_type": "order.paid", "resolution": "adopted" });
    let (status, _) = flow.client.call(Method::POST, "/catalog/drift", Some(answer.clone())).await;
    assert_eq!(status, 204);
    let adopted = known(&flow, ORDER, |entry| entry["versions"] == 2).await;
    assert_eq!((&adopted["open_drift"], &adopted["drift"][0]["resolution"]), (&json!(0), &json!("adopted")));
    let schemas = &adopted["schemas"];
    assert_eq!(schemas[0]["schema"]["properties"]["amount"]["type"], json!(["integer", "string"]));
    assert_eq!(schemas[1]["schema"]["properties"]["amount"]["type"], "integer", "the version that ended is kept");
    let (status, problem) = flow.client.call(Method::POST, "/catalog/drift", Some(answer)).await;
    assert_eq!((status, text(&problem["code"])), (409, "not_possible".to_owned()));
    flow.client.publish("order.paid", broken, None).await;
    let after = known(&flow, ORDER, |entry| entry["learnt_from"] == 15).await;
    assert_eq!(after["open_drift"], 0, "what was adopted is normal");
}

#[tokio::test]
async fn a_given_schema_is_kept_to_and_makes_samples() {
    let flow = Flow::start().await;
    let schema = json!({
        "type": "object", "required": ["id", "amount"],
        "properties": { "id": { "type": "string", "minLength": 4 }, "amount": { "type": "integer", "minimum": 1, "maximum": 9 } }
    });
    let given = json!({ "event_type": "order.paid", "schema": schema });
    let (status, answer) = flow.client.call(Method::PUT, "/catalog/schema", Some(given)).await;
    assert_eq!((status, &answer["version"]), (200, &json!(1)));
    let ask = json!({ "event_type": "order.paid", "seed": 5 });
    let sample = flow.client.post("/catalog/sample", ask.clone()).await;
    assert_eq!(sample, flow.client.post("/catalog/sample", ask).await, "the same seed, the same sample");
    let body = text(&sample["body"]);
    let made: Value = serde_json::from_str(&body).unwrap();
    assert!((1..=9).contains(&made["amount"].as_i64().unwrap()), "{made}");

    flow.client.publish("order.paid", &body, None).await;
    let fine = known(&flow, ORDER, |entry| entry["learnt_from"] == 1).await;
    assert_eq!((&fine["open_drift"], &fine["versions"]), (&json!(0), &json!(2)));
    flow.client.publish("order.paid", r#"{"id":"ord_1","amount":12}"#, None).await;
    let broken = known(&flow, ORDER, |entry| entry["open_drift"] == 1).await;
    let found = &broken["drift"][0];
    assert_eq!((&found["path"], &found["sort"]), (&json!("/amount"), &json!("not_as_given")));

    let nonsense = json!({ "event_type": "order.paid", "schema": { "type": "nonsense" } });
    let (status, problem) = flow.client.call(Method::PUT, "/catalog/schema", Some(nonsense)).await;
    assert_eq!((status, text(&problem["code"])), (422, "invalid_field".to_owned()));
}

#[tokio::test]
async fn webhooks_are_imported_from_yaml() {
    let flow = Flow::start().await;
    let document = "openapi: 3.1.0\nwebhooks:\n  pet.created:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: { $ref: '#/components/schemas/Pet' }\n            example: { name: Rex }\ncomponents:\n  schemas:\n    Pet: { type: object, required: [name], properties: { name: { type: string } } }\n";
    let report = flow.client.post("/catalog/import", json!({ "document": document })).await;
    assert_eq!(report, json!({ "items": [{ "event_type": "pet.created", "version": 1 }], "left_out": [] }));
    let pet = flow.client.get("/catalog/type?event_type=pet.created").await;
    assert_eq!((&pet["origin"], &pet["count"]), (&json!("imported"), &json!(0)));
    let example = &pet["examples"][0];
    assert_eq!(serde_json::from_str::<Value>(&text(&example["body"])).unwrap(), json!({ "name": "Rex" }));
    assert_eq!(pet["schemas"][0]["schema"]["$defs"]["Pet"]["required"], json!(["name"]));
    let (status, problem) = flow.client.call(Method::POST, "/catalog/import", Some(json!({ "document": "{}" }))).await;
    assert_eq!((status, &problem["field"]), (422, &json!("document")));
}

#[tokio::test]
async fn a_shipped_example_reaches_a_source_as_a_verified_event() {
    let flow = Flow::start().await;
    let new = json!({ "name": "GitHub", "provider": "github", "secrets": ["it is a secret"] });
    let source_id = text(&flow.client.post("/sources", new).await["id"]);
    let examples = flow.client.get("/catalog/examples?provider=github&event_type=pull_request.opened").await;
    assert!(!examples["items"].as_array().unwrap().is_empty());
    let example = flow.client.get("/catalog/example?provider=github&event_type=pull_request.opened").await;
    assert!(text(&example["attribution"]["line"]).contains("octokit"));

    let trigger = json!({
        "provider": "github", "event_type": "pull_request.opened", "source_id": source_id,
        "set": [{ "path": "/pull_request/title", "value": "Edited here" }],
        "patch": [{ "op": "replace", "path": "/number", "value": 77 }],
    });
    let sent = flow.client.post("/catalog/trigger", trigger.clone()).await;
    assert_eq!(sent["answer"]["status"], 200, "{sent}");
    assert_eq!(sent["refreshed"], json!(["X-GitHub-Delivery"]));
    let event = flow.client.get(&format!("/events/{}", text(&sent["event_id"]))).await;
    assert_eq!(event["verification"]["verdict"], "verified");
    assert_eq!((&event["event_type"], &event["source_id"]), (&json!("pull_request.opened"), &json!(source_id)));
    let body = flow.client.bytes(&format!("/events/{}/body", text(&sent["event_id"]))).await;
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((&body["pull_request"]["title"], &body["number"]), (&json!("Edited here"), &json!(77)));

    let mut wrong = trigger;
    wrong["secret"] = json!("sesame-1029384756");
    let refused = flow.client.post("/catalog/trigger", wrong).await;
    assert_eq!(refused["answer"]["status"], 401);
    let kept = flow.client.get("/catalog/triggered").await;
    assert_eq!(kept["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(kept["items"][1], sent);
    assert!(!kept.to_string().contains("sesame-1029384756"));
}

#[tokio::test]
async fn anything_can_be_sent_anywhere() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let stripe = json!({ "provider": "stripe", "event_type": "charge.succeeded", "url": destination.url(), "headers": [{ "name": "X-Own", "value": "1" }] });
    let sent = flow.client.post("/catalog/trigger", stripe).await;
    assert_eq!((&sent["answer"]["status"], &sent["refreshed"]), (&json!(200), &json!(["/id", "/created"])));
    let arrivals = destination.arrived(|arrivals| arrivals.len() == 1).await;
    let body: Value = serde_json::from_slice(&arrivals[0].body).unwrap();
    assert!(text(&body["id"]).starts_with("evt_") && body["id"] != "evt_000000000000000000000000", "{body}");
    assert_eq!(arrivals[0].headers["x-own"], "1");
    let own = json!({ "event_type": "x", "body": "not json", "url": destination.url() });
    flow.client.post("/catalog/trigger", own.clone()).await;
    destination.arrived(|arrivals| arrivals.len() == 2 && arrivals[1].body == "not json").await;
    let mut edited = own;
    edited["set"] = json!([{ "path": "/a", "value": 1 }]);
    let (status, problem) = flow.client.call(Method::POST, "/catalog/trigger", Some(edited)).await;
    assert_eq!((status, &problem["field"]), (422, &json!("body")));
    let nowhere = json!({ "event_type": "x", "body": "{}" });
    let (status, _) = flow.client.call(Method::POST, "/catalog/trigger", Some(nowhere)).await;
    assert_eq!(status, 422);
}
