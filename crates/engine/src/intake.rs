//! Receives events: verify, route, capture; only then is the sender answered with a 2xx.
//!
//! ```text
//! request ──▶ source? ──▶ verify ──▶ route ──▶ capture (durable) ──▶ answer ──▶ dispatch
//!               │ no         │ rejected
//!               ▼            ▼
//!              404      capture without deliveries ──▶ 401 with the reason
//! ```
//!
//! Guaranteed: a 2xx is answered only after the event and all its deliveries are durable; the body and the header
//! fields are kept as they came; a rejected event is kept and never routed. When the store cannot write, the sender
//! gets 503 and is expected to try again. Not guaranteed: that a sender who got no answer sent nothing; it may send the
//! same event again, under the same provider id, which a source may be told to look at.
//!
//! A provider that asks whether an address is ours is answered as it wants; where it signs its question, only when the
//! signature is right. The question is kept, and never routed.
//!
//! While a person paused the receiver nothing is taken, and nothing is lost that its sender keeps: it gets 503 and when to
//! come again.
//!
//! Publishing through the API takes the same way, without a source and without a signature.

pub(crate) mod verification;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::id::{DeliveryId, EventId, SourceId};
use domain::{Delivery, Event, EventTypeName, Headers, Timestamp, Verification, VerificationVerdict};
use sha2::{Digest, Sha256};
use signatures::EventRecord;
use signatures::HandshakeAnswer;
use store::{Capture, Captured, IdempotencyKey, Store, StoreError};

use crate::changes::{Change, Changes};
use crate::channels::Relay;
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfiguredSource, Snapshot};
use crate::dispatch::Dispatch;
use crate::entropy::Entropy;
use crate::intake::verification::Handshaken;
use crate::routing::Routing;
use crate::{idempotency, provider, scheme};

/// Largest body taken, in bytes: what GitHub sends at most.
pub const BODY_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Largest body taken of somebody who has the token: a publisher, or an import.
pub const PUBLISHED_BYTES_MAX: usize = 128 * 1024 * 1024;

/// A request as it came in, complete.
#[derive(Debug, Clone)]
pub struct ReceivedRequest {
    /// `POST`, usually.
    pub method: String,
    /// As on the request line.
    pub path_and_query: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Address and port of the sender.
    pub peer: Option<String>,
    /// Order, case and bytes as sent.
    pub headers: Headers,
    /// The exact bytes.
    pub body: Bytes,
    /// The channel that handed it over, when one did.
    pub relay: Option<Relay>,
}

/// What the sender is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeAnswer {
    /// Captured: the source's reply.
    Captured {
        /// The event; an earlier one, when the source takes this request for a duplicate.
        event_id: EventId,
        /// What the source answers with.
        reply: domain::source::Reply,
    },
    /// Kept as rejected: 401.
    Rejected {
        /// The event.
        event_id: EventId,
        /// Machine word of the reason.
        reason: String,
        /// One plain sentence.
        explanation: String,
    },
    /// The provider asked whether this address is ours, and wants just this answer.
    Handshake {
        /// The question, kept as an event that is never routed.
        event_id: EventId,
        /// The answer.
        answer: HandshakeAnswer,
    },
    /// Nothing receives at this path: 404.
    NoSuchSource,
    /// Not captured, the store cannot write now: 503.
    Unavailable,
    /// Not captured, a person paused the receiver: 503.
    Paused {
        /// How long the sender waits before it comes again.
        retry_after: Duration,
    },
}

/// An event published through the API.
#[derive(Debug, Clone)]
pub struct Publication {
    /// Its kind.
    pub event_type: EventTypeName,
    /// The publisher's key.
    pub idempotency_key: Option<String>,
    /// The request that carried it.
    pub request: ReceivedRequest,
}

/// A request that somebody with the token hands over as if it had come in.
#[derive(Debug, Clone)]
pub struct Import {
    /// The source it is received by.
    pub source_id: Option<SourceId>,
    /// Its kind; what the source's provider says when left out.
    pub event_type: Option<EventTypeName>,
    /// Whether subscriptions get it.
    pub is_delivered: bool,
    /// The request.
    pub request: ReceivedRequest,
}

/// What became of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The event; an earlier one, when the idempotency key was seen before.
    pub event_id: EventId,
    /// Its deliveries.
    pub delivery_ids: Vec<DeliveryId>,
}

/// Receives events.
pub struct Intake {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) routing: Arc<Routing>,
    pub(crate) dispatch: Arc<Dispatch>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
}

