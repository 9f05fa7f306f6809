//! Issues and dead letters through the API.

use serde_json::{Value, json};
use testkit::HostileServer;
use tests::{Flow, text};

async fn until_issue(flow: &Flow, state: &str) -> Value {
    flow.client
        .until("the issue is there", async || {
            let issues = flow.client.get(&format!("/issues?state={state}")).await;
            issues["items"].get(0).cloned()
        })
        .await
}

#[tokio::test]
async fn what_fails_alike_is_one_issue_that_a_person_moves() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let schedule = json!({ "preset": "none" });
    let destination =
        flow.client.post("/destinations", json!({ "url": server.url("/status/400"), "name": "Billing" })).await;
    let subscription = json!({ "event_types": ["*"], "destination_id": destination["id"], "retry_schedule": schedule });
    flow.client.post("/subscriptions", subscription).await;
    let mut first = String::new();
    for _ in 0..2 {
        let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
        flow.client.delivery_in(&deliveries[0], "dead_letter").await;
        first.clone_from(&deliveries[0]);
    }
    let issue = flow
        .client
        .until("both are counted", async || {
            let issue = until_issue(&flow, "open").await;
            (issue["deliveries"] == 2).then_some(issue)
        })
        .await;
    assert_eq!((&issue["title"], &issue["status"]), (&json!("Billing rejects the payload (400)"), &json!(400)));
    assert_eq!(
        (&issue["failures"], &issue["gave_up"], &issue["event_types"]),
        (&json!(2), &json!(2), &json!(["order.paid"]))
    );
    let id = text(&issue["id"]);
    let detail = flow.client.get(&format!("/issues/{id}")).await;
    assert_eq!(
        (&detail["dead_letters"], &detail["events"], &detail["are_counts_whole"]),
        (&json!(2), &json!(2), &json!(true))
    );
    let deliveries = flow.client.get(&format!("/issues/{id}/deliveries")).await;
    assert_eq!(deliveries["items"][0]["id"], json!(first), "newest first");
    let delivery = flow.client.get(&format!("/deliveries/{first}")).await;
    assert_eq!(delivery["issue_id"], json!(id));
    assert_eq!(flow.client.get("/overview").await["issues"]["open"], 1);

    for (verb, state) in
        [("acknowledge", "acknowledged"), ("ignore", "ignored"), ("resolve", "resolved"), ("reopen", "open")]
    {
        let moved = flow.client.post(&format!("/issues/{id}/{verb}"), json!({})).await;
        assert_eq!(moved["state"], json!(state));
    }
    let (status, answer) = flow.client.call(reqwest::Method::POST, &format!("/issues/{id}/reopen"), None).await;
    assert_eq!((status, &answer["code"]), (409, &json!("not_possible")));
    let (status, _) = flow.client.call(reqwest::Method::GET, "/issues?state=odd", None).await;
    assert_eq!(status, 422);
    let muted = flow.client.post(&format!("/issues/{id}/mute"), json!({ "until_ms": 4_102_444_800_000_i64 })).await;
    assert_eq!(muted["muted_until_ms"], json!(4_102_444_800_000_i64));
    let plan = flow.client.post("/replays/plan", json!({ "issue_id": id, "deliveries_max": 1 })).await;
    assert_eq!(plan["deliveries"], 1);
    let replay = flow.client.post(&format!("/issues/{id}/replay"), json!({ "deliveries_max": 1 })).await;
    flow.client
        .until("one was made", async || {
            let replay = flow.client.get(&format!("/replays/{}", text(&replay["id"]))).await;
            (replay["state"] == "finished" && replay["made"] == 1).then_some(())
        })
        .await;
}

#[tokio::test]
async fn dead_letters_are_counted_discarded_taken_back_and_exported() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let (billing, _) = flow.client.forward_everything(&server.url("/status/400"), json!({}), &[]).await;
    let mut ids = Vec::new();
    for (kind, body) in [("order.paid", r#"{"n":1}"#), ("order.paid", r#"{"n":2}"#), ("order.refunded", r#"{"n":3}"#)] {
        let (_, deliveries) = flow.client.publish(kind, body, None).await;
        flow.client.delivery_in(&deliveries[0], "dead_letter").await;
        ids.push(deliveries[0].clone());
    }
    let facets = flow.client.get("/dead-letters/facets?event_type=order.paid&utc_offset_minutes=60").await;
    assert_eq!((&facets["matching"], &facets["total"], &facets["is_whole"]), (&json!(2), &json!(3), &json!(true)));
    assert_eq!(facets["destinations"], json!([{ "value": billing, "deliveries": 2 }]));
    assert_eq!(facets["reasons"], json!([{ "value": "400", "deliveries": 2 }]));
    assert_eq!(facets["event_types"].as_array().map(Vec::len), Some(2), "another kind can be chosen");
    let day = &facets["days"][0];
    let path = format!(
        "/dead-letters?reason=400&received_from_ms={}&received_until_ms={}",
        day["received_from_ms"], day["received_until_ms"]
    );
    let listed = flow.client.get(&path).await;
    let found: Vec<&Value> = listed["items"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    assert_eq!(found, [&ids[2], &ids[1], &ids[0]]);
    assert_eq!(
        (&listed["items"][0]["cause"], &listed["items"][0]["expires_at_ms"]),
        (&json!("attempts_used_up"), &Value::Null)
    );

    let export = json!({ "delivery_ids": [ids[0]] });
    // One line is one JSON document.
    let line = flow.client.post("/dead-letters/export", export).await;
    assert_eq!((&line["id"], &line["body"]), (&json!(ids[0]), &json!(r#"{"n":1}"#)));

    let discarded = flow.client.post("/dead-letters/discard", json!({ "event_type": "order.paid" })).await;
    assert_eq!(discarded["deliveries"], 2);
    assert_eq!(flow.client.get("/overview").await["counts"]["dead_letter"], 1);
    assert_eq!(flow.client.get("/dead-letters/bin").await["items"].as_array().map(Vec::len), Some(2));
    let undone = flow.client.post(&format!("/dead-letters/discards/{}/undo", text(&discarded["id"])), json!({})).await;
    assert_eq!(undone["deliveries"], 2);
    assert_eq!(flow.client.get("/overview").await["counts"]["dead_letter"], 3);
    let (status, _) = flow.client.call(reqwest::Method::GET, "/dead-letters?reason=weather", None).await;
    assert_eq!(status, 422);
}
