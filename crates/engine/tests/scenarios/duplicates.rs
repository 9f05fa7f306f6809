//! The same thing twice.

use std::sync::Arc;
use std::time::Duration;

use domain::deduplication::Field;
use domain::source::{Reply, Unsigned};
use domain::{Deduplication, DeduplicationKey, Provider, RetrySchedule};
use engine::{IntakeAnswer, NewSource};
use testkit::{MemoryStore, World};

/// A source at `/in/shop` that looks for duplicates over an hour, and a destination of everything.
async fn world(by: DeduplicationKey) -> World {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let source = NewSource {
        name: "shop".to_owned(),
        slug: Some("shop".to_owned()),
        provider: Provider::None,
        secrets: Vec::new(),
        public_url: None,
        channel_url: None,
        unsigned: Unsigned::Accept,
        deduplication: Some(Deduplication { by, window_ms: 3_600_000 }),
        reply: Reply::default(),
    };
    world.engine.configuration().create_source(source).await.expect("a source is made");
    let billing = world.destination("billing", []).await;
    world.subscribe("*", billing, RetrySchedule::default()).await;
    world
}

fn id(answer: &IntakeAnswer) -> String {
    match answer {
        IntakeAnswer::Captured { event_id, .. } => event_id.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_duplicate_is_answered_like_the_first_and_delivered_once() {
    let world = world(DeduplicationKey::Body).await;
    let first = world.receive("shop", &[], r#"{"order":1}"#).await;
    let again = world.receive("shop", &[("x-try", "2")], r#"{"order":1}"#).await;
    let other = world.receive("shop", &[], r#"{"order":2}"#).await;
    assert_eq!(first, again);
    assert_ne!(id(&first), id(&other));
    assert_eq!(world.egress.sent().len(), 2);
    world.pass(Duration::from_secs(3_601)).await;
    let later = world.receive("shop", &[], r#"{"order":1}"#).await;
    assert_ne!(id(&first), id(&later), "an hour later it is an event of its own");
}

#[tokio::test]
async fn fields_that_are_equal_make_a_duplicate_and_missing_ones_never_do() {
    let fields =
        vec![Field::Header { name: "X-Request-Id".to_owned() }, Field::Body { pointer: "/data/id".to_owned() }];
    let world = world(DeduplicationKey::Fields { fields }).await;
    let a = [("x-request-id", "a")];
    let first = world.receive("shop", &a, r#"{"data":{"id":1},"n":1}"#).await;
    let equal = world.receive("shop", &a, r#"{"n":2,"data":{"id":1}}"#).await;
    assert_eq!(id(&first), id(&equal));
    let mut others = vec![id(&first)];
    for (headers, body) in [
        (&[("x-request-id", "b")][..], r#"{"data":{"id":1}}"#),
        (&a, r#"{"data":{"id":2}}"#),
        (&a, r#"{"data":{"id":"1"}}"#),
        (&a, r#"{"data":{}}"#),
        (&a, r#"{"data":{}}"#),
        (&a, r#"{"data":{"id":null}}"#),
        (&[], r#"{"data":{"id":1}}"#),
        (&a, "no JSON"),
    ] {
        others.push(id(&world.receive("shop", headers, body).await));
    }
    let count = others.len();
    others.sort();
    others.dedup();
    assert_eq!(others.len(), count, "each is an event of its own");
}
