//! What the timeline shows: rows newest first, and the figures above them.

use std::time::Duration;

use domain::id::{DeliveryId, DestinationId, EventId, IssueId, SourceId};
use domain::{Delivery, DeliveryState, EventTypeName, Grouping, Timestamp, VerificationVerdict};
use uuid::Uuid;

use crate::{Cursor, DeliveryFilter, StoreError};

/// Reads for lists and figures. None of them touches a body.
#[async_trait::async_trait]
pub trait Timeline: Send + Sync + 'static {
    /// Deliveries, and events that have none, in one list ordered by id, newest first, older than `before`.
    async fn timeline(
        &self,
        filter: &TimelineFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<TimelineRow>, StoreError>;

    /// Every `every`-th row of what [`timeline`](Self::timeline) lists between `before` and `after`, both left out, so
    /// that any place in a long list can be shown without the rows in front of it. Looks at `rows_max` rows at most.
    async fn landmarks(
        &self,
        filter: &TimelineFilter,
        stretch: Stretch,
        every: u32,
        rows_max: u32,
    ) -> Result<Landmarks, StoreError>;

    /// Deliveries and events by the time they were made, between two times, in buckets of a whole number of minutes
    /// that begin at multiples of their length; empty ones are left out. Reads tallies, never rows; minutes in which
    /// something happened are kept for two months of them.
    async fn histogram(
        &self,
        since: Timestamp,
        until: Timestamp,
        bucket: Duration,
    ) -> Result<Vec<TallyBucket>, StoreError>;

    /// The oldest minute a histogram knows of.
    async fn histogram_begins_at(&self) -> Result<Option<Timestamp>, StoreError>;

    /// The figures above the timeline. Cost does not grow with the number of deliveries.
    async fn tally(&self, now: Timestamp) -> Result<Tally, StoreError>;
}

/// A delivery's state as lists and figures tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Scheduled, never tried.
    Queued,
    /// In flight.
    Sending,
    /// Delivered.
    Delivered,
    /// A dead letter.
    DeadLettered,
    /// Cancelled.
    Cancelled,
    /// Scheduled after at least one attempt.
    Retrying,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Sending, Self::Delivered, Self::DeadLettered, Self::Cancelled, Self::Retrying];

    /// The stage of a state.
    pub const fn of(state: &DeliveryState, attempts_made: u32) -> Self {
        match state {
            DeliveryState::Scheduled { .. } if attempts_made == 0 => Self::Queued,
            DeliveryState::Scheduled { .. } => Self::Retrying,
            DeliveryState::InFlight { .. } => Self::Sending,
            DeliveryState::Delivered { .. } => Self::Delivered,
            DeliveryState::DeadLettered { .. } => Self::DeadLettered,
            DeliveryState::Cancelled { .. } => Self::Cancelled,
        }
    }

    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::Queued => 0,
            Self::Sending => 1,
            Self::Delivered => 2,
            Self::DeadLettered => 3,
            Self::Cancelled => 4,
            Self::Retrying => 5,
        }
    }

    /// Reads a [`code`](Self::code).
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// Which rows to show. The parts of [`DeliveryFilter`] hold for both kinds of row where they can; an event without
/// delivery is shown when no destination is asked for and `with_unrouted` or `with_rejected` lets it in.
#[derive(Debug, Clone)]
pub struct TimelineFilter {
    /// Source, kind and text for all rows; stages and destination for deliveries.
    pub delivery: DeliveryFilter,
    /// Show deliveries at all.
    pub with_deliveries: bool,
    /// Show accepted events that no subscription matched.
    pub with_unrouted: bool,
    /// Show rejected events.
    pub with_rejected: bool,
    /// Of deliveries that belong together only the newest that the filter means. By issue, what belongs to none is not
    /// shown.
    pub grouping: Grouping,
}

