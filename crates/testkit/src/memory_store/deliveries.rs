//! Deliveries in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;
use domain::delivery::LastAttempt;
use domain::id::{AttemptId, DeliveryId, DestinationId, EventId, SourceId, SubscriptionId};
use domain::{Delivery, DeliveryState, Lease, Timestamp};
use store::{
    Amended, Amendment, AttemptRow, Conclusion, Cursor, Deliveries, DeliveryFilter, Due, Moved, Run, Sequence, Stage,
    StoreError, first_uuid_at,
};

use super::{AttemptBodies, Content, MemoryStore};

#[async_trait::async_trait]
impl Deliveries for MemoryStore {
    async fn begin_run(&self, now: Timestamp) -> Result<Run, StoreError> {
        let mut content = self.content();
        content.runs += 1;
        let lease = Lease(content.runs);
        let mut interrupted = 0;
        for delivery in content.deliveries.values_mut() {
            if let DeliveryState::InFlight { .. } = delivery.state {
                delivery.state = DeliveryState::Scheduled { due_at: now };
                delivery.interruptions += 1;
                interrupted += 1;
            }
        }
        Ok(Run { lease, interrupted })
    }

    async fn add_deliveries(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
        self.content().deliveries.extend(deliveries.into_iter().map(|delivery| (delivery.id, delivery)));
        Ok(())
    }

    async fn due(&self, now: Timestamp) -> Result<Due, StoreError> {
        let content = self.content();
        let mut due = Due { destinations: Vec::new(), next_at: None };
        for delivery in content.deliveries.values() {
            let DeliveryState::Scheduled { due_at } = delivery.state else { continue };
            if content.is_blocked(delivery) {
                continue;
            }
            if due_at <= now {
                due.destinations.push(delivery.destination_id);
            } else {
                due.next_at = Some(due.next_at.map_or(due_at, |next_at| next_at.min(due_at)));
            }
        }
        due.destinations.sort_unstable();
        due.destinations.dedup();
        Ok(due)
    }

    async fn claim_due(
        &self,
        destination_id: DestinationId,
        now: Timestamp,
        limit: u32,
        lease: Lease,
    ) -> Result<Vec<Delivery>, StoreError> {
        let mut content = self.content();
        let blocked: BTreeSet<DeliveryId> =
            content.deliveries.values().filter(|delivery| content.is_blocked(delivery)).map(|found| found.id).collect();
        let mut due: Vec<&mut Delivery> =
            content.deliveries.values_mut().filter(|delivery| delivery.destination_id == destination_id).collect();
        due.retain(|delivery| !blocked.contains(&delivery.id));
        due.retain(|delivery| matches!(delivery.state, DeliveryState::Scheduled { due_at } if due_at <= now));
        due.sort_by_key(|delivery| {
            let DeliveryState::Scheduled { due_at } = delivery.state else { return (true, now, delivery.id) };
            (delivery.attempts_made > 0, due_at, delivery.id)
        });
        let claimed = due.into_iter().take(limit as usize).map(|delivery| {
            delivery.state = DeliveryState::InFlight { lease };
            delivery.clone()
        });
        Ok(claimed.collect())
    }

    async fn conclude(&self, conclusion: Conclusion) -> Result<Moved, StoreError> {
        let mut content = self.content();
        let attempt = Arc::unwrap_or_clone(conclusion.attempt);
        let in_flight = DeliveryState::InFlight { lease: conclusion.lease };
        let Some(delivery) = content.deliveries.get_mut(&attempt.delivery_id).filter(|found| found.state == in_flight)
        else {
            return Ok(Moved::Lost);
        };
        delivery.state = conclusion.state;
        delivery.attempts_made = conclusion.attempts_made;
        delivery.last_attempt = Some(LastAttempt {
            id: attempt.id,
            started_at: attempt.started_at,
            status: attempt.response.as_ref().map(|response| response.status),
            error_class: attempt.error_class,
            total_us: attempt.phases.total_us,
        });
        let bodies = AttemptBodies { request: conclusion.request_body, response: conclusion.response_body };
        content.attempts.insert(attempt.id, (attempt, bodies));
        Ok(Moved::Done)
    }

    async fn release(&self, id: DeliveryId, lease: Lease, due_at: Timestamp) -> Result<Moved, StoreError> {
        let to = DeliveryState::Scheduled { due_at };
        Ok(self.content().move_to(id, to, |state| *state == DeliveryState::InFlight { lease }))
    }

    async fn cancel(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        let is_scheduled = |state: &DeliveryState| matches!(state, DeliveryState::Scheduled { .. });
        Ok(self.content().move_to(id, DeliveryState::Cancelled { at: now }, is_scheduled))
    }

    async fn amend(&self, amendment: Amendment, now: Timestamp) -> Result<Amended, StoreError> {
        let (mut content, mut amended) = (self.content(), Amended::default());
        for id in amendment.rescheduled {
            let found = content.deliveries.get_mut(&id).filter(|found| found.state.concluded_at().is_none());
            if let Some(delivery) = found {
                delivery.retry_schedule = amendment.retry_schedule.clone();
                amended.rescheduled += 1;
            }
        }
        let is_scheduled = |state: &DeliveryState| matches!(state, DeliveryState::Scheduled { .. });
        for id in amendment.cancelled {
            if content.move_to(id, DeliveryState::Cancelled { at: now }, is_scheduled) == Moved::Done {
                amended.cancelled += 1;
            }
        }
        Ok(amended)
    }

