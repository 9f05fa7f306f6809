//! The suite of the crate `store`, on real files.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::Timestamp;
use store::Store;
use store::conformance::Harness;
use store_sqlite::SqliteStore;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_unix_ms(1_793_000_000_000);

/// A directory with a file for each store.
struct Files {
    directory: TempDir,
    opened: AtomicU32,
}

impl Files {
    fn new() -> Self {
        let directory = TempDir::new().expect("there is room for a directory");
        Self { directory, opened: AtomicU32::new(0) }
    }
}

#[async_trait::async_trait]
impl Harness for Files {
    type Store = SqliteStore;

    async fn open(&self) -> SqliteStore {
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let path = self.directory.path().join(format!("workspace-{number}.db"));
        SqliteStore::open(&path, NOW).await.expect("a new store opens")
    }

    async fn reopen(&self, store: SqliteStore) -> SqliteStore {
        store.close().await;
        SqliteStore::open(store.path(), NOW).await.expect("a closed store opens again")
    }
}

store::conformance_tests!(Files::new());
