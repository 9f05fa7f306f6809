//! A client of the API.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use serde_json::Value;

/// How long something is waited for before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client of the API, with the token.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// `http://127.0.0.1:4666`.
    pub control: String,
    /// `http://127.0.0.1:4665`.
    pub receive: String,
    /// The bearer token.
    pub token: String,
}

impl Client {
    /// Reads addresses and token from a ready file.
    pub fn from_ready_file(path: &Path) -> Self {
        let ready: Value = serde_json::from_slice(&std::fs::read(path).expect("the ready file")).expect("JSON");
        let text = |name: &str| ready[name].as_str().expect("a text").to_owned();
        Self { http: http_client(), control: text("control"), receive: text("receive"), token: text("token") }
    }

    /// Calls the API: status and answer.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.control)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.expect("the control listener answers");
        let status = response.status().as_u16();
        let body = response.bytes().await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// Reads something that is there.
    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "GET {path}: {answer}");
        answer
    }

    /// Makes or does something.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, Some(body)).await;
        assert!((200..300).contains(&status), "POST {path}: {status} {answer}");
        answer
    }

    /// Changes something.
    pub async fn patch(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::PATCH, path, Some(body)).await;
        assert_eq!(status, 200, "PATCH {path}: {answer}");
        answer
    }

    /// Bytes of a body.
    pub async fn bytes(&self, path: &str) -> Bytes {
        let request = self.http.get(format!("{}/api/v1{path}", self.control)).bearer_auth(&self.token);
        let response = request.send().await.expect("the control listener answers");
        assert_eq!(response.status(), 200, "GET {path}");
        response.bytes().await.expect("a body")
    }

    /// Publishes an event: its id and those of its deliveries.
    pub async fn publish(&self, event_type: &str, body: &str, idempotency_key: Option<&str>) -> (String, Vec<String>) {
        let mut request = self.http.post(format!("{}/api/v1/events?type={event_type}", self.control));
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        let response = request.bearer_auth(&self.token).body(body.to_owned()).send().await.expect("an answer");
        assert_eq!(response.status(), 202);
        let answer: Value = serde_json::from_slice(&response.bytes().await.expect("a body")).expect("JSON");
        let deliveries = answer["deliveries"].as_array().expect("a list");
        (text(&answer["id"]), deliveries.iter().map(text).collect())
    }

    /// Makes a destination at `url`, and a subscription of everything to it. Both ids.
    pub async fn forward_everything(&self, url: &str, destination: Value, waits_ms: &[u64]) -> (String, String) {
        let mut destination = destination;
        destination["url"] = url.into();
        let destination_id = text(&self.post("/destinations", destination).await["id"]);
        let schedule = serde_json::json!({ "preset": "custom", "waits_ms": waits_ms, "jitter_percent": 0 });
        let subscription = serde_json::json!({
            "event_types": ["*"], "destination_id": destination_id, "retry_schedule": schedule,
        });
        let subscription_id = text(&self.post("/subscriptions", subscription).await["id"]);
        (destination_id, subscription_id)
    }

    /// Waits until a delivery is in `state`, and gives it with its attempts. Asks anew after each notice of a change.
    pub async fn delivery_in(&self, id: &str, state: &str) -> Value {
        self.until(&format!("{id} is {state}"), async || {
            let delivery = self.get(&format!("/deliveries/{id}")).await;
            (delivery["state"] == state).then_some(delivery)
        })
        .await
    }

    /// Waits until `found` finds something. Asks anew after each notice of a change.
    pub async fn until<T>(&self, what: &str, found: impl AsyncFn() -> Option<T>) -> T {
        let waiting = async {
            let request = self.http.get(format!("{}/api/v1/changes", self.control)).bearer_auth(&self.token);
            let mut notices = request.send().await.expect("notices");
            while notices.chunk().await.expect("a notice").is_some() {
                if let Some(found) = found().await {
                    return found;
                }
            }
            panic!("the notices ended");
        };
        tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited in vain until {what}"))
    }
}

/// The text of a JSON value.
pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// An HTTP client that goes straight to where it is told.
pub fn http_client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("an HTTP client")
}
