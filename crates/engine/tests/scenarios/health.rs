//! Destinations that fail: opened, probed, closed again, disabled, resumed by a person.

use std::sync::Arc;
use std::time::Duration;

use domain::alert::AlertKind;
use domain::retry_schedule::Preset;
use domain::{ErrorClass, Health, RetrySchedule};
use engine::DestinationPatch;
use expect_test::expect;
use testkit::{MemoryStore, Step, World};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn a_410_retires_the_destination_and_what_follows_waits_until_it_is_enabled() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", [Step::Answer(410), Step::Answer(200)]).await;
    world.subscribe("*", billing, RetrySchedule::default()).await;
    world.publish("order.paid").await;
    world.publish("order.refunded").await;
    world.pass(Duration::from_secs(3600)).await;
    let snapshot = world.engine.configuration().snapshot();
    assert!(matches!(snapshot.destination(billing).unwrap().destination.health, Health::Disabled { .. }));
    assert_eq!(world.egress.sent().len(), 1, "the second waits");

    world.engine.enable_destination(billing).await.unwrap();
    world.engine.wake();
    world.engine.rest().await;
    expect![[r#"
        +0s         attempt 1   billing  410
        +0s         dead letter billing  The destination said it is gone (410), so it is disabled.
        +1h         attempt 1   billing  200
        +1h         delivered   billing
    "#]]
    .assert_eq(&world.timeline().await);
}

#[tokio::test]
async fn a_paused_destination_holds_its_deliveries_and_delays_no_other() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let (slow, fast) = (world.destination("slow", []).await, world.destination("fast", []).await);
    let pause = |is_paused| DestinationPatch { is_paused: Some(is_paused), ..DestinationPatch::default() };
    world.engine.configuration().change_destination(slow, pause(true)).await.unwrap();
    world.subscribe("*", slow, RetrySchedule::default()).await;
    world.subscribe("*", fast, RetrySchedule::default()).await;
    world.publish("order.paid").await;
    world.pass(Duration::from_secs(60)).await;
    world.engine.configuration().change_destination(slow, pause(false)).await.unwrap();
    world.engine.wake();
    world.engine.rest().await;
    expect![[r#"
        +0s         attempt 1   fast  200
        +0s         delivered   fast
        +1m         attempt 1   slow  200
        +1m         delivered   slow
    "#]]
    .assert_eq(&world.timeline().await);
}

fn health(world: &World, id: domain::id::DestinationId) -> Health {
    world.engine.configuration().snapshot().destination(id).expect("it exists").destination.health.clone()
}

#[tokio::test]
async fn a_destination_that_fails_too_often_is_probed_until_it_is_back() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let down = vec![Step::Answer(503); 12];
    let billing = world.destination("billing", down.into_iter().chain([Step::Answer(200)])).await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    for _ in 0..30 {
        world.publish("order.paid").await;
    }
    assert!(matches!(health(&world, billing), Health::Open { .. }));
    let sent = world.egress.sent().len();
    assert_eq!(sent, 10, "after ten failures nothing more is sent");
    world.pass(Duration::from_secs(14)).await;
    assert_eq!(world.egress.sent().len(), sent, "nor while it is open");
    world.pass(Duration::from_secs(1)).await;
    assert_eq!(world.egress.sent().len(), sent + 1, "then a single probe, which fails");
    world.pass(Duration::from_secs(30)).await;
    assert_eq!(world.egress.sent().len(), sent + 2, "the next one comes after twice the wait");
    world.pass(Duration::from_secs(60)).await;
    assert_eq!(health(&world, billing), Health::Closed);
    world.pass_all_time().await;
    let delivered = world.deliveries().await.iter().filter(|one| one.state.code() == 2).count();
    assert_eq!(delivered, 30, "what waited lost no attempt");
    assert_eq!(world.egress.sent().len(), 12 + 30);
}

#[tokio::test]
async fn an_open_destination_delays_no_other_and_stays_open_over_a_restart() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let (down, up) = (world.destination("down", [Step::Answer(500)]).await, world.destination("up", []).await);
    world.subscribe("*", down, Preset::FastLocal.schedule()).await;
    world.subscribe("*", up, Preset::FastLocal.schedule()).await;
    for _ in 0..20 {
        world.publish("order.paid").await;
    }
    let to = |world: &World, name: &str| world.egress.sent().iter().filter(|sent| sent.url.contains(name)).count();
    assert_eq!((to(&world, "down"), to(&world, "up")), (10, 20));
    let world = world.restarted(Arc::new(store)).await;
    assert!(matches!(health(&world, down), Health::Open { .. }));
    world.publish("order.paid").await;
    assert_eq!((to(&world, "down"), to(&world, "up")), (10, 21));
}

#[tokio::test]
async fn a_destination_that_only_fails_is_disabled_after_five_days_with_warnings_on_the_way() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let mut alerts = world.engine.alerts().subscribe();
    let billing = world.destination("billing", [Step::Answer(500)]).await;
    let often = RetrySchedule::new(&vec![6 * 3_600_000; 50], 0).unwrap();
    world.subscribe("*", billing, often).await;
    world.publish("order.paid").await;
    let mut told = Vec::new();
    for hour in 1..=24 * 6 {
        world.pass(HOUR).await;
        while let Ok(alert) = alerts.try_recv() {
            match alert.kind {
                AlertKind::Warning | AlertKind::Disabled => {
                    told.push(format!("+{hour}h {}", alert.title.in_words(words::Language::English)));
                }
                _ => {}
            }
        }
    }
    expect![[r#"
        [
            "+24h billing has failed for 1 day",
            "+72h billing has failed for 3 days",
            "+120h billing is disabled",
        ]
    "#]]
    .assert_debug_eq(&told);
    assert!(matches!(health(&world, billing), Health::Disabled { .. }));
    assert_eq!(world.egress.sent().len(), 21, "and nothing is sent from then on");

    world.egress.script("http://billing.test/", [Step::Answer(200)]);
    world.engine.enable_destination(billing).await.unwrap();
    world.pass_all_time().await;
    assert_eq!(world.egress.sent().len(), 22);
    assert_eq!(health(&world, billing), Health::Closed);
}

#[tokio::test]
async fn a_probe_that_our_own_side_spoils_is_made_again() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let down = vec![Step::Answer(503); 10];
    let spoiled = [Step::Fail(ErrorClass::Local), Step::Answer(200)];
    let billing = world.destination("billing", down.into_iter().chain(spoiled)).await;
    world.subscribe("*", billing, RetrySchedule::default()).await;
    for _ in 0..10 {
        world.publish("order.paid").await;
    }
    assert!(matches!(health(&world, billing), Health::Open { .. }));
    world.pass(HOUR).await;
    assert_eq!(health(&world, billing), Health::Closed);
}
