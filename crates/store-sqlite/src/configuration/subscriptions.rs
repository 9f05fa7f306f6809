//! Subscriptions.

use domain::id::SubscriptionId;
use domain::{EventTypePattern, Filter, Subscription, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use crate::columns::{Columns, to_json, unreadable};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A subscription from its row.
pub(super) fn read(row: &SqliteRow) -> Result<Subscription, StoreError> {
    let columns = Columns(row);
    let event_types: Vec<String> = columns.json("event_types")?;
    let pattern = |text: &String| EventTypePattern::parse(text).map_err(|_| unreadable("event_types", text.as_str()));
    Ok(Subscription {
        id: columns.id("id")?,
        name: columns.text("name")?.to_owned(),
        source_id: columns.id_or_none("source_id")?,
        event_types: event_types.iter().map(pattern).collect::<Result<_, _>>()?,
        destination_id: columns.id("destination_id")?,
        retry_schedule: columns.json("retry_schedule")?,
        ordering: columns.json("ordering")?,
        filter: filter(&columns)?,
        transform: columns.text_or_none("transform")?,
        notify: columns.json("notify")?,
        is_enabled: columns.flag("is_enabled")?,
        created_at: columns.time("created_at")?,
    })
}

fn filter(columns: &Columns<'_>) -> Result<Option<Filter>, StoreError> {
    let Some(text) = columns.text_or_none("filter")? else { return Ok(None) };
    let written = serde_json::from_str(&text).map_err(|_| unreadable("filter", text.as_str()))?;
    Filter::parse(&written).map(Some).map_err(|_| unreadable("filter", text.as_str()))
}

pub(super) struct PutSubscription(pub(super) Subscription);

impl Verb for PutSubscription {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a subscription";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let subscription = &self.0;
        writing
            .intern_schedules(std::iter::once(&subscription.retry_schedule))
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        writing.flush().await.map_err(unavailable(Self::ATTEMPTED))?;
        let event_types: Vec<&str> = subscription.event_types.iter().map(EventTypePattern::as_str).collect();
        sqlx::query(include_str!("../../queries/subscriptions/put.sql"))
            .bind(subscription.id.bytes().to_vec())
            .bind(subscription.name.as_str())
            .bind(subscription.source_id.map(|id| id.bytes().to_vec()))
            .bind(to_json(&event_types))
            .bind(subscription.destination_id.bytes().to_vec())
            .bind(to_json(&subscription.retry_schedule))
            .bind(to_json(&subscription.ordering))
            .bind(subscription.filter.as_ref().map(|filter| filter.as_json().to_string()))
            .bind(subscription.transform.as_deref())
            .bind(to_json(&subscription.notify))
            .bind(i64::from(subscription.is_enabled))
            .bind(subscription.created_at.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

pub(super) struct DeleteSubscription {
    pub(super) id: SubscriptionId,
    pub(super) now: Timestamp,
}

impl Verb for DeleteSubscription {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a subscription";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/subscriptions/delete.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

pub(super) struct RestoreSubscription(pub(super) Subscription);

impl Verb for RestoreSubscription {
    type Answer = ();

    const ATTEMPTED: &'static str = "bring a subscription back";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/subscriptions/restore.sql"))
            .bind(self.0.id.bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        PutSubscription(self.0.clone()).apply(writing).await
    }
}
