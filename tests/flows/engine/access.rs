//! Destinations that want to know who delivers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use reqwest::Method;
use serde_json::json;
use testkit::HostileServer;
use tests::{Destination, Flow, text};

async fn give(State(given): State<Arc<AtomicU32>>) -> Json<serde_json::Value> {
    let number = given.fetch_add(1, Ordering::SeqCst) + 1;
    Json(
        json!({ "access_token": format!("a-long-secret-token-{number}"), "token_type": "Bearer", "expires_in": 3_600 }),
    )
}

#[tokio::test]
async fn a_token_is_fetched_once_and_shown_nowhere() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let given = Arc::new(AtomicU32::new(0));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let token_url = format!("http://{}/token", listener.local_addr().unwrap());
    let token_server = Router::new().route("/token", post(give)).with_state(given.clone());
    let serving = tokio::spawn(async move { axum::serve(listener, token_server).await });

    let authorization = json!({
        "kind": "oauth2_client_credentials", "token_url": token_url, "client_id": "tackle", "scopes": ["orders"],
        "secret": "the-client-secret-3f",
    });
    let (destination_id, _) =
        flow.client.forward_everything(&destination.url(), json!({ "authorization": authorization }), &[]).await;
    let path = format!("/destinations/{destination_id}");
    let shown = flow.client.get(&path).await;
    assert_eq!(shown["authorization"]["secret_hint"], "••••3f");
    assert!(!shown.to_string().contains("the-client-secret"));
    let mut deliveries = Vec::new();
    for _ in 0..2 {
        deliveries.extend(flow.client.publish("order.paid", "{}", None).await.1);
        flow.client.delivery_in(deliveries.last().unwrap(), "delivered").await;
    }
    assert_eq!(given.load(Ordering::SeqCst), 1);
    assert_eq!(destination.arrivals()[1].headers["authorization"], "Bearer a-long-secret-token-1");
    let delivery = flow.client.get(&format!("/deliveries/{}", deliveries[1])).await;
    let sent = delivery["attempts"][0]["request"]["headers"].as_array().unwrap().last().unwrap();
    assert_eq!(sent, &json!({ "name": "authorization", "value": "Bearer ••••-1" }));

    // The secret stays while other settings change, and goes with the authorization.
    let changed = flow.client.patch(&path, json!({ "concurrency": 2 })).await;
    assert_eq!(changed["authorization"]["secret_hint"], "••••3f");
    let changed = flow.client.patch(&path, json!({ "authorization": { "kind": "none" } })).await;
    assert_eq!(changed["authorization"], json!({ "kind": "none", "secret_hint": null }));
    let (_, last) = flow.client.publish("order.paid", "{}", None).await;
    flow.client.delivery_in(&last[0], "delivered").await;
    assert!(!destination.arrivals()[2].headers.contains_key("authorization"));
    serving.abort();
}

#[tokio::test]
async fn a_token_that_is_taken_back_is_fetched_anew_within_the_attempt() {
    let flow = Flow::start().await;
    let server = HostileServer::start().await;
    let authorization = json!({
        "kind": "oauth2_client_credentials", "token_url": server.url("/token/3600"), "client_id": "tackle",
        "secret": "the-client-secret-3f",
    });
    let url = server.url("/sequence/orders/200,401,200,401");
    flow.client.forward_everything(&url, json!({ "authorization": authorization }), &[]).await;
    let mut ends = Vec::new();
    for state in ["delivered", "delivered", "dead_letter"] {
        let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
        let delivery = flow.client.delivery_in(&deliveries[0], state).await;
        let attempts = delivery["attempts"].as_array().unwrap();
        assert_eq!(attempts.len(), 1);
        assert!(!delivery.to_string().contains("token-of-16-letters"));
        ends.push(attempts[0]["response"]["status"].clone());
    }
    assert_eq!(ends, [200, 200, 401]);
    let arrived = |request: &testkit::HostileRequest| match request.path.starts_with("/token") {
        true => "token".to_owned(),
        false => request.header("authorization").unwrap_or_default(),
    };
    let bearer = |number: u32| format!("Bearer token-of-16-letters-{number}");
    let fetched = || "token".to_owned();
    let expected = [fetched(), bearer(0), bearer(0), fetched(), bearer(1), bearer(1), fetched(), bearer(2)];
    assert_eq!(server.requests().iter().map(arrived).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn passwords_go_in_and_never_come_out() {
    let flow = Flow::start().await;
    let proxy = json!({ "url": "socks5h://127.0.0.1:9", "username": "ada", "password": "proxy-password" });
    let new = json!({
        "url": "http://127.0.0.1:9/",
        "authorization": { "kind": "basic", "username": "ada", "secret": "basic-password" },
        "connection": { "proxy": proxy, "first_byte_timeout_ms": 500 },
    });
    let made = flow.client.post("/destinations", new).await;
    let path = format!("/destinations/{}", text(&made["id"]));
    let shown = flow.client.get(&path).await;
    for answer in [&made, &shown] {
        assert_eq!(answer["authorization"], json!({ "kind": "basic", "username": "ada", "secret_hint": "••••" }));
        assert_eq!(answer["connection"]["proxy"]["has_password"], true);
        assert!(!answer.to_string().contains("-password"), "{answer}");
    }
    let kept = json!({ "proxy": { "url": "http://127.0.0.1:9", "username": "ada" } });
    let changed = flow.client.patch(&path, json!({ "connection": kept })).await;
    assert_eq!(changed["connection"]["proxy"]["has_password"], true, "the password stays");
    assert_eq!(changed["connection"]["first_byte_timeout_ms"], json!(null), "a connection is set whole");
    let changed = flow.client.patch(&path, json!({ "connection": {} })).await;
    assert_eq!(changed["connection"]["proxy"], json!(null));
    let changed = flow.client.patch(&path, json!({ "connection": kept })).await;
    assert_eq!(changed["connection"]["proxy"]["has_password"], false, "it went with the proxy");
    let (status, refusal) =
        flow.client.call(Method::PATCH, &path, Some(json!({ "authorization": { "kind": "bearer" } }))).await;
    assert_eq!((status, text(&refusal["field"])), (422, "authorization.secret".to_owned()), "{refusal}");
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_refused_by_name() {
    let flow = Flow::start().await;
    for (settings, field) in [
        (json!({ "authorization": { "kind": "bearer" } }), "authorization.secret"),
        (json!({ "authorization": { "kind": "basic", "username": "a:b", "secret": "x" } }), "authorization.username"),
        (json!({ "authorization": { "kind": "api_key", "header": "host", "secret": "x" } }), "authorization.header"),
        (
            json!({ "scheme": "github", "authorization": { "kind": "api_key", "header": "X-Hub-Signature-256", "secret": "x" } }),
            "authorization.header",
        ),
        (json!({ "connection": { "proxy": { "url": "ftp://proxy.example" } } }), "connection.proxy.url"),
        (json!({ "connection": { "ca_pem": "no certificate" } }), "connection.ca_pem"),
        (json!({ "connection": { "connect_timeout_ms": 1 } }), "connection.connect_timeout_ms"),
    ] {
        let mut new = settings;
        new["url"] = "http://127.0.0.1:9/".into();
        let (status, answer) = flow.client.call(Method::POST, "/destinations", Some(new)).await;
        assert_eq!((status, text(&answer["field"])), (422, field.to_owned()), "{answer}");
        assert!(answer["hint"].is_string());
    }
    assert_eq!(flow.client.get("/destinations").await["items"], json!([]));
}
