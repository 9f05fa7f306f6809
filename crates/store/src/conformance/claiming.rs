//! Claims take what is due, once, in order, for one destination.

use std::collections::HashSet;
use std::time::Duration;

use domain::id::{DeliveryId, DestinationId};
use domain::{Delivery, DeliveryState, Lease, Timestamp};
use futures_util::future::join_all;

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Deliveries, Due, Moved, Store};

/// Captures one event with deliveries to one destination, due at these times.
async fn schedule<S: Store>(
    store: &S,
    samples: &mut Samples,
    destination_id: DestinationId,
    due: &[(Timestamp, u32)],
) -> Vec<Delivery> {
    let mut made = samples.capture("order.paid", &vec![destination_id; due.len()]);
    for (delivery, (due_at, attempts_made)) in made.deliveries.iter_mut().zip(due) {
        delivery.state = DeliveryState::Scheduled { due_at: *due_at };
        delivery.attempts_made = *attempts_made;
    }
    let deliveries = made.deliveries.clone();
    capture(store, made).await;
    deliveries
}

fn ids(deliveries: &[Delivery]) -> Vec<DeliveryId> {
    deliveries.iter().map(|delivery| delivery.id).collect()
}

fn seconds(samples: &Samples, seconds: u64) -> Timestamp {
    samples.now().after(Duration::from_secs(seconds))
}

/// A destination that fails cannot starve what is new: first attempts go before retries that are longer due.
pub async fn those_never_tried_come_first_then_by_due_time<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let at = [1, 2, 3, 4, 5].map(|second| seconds(&samples, second));
    let due = [(at[0], 3), (at[4], 0), (at[1], 1), (at[3], 0), (at[2], 0)];
    let made = schedule(&store, &mut samples, destination_id, &due).await;

    let claimed = store.claim_due(destination_id, at[4], 10, Lease(9)).await.expect("claims");
    let expected: Vec<Delivery> = [4, 3, 1, 0, 2]
        .map(|index: usize| Delivery { state: DeliveryState::InFlight { lease: Lease(9) }, ..made[index].clone() })
        .into();
    assert_eq!(claimed, expected);
}

/// Two, then the next two, then the last.
pub async fn a_claim_takes_at_most_its_limit<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let at = [1, 2, 3, 4, 5].map(|second| seconds(&samples, second));
    let made = schedule(&store, &mut samples, destination_id, &at.map(|due_at| (due_at, 0))).await;
    assert_eq!(store.claim_due(destination_id, at[4], 0, Lease(1)).await.expect("claims"), []);
    for expected in [&made[0..2], &made[2..4], &made[4..5], &[]] {
        let claimed = store.claim_due(destination_id, at[4], 2, Lease(1)).await.expect("claims");
        assert_eq!(ids(&claimed), ids(expected));
    }
}

/// Another destination's deliveries stay where they are.
pub async fn a_claim_takes_from_one_destination_only<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (first, second) = (samples.id(), samples.id());
    let now = samples.now();
    let of_first = schedule(&store, &mut samples, first, &[(now, 0), (now, 1)]).await;
    let of_second = schedule(&store, &mut samples, second, &[(now, 0), (now, 1)]).await;
    let claimed = store.claim_due(second, now, 10, Lease(1)).await.expect("claims");
    assert_eq!(ids(&claimed), ids(&of_second));
    let claimed = store.claim_due(first, now, 10, Lease(1)).await.expect("claims");
    assert_eq!(ids(&claimed), ids(&of_first));
}

/// A millisecond early is early; the very millisecond is due.
pub async fn what_is_not_due_is_not_claimed<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let due_at = seconds(&samples, 60);
    schedule(&store, &mut samples, destination_id, &[(due_at, 0), (due_at, 1)]).await;
    let early = due_at.before(Duration::from_millis(1));
    assert_eq!(store.claim_due(destination_id, early, 10, Lease(1)).await.expect("claims"), []);
    assert_eq!(store.claim_due(destination_id, due_at, 10, Lease(1)).await.expect("claims").len(), 2);
}

