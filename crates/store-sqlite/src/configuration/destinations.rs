//! Destinations.

use std::time::Duration;

use domain::id::DestinationId;
use domain::{Destination, EventTypeName, SchemeName, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::{Stage, StoreError};

use crate::columns::{Columns, from_count, to_json, unreadable};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A destination from its row.
pub(super) fn read(row: &SqliteRow) -> Result<Destination, StoreError> {
    let columns = Columns(row);
    let scheme = columns.text("scheme")?;
    Ok(Destination {
        id: columns.id("id")?,
        name: columns.text("name")?.to_owned(),
        url: columns.text("url")?.to_owned(),
        scheme: SchemeName::from_word(scheme, columns.json_or_none("hmac")?)
            .ok_or_else(|| unreadable("scheme", scheme))?,
        headers: columns.headers("headers")?,
        authorization: columns.json("authorization")?,
        connection: columns.json("connection")?,
        timeout: Duration::from_millis(columns.count("timeout_ms")?),
        concurrency: columns.count("concurrency")?,
        is_paused: columns.flag("is_paused")?,
        rate_limit: columns.json_or_none("rate_limit")?,
        health: columns.json("health")?,
        failing_since: columns.time_or_none("failing_since")?,
        emits: match columns.text_or_none("emits")? {
            Some(text) => Some(EventTypeName::parse(&text).map_err(|_| unreadable("emits", text.as_str()))?),
            None => None,
        },
        created_at: columns.time("created_at")?,
    })
}

pub(super) struct PutDestination(pub(super) Destination);

impl Verb for PutDestination {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a destination";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let destination = &self.0;
        let timeout_ms = u64::try_from(destination.timeout.as_millis()).unwrap_or(u64::MAX);
        sqlx::query(include_str!("../../queries/destinations/put.sql"))
            .bind(destination.id.bytes().to_vec())
            .bind(destination.name.as_str())
            .bind(destination.url.as_str())
            .bind(destination.scheme.word())
            .bind(destination.scheme.hmac().map(to_json))
            .bind(destination.headers.to_wire())
            .bind(to_json(&destination.authorization))
            .bind(to_json(&destination.connection))
            .bind(from_count(timeout_ms))
            .bind(i64::from(destination.concurrency))
            .bind(destination.rate_limit.as_ref().map(to_json))
            .bind(i64::from(destination.is_paused))
            .bind(to_json(&destination.health))
            .bind(destination.failing_since.map(|since| since.unix_ms()))
            .bind(destination.emits.as_ref().map(EventTypeName::as_str))
            .bind(destination.created_at.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

/// With its secrets and subscriptions; what is scheduled to it is cancelled.
pub(super) struct DeleteDestination {
    pub(super) id: DestinationId,
    pub(super) now: Timestamp,
}

impl Verb for DeleteDestination {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a destination";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        self.count_cancelled(writing).await?;
        for statement in [
            include_str!("../../queries/deliveries/cancel_to.sql"),
            include_str!("../../queries/subscriptions/delete_of_destination.sql"),
            include_str!("../../queries/destinations/delete.sql"),
        ] {
            sqlx::query(statement)
                .bind(self.id.bytes().to_vec())
                .bind(self.now.unix_ms())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        super::secrets::delete_of_owner(writing, self.id.bytes()).await.map_err(unavailable(Self::ATTEMPTED))
    }
}

impl DeleteDestination {
    async fn count_cancelled(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let rows = sqlx::query(include_str!("../../queries/deliveries/scheduled_to.sql"))
            .bind(self.id.bytes().to_vec())
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for row in &rows {
            let columns = Columns(row);
            let (count, minute) = (columns.integer("deliveries")?, columns.time("minute")?);
            let from = columns.code("stage", Stage::from_code)?;
            writing.tally.deliveries_moved(count, self.id, minute, from, Stage::Cancelled);
            writing.tally.figures.waiting_changed(self.id, self.now, -count);
        }
        Ok(())
    }
}

/// With what was cancelled as it was deleted.
pub(super) struct RestoreDestination {
    pub(super) destination: Destination,
    pub(super) now: Timestamp,
}

impl Verb for RestoreDestination {
    type Answer = ();

    const ATTEMPTED: &'static str = "bring a destination back";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let id = self.destination.id;
        let rows = sqlx::query(include_str!("../../queries/deliveries/cancelled_with.sql"))
            .bind(id.bytes().to_vec())
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for row in &rows {
            let columns = Columns(row);
            let (count, minute) = (columns.integer("deliveries")?, columns.time("minute")?);
            let to = columns.code("stage", Stage::from_code)?;
            writing.tally.deliveries_moved(count, id, minute, Stage::Cancelled, to);
            writing.tally.figures.waiting_changed(id, self.now, count);
        }
        sqlx::query(include_str!("../../queries/deliveries/revive_to.sql"))
            .bind(id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for statement in [
            include_str!("../../queries/deliveries/unblock_heads_to.sql"),
            include_str!("../../queries/destinations/restore.sql"),
        ] {
            sqlx::query(statement)
                .bind(id.bytes().to_vec())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        PutDestination(self.destination.clone()).apply(writing).await
    }
}
