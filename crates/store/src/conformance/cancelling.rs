//! What a person does to a scheduled delivery: cancel it, or run it now.

use std::time::Duration;

use domain::{DeliveryState, Lease, RetrySchedule};
use futures_util::future::{join, join_all};

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Amended, Amendment, Deliveries, DeliveryFilter, Moved, Stage};

/// It keeps its place in history and is not claimed.
pub async fn a_scheduled_delivery_can_be_cancelled<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let made = samples.capture("order.paid", &[destination_id; 2]);
    let (cancelled, other) = (made.deliveries[0].clone(), made.deliveries[1].clone());
    capture(&store, made).await;
    let now = samples.now().after(Duration::from_secs(1));
    assert_eq!(store.cancel(cancelled.id, now).await.expect("answered"), Moved::Done);
    let store = harness.reopen(store).await;
    let read = store.delivery(cancelled.id).await.expect("readable").expect("there");
    assert_eq!(read.state, DeliveryState::Cancelled { at: now });
    let claimed = store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims");
    assert_eq!(claimed.iter().map(|delivery| delivery.id).collect::<Vec<_>>(), [other.id]);
}

/// Not twice, not in flight, not what does not exist.
pub async fn what_is_not_scheduled_cannot_be_cancelled<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let made = samples.capture("order.paid", &[destination_id; 2]);
    let ids = [made.deliveries[0].id, made.deliveries[1].id];
    capture(&store, made).await;
    let now = samples.now();
    assert_eq!(store.cancel(ids[0], now).await.expect("answered"), Moved::Done);
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims").len(), 1);
    for id in [ids[0], ids[1], samples.id()] {
        assert_eq!(store.cancel(id, now.after(Duration::from_secs(9))).await.expect("answered"), Moved::Lost);
    }
    let read = store.delivery(ids[0]).await.expect("readable").expect("there");
    assert_eq!(read.state, DeliveryState::Cancelled { at: now });
    let read = store.delivery(ids[1]).await.expect("readable").expect("there");
    assert_eq!(read.state, DeliveryState::InFlight { lease: Lease(1) });
}

/// Thirty races of a cancel and a claim for one delivery each.
pub async fn a_cancel_and_a_claim_have_one_winner<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    for round in 0..30 {
        let destination_id = samples.id();
        let made = samples.capture("order.paid", &[destination_id]);
        let id = made.deliveries[0].id;
        capture(&store, made).await;
        let now = samples.now();
        let (cancel, claim) = (store.cancel(id, now), store.claim_due(destination_id, now, 10, Lease(1)));
        let (moved, claimed) = if round % 2 == 0 {
            join(cancel, claim).await
        } else {
            let (claimed, moved) = join(claim, cancel).await;
            (moved, claimed)
        };
        let (moved, claimed) = (moved.expect("answered"), claimed.expect("claims"));
        let read = store.delivery(id).await.expect("readable").expect("there");
        match moved {
            Moved::Done => {
                assert!(claimed.is_empty(), "round {round}: cancelled and claimed");
                assert_eq!(read.state, DeliveryState::Cancelled { at: now });
            }
            Moved::Lost => {
                assert_eq!(claimed.len(), 1, "round {round}: neither cancelled nor claimed");
                assert_eq!(read.state, DeliveryState::InFlight { lease: Lease(1) });
            }
        }
    }
}

/// Another schedule also for what is in flight, an end only for what is scheduled, and nothing for what is over.
pub async fn an_edit_is_applied_to_what_is_not_over<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, subscription_id) = (samples.id(), samples.id());
    let mut made = samples.capture("order.paid", &[destination_id; 4]);
    made.deliveries.iter_mut().for_each(|delivery| delivery.subscription_id = Some(subscription_id));
    let ids: Vec<_> = made.deliveries.iter().map(|delivery| delivery.id).collect();
    capture(&store, made).await;
    let now = samples.now();
    let in_flight = store.claim_due(destination_id, now, 1, Lease(1)).await.expect("claims").remove(0).id;
    let [over, kept, ended] = ids.iter().copied().filter(|id| *id != in_flight).collect::<Vec<_>>()[..] else {
        panic!("one of four is in flight");
    };
    assert_eq!(store.cancel(over, now).await.expect("answered"), Moved::Done);

    let retry_schedule = RetrySchedule::new(&[1, 2, 3], 7).expect("within bounds");
    let amendment = Amendment {
        retry_schedule: retry_schedule.clone(),
        rescheduled: vec![in_flight, over, kept, samples.id()],
        cancelled: vec![ended, over, in_flight, samples.id()],
    };
    let later = now.after(Duration::from_secs(1));
    let amended = store.amend(amendment, later).await.expect("written");
    assert_eq!(amended, Amended { rescheduled: 2, cancelled: 1 });
    let store = harness.reopen(store).await;
    for (id, is_rescheduled) in [(in_flight, true), (kept, true), (over, false), (ended, false)] {
        let read = store.delivery(id).await.expect("readable").expect("there");
        assert_eq!(read.retry_schedule == retry_schedule, is_rescheduled, "{read:?}");
    }
    let ended = store.delivery(ended).await.expect("readable").expect("there");
    assert_eq!(ended.state, DeliveryState::Cancelled { at: later });

    let of = |subscription_id| DeliveryFilter {
        stages: vec![Stage::Queued, Stage::Sending],
        subscription_id: Some(subscription_id),
        ..DeliveryFilter::default()
    };
    assert_eq!(store.deliveries(&of(subscription_id), None, 10).await.expect("readable").len(), 2);
    assert_eq!(store.deliveries(&of(samples.id()), None, 10).await.expect("readable").len(), 0);
}

/// Sooner than it was scheduled, without a change of its attempts.
pub async fn run_now_makes_a_delivery_due<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let mut made = samples.capture("order.paid", &[destination_id]);
    let now = samples.now();
    made.deliveries[0].state = DeliveryState::Scheduled { due_at: now.after(Duration::from_secs(3_600)) };
    made.deliveries[0].attempts_made = 4;
    let id = made.deliveries[0].id;
    capture(&store, made).await;
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims"), []);
    assert_eq!(store.run_now(id, now).await.expect("answered"), Moved::Done);
    let read = store.delivery(id).await.expect("readable").expect("there");
    assert_eq!((read.state, read.attempts_made), (DeliveryState::Scheduled { due_at: now }, 4));
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims").len(), 1);
}

/// In flight, ended or unknown: there is nothing to run sooner.
pub async fn run_now_loses_when_nothing_is_scheduled<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let made = samples.capture("order.paid", &[destination_id; 2]);
    let ids = [made.deliveries[0].id, made.deliveries[1].id, samples.id()];
    capture(&store, made).await;
    let now = samples.now();
    assert_eq!(store.cancel(ids[0], now).await.expect("answered"), Moved::Done);
    assert_eq!(store.claim_due(destination_id, now, 10, Lease(1)).await.expect("claims").len(), 1);
    for moved in join_all(ids.map(|id| store.run_now(id, now))).await {
        assert_eq!(moved.expect("answered"), Moved::Lost);
    }
}
