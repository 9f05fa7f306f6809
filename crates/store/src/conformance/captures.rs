//! Events and their deliveries are kept together, whole and durable.

use std::time::Duration;

use domain::id::EventId;
use domain::retry_schedule::{Preset, StatusAction, StatusRule};
use domain::{DeliveryState, Headers, Lease, RetrySchedule, Timestamp, Trigger, VerificationVerdict};
use futures_util::future::join_all;

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Capture, Captured, Deliveries, EventFilter, Events, IdempotencyKey};

/// A reopened store has the event, its bytes and its deliveries.
pub async fn a_capture_survives_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let event = samples.event("order.paid");
    let destinations = [samples.id(), samples.id()];
    let made = samples.capture_of(event, b"{\"paid\":true}", &destinations);
    capture(&store, made.clone()).await;

    let store = harness.reopen(store).await;
    let row = store.event(made.event.id).await.expect("readable").expect("there");
    assert_eq!(row.event, made.event);
    assert_eq!(row.delivery_count, 2);
    assert_eq!(store.event_body(made.event.id).await.expect("readable"), Some(made.body));
    assert_eq!(store.deliveries_of(made.event.id).await.expect("readable"), made.deliveries);
    for delivery in made.deliveries {
        assert_eq!(store.delivery(delivery.id).await.expect("readable"), Some(delivery));
    }
}

/// With every optional part there, and with none.
pub async fn every_part_of_an_event_comes_back<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut events = Vec::new();
    for verdict in VerificationVerdict::ALL {
        let bare = samples.event("unknown");
        let mut full = samples.event("orders/create:ž");
        full.source_id = Some(samples.id());
        full.method = "PUT".to_owned();
        full.path_and_query = "/in/shop?x=%00&y=a%20b".to_owned();
        full.http_version = "HTTP/1.0".to_owned();
        full.peer = Some("[::1]:54321".to_owned());
        full.provider_event_id = Some("72d3162e-cc78-11e3-81ab-4c9367dc0958".to_owned());
        full.verification.verdict = verdict;
        full.verification.scheme = "github".to_owned();
        full.verification.reason = Some("signature_mismatch".to_owned());
        full.verification.explanation = "It isn't \"right\".".to_owned();
        full.verification.secret_hint = Some("whsec_…3f".to_owned());
        full.verification.skew_s = Some(-301);
        events.extend([bare, full]);
    }
    for event in &events {
        capture(&store, samples.capture_of(event.clone(), b"", &[])).await;
    }
    for event in events {
        assert_eq!(store.event(event.id).await.expect("readable").map(|row| row.event), Some(event));
    }
}

/// Every trigger, every schedule, an owner and none.
pub async fn every_part_of_a_delivery_comes_back<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let mut event = samples.event("order.paid");
    event.source_id = Some(samples.id());
    let mut made = samples.capture_of(event, b"12345", &[destination_id; 6]);
    let replayed = made.deliveries[0].id;
    let (subscription_id, due_at) = (samples.id(), samples.now());
    let schedules = [
        Preset::None.schedule(),
        Preset::FastLocal.schedule(),
        Preset::Standard.schedule(),
        RetrySchedule::new(&[1, 604_800_000], 50).expect("within bounds"),
        RetrySchedule::new(&[1, 604_800_000], 49).expect("within bounds"),
        with_rules(RetrySchedule::new(&[1_000; 50], 0).expect("within bounds")),
    ];
    for (delivery, schedule) in made.deliveries.iter_mut().zip(schedules) {
        delivery.retry_schedule = schedule;
    }
    made.deliveries[1].trigger = Trigger::Replay { of: Some(replayed), replay_id: None };
    made.deliveries[2].trigger = Trigger::Replay { of: None, replay_id: Some(samples.id()) };
    made.deliveries[3].trigger = Trigger::Test;
    made.deliveries[4].subscription_id = Some(subscription_id);
    made.deliveries[4].sequence = Some(1 << 40);
    made.deliveries[4].ordering_key = Some("ord_1 ü".to_owned());
    made.deliveries[5].state = DeliveryState::Scheduled { due_at };
    let deliveries = made.deliveries.clone();
    let event_id = made.event.id;
    capture(&store, made).await;
    assert_eq!(store.deliveries_of(event_id).await.expect("readable"), deliveries);
}

fn with_rules(schedule: RetrySchedule) -> RetrySchedule {
    let stop = StatusRule { first: 401, last: 403, action: StatusAction::Stop };
    let schedule = schedule.with_rules(vec![stop]).expect("a range");
    schedule.with_max_age(Some(Duration::from_secs(3_600))).expect("an age")
}

/// Twice the same name, mixed case, an empty value, Latin-1, spaces inside, a colon in a value.
pub async fn headers_keep_order_case_and_odd_bytes<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut headers = Headers::new();
    headers.push("X-ZULU", "last comes first");
    headers.push("x-alpha", "");
    headers.push("X-Hub-Signature-256", "sha256=00");
    headers.push("x-hub-signature-256", "sha256=ff");
    headers.push("X-Latin", vec![0xE9, 0x20, 0xFF, 0x80]);
    headers.push("Host", "127.0.0.1:4665");
    headers.push("X-Tab", "a\tb  c");
    let mut event = samples.event("order.paid");
    event.headers = headers.clone();
    let id = event.id;
    capture(&store, samples.capture_of(event, b"", &[])).await;
    let store = harness.reopen(store).await;
    let row = store.event(id).await.expect("readable").expect("there");
    assert_eq!(row.event.headers, headers);
}

