//! Many deliveries once more, and one with an edit.

use serde_json::json;
use testkit::HostileServer;
use tests::{Destination, Flow, text};

#[tokio::test]
async fn dead_letters_are_planned_and_go_to_another_destination() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let (billing, _) = flow.client.forward_everything(&server.url("/status/500"), json!({}), &[]).await;
    for kind in ["order.paid", "order.paid", "order.refunded"] {
        let (_, deliveries) = flow.client.publish(kind, "{}", None).await;
        flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    }
    let rescue = Destination::start().await;
    let rescue_id = text(&flow.client.post("/destinations", json!({ "url": rescue.url() })).await["id"]);
    let asked = json!({
        "from_destination_id": billing, "event_type": "order.*", "destination_id": rescue_id,
        "rate_limit": { "attempts": 50, "per": "second" }, "stop_after_failures": 5,
    });
    let plan = flow.client.post("/replays/plan", asked.clone()).await;
    assert_eq!((&plan["deliveries"], &plan["is_whole"]), (&json!(3), &json!(true)));
    assert_eq!(plan["event_types"][0], json!({ "event_type": "order.paid", "deliveries": 2 }));
    assert_eq!(plan["destinations"], json!([{ "destination_id": rescue_id, "deliveries": 3 }]));
    assert!(rescue.arrivals().is_empty(), "a plan makes nothing");

    let id = text(&flow.client.post("/replays", asked.clone()).await["id"]);
    rescue.arrived(|arrivals| arrivals.len() == 3).await;
    let replay = flow
        .client
        .until("the replay is finished", async || {
            let replay = flow.client.get(&format!("/replays/{id}")).await;
            (replay["state"] == "finished" && replay["delivered"] == 3).then_some(replay)
        })
        .await;
    assert_eq!((&replay["planned"], &replay["made"], &replay["dead_letters"]), (&json!(3), &json!(3), &json!(0)));
    let listed = flow.client.get("/replays").await;
    assert_eq!(listed["items"][0]["id"], json!(id));
    let (status, answer) = flow.client.call(reqwest::Method::POST, "/replays", Some(asked)).await;
    assert_eq!((status, &answer["detail"]), (409, &json!("there is nothing to replay")));
}

#[tokio::test]
async fn a_replay_is_paused_resumed_and_cancelled() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    for _ in 0..5 {
        let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
        flow.client.delivery_in(&deliveries[0], "delivered").await;
    }
    let asked = json!({
        "states": ["delivered"], "skip_delivered": false, "rate_limit": { "attempts": 1, "per": "hour" },
    });
    let id = text(&flow.client.post("/replays", asked).await["id"]);
    destination.arrived(|arrivals| arrivals.len() == 6).await;
    for (verb, state) in [("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")] {
        let replay = flow.client.post(&format!("/replays/{id}/{verb}"), json!({})).await;
        assert_eq!((&replay["state"], &replay["made"]), (&json!(state), &json!(1)));
    }
    let path = format!("/replays/{id}/resume");
    let (status, _) = flow.client.call(reqwest::Method::POST, &path, None).await;
    assert_eq!(status, 409, "it is over");
}

#[tokio::test]
async fn a_new_subscription_gets_what_it_missed() {
    let flow = Flow::start().await;
    for _ in 0..3 {
        flow.client.publish("order.paid", "{}", None).await;
    }
    let destination = Destination::start().await;
    let (_, subscription_id) = flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    flow.client.post("/replays", json!({ "subscription_id": subscription_id })).await;
    destination.arrived(|arrivals| arrivals.len() == 3).await;
}

#[tokio::test]
async fn one_delivery_goes_again_with_another_payload() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    let (event_id, deliveries) = flow.client.publish("order.paid", r#"{"amount":1}"#, None).await;
    flow.client.delivery_in(&deliveries[0], "delivered").await;
    let edit = json!({ "body": r#"{"amount":2}"# });
    let made = flow.client.post(&format!("/deliveries/{}/replay", deliveries[0]), edit).await;
    let delivery = flow.client.delivery_in(&text(&made["id"]), "delivered").await;
    assert_ne!(delivery["event_id"], json!(event_id));
    let arrivals = destination.arrivals();
    assert_eq!(arrivals[1].body, r#"{"amount":2}"#);
    assert_eq!(arrivals[1].headers["tacklebox-edited-from"], event_id.as_str());
    assert_ne!(arrivals[0].headers["webhook-signature"], arrivals[1].headers["webhook-signature"]);
    assert_eq!(flow.client.bytes(&format!("/events/{event_id}/body")).await, r#"{"amount":1}"#);
}
