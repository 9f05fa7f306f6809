//! Mock destinations, and runs of the hostile sender.

use domain::Mock;
use domain::id::LabRunId;
use domain::lab::{LabRun, RUNS_KEPT};
use sqlx::sqlite::SqliteRow;
use store::{Lab, StoreError};

use crate::columns::{Columns, to_json};
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::writer::{Verb, Writing};

#[async_trait::async_trait]
impl Lab for SqliteStore {
    async fn mocks(&self) -> Result<Vec<Mock>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/mocks/all.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read the mocks"))?;
        rows.iter().map(read_mock).collect()
    }

    async fn put_mock(&self, mock: Mock) -> Result<(), StoreError> {
        self.writer().run(PutMock(mock)).await
    }

    async fn delete_mock(&self, name: String) -> Result<(), StoreError> {
        self.writer().run(DeleteMock(name)).await
    }

    async fn lab_runs(&self) -> Result<Vec<LabRun>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/lab_runs/newest.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read the runs of the Lab"))?;
        rows.iter().map(|row| Columns(row).json("record")).collect()
    }

    async fn put_lab_run(&self, run: LabRun) -> Result<(), StoreError> {
        self.writer().run(PutRun(run)).await
    }

    async fn delete_lab_run(&self, id: LabRunId) -> Result<bool, StoreError> {
        self.writer().run(DeleteRun(id)).await
    }
}

fn read_mock(row: &SqliteRow) -> Result<Mock, StoreError> {
    let columns = Columns(row);
    Ok(Mock {
        name: columns.text("name")?.to_owned(),
        rules: columns.json("rules")?,
        created_at: columns.time("created_at")?,
    })
}

struct PutMock(Mock);

impl Verb for PutMock {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a mock";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../queries/mocks/put.sql"))
            .bind(self.0.name.as_str())
            .bind(to_json(&self.0.rules))
            .bind(self.0.created_at.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

struct DeleteMock(String);

impl Verb for DeleteMock {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a mock";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../queries/mocks/delete.sql"))
            .bind(self.0.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

struct PutRun(LabRun);

impl Verb for PutRun {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a run of the Lab";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../queries/lab_runs/put.sql"))
            .bind(self.0.id.bytes().to_vec())
            .bind(to_json(&self.0))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        sqlx::query(include_str!("../queries/lab_runs/keep_newest.sql"))
            .bind(i64::try_from(RUNS_KEPT).unwrap_or(i64::MAX))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

struct DeleteRun(LabRunId);

impl Verb for DeleteRun {
    type Answer = bool;

    const ATTEMPTED: &'static str = "delete a run of the Lab";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<bool, StoreError> {
        let deleted = sqlx::query(include_str!("../queries/lab_runs/delete.sql"))
            .bind(self.0.bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(deleted.rows_affected() > 0)
    }
}
