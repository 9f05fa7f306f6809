//! What a person asks of deliveries: again, to another destination, now, or not at all. A replay is a new delivery with
//! the same event; history is never edited.

mod waiting;

use std::sync::Arc;

use bytes::Bytes;
use domain::id::{DeliveryId, DestinationId, EventId, SubscriptionId};
use domain::{Delivery, Event, Headers, RetrySchedule, Trigger, VerificationVerdict};
use sha2::{Digest, Sha256};
use store::{Capture, Moved, Store, StoreError};

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::dispatch::Dispatch;
use crate::entropy::Entropy;
use crate::intake::not_checked;
use crate::routing::Routing;

pub use waiting::WaitingDeliveries;

/// Names the event that an edited one was made of.
const EDITED_HEADER: &str = "tacklebox-edited-from";

/// What a person asks of deliveries.
pub struct Replay {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) dispatch: Arc<Dispatch>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) routing: Arc<Routing>,
    pub(crate) changes: Changes,
}

/// What is different in a replay. `None` leaves it as it was.
#[derive(Debug, Clone, Default)]
pub struct ReplayEdit {
    /// Where it goes.
    pub destination_id: Option<DestinationId>,
    /// Its body. With another body it is another event; the one that was received stays as it is.
    pub body: Option<Bytes>,
    /// The header fields of its event. With others it is another event too.
    pub headers: Option<Headers>,
}

