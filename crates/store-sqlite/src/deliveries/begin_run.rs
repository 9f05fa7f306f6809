//! Begins a run of the engine and takes back what an earlier one left in flight.

use domain::{Lease, Timestamp};
use store::{Run, Stage, StoreError};

use crate::columns::Columns;
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

pub(crate) struct BeginRun {
    pub(crate) now: Timestamp,
}

impl Verb for BeginRun {
    type Answer = Run;

    const ATTEMPTED: &'static str = "begin a run";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Run, StoreError> {
        let lease: i64 = sqlx::query_scalar(include_str!("../../queries/runs/begin.sql"))
            .bind(self.now.unix_ms())
            .fetch_one(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        let rows = sqlx::query(include_str!("../../queries/runs/in_flight.sql"))
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        for row in &rows {
            let columns = Columns(row);
            writing.tally.deliveries_moved(
                columns.integer("deliveries")?,
                columns.id("destination_id")?,
                columns.time("minute")?,
                Stage::Sending,
                columns.code("stage", Stage::from_code)?,
            );
        }
        let recovered = sqlx::query(include_str!("../../queries/runs/recover.sql"))
            .bind(self.now.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(Run { lease: Lease(lease), interrupted: recovered.rows_affected() })
    }
}
