//! Learns what payloads look like, and finds out when they stop looking like that.
//!
//! ```text
//! events, by id ──▶ by source and kind ──▶ differs from the shape?
//!                                            │ no: the shape learns it
//!                                            ▼ yes, and enough was seen to say so
//!                                   finding (path, how, since when) ──▶ alert, once for each path
//!                                   the payload waits in a second shape until somebody says what it is
//! ```
//!
//! Who takes part: one task, woken by notices of new events, that reads what was captured behind the write path's back;
//! capture never waits for it and knows nothing of it. It stays [`LAG`] behind, because events are numbered before they
//! are stored. A step takes at most [`BATCH`] events of [`TYPES_MAX`] kinds, opens at most [`BODIES_OF_A_TYPE`] bodies of
//! each, spread evenly, and is written as one transaction together with the place it came to. Between steps it rests
//! for [`PAUSE`], so that a flood costs it no more than its share.
//!
//! Guaranteed: after a stop it goes on where it was, and nothing is learnt or counted twice. Rejected events are never
//! looked at: anyone can send them. A payload that drifts is not learnt until somebody adopts it.
//!
//! Not guaranteed: that every event is looked at. In a flood most are not, nor bodies over [`BODY_BYTES_MAX`], nor an
//! event that took longer than the lag to be stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use catalog::{Difference, GivenSchema, Shape, Sort};
use domain::{Payload, Timestamp};
use store::{
    Adopted, Finding, LearnableEvent, LearningStep, LearntType, Moved, Origin, Store, StoreError, TypeKey,
    first_uuid_at,
};
use tokio_util::sync::CancellationToken;
use words::Phrase;

use crate::alerts::Alerts;
use crate::changes::{Change, Changes, Topic};
use crate::clock::Clock;
use crate::configuration::Configuration;

/// How far it stays behind.
pub const LAG: Duration = Duration::from_secs(1);
/// The rest between two steps while there is more.
const PAUSE: Duration = Duration::from_millis(250);
/// The wait after the store could not be used.
const STORE_WAIT: Duration = Duration::from_secs(5);
/// Events in one step.
const BATCH: u32 = 1_000;
/// Kinds in one step: each is a row of some kilobytes to write.
const TYPES_MAX: usize = 16;
/// Bodies of one kind that are opened in one step.
const BODIES_OF_A_TYPE: usize = 50;
/// Larger bodies are not opened.
const BODY_BYTES_MAX: u64 = 1024 * 1024;
/// Findings kept of one kind.
const FINDINGS_MAX: usize = 200;

/// Learns what payloads look like.
pub struct Learning {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) changes: Changes,
    pub(crate) alerts: Arc<Alerts>,
    pub(crate) stopping: CancellationToken,
    /// Held for a step and for an adoption: both read a shape and write it back.
    pub(crate) turn: tokio::sync::Mutex<()>,
}

/// Whether there is more to learn at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Yes.
    More,
    /// Not before new events come.
    CaughtUp,
}

/// Some events of one kind, with the bodies that are looked at.
struct Group {
    learnt: Option<LearntType>,
    schema: Option<String>,
    bodies: Vec<(LearnableEvent, Bytes)>,
}

/// What came of a group.
struct Outcome {
    learnt: LearntType,
    findings: BTreeMap<(String, Sort), (Finding, Phrase)>,
}

