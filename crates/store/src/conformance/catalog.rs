//! What is known of the kinds of events.

use domain::Timestamp;
use domain::id::EventId;

use super::samples::{Samples, kind};
use super::{Harness, capture};
use crate::{
    Adopted, Catalog as _, Cursor, Finding, LearningStep, LearntType, Moved, Origin, Resolution, SchemaVersion,
};
use crate::{TriggeredRow, TypeKey};

fn key(event_type: &str) -> TypeKey {
    TypeKey { source_id: None, event_type: kind(event_type) }
}

fn learnt(event_type: &str, events: u64, at: Timestamp) -> LearntType {
    LearntType { key: key(event_type), first_at: at, last_at: at, events, baseline: vec![1, 0, 255], pending: None }
}

fn finding(path: &str, event_id: EventId, at: Timestamp) -> Finding {
    Finding {
        path: path.to_owned(),
        sort: "kind_changed".to_owned(),
        was: "a whole number".to_owned(),
        now: "text".to_owned(),
        first_at: at,
        first_event_id: event_id,
        last_at: at,
        last_event_id: event_id,
        events: 1,
        resolution: None,
    }
}

fn version(origin: Origin, schema: &str, since: Timestamp) -> SchemaVersion {
    let examples = "[[\"one\",{\"a\":1}]]".to_owned();
    SchemaVersion { number: 0, origin, since, schema: Some(schema.to_owned()), examples }
}

const fn step(from: Option<Cursor>, to: Cursor) -> LearningStep {
    LearningStep { from, to, types: Vec::new(), findings: Vec::new() }
}

/// Each event is given once, and rejected ones never; a step from another place is lost and writes nothing.
pub async fn events_are_learnt_once_in_the_order_of_their_ids<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let made = [samples.capture("a", &[]), samples.rejected("b"), samples.capture("c", &[]), samples.capture("d", &[])];
    for one in made.iter().rev() {
        capture(&store, one.clone()).await;
    }
    let end = samples.id::<domain::id::kind::Event>().uuid();
    assert_eq!(store.learnt_to().await.expect("readable"), None);
    let first = store.learnable_events(None, end, 2).await.expect("readable");
    assert_eq!(first.iter().map(|event| event.id).collect::<Vec<_>>(), [made[0].event.id, made[2].event.id]);
    assert_eq!((&first[0].key, first[0].received_at), (&key("a"), made[0].event.received_at));
    let to = first[1].id.uuid();
    let wrong = LearningStep { types: vec![learnt("a", 1, samples.now())], ..step(Some(end), to) };
    assert_eq!(store.learn(wrong).await.expect("written"), Moved::Lost);
    assert_eq!(store.learnt_type(&key("a")).await.expect("readable"), None);
    assert_eq!(store.learn(step(None, to)).await.expect("written"), Moved::Done);
    assert_eq!(store.learnt_to().await.expect("readable"), Some(to));
    let rest = store.learnable_events(Some(to), end, 9).await.expect("readable");
    assert_eq!(rest.iter().map(|event| event.id).collect::<Vec<_>>(), [made[3].event.id]);
    let none = store.learnable_events(Some(to), made[3].event.id.uuid(), 9).await.expect("readable");
    assert!(none.is_empty(), "the later end is left out");
}

/// Shapes, the cursor and the first version come back.
pub async fn what_was_learnt_survives_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let to = samples.id::<domain::id::kind::Event>().uuid();
    let known = LearntType { pending: Some(vec![7]), ..learnt("a", 3, samples.now()) };
    let sourced = TypeKey { source_id: Some(samples.id()), ..key("a") };
    let other = LearntType { key: sourced.clone(), ..learnt("a", 4, samples.now()) };
    let step = LearningStep { types: vec![known.clone(), other.clone()], ..step(None, to) };
    assert_eq!(store.learn(step).await.expect("written"), Moved::Done);
    let store = harness.reopen(store).await;
    assert_eq!(store.learnt_to().await.expect("readable"), Some(to));
    assert_eq!(store.learnt_type(&key("a")).await.expect("readable"), Some(known.clone()));
    assert_eq!(store.learnt_type(&sourced).await.expect("readable"), Some(other));
    let versions = store.schema_versions(&key("a")).await.expect("readable");
    let [first] = versions.as_slice() else { panic!("{versions:?}") };
    assert_eq!((first.number, first.origin, first.since, &first.schema), (1, Origin::Learnt, known.first_at, &None));
    let types = store.catalog_types().await.expect("readable");
    assert_eq!(
        types.iter().map(|one| (one.key.clone(), one.events)).collect::<Vec<_>>(),
        [(key("a"), 3), (sourced, 4)]
    );
}

