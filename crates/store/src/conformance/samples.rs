//! Events, deliveries, attempts and configuration to try a store with; every id and time follows from a counter.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::id::{DestinationId, Id, SourceId};
use domain::retry_schedule::Preset;
use domain::source::{Reply, Unsigned};
use domain::subscription::Notify;
use domain::{
    Attempt, Authorization, Connection, Delivery, DeliveryState, Destination, ErrorClass, Event, EventTypeName,
    EventTypePattern, Headers, Health, Lease, Ordering, Phases, Provider, RequestAsSent, Response, SchemeName, Source,
    Subscription, Timestamp, Trigger, Verdict, Verification, VerificationVerdict,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Capture, Conclusion, DeliveryRoute, SealedSecret, SecretOwner, SecretPurpose};

/// When every sample begins: a whole minute.
pub const START: Timestamp = Timestamp::from_unix_ms(1_793_000_040_000);

/// Makes samples. Each id is later than the one before.
#[derive(Debug, Default)]
pub struct Samples {
    made: u64,
}

impl Samples {
    /// Begins to count.
    pub const fn new() -> Self {
        Self { made: 0 }
    }

    /// The next id, one millisecond after the last.
    pub fn id<K>(&mut self) -> Id<K> {
        self.made += 1;
        let at = START.after(Duration::from_millis(self.made));
        let version_and_variant: u128 = 0x7000_8000_0000_0000_0000;
        let first = crate::first_uuid_at(at).as_u128();
        Id::from_uuid(Uuid::from_u128(first | version_and_variant | u128::from(self.made)))
    }

    /// The time that belongs to the newest id.
    pub fn now(&self) -> Timestamp {
        START.after(Duration::from_millis(self.made))
    }

    /// An accepted event without source.
    pub fn event(&mut self, event_type: &str) -> Event {
        let id = self.id();
        let mut headers = Headers::new();
        headers.push("Content-Type", "application/json");
        Event {
            id,
            source_id: None,
            event_type: kind(event_type),
            received_at: self.now(),
            method: "POST".to_owned(),
            path_and_query: "/in/shop".to_owned(),
            http_version: "HTTP/1.1".to_owned(),
            peer: None,
            headers,
            body_bytes: 0,
            body_sha256: sha256(b""),
            provider_event_id: None,
            verification: Verification {
                verdict: VerificationVerdict::NotChecked,
                scheme: "none".to_owned(),
                reason: None,
                explanation: "Nothing was checked.".to_owned(),
                secret_hint: None,
                skew_s: None,
            },
        }
    }

    /// A delivery of `event`, due at once and never tried.
    pub fn delivery(&mut self, event: &Event, destination_id: DestinationId) -> Delivery {
        let id = self.id();
        Delivery {
            id,
            event_id: event.id,
            event_type: event.event_type.clone(),
            source_id: event.source_id,
            received_at: event.received_at,
            body_bytes: event.body_bytes,
            destination_id,
            subscription_id: None,
            trigger: Trigger::Event,
            sequence: None,
            ordering_key: None,
            retry_schedule: Preset::Standard.schedule(),
            state: DeliveryState::Scheduled { due_at: self.now() },
            attempts_made: 0,
            interruptions: 0,
            last_attempt: None,
            created_at: self.now(),
        }
    }

    /// A capture of a new event of this kind with one delivery to each destination.
    pub fn capture(&mut self, event_type: &str, destinations: &[DestinationId]) -> Capture {
        let event = self.event(event_type);
        self.capture_of(event, b"", destinations)
    }

    /// A capture of this event and body with one delivery to each destination.
    pub fn capture_of(&mut self, event: Event, body: &[u8], destinations: &[DestinationId]) -> Capture {
        let event = with_body(event, body);
        let deliveries = destinations.iter().map(|destination_id| self.delivery(&event, *destination_id)).collect();
        Capture { event, body: Bytes::copy_from_slice(body), idempotency_key: None, deliveries }
    }

    /// A capture of a rejected event.
    pub fn rejected(&mut self, event_type: &str) -> Capture {
        let mut event = self.event(event_type);
        event.verification.verdict = VerificationVerdict::Rejected;
        event.verification.reason = Some("signature_mismatch".to_owned());
        self.capture_of(event, b"", &[])
    }

