//! What is known of the kinds of events: learnt shapes, versions of schemas, findings of drift.

use domain::id::{EventId, SourceId, TriggeredId};
use domain::{EventTypeName, Timestamp};

use crate::{Cursor, Moved, StoreError};

/// What is known of the kinds of events. Shapes are opaque bytes here.
#[async_trait::async_trait]
pub trait Catalog: Send + Sync + 'static {
    /// How far events were looked at; `None` before the first.
    async fn learnt_to(&self) -> Result<Option<Cursor>, StoreError>;

    /// Events between two ids, in the order of their ids, at most `limit`. Rejected events are left out: anyone can send
    /// them.
    async fn learnable_events(
        &self,
        after: Option<Cursor>,
        before: Cursor,
        limit: u32,
    ) -> Result<Vec<LearnableEvent>, StoreError>;

    /// Writes what was learnt and how far events were looked at, together. [`Moved::Lost`] when the cursor is not where
    /// the step begins: then nothing is written. A type that was not known gets its first learnt version.
    async fn learn(&self, step: LearningStep) -> Result<Moved, StoreError>;

    /// What was learnt of one type.
    async fn learnt_type(&self, key: &TypeKey) -> Result<Option<LearntType>, StoreError>;

    /// Every type of which something is known, by source and name.
    async fn catalog_types(&self) -> Result<Vec<CatalogType>, StoreError>;

    /// The versions of a type, newest first.
    async fn schema_versions(&self, key: &TypeKey) -> Result<Vec<SchemaVersion>, StoreError>;

    /// Adds a version and answers its number. The `number` in it is not looked at.
    async fn add_schema(&self, key: TypeKey, version: SchemaVersion) -> Result<u32, StoreError>;

    /// Findings of a type, resolved ones too; those met last stand first.
    async fn findings(&self, key: &TypeKey) -> Result<Vec<Finding>, StoreError>;

    /// Ends all open findings of a type and lets go of what waits to be adopted. With `adopted` the shape is replaced,
    /// the learnt version that was is frozen, and a new one begins.
    async fn resolve_findings(&self, key: TypeKey, adopted: Option<Adopted>, now: Timestamp) -> Result<(), StoreError>;

    /// Keeps a triggered request, and of all the newest `kept_max`.
    async fn keep_triggered(&self, row: TriggeredRow, kept_max: u32) -> Result<(), StoreError>;

    /// Triggered requests, newest first.
    async fn triggered(&self, limit: u32) -> Result<Vec<TriggeredRow>, StoreError>;
}

/// A kind of event as one source sends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeKey {
    /// The source; `None` for events published through the API, and for schemas that hold for any source.
    pub source_id: Option<SourceId>,
    /// The kind.
    pub event_type: EventTypeName,
}

/// An event, as far as it takes to decide whether to learn from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnableEvent {
    /// Its id.
    pub id: EventId,
    /// Its source and kind.
    pub key: TypeKey,
    /// When it was received.
    pub received_at: Timestamp,
    /// Length of its body.
    pub body_bytes: u64,
}

/// What was learnt from some events, and how far that goes.
#[derive(Debug, Clone)]
pub struct LearningStep {
    /// Where the step begins.
    pub from: Option<Cursor>,
    /// The last event looked at.
    pub to: Cursor,
    /// Types as they are now.
    pub types: Vec<LearntType>,
    /// What differed. `events` counts those of this step only; `resolution` is not looked at.
    pub findings: Vec<(TypeKey, Finding)>,
}

/// What was learnt of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearntType {
    /// The type.
    pub key: TypeKey,
    /// When the first event of it that was looked at came.
    pub first_at: Timestamp,
    /// When the last one came.
    pub last_at: Timestamp,
    /// Events that were looked at.
    pub events: u64,
    /// The shape that payloads are held against.
    pub baseline: Vec<u8>,
    /// The shape of those that differ, until somebody says what they are.
    pub pending: Option<Vec<u8>>,
}

/// A type, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogType {
    /// The type.
    pub key: TypeKey,
    /// When the first event of it that was looked at came, if any did.
    pub first_at: Option<Timestamp>,
    /// Events that were looked at.
    pub events: u64,
    /// Versions of its schema.
    pub versions: u32,
    /// Where the newest is from.
    pub origin: Origin,
    /// Findings that nobody resolved.
    pub open_findings: u32,
}

/// One version of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaVersion {
    /// Counts from 1, over all origins.
    pub number: u32,
    /// Where it is from.
    pub origin: Origin,
    /// Since when it holds.
    pub since: Timestamp,
    /// The schema; `None` while it follows from what is learnt.
    pub schema: Option<String>,
    /// Payloads that came with it: a JSON list of `[name, payload]`.
    pub examples: String,
}

/// Where a schema is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody wrote it.
    Given,
    /// It stood in an OpenAPI document.
    Imported,
    /// It was learnt from events.
    Learnt,
}

/// One path that changed in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the payload.
    pub path: String,
    /// How, as a word.
    pub sort: String,
    /// What was there, in words.
    pub was: String,
    /// What is there, in words.
    pub now: String,
    /// When it was met first.
    pub first_at: Timestamp,
    /// In which event.
    pub first_event_id: EventId,
    /// When it was met last.
    pub last_at: Timestamp,
    /// In which event.
    pub last_event_id: EventId,
    /// In how many events that were looked at.
    pub events: u64,
    /// What somebody said it is, and when.
    pub resolution: Option<(Resolution, Timestamp)>,
}

/// What somebody said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The new normal: the shape has room for it now.
    Adopted,
    /// A fault that is over, or does not matter: the shape stays.
    Dismissed,
}

/// What is adopted.
#[derive(Debug, Clone)]
pub struct Adopted {
    /// The shape from now on.
    pub baseline: Vec<u8>,
    /// The schema of the version that ends.
    pub ended_schema: String,
}

/// A triggered request with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriggeredRow {
    /// Its id.
    pub id: TriggeredId,
    /// Everything, as JSON.
    pub kept: String,
}

impl Origin {
    /// The word for it in the API and the databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Imported => "imported",
            Self::Learnt => "learnt",
        }
    }

    /// Reads a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Given, Self::Imported, Self::Learnt].into_iter().find(|origin| origin.word() == word)
    }
}

impl Resolution {
    /// The word for it in the API and the databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Dismissed => "dismissed",
        }
    }

    /// Reads a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Adopted, Self::Dismissed].into_iter().find(|resolution| resolution.word() == word)
    }
}
