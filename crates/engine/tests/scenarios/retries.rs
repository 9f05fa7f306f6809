//! When a delivery is tried again, and when it gives up.

use std::sync::Arc;
use std::time::Duration;

use domain::retry_schedule::{Preset, StatusAction, StatusRule};
use domain::{DeliveryState, ErrorClass, RetrySchedule};
use expect_test::{Expect, expect};
use testkit::{MemoryStore, Step, World};

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
async fn a_rule_stops_at_once_and_others_are_tried_again() {
    let stop = StatusRule { first: 400, last: 499, action: StatusAction::Stop };
    let retry = StatusRule { first: 429, last: 429, action: StatusAction::Retry };
    let schedule = Preset::FastLocal.schedule().with_rules(vec![retry, stop]).unwrap();
    let timeline = expect![[r#"
        +0s         attempt 1   billing  429
        +1s         attempt 2   billing  503
        +3s         attempt 3   billing  401
        +3s         dead letter billing  A rule of its retry schedule stops at this status.
    "#]];
    check(&[Step::Answer(429), Step::Answer(503), Step::Answer(401)], schedule, timeline).await;
}

#[tokio::test]
async fn a_delivery_gives_up_when_the_next_attempt_would_come_too_late() {
    let schedule = RetrySchedule::default().with_max_age(Some(Duration::from_secs(3_600))).unwrap();
    let timeline = expect![[r#"
        +0s         attempt 1   billing  503
        +5s         attempt 2   billing  503
        +5m5s       attempt 3   billing  503
        +35m5s      attempt 4   billing  503
        +35m5s      dead letter billing  It is older than its retry schedule allows.
    "#]];
    check(&[Step::Answer(503)], schedule, timeline).await;
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
