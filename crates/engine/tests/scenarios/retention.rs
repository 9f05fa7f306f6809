//! What is old goes.

use std::sync::Arc;
use std::time::Duration;

use domain::retry_schedule::Preset;
use domain::settings::Retention;
use domain::{RetrySchedule, Settings};
use testkit::{MemoryStore, Step, World};

const DAY: Duration = Duration::from_secs(86_400);

async fn keep(world: &World, retention: Retention) {
    let settings = Settings { retention, ..Settings::default() };
    world.engine.configuration().change_settings(|kept| *kept = settings).await.expect("the settings are written");
}

async fn kinds(world: &World) -> Vec<String> {
    world.deliveries().await.iter().map(|delivery| delivery.event_type.to_string()).collect()
}

#[tokio::test]
async fn events_go_after_their_days_and_dead_letters_after_theirs() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let good = world.destination("good", []).await;
    let bad = world.destination("bad", [Step::Answer(400)]).await;
    let held = world.destination("held", []).await;
    world.subscribe("order.good", good, RetrySchedule::default()).await;
    world.subscribe("order.bad", bad, Preset::None.schedule()).await;
    world.subscribe("order.held", held, RetrySchedule::default()).await;
    let pause = engine::DestinationPatch { is_paused: Some(true), ..engine::DestinationPatch::default() };
    world.engine.configuration().change_destination(held, pause).await.unwrap();
    for kind in ["order.good", "order.bad", "order.held"] {
        world.publish(kind).await;
    }
    // The engine sweeps by itself as well; which of the two comes first does not matter.
    let sweep = async || world.engine.retention().sweep().await.unwrap();

    world.pass(DAY * 40).await;
    sweep().await;
    assert_eq!(kinds(&world).await.len(), 3, "everything is kept for good unless one says otherwise");
    keep(&world, Retention { days: Some(30), dead_letter_days: Some(90), bytes_max: None }).await;
    world.publish("order.good").await;
    sweep().await;
    assert_eq!(kinds(&world).await, ["order.bad", "order.held", "order.good"]);
    world.pass(DAY * 51).await;
    sweep().await;
    assert_eq!(kinds(&world).await, ["order.held"], "what waits is never deleted");
}

#[tokio::test]
async fn a_workspace_over_its_size_loses_its_oldest_and_dead_letters_last() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let good = world.destination("good", []).await;
    let bad = world.destination("bad", [Step::Answer(400)]).await;
    world.subscribe("order.good", good, RetrySchedule::default()).await;
    world.subscribe("order.bad", bad, Preset::None.schedule()).await;
    let megabyte: &'static str = "x".repeat(1 << 20).leak();
    for kind in ["order.bad", "order.bad", "order.good", "order.good"] {
        for _ in 0..4 {
            world.publish_body(kind, megabyte).await;
        }
    }
    world.pass(DAY).await;
    keep(&world, Retention { bytes_max: Some(10 << 20), ..Retention::default() }).await;
    world.engine.retention().sweep().await.unwrap();
    let left = kinds(&world).await;
    assert!(left.len() <= 9, "{left:?}");
    assert!(left.iter().all(|kind| kind == "order.bad"), "{left:?}");
}
