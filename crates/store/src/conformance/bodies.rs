//! Bodies come back byte for byte, or as an error.

use std::sync::Arc;

use bytes::Bytes;
use domain::{DeliveryState, ErrorClass, Verdict};

use super::samples::{Dice, Samples, conclusion, sha256};
use super::{Harness, capture};
use crate::{Conclusion, Deliveries, Events, Moved, StoreError};

/// Bodies that have broken stores: empty, every byte value, text, much that compresses and much that does not.
fn bodies() -> Vec<Vec<u8>> {
    vec![
        Vec::new(),
        vec![0],
        (0..=255).collect(),
        b"{\"amount\": 1e400, \"amount\": 12345678901234567890}\r\n".to_vec(),
        "žluťoučký \u{202e} kůň 🐎".as_bytes().to_vec(),
        b"{\"line\": \"again and again\"}\n".repeat(100),
        vec![b' '; 1024 * 1024],
        Dice::new(7).bytes(1024 * 1024),
    ]
}

/// What was captured is what is read, also after a reopen.
pub async fn a_body_comes_back_byte_for_byte<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut captured = Vec::new();
    for body in bodies() {
        let event = samples.event("order.paid");
        captured.push((event.id, body.clone()));
        capture(&store, samples.capture_of(event, &body, &[])).await;
    }
    let store = harness.reopen(store).await;
    for (id, body) in captured {
        let read = store.event_body(id).await.expect("readable").expect("there");
        assert!(read == body, "a body of {} bytes came back as {} others", body.len(), read.len());
        let row = store.event(id).await.expect("readable").expect("there");
        assert_eq!(row.event.body_bytes, body.len() as u64);
        assert_eq!(row.event.body_sha256, sha256(&body));
    }
}

/// What an answer brought is what is read.
pub async fn a_response_body_comes_back_byte_for_byte<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let destination_id = samples.id();
    let mut concluded = Vec::new();
    for body in bodies() {
        let mut made = samples.capture("order.paid", &[destination_id]);
        made.deliveries[0].state = DeliveryState::InFlight { lease };
        let delivery = made.deliveries[0].clone();
        capture(&store, made).await;
        let mut delivered = samples.delivered(&delivery, lease);
        if let Some(response) = &mut Arc::make_mut(&mut delivered.attempt).response {
            response.body_bytes = body.len() as u64 + 3;
            response.body_kept_bytes = body.len() as u64;
        }
        delivered.response_body = Bytes::from(body.clone());
        concluded.push((delivered.attempt.id, body));
        assert_eq!(store.conclude(delivered).await.expect("written"), Moved::Done);
    }
    let store = harness.reopen(store).await;
    for (id, body) in concluded {
        let read = store.response_body(id).await.expect("readable").expect("there");
        assert!(read == body, "a body of {} bytes came back as {} others", body.len(), read.len());
    }
}

/// What a transform made of an event is kept with the attempt; without one there is nothing to keep.
pub async fn a_request_body_comes_back_byte_for_byte<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let destination_id = samples.id();
    let mut concluded = Vec::new();
    for body in bodies().into_iter().map(|body| Some(Bytes::from(body))).chain([None]) {
        let mut made = samples.capture("order.paid", &[destination_id]);
        made.deliveries[0].state = DeliveryState::InFlight { lease };
        let delivery = made.deliveries[0].clone();
        capture(&store, made).await;
        let mut delivered = samples.delivered(&delivery, lease);
        Arc::make_mut(&mut delivered.attempt).request.has_own_body = body.is_some();
        delivered.request_body = body.clone();
        delivered.response_body = Bytes::from_static(b"thanks");
        concluded.push((delivered.attempt.clone(), body));
        assert_eq!(store.conclude(delivered).await.expect("written"), Moved::Done);
    }
    let store = harness.reopen(store).await;
    for (attempt, body) in concluded {
        let read = store.request_body(attempt.id).await.expect("readable");
        assert!(read == body, "a body came back as another");
        assert_eq!(store.response_body(attempt.id).await.expect("readable").as_deref(), Some(&b"thanks"[..]));
        assert_eq!(store.attempts_of(attempt.delivery_id).await.expect("readable"), [attempt.as_ref().clone()]);
    }
}

/// An empty answer has an empty body; no answer has none.
pub async fn an_answer_without_a_body_is_no_missing_answer<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let destination_id = samples.id();
    let mut made = samples.capture("order.paid", &[destination_id, destination_id]);
    for delivery in &mut made.deliveries {
        delivery.state = DeliveryState::InFlight { lease };
    }
    let (first, second) = (made.deliveries[0].clone(), made.deliveries[1].clone());
    capture(&store, made).await;

    let answered: Conclusion = samples.delivered(&first, lease);
    let due_at = samples.now();
    let failed = samples.failed(&second, ErrorClass::Timeout, Verdict::Retry { at: due_at });
    let failed = conclusion(&second, lease, failed, DeliveryState::Scheduled { due_at });
    let (answered_id, failed_id) = (answered.attempt.id, failed.attempt.id);
    assert_eq!(store.conclude(answered).await.expect("written"), Moved::Done);
    assert_eq!(store.conclude(failed).await.expect("written"), Moved::Done);
    assert_eq!(store.response_body(answered_id).await.expect("readable"), Some(Bytes::new()));
    assert_eq!(store.response_body(failed_id).await.expect("readable"), None);
}

/// A body whose SHA-256 is not that of its event is an error, never handed out.
pub async fn bytes_that_do_not_match_their_hash_are_reported<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    for body in [b"".as_slice(), b"{\"paid\":true}"] {
        let event = samples.event("order.paid");
        let id = event.id;
        let mut made = samples.capture_of(event, body, &[]);
        made.event.body_sha256[31] ^= 1;
        capture(&store, made).await;
        match store.event_body(id).await {
            Err(StoreError::CorruptBody { of }) => assert_eq!(of, id.to_string()),
            other => panic!("expected a damaged body, got {other:?}"),
        }
    }
}
