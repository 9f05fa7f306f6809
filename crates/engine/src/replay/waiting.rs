//! What an edit of a subscription means for the deliveries that it made before and that are not over.
//!
//! The destination, its URL, headers, secrets and limits, and the transform are read at each attempt: an edit of them
//! applies by itself. The retry schedule stands on each delivery, and the filter was asked when the delivery was made;
//! these are applied when a person asks for it, some deliveries in one transaction at a time, so that what arrives in the
//! meantime is captured. Where a delivery goes and the line that it stands in stay as they were.

use domain::filter::Subject;
use domain::id::{DeliveryId, SubscriptionId};
use domain::{Delivery, Payload, Subscription, Trigger};
use store::{Amended, Amendment, DeliveryFilter, Stage, StoreError};

use super::{Replay, ReplayError};
use crate::changes::{Change, NOTICE_IDS_MAX};

/// Deliveries read, and written in one transaction, at a time.
const BATCH: u32 = 200;
/// Deliveries looked at to tell what would be applied.
const LOOKED_AT_MAX: u64 = 5_000;

/// How the deliveries of a subscription that are not over stand to what is configured now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitingDeliveries {
    /// How many were looked at.
    pub waiting: u64,
    /// Of them those that are tried again by another schedule.
    pub other_schedule: u64,
    /// Those that it would no longer be sent; replays that a person asked for are not among them.
    pub not_meant: u64,
    /// Those that go to another destination.
    pub elsewhere: u64,
    /// There are more of them than were looked at.
    pub is_cut: bool,
}

/// What one delivery needs.
struct Needs {
    schedule: bool,
    end: bool,
}

impl Replay {
    /// Looks at the deliveries of a subscription that are not over, 5,000 at most.
    ///
    /// # Errors
    /// When there is no such subscription, or the store cannot be read.
    pub async fn waiting(&self, id: SubscriptionId) -> Result<WaitingDeliveries, ReplayError> {
        let subscription = self.configuration.snapshot().subscription(id)?.clone();
        let (mut found, mut before) = (WaitingDeliveries::default(), None);
        loop {
            let page = self.waiting_page(id, before).await?;
            for delivery in &page {
                let needs = self.needs(&subscription, delivery).await?;
                found.waiting += 1;
                found.other_schedule += u64::from(needs.schedule);
                found.not_meant += u64::from(needs.end);
                found.elsewhere += u64::from(delivery.destination_id != subscription.destination_id);
            }
            if page.len() < BATCH as usize {
                return Ok(found);
            }
            if found.waiting >= LOOKED_AT_MAX {
                return Ok(WaitingDeliveries { is_cut: true, ..found });
            }
            before = page.last().map(|delivery| delivery.id.uuid());
        }
    }

    /// Gives the deliveries of a subscription that are not over its retry schedule, and cancels those that it would no
    /// longer be sent. When each is due next stays.
    ///
    /// # Errors
    /// When there is no such subscription, or the store cannot be read or written; what was applied until then stays.
    pub async fn apply_to_waiting(&self, id: SubscriptionId) -> Result<Amended, ReplayError> {
        let subscription = self.configuration.snapshot().subscription(id)?.clone();
        let (mut amended, mut before) = (Amended::default(), None);
        loop {
            let page = self.waiting_page(id, before).await?;
            let retry_schedule = subscription.retry_schedule.clone();
            let mut amendment = Amendment { retry_schedule, rescheduled: Vec::new(), cancelled: Vec::new() };
            for delivery in &page {
                let needs = self.needs(&subscription, delivery).await?;
                if needs.end {
                    amendment.cancelled.push(delivery.id);
                } else if needs.schedule {
                    amendment.rescheduled.push(delivery.id);
                }
            }
            let touched: Vec<DeliveryId> = amendment.cancelled.iter().chain(&amendment.rescheduled).copied().collect();
            if !touched.is_empty() {
                let done = self.store.amend(amendment, self.clock.now()).await?;
                amended.rescheduled += done.rescheduled;
                amended.cancelled += done.cancelled;
            }
            // More than a notice names make lists stale all the same.
            touched.iter().take(NOTICE_IDS_MAX + 1).for_each(|id| self.changes.mark(Change::Delivery(*id)));
            if page.len() < BATCH as usize {
                self.dispatch.wake();
                return Ok(amended);
            }
            before = page.last().map(|delivery| delivery.id.uuid());
        }
    }

    async fn waiting_page(
        &self,
        id: SubscriptionId,
        before: Option<store::Cursor>,
    ) -> Result<Vec<Delivery>, StoreError> {
        let stages = vec![Stage::Queued, Stage::Sending, Stage::Retrying];
        let filter = DeliveryFilter { stages, subscription_id: Some(id), ..DeliveryFilter::default() };
        self.store.deliveries(&filter, before, BATCH).await
    }

    async fn needs(&self, subscription: &Subscription, delivery: &Delivery) -> Result<Needs, StoreError> {
        let is_in_flight = Stage::of(&delivery.state, delivery.attempts_made) == Stage::Sending;
        let may_end = delivery.trigger == Trigger::Event && !is_in_flight;
        let end = may_end && !self.is_still_meant(subscription, delivery).await?;
        Ok(Needs { schedule: !end && delivery.retry_schedule != subscription.retry_schedule, end })
    }

    /// Whether a subscription means the event of a delivery, be it switched on or off.
    async fn is_still_meant(&self, subscription: &Subscription, delivery: &Delivery) -> Result<bool, StoreError> {
        let is_of_source = subscription.source_id.is_none() || subscription.source_id == delivery.source_id;
        if !is_of_source || !subscription.event_types.iter().any(|pattern| pattern.matches(&delivery.event_type)) {
            return Ok(false);
        }
        if subscription.filter.is_none() {
            return Ok(true);
        }
        let (event, body) =
            (self.store.event(delivery.event_id).await?, self.store.event_body(delivery.event_id).await?);
        // What is not there any more cannot be judged, and the attempt will say so.
        let (Some(row), Some(body)) = (event, body) else { return Ok(true) };
        let payload = Payload::new(&body);
        let event_type = row.event.event_type.as_str();
        Ok(subscription.admits(&Subject { event_type, headers: &row.event.headers, payload: &payload }))
    }
}