/// The first event stays, the last one moves on; after a resolution it is a new finding at the same path.
pub async fn a_finding_that_is_met_again_counts_on<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut cursor = None;
    let mut met = Vec::new();
    for events in [1, 2] {
        let id: EventId = samples.id();
        let found = Finding { events, ..finding("/a", id, samples.now()) };
        met.push(found.clone());
        let step = LearningStep { findings: vec![(key("a"), found)], ..step(cursor, id.uuid()) };
        assert_eq!(store.learn(step).await.expect("written"), Moved::Done);
        cursor = Some(id.uuid());
    }
    let found = store.findings(&key("a")).await.expect("readable");
    let expected =
        Finding { last_at: met[1].last_at, last_event_id: met[1].last_event_id, events: 3, ..met[0].clone() };
    assert_eq!(found, std::slice::from_ref(&expected));
    store.resolve_findings(key("a"), None, samples.now()).await.expect("written");
    let resolved = store.findings(&key("a")).await.expect("readable");
    assert_eq!(resolved[0].resolution, Some((Resolution::Dismissed, samples.now())));
    let id: EventId = samples.id();
    let again = finding("/a", id, samples.now());
    let step = LearningStep { findings: vec![(key("a"), again.clone())], ..step(cursor, id.uuid()) };
    assert_eq!(store.learn(step).await.expect("written"), Moved::Done);
    assert_eq!(store.findings(&key("a")).await.expect("readable"), [again]);
}

/// The version that ends keeps the schema it had; the next one follows from what is learnt.
pub async fn what_is_adopted_makes_a_version<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let id: EventId = samples.id();
    let known = LearntType { pending: Some(vec![9]), ..learnt("a", 3, samples.now()) };
    let findings = vec![(key("a"), finding("/a", id, samples.now()))];
    assert_eq!(
        store.learn(LearningStep { types: vec![known], findings, ..step(None, id.uuid()) }).await.expect("written"),
        Moved::Done
    );
    let open = store.catalog_types().await.expect("readable");
    assert_eq!((open[0].open_findings, open[0].versions, open[0].origin), (1, 1, Origin::Learnt));
    let later = samples.now().after(std::time::Duration::from_secs(60));
    let adopted = Adopted { baseline: vec![3], ended_schema: "{\"type\":\"object\"}".to_owned() };
    store.resolve_findings(key("a"), Some(adopted), later).await.expect("written");
    let versions = store.schema_versions(&key("a")).await.expect("readable");
    let brief: Vec<_> = versions.iter().map(|one| (one.number, one.since, one.schema.as_deref())).collect();
    assert_eq!(brief, [(2, later, None), (1, samples.now(), Some("{\"type\":\"object\"}"))]);
    let learnt = store.learnt_type(&key("a")).await.expect("readable").expect("it is known");
    assert_eq!((learnt.baseline, learnt.pending), (vec![3], None));
    let types = store.catalog_types().await.expect("readable");
    assert_eq!((types[0].open_findings, types[0].versions), (0, 2));
    let found = store.findings(&key("a")).await.expect("readable");
    assert_eq!(found[0].resolution, Some((Resolution::Adopted, later)));
}

/// A type may be known before any event of it came, and versions of all origins are counted together.
pub async fn versions_count_over_all_origins<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let id: EventId = samples.id();
    let given = version(Origin::Given, "{}", samples.now());
    assert_eq!(store.add_schema(key("a"), given.clone()).await.expect("written"), 1);
    let step = LearningStep { types: vec![learnt("a", 1, samples.now())], ..step(None, id.uuid()) };
    assert_eq!(store.learn(step).await.expect("written"), Moved::Done);
    let imported = version(Origin::Imported, "true", samples.now());
    assert_eq!(store.add_schema(key("a"), imported).await.expect("written"), 3);
    let store = harness.reopen(store).await;
    let versions = store.schema_versions(&key("a")).await.expect("readable");
    let origins: Vec<_> = versions.iter().map(|one| (one.number, one.origin)).collect();
    assert_eq!(origins, [(3, Origin::Imported), (2, Origin::Learnt), (1, Origin::Given)]);
    assert_eq!(versions[2], SchemaVersion { number: 1, ..given });
    let types = store.catalog_types().await.expect("readable");
    assert_eq!((types.len(), types[0].versions, types[0].origin), (1, 3, Origin::Imported));
}

/// More than the limit are let go of, oldest first.
pub async fn the_newest_triggered_requests_are_kept<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let rows: Vec<_> =
        (0..4).map(|number| TriggeredRow { id: samples.id(), kept: format!("{{\"n\":{number}}}") }).collect();
    for row in &rows {
        store.keep_triggered(row.clone(), 3).await.expect("written");
    }
    let newest = store.triggered(2).await.expect("readable");
    assert_eq!(newest, [rows[3].clone(), rows[2].clone()]);
    assert_eq!(store.triggered(9).await.expect("readable").len(), 3);
}
