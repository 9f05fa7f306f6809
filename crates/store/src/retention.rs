//! Letting go of the past.

use domain::Timestamp;
use domain::id::EventId;

use crate::StoreError;

/// Deletes what is no longer kept.
#[async_trait::async_trait]
pub trait Retention: Send + Sync + 'static {
    /// Looks at some events, oldest first, and deletes those that may go, with their bodies, deliveries and attempts.
    /// An event with a delivery that is not over stays. The figures follow.
    async fn prune(&self, prune: Prune) -> Result<Pruned, StoreError>;

    /// Bytes that what is kept takes on disk.
    async fn kept_bytes(&self) -> Result<u64, StoreError>;
}

/// Which events may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prune {
    /// Where an earlier call stopped.
    pub after: Option<EventId>,
    /// Events received before this moment may go.
    pub before: Timestamp,
    /// Those with a dead letter only when they were received before this one; `None` keeps them.
    pub dead_letters_before: Option<Timestamp>,
    /// Events looked at, at most.
    pub limit: u32,
}

/// What a prune did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    /// Events deleted.
    pub events: u64,
    /// The newest event looked at, when there may be more behind it.
    pub seen_to: Option<EventId>,
}
