//! The store: a writing task and a pool of readers on one file.

use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::Connection;
use sqlx::sqlite::SqlitePool;
use store::{Store, StoreError};

use crate::error::unavailable;
use crate::migrations::{MIGRATIONS, Migration, migrate};
use crate::workspace_lock::{WorkspaceLock, make_private_directory_of, private_file};
use crate::writer::Writer;
use crate::{connection, workspace_lock};

/// A workspace in one file. Cheap to share behind an `Arc`; [`close`](Store::close) it before the program ends, or the
/// next start has a little more to read.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    readers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the workspace in the file at `path`, made with its directory when it is not there. `now` names the copy
    /// that is made before an older file is migrated.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has it open, [`StoreError::Newer`] when a newer version wrote it,
    /// [`StoreError::Unavailable`] when it cannot be opened, migrated or trusted to this SQLite.
    pub async fn open(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        Self::open_with(path, now, MIGRATIONS).await
    }

    pub(crate) async fn open_with(path: &Path, now: Timestamp, migrations: &[Migration]) -> Result<Self, StoreError> {
        make_private_directory_of(path).map_err(unavailable("make the directory of the workspace"))?;
        let lock = WorkspaceLock::take(path)?;
        private_file(path).map_err(unavailable("open the workspace"))?;
        let mut connection = connection::writer(path).await?;
        if let Err(error) = migrate(&mut connection, path, migrations, now).await {
            connection.close().await.ok();
            return Err(error);
        }
        let writer = Writer::start(path.to_owned(), connection, lock).await?;
        let readers = connection::readers(path).await?;
        Ok(Self { path: path.to_owned(), readers, writer })
    }

    /// The file of the workspace.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Transactions committed since the store was opened. Fewer than calls when calls were committed together.
    pub fn transactions(&self) -> u64 {
        self.writer.transactions()
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Bytes of the write-ahead log.
    pub(crate) async fn wal_bytes(&self) -> u64 {
        let wal = workspace_lock::beside(&self.path, "-wal");
        tokio::fs::metadata(wal).await.map_or(0, |metadata| metadata.len())
    }
}

#[async_trait::async_trait]
impl Store for SqliteStore {
    async fn close(&self) {
        // The readers first: the last connection that closes folds the write-ahead log into the file.
        self.readers.close().await;
        self.writer.close().await;
    }
}
