//! Dead letters, and the bin of those that were discarded.

use std::sync::Arc;
use std::time::Duration;

use domain::bulk_replay::FailureReason;
use domain::id::DestinationId;
use domain::{Attempt, DeadLetterCause, Delivery, DeliveryState, ErrorClass, EventTypeName, Timestamp, Verdict};

use super::samples::Samples;
use super::tallies::assert_recount;
use super::{Harness, capture};
use crate::{Conclusion, DeadLetterFilter, DeadLetters, Deliveries, Discard, Moved, Prune, Retention, Store};

/// Four dead letters, by turns of two kinds: `503`, then no answer in time.
async fn history<S: Store>(store: &S, samples: &mut Samples) -> (DestinationId, Vec<Delivery>) {
    let destination = samples.id();
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut dead = Vec::new();
    for number in 0..4 {
        let kind = if number % 2 == 0 { "order.paid" } else { "order.refunded" };
        let captured = samples.capture(kind, &[destination]);
        capture(store, captured).await;
        let claimed = store.claim_due(destination, samples.now(), 1, lease).await.expect("claimed");
        let class = if number < 2 { ErrorClass::Status } else { ErrorClass::Timeout };
        let delivered = samples.delivered(&claimed[0], lease);
        let cause = DeadLetterCause::AttemptsUsedUp;
        let mut response = delivered.attempt.response.clone();
        if let Some(response) = &mut response {
            response.status = 503;
        }
        let concluded = Conclusion {
            state: DeliveryState::DeadLettered { at: samples.now(), cause },
            attempt: Arc::new(Attempt {
                error_class: Some(class),
                response,
                verdict: Verdict::DeadLetter { cause },
                ..Arc::unwrap_or_clone(delivered.attempt)
            }),
            ..delivered
        };
        assert_eq!(store.conclude(concluded).await.expect("answered"), Moved::Done);
        dead.push(store.delivery(claimed[0].id).await.expect("readable").expect("kept"));
    }
    (destination, dead)
}

async fn found<S: Store>(store: &S, filter: DeadLetterFilter) -> Vec<Delivery> {
    store.dead_letters(&filter, None, 9).await.expect("readable")
}

/// Newest first, in pages; each part of the filter holds.
pub async fn dead_letters_are_found_by_what_they_have_in_common<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, dead) = history(&store, &mut samples).await;
    let alive = samples.capture("order.paid", &[destination]);
    capture(&store, alive).await;
    let all = DeadLetterFilter::default();
    let newest_first: Vec<Delivery> = dead.iter().rev().cloned().collect();
    assert_eq!(found(&store, all.clone()).await, newest_first);
    let page = store.dead_letters(&all, Some(dead[2].id.uuid()), 1).await.expect("readable");
    assert_eq!(page, [dead[1].clone()]);

    let kind = EventTypeName::parse("order.paid").ok();
    let by_kind = DeadLetterFilter { event_type: kind, ..all.clone() };
    assert_eq!(found(&store, by_kind).await, [dead[2].clone(), dead[0].clone()]);
    let by_status = DeadLetterFilter { reason: Some(FailureReason::Status(503)), ..all.clone() };
    assert_eq!(found(&store, by_status.clone()).await, [dead[1].clone(), dead[0].clone()]);
    let by_class = DeadLetterFilter { reason: Some(FailureReason::Class(ErrorClass::Timeout)), ..all.clone() };
    assert_eq!(found(&store, by_class).await, [dead[3].clone(), dead[2].clone()]);
    let here = DeadLetterFilter { destination_id: Some(destination), ..by_status };
    assert_eq!(found(&store, here).await.len(), 2);
    let elsewhere = DeadLetterFilter { destination_id: Some(samples.id()), ..all.clone() };
    assert_eq!(found(&store, elsewhere).await, []);
    let (from, until) = (Some(dead[1].received_at), Some(dead[2].received_at));
    let in_time = DeadLetterFilter { received_from: from, received_until: until, ..all };
    assert_eq!(found(&store, in_time).await, [dead[1].clone()]);
}

