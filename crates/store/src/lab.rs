//! Mock destinations, and runs of the hostile sender.

use domain::Mock;
use domain::id::LabRunId;
use domain::lab::LabRun;

use crate::StoreError;

/// What the Lab keeps.
#[async_trait::async_trait]
pub trait Lab: Send + Sync + 'static {
    /// All mocks, oldest first.
    async fn mocks(&self) -> Result<Vec<Mock>, StoreError>;

    /// Writes a mock, new or changed. The time it was made at stays that of the first write.
    async fn put_mock(&self, mock: Mock) -> Result<(), StoreError>;

    /// Deletes a mock.
    async fn delete_mock(&self, name: String) -> Result<(), StoreError>;

    /// All runs that are kept, newest first.
    async fn lab_runs(&self) -> Result<Vec<LabRun>, StoreError>;

    /// Writes a run, new or changed, and lets go of all but the newest [`RUNS_KEPT`](domain::lab::RUNS_KEPT).
    async fn put_lab_run(&self, run: LabRun) -> Result<(), StoreError>;

    /// Deletes a run; answers whether there was one.
    async fn delete_lab_run(&self, id: LabRunId) -> Result<bool, StoreError>;
}