/// Sixteen callers at once take forty deliveries between them, each once.
pub async fn racing_claims_never_share_a_delivery<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let now = seconds(&samples, 60);
    let made = schedule(&store, &mut samples, destination_id, &[(now, 0); 40]).await;
    let claims = (0..16).map(|caller| store.claim_due(destination_id, now, 3, Lease(caller)));
    let claimed: Vec<Vec<Delivery>> =
        join_all(claims).await.into_iter().map(|claimed| claimed.expect("claims")).collect();
    for (lease, deliveries) in (0..16).map(Lease).zip(&claimed) {
        assert!(deliveries.len() <= 3);
        assert!(deliveries.iter().all(|delivery| delivery.state == DeliveryState::InFlight { lease }));
    }
    let all: Vec<DeliveryId> = claimed.concat().iter().map(|delivery| delivery.id).collect();
    assert_eq!(all.len(), 40);
    assert_eq!(all.into_iter().collect::<HashSet<_>>(), ids(&made).into_iter().collect());
}

/// A claim is durable before its caller hears of it.
pub async fn a_claim_survives_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let now = samples.now();
    schedule(&store, &mut samples, destination_id, &[(now, 0)]).await;
    let claimed = store.claim_due(destination_id, now, 10, Lease(5)).await.expect("claims");
    let store = harness.reopen(store).await;
    assert_eq!(store.delivery(claimed[0].id).await.expect("readable"), Some(claimed[0].clone()));
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(6)).await.expect("claims"), []);
}

/// Destinations with something due now, and the earliest time after it; what is in flight counts for neither.
pub async fn due_names_destinations_and_the_next_time<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let none = Due { destinations: Vec::new(), next_at: None };
    assert_eq!(store.due(samples.now()).await.expect("readable"), none);

    let (first, second, third) = (samples.id(), samples.id(), samples.id());
    let at = [1, 2, 3, 4].map(|second| seconds(&samples, second));
    schedule(&store, &mut samples, first, &[(at[0], 0), (at[3], 1)]).await;
    schedule(&store, &mut samples, second, &[(at[1], 2), (at[2], 0)]).await;
    let mut in_flight = samples.capture("order.paid", &[third]);
    in_flight.deliveries[0].state = DeliveryState::InFlight { lease: Lease(1) };
    capture(&store, in_flight).await;

    let expected: [(Timestamp, &[DestinationId], Option<Timestamp>); 5] = [
        (samples.now(), &[], Some(at[0])),
        (at[0], &[first], Some(at[1])),
        (at[1], &[first, second], Some(at[2])),
        (at[2], &[first, second], Some(at[3])),
        (at[3], &[first, second], None),
    ];
    for (now, destinations, next_at) in expected {
        let mut due = store.due(now).await.expect("readable");
        due.destinations.sort();
        assert_eq!(due, Due { destinations: destinations.to_vec(), next_at }, "at {now:?}");
    }
    assert_eq!(store.claim_due(first, at[3], 10, Lease(1)).await.expect("claims").len(), 2);
    let due = store.due(at[3]).await.expect("readable");
    assert_eq!(due, Due { destinations: vec![second], next_at: None });
}

/// A release costs no attempt, and the delivery is claimed again when the new time has come.
pub async fn a_release_makes_a_delivery_due_again<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let now = samples.now();
    let made = schedule(&store, &mut samples, destination_id, &[(now, 0), (now, 2)]).await;
    let later = seconds(&samples, 30);
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims").len(), 2);
    for delivery in &made {
        assert_eq!(store.release(delivery.id, Lease(1), later).await.expect("answered"), Moved::Done);
        let released = store.delivery(delivery.id).await.expect("readable");
        let expected = Delivery { state: DeliveryState::Scheduled { due_at: later }, ..delivery.clone() };
        assert_eq!(released, Some(expected));
    }
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims"), []);
    assert_eq!(store.claim_due(destination_id, later, 10, Lease(1)).await.expect("claims").len(), 2);
}

/// Only who holds a delivery can put it back.
pub async fn a_release_under_another_lease_is_lost<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let now = samples.now();
    let made = schedule(&store, &mut samples, destination_id, &[(now, 0)]).await;
    let id = made[0].id;
    assert_eq!(store.release(id, Lease(1), now).await.expect("answered"), Moved::Lost);
    let claimed = store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims");
    assert_eq!(store.release(id, Lease(2), now).await.expect("answered"), Moved::Lost);
    assert_eq!(store.release(samples.id(), Lease(1), now).await.expect("answered"), Moved::Lost);
    assert_eq!(store.delivery(id).await.expect("readable"), Some(claimed[0].clone()));
}
