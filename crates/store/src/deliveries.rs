//! Deliveries: one verb for each arrow of their lifecycle, and the attempts they had.

use std::sync::Arc;

use bytes::Bytes;
use domain::id::{AttemptId, DeliveryId, DestinationId, EventId, SourceId, SubscriptionId};
use domain::{Attempt, Delivery, DeliveryState, EventTypePattern, Lease, RetrySchedule, Timestamp};

use crate::{Cursor, Stage, StoreError};

/// Deliveries and their attempts.
#[async_trait::async_trait]
pub trait Deliveries: Send + Sync + 'static {
    /// Begins a run of the engine: gives it a lease of its own, and schedules at `now` every delivery that an earlier
    /// run left in flight, with one more interruption counted. Called once, before anything else.
    async fn begin_run(&self, now: Timestamp) -> Result<Run, StoreError>;

    /// Makes deliveries of events that are already captured: replays and tests.
    async fn add_deliveries(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError>;

    /// Which destinations have deliveries due at `now`, and when the next one after `now` is due.
    async fn due(&self, now: Timestamp) -> Result<Due, StoreError>;

    /// Takes up to `limit` deliveries to one destination that are due at `now`, those never tried first, then by due
    /// time, and puts them in flight under `lease`. No delivery is given to two callers, and none while an earlier one
    /// of its line has not ended.
    async fn claim_due(
        &self,
        destination_id: DestinationId,
        now: Timestamp,
        limit: u32,
        lease: Lease,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// Writes an attempt and moves its delivery on. [`Moved::Lost`] when the delivery is not in flight under the
    /// lease any more; then nothing is written. Conclusions that wait at the same time may be committed as one.
    async fn conclude(&self, conclusion: Conclusion) -> Result<Moved, StoreError>;

    /// Puts a delivery in flight under `lease` back to scheduled, without an attempt.
    async fn release(&self, id: DeliveryId, lease: Lease, due_at: Timestamp) -> Result<Moved, StoreError>;

    /// Cancels a scheduled delivery.
    async fn cancel(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError>;

    /// Gives deliveries that are not over another retry schedule, and cancels scheduled ones, in one transaction. What is
    /// over, or in flight where it should be cancelled, is left out.
    async fn amend(&self, amendment: Amendment, now: Timestamp) -> Result<Amended, StoreError>;

    /// Makes a scheduled delivery due at `now`.
    async fn run_now(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError>;

    /// One delivery.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError>;

    /// How far each subscription has counted its deliveries of each source.
    async fn sequences(&self) -> Result<Vec<Sequence>, StoreError>;

    /// The delivery that the others of its line wait for: the first one that has not ended.
    async fn head_of_line(
        &self,
        subscription_id: SubscriptionId,
        ordering_key: &str,
    ) -> Result<Option<DeliveryId>, StoreError>;

    /// The deliveries of an event, oldest first.
    async fn deliveries_of(&self, event_id: EventId) -> Result<Vec<Delivery>, StoreError>;

    /// Deliveries, newest first, at most `limit`, older than `before`.
    async fn deliveries(
        &self,
        filter: &DeliveryFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// The attempts of a delivery, in order.
    async fn attempts_of(&self, delivery_id: DeliveryId) -> Result<Vec<AttemptRow>, StoreError>;

    /// One attempt.
    async fn attempt(&self, id: AttemptId) -> Result<Option<AttemptRow>, StoreError>;

    /// The kept bytes of the answer to an attempt, checked against their SHA-256. `None` when there was no answer.
    async fn response_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError>;

    /// The body of the request of an attempt, checked against its SHA-256, when it has one of its own. `None` when the
    /// body was the event's.
    async fn request_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError>;
}

/// An attempt as it is read back. The same as was written.
pub type AttemptRow = Attempt;

/// One run of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Marks what this run has in its hands.
    pub lease: Lease,
    /// Deliveries that an earlier run left in flight.
    pub interrupted: u64,
}

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Destinations with at least one delivery due.
    pub destinations: Vec<DestinationId>,
    /// The earliest due time after now.
    pub next_at: Option<Timestamp>,
}

/// How far a subscription has counted its deliveries of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequence {
    /// Whose deliveries.
    pub subscription_id: SubscriptionId,
    /// Of whose events; `None` for those published through the API.
    pub source_id: Option<SourceId>,
    /// The highest number so far.
    pub last: u64,
}

/// The end of an attempt.
#[derive(Debug, Clone)]
pub struct Conclusion {
    /// The lease the delivery is in flight under.
    pub lease: Lease,
    /// Whose delivery it is.
    pub route: DeliveryRoute,
    /// The attempt, with its number. The engine and the store look at the same.
    pub attempt: Arc<Attempt>,
    /// The body of the request, when the attempt says that it has one of its own.
    pub request_body: Option<Bytes>,
    /// The kept bytes of the answer.
    pub response_body: Bytes,
    /// Where the delivery stands now: scheduled, delivered, dead-lettered or cancelled.
    pub state: DeliveryState,
    /// Attempts concluded; not one more when the failure was our own.
    pub attempts_made: u32,
}

/// Whose delivery it is and since when, as it was made: the figures count it there, and its line waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRoute {
    /// Whose event; `None` for one published through the API.
    pub source_id: Option<SourceId>,
    /// By which subscription, if by one.
    pub subscription_id: Option<SubscriptionId>,
    /// Where to.
    pub destination_id: DestinationId,
    /// The line it stands in.
    pub ordering_key: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl DeliveryRoute {
    /// The route of a delivery.
    pub fn of(delivery: &Delivery) -> Self {
        Self {
            source_id: delivery.source_id,
            subscription_id: delivery.subscription_id,
            destination_id: delivery.destination_id,
            ordering_key: delivery.ordering_key.clone(),
            created_at: delivery.created_at,
        }
    }
}

/// What became of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Moved {
    /// The delivery moved.
    Done,
    /// It was somewhere else: another caller won, or it does not exist. Nothing was written.
    Lost,
}

