//! What the Lab keeps, in memory.

use domain::Mock;
use domain::id::LabRunId;
use domain::lab::{LabRun, RUNS_KEPT};
use store::{Lab, StoreError};

use super::MemoryStore;

#[async_trait::async_trait]
impl Lab for MemoryStore {
    async fn mocks(&self) -> Result<Vec<Mock>, StoreError> {
        let mut mocks: Vec<Mock> = self.content().mocks.values().cloned().collect();
        mocks.sort_by_key(|mock| mock.created_at);
        Ok(mocks)
    }

    async fn put_mock(&self, mock: Mock) -> Result<(), StoreError> {
        let mut content = self.content();
        let created_at = content.mocks.get(&mock.name).map_or(mock.created_at, |made| made.created_at);
        content.mocks.insert(mock.name.clone(), Mock { created_at, ..mock });
        Ok(())
    }

    async fn delete_mock(&self, name: String) -> Result<(), StoreError> {
        self.content().mocks.remove(&name);
        Ok(())
    }

    async fn lab_runs(&self) -> Result<Vec<LabRun>, StoreError> {
        Ok(self.content().lab_runs.values().rev().cloned().collect())
    }

    async fn put_lab_run(&self, run: LabRun) -> Result<(), StoreError> {
        let mut content = self.content();
        content.lab_runs.insert(run.id, run);
        while content.lab_runs.len() > RUNS_KEPT {
            content.lab_runs.pop_first();
        }
        Ok(())
    }

    async fn delete_lab_run(&self, id: LabRunId) -> Result<bool, StoreError> {
        Ok(self.content().lab_runs.remove(&id).is_some())
    }
}