impl Intake {
    /// Takes a request that came to `/in/{slug}`.
    pub async fn receive(&self, slug: &str, request: ReceivedRequest) -> IntakeAnswer {
        let now = self.clock.now();
        let snapshot = self.configuration.snapshot();
        let Some(entry) = snapshot.source_at(slug) else {
            return IntakeAnswer::NoSuchSource;
        };
        if let Some(pause) = snapshot.settings().receiver_pause_at(now) {
            return IntakeAnswer::Paused { retry_after: pause.retry_after(now) };
        }
        let checked = verification::check(&snapshot, entry, &request, now);
        let handshake = verification::handshake(entry, &request, &checked, now);
        let facts = provider::facts(&entry.provider, &request.headers, &request.body);
        if let Some(answer) = handshake {
            return self.shake_hands(entry, request, facts, checked, answer, now).await;
        }
        let event = self.event(request.clone(), Some(entry.source.id), facts, checked.verification, now);
        let (event_id, verdict, reason) = (event.id, event.verification.verdict, event.verification.reason.clone());
        let captured = match verdict {
            VerificationVerdict::Rejected => {
                self.capture(event, request.body, None, Vec::new()).await.map(|_| event_id)
            }
            _ => {
                let key = idempotency::of_request(&entry.source, &event, &request.body, now);
                let published = self.route_and_capture(&snapshot, event, request.body, key, now).await;
                published.map(|published| published.event_id)
            }
        };
        let event_id = match captured {
            Ok(event_id) => event_id,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(source = %entry.source.id, error, "event not captured");
                return IntakeAnswer::Unavailable;
            }
        };
        match verdict {
            VerificationVerdict::Rejected => IntakeAnswer::Rejected {
                event_id,
                reason: reason.unwrap_or_default(),
                explanation: checked.told_to_sender,
            },
            _ => IntakeAnswer::Captured { event_id, reply: entry.source.reply.clone() },
        }
    }

    /// Takes an event that is published through the API.
    ///
    /// # Errors
    /// When the store cannot write. Nothing was kept.
    pub async fn publish(&self, publication: Publication) -> Result<Published, StoreError> {
        let now = self.clock.now();
        let snapshot = self.configuration.snapshot();
        let facts = provider::Facts { event_type: publication.event_type, provider_event_id: None };
        let verification = not_checked("Published through the API.");
        let event = self.event(publication.request.clone(), None, facts, verification, now);
        let key = publication.idempotency_key.map(|key| idempotency::of_publisher(&key, snapshot.settings(), now));
        self.route_and_capture(&snapshot, event, publication.request.body, key, now).await
    }

    /// Takes a request that is imported. Answers whether it is a new event.
    ///
    /// # Errors
    /// When the store cannot write. Nothing was kept.
    pub(crate) async fn import(&self, import: Import) -> Result<(Published, bool), StoreError> {
        let now = self.clock.now();
        let snapshot = self.configuration.snapshot();
        let Import { source_id, event_type, is_delivered, request } = import;
        let entry = source_id.and_then(|id| snapshot.source(id).ok());
        let nobody = snapshot.providers().resolve(&domain::SchemeName::None).ok();
        let unknown = || provider::Facts { event_type: EventTypeName::from_sender(None), provider_event_id: None };
        let read = |provider: &signatures::Provider| provider::facts(provider, &request.headers, &request.body);
        let general = nobody.as_deref().map_or_else(unknown, read);
        let facts = entry.map_or_else(unknown, |entry| read(&entry.provider));
        // What is pasted seldom has the header fields of a provider.
        let own_type = Some(facts.event_type).filter(|found| *found != unknown().event_type);
        let event_type = event_type.or(own_type).unwrap_or(general.event_type);
        let facts = provider::Facts { event_type, provider_event_id: facts.provider_event_id };
        let checked = entry.map(|entry| verification::check(&snapshot, entry, &request, now).verification);
        let verification = checked
            .filter(|checked| checked.verdict == VerificationVerdict::Verified)
            .unwrap_or_else(|| not_checked("Imported; there is no signature that is valid now."));
        let event = self.event(request.clone(), entry.map(|entry| entry.source.id), facts, verification, now);
        let key = entry.and_then(|entry| idempotency::of_request(&entry.source, &event, &request.body, now));
        let event_id = event.id;
        let published = if is_delivered {
            self.route_and_capture(&snapshot, event, request.body, key, now).await?
        } else {
            match self.capture(event, request.body, key, Vec::new()).await? {
                Captured::Stored => Published { event_id, delivery_ids: Vec::new() },
                Captured::Duplicate { event_id, delivery_ids } => Published { event_id, delivery_ids },
            }
        };
        let is_new = published.event_id == event_id;
        Ok((published, is_new))
    }

    /// Captures a test event that no subscription is asked about.
    pub(crate) async fn capture_test_event(&self, event_type: EventTypeName) -> Result<EventId, StoreError> {
        let now = self.clock.now();
        let body = crate::test_event::sample(&EventRecord::default(), event_type.as_str(), now.unix_s());
        let mut headers = Headers::new();
        headers.push("content-type", "application/json");
        let request = ReceivedRequest {
            method: "POST".to_owned(),
            path_and_query: String::new(),
            http_version: "HTTP/1.1".to_owned(),
            peer: None,
            headers,
            body: body.clone(),
            relay: None,
        };
        let facts = provider::Facts { event_type, provider_event_id: None };
        let event = self.event(request, None, facts, not_checked("Made here, to test a destination."), now);
        let event_id = event.id;
        self.capture(event, body, None, Vec::new()).await?;
        Ok(event_id)
    }

    /// Keeps the question of a provider, and answers it.
    async fn shake_hands(
        &self,
        entry: &ConfiguredSource,
        request: ReceivedRequest,
        facts: provider::Facts,
        checked: scheme::Checked,
        Handshaken { answer, is_signed }: Handshaken,
        now: Timestamp,
    ) -> IntakeAnswer {
        let verification = match is_signed {
            true => Verification { explanation: answer.explanation.clone(), ..checked.verification },
            false => not_checked(&answer.explanation),
        };
        let event = self.event(request.clone(), Some(entry.source.id), facts, verification, now);
        let event_id = event.id;
        match self.capture(event, request.body, None, Vec::new()).await {
            Ok(_) => IntakeAnswer::Handshake { event_id, answer },
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(source = %entry.source.id, error, "handshake not captured");
                IntakeAnswer::Unavailable
            }
        }
    }

    async fn route_and_capture(
        &self,
        snapshot: &Snapshot,
        event: Event,
        body: Bytes,
        idempotency_key: Option<IdempotencyKey>,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        let routed = self.routing.route(snapshot, &event, &body, now);
        let deliveries: Vec<_> =
            routed.into_iter().map(|(delivery, destination)| self.dispatch.reserve(&destination, delivery)).collect();
        let event_id = event.id;
        let due = deliveries.iter().map(|reserved| reserved.delivery().clone()).collect();
        let shared = Arc::new(event.clone());
        match self.capture(event, body.clone(), idempotency_key, due).await? {
            Captured::Duplicate { event_id, delivery_ids } => Ok(Published { event_id, delivery_ids }),
            Captured::Stored => {
                let delivery_ids = deliveries.iter().map(|reserved| reserved.delivery().id).collect();
                for reserved in deliveries {
                    self.changes.mark(Change::Delivery(reserved.delivery().id));
                    self.dispatch.submit(reserved, shared.clone(), body.clone());
                }
                Ok(Published { event_id, delivery_ids })
            }
        }
    }

    async fn capture(
        &self,
        event: Event,
        body: Bytes,
        idempotency_key: Option<IdempotencyKey>,
        deliveries: Vec<Delivery>,
    ) -> Result<Captured, StoreError> {
        let id = event.id;
        let captured = self.store.capture(Capture { event, body, idempotency_key, deliveries }).await?;
        if captured == Captured::Stored {
            self.changes.mark(Change::Event(id));
        }
        Ok(captured)
    }

    fn event(
        &self,
        request: ReceivedRequest,
        source_id: Option<SourceId>,
        facts: provider::Facts,
        verification: Verification,
        now: Timestamp,
    ) -> Event {
        Event {
            id: self.entropy.id(now),
            source_id,
            event_type: facts.event_type,
            received_at: now,
            method: request.method,
            path_and_query: request.path_and_query,
            http_version: request.http_version,
            peer: request.peer,
            headers: request.headers,
            body_bytes: request.body.len() as u64,
            body_sha256: Sha256::digest(&request.body).into(),
            provider_event_id: facts.provider_event_id,
            verification,
        }
    }
}

/// What stands in the place of a check where nothing is to be checked.
pub(crate) fn not_checked(explanation: &str) -> Verification {
    Verification {
        verdict: VerificationVerdict::NotChecked,
        scheme: "none".to_owned(),
        reason: None,
        explanation: explanation.to_owned(),
        secret_hint: None,
        skew_s: None,
    }
}
