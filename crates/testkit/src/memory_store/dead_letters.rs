//! Dead letters in memory.

use std::collections::HashMap;

use domain::bulk_replay::FailureReason;
use domain::id::DiscardId;
use domain::{Delivery, DeliveryState, Timestamp};
use store::{Cursor, DeadLetterFilter, DeadLetterGroup, DeadLetterGroups, DeadLetters, Discard, Discarded, StoreError};

use super::MemoryStore;
use super::replays::is_of;

const DAY_MS: i64 = 86_400_000;

#[async_trait::async_trait]
impl DeadLetters for MemoryStore {
    async fn dead_letters(
        &self,
        filter: &DeadLetterFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let content = self.content();
        let meant = content.deliveries.values().rev().filter(|delivery| {
            before.is_none_or(|before| delivery.id.uuid() < before) && is_dead(delivery) && is_meant(filter, delivery)
        });
        Ok(meant.take(limit as usize).cloned().collect())
    }

    async fn dead_letter_groups(
        &self,
        utc_offset_minutes: i32,
        looked_at_max: u32,
    ) -> Result<DeadLetterGroups, StoreError> {
        let content = self.content();
        let mut counts: HashMap<DeadLetterGroup, u64> = HashMap::new();
        let mut looked_at = 0;
        for delivery in content.deliveries.values().rev().filter(|found| is_dead(found)).take(looked_at_max as usize) {
            let local_ms = delivery.received_at.unix_ms() + i64::from(utc_offset_minutes) * 60_000;
            let group = DeadLetterGroup {
                destination_id: delivery.destination_id,
                event_type: delivery.event_type.clone(),
                reason: reason(delivery),
                day: local_ms / DAY_MS,
                deliveries: 0,
            };
            *counts.entry(group).or_default() += 1;
            looked_at += 1;
        }
        let groups = counts.into_iter().map(|(group, deliveries)| DeadLetterGroup { deliveries, ..group });
        Ok(DeadLetterGroups { groups: groups.collect(), is_whole: looked_at < looked_at_max })
    }

    async fn discard(&self, discard: Discard) -> Result<u64, StoreError> {
        let mut content = self.content();
        let mut discarded = 0;
        for id in discard.deliveries {
            let Some(delivery) = content.deliveries.get_mut(&id).filter(|found| is_dead(found)) else { continue };
            let before = std::mem::replace(&mut delivery.state, DeliveryState::Cancelled { at: discard.now });
            content.bin.insert(id, (discard.id, before, discard.now));
            discarded += 1;
        }
        Ok(discarded)
    }

    async fn restore(&self, id: DiscardId) -> Result<u64, StoreError> {
        let mut content = self.content();
        let mut restored = 0;
        let in_bin = std::mem::take(&mut content.bin);
        for (delivery_id, (discard_id, before, at)) in in_bin {
            if discard_id != id {
                content.bin.insert(delivery_id, (discard_id, before, at));
            } else if let Some(delivery) = content.deliveries.get_mut(&delivery_id) {
                delivery.state = before;
                restored += 1;
            }
        }
        Ok(restored)
    }

    async fn bin(&self, before: Option<Cursor>, limit: u32) -> Result<Vec<Discarded>, StoreError> {
        let content = self.content();
        let older = content.bin.iter().rev().filter(|(id, _)| before.is_none_or(|before| id.uuid() < before));
        let discarded = older.filter_map(|(id, (discard_id, state, at))| {
            let DeliveryState::DeadLettered { cause, .. } = *state else { return None };
            let delivery = content.deliveries.get(id)?.clone();
            Some(Discarded { delivery, cause, at: *at, discard_id: *discard_id })
        });
        Ok(discarded.take(limit as usize).collect())
    }

    async fn empty_bin(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut content = self.content();
        let held = content.bin.len();
        content.bin.retain(|_, (_, _, at)| *at >= before);
        Ok((held - content.bin.len()) as u64)
    }
}

const fn is_dead(delivery: &Delivery) -> bool {
    matches!(delivery.state, DeliveryState::DeadLettered { .. })
}

fn reason(delivery: &Delivery) -> Option<FailureReason> {
    delivery.last_attempt.as_ref().and_then(|last| FailureReason::of(last.error_class, last.status))
}

fn is_meant(filter: &DeadLetterFilter, delivery: &Delivery) -> bool {
    filter.destination_id.is_none_or(|id| delivery.destination_id == id)
        && filter.event_type.as_ref().is_none_or(|kind| delivery.event_type == *kind)
        && filter.reason.is_none_or(|asked| reason(delivery) == Some(asked))
        && filter.received_from.is_none_or(|from| delivery.received_at >= from)
        && filter.made_by.is_none_or(|id| is_of(delivery, id))
        && filter.received_until.is_none_or(|until| delivery.received_at < until)
}
