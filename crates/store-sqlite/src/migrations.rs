//! Forward only: each migration is one transaction, and before the first of them a copy of the file is made.

use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection};
use store::StoreError;

use crate::error::unavailable;
use crate::workspace_lock::{beside, private_file};

/// Copies kept beside the file; the oldest go.
const BACKUPS_KEPT: usize = 3;

/// One step of the schema. The first is version 1; a published one is never changed.
pub(crate) type Migration = &'static str;

/// All of them, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[include_str!("../migrations/0001_first.sql")];

/// Brings the file at `path` to the newest version.
///
/// # Errors
/// [`StoreError::Newer`] when it is newer than that; then it was not touched.
pub(crate) async fn migrate(
    connection: &mut SqliteConnection,
    path: &Path,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), StoreError> {
    let found: i64 = sqlx::query_scalar(include_str!("../queries/workspace/schema_version.sql"))
        .fetch_one(&mut *connection)
        .await
        .map_err(unavailable("read the version of the workspace"))?;
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found > 0 && found < known {
        back_up(connection, path, found, now).await?;
    }
    for (version, migration) in (1..).zip(migrations).skip_while(|(version, _)| *version <= found) {
        apply(connection, version, migration).await.map_err(unavailable("migrate the workspace"))?;
    }
    Ok(())
}

async fn apply(connection: &mut SqliteConnection, version: i64, migration: Migration) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    sqlx::raw_sql(migration).execute(&mut *transaction).await?;
    // A pragma takes no parameter.
    sqlx::raw_sql(AssertSqlSafe(format!("pragma user_version = {version}"))).execute(&mut *transaction).await?;
    transaction.commit().await
}

async fn back_up(
    connection: &mut SqliteConnection,
    path: &Path,
    version: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let attempted = "back up the workspace before its migration";
    let backup = beside(path, &format!(".backup-{:015}-schema-{version}", now.unix_ms()));
    // SQLite fills an empty file, and this one only its owner can read.
    let file = private_file(&backup).map_err(unavailable(attempted))?;
    sqlx::query(include_str!("../queries/workspace/back_up.sql"))
        .bind(backup.to_string_lossy().into_owned())
        .execute(connection)
        .await
        .map_err(unavailable(attempted))?;
    file.sync_all().map_err(unavailable(attempted))?;
    let mut backups = backups_of(path).map_err(unavailable(attempted))?;
    let old = backups.len().saturating_sub(BACKUPS_KEPT);
    for backup in backups.drain(..old) {
        std::fs::remove_file(backup).map_err(unavailable("remove an old backup of the workspace"))?;
    }
    Ok(())
}

/// The copies beside the file, oldest first: their names begin with the time.
fn backups_of(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let prefix = beside(path, ".backup-");
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut backups = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&*prefix.file_name().unwrap_or_default().to_string_lossy()) {
            backups.push(entry);
        }
    }
    backups.sort();
    Ok(backups)
}
