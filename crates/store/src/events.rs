//! Events: capture them with their deliveries, read them and their exact bytes.

use bytes::Bytes;
use domain::id::{DeliveryId, EventId, SourceId};
use domain::{Delivery, Event, EventTypeName, EventTypePattern, Timestamp};

use crate::{Cursor, StoreError};

/// Events and their bodies.
#[async_trait::async_trait]
pub trait Events: Send + Sync + 'static {
    /// Makes an event, its body and its deliveries durable, together or not at all. Captures that wait at the same
    /// time may be committed as one.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: nothing was kept, and the sender must not get a 2xx.
    async fn capture(&self, capture: Capture) -> Result<Captured, StoreError>;

    /// One event.
    async fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError>;

    /// The exact bytes of an event, checked against their SHA-256.
    async fn event_body(&self, id: EventId) -> Result<Option<Bytes>, StoreError>;

    /// The same of several events, in any order. An event that is not there is left out, and so is one with more than
    /// `bytes_max` bytes.
    async fn event_bodies(&self, ids: &[EventId], bytes_max: u64) -> Result<Vec<(EventId, Bytes)>, StoreError>;

    /// Events, newest first, at most `limit`, older than `before`.
    async fn events(
        &self,
        filter: &EventFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError>;

    /// The kinds of events seen, of one source or of all, most frequent first. Those of the hour of `recent_since` and later
    /// are counted as recent, for at least a week back.
    async fn event_types(
        &self,
        source_id: Option<SourceId>,
        recent_since: Timestamp,
    ) -> Result<Vec<EventTypeCount>, StoreError>;
}

/// What is captured together.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The event.
    pub event: Event,
    /// Its exact bytes.
    pub body: Bytes,
    /// The same key again stores nothing and answers [`Captured::Duplicate`].
    pub idempotency_key: Option<IdempotencyKey>,
    /// Its deliveries, scheduled or already in flight under the caller's lease.
    pub deliveries: Vec<Delivery>,
}

/// A key under which one event is captured, for a span of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The key.
    pub key: String,
    /// An event received before this moment holds its key no longer.
    pub since: Timestamp,
}

/// What became of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Captured {
    /// It is durable.
    Stored,
    /// An event with this idempotency key was there before, and nothing was stored.
    Duplicate {
        /// That event.
        event_id: EventId,
        /// Its deliveries, oldest first.
        delivery_ids: Vec<DeliveryId>,
    },
}

/// An event and what lists show beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// The event.
    pub event: Event,
    /// How many deliveries it has.
    pub delivery_count: u64,
}

/// Which events to list. `None` means any.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Of this source.
    pub source_id: Option<SourceId>,
    /// Of a kind that matches.
    pub event_type: Option<EventTypePattern>,
}

/// A kind of event and how often it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTypeCount {
    /// The kind.
    pub event_type: EventTypeName,
    /// How many events of it were captured.
    pub count: u64,
    /// How many of them came recently.
    pub recent_count: u64,
    /// When the newest was received.
    pub last_at: Timestamp,
}