/// What an edit of a subscription does to deliveries that it made before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The schedule of those that are rescheduled. When they are due next stays.
    pub retry_schedule: RetrySchedule,
    /// Those that get it.
    pub rescheduled: Vec<DeliveryId>,
    /// Those that are cancelled.
    pub cancelled: Vec<DeliveryId>,
}

/// How many an [`Amendment`] moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amended {
    /// With another schedule.
    pub rescheduled: u64,
    /// Cancelled.
    pub cancelled: u64,
}

/// Which deliveries to list. Empty and `None` mean any.
#[derive(Debug, Clone, Default)]
pub struct DeliveryFilter {
    /// In one of these stages.
    pub stages: Vec<Stage>,
    /// To this destination.
    pub destination_id: Option<DestinationId>,
    /// Made by this subscription.
    pub subscription_id: Option<SubscriptionId>,
    /// Of this source.
    pub source_id: Option<SourceId>,
    /// Whose event's kind matches.
    pub event_type: Option<EventTypePattern>,
    /// Whose event's kind holds this text, without regard to ASCII case.
    pub text: Option<String>,
    /// Made at this time or later, in milliseconds.
    pub since: Option<Timestamp>,
    /// Made before this time.
    pub until: Option<Timestamp>,
    /// Whose newest answer has a status in this range, both ends included.
    pub statuses: Option<(u16, u16)>,
    /// Whose newest attempt took at least so long.
    pub latency_us_min: Option<u64>,
    /// With at least so many attempts concluded.
    pub attempts_min: Option<u32>,
}

impl DeliveryFilter {
    /// Whether it asks for something that only a delivery which was tried has.
    pub const fn asks_for_attempts(&self) -> bool {
        self.statuses.is_some() || self.latency_us_min.is_some() || self.attempts_min.is_some()
    }
}
