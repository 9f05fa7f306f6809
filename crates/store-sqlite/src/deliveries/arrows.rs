//! The arrows that move one delivery: release, cancel, run now. Each is one statement that finds the delivery only where
//! the arrow begins.

use std::collections::HashSet;

use domain::id::DeliveryId;
use domain::{Lease, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::{Moved, Stage, StoreError};

use super::lines::{self, Line};
use super::state_columns::scheduled_stage;
use crate::columns::Columns;
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// In flight under a lease, back to scheduled.
pub(crate) struct Release {
    pub(crate) id: DeliveryId,
    pub(crate) lease: Lease,
    pub(crate) due_at: Timestamp,
}

impl Verb for Release {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "release a delivery";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let row = sqlx::query(include_str!("../../queries/deliveries/release.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(self.lease.0)
            .bind(self.due_at.unix_ms())
            .fetch_optional(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        moved(writing, row.as_ref(), |scheduled| (Stage::Sending, scheduled), None)
    }
}

/// Scheduled to cancelled.
pub(crate) struct Cancel {
    pub(crate) id: DeliveryId,
    pub(crate) now: Timestamp,
}

impl Verb for Cancel {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "cancel a delivery";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let row = sqlx::query(include_str!("../../queries/deliveries/cancel.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .fetch_optional(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        if let Some(line) = row.as_ref().map(Line::of).transpose()?.flatten() {
            let ended = HashSet::from([line]);
            lines::advance(&mut writing.script, ended);
        }
        moved(writing, row.as_ref(), |scheduled| (scheduled, Stage::Cancelled), Some(self.now))
    }
}

/// Scheduled, due sooner.
pub(crate) struct RunNow {
    pub(crate) id: DeliveryId,
    pub(crate) now: Timestamp,
}

impl Verb for RunNow {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "run a delivery now";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let found = sqlx::query(include_str!("../../queries/deliveries/run_now.sql"))
            .bind(self.id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(if found.rows_affected() == 0 { Moved::Lost } else { Moved::Done })
    }
}

/// Counts a delivery that a statement like that of [`Cancel`] returned, and that stands in no line.
pub(crate) fn count_cancelled(writing: &mut Writing<'_>, row: &SqliteRow, now: Timestamp) -> Result<(), StoreError> {
    moved(writing, Some(row), |scheduled| (scheduled, Stage::Cancelled), Some(now)).map(|_| ())
}

/// Counts a move between the stages that `stages` makes of the delivery's scheduled stage, and since when it waits no
/// longer. No row, no move.
fn moved(
    writing: &mut Writing<'_>,
    row: Option<&SqliteRow>,
    stages: impl FnOnce(Stage) -> (Stage, Stage),
    over_at: Option<Timestamp>,
) -> Result<Moved, StoreError> {
    let Some(row) = row else { return Ok(Moved::Lost) };
    let columns = Columns(row);
    let (from, to) = stages(scheduled_stage(columns.integer("attempts_made")?)?);
    let (destination_id, created_at) = (columns.id("destination_id")?, columns.time("created_at")?);
    writing.tally.deliveries_moved(1, destination_id, created_at, from, to);
    if let Some(over_at) = over_at {
        writing.tally.figures.waiting_changed(destination_id, over_at, -1);
    }
    Ok(Moved::Done)
}
