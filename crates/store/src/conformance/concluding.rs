//! Conclusions write an attempt and move a delivery on, both or neither.

use std::time::Duration;

use bytes::Bytes;
use domain::delivery::LastAttempt;
use domain::id::DestinationId;
use domain::{DeadLetterCause, Delivery, DeliveryState, ErrorClass, Headers, Lease, Phases, Verdict};
use futures_util::future::join_all;

use super::samples::{Samples, conclusion};
use super::{Harness, capture};
use crate::{Conclusion, Deliveries, Moved, Store};

/// Captures deliveries that are in flight under `lease`.
async fn in_flight<S: Store>(store: &S, samples: &mut Samples, lease: Lease, count: usize) -> Vec<Delivery> {
    let destination_id: DestinationId = samples.id();
    let mut made = samples.capture("order.paid", &vec![destination_id; count]);
    for delivery in &mut made.deliveries {
        delivery.state = DeliveryState::InFlight { lease };
    }
    let deliveries = made.deliveries.clone();
    capture(store, made).await;
    deliveries
}

async fn read<S: Store>(store: &S, delivery: &Delivery) -> Delivery {
    store.delivery(delivery.id).await.expect("readable").expect("there")
}

/// Every verdict, an answer with all its parts, and every class of failure.
pub async fn every_part_of_an_attempt_comes_back<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let lease = Lease(3);
    let at = samples.now();
    let verdicts = [
        Verdict::Delivered,
        Verdict::Retry { at },
        Verdict::Postpone { at },
        Verdict::DeadLetter { cause: DeadLetterCause::AttemptsUsedUp },
        Verdict::DeadLetter { cause: DeadLetterCause::Gone },
        Verdict::DeadLetter { cause: DeadLetterCause::NotRetryable },
        Verdict::Cancelled,
    ];
    let deliveries = in_flight(&store, &mut samples, lease, verdicts.len() + ErrorClass::ALL.len()).await;
    let mut attempts = Vec::new();
    for (delivery, verdict) in deliveries.iter().zip(verdicts) {
        let mut attempt = samples.answered(delivery, 299, verdict);
        let mut headers = Headers::new();
        headers.push("webhook-id", "evt_1");
        headers.push("X-Odd", vec![0xFF, 0x20, 0x80]);
        attempt.request.headers = headers.clone();
        attempt.request.body_bytes = 7;
        let response = attempt.response.as_mut().expect("answered");
        response.headers = headers;
        response.body_bytes = 26_214_400;
        response.body_kept_bytes = 3;
        response.is_body_incomplete = true;
        attempt.error_detail = Some("connection reset `by peer`".to_owned());
        attempt.phases = Phases {
            dns_us: Some(1),
            connect_us: Some(0),
            tls_us: Some(40_000),
            first_byte_us: Some(5_000_000),
            total_us: 10_000_000_000,
        };
        attempt.is_connection_reused = true;
        attempt.was_resent_at_once = true;
        attempts.push(attempt);
    }
    for (delivery, class) in deliveries.iter().skip(verdicts.len()).zip(ErrorClass::ALL) {
        attempts.push(samples.failed(delivery, *class, Verdict::Retry { at }));
    }
    for (delivery, attempt) in deliveries.iter().zip(&attempts) {
        let mut concluded = conclusion(delivery, lease, attempt.clone(), DeliveryState::Delivered { at });
        concluded.response_body = Bytes::from_static(if attempt.response.is_some() { b"yes" } else { b"" });
        assert_eq!(store.conclude(concluded).await.expect("written"), Moved::Done);
    }
    let store = harness.reopen(store).await;
    for (delivery, attempt) in deliveries.iter().zip(attempts) {
        assert_eq!(store.attempts_of(delivery.id).await.expect("readable"), std::slice::from_ref(&attempt));
        assert_eq!(store.attempt(attempt.id).await.expect("readable").as_ref(), Some(&attempt));
        let last = LastAttempt {
            id: attempt.id,
            started_at: attempt.started_at,
            status: attempt.response.map(|response| response.status),
            error_class: attempt.error_class,
            total_us: attempt.phases.total_us,
        };
        assert_eq!(read(&store, delivery).await.last_attempt, Some(last));
    }
}