    async fn run_now(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        let is_scheduled = |state: &DeliveryState| matches!(state, DeliveryState::Scheduled { .. });
        Ok(self.content().move_to(id, DeliveryState::Scheduled { due_at: now }, is_scheduled))
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        Ok(self.content().deliveries.get(&id).cloned())
    }

    async fn sequences(&self) -> Result<Vec<Sequence>, StoreError> {
        let mut last: BTreeMap<(SubscriptionId, Option<SourceId>), u64> = BTreeMap::new();
        for delivery in self.content().deliveries.values() {
            if let (Some(subscription_id), Some(number)) = (delivery.subscription_id, delivery.sequence) {
                let last = last.entry((subscription_id, delivery.source_id)).or_default();
                *last = number.max(*last);
            }
        }
        let sequence = |((subscription_id, source_id), last)| Sequence { subscription_id, source_id, last };
        Ok(last.into_iter().map(sequence).collect())
    }

    async fn head_of_line(
        &self,
        subscription_id: SubscriptionId,
        ordering_key: &str,
    ) -> Result<Option<DeliveryId>, StoreError> {
        Ok(self.content().head_of_line(Some(subscription_id), ordering_key))
    }

    async fn deliveries_of(&self, event_id: EventId) -> Result<Vec<Delivery>, StoreError> {
        Ok(self.content().deliveries_of(event_id).cloned().collect())
    }

    async fn deliveries(
        &self,
        filter: &DeliveryFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let content = self.content();
        let meant =
            content.deliveries.values().rev().filter(|delivery| {
                before.is_none_or(|before| delivery.id.uuid() < before) && is_meant(filter, delivery)
            });
        Ok(meant.take(limit as usize).cloned().collect())
    }

    async fn attempts_of(&self, delivery_id: DeliveryId) -> Result<Vec<AttemptRow>, StoreError> {
        let content = self.content();
        let attempts = content.attempts.values().map(|(attempt, _)| attempt);
        Ok(attempts.filter(|attempt| attempt.delivery_id == delivery_id).cloned().collect())
    }

    async fn attempt(&self, id: AttemptId) -> Result<Option<AttemptRow>, StoreError> {
        Ok(self.content().attempts.get(&id).map(|(attempt, _)| attempt.clone()))
    }

    async fn response_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        let content = self.content();
        let found = content.attempts.get(&id).filter(|(attempt, _)| attempt.response.is_some());
        Ok(found.map(|(_, bodies)| bodies.response.clone()))
    }

    async fn request_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        Ok(self.content().attempts.get(&id).and_then(|(_, bodies)| bodies.request.clone()))
    }
}

impl Content {
    /// The deliveries of an event, oldest first.
    pub(super) fn deliveries_of(&self, event_id: EventId) -> impl Iterator<Item = &Delivery> {
        self.deliveries.values().filter(move |delivery| delivery.event_id == event_id)
    }

    fn head_of_line(&self, subscription_id: Option<SubscriptionId>, ordering_key: &str) -> Option<DeliveryId> {
        let is_in_line = |delivery: &&Delivery| {
            delivery.subscription_id == subscription_id
                && delivery.ordering_key.as_deref() == Some(ordering_key)
                && delivery.state.concluded_at().is_none()
        };
        self.deliveries.values().find(is_in_line).map(|delivery| delivery.id)
    }

    fn is_blocked(&self, delivery: &Delivery) -> bool {
        delivery
            .ordering_key
            .as_ref()
            .is_some_and(|key| self.head_of_line(delivery.subscription_id, key) != Some(delivery.id))
    }

    fn move_to(&mut self, id: DeliveryId, to: DeliveryState, is_from: impl Fn(&DeliveryState) -> bool) -> Moved {
        match self.deliveries.get_mut(&id).filter(|delivery| is_from(&delivery.state)) {
            Some(delivery) => {
                delivery.state = to;
                Moved::Done
            }
            None => Moved::Lost,
        }
    }
}

/// Whether a filter means a delivery.
pub(super) fn is_meant(filter: &DeliveryFilter, delivery: &Delivery) -> bool {
    let stage = Stage::of(&delivery.state, delivery.attempts_made);
    let is_text_in =
        |text: &String| delivery.event_type.as_str().to_ascii_lowercase().contains(&text.to_ascii_lowercase());
    let status = delivery.last_attempt.as_ref().and_then(|last| last.status);
    let total_us = delivery.last_attempt.as_ref().map(|last| last.total_us);
    (filter.stages.is_empty() || filter.stages.contains(&stage))
        && filter.destination_id.is_none_or(|id| delivery.destination_id == id)
        && filter.subscription_id.is_none_or(|id| delivery.subscription_id == Some(id))
        && filter.source_id.is_none_or(|id| delivery.source_id == Some(id))
        && filter.event_type.as_ref().is_none_or(|pattern| pattern.matches(&delivery.event_type))
        && filter.text.as_ref().is_none_or(is_text_in)
        && is_made_in(filter, delivery.id.uuid())
        && filter.statuses.is_none_or(|(least, most)| status.is_some_and(|status| (least..=most).contains(&status)))
        && filter.latency_us_min.is_none_or(|least| total_us.is_some_and(|total| total >= least))
        && filter.attempts_min.is_none_or(|least| delivery.attempts_made >= least)
}

/// Whether an id was made in the time that a filter means.
pub(super) fn is_made_in(filter: &DeliveryFilter, id: Cursor) -> bool {
    filter.since.is_none_or(|since| id >= first_uuid_at(since))
        && filter.until.is_none_or(|until| id < first_uuid_at(until))
}
