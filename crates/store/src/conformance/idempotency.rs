//! A publisher may send the same thing twice; the same key stores it once.

use std::time::Duration;

use bytes::Bytes;
use domain::{DeliveryState, Timestamp};
use futures_util::future::join_all;

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Capture, Captured, Deliveries, EventFilter, Events, IdempotencyKey};

fn keyed(samples: &mut Samples, key: &str, deliveries: usize) -> Capture {
    let destinations: Vec<_> = (0..deliveries).map(|_| samples.id()).collect();
    let made = samples.capture("order.paid", &destinations);
    let since = Timestamp::from_unix_ms(0);
    Capture { idempotency_key: Some(IdempotencyKey { key: key.to_owned(), since }), ..made }
}

/// The second capture stores nothing, whatever it holds, and names the first one's deliveries.
pub async fn the_same_key_answers_the_first_event<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let first = keyed(&mut samples, "order-17", 2);
    capture(&store, first.clone()).await;
    let second = keyed(&mut samples, "order-17", 1);
    let other = keyed(&mut samples, "Order-17", 1);

    let duplicate = Captured::Duplicate {
        event_id: first.event.id,
        delivery_ids: first.deliveries.iter().map(|delivery| delivery.id).collect(),
    };
    assert_eq!(store.capture(second.clone()).await.expect("answered"), duplicate);
    assert_eq!(store.event(second.event.id).await.expect("readable"), None);
    assert_eq!(store.delivery(second.deliveries[0].id).await.expect("readable"), None);
    capture(&store, other).await;
    capture(&store, samples.capture("order.paid", &[])).await;
    capture(&store, samples.capture("order.paid", &[])).await;
    assert_eq!(store.events(&EventFilter::default(), None, 10).await.expect("readable").len(), 4);
}

/// A key holds as long as its event is kept.
pub async fn a_key_is_remembered_over_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let first = keyed(&mut samples, "order-17", 0);
    capture(&store, first.clone()).await;
    let store = harness.reopen(store).await;
    let answer = store.capture(keyed(&mut samples, "order-17", 3)).await.expect("answered");
    assert_eq!(answer, Captured::Duplicate { event_id: first.event.id, delivery_ids: Vec::new() });
}

/// An event that was received before the moment asked for holds its key no longer, and later ones do.
pub async fn a_key_is_forgotten_after_its_window<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let first = keyed(&mut samples, "order-17", 1);
    capture(&store, first.clone()).await;
    let mut second = keyed(&mut samples, "order-17", 1);
    second.event.received_at = first.event.received_at.after(Duration::from_secs(60));
    let wanted_since = |since| IdempotencyKey { key: "order-17".to_owned(), since };
    second.idempotency_key = Some(wanted_since(first.event.received_at.after(Duration::from_millis(1))));
    capture(&store, second.clone()).await;
    let mut third = keyed(&mut samples, "order-17", 1);
    third.idempotency_key = Some(wanted_since(second.event.received_at));
    let delivery_ids = second.deliveries.iter().map(|delivery| delivery.id).collect();
    let duplicate = Captured::Duplicate { event_id: second.event.id, delivery_ids };
    assert_eq!(store.capture(third).await.expect("answered"), duplicate);
    assert!(store.event(first.event.id).await.expect("readable").is_some(), "the first event stays");
}

/// Fifty at once under five keys: five are stored, and the others name those.
pub async fn racing_captures_with_one_key_store_one<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let captures: Vec<Capture> = (0..50)
        .map(|number| {
            let mut made = keyed(&mut samples, &format!("order-{}", number % 5), 2);
            made.body = Bytes::new();
            made
        })
        .collect();
    let answers = join_all(captures.iter().cloned().map(|made| store.capture(made))).await;
    let answers: Vec<Captured> = answers.into_iter().map(|answer| answer.expect("answered")).collect();
    for key in 0..5 {
        let of_key: Vec<usize> = (0..50).filter(|number| number % 5 == key).collect();
        let stored: Vec<usize> = of_key.iter().copied().filter(|number| answers[*number] == Captured::Stored).collect();
        assert_eq!(stored.len(), 1, "key {key} was stored by {stored:?}");
        let winner = &captures[stored[0]];
        let duplicate = Captured::Duplicate {
            event_id: winner.event.id,
            delivery_ids: winner.deliveries.iter().map(|delivery| delivery.id).collect(),
        };
        for number in of_key.into_iter().filter(|number| *number != stored[0]) {
            assert_eq!(answers[number], duplicate, "capture {number}");
        }
        let kept = store.deliveries_of(winner.event.id).await.expect("readable");
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|delivery| matches!(delivery.state, DeliveryState::Scheduled { .. })));
    }
    assert_eq!(store.events(&EventFilter::default(), None, 100).await.expect("readable").len(), 5);
}
