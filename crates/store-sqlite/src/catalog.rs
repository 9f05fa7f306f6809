//! What is known of the kinds of events.

use domain::Timestamp;
use domain::id::SourceId;
use sqlx::sqlite::{SqliteQueryResult, SqliteRow};
use store::{
    Adopted, Catalog, CatalogType, Cursor, Finding, LearnableEvent, LearningStep, LearntType, Moved, Origin,
    Resolution, SchemaVersion, StoreError, TriggeredRow, TypeKey,
};
use uuid::Uuid;

use crate::columns::{Columns, from_count, unreadable};
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::writer::{Verb, Writing};

const READ: &str = "read the catalogue";

#[async_trait::async_trait]
impl Catalog for SqliteStore {
    async fn learnt_to(&self) -> Result<Option<Cursor>, StoreError> {
        let found = sqlx::query(include_str!("../queries/catalog/learnt_to.sql"))
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let cursor = |row: &SqliteRow| {
            Uuid::from_slice(Columns(row).bytes("cursor")?).map_err(|_| unreadable("cursor", "no id"))
        };
        found.as_ref().map(cursor).transpose()
    }

    async fn learnable_events(
        &self,
        after: Option<Cursor>,
        before: Cursor,
        limit: u32,
    ) -> Result<Vec<LearnableEvent>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/catalog/events.sql"))
            .bind(bytes_of(after))
            .bind(before.into_bytes().to_vec())
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let event = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(LearnableEvent {
                id: columns.id("id")?,
                key: key_of(&columns)?,
                received_at: columns.time("received_at")?,
                body_bytes: columns.count("body_bytes")?,
            })
        };
        rows.iter().map(event).collect()
    }

    async fn learn(&self, step: LearningStep) -> Result<Moved, StoreError> {
        self.writer().run(Learn(step)).await
    }

    async fn learnt_type(&self, key: &TypeKey) -> Result<Option<LearntType>, StoreError> {
        let rows = self.of_type(include_str!("../queries/catalog/learnt_type.sql"), key).await?;
        let learnt = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(LearntType {
                key: key_of(&columns)?,
                first_at: columns.time("first_at")?,
                last_at: columns.time("last_at")?,
                events: columns.count("events")?,
                baseline: columns.bytes("baseline")?.to_vec(),
                pending: columns.bytes_or_none("pending")?.map(<[u8]>::to_vec),
            })
        };
        rows.first().map(learnt).transpose()
    }

    async fn catalog_types(&self) -> Result<Vec<CatalogType>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/catalog/event_types.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let known = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(CatalogType {
                key: key_of(&columns)?,
                first_at: columns.time_or_none("first_at")?,
                events: columns.count("events")?,
                versions: columns.count("versions")?,
                origin: origin(&columns)?,
                open_findings: columns.count("open_findings")?,
            })
        };
        rows.iter().map(known).collect()
    }

    async fn schema_versions(&self, key: &TypeKey) -> Result<Vec<SchemaVersion>, StoreError> {
        let version = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(SchemaVersion {
                number: columns.count("number")?,
                origin: origin(&columns)?,
                since: columns.time("since")?,
                schema: columns.text_or_none("schema")?,
                examples: columns.text("examples")?.to_owned(),
            })
        };
        self.of_type(include_str!("../queries/catalog/versions.sql"), key).await?.iter().map(version).collect()
    }

    async fn add_schema(&self, key: TypeKey, version: SchemaVersion) -> Result<u32, StoreError> {
        self.writer().run(AddSchema { key, version }).await
    }

    async fn findings(&self, key: &TypeKey) -> Result<Vec<Finding>, StoreError> {
        self.of_type(include_str!("../queries/catalog/findings.sql"), key).await?.iter().map(finding).collect()
    }

    async fn resolve_findings(&self, key: TypeKey, adopted: Option<Adopted>, now: Timestamp) -> Result<(), StoreError> {
        self.writer().run(Resolve { key, adopted, now }).await
    }

    async fn keep_triggered(&self, row: TriggeredRow, kept_max: u32) -> Result<(), StoreError> {
        self.writer().run(KeepTriggered { row, kept_max }).await
    }

    async fn triggered(&self, limit: u32) -> Result<Vec<TriggeredRow>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/catalog/triggered.sql"))
            .bind(limit)
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        let kept = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(TriggeredRow { id: columns.id("id")?, kept: columns.text("kept")?.to_owned() })
        };
        rows.iter().map(kept).collect()
    }
}

impl SqliteStore {
    async fn of_type(&self, query: &'static str, key: &TypeKey) -> Result<Vec<SqliteRow>, StoreError> {
        sqlx::query(query)
            .bind(source_of(key))
            .bind(key.event_type.as_str())
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))
    }
}

fn finding(row: &SqliteRow) -> Result<Finding, StoreError> {
    let columns = Columns(row);
    let resolution = match (columns.text_or_none("resolution")?, columns.time_or_none("resolved_at")?) {
        (Some(word), Some(at)) => {
            Some((Resolution::from_word(&word).ok_or_else(|| unreadable("resolution", word.as_str()))?, at))
        }
        _ => None,
    };
    Ok(Finding {
        path: columns.text("path")?.to_owned(),
        sort: columns.text("sort")?.to_owned(),
        was: columns.text("was")?.to_owned(),
        now: columns.text("now")?.to_owned(),
        first_at: columns.time("first_at")?,
        first_event_id: columns.id("first_event_id")?,
        last_at: columns.time("last_at")?,
        last_event_id: columns.id("last_event_id")?,
        events: columns.count("events")?,
        resolution,
    })
}

