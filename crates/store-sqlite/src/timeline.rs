//! The timeline and the figures above it.

use std::time::Duration;

use domain::id::{DestinationId, SourceId};
use domain::{Timestamp, VerificationVerdict};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use store::{
    Cursor, Landmarks, Stage, StageCounts, StoreError, Stretch, Tally, TallyBucket, Timeline, TimelineFilter,
    TimelineRow,
};

use crate::columns::Columns;
use crate::deliveries::row;
use crate::error::unavailable;
use crate::page;
use crate::sqlite_store::SqliteStore;
use crate::tally::{MINUTE_MS, minute_of};

const READ: &str = "read the timeline";
const COUNT: &str = "read the figures";
/// Answered attempts whose times make the percentile.
const ATTEMPTS_IN_PERCENTILE: i64 = 1_000;
const MINUTES_SHOWN: i64 = 60;

#[async_trait::async_trait]
impl Timeline for SqliteStore {
    async fn timeline(
        &self,
        filter: &TimelineFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<TimelineRow>, StoreError> {
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let mut rows = Vec::new();
        if filter.with_deliveries {
            let deliveries = page::of_deliveries(&mut snapshot, &filter.delivery, filter.grouping, before, limit);
            for row in &deliveries.await.map_err(unavailable(READ))? {
                let columns = Columns(row);
                rows.push(TimelineRow::Delivery {
                    delivery: Box::new(row::read(row)?),
                    verdict: verdict(&columns)?,
                    event_deliveries: columns.count("event_deliveries")?,
                    issue_id: columns.id_or_none("issue_id")?,
                });
            }
        }
        let events = page::of_lone_events(&mut snapshot, filter, before, limit).await.map_err(unavailable(READ))?;
        for row in &events {
            rows.push(lone_event(row)?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.cursor()));
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(rows)
    }

    async fn landmarks(
        &self,
        filter: &TimelineFilter,
        stretch: Stretch,
        every: u32,
        rows_max: u32,
    ) -> Result<Landmarks, StoreError> {
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let rows = page::of_cursors(&mut snapshot, filter, stretch, rows_max).await.map_err(unavailable(READ))?;
        Ok(Landmarks::of(&rows, every, rows_max))
    }

    async fn histogram(
        &self,
        since: Timestamp,
        until: Timestamp,
        bucket: Duration,
    ) -> Result<Vec<TallyBucket>, StoreError> {
        let bucket_ms = i64::try_from(bucket.as_millis()).unwrap_or(i64::MAX).max(MINUTE_MS);
        let rows = sqlx::query(include_str!("../queries/tallies/histogram.sql"))
            .bind(since.unix_ms())
            .bind(until.unix_ms())
            .bind(bucket_ms)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(COUNT))?;
        rows.iter().map(self::bucket).collect()
    }

    async fn histogram_begins_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let oldest: Option<i64> = sqlx::query_scalar(include_str!("../queries/tallies/oldest_minute.sql"))
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable(COUNT))?;
        Ok(oldest.map(Timestamp::from_unix_ms))
    }

    async fn tally(&self, now: Timestamp) -> Result<Tally, StoreError> {
        let mut snapshot = self.readers().begin().await.map_err(unavailable(COUNT))?;
        let (unrouted, rejected) = lone_events(&mut snapshot).await?;
        Ok(Tally {
            destinations: destinations(&mut snapshot).await?,
            sources: sources(&mut snapshot).await?,
            unrouted,
            rejected,
            last_hour: last_hour(&mut snapshot, now).await?,
            p95_us: percentile(&mut snapshot).await?,
            storage_bytes: file_bytes(&mut snapshot).await?.saturating_add(self.wal_bytes().await),
        })
    }
}

fn verdict(columns: &Columns<'_>) -> Result<VerificationVerdict, StoreError> {
    columns.code("verdict", VerificationVerdict::from_code)
}

