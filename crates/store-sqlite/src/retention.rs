//! Deleting events with everything that belongs to them.

use std::collections::HashMap;

use domain::id::EventId;
use domain::{Timestamp, VerificationVerdict};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use store::{Prune, Pruned, Retention, Stage, StoreError};

use crate::columns::{Columns, to_json};
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::writer::{Verb, Writing};

/// What goes with the events whose keys are bound, in an order that leaves nothing behind that names a deleted row.
const DELETIONS: [&str; 6] = [
    include_str!("../queries/retention/delete_issue_deliveries.sql"),
    include_str!("../queries/retention/delete_bodies_of_attempts.sql"),
    include_str!("../queries/retention/delete_attempts.sql"),
    include_str!("../queries/retention/delete_deliveries.sql"),
    include_str!("../queries/retention/delete_bodies_of_events.sql"),
    include_str!("../queries/retention/delete_events.sql"),
];

#[async_trait::async_trait]
impl Retention for SqliteStore {
    async fn prune(&self, prune: Prune) -> Result<Pruned, StoreError> {
        self.writer().run(PruneEvents(prune)).await
    }

    async fn kept_bytes(&self) -> Result<u64, StoreError> {
        let bytes: i64 = sqlx::query_scalar(include_str!("../queries/workspace/kept_bytes.sql"))
            .fetch_one(self.readers())
            .await
            .map_err(unavailable("read the size of the workspace"))?;
        Ok(u64::try_from(bytes).unwrap_or(0))
    }
}

struct PruneEvents(Prune);

impl Verb for PruneEvents {
    type Answer = Pruned;

    const ATTEMPTED: &'static str = "delete old events";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Pruned, StoreError> {
        let refuse = unavailable(Self::ATTEMPTED);
        let rows = sqlx::query(include_str!("../queries/retention/oldest.sql"))
            .bind(self.0.after.map_or_else(Vec::new, |id| id.bytes().to_vec()))
            .bind(store::first_uuid_at(self.0.before).into_bytes().to_vec())
            .bind(self.0.limit)
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(refuse)?;
        let oldest: Vec<Old> = rows.iter().map(Old::read).collect::<Result<_, _>>()?;
        let going: Vec<&Old> = oldest.iter().filter(|old| old.may_go(&self.0)).collect();
        if !going.is_empty() {
            let keys = to_json(&going.iter().map(|old| old.key).collect::<Vec<_>>());
            count_deliveries(writing, &keys).await?;
            delete(writing.connection, &keys).await.map_err(unavailable(Self::ATTEMPTED))?;
            for old in &going {
                old.count(writing);
            }
        }
        let is_more = oldest.len() as u64 >= u64::from(self.0.limit);
        let seen_to = oldest.last().filter(|_| is_more).map(|old| old.id);
        Ok(Pruned { events: going.len() as u64, seen_to })
    }
}

/// An event, as far as it is asked whether it may go.
struct Old {
    key: i64,
    id: EventId,
    event_type: String,
    source_id: Option<domain::id::SourceId>,
    received_at: Timestamp,
    verdict: VerificationVerdict,
    delivery_count: u64,
    is_active: bool,
    has_dead_letter: bool,
}

impl Old {
    fn read(row: &SqliteRow) -> Result<Self, StoreError> {
        let columns = Columns(row);
        Ok(Self {
            key: columns.integer("key")?,
            id: columns.id("id")?,
            event_type: columns.text("event_type")?.to_owned(),
            source_id: columns.id_or_none("source_id")?,
            received_at: columns.time("received_at")?,
            verdict: columns.code("verdict", VerificationVerdict::from_code)?,
            delivery_count: columns.count("delivery_count")?,
            is_active: columns.flag("is_active")?,
            has_dead_letter: columns.flag("has_dead_letter")?,
        })
    }

    fn may_go(&self, prune: &Prune) -> bool {
        let before = if self.has_dead_letter { prune.dead_letters_before } else { Some(prune.before) };
        !self.is_active && before.is_some_and(|before| self.received_at < before)
    }

    fn count(&self, writing: &mut Writing<'_>) {
        writing.tally.event_deleted(&self.event_type, self.source_id, self.received_at);
        if self.delivery_count == 0 {
            writing.tally.lone_event(self.verdict, -1);
        }
    }
}

/// Takes the deliveries of the events out of the figures.
async fn count_deliveries(writing: &mut Writing<'_>, keys: &str) -> Result<(), StoreError> {
    let rows = sqlx::query(include_str!("../queries/retention/deliveries.sql"))
        .bind(keys)
        .fetch_all(&mut *writing.connection)
        .await
        .map_err(unavailable(PruneEvents::ATTEMPTED))?;
    let mut counted = HashMap::new();
    for row in &rows {
        let columns = Columns(row);
        let group = (
            columns.id("destination_id")?,
            columns.code("stage", Stage::from_code)?,
            crate::tally::minute_of(columns.time("created_at")?),
        );
        *counted.entry(group).or_insert(0_i64) += 1;
    }
    for ((destination_id, stage, minute), count) in counted {
        writing.tally.deliveries_deleted(count, destination_id, Timestamp::from_unix_ms(minute), stage);
    }
    Ok(())
}

async fn delete(connection: &mut SqliteConnection, keys: &str) -> Result<(), sqlx::Error> {
    for statement in DELETIONS {
        sqlx::query(statement).bind(keys).execute(&mut *connection).await?;
    }
    // Gives the pages back to the disk, some at a time.
    sqlx::query(include_str!("../queries/retention/shrink.sql")).execute(&mut *connection).await.map(|_| ())
}
