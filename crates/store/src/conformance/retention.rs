//! Old events go with everything that belongs to them, and nothing else does.

use std::sync::Arc;
use std::time::Duration;

use domain::{DeadLetterCause, Delivery, DeliveryState, Lease, Timestamp, Verdict};

use super::samples::{Samples, conclusion};
use super::tallies::assert_recount;
use super::{Harness, capture};
use crate::{Capture, EventFilter, Events, Moved, Prune, Pruned, Retention, Store, Timeline};

/// Four old events: delivered, dead-lettered, under way, without a delivery; and a young one.
async fn history<S: Store>(store: &S, samples: &mut Samples) -> Vec<Capture> {
    let destination = samples.id();
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut captures: Vec<Capture> = Vec::new();
    for deliveries in [1, 1, 1, 0, 1] {
        let event = samples.event("order.paid");
        captures.push(samples.capture_of(event, b"a body", &vec![destination; deliveries]));
    }
    for made in &captures {
        capture(store, made.clone()).await;
    }
    for index in [0, 1, 4] {
        let delivery = claim(store, &captures[index].deliveries[0], samples.now(), lease).await;
        let mut concluded = samples.delivered(&delivery, lease);
        if index == 1 {
            let cause = DeadLetterCause::AttemptsUsedUp;
            let attempt = samples.answered(&delivery, 503, Verdict::DeadLetter { cause });
            concluded = conclusion(&delivery, lease, attempt, DeliveryState::DeadLettered { at: samples.now(), cause });
        }
        Arc::make_mut(&mut concluded.attempt).request.has_own_body = true;
        concluded.request_body = Some(bytes::Bytes::from_static(b"what was made of it"));
        assert_eq!(store.conclude(concluded).await.expect("answered"), Moved::Done);
    }
    captures
}

/// Takes one delivery in hand and lets the others wait.
async fn claim<S: Store>(store: &S, delivery: &Delivery, now: Timestamp, lease: Lease) -> Delivery {
    let claimed = store.claim_due(delivery.destination_id, now, 1_000, lease).await.expect("claimed");
    for other in claimed.iter().filter(|other| other.id != delivery.id) {
        assert_eq!(store.release(other.id, lease, now).await.expect("answered"), Moved::Done);
    }
    claimed.into_iter().find(|claimed| claimed.id == delivery.id).expect("it was due")
}

async fn kept<S: Store>(store: &S, captures: &[Capture]) -> Vec<bool> {
    let mut kept = Vec::new();
    for made in captures {
        let event = store.event(made.event.id).await.expect("readable");
        let deliveries = store.deliveries_of(made.event.id).await.expect("readable");
        let body = store.event_body(made.event.id).await.expect("readable");
        assert_eq!(deliveries.len(), if event.is_some() { made.deliveries.len() } else { 0 });
        assert_eq!(event.is_some(), body.is_some());
        for delivery in &made.deliveries {
            let attempts = store.attempts_of(delivery.id).await.expect("readable");
            assert!(event.is_some() || attempts.is_empty());
        }
        kept.push(event.is_some());
    }
    kept
}

const fn prune(before: Timestamp, dead_letters_before: Option<Timestamp>) -> Prune {
    Prune { after: None, before, dead_letters_before, limit: 1_000 }
}

/// What is under way stays, dead letters have a term of their own, and the figures are those of what is left.
pub async fn what_is_over_and_old_goes<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let captures = history(&store, &mut samples).await;
    let before = captures[4].event.received_at;
    let pruned = store.prune(prune(before, None)).await.expect("pruned");
    assert_eq!(pruned, Pruned { events: 2, seen_to: None });
    assert_eq!(kept(&store, &captures).await, [false, true, true, false, true]);
    assert_recount(&store, samples.now(), 0).await;

    let dead_letters_before = Some(captures[1].event.received_at);
    assert_eq!(store.prune(prune(before, dead_letters_before)).await.expect("pruned").events, 0, "not old enough");
    let dead_letters_before = Some(captures[1].event.received_at.after(Duration::from_millis(1)));
    assert_eq!(store.prune(prune(before, dead_letters_before)).await.expect("pruned").events, 1);
    assert_eq!(kept(&store, &captures).await, [false, false, true, false, true]);
    assert_recount(&store, samples.now(), 0).await;
    let store = harness.reopen(store).await;
    assert_eq!(kept(&store, &captures).await, [false, false, true, false, true]);
}

/// A small limit comes to the same end, and each call goes on where the one before stopped.
pub async fn pruning_goes_on_where_it_stopped<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let captures = history(&store, &mut samples).await;
    let mut step = Prune { limit: 1, ..prune(captures[4].event.received_at, None) };
    let mut deleted = Vec::new();
    loop {
        let pruned = store.prune(step).await.expect("pruned");
        deleted.push(pruned.events);
        match pruned.seen_to {
            Some(seen_to) => step.after = Some(seen_to),
            None => break,
        }
    }
    assert_eq!(deleted, [1, 0, 0, 1, 0]);
    assert_eq!(store.events(&EventFilter::default(), None, 10).await.expect("readable").len(), 3);
}

/// Deleting makes what is kept smaller, for a store on disk.
pub async fn what_is_deleted_takes_no_place<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let body: Vec<u8> = (0..60_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for _ in 0..60 {
        let event = samples.event("order.paid");
        let made = samples.capture_of(event, &body, &[]);
        capture(&store, made).await;
    }
    let full = store.kept_bytes().await.expect("readable");
    let pruned = store.prune(prune(samples.now().after(Duration::from_secs(1)), None)).await.expect("pruned");
    assert_eq!(pruned.events, 60);
    let empty = store.kept_bytes().await.expect("readable");
    assert!(empty * 2 < full, "{empty} of {full} bytes are left");
    assert_eq!(store.tally(samples.now()).await.expect("readable").unrouted, 0);
}
