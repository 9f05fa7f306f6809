//! Deliveries through a real server to destinations that behave and misbehave.

use serde_json::{Value, json};
use testkit::HostileServer;
use tests::{Destination, Flow, text};

/// Number, status or failure, and verdict of each attempt.
fn timeline(delivery: &Value) -> Vec<(u64, String, String)> {
    let attempts = delivery["attempts"].as_array().expect("attempts");
    attempts
        .iter()
        .map(|attempt| {
            let seen = match &attempt["response"] {
                Value::Null => text(&attempt["error_class"]),
                response => response["status"].to_string(),
            };
            (attempt["number"].as_u64().expect("a number"), seen, text(&attempt["verdict"]["kind"]))
        })
        .collect()
}

fn row(number: u64, seen: &str, verdict: &str) -> (u64, String, String) {
    (number, seen.to_owned(), verdict.to_owned())
}

#[tokio::test]
async fn a_destination_that_recovers_gets_its_delivery_on_the_third_attempt() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let url = server.url("/sequence/recovers/503,503,200");
    flow.client.forward_everything(&url, json!({}), &[20, 20, 20]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{\"amount\":4200}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "delivered").await;
    assert_eq!(timeline(&delivery), [row(1, "503", "retry"), row(2, "503", "retry"), row(3, "200", "delivered")]);
    assert_eq!((&delivery["attempts_made"], &delivery["attempts_max"]), (&json!(3), &json!(4)));
    assert_eq!(delivery["forecast"], json!([]));

    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body == b"{\"amount\":4200}"), "every attempt sends the same bytes");
}

#[tokio::test]
async fn what_is_shown_as_sent_is_what_was_sent() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let destination = json!({ "headers": [{ "name": "X-Team", "value": "billing" }] });
    flow.client.forward_everything(&server.url("/record"), destination, &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "exact  bytes", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "delivered").await;
    let shown: Vec<String> = delivery["attempts"][0]["request"]["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|header| format!("{}: {}", text(&header["name"]), text(&header["value"])))
        .collect();
    let head = String::from_utf8(server.requests()[0].head.clone()).unwrap();
    let sent: Vec<&str> = head.lines().skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, sent);
    assert!(shown.contains(&"x-team: billing".to_owned()) && shown.contains(&"tacklebox-attempt: 1".to_owned()));
    let phases = &delivery["attempts"][0]["phases"];
    assert!(phases["connect_us"].is_u64() && phases["first_byte_us"].is_u64(), "{phases}");
    assert!(phases["dns_us"].is_null(), "a literal address is not resolved");
}

