//! Destinations with a rate limit.

use std::sync::Arc;
use std::time::Duration;

use domain::destination::RateSpan;
use domain::retry_schedule::Preset;
use domain::{RateLimit, RetrySchedule};
use engine::DestinationPatch;
use expect_test::expect;
use testkit::{MemoryStore, Step, World};

fn limit(attempts: u32, per: RateSpan) -> DestinationPatch {
    DestinationPatch { rate_limit: Some(Some(RateLimit { attempts, per })), ..DestinationPatch::default() }
}

#[tokio::test]
async fn attempts_keep_an_even_pace() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", []).await;
    world.engine.configuration().change_destination(billing, limit(6, RateSpan::Minute)).await.unwrap();
    world.subscribe("*", billing, RetrySchedule::default()).await;
    for _ in 0..4 {
        world.publish("order.paid").await;
    }
    world.pass_all_time().await;
    expect![[r#"
        +0s         attempt 1   billing  200
        +0s         delivered   billing
        +10s        attempt 1   billing  200
        +10s        delivered   billing
        +20s        attempt 1   billing  200
        +20s        delivered   billing
        +30s        attempt 1   billing  200
        +30s        delivered   billing
    "#]]
    .assert_eq(&world.timeline().await);
}

#[tokio::test]
async fn first_attempts_go_ahead_of_old_retries() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", [Step::Answer(500), Step::Answer(500), Step::Answer(200)]).await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    world.publish("order.old").await;
    world.publish("order.older").await;
    world.engine.configuration().change_destination(billing, limit(1, RateSpan::Minute)).await.unwrap();
    world.pass(Duration::from_secs(60)).await;
    world.try_publish("order.new").await.unwrap();
    world.pass_all_time().await;
    let kinds: Vec<String> = world
        .egress
        .sent()
        .iter()
        .filter_map(|sent| sent.headers.first_text("tacklebox-event-type").map(str::to_owned))
        .collect();
    expect![[r#"
        [
            "order.old",
            "order.older",
            "order.old",
            "order.new",
            "order.older",
        ]
    "#]]
    .assert_debug_eq(&kinds);
}
