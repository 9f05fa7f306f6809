//! How connections are opened, and which SQLite is good enough.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use store::StoreError;

use crate::error::unavailable;

/// Connections that only read.
const READERS: u32 = 4;
/// How long to wait for another program that holds the file, a backup tool for example.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Texts kept prepared on each connection. A text of the writing one is a whole transaction, for as many rows as came
/// together, and takes some 100 KiB.
const STATEMENTS_KEPT: usize = 64;
/// Rows that SQLite's thread reads ahead of who asked for them. When it must wait in between, both threads are woken
/// for every few rows.
const ROWS_AHEAD: usize = 1_024;
/// A write-ahead log that grew longer behind a slow reader is cut back to this: 64 MiB.
const WAL_BYTES_KEPT: &str = "67108864";
/// Pages of the write-ahead log after which they are written into the file: 16 MiB. What changes in every transaction
/// is then written there once for many of them.
const WAL_PAGES_BEFORE_CHECKPOINT: &str = "4096";
/// Pages the writing connection keeps, in KiB. A transaction that changes more pages than fit writes some of them twice.
const WRITER_CACHE_KIB: u32 = 8 * 1024;
/// Older ones can lose a committed transaction when two connections write and checkpoint at the same moment.
const SQLITE_VERSION_MIN: (u32, u32, u32) = (3, 51, 3);

fn options(path: &Path) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on")
        .pragma("temp_store", "memory")
        .pragma("journal_size_limit", WAL_BYTES_KEPT)
        .pragma("wal_autocheckpoint", WAL_PAGES_BEFORE_CHECKPOINT)
        .statement_cache_capacity(STATEMENTS_KEPT)
        .row_buffer_size(ROWS_AHEAD)
        .disable_statement_logging();
    // There, a plain flush leaves data in the cache of the drive.
    if cfg!(target_os = "macos") {
        options.pragma("fullfsync", "on").pragma("checkpoint_fullfsync", "on")
    } else {
        options
    }
}

/// Opens the writing connection. The file must be there.
pub(crate) async fn writer(path: &Path) -> Result<SqliteConnection, StoreError> {
    let mut options = options(path).pragma("cache_size", format!("-{WRITER_CACHE_KIB}"));
    // Only an empty file can be told; setting it on another one writes to it.
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() == 0) {
        options = options.auto_vacuum(SqliteAutoVacuum::Incremental);
    }
    let mut connection = options.connect().await.map_err(unavailable("open the workspace"))?;
    let version: String = sqlx::query_scalar(include_str!("../queries/workspace/sqlite_version.sql"))
        .fetch_one(&mut connection)
        .await
        .map_err(unavailable("read the version of SQLite"))?;
    if is_too_old(&version) {
        connection.close().await.ok();
        return Err(unavailable("open the workspace")(format!("SQLite {version} can lose committed transactions")));
    }
    Ok(connection)
}

/// Opens the pool of readers.
pub(crate) async fn readers(path: &Path) -> Result<SqlitePool, StoreError> {
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .min_connections(1)
        .test_before_acquire(false)
        .connect_with(options(path).pragma("query_only", "on"))
        .await
        .map_err(unavailable("open the workspace for reading"))
}

fn is_too_old(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) < SQLITE_VERSION_MIN
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use sqlx::AssertSqlSafe;

    use super::*;

    #[tokio::test]
    async fn the_pragmas_are_what_durability_needs() {
        let directory = tempfile::TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        let now = Timestamp::from_unix_ms(0);
        let store = crate::SqliteStore::open(&path, now).await.expect("the store opens");
        let mut writer = writer(&path).await.expect("the file opens");
        let mut reader = store.readers().acquire().await.expect("the pool has one");
        for (pragma, of_writer, of_reader) in [
            ("journal_mode", "wal", "wal"),
            ("synchronous", "2", "2"),
            ("foreign_keys", "1", "1"),
            ("trusted_schema", "0", "0"),
            ("cell_size_check", "1", "1"),
            ("busy_timeout", "10000", "10000"),
            ("auto_vacuum", "2", "2"),
            ("temp_store", "2", "2"),
            ("query_only", "0", "1"),
        ] {
            let statement = format!("select cast({pragma} as text) from pragma_{pragma}");
            let statement = statement.replace("select cast(busy_timeout", "select cast(timeout");
            for (connection, expected) in [(&mut writer, of_writer), (&mut *reader, of_reader)] {
                let found: String = sqlx::query_scalar(AssertSqlSafe(statement.clone()))
                    .fetch_one(connection)
                    .await
                    .expect("a pragma is readable");
                assert_eq!(found, expected, "{pragma}");
            }
        }
        drop(reader);
        writer.close().await.expect("it closes");
        store::Store::close(&store).await;
    }

    #[test]
    fn versions_before_the_repair_are_too_old() {
        for (version, expected) in
            [("3.46.0", true), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false), ("4.0.0", false), ("?", true)]
        {
            assert_eq!(is_too_old(version), expected, "{version}");
        }
    }
}