fn lone_event(row: &SqliteRow) -> Result<TimelineRow, StoreError> {
    let columns = Columns(row);
    Ok(TimelineRow::Event {
        id: columns.id("id")?,
        source_id: columns.id_or_none("source_id")?,
        event_type: columns.event_type()?,
        received_at: columns.time("received_at")?,
        body_bytes: columns.count("body_bytes")?,
        verdict: verdict(&columns)?,
    })
}

async fn destinations(snapshot: &mut SqliteConnection) -> Result<Vec<(DestinationId, StageCounts)>, StoreError> {
    let rows = sqlx::query(include_str!("../queries/tallies/destinations.sql"))
        .fetch_all(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    let mut destinations: Vec<(DestinationId, StageCounts)> = Vec::new();
    for row in &rows {
        let columns = Columns(row);
        let id = columns.id("destination_id")?;
        let (stage, count) = (columns.code("stage", Stage::from_code)?, columns.count("deliveries")?);
        match destinations.last_mut() {
            Some((last, stages)) if *last == id => stages.add(stage, count),
            Some(_) | None => {
                let mut stages = StageCounts::default();
                stages.add(stage, count);
                destinations.push((id, stages));
            }
        }
    }
    Ok(destinations)
}

async fn sources(snapshot: &mut SqliteConnection) -> Result<Vec<(Option<SourceId>, u64, Timestamp)>, StoreError> {
    let rows = sqlx::query(include_str!("../queries/tallies/sources.sql"))
        .fetch_all(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    let source = |row: &SqliteRow| {
        let columns = Columns(row);
        let id = match columns.bytes("source_id")? {
            [] => None,
            _ => Some(columns.id("source_id")?),
        };
        Ok((id, columns.count("events")?, columns.time("last_at")?))
    };
    rows.iter().map(source).collect()
}

/// Unrouted and rejected.
async fn lone_events(snapshot: &mut SqliteConnection) -> Result<(u64, u64), StoreError> {
    let row = sqlx::query(include_str!("../queries/tallies/lone_events.sql"))
        .fetch_one(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    let columns = Columns(&row);
    Ok((columns.count("unrouted")?, columns.count("rejected")?))
}

async fn last_hour(snapshot: &mut SqliteConnection, now: Timestamp) -> Result<Vec<TallyBucket>, StoreError> {
    let newest = minute_of(now);
    let rows = sqlx::query(include_str!("../queries/tallies/minutes.sql"))
        .bind(newest.saturating_sub(MINUTES_SHOWN * MINUTE_MS))
        .bind(newest)
        .fetch_all(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    rows.iter().map(bucket).collect()
}

fn bucket(row: &SqliteRow) -> Result<TallyBucket, StoreError> {
    const STAGES: [(Stage, &str); 6] = [
        (Stage::Queued, "queued"),
        (Stage::Sending, "sending"),
        (Stage::Delivered, "delivered"),
        (Stage::DeadLettered, "dead_lettered"),
        (Stage::Cancelled, "cancelled"),
        (Stage::Retrying, "retrying"),
    ];
    let columns = Columns(row);
    let mut deliveries = StageCounts::default();
    for (stage, column) in STAGES {
        deliveries.add(stage, columns.count(column)?);
    }
    Ok(TallyBucket { start_at: columns.time("start_at")?, deliveries, events: columns.count("events")? })
}

async fn percentile(snapshot: &mut SqliteConnection) -> Result<Option<u64>, StoreError> {
    let found = sqlx::query(include_str!("../queries/tallies/percentile.sql"))
        .bind(ATTEMPTS_IN_PERCENTILE)
        .fetch_optional(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    found.map(|row| Columns(&row).count("total_us")).transpose()
}

async fn file_bytes(snapshot: &mut SqliteConnection) -> Result<u64, StoreError> {
    let bytes: i64 = sqlx::query_scalar(include_str!("../queries/workspace/bytes.sql"))
        .fetch_one(snapshot)
        .await
        .map_err(unavailable(COUNT))?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}