fn key_of(columns: &Columns<'_>) -> Result<TypeKey, StoreError> {
    let source_id: Option<SourceId> = match columns.bytes("source_id")? {
        [] => None,
        _ => Some(columns.id("source_id")?),
    };
    Ok(TypeKey { source_id, event_type: columns.event_type()? })
}

fn origin(columns: &Columns<'_>) -> Result<Origin, StoreError> {
    let word = columns.text("origin")?;
    Origin::from_word(word).ok_or_else(|| unreadable("origin", word))
}

/// Empty for events without source.
fn source_of(key: &TypeKey) -> Vec<u8> {
    key.source_id.map_or_else(Vec::new, |id| id.bytes().to_vec())
}

/// Empty before the first.
fn bytes_of(cursor: Option<Cursor>) -> Vec<u8> {
    cursor.map_or_else(Vec::new, |cursor| cursor.into_bytes().to_vec())
}

struct Learn(LearningStep);

impl Verb for Learn {
    type Answer = Moved;

    const ATTEMPTED: &'static str = "write what was learnt";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Moved, StoreError> {
        let step = &self.0;
        let moved: SqliteQueryResult = sqlx::query(include_str!("../queries/catalog/move_cursor.sql"))
            .bind(bytes_of(step.from))
            .bind(step.to.into_bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        if moved.rows_affected() == 0 {
            return Ok(Moved::Lost);
        }
        for learnt in &step.types {
            sqlx::query(include_str!("../queries/catalog/put_type.sql"))
                .bind(source_of(&learnt.key))
                .bind(learnt.key.event_type.as_str())
                .bind(learnt.first_at.unix_ms())
                .bind(learnt.last_at.unix_ms())
                .bind(from_count(learnt.events))
                .bind(learnt.baseline.as_slice())
                .bind(learnt.pending.as_deref())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            begin_learnt_version(writing, &learnt.key, learnt.first_at).await.map_err(unavailable(Self::ATTEMPTED))?;
        }
        for (key, finding) in &step.findings {
            sqlx::query(include_str!("../queries/catalog/put_finding.sql"))
                .bind(source_of(key))
                .bind(key.event_type.as_str())
                .bind(finding.path.as_str())
                .bind(finding.sort.as_str())
                .bind(finding.was.as_str())
                .bind(finding.now.as_str())
                .bind(finding.first_at.unix_ms())
                .bind(finding.first_event_id.bytes().to_vec())
                .bind(finding.last_at.unix_ms())
                .bind(finding.last_event_id.bytes().to_vec())
                .bind(from_count(finding.events))
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        Ok(Moved::Done)
    }
}

/// A version that follows from what is learnt, unless there is one.
async fn begin_learnt_version(writing: &mut Writing<'_>, key: &TypeKey, since: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("../queries/catalog/begin_learnt_version.sql"))
        .bind(source_of(key))
        .bind(key.event_type.as_str())
        .bind(since.unix_ms())
        .execute(&mut *writing.connection)
        .await
        .map(|_| ())
}

struct AddSchema {
    key: TypeKey,
    version: SchemaVersion,
}

impl Verb for AddSchema {
    type Answer = u32;

    const ATTEMPTED: &'static str = "write a schema";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<u32, StoreError> {
        let row = sqlx::query(include_str!("../queries/catalog/add_schema.sql"))
            .bind(source_of(&self.key))
            .bind(self.key.event_type.as_str())
            .bind(self.version.origin.word())
            .bind(self.version.since.unix_ms())
            .bind(self.version.schema.as_deref())
            .bind(self.version.examples.as_str())
            .fetch_one(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Columns(&row).count("number")
    }
}

struct Resolve {
    key: TypeKey,
    adopted: Option<Adopted>,
    now: Timestamp,
}

impl Verb for Resolve {
    type Answer = ();

    const ATTEMPTED: &'static str = "resolve findings";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let (source, name) = (source_of(&self.key), self.key.event_type.as_str());
        let resolution = if self.adopted.is_some() { Resolution::Adopted } else { Resolution::Dismissed };
        sqlx::query(include_str!("../queries/catalog/resolve.sql"))
            .bind(source.clone())
            .bind(name)
            .bind(self.now.unix_ms())
            .bind(resolution.word())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        sqlx::query(include_str!("../queries/catalog/drop_pending.sql"))
            .bind(source.clone())
            .bind(name)
            .bind(self.adopted.as_ref().map(|adopted| adopted.baseline.as_slice()))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        let Some(adopted) = &self.adopted else { return Ok(()) };
        sqlx::query(include_str!("../queries/catalog/freeze_version.sql"))
            .bind(source)
            .bind(name)
            .bind(adopted.ended_schema.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        begin_learnt_version(writing, &self.key, self.now).await.map_err(unavailable(Self::ATTEMPTED))
    }
}

struct KeepTriggered {
    row: TriggeredRow,
    kept_max: u32,
}

impl Verb for KeepTriggered {
    type Answer = ();

    const ATTEMPTED: &'static str = "keep a triggered request";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../queries/catalog/keep_triggered.sql"))
            .bind(self.row.id.bytes().to_vec())
            .bind(self.row.kept.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        sqlx::query(include_str!("../queries/catalog/drop_triggered.sql"))
            .bind(self.kept_max)
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}
