//! Answers that become events.

use axum::Router;
use axum::routing::post;
use serde_json::json;
use tests::{Destination, Flow, text};

#[tokio::test]
async fn an_answer_becomes_an_event_and_goes_on() {
    let flow = Flow::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let model = Router::new().fallback(post(async |body: String| axum::Json(json!({ "length": body.len() }))));
    let serving = tokio::spawn(async move { axum::serve(listener, model).await });
    let desk = Destination::start().await;

    let model = json!({ "url": url, "emits": "ticket.length" });
    let model_id = text(&flow.client.post("/destinations", model).await["id"]);
    let desk_id = text(&flow.client.post("/destinations", json!({ "url": desk.url() })).await["id"]);
    for (kind, destination_id) in [("ticket.created", &model_id), ("ticket.length", &desk_id)] {
        let subscription = json!({ "event_types": [kind], "destination_id": destination_id });
        flow.client.post("/subscriptions", subscription).await;
    }
    flow.client.publish("ticket.created", r#"{"text":"It is broken."}"#, None).await;
    let arrived = desk.arrived(|arrivals| arrivals.len() == 1).await;
    assert_eq!(arrived[0].body, r#"{"length":24}"#);
    assert_eq!(arrived[0].headers["tacklebox-event-type"], "ticket.length");
    assert_eq!(arrived[0].headers["tacklebox-hops"], "1");
    serving.abort();
}
