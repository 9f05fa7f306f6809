//! Test events: made like the provider makes them, signed with the source's own secret, and sent to the receiver over
//! HTTP, so that everything a real event meets is met.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::id::SourceId;
use domain::{EventTypeName, Headers, Outcome, explanation};
use signatures::{EventRecord, Place};
use url::Url;
use words::{Phrase, phrase};

use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::dispatch::USER_AGENT;
use crate::egress::{Egress, RESPONSE_KEPT_BYTES_MAX, SignedRequest, host_field};
use crate::entropy::Entropy;
use crate::provider;
use crate::scheme::{self, Outgoing};

/// The field of every answer of the receiver that names the event.
pub const EVENT_ID_HEADER: &str = "tacklebox-event-id";
/// The kind of a test event when none is asked for.
pub const DEFAULT_EVENT_TYPE: &str = "demo.order.paid";
/// The receiver is on this computer; it answers soon or not at all.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends test events.
pub struct TestEvents {
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) egress: Arc<dyn Egress>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

/// What the receiver said of a test event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestEventAnswer {
    /// The event, as the receiver names it; `None` when there was no answer from a receiver of ours.
    pub event_id: Option<String>,
    /// Status of the answer.
    pub status: Option<u16>,
    /// One sentence.
    pub explanation: Phrase,
}

impl TestEvents {
    /// Sends a test event to a source, at the receiver that listens at `receiver_url` (`http://127.0.0.1:4665`).
    ///
    /// # Errors
    /// When the source is unknown or has no secret to sign with.
    pub async fn send(
        &self,
        source_id: SourceId,
        receiver_url: &str,
        event_type: Option<EventTypeName>,
        body: Option<Bytes>,
    ) -> Result<TestEventAnswer, ConfigurationError> {
        let snapshot = self.configuration.snapshot();
        let entry = snapshot.source(source_id)?;
        let now = self.clock.now();
        let kind = event_type.map_or_else(|| DEFAULT_EVENT_TYPE.to_owned(), |kind| kind.as_str().to_owned());
        let body = body.unwrap_or_else(|| sample(&entry.provider.record.event, &kind, now.unix_s()));
        let id = self.entropy.uuid(now);
        let url = format!("{receiver_url}/in/{}", entry.source.slug);
        // What is signed is the URL the provider knows, wherever the request goes.
        let signed_url = entry.source.public_url.clone().unwrap_or_else(|| url.clone());
        let mut content_type = Headers::new();
        content_type.push("content-type", "application/json");
        let outgoing = Outgoing {
            id: &format!("msg_{id}"),
            now,
            url: &signed_url,
            method: "POST",
            headers: &content_type,
            body: &body,
        };
        let signed = scheme::sign(&entry.provider.scheme, entry.secrets.active(now), &outgoing)
            .map_err(|reason| ConfigurationError::invalid("secrets", reason, "Add a secret that can sign."))?;
        let url = match signed.url.as_deref().and_then(|url| url.split_once('?')) {
            Some((_, query)) => format!("{url}?{query}"),
            None => url,
        };
        let body = signed.body.map_or(body, Bytes::from);
        let mut headers = Headers::new();
        headers.push("host", Url::parse(&url).map(|url| host_field(&url)).unwrap_or_default());
        headers.push("user-agent", format!("{USER_AGENT} (test event)"));
        headers.push("accept", "*/*");
        headers.push("content-type", "application/json");
        headers.push("content-length", body.len().to_string());
        for (name, value) in signed.headers {
            headers.push(name, value);
        }
        provider::mark(&entry.provider.record.event, &kind, &id.to_string(), &mut headers);
        let request = SignedRequest {
            method: http::Method::POST,
            url: url.clone(),
            headers,
            body,
            timeout: TIMEOUT,
            response_kept_bytes_max: RESPONSE_KEPT_BYTES_MAX,
            access: Arc::default(),
        };
        let exchange = self.egress.send(request).await;
        let error_class = match exchange.outcome {
            Outcome::Failed { class, .. } => Some(class),
            Outcome::Answered { .. } | Outcome::Cancelled { .. } => None,
        };
        let status = exchange.response.as_ref().map(|response| response.status);
        let event_id = exchange
            .response
            .as_ref()
            .and_then(|response| response.headers.first_text(EVENT_ID_HEADER))
            .map(str::to_owned);
        Ok(TestEventAnswer {
            event_id,
            status,
            explanation: explanation::of_outcome(error_class, status, phrase!("outcome-receiver"), TIMEOUT),
        })
    }
}

/// A payload with the kind where the provider puts it.
pub fn sample(event: &EventRecord, kind: &str, at_unix_s: i64) -> Bytes {
    let mut payload = serde_json::json!({
        "type": kind,
        "created": at_unix_s,
        "data": {
            "order": { "id": "ord_1042", "amount": 4200, "currency": "eur", "status": "paid" },
            "customer": { "id": "cus_7", "email": "ada@example.com" },
            "lines": [
                { "sku": "lure-01", "name": "Spinner bait", "quantity": 2 },
                { "sku": "line-20", "name": "Braided line, 20 lb", "quantity": 1 }
            ]
        }
    });
    for mark in event.kind_marks(kind) {
        if let Place::Body(pointer) = &mark.place {
            // Fails only where the sample has a text on the way; then the kind is not told.
            let _ = catalog::edit::set(&mut payload, pointer, mark.text.into());
        }
    }
    Bytes::from(serde_json::to_vec_pretty(&payload).expect("a JSON value of literals can be written"))
}