    /// An attempt that was answered with `status`.
    pub fn answered(&mut self, delivery: &Delivery, status: u16, verdict: Verdict) -> Attempt {
        let id = self.id();
        let is_success = (200..300).contains(&status);
        Attempt {
            id,
            delivery_id: delivery.id,
            number: delivery.attempts_made + 1,
            started_at: self.now(),
            request: RequestAsSent {
                method: "POST".to_owned(),
                url: "http://127.0.0.1:3000/hooks".to_owned(),
                headers: Headers::new(),
                body_bytes: delivery.body_bytes,
                has_own_body: false,
            },
            response: Some(Response {
                status,
                headers: Headers::new(),
                body_bytes: 0,
                body_kept_bytes: 0,
                is_body_incomplete: false,
            }),
            error_class: (!is_success).then_some(ErrorClass::Status),
            error_detail: None,
            phases: Phases { total_us: 1_000, ..Phases::default() },
            is_connection_reused: false,
            was_resent_at_once: false,
            verdict,
        }
    }

    /// An attempt that got no answer.
    pub fn failed(&mut self, delivery: &Delivery, class: ErrorClass, verdict: Verdict) -> Attempt {
        let answered = self.answered(delivery, 500, verdict);
        Attempt { response: None, error_class: Some(class), error_detail: Some("it broke".to_owned()), ..answered }
    }

    /// A conclusion: answered 200 and delivered.
    pub fn delivered(&mut self, delivery: &Delivery, lease: Lease) -> Conclusion {
        let attempt = self.answered(delivery, 200, Verdict::Delivered);
        conclusion(delivery, lease, attempt, DeliveryState::Delivered { at: self.now() })
    }

    /// A conclusion: answered 503, to be tried again at `due_at`.
    pub fn retried(&mut self, delivery: &Delivery, lease: Lease, due_at: Timestamp) -> Conclusion {
        let attempt = self.answered(delivery, 503, Verdict::Retry { at: due_at });
        conclusion(delivery, lease, attempt, DeliveryState::Scheduled { due_at })
    }

    /// A source with this slug.
    pub fn source(&mut self, slug: &str) -> Source {
        let id = self.id();
        Source {
            id,
            name: format!("The {slug}"),
            slug: slug.to_owned(),
            provider: Provider::Preset("github".to_owned()),
            unsigned: Unsigned::Reject,
            deduplication: None,
            public_url: None,
            channel_url: None,
            reply: Reply::default(),
            created_at: self.now(),
        }
    }

    /// A destination of this name.
    pub fn destination(&mut self, name: &str) -> Destination {
        let id = self.id();
        Destination {
            id,
            name: name.to_owned(),
            url: format!("http://127.0.0.1:3000/{name}"),
            scheme: SchemeName::standard_webhooks(),
            headers: Headers::new(),
            authorization: Authorization::None,
            connection: Connection::default(),
            timeout: Duration::from_secs(10),
            concurrency: 8,
            rate_limit: None,
            is_paused: false,
            health: Health::Closed,
            failing_since: None,
            emits: None,
            created_at: self.now(),
        }
    }

    /// A subscription to everything of a source.
    pub fn subscription(&mut self, source_id: Option<SourceId>, destination_id: DestinationId) -> Subscription {
        let id = self.id();
        Subscription {
            id,
            name: "everything".to_owned(),
            source_id,
            event_types: vec![EventTypePattern::everything()],
            destination_id,
            retry_schedule: Preset::Standard.schedule(),
            ordering: Ordering::None,
            filter: None,
            transform: None,
            notify: Notify::FirstFailure,
            is_enabled: true,
            created_at: self.now(),
        }
    }

    /// A secret of an owner.
    pub fn secret(&mut self, owner: SecretOwner) -> SealedSecret {
        let id = self.id();
        SealedSecret {
            id,
            owner,
            purpose: SecretPurpose::Signing,
            sealed: vec![0, 255, 7, 13],
            hint: "whsec_…3f".to_owned(),
            created_at: self.now(),
            retires_at: None,
        }
    }
}

/// An event type from a literal.
pub fn kind(text: &str) -> EventTypeName {
    EventTypeName::parse(text).expect("the suite's event types are well formed")
}

/// A pattern from a literal.
pub fn pattern(text: &str) -> EventTypePattern {
    EventTypePattern::parse(text).expect("the suite's patterns are well formed")
}

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The event with the length and hash of `body`.
pub fn with_body(event: Event, body: &[u8]) -> Event {
    Event { body_bytes: body.len() as u64, body_sha256: sha256(body), ..event }
}

/// A conclusion that counts its attempt, without a response body.
pub fn conclusion(delivery: &Delivery, lease: Lease, attempt: Attempt, state: DeliveryState) -> Conclusion {
    Conclusion {
        lease,
        route: DeliveryRoute::of(delivery),
        attempt: Arc::new(attempt),
        request_body: None,
        response_body: Bytes::new(),
        state,
        attempts_made: delivery.attempts_made + 1,
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % bound.max(1) as u64).expect("smaller than a usize")
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Bytes that do not compress.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        std::iter::repeat_with(|| self.roll().to_le_bytes()).flatten().take(length).collect()
    }
}