/// Ids that name nothing answer `None` and empty lists.
pub async fn what_is_not_there_is_none<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    capture(&store, samples.capture("order.paid", &[])).await;
    assert_eq!(store.event(samples.id()).await.expect("readable"), None);
    assert_eq!(store.event_body(samples.id()).await.expect("readable"), None);
    assert_eq!(store.delivery(samples.id()).await.expect("readable"), None);
    assert_eq!(store.deliveries_of(samples.id()).await.expect("readable"), []);
    assert_eq!(store.attempts_of(samples.id()).await.expect("readable"), []);
    assert_eq!(store.response_body(samples.id()).await.expect("readable"), None);
    assert_eq!(store.attempt(samples.id()).await.expect("readable"), None);
}

/// The bodies of several events are read together, without those that are too large or not there.
pub async fn bodies_are_read_together<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut ids = Vec::new();
    for body in [b"".to_vec(), b"{\"a\":1}".to_vec(), vec![b'x'; 5_000], vec![b'y'; 5_001]] {
        let event = samples.event("order.paid");
        ids.push(event.id);
        capture(&store, samples.capture_of(event, &body, &[])).await;
    }
    ids.push(samples.id());
    let store = harness.reopen(store).await;
    let mut found = store.event_bodies(&ids, 5_000).await.expect("readable");
    found.sort_by_key(|(id, _)| *id);
    let bodies: Vec<_> = found.iter().map(|(id, body)| (*id, body.len())).collect();
    assert_eq!(bodies, [(ids[0], 0), (ids[1], 7), (ids[2], 5_000)]);
    assert_eq!(found[1].1, "{\"a\":1}");
    assert_eq!(store.event_bodies(&[], 5_000).await.expect("readable"), []);
}

/// Two hundred at once, each with its own bytes.
pub async fn captures_that_race_are_all_stored<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let captures: Vec<Capture> = (0..200)
        .map(|number| {
            let event = samples.event("order.paid");
            samples.capture_of(event, format!("{{\"number\":{number}}}").as_bytes(), &[destination_id])
        })
        .collect();
    let answers = join_all(captures.iter().cloned().map(|made| store.capture(made))).await;
    assert!(answers.into_iter().all(|answer| matches!(answer, Ok(Captured::Stored))));
    let store = harness.reopen(store).await;
    assert_eq!(store.events(&EventFilter::default(), None, 1_000).await.expect("readable").len(), 200);
    for made in captures {
        assert_eq!(store.event_body(made.event.id).await.expect("readable"), Some(made.body));
        assert_eq!(store.deliveries_of(made.event.id).await.expect("readable"), made.deliveries);
    }
}

/// An id that is there already makes a capture fail: neither its event nor its deliveries nor its key stay, and
/// captures beside it are stored.
pub async fn a_capture_that_fails_keeps_nothing<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let first = samples.capture("order.paid", &[destination_id]);
    capture(&store, first.clone()).await;

    let mut again = samples.capture("order.changed", &[destination_id, destination_id]);
    again.event.id = first.event.id;
    again.idempotency_key = Some(IdempotencyKey { key: "a-key".to_owned(), since: Timestamp::from_unix_ms(0) });
    for delivery in &mut again.deliveries {
        delivery.event_id = first.event.id;
    }
    let beside: Vec<Capture> = (0..10).map(|_| samples.capture("order.paid", &[destination_id])).collect();
    let racing = beside.iter().take(5).chain([&again]).chain(beside.iter().skip(5)).cloned();
    let answers = join_all(racing.map(|made| store.capture(made))).await;
    for (position, answer) in answers.iter().enumerate() {
        assert_eq!(answer.is_err(), position == 5, "capture {position} answered {answer:?}");
    }

    let row = store.event(first.event.id).await.expect("readable").expect("there");
    assert_eq!((row.event, row.delivery_count), (first.event.clone(), 1));
    assert_eq!(store.deliveries_of(first.event.id).await.expect("readable"), first.deliveries);
    assert_eq!(store.events(&EventFilter::default(), None, 100).await.expect("readable").len(), 11);
    let mut fresh = samples.capture("order.paid", &[]);
    fresh.idempotency_key = Some(IdempotencyKey { key: "a-key".to_owned(), since: Timestamp::from_unix_ms(0) });
    assert_eq!(store.capture(fresh).await.expect("stored"), Captured::Stored);
}

/// First attempts go straight from capture to dispatch: such deliveries are in flight and not claimed again.
pub async fn deliveries_may_be_in_flight_from_the_start<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let destination_id = samples.id();
    let mut made = samples.capture("order.paid", &[destination_id]);
    made.deliveries[0].state = DeliveryState::InFlight { lease };
    let delivery = made.deliveries[0].clone();
    capture(&store, made).await;
    assert_eq!(store.delivery(delivery.id).await.expect("readable"), Some(delivery));
    assert_eq!(store.claim_due(destination_id, samples.now(), 10, Lease(77)).await.expect("claims"), []);
}

/// Replays and tests are deliveries of an event that is there already.
pub async fn added_deliveries_belong_to_the_event<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let made = samples.capture("order.paid", &[destination_id]);
    capture(&store, made.clone()).await;
    let mut replay = samples.delivery(&made.event, destination_id);
    replay.trigger = Trigger::Replay { of: Some(made.deliveries[0].id), replay_id: None };
    let elsewhere = samples.id();
    let mut test = samples.delivery(&made.event, elsewhere);
    test.trigger = Trigger::Test;
    store.add_deliveries(vec![replay.clone(), test.clone()]).await.expect("added");
    store.add_deliveries(Vec::new()).await.expect("adding none is no error");

    let store = harness.reopen(store).await;
    let expected = [made.deliveries[0].clone(), replay, test];
    assert_eq!(store.deliveries_of(made.event.id).await.expect("readable"), expected);
    let event_id: EventId = made.event.id;
    assert_eq!(store.event(event_id).await.expect("readable").map(|row| row.delivery_count), Some(3));
}
