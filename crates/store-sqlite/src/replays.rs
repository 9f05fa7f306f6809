//! Bulk replays.

use domain::Timestamp;
use domain::bulk_replay::{BulkReplay, DeliveryEnd, DeliverySelection, ReplayProgress, ReplaySelection, ReplayState};
use domain::id::ReplayId;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteRow;
use store::{Cursor, Moved, ReplayCandidate, ReplayStep, Replays, Stage, StageCounts, StoreError, first_uuid_at};
use uuid::Uuid;

use crate::columns::{Columns, from_count, to_json, unreadable};
use crate::dead_letters::reason_columns;
use crate::deliveries::add::AddDeliveries;
use crate::deliveries::{arrows, row};
use crate::error::unavailable;
use crate::events;
use crate::sqlite_store::SqliteStore;
use crate::tally::hexadecimal;
use crate::writer::{Verb, Writing};

const READ: &str = "read bulk replays";

#[async_trait::async_trait]
impl Replays for SqliteStore {
    async fn begin_replay(&self, replay: BulkReplay, progress: ReplayProgress) -> Result<(), StoreError> {
        self.writer().run(Begin { replay, progress }).await
    }

    async fn replays(
        &self,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/replays/newest.sql"))
            .bind(bytes_of(before))
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(read).collect()
    }

