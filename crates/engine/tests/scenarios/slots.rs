//! How many attempts are in flight to one destination.

use domain::{DeliveryState, RetrySchedule};
use engine::DestinationPatch;
use testkit::{FaultyStore, MemoryStore, Step, Stop, World};

/// Turns of the runtime that are more than enough for all that can happen without the clock.
const TURNS: usize = 1_000;

/// Publishes three events to a destination with one slot that always answers with `status`, while no attempt can be
/// recorded. How many requests it gets then, and how many when recording goes on.
async fn requests_before_and_after_recording(status: u16) -> (usize, usize) {
    let store = FaultyStore::new(MemoryStore::default(), Stop::Never);
    let world = World::new(store.clone()).await;
    let billing = world.destination("billing", [Step::Answer(status)]).await;
    let one_slot = DestinationPatch { concurrency: Some(1), ..DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, one_slot).await.expect("changed");
    world.subscribe("*", billing, RetrySchedule::default()).await;
    let held = store.hold_conclusions().await;
    for _ in 0..3 {
        world.try_publish("order.paid").await.expect("captured");
    }
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
    }
    let before = world.egress.sent().len();
    drop(held);
    world.engine.rest().await;
    let deliveries = world.deliveries().await;
    let is_in_flight = |state: &DeliveryState| matches!(state, DeliveryState::InFlight { .. });
    assert!(!deliveries.iter().any(|delivery| is_in_flight(&delivery.state)), "all of them are recorded");
    (before, world.egress.sent().len())
}

#[tokio::test]
async fn a_slot_is_free_once_the_destination_answered_with_success() {
    assert_eq!(requests_before_and_after_recording(200).await, (3, 3));
}

#[tokio::test]
async fn after_a_failure_the_slot_is_kept_until_it_is_recorded() {
    assert_eq!(requests_before_and_after_recording(500).await, (1, 3));
}
