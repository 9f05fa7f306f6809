//! The catalogue, as clients see it.

use std::collections::{BTreeMap, BTreeSet};

use engine::{ImportReport, KnownType};
use serde::Serialize;
use serde_json::Value;
use store::{EventRow, Finding, TypeKey};
use utoipa::ToSchema;

use super::ResolutionName;
use crate::event_types::recent_since;
use crate::problem::Problem;
use crate::state::ApiState;

/// A kind of event, as one source sends it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogType {
    /// The kind.
    pub event_type: String,
    /// The source; null for what is published through the API and for schemas that hold anywhere.
    pub source_id: Option<String>,
    /// The source's name.
    pub source_name: Option<String>,
    /// How many events of it were captured.
    pub count: u64,
    /// When the first one that was looked at came.
    pub first_at_ms: Option<i64>,
    /// When the newest was received.
    pub last_at_ms: Option<i64>,
    /// How many of them were looked at.
    pub learnt_from: u64,
    /// Versions of its schema.
    pub versions: u32,
    /// Where the newest version is from; null before the first event was looked at.
    pub origin: Option<Origin>,
    /// Paths that changed, and nobody said yet what that is.
    pub open_drift: u32,
}

/// Where a schema is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody wrote it.
    Given,
    /// It stood in an OpenAPI document.
    Imported,
    /// It was learnt from events.
    Learnt,
}

/// One kind with everything that is known of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogEntry {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: CatalogType,
    /// Versions, newest first.
    pub schemas: Vec<SchemaVersion>,
    /// What changed; what was met last stands first.
    pub drift: Vec<Drift>,
    /// Whether something waits to be adopted.
    pub can_adopt: bool,
    /// Payloads of it: the newest events, those that came with a schema, and those that are shipped.
    pub examples: Vec<Example>,
}

/// A version of a schema.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SchemaVersion {
    /// Counts from 1.
    pub number: u32,
    /// Where it is from.
    pub origin: Origin,
    /// Since when it holds.
    pub since_ms: i64,
    /// Whether it still grows with what comes.
    pub is_growing: bool,
    /// JSON Schema, 2020-12 where it was learnt.
    pub schema: Value,
}

/// One path that changed in one way.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Drift {
    /// JSON Pointer, with `*` for any index of a list and any key of a map.
    pub path: String,
    /// `appeared`, `vanished`, `kind_changed`, `became_null`, `new_value`, `format_lost` or `not_as_given`.
    pub sort: String,
    /// What was there, or what is demanded, in plain words.
    pub was: String,
    /// What is there.
    pub now: String,
    /// Since when.
    pub since_ms: i64,
    /// The first event that had it.
    pub first_event_id: String,
    /// When it was met last.
    pub last_at_ms: i64,
    /// The last event that had it.
    pub last_event_id: String,
    /// How many events that were looked at had it.
    pub events: u64,
    /// What somebody said it is.
    pub resolution: Option<ResolutionName>,
    /// When.
    pub resolved_at_ms: Option<i64>,
}

/// Where an example is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExampleOrigin {
    /// A stored event.
    Event,
    /// It came with a schema.
    Schema,
    /// The provider publishes it.
    Shipped,
}

/// A payload of a kind.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Example {
    /// Where it is from.
    pub origin: ExampleOrigin,
    /// The kind.
    pub event_type: String,
    /// What it is called.
    pub name: String,
    /// The event, if it is one.
    pub event_id: Option<String>,
    /// When it was received, if it is an event.
    pub at_ms: Option<i64>,
    /// The payload, if it came with a schema.
    pub body: Option<String>,
    /// The provider, if it is shipped.
    pub provider: Option<String>,
    /// Which of its kind, if it is shipped.
    pub number: Option<u32>,
}

/// A payload to look at or to edit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamplePayload {
    /// JSON with line breaks.
    pub body: String,
    /// Whose it is, if it is shipped.
    pub attribution: Option<Attribution>,
}

