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
pub(crate) const MIGRATIONS: &[Migration] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_saved_views.sql"),
    include_str!("../migrations/0003_figures.sql"),
    include_str!("../migrations/0004_event_type_hours.sql"),
    include_str!("../migrations/0005_figure_notes.sql"),
];

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

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{AssertSqlSafe, ConnectOptions};
    use store::conformance::samples::Samples;
    use store::{Configuration, Store};
    use tempfile::TempDir;

    use super::*;
    use crate::SqliteStore;

    const SECOND: Migration = "create table seconds (id integer primary key) strict;";

    /// The workspace's migrations and so many more.
    fn with_more(count: usize) -> Vec<Migration> {
        let more: [Migration; 4] = [
            SECOND,
            "create table thirds (id integer primary key) strict;",
            "create table fourths (id integer primary key) strict;",
            "create table fifths (id integer primary key) strict; update sources set name = 'renamed';",
        ];
        MIGRATIONS.iter().chain(&more[..count]).copied().collect()
    }

    fn now(second: i64) -> Timestamp {
        Timestamp::from_unix_ms(1_793_000_000_000 + second * 1_000)
    }

    async fn query(path: &Path, text: &str) -> Result<String, sqlx::Error> {
        let mut connection = SqliteConnectOptions::new().filename(path).connect().await?;
        let found = sqlx::query_scalar(AssertSqlSafe(text.to_owned())).fetch_one(&mut connection).await;
        connection.close().await?;
        found
    }

    #[tokio::test]
    async fn a_new_file_needs_no_backup() {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        SqliteStore::open_with(&path, now(0), &with_more(2)).await.expect("it opens").close().await;
        SqliteStore::open_with(&path, now(1), &with_more(2)).await.expect("it opens").close().await;
        assert_eq!(backups_of(&path).expect("readable"), Vec::<PathBuf>::new());
    }

    #[tokio::test]
    async fn a_copy_is_made_before_an_older_file_is_migrated() {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        let store = SqliteStore::open(&path, now(0)).await.expect("it opens");
        let source = Samples::new().source("shop");
        store.put_source(source.clone()).await.expect("written");
        store.close().await;
        let store = SqliteStore::open_with(&path, now(1), &with_more(4)).await.expect("it is migrated");
        assert_eq!(store.sources().await.expect("readable")[0].name, "renamed");
        store.close().await;

        let backups = backups_of(&path).expect("readable");
        assert_eq!(backups.len(), 1);
        let name = query(&backups[0], "select name from sources").await.expect("the copy is a workspace");
        assert_eq!(name, source.name);
        let version = query(&backups[0], "select cast(user_version as text) from pragma_user_version").await;
        assert_eq!(version.expect("readable"), MIGRATIONS.len().to_string());
    }

    #[tokio::test]
    async fn the_newest_three_copies_are_kept() {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        for second in 0..=4 {
            let migrations = with_more(usize::try_from(second).expect("small"));
            SqliteStore::open_with(&path, now(second), &migrations).await.expect("it opens").close().await;
        }
        let names: Vec<String> = backups_of(&path)
            .expect("readable")
            .iter()
            .map(|backup| backup.file_name().expect("a file").to_string_lossy().into_owned())
            .collect();
        let newest = [(2, 1), (3, 2), (4, 3)].map(|(second, more)| {
            let schema = MIGRATIONS.len() + more;
            format!("workspace.db.backup-{:015}-schema-{schema}", now(second).unix_ms())
        });
        assert_eq!(names, newest);
    }

    #[tokio::test]
    async fn a_migration_that_fails_leaves_the_schema_before_it() {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        SqliteStore::open(&path, now(0)).await.expect("it opens").close().await;
        let mut migrations = with_more(1);
        migrations.push("create table thirds (id integer primary key) strict; select nothing from nowhere;");
        let failed = SqliteStore::open_with(&path, now(1), &migrations).await;
        assert!(matches!(failed, Err(StoreError::Unavailable { attempted: "migrate the workspace", .. })));
        let tables = query(&path, "select group_concat(name) from sqlite_schema where name in ('seconds', 'thirds')");
        assert_eq!(tables.await.expect("readable"), "seconds");
        SqliteStore::open_with(&path, now(2), &with_more(2)).await.expect("a mended one goes on").close().await;
    }
}
