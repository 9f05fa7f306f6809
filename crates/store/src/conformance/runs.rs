//! A run of the engine takes back what an earlier one left in flight.

use std::time::Duration;

use domain::DeliveryState;

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Deliveries, Moved};

/// Leases never repeat, also over a reopen.
pub async fn every_run_has_a_lease_of_its_own<H: Harness>(harness: &H) {
    let (store, samples) = (harness.open().await, Samples::new());
    let first = store.begin_run(samples.now()).await.expect("begins").lease;
    let store = harness.reopen(store).await;
    let second = store.begin_run(samples.now()).await.expect("begins").lease;
    let store = harness.reopen(store).await;
    let third = store.begin_run(samples.now()).await.expect("begins").lease;
    assert!(first != second && second != third && first != third, "{first:?} {second:?} {third:?}");
}

/// Both those captured in flight and those claimed, tried before or not; the rest stays as it is.
pub async fn a_run_schedules_what_an_earlier_one_left_in_flight<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let old = store.begin_run(samples.now()).await.expect("begins").lease;
    let destination_id = samples.id();

    let mut made = samples.capture("order.paid", &[destination_id; 4]);
    for delivery in made.deliveries.iter_mut().take(3) {
        delivery.state = DeliveryState::InFlight { lease: old };
    }
    let [never_tried, tried, delivered, untouched] = [0, 1, 2, 3].map(|index| made.deliveries[index].clone());
    capture(&store, made).await;
    assert_eq!(store.conclude(samples.delivered(&delivered, old)).await.expect("written"), Moved::Done);
    let due_at = samples.now();
    assert_eq!(store.conclude(samples.retried(&tried, old, due_at)).await.expect("written"), Moved::Done);
    let later = due_at.after(Duration::from_secs(1));
    let claimed = store.claim_due(destination_id, later, 10, old).await.expect("claims");
    assert_eq!(claimed.len(), 2);
    assert_eq!(store.release(untouched.id, old, untouched_due_at(&untouched)).await.expect("released"), Moved::Done);

    let store = harness.reopen(store).await;
    let now = later.after(Duration::from_secs(60));
    let run = store.begin_run(now).await.expect("begins");
    assert_eq!(run.interrupted, 2);
    let read = |id| store.delivery(id);
    for (id, attempts_made) in [(never_tried.id, 0), (tried.id, 1)] {
        let delivery = read(id).await.expect("readable").expect("there");
        assert_eq!(delivery.state, DeliveryState::Scheduled { due_at: now });
        assert_eq!((delivery.interruptions, delivery.attempts_made), (1, attempts_made));
    }
    assert_eq!(read(untouched.id).await.expect("readable"), Some(untouched.clone()));
    let done = read(delivered.id).await.expect("readable").expect("there");
    assert!(matches!(done.state, DeliveryState::Delivered { .. }));
    assert_eq!(done.interruptions, 0);

    // The old run's conclusion comes too late.
    assert_eq!(store.conclude(samples.delivered(&never_tried, old)).await.expect("answered"), Moved::Lost);
    let claimed = store.claim_due(destination_id, now, 10, run.lease).await.expect("claims");
    assert_eq!(claimed.len(), 3);
    let store = harness.reopen(store).await;
    assert_eq!(store.begin_run(now).await.expect("begins").interrupted, 3);
    let delivery = store.delivery(never_tried.id).await.expect("readable").expect("there");
    assert_eq!(delivery.interruptions, 2);
}

fn untouched_due_at(delivery: &domain::Delivery) -> domain::Timestamp {
    match delivery.state {
        DeliveryState::Scheduled { due_at } => due_at,
        other => panic!("expected a scheduled delivery, got {other:?}"),
    }
}

/// A new store has nothing to take back.
pub async fn the_first_run_finds_nothing_interrupted<H: Harness>(harness: &H) {
    let (store, samples) = (harness.open().await, Samples::new());
    assert_eq!(store.begin_run(samples.now()).await.expect("begins").interrupted, 0);
}
