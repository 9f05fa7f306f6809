//! A store in memory: plain maps under one lock, as simple as it can be.
//!
//! It is the reference that the engine's scenarios run on. What a call answered `Ok` for stays when the engine is
//! stopped at once: clones share everything, so the next engine finds it.

mod catalog;
mod configuration;
mod dead_letters;
mod deliveries;
mod events;
mod figures;
mod issues;
mod lab;
mod replays;
mod retention;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use domain::bulk_replay::{BulkReplay, ReplayProgress};
use domain::id::{
    AttemptId, DeliveryId, DestinationId, DiscardId, EventId, IssueId, LabRunId, ReplayId, SavedViewId, SecretId,
    SourceId, SubscriptionId, TriggeredId,
};
use domain::lab::LabRun;
use domain::{
    Attempt, Delivery, DeliveryState, Destination, Event, Issue, Mock, SavedView, Settings, Source, Subscription,
    Timestamp,
};
use sha2::{Digest, Sha256};
use store::{
    Cursor, Finding, LearntType, SchemaVersion, SealedSecret, Store, StoreError, StoredProvider, TriggeredRow, TypeKey,
};
use uuid::Uuid;

/// A store in memory. Clones share everything.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore(Arc<Mutex<Content>>);

/// Everything that is stored.
#[derive(Debug, Default)]
struct Content {
    events: BTreeMap<EventId, (Event, Bytes)>,
    idempotency_keys: BTreeMap<String, EventId>,
    deliveries: BTreeMap<DeliveryId, Delivery>,
    attempts: BTreeMap<AttemptId, (Attempt, AttemptBodies)>,
    sources: BTreeMap<SourceId, Source>,
    destinations: BTreeMap<DestinationId, Destination>,
    subscriptions: BTreeMap<SubscriptionId, Subscription>,
    secrets: BTreeMap<SecretId, SealedSecret>,
    providers: BTreeMap<String, StoredProvider>,
    replays: BTreeMap<ReplayId, (BulkReplay, ReplayProgress)>,
    saved_views: BTreeMap<SavedViewId, SavedView>,
    settings: Option<Settings>,
    mocks: BTreeMap<String, Mock>,
    lab_runs: BTreeMap<LabRunId, LabRun>,
    /// With how many deliveries ever belonged to each.
    issues: BTreeMap<IssueId, (Issue, u64)>,
    issue_deliveries: BTreeMap<DeliveryId, (EventId, IssueId)>,
    /// With the state each had before.
    bin: BTreeMap<DeliveryId, (DiscardId, DeliveryState, Timestamp)>,
    /// Ids of what was deleted from the configuration; it stays deleted, also when it is written once more.
    deleted: BTreeSet<Uuid>,
    /// When destinations were deleted.
    deleted_at: BTreeMap<DestinationId, Timestamp>,
    learnt_to: Option<Cursor>,
    learnt_types: BTreeMap<TypeKey, LearntType>,
    /// Oldest first.
    schemas: BTreeMap<TypeKey, Vec<SchemaVersion>>,
    /// By type, path and sort.
    findings: BTreeMap<(TypeKey, String, String), Finding>,
    triggered: BTreeMap<TriggeredId, TriggeredRow>,
    /// What was deleted stays in the figures over time.
    gone: Gone,
    runs: i64,
}

/// What was deleted because it was old.
#[derive(Debug, Default)]
struct Gone {
    events: Vec<Event>,
    deliveries: BTreeMap<DeliveryId, Delivery>,
    attempts: Vec<Attempt>,
}

impl MemoryStore {
    fn content(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl Store for MemoryStore {
    async fn close(&self) {}
}

/// A body, when it still has the hash it was stored with.
fn checked(body: &Bytes, sha256: &[u8; 32], of: impl ToString) -> Result<Bytes, StoreError> {
    if Sha256::digest(body).as_slice() == sha256 {
        Ok(body.clone())
    } else {
        Err(StoreError::CorruptBody { of: of.to_string() })
    }
}

#[derive(Debug)]
struct AttemptBodies {
    request: Option<Bytes>,
    response: Bytes,
}
