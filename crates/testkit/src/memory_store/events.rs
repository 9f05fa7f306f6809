//! Events in memory.

use std::collections::BTreeMap;

use bytes::Bytes;
use domain::Timestamp;
use domain::id::{EventId, SourceId};
use store::{Capture, Captured, Cursor, EventFilter, EventRow, EventTypeCount, Events, IdempotencyKey, StoreError};

use super::{Content, MemoryStore, checked};

#[async_trait::async_trait]
impl Events for MemoryStore {
    async fn capture(&self, capture: Capture) -> Result<Captured, StoreError> {
        let mut content = self.content();
        let held = |wanted: &IdempotencyKey| {
            let event_id = *content.idempotency_keys.get(&wanted.key)?;
            let (event, _) = content.events.get(&event_id)?;
            (event.received_at >= wanted.since).then_some(event_id)
        };
        if let Some(event_id) = capture.idempotency_key.as_ref().and_then(held) {
            let delivery_ids = content.deliveries_of(event_id).map(|delivery| delivery.id).collect();
            return Ok(Captured::Duplicate { event_id, delivery_ids });
        }
        content.refuse_known(&capture)?;
        if let Some(wanted) = capture.idempotency_key {
            content.idempotency_keys.insert(wanted.key, capture.event.id);
        }
        content.deliveries.extend(capture.deliveries.into_iter().map(|delivery| (delivery.id, delivery)));
        content.events.insert(capture.event.id, (capture.event, capture.body));
        Ok(Captured::Stored)
    }

    async fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        Ok(self.content().row(id))
    }

    async fn event_body(&self, id: EventId) -> Result<Option<Bytes>, StoreError> {
        let content = self.content();
        content.events.get(&id).map(|(event, body)| checked(body, &event.body_sha256, id)).transpose()
    }

    async fn event_bodies(&self, ids: &[EventId], bytes_max: u64) -> Result<Vec<(EventId, Bytes)>, StoreError> {
        let content = self.content();
        let there = ids.iter().filter_map(|id| content.events.get(id));
        let small = there.filter(|(event, _)| event.body_bytes <= bytes_max);
        small.map(|(event, body)| Ok((event.id, checked(body, &event.body_sha256, event.id)?))).collect()
    }

    async fn events(
        &self,
        filter: &EventFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        let content = self.content();
        let newest = content.events.values().rev().map(|(event, _)| event);
        let meant = newest.filter(|event| {
            before.is_none_or(|before| event.id.uuid() < before)
                && filter.source_id.is_none_or(|source_id| event.source_id == Some(source_id))
                && filter.event_type.as_ref().is_none_or(|pattern| pattern.matches(&event.event_type))
        });
        Ok(meant.take(limit as usize).filter_map(|event| content.row(event.id)).collect())
    }

    async fn event_types(
        &self,
        source_id: Option<SourceId>,
        recent_since: Timestamp,
    ) -> Result<Vec<EventTypeCount>, StoreError> {
        let content = self.content();
        let mut seen: BTreeMap<_, EventTypeCount> = BTreeMap::new();
        let events = content.events.values().map(|(event, _)| event);
        for event in events.filter(|event| source_id.is_none_or(|source_id| event.source_id == Some(source_id))) {
            let kind = seen.entry(event.event_type.clone()).or_insert_with(|| EventTypeCount {
                event_type: event.event_type.clone(),
                count: 0,
                recent_count: 0,
                last_at: event.received_at,
            });
            kind.count += 1;
            kind.recent_count += u64::from(hour_of(event.received_at) >= hour_of(recent_since));
            kind.last_at = kind.last_at.max(event.received_at);
        }
        let mut seen: Vec<EventTypeCount> = seen.into_values().collect();
        seen.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.event_type.cmp(&right.event_type)));
        Ok(seen)
    }
}

fn hour_of(at: Timestamp) -> i64 {
    at.unix_ms().div_euclid(3_600_000)
}

impl Content {
    fn row(&self, id: EventId) -> Option<EventRow> {
        let (event, _) = self.events.get(&id)?;
        Some(EventRow { event: event.clone(), delivery_count: self.deliveries_of(id).count() as u64 })
    }

    /// Ids are made once; one that is stored already is a fault of the caller, and nothing of the capture is kept.
    fn refuse_known(&self, capture: &Capture) -> Result<(), StoreError> {
        let mut ids: Vec<_> = capture.deliveries.iter().map(|delivery| delivery.id).collect();
        ids.sort_unstable();
        let is_repeated = ids.windows(2).any(|pair| pair[0] == pair[1]);
        if is_repeated
            || self.events.contains_key(&capture.event.id)
            || ids.iter().any(|id| self.deliveries.contains_key(id))
        {
            let source = "an id is stored already".into();
            return Err(StoreError::Unavailable { attempted: "capture an event", source });
        }
        Ok(())
    }
}
