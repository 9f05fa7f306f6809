//! Subscriptions: make, change, delete.

use domain::id::{DestinationId, SourceId, SubscriptionId};
use domain::subscription::Notify;
use domain::{EventTypePattern, Filter, Ordering, OrderingKey, RetrySchedule, Subscription};

use super::error::checked_name;
use super::{Configuration, ConfigurationError, Snapshot};
use crate::changes::Change;
use crate::transforms;

/// A subscription to be made.
#[derive(Debug, Clone)]
pub struct NewSubscription {
    /// What people call it; source and destination when not given.
    pub name: Option<String>,
    /// Events of this source only.
    pub source_id: Option<SourceId>,
    /// Kinds of events, at least one.
    pub event_types: Vec<EventTypePattern>,
    /// What else they must be like.
    pub filter: Option<Filter>,
    /// JavaScript that makes the request.
    pub transform: Option<String>,
    /// Where they go.
    pub destination_id: DestinationId,
    /// When a failed delivery is tried again.
    pub retry_schedule: RetrySchedule,
    /// Whether its deliveries are made in the order of the events.
    pub ordering: Ordering,
    /// When a person is told.
    pub notify: Notify,
    /// Switched on.
    pub is_enabled: bool,
}

impl NewSubscription {
    /// A subscription to these kinds of events, of any source, with defaults for everything else.
    pub const fn to(
        destination_id: DestinationId,
        event_types: Vec<EventTypePattern>,
        schedule: RetrySchedule,
    ) -> Self {
        Self {
            name: None,
            source_id: None,
            event_types,
            filter: None,
            transform: None,
            destination_id,
            retry_schedule: schedule,
            ordering: Ordering::None,
            notify: Notify::After3Attempts,
            is_enabled: true,
        }
    }
}

/// What to change of a subscription. `None` leaves it as it is. Changes apply to new events.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionPatch {
    /// What people call it.
    pub name: Option<String>,
    /// Events of this source only; `Some(None)` means of any.
    pub source_id: Option<Option<SourceId>>,
    /// Kinds of events.
    pub event_types: Option<Vec<EventTypePattern>>,
    /// What else they must be like; `Some(None)` means that any is meant.
    pub filter: Option<Option<Filter>>,
    /// JavaScript that makes the request; `Some(None)` sends events as they came.
    pub transform: Option<Option<String>>,
    /// Where they go.
    pub destination_id: Option<DestinationId>,
    /// When a failed delivery is tried again.
    pub retry_schedule: Option<RetrySchedule>,
    /// Whether its deliveries are made in the order of the events.
    pub ordering: Option<Ordering>,
    /// When a person is told.
    pub notify: Option<Notify>,
    /// Switched on.
    pub is_enabled: Option<bool>,
}

impl Configuration {
    /// Makes a subscription.
    ///
    /// # Errors
    /// When source or destination is unknown, a field is refused, or the store cannot be written.
    pub async fn create_subscription(&self, new: NewSubscription) -> Result<SubscriptionId, ConfigurationError> {
        let writing = self.writing.lock().await;
        let now = self.now();
        let snapshot = self.snapshot();
        let subscription = Subscription {
            id: self.entropy.id(now),
            name: match new.name {
                Some(name) => checked_name(&name)?,
                None => default_name(&snapshot, new.source_id, new.destination_id)?,
            },
            source_id: new.source_id,
            event_types: new.event_types,
            destination_id: new.destination_id,
            retry_schedule: new.retry_schedule,
            ordering: new.ordering,
            filter: new.filter,
            transform: new.transform.filter(|source| !source.trim().is_empty()),
            notify: new.notify,
            is_enabled: new.is_enabled,
            created_at: now,
        };
        check(&snapshot, &subscription)?;
        check_transform(subscription.transform.as_deref()).await?;
        let id = subscription.id;
        self.store.put_subscription(subscription).await?;
        self.refresh(writing, Change::Subscriptions).await?;
        Ok(id)
    }

    /// Changes a subscription.
    ///
    /// # Errors
    /// When it is unknown, a field is refused, or the store cannot be written.
    pub async fn change_subscription(
        &self,
        id: SubscriptionId,
        patch: SubscriptionPatch,
    ) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let snapshot = self.snapshot();
        let mut subscription = Subscription::clone(snapshot.subscription(id)?);
        if let Some(name) = patch.name {
            subscription.name = checked_name(&name)?;
        }
        subscription.source_id = patch.source_id.unwrap_or(subscription.source_id);
        subscription.event_types = patch.event_types.unwrap_or(subscription.event_types);
        subscription.filter = patch.filter.unwrap_or(subscription.filter);
        if let Some(transform) = patch.transform {
            subscription.transform = transform.filter(|source| !source.trim().is_empty());
            check_transform(subscription.transform.as_deref()).await?;
        }
        subscription.destination_id = patch.destination_id.unwrap_or(subscription.destination_id);
        subscription.retry_schedule = patch.retry_schedule.unwrap_or(subscription.retry_schedule);
        subscription.ordering = patch.ordering.unwrap_or(subscription.ordering);
        subscription.notify = patch.notify.unwrap_or(subscription.notify);
        subscription.is_enabled = patch.is_enabled.unwrap_or(subscription.is_enabled);
        check(&snapshot, &subscription)?;
        self.store.put_subscription(subscription).await?;
        self.refresh(writing, Change::Subscriptions).await
    }

    /// Deletes a subscription. What it made stays and is delivered.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete_subscription(&self, id: SubscriptionId) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.snapshot().subscription(id)?;
        self.store.delete_subscription(id, self.now()).await?;
        self.refresh(writing, Change::Subscriptions).await
    }
}

fn check(snapshot: &Snapshot, subscription: &Subscription) -> Result<(), ConfigurationError> {
    if let Some(source_id) = subscription.source_id {
        snapshot.source(source_id)?;
    }
    snapshot.destination(subscription.destination_id)?;
    if subscription.event_types.is_empty() || subscription.event_types.len() > 1_000 {
        return Err(ConfigurationError::invalid(
            "event_types",
            "a subscription names 1 to 1,000 event types or patterns",
            "Use `*` for every event.",
        ));
    }
    check_ordering(&subscription.ordering)
}

/// Runs what stands outside of the handler once, off the threads that serve others.
async fn check_transform(source: Option<&str>) -> Result<(), ConfigurationError> {
    let Some(source) = source else { return Ok(()) };
    transforms::compile(source).await.map(|_| ()).map_err(|error| {
        let hint = "Write `function handler(webhook) { return webhook }`, and test it with an event.";
        ConfigurationError::invalid("transform", error.to_string(), hint)
    })
}

fn check_ordering(ordering: &Ordering) -> Result<(), ConfigurationError> {
    match ordering {
        Ordering::Fifo { key: OrderingKey::Header { name } } => super::error::checked_header_name(name, "ordering"),
        Ordering::Fifo { key: OrderingKey::Body { pointer } } => super::error::checked_pointer(pointer, "ordering"),
        Ordering::None | Ordering::Fifo { .. } => Ok(()),
    }
}

fn default_name(
    snapshot: &Snapshot,
    source_id: Option<SourceId>,
    destination_id: DestinationId,
) -> Result<String, ConfigurationError> {
    let source = match source_id {
        Some(id) => snapshot.source(id)?.source.name.as_str(),
        None => "Any source",
    };
    let destination = &snapshot.destination(destination_id)?.destination.name;
    Ok(format!("{source} → {destination}").chars().take(100).collect())
}
