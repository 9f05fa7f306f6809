//! Which deliveries an event gets: one for each subscription that means it.
//!
//! Everything is decided from the configuration in memory: source and kind first, then the filter. A body is read as
//! JSON once, and only when a filter or an order asks for it. The numbers of a subscription's deliveries are counted here
//! too, and kept by the store with the deliveries; a capture that fails leaves a gap.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::filter::Subject;
use domain::id::{DestinationId, SourceId, SubscriptionId};
use domain::{
    Delivery, DeliveryState, Event, Ordering, OrderingKey, Payload, RetrySchedule, Subscription, Timestamp, Trigger,
};
use serde_json::Value;
use store::{Store, StoreError};

use crate::configuration::{ConfiguredDestination, Snapshot};
use crate::entropy::Entropy;

/// Longest value that a line is named by, in bytes; longer ones are cut, and so may share a line.
const KEY_BYTES_MAX: usize = 200;

/// Makes the deliveries of events.
pub struct Routing {
    entropy: Arc<dyn Entropy>,
    counted: Mutex<HashMap<(SubscriptionId, Option<SourceId>), u64>>,
}

impl Routing {
    /// Goes on counting where earlier runs stopped.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn load(store: &dyn Store, entropy: Arc<dyn Entropy>) -> Result<Self, StoreError> {
        let sequences = store.sequences().await?;
        let counted = sequences.into_iter().map(|seen| ((seen.subscription_id, seen.source_id), seen.last)).collect();
        Ok(Self { entropy, counted: Mutex::new(counted) })
    }

    /// The deliveries of an event, due at once, with their destinations.
    pub fn route(
        &self,
        snapshot: &Snapshot,
        event: &Event,
        body: &[u8],
        now: Timestamp,
    ) -> Vec<(Delivery, Arc<ConfiguredDestination>)> {
        let payload = Payload::new(body);
        let subject = Subject { event_type: event.event_type.as_str(), headers: &event.headers, payload: &payload };
        snapshot
            .route(event.source_id, &event.event_type)
            .filter(|(subscription, _)| subscription.admits(&subject))
            .map(|(subscription, destination)| {
                let delivery = Delivery {
                    subscription_id: Some(subscription.id),
                    sequence: Some(self.next_number(subscription.id, event.source_id)),
                    ordering_key: ordering_key(subscription, event, &payload),
                    ..self.delivery(
                        event,
                        destination.destination.id,
                        Trigger::Event,
                        &subscription.retry_schedule,
                        now,
                    )
                };
                (delivery, destination.clone())
            })
            .collect()
    }

    /// A delivery of an event, due at once, that no subscription asked for.
    pub fn delivery(
        &self,
        event: &Event,
        destination_id: DestinationId,
        trigger: Trigger,
        retry_schedule: &RetrySchedule,
        now: Timestamp,
    ) -> Delivery {
        Delivery {
            id: self.entropy.id(now),
            event_id: event.id,
            event_type: event.event_type.clone(),
            source_id: event.source_id,
            received_at: event.received_at,
            body_bytes: event.body_bytes,
            destination_id,
            subscription_id: None,
            trigger,
            sequence: None,
            ordering_key: None,
            retry_schedule: retry_schedule.clone(),
            state: DeliveryState::Scheduled { due_at: now },
            attempts_made: 0,
            interruptions: 0,
            last_attempt: None,
            created_at: now,
        }
    }

    fn next_number(&self, subscription_id: SubscriptionId, source_id: Option<SourceId>) -> u64 {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let last = counted.entry((subscription_id, source_id)).or_default();
        *last += 1;
        *last
    }
}

/// The line an event stands in for a subscription; `None` when order does not matter to it.
fn ordering_key(subscription: &Subscription, event: &Event, payload: &Payload<'_>) -> Option<String> {
    let Ordering::Fifo { key } = &subscription.ordering else { return None };
    let value = match key {
        OrderingKey::All => String::new(),
        OrderingKey::Header { name } => event.headers.first_text(name).unwrap_or_default().to_owned(),
        OrderingKey::Body { pointer } => match payload.json().and_then(|json| json.pointer(pointer)) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        },
    };
    Some(
        value
            .chars()
            .scan(0, |bytes, char| {
                *bytes += char.len_utf8();
                (*bytes <= KEY_BYTES_MAX).then_some(char)
            })
            .collect(),
    )
}