#[tokio::test]
async fn a_destination_that_refuses_connections_ends_as_a_dead_letter() {
    let flow = Flow::start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    flow.client.forward_everything(&url, json!({}), &[20]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(
        timeline(&delivery),
        [row(1, "connection_refused", "retry"), row(2, "connection_refused", "dead_letter")]
    );
    assert_eq!(delivery["cause"], "attempts_used_up");
    let explanation = text(&delivery["explanation"]);
    assert!(explanation.starts_with("Nothing is listening on 127.0.0.1:"), "{explanation}");
}

#[tokio::test]
async fn a_destination_that_hangs_costs_its_timeout_and_holds_nobody_up() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let healthy = Destination::start().await;
    flow.client.forward_everything(&server.url("/hang"), json!({ "timeout_ms": 300 }), &[]).await;
    flow.client.forward_everything(&healthy.url(), json!({}), &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    healthy.arrived(|arrivals| arrivals.len() == 1).await;
    let hung = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(timeline(&hung), [row(1, "timeout", "dead_letter")]);
    let total_us = hung["attempts"][0]["phases"]["total_us"].as_u64().unwrap();
    assert!((300_000..5_000_000).contains(&total_us), "it ended at its timeout, after {total_us} µs");
    flow.client.delivery_in(&deliveries[1], "delivered").await;
}

#[tokio::test]
async fn a_410_disables_the_destination_and_what_follows_is_held_until_it_is_enabled() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let url = server.url("/sequence/gone/410,200");
    let (destination_id, _) = flow.client.forward_everything(&url, json!({}), &[20]).await;
    let (_, first) = flow.client.publish("order.paid", "{}", None).await;
    let gone = flow.client.delivery_in(&first[0], "dead_letter").await;
    assert_eq!((timeline(&gone), &gone["cause"]), (vec![row(1, "410", "disabled")], &json!("gone")));
    let destination = flow
        .client
        .until("the destination is disabled", async || {
            let destination = flow.client.get(&format!("/destinations/{destination_id}")).await;
            (destination["health"] == "disabled").then_some(destination)
        })
        .await;
    assert_eq!(destination["disabled"]["reason"], "It answered 410 Gone.");

    let (_, second) = flow.client.publish("order.paid", "{}", None).await;
    flow.client.delivery_in(&second[0], "held").await;
    flow.client.post(&format!("/destinations/{destination_id}/enable"), json!({})).await;
    flow.client.delivery_in(&second[0], "delivered").await;
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let elsewhere = Destination::start().await;
    let url = server.url(&format!("/redirect/307?to={}", elsewhere.url()));
    flow.client.forward_everything(&url, json!({}), &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(timeline(&delivery), [row(1, "307", "dead_letter")]);
    assert!(elsewhere.arrivals().is_empty());
}

#[tokio::test]
async fn a_person_replays_cancels_and_runs_now() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let url = server.url("/sequence/person/500,200,200,500");
    flow.client.forward_everything(&url, json!({}), &[3_600_000]).await;
    let (event_id, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let waiting = flow.client.delivery_in(&deliveries[0], "retrying").await;
    assert_eq!(waiting["forecast"].as_array().unwrap().len(), 1);
    let (status, refusal) = flow
        .client
        .call(reqwest::Method::POST, &format!("/deliveries/{}/replay", deliveries[0]), Some(json!({})))
        .await;
    assert_eq!((status, &refusal["code"]), (409, &json!("not_possible")), "it is not over yet");

    flow.client.post(&format!("/deliveries/{}/run-now", deliveries[0]), json!({})).await;
    let delivered = flow.client.delivery_in(&deliveries[0], "delivered").await;
    let replay = text(&flow.client.post(&format!("/deliveries/{}/replay", deliveries[0]), json!({})).await["id"]);
    let replayed = flow.client.delivery_in(&replay, "delivered").await;
    assert_eq!((&replayed["replay_of"], &replayed["event_id"]), (&json!(deliveries[0]), &json!(event_id)));
    let afterwards = flow.client.get(&format!("/deliveries/{}", deliveries[0])).await;
    let history =
        |delivery: &Value| [&delivery["state"], &delivery["attempts"], &delivery["concluded_at_ms"]].map(Clone::clone);
    assert_eq!(history(&afterwards), history(&delivered), "history is not edited");

    let (_, third) = flow.client.publish("order.paid", "{}", None).await;
    flow.client.delivery_in(&third[0], "retrying").await;
    let cancelled = flow.client.post(&format!("/deliveries/{}/cancel", third[0]), json!({})).await;
    assert_eq!(cancelled["state"], "cancelled");
}

#[tokio::test]
async fn the_same_idempotency_key_is_the_same_event() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    flow.client.forward_everything(&destination.url(), json!({}), &[]).await;
    let first = flow.client.publish("order.paid", "{\"n\":1}", Some("key-1")).await;
    let again = flow.client.publish("order.paid", "{\"n\":1}", Some("key-1")).await;
    let other = flow.client.publish("order.paid", "{\"n\":2}", Some("key-2")).await;
    assert_eq!(first, again);
    assert_ne!(first.0, other.0);
    flow.client.delivery_in(&other.1[0], "delivered").await;
    flow.client.delivery_in(&first.1[0], "delivered").await;
    assert_eq!(destination.arrivals().len(), 2);
}
