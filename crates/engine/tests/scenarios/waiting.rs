//! An edit of a subscription, and the deliveries it made before.

use std::sync::Arc;
use std::time::Duration;

use domain::filter::Filter;
use domain::retry_schedule::Preset;
use domain::{DeliveryState, RetrySchedule};
use engine::{DestinationPatch, SubscriptionPatch, WaitingDeliveries};
use store::Amended;
use testkit::{MemoryStore, Step, World};

#[tokio::test]
async fn a_schedule_and_a_filter_are_applied_to_what_waits_when_a_person_asks() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", [Step::Answer(503), Step::Answer(503), Step::Answer(503)]).await;
    world.subscribe("order.*", billing, Preset::Standard.schedule()).await;
    let subscription = world.engine.configuration().snapshot().subscriptions()[0].id;
    world.publish_body("order.paid", r#"{"amount":1}"#).await;
    world.publish_body("order.paid", r#"{"amount":7}"#).await;
    assert_eq!(
        world.engine.replay().waiting(subscription).await.expect("it is there"),
        WaitingDeliveries { waiting: 2, ..WaitingDeliveries::default() }
    );

    let once = RetrySchedule::new(&[1_000], 0).expect("within bounds");
    let filter = Filter::parse(&serde_json::json!({ "body": { "amount": { "$gt": 5 } } })).expect("a filter");
    let patch = SubscriptionPatch {
        retry_schedule: Some(once.clone()),
        filter: Some(Some(filter)),
        ..SubscriptionPatch::default()
    };
    world.engine.configuration().change_subscription(subscription, patch).await.expect("changed");
    assert_eq!(
        world.engine.replay().waiting(subscription).await.expect("it is there"),
        WaitingDeliveries { waiting: 2, other_schedule: 1, not_meant: 1, ..WaitingDeliveries::default() }
    );
    let due_before = world.deliveries().await.iter().map(|delivery| delivery.state).collect::<Vec<_>>();

    let applied = world.engine.replay().apply_to_waiting(subscription).await.expect("it is there");
    assert_eq!(applied, Amended { rescheduled: 1, cancelled: 1 });
    let deliveries = world.deliveries().await;
    let kept = deliveries.iter().find(|delivery| delivery.retry_schedule == once).expect("one has the new schedule");
    assert!(due_before.contains(&kept.state), "when it is due next stays");
    let is_cancelled = |state: &DeliveryState| matches!(state, DeliveryState::Cancelled { .. });
    assert_eq!(deliveries.iter().filter(|delivery| is_cancelled(&delivery.state)).count(), 1);
    let again = world.engine.replay().apply_to_waiting(subscription).await.expect("it is there");
    assert_eq!(again, Amended::default(), "there is nothing left to apply");

    // The new schedule has one try more, and then gives up.
    let kept = kept.id;
    world.pass(Duration::from_secs(60)).await;
    let over = world.delivery(kept).await;
    assert!(matches!(over.state, DeliveryState::DeadLettered { .. }), "{:?}", over.state);
}

#[tokio::test]
async fn an_edit_of_a_destination_applies_to_what_waits_by_itself() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", [Step::Answer(503)]).await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    world.publish("order.paid").await;
    let url = "http://elsewhere.test/".to_owned();
    let patch = DestinationPatch { url: Some(url.clone()), ..DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, patch).await.expect("changed");
    world.pass(Duration::from_secs(60)).await;
    let sent: Vec<String> = world.egress.sent().into_iter().map(|request| request.url).collect();
    assert_eq!(sent.last(), Some(&url));
}