/// By destination, kind, reason and day on the wall.
pub async fn dead_letters_are_counted_in_groups<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, dead) = history(&store, &mut samples).await;
    let counted = store.dead_letter_groups(0, 100).await.expect("readable");
    assert!(counted.is_whole);
    assert_eq!(counted.groups.len(), 4, "every one is alone");
    assert_eq!(counted.groups.iter().map(|group| group.deliveries).sum::<u64>(), 4);
    let day = dead[0].received_at.unix_ms() / 86_400_000;
    for group in &counted.groups {
        assert_eq!((group.destination_id, group.day), (destination, day));
    }
    let of = |kind: &str, reason| {
        counted.groups.iter().any(|group| group.event_type.as_str() == kind && group.reason == Some(reason))
    };
    assert!(of("order.paid", FailureReason::Status(503)));
    assert!(of("order.refunded", FailureReason::Class(ErrorClass::Timeout)));
    let tomorrow = store.dead_letter_groups(24 * 60, 100).await.expect("readable");
    assert!(tomorrow.groups.iter().all(|group| group.day == day + 1));
    let some = store.dead_letter_groups(0, 2).await.expect("readable");
    assert_eq!((some.is_whole, some.groups.iter().map(|group| group.deliveries).sum::<u64>()), (false, 2));
}

/// What is discarded is cancelled and in the bin until it is restored or the bin is emptied; the figures follow.
pub async fn the_bin_gives_back_what_was_discarded_together<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (_, dead) = history(&store, &mut samples).await;
    let now = samples.now().after(Duration::from_secs(60));
    let (one, other) = (samples.id(), samples.id());
    let discard = |id, deliveries: &[Delivery]| Discard {
        id,
        deliveries: deliveries.iter().map(|delivery| delivery.id).collect(),
        now,
    };
    assert_eq!(store.discard(discard(one, &dead[..2])).await.expect("discarded"), 2);
    assert_eq!(store.discard(discard(other, &dead[1..3])).await.expect("discarded"), 1, "one lies there already");
    assert_recount(&store, now, 0).await;
    assert_eq!(found(&store, DeadLetterFilter::default()).await, [dead[3].clone()]);
    let store = harness.reopen(store).await;
    let bin = store.bin(None, 9).await.expect("readable");
    let in_bin: Vec<_> = bin.iter().map(|lying| (lying.delivery.id, lying.discard_id)).collect();
    assert_eq!(in_bin, [(dead[2].id, other), (dead[1].id, one), (dead[0].id, one)]);
    assert!(bin.iter().all(|lying| lying.at == now && lying.cause == DeadLetterCause::AttemptsUsedUp));
    assert!(bin.iter().all(|lying| lying.delivery.state == DeliveryState::Cancelled { at: now }));
    assert_eq!(store.bin(Some(dead[1].id.uuid()), 9).await.expect("readable").len(), 1);

    assert_eq!(store.restore(one).await.expect("restored"), 2);
    assert_eq!(store.restore(one).await.expect("restored"), 0);
    assert_recount(&store, now, 0).await;
    let back = found(&store, DeadLetterFilter::default()).await;
    assert_eq!(back, [dead[3].clone(), dead[1].clone(), dead[0].clone()], "as they were");
    assert_eq!(store.empty_bin(now).await.expect("emptied"), 0);
    assert_eq!(store.empty_bin(now.after(Duration::from_millis(1))).await.expect("emptied"), 1);
    assert_eq!(store.bin(None, 9).await.expect("readable"), []);
    let left = store.delivery(dead[2].id).await.expect("readable").expect("it stays");
    assert_eq!(left.state, DeliveryState::Cancelled { at: now });
}

/// What lies in the bin can still be exported, so it is not deleted.
pub async fn what_lies_in_the_bin_is_kept<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (_, dead) = history(&store, &mut samples).await;
    let now = samples.now();
    let discard = Discard { id: samples.id(), deliveries: vec![dead[0].id], now };
    assert_eq!(store.discard(discard).await.expect("discarded"), 1);
    let later = Timestamp::from_unix_ms(i64::MAX / 2);
    let prune = Prune { after: None, before: later, dead_letters_before: None, limit: 10 };
    assert_eq!(store.prune(prune).await.expect("pruned").events, 0);
    assert_eq!(store.empty_bin(later).await.expect("emptied"), 1);
    assert_eq!(store.prune(prune).await.expect("pruned").events, 1);
}
