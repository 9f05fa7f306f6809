//! A receiver that a person paused.

use std::sync::Arc;
use std::time::Duration;

use domain::settings::ReceiverPause;
use domain::source::{Reply, Unsigned};
use domain::{Provider, Settings, Timestamp};
use engine::{IntakeAnswer, NewSource};
use testkit::{MemoryStore, World};

async fn pause(world: &World, pause: Option<ReceiverPause>) {
    let change = |settings: &mut Settings| settings.receiver_pause = pause;
    world.engine.configuration().change_settings(change).await.expect("settings are written");
}

#[tokio::test]
async fn nothing_is_kept_while_it_is_paused_and_it_ends_when_it_says() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    open_source(&world).await;
    let until: Timestamp = world.engine.clock().now().after(Duration::from_secs(60));

    pause(&world, Some(ReceiverPause { until: Some(until) })).await;
    let answer = world.receive("shop", &[], "{}").await;
    assert_eq!(answer, IntakeAnswer::Paused { retry_after: Duration::from_secs(60) });
    // What is published here is no sender's.
    world.try_publish("order.paid").await.unwrap();

    world.pass(Duration::from_secs(60)).await;
    assert!(matches!(world.receive("shop", &[], "{}").await, IntakeAnswer::Captured { .. }));

    pause(&world, Some(ReceiverPause { until: None })).await;
    world.pass(Duration::from_secs(86_400)).await;
    assert!(matches!(world.receive("shop", &[], "{}").await, IntakeAnswer::Paused { .. }));
    assert_eq!(world.receive("nobody", &[], "{}").await, IntakeAnswer::NoSuchSource);
    pause(&world, None).await;
    assert!(matches!(world.receive("shop", &[], "{}").await, IntakeAnswer::Captured { .. }));
}

async fn open_source(world: &World) {
    let source = NewSource {
        name: "Shop".to_owned(),
        slug: Some("shop".to_owned()),
        provider: Provider::None,
        secrets: Vec::new(),
        public_url: None,
        channel_url: None,
        unsigned: Unsigned::Accept,
        deduplication: None,
        reply: Reply::default(),
    };
    world.engine.configuration().create_source(source).await.expect("a source is made");
}
