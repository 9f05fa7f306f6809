//! Destinations whose answer becomes a new event: a webhook asks a model, and what the model says goes on from there.
//!
//! The event is captured before the delivery is concluded, under a key made of the delivery: when the program stops in
//! between, the delivery is made again and its second answer changes nothing. Chains are bounded: each event that was
//! emitted counts its hops in a header field, which deliveries carry on, so that a loop over other programs ends too.

use bytes::Bytes;
use domain::{Delivery, Event, EventTypeName, Headers, Timestamp};
use sha2::{Digest, Sha256};
use store::{Capture, Captured};

use super::{Dispatch, STORE_WAIT};
use crate::changes::Change;
use crate::egress::Exchange;
use crate::idempotency;
use crate::intake::not_checked;

/// Counts how many answers led to an event, one after the other.
const HOPS_HEADER: &str = "tacklebox-hops";
/// Names the delivery whose answer an event is.
const EMITTED_BY_HEADER: &str = "tacklebox-emitted-by";
/// Most hops.
pub const HOPS_MAX: u32 = 8;

/// What became of an answer that is to be an event.
#[derive(Debug, PartialEq, Eq)]
pub enum Emission {
    /// It is captured, now or by an earlier attempt, or it is empty.
    Done,
    /// It cannot be an event, for this reason.
    Refused(String),
    /// The engine stops, and nothing was captured.
    Interrupted,
}

impl Dispatch {
    /// Captures the answer to a delivery as an event of kind `event_type`. Goes on trying while the store cannot write.
    pub(super) async fn emit(
        &self,
        event_type: &EventTypeName,
        delivery: &Delivery,
        event: &Event,
        exchange: &Exchange,
        now: Timestamp,
    ) -> Emission {
        let Some(answer) = &exchange.response else { return Emission::Done };
        if answer.body_bytes == 0 {
            return Emission::Done;
        }
        if answer.is_body_incomplete || exchange.response_body.len() as u64 != answer.body_bytes {
            return Emission::Refused("The answer is no event: it is over 1 MiB, or it broke off.".to_owned());
        }
        let hops = event.headers.first_text(HOPS_HEADER).and_then(|hops| hops.parse().ok()).unwrap_or(0_u32);
        if hops >= HOPS_MAX {
            return Emission::Refused(format!("The answer is no event: a chain ends after {HOPS_MAX} events."));
        }
        let emitted = self.emitted(event_type, delivery, &answer.headers, &exchange.response_body, hops + 1, now);
        let snapshot = self.configuration.snapshot();
        let routed = self.routing.route(&snapshot, &emitted, &exchange.response_body, now);
        let capture = Capture {
            body: exchange.response_body.clone(),
            idempotency_key: Some(idempotency::of_answer(delivery.id)),
            deliveries: routed.into_iter().map(|(delivery, _)| delivery).collect(),
            event: emitted,
        };
        self.capture_until_stopped(capture).await
    }

    async fn capture_until_stopped(&self, capture: Capture) -> Emission {
        loop {
            match self.store.capture(capture.clone()).await {
                Ok(Captured::Duplicate { .. }) => return Emission::Done,
                Ok(Captured::Stored) => {
                    self.changes.mark(Change::Event(capture.event.id));
                    for delivery in &capture.deliveries {
                        self.changes.mark(Change::Delivery(delivery.id));
                    }
                    self.doorbell.ring();
                    return Emission::Done;
                }
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "answer not captured yet");
                }
            }
            tokio::select! {
                () = self.clock.sleep_until(self.clock.now().after(STORE_WAIT)) => {}
                () = self.stopping.cancelled() => return Emission::Interrupted,
            }
        }
    }

    fn emitted(
        &self,
        event_type: &EventTypeName,
        delivery: &Delivery,
        answer: &Headers,
        body: &Bytes,
        hops: u32,
        now: Timestamp,
    ) -> Event {
        let mut headers = Headers::new();
        let content_type = answer.first_text("content-type").unwrap_or("application/octet-stream");
        headers.push("content-type", content_type);
        headers.push(HOPS_HEADER, hops.to_string());
        headers.push(EMITTED_BY_HEADER, delivery.id.to_string());
        Event {
            id: self.entropy.id(now),
            source_id: None,
            event_type: event_type.clone(),
            received_at: now,
            method: "POST".to_owned(),
            path_and_query: String::new(),
            http_version: "HTTP/1.1".to_owned(),
            peer: None,
            headers,
            body_bytes: body.len() as u64,
            body_sha256: Sha256::digest(body).into(),
            provider_event_id: None,
            verification: not_checked("Made of the answer to a delivery."),
        }
    }
}
