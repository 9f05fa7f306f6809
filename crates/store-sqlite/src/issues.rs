//! Issues, and the deliveries that belong to them.

use std::collections::HashMap;

use domain::id::{DeliveryId, IssueId};
use domain::issue::IssueState;
use domain::{Delivery, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::{Cursor, IssueCounts, IssueRow, IssueStep, Issues, Stage, StoreError};

use crate::columns::{Columns, from_count, to_json};
use crate::deliveries::row;
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::writer::{Verb, Writing};

const READ: &str = "read issues";
/// Deliveries of resolved issues that are let go of in one transaction: what is captured waits for it.
const DELIVERIES_AT_A_TIME: u64 = 2_000;

#[async_trait::async_trait]
impl Issues for SqliteStore {
    async fn issues(
        &self,
        states: &[IssueState],
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError> {
        let states: Vec<i64> = states.iter().map(|state| state.code()).collect();
        let rows = sqlx::query(include_str!("../queries/issues/page.sql"))
            .bind((!states.is_empty()).then(|| to_json(&states)))
            .bind(before.map(|cursor| cursor.into_bytes().to_vec()))
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(read).collect()
    }

    async fn issue(&self, id: IssueId) -> Result<Option<IssueRow>, StoreError> {
        let found = sqlx::query(include_str!("../queries/issues/issue.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable(READ))?;
        found.as_ref().map(read).transpose()
    }

    async fn issue_of(&self, delivery_id: DeliveryId) -> Result<Option<IssueId>, StoreError> {
        let found = sqlx::query(include_str!("../queries/issues/of_delivery.sql"))
            .bind(delivery_id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable(READ))?;
        found.map(|row| Columns(&row).id("issue_id")).transpose()
    }

    async fn write_issues(&self, step: IssueStep) -> Result<(), StoreError> {
        self.writer().run(Write(step)).await
    }

    async fn deliveries_of_issue(
        &self,
        id: IssueId,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/issues/deliveries.sql"))
            .bind(id.bytes().to_vec())
            .bind(before.map(|cursor| cursor.into_bytes().to_vec()))
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(row::read).collect()
    }

    async fn issue_counts(&self, id: IssueId, looked_at_max: u32) -> Result<IssueCounts, StoreError> {
        let rows = sqlx::query(include_str!("../queries/issues/counts.sql"))
            .bind(id.bytes().to_vec())
            .bind(looked_at_max)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let mut counts = IssueCounts::default();
        for found in &rows {
            let columns = Columns(found);
            counts.stages.add(columns.code("stage", Stage::from_code)?, columns.count("deliveries")?);
            counts.events = columns.count("events")?;
        }
        counts.is_whole = counts.stages.total() < u64::from(looked_at_max);
        Ok(counts)
    }

    async fn delete_resolved_issues(&self, before: Timestamp, limit: u32) -> Result<Vec<IssueId>, StoreError> {
        self.writer().run(DeleteResolved { before, limit }).await
    }
}

fn read(found: &SqliteRow) -> Result<IssueRow, StoreError> {
    let columns = Columns(found);
    Ok(IssueRow { issue: columns.json("record")?, deliveries: columns.count("deliveries")? })
}

struct Write(IssueStep);

impl Verb for Write {
    type Answer = ();

    const ATTEMPTED: &'static str = "write issues";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        for issue in &self.0.issues {
            sqlx::query(include_str!("../queries/issues/put.sql"))
                .bind(issue.id.bytes().to_vec())
                .bind(issue.state.code())
                .bind(issue.last_attempt_id.bytes().to_vec())
                .bind(issue.ended_at.map(Timestamp::unix_ms))
                .bind(to_json(issue))
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        let mut added: HashMap<IssueId, i64> = HashMap::new();
        for failed in &self.0.failed {
            let found = sqlx::query(include_str!("../queries/issues/add_delivery.sql"))
                .bind(failed.delivery_id.bytes().to_vec())
                .bind(failed.event_id.bytes().to_vec())
                .bind(failed.issue_id.bytes().to_vec())
                .fetch_optional(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            if found.is_some() {
                *added.entry(failed.issue_id).or_default() += 1;
            }
        }
        for (id, deliveries) in added {
            sqlx::query(include_str!("../queries/issues/count_deliveries.sql"))
                .bind(id.bytes().to_vec())
                .bind(deliveries)
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        Ok(())
    }
}

struct DeleteResolved {
    before: Timestamp,
    limit: u32,
}

impl Verb for DeleteResolved {
    type Answer = Vec<IssueId>;

    const ATTEMPTED: &'static str = "delete resolved issues";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Vec<IssueId>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/issues/resolved_before.sql"))
            .bind(self.before.unix_ms())
            .bind(self.limit)
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        let ids: Vec<IssueId> = rows.iter().map(|row| Columns(row).id("id")).collect::<Result<_, _>>()?;
        let mut gone = Vec::new();
        let mut room = DELIVERIES_AT_A_TIME;
        for id in ids {
            let deleted = sqlx::query(include_str!("../queries/issues/delete_deliveries.sql"))
                .bind(id.bytes().to_vec())
                .bind(from_count(room))
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            room = room.saturating_sub(deleted.rows_affected());
            if room == 0 {
                break;
            }
            sqlx::query(include_str!("../queries/issues/delete.sql"))
                .bind(id.bytes().to_vec())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            gone.push(id);
        }
        Ok(gone)
    }
}
