//! A delivery that is edited and sent again; the one that failed stays as it is.

use serde_json::json;
use tests::{Destination, Flow, text};

use crate::failing::Failing;

#[tokio::test]
async fn payload_and_header_fields_are_edited_and_what_was_received_stays() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let failing = Failing::at(&flow, "edited", &destination.url(), json!({})).await;
    let first = failing.deliver(r#"{"amount":"4200"}"#, "delivered").await;
    let edit = json!({
        "body": r#"{"amount":4200}"#,
        "headers": [{ "name": "Content-Type", "value": "application/json" }, { "name": "x-case", "value": "7" }],
    });
    let replay = flow.client.post(&format!("/deliveries/{first}/replay"), edit).await;
    flow.client.delivery_in(&text(&replay["id"]), "delivered").await;
    let arrivals = destination.arrived(|arrivals| arrivals.len() == 2).await;
    assert_eq!(arrivals[0].body, r#"{"amount":"4200"}"#);
    assert!(!arrivals[0].headers.contains_key("x-case"));
    assert_eq!(arrivals[1].body, r#"{"amount":4200}"#);
    assert_eq!(
        (&arrivals[1].headers["x-case"], &arrivals[1].headers["content-type"]),
        (&"7".parse().unwrap(), &"application/json".parse().unwrap())
    );

    // Header fields alone keep the bytes.
    let edit = json!({ "headers": [{ "name": "x-case", "value": "8" }] });
    let replay = flow.client.post(&format!("/deliveries/{first}/replay"), edit).await;
    flow.client.delivery_in(&text(&replay["id"]), "delivered").await;
    let arrivals = destination.arrived(|arrivals| arrivals.len() == 3).await;
    assert_eq!((&arrivals[2].body, &arrivals[2].headers["x-case"]), (&arrivals[0].body, &"8".parse().unwrap()));

    let edit = json!({ "headers": [{ "name": "no name", "value": "" }] });
    let path = format!("/deliveries/{first}/replay");
    let (status, problem) = flow.client.call(reqwest::Method::POST, &path, Some(edit)).await;
    assert_eq!((status, &problem["field"]), (422, &json!("headers")));
}