/// Why it was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is no such delivery or event.
    #[error("there is no {noun} `{id}`")]
    NotFound {
        /// `delivery`.
        noun: &'static str,
        /// The id asked for.
        id: String,
    },
    /// Its state does not allow it.
    #[error("{detail}")]
    NotPossible {
        /// Why.
        detail: String,
        /// What to do instead.
        hint: &'static str,
    },
    /// Source, destination or subscription is unknown.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Replay {
    /// Delivers the event of a delivery once more, to the same destination or another, as it came or with another body.
    ///
    /// # Errors
    /// When the delivery is unknown, still waits, or the destination is deleted.
    pub async fn replay(&self, id: DeliveryId, edit: ReplayEdit) -> Result<DeliveryId, ReplayError> {
        let replayed = self.stored(id).await?;
        if replayed.state.concluded_at().is_none() {
            return Err(ReplayError::NotPossible {
                detail: "this delivery is not over yet".to_owned(),
                hint: "Use “Run now” to try it at once, or cancel it first.",
            });
        }
        let event = self.event(replayed.event_id).await?;
        let trigger = Trigger::Replay { of: Some(id), replay_id: None };
        let destination_id = edit.destination_id.unwrap_or(replayed.destination_id);
        let schedule = Some(replayed.retry_schedule);
        if edit.body.is_none() && edit.headers.is_none() {
            return self.add(&event, destination_id, replayed.subscription_id, trigger, schedule).await;
        }
        let body = match edit.body {
            Some(body) => body,
            None => self.store.event_body(event.id).await?.unwrap_or_default(),
        };
        let edited = self.edited(&event, edit.headers, &body);
        let delivery = self.delivery(&edited, destination_id, replayed.subscription_id, trigger, schedule)?;
        self.capture(edited, body, delivery).await
    }

    /// An event like another, with other header fields or another body. The other one stays as it is.
    fn edited(&self, event: &Event, headers: Option<Headers>, body: &Bytes) -> Event {
        let now = self.clock.now();
        let mut headers = headers.unwrap_or_else(|| event.headers.clone());
        headers.push(EDITED_HEADER, event.id.to_string());
        Event {
            id: self.entropy.id(now),
            received_at: now,
            headers,
            body_bytes: body.len() as u64,
            body_sha256: Sha256::digest(body).into(),
            provider_event_id: None,
            verification: not_checked("Edited by hand from an event that was received earlier."),
            ..event.clone()
        }
    }

    async fn capture(&self, event: Event, body: Bytes, delivery: Delivery) -> Result<DeliveryId, ReplayError> {
        let (event_id, id) = (event.id, delivery.id);
        self.store.capture(Capture { event, body, idempotency_key: None, deliveries: vec![delivery] }).await?;
        self.changes.mark(Change::Event(event_id));
        self.changes.mark(Change::Delivery(id));
        self.dispatch.wake();
        Ok(id)
    }

    /// Delivers an event to a destination, whether or not a subscription matches.
    ///
    /// # Errors
    /// When the event or destination is unknown, or the event was rejected.
    pub async fn deliver(
        &self,
        event_id: EventId,
        destination_id: DestinationId,
        subscription_id: Option<SubscriptionId>,
    ) -> Result<DeliveryId, ReplayError> {
        let event = self.event(event_id).await?;
        if event.verification.verdict == VerificationVerdict::Rejected {
            return Err(ReplayError::NotPossible {
                detail: "this event was rejected, and rejected events are never delivered".to_owned(),
                hint: "Mend the secret of the source, and have the sender send it again.",
            });
        }
        let schedule = match subscription_id {
            Some(id) => Some(self.configuration.snapshot().subscription(id)?.retry_schedule.clone()),
            None => None,
        };
        self.add(&event, destination_id, subscription_id, Trigger::Replay { of: None, replay_id: None }, schedule).await
    }

    /// Delivers a test event, which the caller has published, to one destination, without retries.
    ///
    /// # Errors
    /// When the event or destination is unknown.
    pub async fn test(&self, event_id: EventId, destination_id: DestinationId) -> Result<DeliveryId, ReplayError> {
        let event = self.event(event_id).await?;
        let once = domain::retry_schedule::Preset::None.schedule();
        self.add(&event, destination_id, None, Trigger::Test, Some(once)).await
    }

    /// Makes a waiting delivery due at once.
    ///
    /// # Errors
    /// When it is unknown, does not wait, or its destination is held.
    pub async fn run_now(&self, id: DeliveryId) -> Result<(), ReplayError> {
        let delivery = self.stored(id).await?;
        let snapshot = self.configuration.snapshot();
        if snapshot.destination(delivery.destination_id)?.destination.is_holding() {
            return Err(ReplayError::NotPossible {
                detail: "its destination is held".to_owned(),
                hint: "Resume or enable the destination first.",
            });
        }
        let moved = self.store.run_now(id, self.clock.now()).await?;
        self.moved(moved, id, "is not waiting")
    }

    /// Cancels a waiting delivery.
    ///
    /// # Errors
    /// When it is unknown or does not wait.
    pub async fn cancel(&self, id: DeliveryId) -> Result<(), ReplayError> {
        self.stored(id).await?;
        let moved = self.store.cancel(id, self.clock.now()).await?;
        self.moved(moved, id, "is not waiting")
    }

    fn moved(&self, moved: Moved, id: DeliveryId, otherwise: &str) -> Result<(), ReplayError> {
        match moved {
            Moved::Done => {
                self.changes.mark(Change::Delivery(id));
                self.dispatch.wake();
                Ok(())
            }
            Moved::Lost => Err(ReplayError::NotPossible {
                detail: format!("this delivery {otherwise}"),
                hint: "It is being sent now, or it is over: look at it again.",
            }),
        }
    }

    async fn add(
        &self,
        event: &Event,
        destination_id: DestinationId,
        subscription_id: Option<SubscriptionId>,
        trigger: Trigger,
        retry_schedule: Option<RetrySchedule>,
    ) -> Result<DeliveryId, ReplayError> {
        let delivery = self.delivery(event, destination_id, subscription_id, trigger, retry_schedule)?;
        let id = delivery.id;
        self.store.add_deliveries(vec![delivery]).await?;
        self.changes.mark(Change::Event(event.id));
        self.changes.mark(Change::Delivery(id));
        self.dispatch.wake();
        Ok(id)
    }

    fn delivery(
        &self,
        event: &Event,
        destination_id: DestinationId,
        subscription_id: Option<SubscriptionId>,
        trigger: Trigger,
        retry_schedule: Option<RetrySchedule>,
    ) -> Result<Delivery, ReplayError> {
        self.configuration.snapshot().destination(destination_id)?;
        let schedule = retry_schedule.unwrap_or_default();
        let made = self.routing.delivery(event, destination_id, trigger, &schedule, self.clock.now());
        Ok(Delivery { subscription_id, ..made })
    }

    async fn stored(&self, id: DeliveryId) -> Result<Delivery, ReplayError> {
        let found = self.store.delivery(id).await?;
        found.ok_or_else(|| ReplayError::NotFound { noun: "delivery", id: id.to_string() })
    }

    async fn event(&self, id: EventId) -> Result<Event, ReplayError> {
        let found = self.store.event(id).await?;
        found.map(|row| row.event).ok_or_else(|| ReplayError::NotFound { noun: "event", id: id.to_string() })
    }
}
