//! The keys under which an event is captured once: a publisher's own, what names a request to a source, and the
//! delivery whose answer an event is. Each kind has a prefix of its own, so that none can stand for another.

use domain::deduplication::Field;
use domain::id::DeliveryId;
use domain::{DeduplicationKey, Event, Payload, Settings, Source, Timestamp};
use sha2::{Digest, Sha256};
use store::IdempotencyKey;

/// The key a publisher gave.
pub fn of_publisher(key: &str, settings: &Settings, now: Timestamp) -> IdempotencyKey {
    let window = std::time::Duration::from_millis(settings.idempotency_window_ms);
    IdempotencyKey { key: format!("publisher:{key}"), since: now.before(window) }
}

/// What names an event among those of its source, when the source looks for duplicates and the event has it.
pub fn of_request(source: &Source, event: &Event, body: &[u8], now: Timestamp) -> Option<IdempotencyKey> {
    let deduplication = source.deduplication.as_ref()?;
    let name = match &deduplication.by {
        DeduplicationKey::ProviderId => event.provider_event_id.clone()?,
        DeduplicationKey::Body => hex(&event.body_sha256),
        DeduplicationKey::Fields { fields } => digest(fields, event, body)?,
    };
    Some(IdempotencyKey { key: format!("source:{}:{name}", source.id), since: deduplication.since(now) })
}

/// A delivery whose answer becomes an event, whenever that was.
pub fn of_answer(delivery_id: DeliveryId) -> IdempotencyKey {
    IdempotencyKey { key: format!("answer:{delivery_id}"), since: Timestamp::from_unix_ms(0) }
}

/// All fields in one text of bounded length; `None` when one is missing.
fn digest(fields: &[Field], event: &Event, body: &[u8]) -> Option<String> {
    let payload = Payload::new(body);
    let mut digest = Sha256::new();
    for field in fields {
        let value = match field {
            Field::Header { name } => event.headers.first_text(name)?.to_owned(),
            Field::Body { pointer } => payload.json()?.pointer(pointer).filter(|value| !value.is_null())?.to_string(),
        };
        // With its length before it, so that two values never read as two others.
        digest.update((value.len() as u64).to_be_bytes());
        digest.update(value.as_bytes());
    }
    Some(hex(&digest.finalize().into()))
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
