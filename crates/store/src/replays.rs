//! Bulk replays: what they choose, and how far they have come.

use domain::bulk_replay::{BulkReplay, ReplayProgress, ReplayState};
use domain::id::ReplayId;
use domain::{Delivery, Event, Timestamp};

use crate::{Cursor, Moved, StageCounts, StoreError};

/// Bulk replays.
#[async_trait::async_trait]
pub trait Replays: Send + Sync + 'static {
    /// Writes a new bulk replay.
    async fn begin_replay(&self, replay: BulkReplay, progress: ReplayProgress) -> Result<(), StoreError>;

    /// Bulk replays, newest first, older than `before`.
    async fn replays(
        &self,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError>;

    /// All bulk replays that are not over, newest first.
    async fn open_replays(&self) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError>;

    /// One bulk replay.
    async fn replay(&self, id: ReplayId) -> Result<Option<(BulkReplay, ReplayProgress)>, StoreError>;

    /// What a bulk replay may make once more, in the order of making, after `after`, at most `limit`. The kind of event
    /// is not looked at.
    async fn replay_candidates(
        &self,
        replay: &BulkReplay,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<ReplayCandidate>, StoreError>;

    /// Adds the next deliveries of a running replay and moves its cursor, together. [`Moved::Lost`] when it no longer
    /// runs or was moved by another caller: then nothing is written.
    async fn advance_replay(&self, step: ReplayStep) -> Result<Moved, StoreError>;

    /// Moves a replay to another state, when it is in one of `from`. When it is cancelled or stopped, its deliveries
    /// that still wait are cancelled with it.
    async fn move_replay(
        &self,
        id: ReplayId,
        from: Vec<ReplayState>,
        to: ReplayState,
        now: Timestamp,
    ) -> Result<Moved, StoreError>;

    /// How many of a replay's deliveries are in each stage.
    async fn replay_counts(&self, id: ReplayId) -> Result<StageCounts, StoreError>;
}

/// Something that a bulk replay may make once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplayCandidate {
    /// A delivery that is over.
    Delivery {
        /// The delivery.
        delivery: Box<Delivery>,
        /// Another one of its event was delivered to where this one would go, later.
        is_delivered_later: bool,
    },
    /// An event without a delivery of the subscription asked for.
    Event(Box<Event>),
}

impl ReplayCandidate {
    /// Where it stands in the order of making.
    pub fn cursor(&self) -> Cursor {
        match self {
            Self::Delivery { delivery, .. } => delivery.id.uuid(),
            Self::Event(event) => event.id.uuid(),
        }
    }
}

/// The next deliveries of a bulk replay.
#[derive(Debug, Clone)]
pub struct ReplayStep {
    /// Which replay.
    pub id: ReplayId,
    /// Where its cursor stands now.
    pub from: Option<Cursor>,
    /// Where it stands afterwards.
    pub to: Option<Cursor>,
    /// New deliveries.
    pub deliveries: Vec<Delivery>,
    /// Candidates left out, since they were delivered in the meantime.
    pub skipped: u64,
    /// There is nothing behind `to`: the replay is finished at this moment.
    pub finished_at: Option<Timestamp>,
}