impl Learning {
    /// Learns from what comes, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        let mut notices = self.changes.subscribe();
        loop {
            let notice = tokio::select! {
                notice = notices.next() => notice,
                () = self.stopping.cancelled() => return,
            };
            match notice {
                None => return,
                Some(notice) if !notice.stale.contains(&Topic::Events) => continue,
                Some(_) => {}
            }
            let mut wait = LAG;
            loop {
                tokio::select! {
                    () = self.clock.sleep_until(self.clock.now().after(wait)) => {}
                    () = self.stopping.cancelled() => return,
                }
                match self.step().await {
                    Ok(Progress::CaughtUp) => break,
                    Ok(Progress::More) => wait = PAUSE,
                    Err(error) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "nothing is learnt");
                        wait = STORE_WAIT;
                    }
                }
            }
        }
    }

    /// Looks at the next events that are old enough.
    ///
    /// # Errors
    /// When the store cannot be used. Nothing of the step is kept then.
    pub async fn step(&self) -> Result<Progress, StoreError> {
        let _turn = self.turn.lock().await;
        let now = self.clock.now();
        let from = self.store.learnt_to().await?;
        let mut events = self.store.learnable_events(from, first_uuid_at(now.before(LAG)), BATCH).await?;
        let is_full = keep_some_types(&mut events) || events.len() == BATCH as usize;
        let Some(last) = events.last() else { return Ok(Progress::CaughtUp) };
        let to = last.id.uuid();
        let mut by_type: BTreeMap<TypeKey, Vec<LearnableEvent>> = BTreeMap::new();
        for event in events {
            by_type.entry(event.key.clone()).or_default().push(event);
        }
        let mut step = LearningStep { from, to, types: Vec::new(), findings: Vec::new() };
        let mut told: Vec<(TypeKey, Vec<Phrase>)> = Vec::new();
        for (key, events) in by_type {
            if let Some(outcome) = self.learn(&key, events).await? {
                let new = self.add_findings(&key, outcome.findings, &mut step).await?;
                told.push((key, new));
                step.types.push(outcome.learnt);
            }
        }
        if self.store.learn(step).await? == Moved::Done {
            let snapshot = self.configuration.snapshot();
            for (key, sentences) in told {
                self.alerts.drift(&snapshot, &key.event_type, &sentences, now);
            }
            self.changes.mark(Change::Catalog);
        }
        Ok(if is_full { Progress::More } else { Progress::CaughtUp })
    }

    async fn learn(&self, key: &TypeKey, events: Vec<LearnableEvent>) -> Result<Option<Outcome>, StoreError> {
        let mut bodies = Vec::new();
        for event in spread(events.into_iter().filter(|event| event.body_bytes <= BODY_BYTES_MAX).collect()) {
            match self.store.event_body(event.id).await {
                Ok(Some(body)) => bodies.push((event, body)),
                // Deleted meanwhile, or damaged: whoever opens it is told.
                Ok(None) | Err(StoreError::CorruptBody { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        if bodies.is_empty() {
            return Ok(None);
        }
        let group = Group {
            learnt: self.store.learnt_type(key).await?,
            schema: given_schema(self.store.as_ref(), key).await?,
            bodies,
        };
        let learning = tokio::task::spawn_blocking(move || group.learn());
        Ok(learning.await.ok().flatten())
    }

    /// Adds what there is room for, and answers what nobody was told of: paths that no finding had before.
    async fn add_findings(
        &self,
        key: &TypeKey,
        findings: BTreeMap<(String, Sort), (Finding, Phrase)>,
        step: &mut LearningStep,
    ) -> Result<Vec<Phrase>, StoreError> {
        if findings.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.store.findings(key).await?;
        let places: BTreeSet<(&str, &str)> = known.iter().map(|one| (one.path.as_str(), one.sort.as_str())).collect();
        let paths: BTreeSet<&str> = known.iter().map(|one| one.path.as_str()).collect();
        let mut room = FINDINGS_MAX.saturating_sub(known.len());
        let mut new = Vec::new();
        for (finding, sentence) in findings.into_values() {
            if !places.contains(&(finding.path.as_str(), finding.sort.as_str())) {
                if room == 0 {
                    continue;
                }
                room -= 1;
            }
            if !paths.contains(finding.path.as_str()) {
                new.push(sentence);
            }
            step.findings.push((key.clone(), finding));
        }
        Ok(new)
    }

    /// Takes what waits into the shape: the findings are the new normal. Answers whether anything waited.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub(crate) async fn adopt(&self, key: &TypeKey, now: Timestamp) -> Result<bool, StoreError> {
        let _turn = self.turn.lock().await;
        let Some(learnt) = self.store.learnt_type(key).await? else { return Ok(false) };
        let Some(pending) = learnt.pending.as_deref().and_then(Shape::from_bytes) else { return Ok(false) };
        let mut baseline = Shape::from_bytes(&learnt.baseline).unwrap_or_default();
        let ended_schema = baseline.to_schema().to_string();
        baseline.merge(pending);
        let adopted = Adopted { baseline: baseline.to_bytes(), ended_schema };
        self.store.resolve_findings(key.clone(), Some(adopted), now).await?;
        Ok(true)
    }

    /// Ends the findings and lets go of what waits: the shape stays.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub(crate) async fn dismiss(&self, key: &TypeKey, now: Timestamp) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        self.store.resolve_findings(key.clone(), None, now).await
    }
}

/// The schema that payloads of a type must keep: the newest that somebody gave or imported, for its source or for any.
pub(crate) async fn given_schema(store: &dyn Store, key: &TypeKey) -> Result<Option<String>, StoreError> {
    let mut versions = store.schema_versions(key).await?;
    if key.source_id.is_some() {
        versions.extend(store.schema_versions(&TypeKey { source_id: None, ..key.clone() }).await?);
    }
    Ok(versions.into_iter().find(|version| version.origin != Origin::Learnt).and_then(|version| version.schema))
}

impl Group {
    /// Holds each payload against the shape. `None` when what was kept of the shape cannot be read.
    fn learn(self) -> Option<Outcome> {
        let (first, _) = self.bodies.first()?;
        let (key, first_at) = (first.key.clone(), first.received_at);
        let mut learnt = self.learnt.unwrap_or_else(|| LearntType {
            key,
            first_at,
            last_at: first_at,
            events: 0,
            baseline: Shape::default().to_bytes(),
            pending: None,
        });
        let mut baseline = Shape::from_bytes(&learnt.baseline)?;
        let mut pending = learnt.pending.as_deref().and_then(Shape::from_bytes);
        let schema = self.schema.and_then(|text| serde_json::from_str(&text).ok());
        let given = schema.and_then(|schema| GivenSchema::parse(&schema).ok());
        let mut findings = BTreeMap::new();
        for (event, body) in &self.bodies {
            let payload = Payload::new(body);
            let payload = payload.value();
            let drift: Vec<Difference> =
                baseline.differences(payload).into_iter().filter(Difference::is_drift).collect();
            if drift.is_empty() {
                baseline.learn(payload);
            } else {
                pending.get_or_insert_default().learn(payload);
            }
            let broken = given.as_ref().map(|given| given.differences(payload)).unwrap_or_default();
            for difference in drift.into_iter().chain(broken) {
                meet(&mut findings, event, difference);
            }
            learnt.events += 1;
            learnt.last_at = event.received_at;
        }
        learnt.baseline = baseline.to_bytes();
        learnt.pending = pending.map(|pending| pending.to_bytes());
        Some(Outcome { learnt, findings })
    }
}

fn meet(findings: &mut BTreeMap<(String, Sort), (Finding, Phrase)>, event: &LearnableEvent, difference: Difference) {
    let sentence = Phrase::english(difference.sentence());
    let (finding, _) = findings.entry((difference.path.clone(), difference.sort)).or_insert_with(|| {
        let finding = Finding {
            path: difference.path,
            sort: difference.sort.word().to_owned(),
            was: difference.was,
            now: String::new(),
            first_at: event.received_at,
            first_event_id: event.id,
            last_at: event.received_at,
            last_event_id: event.id,
            events: 0,
            resolution: None,
        };
        (finding, sentence)
    });
    finding.now = difference.now;
    finding.last_at = event.received_at;
    finding.last_event_id = event.id;
    finding.events += 1;
}

/// Keeps the events before the first one of a kind too many. Answers whether any was let go of.
fn keep_some_types(events: &mut Vec<LearnableEvent>) -> bool {
    let mut types = BTreeSet::new();
    let end = events.iter().position(|event| {
        types.insert(&event.key);
        types.len() > TYPES_MAX
    });
    match end {
        Some(end) => {
            events.truncate(end);
            true
        }
        None => false,
    }
}

/// As many as are opened, from the first to the last at even distances.
fn spread(events: Vec<LearnableEvent>) -> Vec<LearnableEvent> {
    let count = events.len();
    if count <= BODIES_OF_A_TYPE {
        return events;
    }
    let is_taken = |index: usize| index * BODIES_OF_A_TYPE / count != (index + 1) * BODIES_OF_A_TYPE / count;
    events.into_iter().enumerate().filter(|(index, _)| is_taken(*index)).map(|(_, event)| event).collect()
}
