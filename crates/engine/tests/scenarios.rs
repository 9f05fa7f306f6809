//! What becomes of deliveries over hours and days, in milliseconds: the clock jumps to whatever is due next.

use std::sync::Arc;
use std::time::Duration;

use domain::retry_schedule::Preset;
use domain::{DeliveryState, ErrorClass, Health, RetrySchedule};
use engine::DestinationPatch;
use expect_test::{Expect, expect};
use store::Deliveries as _;
use testkit::{FaultyStore, MemoryStore, Step, Stop, World};

/// One event to one destination that follows a script, until nothing is due any more.
async fn check(script: &[Step], schedule: RetrySchedule, expected: Expect) {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", script.iter().copied()).await;
    world.subscribe("order.*", billing, schedule).await;
    world.publish("order.paid").await;
    world.pass_all_time().await;
    expected.assert_eq(&world.timeline().await);
}

#[tokio::test]
async fn a_destination_that_stays_down_is_tried_for_27_hours() {
    let timeline = expect![[r#"
        +0s         attempt 1   billing  503
        +5s         attempt 2   billing  503
        +5m5s       attempt 3   billing  503
        +35m5s      attempt 4   billing  503
        +2h35m5s    attempt 5   billing  503
        +7h35m5s    attempt 6   billing  503
        +17h35m5s   attempt 7   billing  503
        +27h35m5s   attempt 8   billing  503
        +27h35m5s   dead letter billing  All attempts are used up.
    "#]];
    check(&[Step::Answer(503)], RetrySchedule::default(), timeline).await;
}

#[tokio::test]
async fn a_destination_that_recovers_gets_its_delivery() {
    let script = [Step::Answer(503), Step::Fail(ErrorClass::ConnectionRefused), Step::Answer(204)];
    let timeline = expect![[r#"
        +0s         attempt 1   billing  503
        +1s         attempt 2   billing  connection_refused
        +3s         attempt 3   billing  204
        +3s         delivered   billing
    "#]];
    check(&script, Preset::FastLocal.schedule(), timeline).await;
}

#[tokio::test]
async fn a_destination_may_ask_for_a_longer_wait_but_not_over_a_day() {
    let day = Duration::from_secs(86_400);
    let script = [
        Step::AnswerRetryAfter(429, Duration::from_secs(60)),
        Step::AnswerRetryAfter(503, day * 30),
        Step::AnswerRetryAfter(500, day),
        Step::Answer(200),
    ];
    let timeline = expect![[r#"
        +0s         attempt 1   billing  429
        +1m         attempt 2   billing  503
        +24h1m      attempt 3   billing  500
        +24h1m4s    attempt 4   billing  200
        +24h1m4s    delivered   billing
    "#]];
    check(&script, Preset::FastLocal.schedule(), timeline).await;
}

#[tokio::test]
async fn a_failure_of_our_own_costs_no_attempt() {
    let script = [Step::Fail(ErrorClass::Local), Step::Fail(ErrorClass::Local), Step::Answer(200)];
    let timeline = expect![[r#"
        +0s         attempt 1   billing  local
        +5s         attempt 1   billing  local
        +10s        attempt 1   billing  200
        +10s        delivered   billing
    "#]];
    check(&script, Preset::None.schedule(), timeline).await;
}

#[tokio::test]
async fn without_a_schedule_there_is_one_attempt() {
    let timeline = expect![[r#"
        +0s         attempt 1   billing  302
        +0s         dead letter billing  All attempts are used up.
    "#]];
    check(&[Step::Answer(302)], Preset::None.schedule(), timeline).await;
}

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

#[tokio::test]
async fn every_attempt_is_signed_anew_with_the_same_id() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", [Step::Answer(500), Step::Answer(200)]).await;
    world.subscribe("*", billing, RetrySchedule::default()).await;
    let event_id = world.publish("order.paid").await;
    world.pass_all_time().await;
    let sent = world.egress.sent();
    let field = |index: usize, name: &str| sent[index].headers.first_text(name).unwrap().to_owned();
    assert_eq!((field(0, "webhook-id"), field(1, "webhook-id")), (event_id.to_string(), event_id.to_string()));
    assert_ne!(field(0, "webhook-timestamp"), field(1, "webhook-timestamp"));
    assert_ne!(field(0, "webhook-signature"), field(1, "webhook-signature"));
    assert_eq!((field(0, "tacklebox-attempt"), field(1, "tacklebox-attempt")), ("1".into(), "2".into()));
}

#[tokio::test]
async fn more_than_a_lane_holds_is_delivered_all_the_same() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", []).await;
    world.subscribe("*", billing, RetrySchedule::default()).await;
    for _ in 0..500 {
        world.try_publish("order.paid").await.unwrap();
    }
    world.engine.rest().await;
    let deliveries = world.deliveries().await;
    assert_eq!(deliveries.len(), 500);
    assert!(deliveries.iter().all(|delivery| matches!(delivery.state, DeliveryState::Delivered { .. })));
    assert_eq!(world.egress.sent().len(), 500, "each once");
}

/// Publishes three events to two destinations, one of which fails at first, over a store that may stop.
async fn publish_until_it_stops(world: &World) -> Vec<domain::id::EventId> {
    let mut captured = Vec::new();
    for event_type in ["order.paid", "order.refunded", "order.paid"] {
        captured.extend(world.try_publish(event_type).await);
    }
    captured
}

async fn world_over(store: Arc<dyn store::Store>) -> World {
    let world = World::new(store).await;
    let billing = world.destination("billing", [Step::Answer(503), Step::Answer(200)]).await;
    let search = world.destination("search", []).await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    world.subscribe("order.paid", search, Preset::FastLocal.schedule()).await;
    world
}

#[tokio::test]
async fn wherever_the_world_stops_no_captured_event_is_lost() {
    // The configuration is written to the store itself; the writes that follow are those of the flow.
    let rehearsal = MemoryStore::default();
    drop(world_over(Arc::new(rehearsal.clone())).await);
    let counting = FaultyStore::new(rehearsal, Stop::Never);
    let world = World::new(counting.clone()).await;
    publish_until_it_stops(&world).await;
    world.pass_all_time().await;
    let writes = counting.writes();
    assert!(writes >= 9, "only {writes} writes to stop at");

    for stop in (2..=writes).flat_map(|at| [Stop::Before(at), Stop::After(at)]) {
        let kept = MemoryStore::default();
        let configured = world_over(Arc::new(kept.clone())).await;
        let faulty = FaultyStore::new(kept.clone(), stop);
        let world = configured.restarted(faulty.clone()).await;
        let captured = publish_until_it_stops(&world).await;
        for _ in 0..1_000 {
            if faulty.has_stopped() || world.engine.is_resting() {
                break;
            }
            tokio::task::yield_now().await;
        }
        let world = world.restarted(Arc::new(kept.clone())).await;
        world.pass_all_time().await;
        for event_id in captured {
            let deliveries = kept.deliveries_of(event_id).await.unwrap();
            assert!(!deliveries.is_empty(), "{stop:?}: the deliveries of {event_id} are kept");
            for delivery in deliveries {
                let is_delivered = matches!(delivery.state, DeliveryState::Delivered { .. });
                assert!(is_delivered, "{stop:?}: {delivery:?}");
            }
        }
        let all = world.deliveries().await;
        let seen: Vec<String> = world
            .egress
            .sent()
            .iter()
            .filter_map(|sent| sent.headers.first_text("webhook-id").map(str::to_owned))
            .collect();
        assert!(
            all.iter().all(|delivery| seen.contains(&delivery.event_id.to_string())),
            "{stop:?}: what is delivered was sent"
        );
    }
}