    async fn open_replays(&self) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/replays/open.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(read).collect()
    }

    async fn replay(&self, id: ReplayId) -> Result<Option<(BulkReplay, ReplayProgress)>, StoreError> {
        let found = sqlx::query(include_str!("../queries/replays/replay.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable(READ))?;
        found.as_ref().map(read).transpose()
    }

    async fn replay_candidates(
        &self,
        replay: &BulkReplay,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<ReplayCandidate>, StoreError> {
        let after = after.map_or_else(Vec::new, |cursor| cursor.into_bytes().to_vec());
        let until = replay.id.bytes().to_vec();
        let (from_ms, until_ms) =
            (replay.received_from.map(Timestamp::unix_ms), replay.received_until.map(Timestamp::unix_ms));
        match &replay.selection {
            ReplaySelection::Deliveries(selection) => {
                let driver = Driver::of(selection);
                let (class, status) = reason_columns(selection.reason);
                let rows = sqlx::query(AssertSqlSafe(driver.statement()))
                    .bind(after)
                    .bind(until)
                    .bind(to_json(&selection.ends.iter().map(|end| stage_of(*end).code()).collect::<Vec<_>>()))
                    .bind(selection.destination_id.map(|id| id.bytes().to_vec()))
                    .bind(selection.source_id.map(|id| id.bytes().to_vec()))
                    .bind(from_ms)
                    .bind(until_ms)
                    .bind(replay.destination_id.map(|id| id.bytes().to_vec()))
                    .bind(limit)
                    .bind(class)
                    .bind(status)
                    .bind(driver.chosen)
                    .bind(driver.owner)
                    .bind(selection.made_from.map(first_id_at))
                    .bind(selection.made_until.map(first_id_at))
                    .bind(selection.statuses.map(|(least, _)| least))
                    .bind(selection.statuses.map(|(_, most)| most))
                    .bind(selection.latency_us_min.map(from_count))
                    .bind(selection.attempts_min)
                    .fetch_all(self.readers())
                    .await
                    .map_err(unavailable(READ))?;
                let candidate = |found: &SqliteRow| {
                    let is_delivered_later = Columns(found).flag("is_delivered_later")?;
                    Ok(ReplayCandidate::Delivery { delivery: Box::new(row::read(found)?), is_delivered_later })
                };
                rows.iter().map(candidate).collect()
            }
            ReplaySelection::Unrouted { subscription_id } => {
                let rows = sqlx::query(include_str!("../queries/replays/unrouted.sql"))
                    .bind(after)
                    .bind(until)
                    .bind(subscription_id.bytes().to_vec())
                    .bind(from_ms)
                    .bind(until_ms)
                    .bind(limit)
                    .fetch_all(self.readers())
                    .await
                    .map_err(unavailable(READ))?;
                rows.iter().map(|found| Ok(ReplayCandidate::Event(Box::new(events::read(found)?.event)))).collect()
            }
        }
    }

    async fn advance_replay(&self, step: ReplayStep) -> Result<Moved, StoreError> {
        self.writer().run(Advance(step)).await
    }

    async fn move_replay(
        &self,
        id: ReplayId,
        from: Vec<ReplayState>,
        to: ReplayState,
        now: Timestamp,
    ) -> Result<Moved, StoreError> {
        self.writer().run(Move { id, from, to, now }).await
    }

    async fn replay_counts(&self, id: ReplayId) -> Result<StageCounts, StoreError> {
        let rows = sqlx::query(include_str!("../queries/replays/counts.sql"))
            .bind(id.bytes().to_vec())
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let mut counts = StageCounts::default();
        for found in &rows {
            let columns = Columns(found);
            counts.add(columns.code("stage", Stage::from_code)?, columns.count("deliveries")?);
        }
        Ok(counts)
    }
}

/// The condition that chooses the index which the deliveries of a selection are read from.
struct Driver {
    condition: &'static str,
    /// For `?12`.
    chosen: Option<String>,
    /// For `?13`.
    owner: Option<Vec<u8>>,
}

impl Driver {
    fn of(selection: &DeliverySelection) -> Self {
        let by = |condition| Self { condition, chosen: None, owner: None };
        if let Some(chosen) = &selection.chosen {
            let ids: Vec<String> = chosen.iter().map(|id| hexadecimal(&id.bytes())).collect();
            let condition = "id in (select unhex(value) from json_each(?12)) and ?13 is null";
            return Self { chosen: Some(to_json(&ids)), ..by(condition) };
        }
        if let Some(id) = selection.issue_id {
            let condition = "id in (select delivery_id from issue_deliveries where issue_id = ?13) and ?12 is null";
            return Self { owner: Some(id.bytes().to_vec()), ..by(condition) };
        }
        if let Some(id) = selection.made_by {
            return Self { owner: Some(id.bytes().to_vec()), ..by("replay_id = ?13 and ?12 is null") };
        }
        match selection.ends[..] {
            [DeliveryEnd::DeadLettered] => by("stage = 3 and ?12 is null and ?13 is null"),
            _ => by("?12 is null and ?13 is null"),
        }
    }

    fn statement(&self) -> String {
        include_str!("../queries/replays/candidates.sql").replace("{driver}", self.condition)
    }
}

fn read(found: &SqliteRow) -> Result<(BulkReplay, ReplayProgress), StoreError> {
    let columns = Columns(found);
    let cursor = columns.bytes_or_none("cursor")?;
    let uuid = |bytes: &[u8]| Uuid::from_slice(bytes).map_err(|_| unreadable("cursor", "no id"));
    let progress = ReplayProgress {
        state: columns.json("state")?,
        planned: columns.count("planned")?,
        made: columns.count("made")?,
        skipped: columns.count("skipped")?,
        cursor: cursor.map(uuid).transpose()?,
        ended_at: columns.time_or_none("ended_at")?,
    };
    Ok((columns.json("asked")?, progress))
}

const fn stage_of(end: DeliveryEnd) -> Stage {
    match end {
        DeliveryEnd::Delivered => Stage::Delivered,
        DeliveryEnd::DeadLettered => Stage::DeadLettered,
        DeliveryEnd::Cancelled => Stage::Cancelled,
    }
}

fn first_id_at(at: Timestamp) -> Vec<u8> {
    first_uuid_at(at).into_bytes().to_vec()
}

fn bytes_of(cursor: Option<Cursor>) -> Option<Vec<u8>> {
    cursor.map(|cursor| cursor.into_bytes().to_vec())
}

struct Begin {
    replay: BulkReplay,
    progress: ReplayProgress,
}

impl Verb for Begin {
    type Answer = ();

    const ATTEMPTED: &'static str = "begin a bulk replay";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let progress = &self.progress;
        sqlx::query(include_str!("../queries/replays/begin.sql"))
            .bind(self.replay.id.bytes().to_vec())
            .bind(to_json(&self.replay))
            .bind(to_json(&progress.state))
            .bind(from_count(progress.planned))
            .bind(from_count(progress.made))
            .bind(from_count(progress.skipped))
            .bind(bytes_of(progress.cursor))
            .bind(progress.ended_at.map(Timestamp::unix_ms))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

struct Advance(ReplayStep);

impl Verb for Advance {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "go on with a bulk replay";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let step = &self.0;
        let found = sqlx::query(include_str!("../queries/replays/advance.sql"))
            .bind(step.id.bytes().to_vec())
            .bind(bytes_of(step.from))
            .bind(bytes_of(step.to))
            .bind(from_count(step.deliveries.len() as u64))
            .bind(from_count(step.skipped))
            .bind(step.finished_at.map(|_| to_json(&ReplayState::Finished)))
            .bind(step.finished_at.map(Timestamp::unix_ms))
            .bind(to_json(&ReplayState::Running))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        if found.rows_affected() == 0 {
            return Ok(Moved::Lost);
        }
        if !step.deliveries.is_empty() {
            AddDeliveries(step.deliveries.clone()).apply(writing).await?;
        }
        Ok(Moved::Done)
    }
}

struct Move {
    id: ReplayId,
    from: Vec<ReplayState>,
    to: ReplayState,
    now: Timestamp,
}

impl Verb for Move {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "move a bulk replay";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let from: Vec<String> = self.from.iter().map(to_json).collect();
        let ended_at = (!self.to.is_open()).then(|| self.now.unix_ms());
        let found = sqlx::query(include_str!("../queries/replays/move.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(to_json(&from))
            .bind(to_json(&self.to))
            .bind(ended_at)
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        if found.rows_affected() == 0 {
            return Ok(Moved::Lost);
        }
        if matches!(self.to, ReplayState::Cancelled | ReplayState::Stopped { .. }) {
            self.cancel_waiting(writing).await?;
        }
        Ok(Moved::Done)
    }
}

impl Move {
    async fn cancel_waiting(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let rows = sqlx::query(include_str!("../queries/replays/cancel_waiting.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for cancelled in &rows {
            arrows::count_cancelled(writing, cancelled, self.now)?;
        }
        Ok(())
    }
}