/// Whose an example is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Attribution {
    /// One line: from where, whose, under which licence.
    pub line: String,
    /// The licence in full.
    pub licence: String,
}

/// A schema that was taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SomeSchema {
    /// The kind.
    pub event_type: String,
    /// The number of the version.
    pub version: u32,
}

/// What an import made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportedSchemas {
    /// Kinds that were taken.
    pub items: Vec<SomeSchema>,
    /// Kinds that were left out, each with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A kind that was not taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeftOut {
    /// Its name in the document.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Kinds of events seen and known.
pub async fn types(state: &ApiState) -> Result<Vec<CatalogType>, Problem> {
    let store = state.engine.store();
    let snapshot = state.engine.configuration().snapshot();
    let mut types: BTreeMap<TypeKey, CatalogType> = BTreeMap::new();
    for known in store.catalog_types().await? {
        let shown = CatalogType {
            first_at_ms: known.first_at.map(|at| at.unix_ms()),
            learnt_from: known.events,
            versions: known.versions,
            origin: Some(known.origin.into()),
            open_drift: known.open_findings,
            ..CatalogType::unknown(&known.key)
        };
        types.insert(known.key, shown);
    }
    let mut of_sources: BTreeMap<_, u64> = BTreeMap::new();
    for entry in snapshot.sources() {
        for seen in store.event_types(Some(entry.source.id), recent_since(state)).await? {
            *of_sources.entry(seen.event_type.clone()).or_default() += seen.count;
            let key = TypeKey { source_id: Some(entry.source.id), event_type: seen.event_type };
            let shown = types.entry(key.clone()).or_insert_with(|| CatalogType::unknown(&key));
            (shown.count, shown.last_at_ms) = (seen.count, Some(seen.last_at.unix_ms()));
        }
    }
    // What is left of all was published through the API, or came to a source that is deleted.
    let learnt: BTreeSet<TypeKey> = types.keys().filter(|key| key.source_id.is_none()).cloned().collect();
    for seen in store.event_types(None, recent_since(state)).await? {
        let key = TypeKey { source_id: None, event_type: seen.event_type.clone() };
        let count = seen.count.saturating_sub(of_sources.get(&seen.event_type).copied().unwrap_or(0));
        let is_learnt = learnt.contains(&key) && types.get(&key).is_some_and(|known| known.learnt_from > 0);
        if is_learnt {
            let shown = types.entry(key.clone()).or_insert_with(|| CatalogType::unknown(&key));
            (shown.count, shown.last_at_ms) = (count, Some(seen.last_at.unix_ms()));
        }
    }
    for shown in types.values_mut() {
        let name = shown
            .source_id
            .as_ref()
            .and_then(|id| snapshot.sources().iter().find(|entry| entry.source.id.to_string() == *id));
        shown.source_name = name.map(|entry| entry.source.name.clone());
    }
    Ok(types.into_values().collect())
}

/// JSON with line breaks.
pub fn pretty(payload: &Value) -> String {
    serde_json::to_string_pretty(payload).unwrap_or_default()
}

impl CatalogType {
    fn unknown(key: &TypeKey) -> Self {
        Self {
            event_type: key.event_type.to_string(),
            source_id: key.source_id.map(|id| id.to_string()),
            source_name: None,
            count: 0,
            first_at_ms: None,
            last_at_ms: None,
            learnt_from: 0,
            versions: 0,
            origin: None,
            open_drift: 0,
        }
    }

    /// Whether it is the one with this key.
    pub fn is(&self, key: &TypeKey) -> bool {
        self.event_type == key.event_type.as_str() && self.source_id == key.source_id.map(|id| id.to_string())
    }
}

