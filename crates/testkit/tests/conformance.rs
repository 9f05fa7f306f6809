//! The reference store keeps every promise that a database has to keep.

use store::conformance::Harness;
use testkit::MemoryStore;

struct Memory;

#[async_trait::async_trait]
impl Harness for Memory {
    type Store = MemoryStore;

    async fn open(&self) -> MemoryStore {
        MemoryStore::default()
    }

    async fn reopen(&self, store: MemoryStore) -> MemoryStore {
        store
    }
}

store::conformance_tests!(Memory);
