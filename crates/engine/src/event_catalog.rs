//! What is known of the kinds of events: what people ask of it and say about it.

use std::sync::Arc;

use catalog::openapi::{self, ImportError};
use catalog::sample::{self, SampleError};
use catalog::{GivenSchema, SchemaError, Shape};
use domain::EventTypeName;
use domain::id::SourceId;
use serde_json::Value;
use store::{Finding, LearntType, Origin, SchemaVersion, Store, StoreError, TypeKey};

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::learning::Learning;

/// Largest schema that is taken, in bytes.
const SCHEMA_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What is known of the kinds of events.
pub struct EventCatalog {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) changes: Changes,
    pub(crate) learning: Arc<Learning>,
}

/// One kind of event.
#[derive(Debug)]
pub struct KnownType {
    /// What was learnt, if any event of it came.
    pub learnt: Option<LearntType>,
    /// Its versions, newest first, each with its schema.
    pub versions: Vec<(SchemaVersion, Value)>,
    /// What changed, resolved findings too.
    pub findings: Vec<Finding>,
}

/// What an import made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Event types, each with the number of its new version.
    pub types: Vec<(EventTypeName, u32)>,
    /// Names that were left out, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// Why something cannot be said or asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// Nothing is known of it.
    #[error("nothing is known of `{event_type}` from there")]
    Unknown {
        /// The kind.
        event_type: String,
    },
    /// It is no schema.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// It is too large.
    #[error("a schema may have at most {SCHEMA_BYTES_MAX} bytes")]
    SchemaTooLarge,
    /// Nothing could be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// No sample could be made.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// Nothing waits.
    #[error("nothing waits to be adopted")]
    NothingToAdopt,
    /// The store could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EventCatalog {
    /// The process that learns.
    pub fn learning(&self) -> &Learning {
        &self.learning
    }

    /// One kind of event.
    ///
    /// # Errors
    /// When nothing is known of it, or the store cannot be read.
    pub async fn show(&self, key: &TypeKey) -> Result<KnownType, CatalogError> {
        let learnt = self.store.learnt_type(key).await?;
        let versions = self.store.schema_versions(key).await?;
        if versions.is_empty() {
            return Err(CatalogError::Unknown { event_type: key.event_type.to_string() });
        }
        let shape = learnt.as_ref().and_then(|learnt| Shape::from_bytes(&learnt.baseline)).unwrap_or_default();
        let with_schema = |version: SchemaVersion| {
            let schema = match &version.schema {
                Some(text) => serde_json::from_str(text).unwrap_or_default(),
                None => shape.to_schema(),
            };
            (version, schema)
        };
        let versions = versions.into_iter().map(with_schema).collect();
        Ok(KnownType { learnt, versions, findings: self.store.findings(key).await? })
    }

    /// Gives a kind of event a schema, which is checked from now on. Answers the number of the version.
    ///
    /// # Errors
    /// When it is no schema or too large, or the store cannot be written.
    pub async fn give_schema(&self, key: TypeKey, schema: &Value) -> Result<u32, CatalogError> {
        self.add(key, Origin::Given, schema, &[]).await
    }

    async fn add(
        &self,
        key: TypeKey,
        origin: Origin,
        schema: &Value,
        examples: &[(String, Value)],
    ) -> Result<u32, CatalogError> {
        GivenSchema::parse(schema)?;
        let text = schema.to_string();
        if text.len() > SCHEMA_BYTES_MAX {
            return Err(CatalogError::SchemaTooLarge);
        }
        let version = SchemaVersion {
            number: 0,
            origin,
            since: self.clock.now(),
            schema: Some(text),
            examples: serde_json::json!(examples).to_string(),
        };
        let number = self.store.add_schema(key, version).await?;
        self.changes.mark(Change::Catalog);
        Ok(number)
    }

    /// Takes the `webhooks` of an OpenAPI document, JSON or YAML, as kinds of events with schemas.
    ///
    /// # Errors
    /// When it holds none, or the store cannot be written; then some may have been taken.
    pub async fn import(&self, document: &str, source_id: Option<SourceId>) -> Result<ImportReport, CatalogError> {
        let imported = openapi::import(document)?;
        let mut report = ImportReport { types: Vec::new(), left_out: imported.left_out };
        for found in imported.types {
            let event_type = match EventTypeName::parse(&found.event_type) {
                Ok(event_type) => event_type,
                Err(error) => {
                    report.left_out.push((found.event_type, error.to_string()));
                    continue;
                }
            };
            let key = TypeKey { source_id, event_type: event_type.clone() };
            match self.add(key, Origin::Imported, &found.schema, &found.examples).await {
                Ok(number) => report.types.push((event_type, number)),
                Err(CatalogError::Store(error)) => return Err(error.into()),
                Err(error) => report.left_out.push((found.event_type, error.to_string())),
            }
        }
        Ok(report)
    }

    /// A payload of a kind, by one of its versions or the newest.
    ///
    /// # Errors
    /// When nothing is known of it, or no payload is valid.
    pub async fn sample(&self, key: &TypeKey, version: Option<u32>, seed: u64) -> Result<Value, CatalogError> {
        let known = self.show(key).await?;
        let mut versions = known.versions.into_iter();
        let wanted = versions.find(|(one, _)| version.is_none_or(|number| one.number == number));
        let unknown = || CatalogError::Unknown { event_type: key.event_type.to_string() };
        let (_, schema) = wanted.ok_or_else(unknown)?;
        Ok(sample::sample(&schema, seed)?)
    }

    /// Says that what changed is the new normal: a new version begins, which has room for it.
    ///
    /// # Errors
    /// When nothing waits to be adopted, or the store cannot be used.
    pub async fn adopt(&self, key: &TypeKey) -> Result<(), CatalogError> {
        if !self.learning.adopt(key, self.clock.now()).await? {
            return Err(CatalogError::NothingToAdopt);
        }
        self.changes.mark(Change::Catalog);
        Ok(())
    }

    /// Says that what changed is over or does not matter: the shape stays.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub async fn dismiss(&self, key: &TypeKey) -> Result<(), CatalogError> {
        self.learning.dismiss(key, self.clock.now()).await?;
        self.changes.mark(Change::Catalog);
        Ok(())
    }
}