/// Delivered is an end.
pub async fn a_delivered_one_stays_delivered<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let delivery = in_flight(&store, &mut samples, Lease(1), 1).await.remove(0);
    let delivered = samples.delivered(&delivery, Lease(1));
    let state = delivered.state;
    assert_eq!(store.conclude(delivered).await.expect("written"), Moved::Done);
    let store = harness.reopen(store).await;
    let now = samples.now().after(Duration::from_secs(86_400));
    assert_eq!(store.claim_due(delivery.destination_id, now, 10, Lease(2)).await.expect("claims"), []);
    assert_eq!(store.cancel(delivery.id, now).await.expect("answered"), Moved::Lost);
    let read = read(&store, &delivery).await;
    assert_eq!((read.state, read.attempts_made), (state, 1));
}

/// Three failures, then a success: four attempts in their order.
pub async fn a_retry_is_scheduled_and_claimed_again<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut delivery = in_flight(&store, &mut samples, Lease(1), 1).await.remove(0);
    let mut due_at = samples.now();
    for number in 1..=3 {
        due_at = due_at.after(Duration::from_secs(5));
        let retried = samples.retried(&delivery, Lease(1), due_at);
        assert_eq!(store.conclude(retried).await.expect("written"), Moved::Done);
        let scheduled = read(&store, &delivery).await;
        assert_eq!(scheduled.state, DeliveryState::Scheduled { due_at });
        assert_eq!(scheduled.attempts_made, number);
        assert_eq!(scheduled.last_attempt.and_then(|last| last.status), Some(503));
        let early = due_at.before(Duration::from_millis(1));
        assert_eq!(store.claim_due(delivery.destination_id, early, 10, Lease(1)).await.expect("claims"), []);
        delivery = store.claim_due(delivery.destination_id, due_at, 10, Lease(1)).await.expect("claims").remove(0);
    }
    assert_eq!(store.conclude(samples.delivered(&delivery, Lease(1))).await.expect("written"), Moved::Done);
    let attempts = store.attempts_of(delivery.id).await.expect("readable");
    assert_eq!(attempts.iter().map(|attempt| attempt.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

/// The attempt is written, the count stays, and the delivery is still one that was never tried.
pub async fn a_failure_of_our_own_costs_no_attempt<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let delivery = in_flight(&store, &mut samples, Lease(1), 1).await.remove(0);
    let due_at = samples.now();
    for _ in 0..2 {
        let attempt = samples.failed(&delivery, ErrorClass::Local, Verdict::Postpone { at: due_at });
        let state = DeliveryState::Scheduled { due_at };
        let concluded = Conclusion { attempts_made: 0, ..conclusion(&delivery, Lease(1), attempt, state) };
        assert_eq!(store.conclude(concluded).await.expect("written"), Moved::Done);
        assert_eq!(read(&store, &delivery).await.attempts_made, 0);
        assert_eq!(store.claim_due(delivery.destination_id, due_at, 1, Lease(1)).await.expect("claims").len(), 1);
    }
    let attempts = store.attempts_of(delivery.id).await.expect("readable");
    assert_eq!(attempts.iter().map(|attempt| attempt.number).collect::<Vec<_>>(), [1, 1]);
}

/// Each cause is read back.
pub async fn a_dead_letter_keeps_its_cause<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let deliveries = in_flight(&store, &mut samples, Lease(1), DeadLetterCause::ALL.len()).await;
    for (delivery, cause) in deliveries.iter().zip(DeadLetterCause::ALL) {
        let attempt = samples.answered(delivery, 410, Verdict::DeadLetter { cause });
        let state = DeliveryState::DeadLettered { at: samples.now(), cause };
        assert_eq!(store.conclude(conclusion(delivery, Lease(1), attempt, state)).await.expect("written"), Moved::Done);
        assert_eq!(read(&store, delivery).await.state, state);
    }
}