impl CatalogEntry {
    /// Everything that is known of a kind.
    pub fn of(summary: CatalogType, known: Option<KnownType>, newest: &[EventRow], key: &TypeKey) -> Self {
        let mut examples: Vec<Example> =
            newest.iter().filter(|row| row.event.source_id == key.source_id).map(Example::event).collect();
        let (mut schemas, mut drift, mut can_adopt) = (Vec::new(), Vec::new(), false);
        if let Some(known) = known {
            can_adopt = known.learnt.is_some_and(|learnt| learnt.pending.is_some());
            drift = known.findings.iter().map(Drift::from).collect();
            for (version, schema) in known.versions {
                examples.extend(Example::of_schema(key, &version));
                schemas.push(SchemaVersion {
                    number: version.number,
                    origin: version.origin.into(),
                    since_ms: version.since.unix_ms(),
                    is_growing: version.schema.is_none(),
                    schema,
                });
            }
        }
        let shipped = engine::examples::list().iter().filter(|one| one.event_type == key.event_type.as_str());
        examples.extend(shipped.map(Example::shipped));
        Self { summary, schemas, drift, can_adopt, examples }
    }
}

impl Example {
    fn event(row: &EventRow) -> Self {
        Self {
            origin: ExampleOrigin::Event,
            event_type: row.event.event_type.to_string(),
            name: row.event.id.to_string(),
            event_id: Some(row.event.id.to_string()),
            at_ms: Some(row.event.received_at.unix_ms()),
            body: None,
            provider: None,
            number: None,
        }
    }

    fn of_schema(key: &TypeKey, version: &store::SchemaVersion) -> Vec<Self> {
        let named: Vec<(String, Value)> = serde_json::from_str(&version.examples).unwrap_or_default();
        let example = |(name, payload): (String, Value)| Self {
            origin: ExampleOrigin::Schema,
            event_type: key.event_type.to_string(),
            name: format!("{name} (version {})", version.number),
            event_id: None,
            at_ms: None,
            body: Some(pretty(&payload)),
            provider: None,
            number: None,
        };
        named.into_iter().map(example).collect()
    }

    /// One that is shipped.
    pub fn shipped(example: &engine::examples::Example) -> Self {
        Self {
            origin: ExampleOrigin::Shipped,
            event_type: example.event_type.clone(),
            name: format!("{} {}", example.event_type, example.number),
            event_id: None,
            at_ms: None,
            body: None,
            provider: Some(example.provider.clone()),
            number: Some(example.number),
        }
    }
}

impl From<&Finding> for Drift {
    fn from(finding: &Finding) -> Self {
        Self {
            path: finding.path.clone(),
            sort: finding.sort.clone(),
            was: finding.was.clone(),
            now: finding.now.clone(),
            since_ms: finding.first_at.unix_ms(),
            first_event_id: finding.first_event_id.to_string(),
            last_at_ms: finding.last_at.unix_ms(),
            last_event_id: finding.last_event_id.to_string(),
            events: finding.events,
            resolution: finding.resolution.map(|(resolution, _)| resolution.into()),
            resolved_at_ms: finding.resolution.map(|(_, at)| at.unix_ms()),
        }
    }
}

impl From<store::Resolution> for ResolutionName {
    fn from(resolution: store::Resolution) -> Self {
        match resolution {
            store::Resolution::Adopted => Self::Adopted,
            store::Resolution::Dismissed => Self::Dismissed,
        }
    }
}

impl From<store::Origin> for Origin {
    fn from(origin: store::Origin) -> Self {
        match origin {
            store::Origin::Given => Self::Given,
            store::Origin::Imported => Self::Imported,
            store::Origin::Learnt => Self::Learnt,
        }
    }
}

impl From<&engine::examples::Attribution> for Attribution {
    fn from(attribution: &engine::examples::Attribution) -> Self {
        Self { line: attribution.line.to_owned(), licence: attribution.licence.to_owned() }
    }
}

impl From<ImportReport> for ImportedSchemas {
    fn from(report: ImportReport) -> Self {
        let taken = |(event_type, version): (domain::EventTypeName, u32)| SomeSchema {
            event_type: event_type.to_string(),
            version,
        };
        let left_out = report.left_out.into_iter().map(|(name, reason)| LeftOut { name, reason }).collect();
        Self { items: report.types.into_iter().map(taken).collect(), left_out }
    }
}
