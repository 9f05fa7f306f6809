//! Dead letters, and the bin of those that were discarded.

use domain::bulk_replay::FailureReason;
use domain::id::{DeliveryId, DestinationId, DiscardId, ReplayId};
use domain::{DeadLetterCause, Delivery, EventTypeName, Timestamp};

use crate::{Cursor, StoreError};

/// Deliveries that gave up.
#[async_trait::async_trait]
pub trait DeadLetters: Send + Sync + 'static {
    /// Dead letters, newest first, older than `before`.
    async fn dead_letters(
        &self,
        filter: &DeadLetterFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// How many there are of each destination, kind, reason and day of receipt. At most `looked_at_max` are looked at,
    /// the newest. Days are counted from 1970 on a clock that is `utc_offset_minutes` ahead of UTC.
    async fn dead_letter_groups(
        &self,
        utc_offset_minutes: i32,
        looked_at_max: u32,
    ) -> Result<DeadLetterGroups, StoreError>;

    /// Cancels those of these deliveries that are dead letters, and puts them in the bin. Says how many that were.
    async fn discard(&self, discard: Discard) -> Result<u64, StoreError>;

    /// Makes dead letters again of what was discarded together and is still in the bin. Says how many that were.
    async fn restore(&self, id: DiscardId) -> Result<u64, StoreError>;

    /// What is in the bin, newest delivery first, older than `before`.
    async fn bin(&self, before: Option<Cursor>, limit: u32) -> Result<Vec<Discarded>, StoreError>;

    /// Takes out of the bin what was discarded before a moment. The deliveries stay cancelled.
    async fn empty_bin(&self, before: Timestamp) -> Result<u64, StoreError>;
}

/// Which dead letters. `None` means any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadLetterFilter {
    /// To this destination.
    pub destination_id: Option<DestinationId>,
    /// Of exactly this kind.
    pub event_type: Option<EventTypeName>,
    /// Whose last attempt failed like this.
    pub reason: Option<FailureReason>,
    /// Received at this moment or later.
    pub received_from: Option<Timestamp>,
    /// Received before this moment.
    pub received_until: Option<Timestamp>,
    /// That this bulk replay made.
    pub made_by: Option<ReplayId>,
}

/// Dead letters counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadLetterGroups {
    /// In no order.
    pub groups: Vec<DeadLetterGroup>,
    /// All were looked at.
    pub is_whole: bool,
}

/// Dead letters that have everything in common that they are counted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeadLetterGroup {
    /// Their destination.
    pub destination_id: DestinationId,
    /// Their kind.
    pub event_type: EventTypeName,
    /// How the last attempt failed; `None` when there was none.
    pub reason: Option<FailureReason>,
    /// The day their events were received.
    pub day: i64,
    /// How many.
    pub deliveries: u64,
}

/// Dead letters that go into the bin.
#[derive(Debug, Clone)]
pub struct Discard {
    /// Names those that go together.
    pub id: DiscardId,
    /// Which; what is no dead letter stays as it is.
    pub deliveries: Vec<DeliveryId>,
    /// When.
    pub now: Timestamp,
}

/// A dead letter in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discarded {
    /// The delivery, cancelled.
    pub delivery: Delivery,
    /// Why it had given up.
    pub cause: DeadLetterCause,
    /// When it was discarded.
    pub at: Timestamp,
    /// With which others.
    pub discard_id: DiscardId,
}