/// Nothing is written: no attempt, no body, no state.
pub async fn a_conclusion_under_another_lease_is_lost<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let delivery = in_flight(&store, &mut samples, Lease(2), 1).await.remove(0);
    let mut concluded = samples.delivered(&delivery, Lease(1));
    concluded.response_body = Bytes::from_static(b"late");
    let attempt_id = concluded.attempt.id;
    assert_eq!(store.conclude(concluded).await.expect("answered"), Moved::Lost);
    assert_eq!(read(&store, &delivery).await, delivery);
    assert_eq!(store.attempts_of(delivery.id).await.expect("readable"), []);
    assert_eq!(store.response_body(attempt_id).await.expect("readable"), None);

    let unknown = Delivery { id: samples.id(), ..delivery };
    assert_eq!(store.conclude(samples.delivered(&unknown, Lease(2))).await.expect("answered"), Moved::Lost);
}

/// What is scheduled, delivered or cancelled cannot be concluded.
pub async fn a_second_conclusion_is_lost<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let delivery = in_flight(&store, &mut samples, Lease(1), 1).await.remove(0);
    let now = samples.now();
    assert_eq!(store.conclude(samples.retried(&delivery, Lease(1), now)).await.expect("written"), Moved::Done);
    assert_eq!(store.conclude(samples.delivered(&delivery, Lease(1))).await.expect("answered"), Moved::Lost);
    assert_eq!(store.cancel(delivery.id, now).await.expect("answered"), Moved::Done);
    assert_eq!(store.conclude(samples.delivered(&delivery, Lease(1))).await.expect("answered"), Moved::Lost);
    assert_eq!(store.attempts_of(delivery.id).await.expect("readable").len(), 1);
    assert_eq!(read(&store, &delivery).await.state, DeliveryState::Cancelled { at: now });
}

/// Eight at once for one delivery: one attempt is written.
pub async fn racing_conclusions_have_one_winner<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let delivery = in_flight(&store, &mut samples, Lease(1), 1).await.remove(0);
    let conclusions: Vec<Conclusion> = (0..8).map(|_| samples.delivered(&delivery, Lease(1))).collect();
    let moved = join_all(conclusions.iter().cloned().map(|concluded| store.conclude(concluded))).await;
    let winners: Vec<usize> = (0..8).filter(|index| matches!(moved[*index], Ok(Moved::Done))).collect();
    assert_eq!(winners.len(), 1, "{moved:?}");
    let attempts = store.attempts_of(delivery.id).await.expect("readable");
    assert_eq!(attempts, [conclusions[winners[0]].attempt.as_ref().clone()]);
    assert_eq!(read(&store, &delivery).await.state, conclusions[winners[0]].state);
}

/// Two hundred at once, each with its own end and bytes, some of them too late.
pub async fn conclusions_that_race_are_all_written<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let deliveries = in_flight(&store, &mut samples, Lease(1), 200).await;
    let conclusions: Vec<Conclusion> = deliveries
        .iter()
        .enumerate()
        .map(|(index, delivery)| {
            let lease = if index % 10 == 9 { Lease(2) } else { Lease(1) };
            let mut concluded = match index % 2 {
                0 => samples.delivered(delivery, lease),
                _ => samples.retried(delivery, lease, delivery.created_at),
            };
            concluded.response_body = Bytes::from(format!("answer {index}"));
            concluded
        })
        .collect();
    let moved = join_all(conclusions.iter().cloned().map(|concluded| store.conclude(concluded))).await;
    let store = harness.reopen(store).await;
    for (index, (delivery, concluded)) in deliveries.iter().zip(conclusions).enumerate() {
        let is_late = concluded.lease == Lease(2);
        let expected = if is_late { Moved::Lost } else { Moved::Done };
        assert_eq!(*moved[index].as_ref().expect("answered"), expected, "conclusion {index}");
        let state = if is_late { delivery.state } else { concluded.state };
        assert_eq!(read(&store, delivery).await.state, state);
        let body = store.response_body(concluded.attempt.id).await.expect("readable");
        assert_eq!(body, (!is_late).then_some(concluded.response_body));
    }
}
