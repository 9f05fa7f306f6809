//! Letting go of the past in memory.

use std::collections::BTreeMap;

use domain::id::EventId;
use domain::{DeliveryState, Timestamp};
use store::{Prune, Pruned, Retention, StoreError};

use super::{Content, MemoryStore};

#[async_trait::async_trait]
impl Retention for MemoryStore {
    async fn prune(&self, prune: Prune) -> Result<Pruned, StoreError> {
        let mut content = self.content();
        let seen: Vec<EventId> = content
            .events
            .values()
            .map(|(event, _)| event)
            .filter(|event| event.id.uuid() < store::first_uuid_at(prune.before))
            .map(|event| event.id)
            .filter(|id| prune.after.is_none_or(|after| *id > after))
            .take(prune.limit as usize)
            .collect();
        let going: Vec<EventId> = seen.iter().copied().filter(|id| content.may_go(*id, &prune)).collect();
        for id in &going {
            content.delete(*id);
        }
        let is_more = seen.len() == prune.limit as usize;
        Ok(Pruned { events: going.len() as u64, seen_to: seen.last().copied().filter(|_| is_more) })
    }

    async fn kept_bytes(&self) -> Result<u64, StoreError> {
        Ok(self.content().events.values().map(|(_, body)| body.len() as u64).sum())
    }
}

impl Content {
    fn may_go(&self, id: EventId, prune: &Prune) -> bool {
        let states = || self.deliveries_of(id).map(|delivery| delivery.state);
        let has_dead_letter = states().any(|state| matches!(state, DeliveryState::DeadLettered { .. }));
        let before = if has_dead_letter { prune.dead_letters_before } else { Some(prune.before) };
        let received_at = self.events.get(&id).map_or(Timestamp::from_unix_ms(0), |(event, _)| event.received_at);
        let is_in_bin = self.deliveries_of(id).any(|delivery| self.bin.contains_key(&delivery.id));
        !is_in_bin
            && states().all(|state| state.concluded_at().is_some())
            && before.is_some_and(|before| received_at < before)
    }

    fn delete(&mut self, id: EventId) {
        let event = self.events.remove(&id).map(|(event, _)| event);
        self.gone.events.extend(event);
        self.idempotency_keys.retain(|_, holder| *holder != id);
        self.issue_deliveries.retain(|_, (event_id, _)| *event_id != id);
        let deliveries = self.deliveries.extract_if(.., |_, delivery| delivery.event_id == id);
        let deliveries: BTreeMap<_, _> = deliveries.collect();
        let attempts = self.attempts.extract_if(.., |_, (attempt, _)| deliveries.contains_key(&attempt.delivery_id));
        self.gone.attempts.extend(attempts.map(|(_, (attempt, _))| attempt));
        self.gone.deliveries.extend(deliveries);
    }
}
