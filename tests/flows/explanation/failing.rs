//! A delivery that fails, and what is said of it.

use serde_json::{Value, json};
use tests::{Flow, text};

/// A destination with a subscription of one kind of event, and no retries.
pub struct Failing<'a> {
    flow: &'a Flow,
    event_type: String,
    /// The destination.
    pub destination_id: String,
    /// The subscription.
    pub subscription_id: String,
}

impl<'a> Failing<'a> {
    /// Makes them. The kind of event is named after `name`.
    pub async fn at(flow: &'a Flow, name: &str, url: &str, destination: Value) -> Self {
        let event_type = format!("{name}.happened");
        let mut destination = destination;
        destination["url"] = url.into();
        let destination_id = text(&flow.client.post("/destinations", destination).await["id"]);
        let subscription = json!({
            "event_types": [event_type], "destination_id": destination_id, "retry_schedule": { "preset": "none" },
        });
        let subscription_id = text(&flow.client.post("/subscriptions", subscription).await["id"]);
        Self { flow, event_type, destination_id, subscription_id }
    }

    /// Publishes an event, and gives its delivery once it is over.
    pub async fn deliver(&self, body: &str, state: &str) -> String {
        let (_, deliveries) = self.flow.client.publish(&self.event_type, body, None).await;
        self.flow.client.delivery_in(&deliveries[0], state).await;
        deliveries[0].clone()
    }

    /// What is said of a delivery, once the failure has reached its issue.
    pub async fn explained(&self, delivery_id: &str) -> Value {
        let path = format!("/deliveries/{delivery_id}/explanation");
        self.flow
            .client
            .until("the failure is in its issue", async || {
                let said = self.flow.client.get(&path).await;
                (said["since"]["issue_id"] != Value::Null).then_some(said)
            })
            .await
    }

    /// Publishes an event that fails, and gives what is said of it.
    pub async fn fail(&self, body: &str) -> Value {
        let id = self.deliver(body, "dead_letter").await;
        self.explained(&id).await
    }
}

/// The words for what can be done, in order.
pub fn remedies(said: &Value) -> Vec<String> {
    said["remedies"].as_array().expect("a list").iter().map(|remedy| text(&remedy["kind"])).collect()
}

/// One of the things that can be done.
pub fn remedy<'a>(said: &'a Value, kind: &str) -> &'a Value {
    let list = said["remedies"].as_array().expect("a list");
    list.iter().find(|remedy| remedy["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {said}"))
}

/// The likeliest cause.
pub fn first_cause(said: &Value) -> (String, bool) {
    let cause = &said["causes"][0];
    (text(&cause["code"]), cause["is_likely"] == true)
}

/// What speaks for the likeliest cause.
pub fn evidence(said: &Value) -> Vec<String> {
    said["causes"][0]["evidence"].as_array().expect("a list").iter().map(|each| text(&each["text"])).collect()
}
