//! Dead letters, and the bin of those that were discarded.

use domain::bulk_replay::FailureReason;
use domain::id::DiscardId;
use domain::{DeadLetterCause, Delivery, ErrorClass, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::{
    Cursor, DeadLetterFilter, DeadLetterGroup, DeadLetterGroups, DeadLetters, Discard, Discarded, Stage, StoreError,
};

use crate::columns::Columns;
use crate::deliveries::row;
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::writer::{Verb, Writing};

const READ: &str = "read dead letters";
const MINUTE_MS: i64 = 60_000;

#[async_trait::async_trait]
impl DeadLetters for SqliteStore {
    async fn dead_letters(
        &self,
        filter: &DeadLetterFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let (class, status) = reason_columns(filter.reason);
        let rows = sqlx::query(include_str!("../queries/dead_letters/page.sql"))
            .bind(filter.destination_id.map(|id| id.bytes().to_vec()))
            .bind(filter.event_type.as_ref().map(|kind| kind.as_str().to_owned()))
            .bind(class)
            .bind(status)
            .bind(filter.received_from.map(Timestamp::unix_ms))
            .bind(filter.received_until.map(Timestamp::unix_ms))
            .bind(before.map(|cursor| cursor.into_bytes().to_vec()))
            .bind(limit)
            .bind(filter.made_by.map(|id| id.bytes().to_vec()))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(row::read).collect()
    }

    async fn dead_letter_groups(
        &self,
        utc_offset_minutes: i32,
        looked_at_max: u32,
    ) -> Result<DeadLetterGroups, StoreError> {
        let rows = sqlx::query(include_str!("../queries/dead_letters/groups.sql"))
            .bind(i64::from(utc_offset_minutes) * MINUTE_MS)
            .bind(looked_at_max)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let groups: Vec<DeadLetterGroup> = rows.iter().map(read_group).collect::<Result<_, _>>()?;
        let looked_at: u64 = groups.iter().map(|group| group.deliveries).sum();
        Ok(DeadLetterGroups { groups, is_whole: looked_at < u64::from(looked_at_max) })
    }

    async fn discard(&self, discard: Discard) -> Result<u64, StoreError> {
        self.writer().run(DiscardThem(discard)).await
    }

    async fn restore(&self, id: DiscardId) -> Result<u64, StoreError> {
        self.writer().run(Restore(id)).await
    }

    async fn bin(&self, before: Option<Cursor>, limit: u32) -> Result<Vec<Discarded>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/dead_letters/bin.sql"))
            .bind(before.map(|cursor| cursor.into_bytes().to_vec()))
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read the bin"))?;
        rows.iter().map(read_discarded).collect()
    }

    async fn empty_bin(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.writer().run(EmptyBin(before)).await
    }
}

/// The columns of a last failure that a reason asks for.
pub(crate) fn reason_columns(reason: Option<FailureReason>) -> (Option<i64>, Option<i64>) {
    match reason {
        None => (None, None),
        Some(FailureReason::Status(status)) => (Some(ErrorClass::Status.code()), Some(i64::from(status))),
        Some(FailureReason::Class(class)) => (Some(class.code()), None),
    }
}

fn read_group(found: &SqliteRow) -> Result<DeadLetterGroup, StoreError> {
    let columns = Columns(found);
    let error_class = columns.code_or_none("last_error_class", ErrorClass::from_code)?;
    Ok(DeadLetterGroup {
        destination_id: columns.id("destination_id")?,
        event_type: columns.event_type()?,
        reason: FailureReason::of(error_class, columns.count_or_none("status")?),
        day: columns.integer("day")?,
        deliveries: columns.count("deliveries")?,
    })
}

fn read_discarded(found: &SqliteRow) -> Result<Discarded, StoreError> {
    let columns = Columns(found);
    Ok(Discarded {
        delivery: row::read(found)?,
        cause: columns.code("discarded_cause", DeadLetterCause::from_code)?,
        at: columns.time("discarded_at")?,
        discard_id: columns.id("discard_id")?,
    })
}

struct DiscardThem(Discard);

impl Verb for DiscardThem {
    type Answer = u64;

    const ATTEMPTED: &'static str = "discard dead letters";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<u64, StoreError> {
        let mut discarded = 0;
        for id in &self.0.deliveries {
            sqlx::query(include_str!("../queries/dead_letters/discard.sql"))
                .bind(id.bytes().to_vec())
                .bind(self.0.id.bytes().to_vec())
                .bind(self.0.now.unix_ms())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            let moved = sqlx::query(include_str!("../queries/dead_letters/cancel.sql"))
                .bind(id.bytes().to_vec())
                .bind(self.0.now.unix_ms())
                .fetch_optional(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            if let Some(moved) = moved {
                count(writing, &moved, Stage::DeadLettered, Stage::Cancelled)?;
                discarded += 1;
            }
        }
        Ok(discarded)
    }
}

struct Restore(DiscardId);

impl Verb for Restore {
    type Answer = u64;

    const ATTEMPTED: &'static str = "restore dead letters";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<u64, StoreError> {
        let moved = sqlx::query(include_str!("../queries/dead_letters/restore.sql"))
            .bind(self.0.bytes().to_vec())
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for row in &moved {
            count(writing, row, Stage::Cancelled, Stage::DeadLettered)?;
        }
        sqlx::query(include_str!("../queries/dead_letters/take_out.sql"))
            .bind(self.0.bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(moved.len() as u64)
    }
}

struct EmptyBin(Timestamp);

impl Verb for EmptyBin {
    type Answer = u64;

    const ATTEMPTED: &'static str = "empty the bin";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<u64, StoreError> {
        let emptied = sqlx::query(include_str!("../queries/dead_letters/empty_bin.sql"))
            .bind(self.0.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(emptied.rows_affected())
    }
}

fn count(writing: &mut Writing<'_>, moved: &SqliteRow, from: Stage, to: Stage) -> Result<(), StoreError> {
    let columns = Columns(moved);
    writing.tally.deliveries_moved(1, columns.id("destination_id")?, columns.time("created_at")?, from, to);
    Ok(())
}