impl Default for TimelineFilter {
    fn default() -> Self {
        Self {
            delivery: DeliveryFilter::default(),
            with_deliveries: true,
            with_unrouted: true,
            with_rejected: true,
            grouping: Grouping::None,
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineRow {
    /// A delivery, and what the check of its event's signature said.
    Delivery {
        /// The delivery.
        delivery: Box<Delivery>,
        /// Of its event.
        verdict: VerificationVerdict,
        /// How many deliveries its event has.
        event_deliveries: u64,
        /// The issue it belongs to.
        issue_id: Option<IssueId>,
    },
    /// An event without delivery.
    Event {
        /// Its id.
        id: EventId,
        /// Its source.
        source_id: Option<SourceId>,
        /// Its kind.
        event_type: EventTypeName,
        /// When it was received.
        received_at: Timestamp,
        /// Length of its body.
        body_bytes: u64,
        /// What the check of its signature said.
        verdict: VerificationVerdict,
    },
}

impl TimelineRow {
    /// Where this row stands in the list.
    pub fn cursor(&self) -> Cursor {
        match self {
            Self::Delivery { delivery, .. } => DeliveryId::uuid(delivery.id),
            Self::Event { id, .. } => EventId::uuid(*id),
        }
    }
}

/// How many deliveries are in each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageCounts([u64; 6]);

impl StageCounts {
    /// The count of one stage.
    pub fn get(&self, stage: Stage) -> u64 {
        self.0[stage as usize]
    }

    /// Adds to the count of one stage.
    pub fn add(&mut self, stage: Stage, count: u64) {
        let total = &mut self.0[stage as usize];
        *total = total.saturating_add(count);
    }

    /// All deliveries.
    pub fn total(&self) -> u64 {
        self.0.iter().copied().fold(0, u64::saturating_add)
    }
}

/// A stretch of a list, newest first, without its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// The row above it; none at the very top.
    pub before: Option<Cursor>,
    /// The row below it; none at the very end.
    pub after: Option<Cursor>,
}

/// Places in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landmarks {
    /// Every so-many-th row.
    pub cursors: Vec<Cursor>,
    /// Rows looked at.
    pub rows: u64,
    /// The last row looked at, when there may be more below it.
    pub next: Option<Cursor>,
}

impl Landmarks {
    /// Takes every `every`-th of the rows that a look of at most `rows_max` found.
    pub fn of(rows: &[Cursor], every: u32, rows_max: u32) -> Self {
        let every = every.max(1) as usize;
        Self {
            cursors: rows.iter().skip(every - 1).step_by(every).copied().collect(),
            rows: rows.len() as u64,
            next: rows.last().copied().filter(|_| rows.len() >= rows_max as usize),
        }
    }
}

/// Deliveries made in one stretch of time, by the stage they are in now, and events received in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TallyBucket {
    /// Its start.
    pub start_at: Timestamp,
    /// Deliveries made in it.
    pub deliveries: StageCounts,
    /// Events received in it.
    pub events: u64,
}

/// The figures above the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// By destination, deleted ones too.
    pub destinations: Vec<(DestinationId, StageCounts)>,
    /// Events captured by source, with the time of the newest.
    pub sources: Vec<(Option<SourceId>, u64, Timestamp)>,
    /// Accepted events without delivery: no subscription matched, and nobody sent them since.
    pub unrouted: u64,
    /// Rejected events without delivery.
    pub rejected: u64,
    /// The minute of `now` and the 59 before it, oldest first; minutes in which nothing happened are left out.
    pub last_hour: Vec<TallyBucket>,
    /// 95th percentile (nearest rank) of the total time of the newest answered attempts, by id, at most 1,000; in
    /// microseconds.
    pub p95_us: Option<u64>,
    /// Bytes the workspace takes on disk.
    pub storage_bytes: u64,
}

/// The smallest UUIDv7 of a time, for ranges over ids.
pub fn first_uuid_at(at: Timestamp) -> Uuid {
    let milliseconds = u64::try_from(at.unix_ms()).unwrap_or(0) << 16;
    Uuid::from_u128(u128::from(milliseconds) << 64)
}
