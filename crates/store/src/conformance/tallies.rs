//! The figures above the timeline are what counting all rows would give.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::id::{DestinationId, SourceId};
use domain::{
    DeadLetterCause, Delivery, DeliveryState, ErrorClass, Event, Lease, Phases, Timestamp, Verdict, VerificationVerdict,
};

use super::pages::all_deliveries;
use super::samples::{Dice, Samples, conclusion, kind};
use super::timelines::all_rows;
use super::{Harness, capture};
use crate::{
    Deliveries, DeliveryFilter, EventFilter, EventTypeCount, Events, Moved, Stage, StageCounts, Store, Tally,
    TallyBucket, Timeline, TimelineFilter, TimelineRow,
};

const MINUTE_MS: i64 = 60_000;

/// No counts, no percentile.
pub async fn an_empty_store_has_an_empty_tally<H: Harness>(harness: &H) {
    let (store, samples) = (harness.open().await, Samples::new());
    let tally = store.tally(samples.now()).await.expect("readable");
    let expected = Tally {
        destinations: Vec::new(),
        sources: Vec::new(),
        unrouted: 0,
        rejected: 0,
        last_hour: Vec::new(),
        p95_us: None,
        storage_bytes: tally.storage_bytes,
    };
    assert_eq!(tally, expected);
}

/// Every arrow in a mixed order, three seeds; then the tally is compared with all rows counted.
pub async fn a_tally_equals_a_recount_after_a_random_history<H: Harness>(harness: &H) {
    for seed in [1, 2, 3] {
        let (store, mut samples) = (harness.open().await, Samples::new());
        let now = live(&store, &mut samples, seed).await;
        assert_recount(&store, now, seed).await;
    }
}

/// The figures are kept, not counted again.
pub async fn a_tally_survives_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let now = live(&store, &mut samples, 4).await;
    let before = figures(store.tally(now).await.expect("readable"));
    let store = harness.reopen(store).await;
    assert_eq!(figures(store.tally(now).await.expect("readable")), before);
    assert_recount(&store, now, 4).await;
    let run = store.begin_run(now).await.expect("begins");
    assert!(run.interrupted > 0);
    assert_recount(&store, now, 4).await;
}

/// The minute of `now` and the 59 before it are shown.
pub async fn minutes_older_than_an_hour_are_left_out<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let made = samples.capture("order.paid", &[destination_id]);
    let received_at = made.event.received_at;
    capture(&store, made).await;
    let start_at = Timestamp::from_unix_ms(received_at.unix_ms().div_euclid(MINUTE_MS) * MINUTE_MS);
    let mut deliveries = StageCounts::default();
    deliveries.add(Stage::Queued, 1);
    let bucket = TallyBucket { start_at, deliveries, events: 1 };
    let last_shown = start_at.after(Duration::from_secs(60 * 60)).before(Duration::from_millis(1));
    for (now, expected) in [
        (received_at, vec![bucket]),
        (last_shown, vec![bucket]),
        (last_shown.after(Duration::from_millis(1)), Vec::new()),
    ] {
        assert_eq!(store.tally(now).await.expect("readable").last_hour, expected, "at {now:?}");
    }
}

/// Of the newest thousand with an answer: 950 are at or below it. Attempts without answer do not count.
pub async fn the_percentile_is_of_answered_attempts<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id: DestinationId = samples.id();
    let mut made = samples.capture("order.paid", &vec![destination_id; 1_030]);
    for delivery in &mut made.deliveries {
        delivery.state = DeliveryState::InFlight { lease: Lease(1) };
    }
    let deliveries = made.deliveries.clone();
    capture(&store, made).await;
    let at = samples.now();
    let mut conclusions = Vec::new();
    for (number, delivery) in (0_u64..).zip(&deliveries) {
        let mut attempt = match number {
            1_020.. => samples.failed(delivery, ErrorClass::Timeout, Verdict::Retry { at }),
            _ => samples.answered(delivery, if number % 2 == 0 { 200 } else { 503 }, Verdict::Delivered),
        };
        // The oldest twenty are slow: they fall out of the newest thousand.
        let total_us = if number < 20 { 9_000_000 } else { number - 19 };
        attempt.phases = Phases { total_us, ..Phases::default() };
        conclusions.push(conclusion(delivery, Lease(1), attempt, DeliveryState::Delivered { at }));
    }
    let answered_late = conclusions.split_off(20);
    for concluded in conclusions {
        assert_eq!(store.conclude(concluded).await.expect("written"), Moved::Done);
    }
    assert_eq!(store.tally(at).await.expect("readable").p95_us, Some(9_000_000));
    let written = answered_late.into_iter().map(|concluded| store.conclude(concluded));
    for moved in futures_util::future::join_all(written).await {
        assert_eq!(moved.expect("written"), Moved::Done);
    }
    assert_eq!(store.tally(at).await.expect("readable").p95_us, Some(950));
}

/// Of one source and of all; the newest time; the same count in the order of names.
pub async fn kinds_are_counted_most_frequent_first<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let always = Timestamp::from_unix_ms(0);
    assert_eq!(store.event_types(None, always).await.expect("readable"), []);
    let source_id: SourceId = samples.id();
    let mut last = BTreeMap::new();
    for (text, source_id) in [
        ("rare", Some(source_id)),
        ("often", Some(source_id)),
        ("often", None),
        ("also.rare", Some(source_id)),
        ("often", Some(source_id)),
    ] {
        let mut event = samples.event(text);
        event.source_id = source_id;
        last.insert((text, source_id.is_some()), event.received_at);
        capture(&store, samples.capture_of(event, b"", &[])).await;
    }
    let counted = |text: &str, count: u64, last_at: Timestamp| EventTypeCount {
        event_type: kind(text),
        count,
        recent_count: count,
        last_at,
    };
    let of_source = [
        counted("often", 2, last[&("often", true)]),
        counted("also.rare", 1, last[&("also.rare", true)]),
        counted("rare", 1, last[&("rare", true)]),
    ];
    assert_eq!(store.event_types(Some(source_id), always).await.expect("readable"), of_source);
    let of_all = store.event_types(None, always).await.expect("readable");
    assert_eq!(of_all[0], counted("often", 3, last[&("often", true)]));
    assert_eq!(of_all[1..], of_source[1..]);
    assert_eq!(store.event_types(Some(samples.id()), always).await.expect("readable"), []);
}

/// From the hour of a moment on, of one source and of all.
pub async fn recent_events_of_a_kind_are_counted_by_the_hour<H: Harness>(harness: &H) {
    const HOUR_MS: i64 = 3_600_000;
    let (store, mut samples) = (harness.open().await, Samples::new());
    let source_id: SourceId = samples.id();
    let first = samples.event("order.paid").received_at.unix_ms().div_euclid(HOUR_MS) * HOUR_MS;
    let at = |hour: i64, ms: i64| Timestamp::from_unix_ms(first + hour * HOUR_MS + ms);
    for (received_at, source_id) in [
        (at(0, 0), Some(source_id)),
        (at(0, HOUR_MS - 1), None),
        (at(1, 0), Some(source_id)),
        (at(1, 1), Some(source_id)),
        (at(30, 7), None),
    ] {
        let event = Event { received_at, source_id, ..samples.event("order.paid") };
        capture(&store, samples.capture_of(event, b"", &[])).await;
    }
    for (since, of_source, of_all) in
        [(at(0, 0), 3, 5), (at(0, 5), 3, 5), (at(1, 0), 2, 3), (at(1, 9), 2, 3), (at(2, 0), 0, 1), (at(31, 0), 0, 0)]
    {
        let recent = async |source_id| store.event_types(source_id, since).await.expect("readable")[0].recent_count;
        assert_eq!((recent(Some(source_id)).await, recent(None).await), (of_source, of_all), "since {since:?}");
    }
}

/// A mixed history of 300 steps over about twenty minutes; answers the time at its end.
pub(super) async fn live<S: Store>(store: &S, samples: &mut Samples, seed: u64) -> Timestamp {
    let mut dice = Dice::new(seed);
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut destinations = Vec::new();
    for name in ["a", "b", "c", "d"] {
        let destination = samples.destination(name);
        store.put_destination(destination.clone()).await.expect("written");
        destinations.push(destination.id);
    }
    let sources: [Option<SourceId>; 3] = [None, Some(samples.id()), Some(samples.id())];
    let mut now = samples.now();
    let mut known: Vec<Delivery> = Vec::new();
    let mut held: Vec<Delivery> = Vec::new();
    for step in 0..300 {
        now = now.after(Duration::from_millis(dice.roll() % 8_000));
        let chosen = known.get(dice.below(known.len())).cloned();
        match (dice.below(10), chosen) {
            (0..=3, _) | (_, None) => {
                let mut made = match dice.below(8) {
                    0 => samples.rejected("order.paid"),
                    targets => {
                        let mut event = samples.event(dice.pick(&["order.paid", "order.changed", "user.created"]));
                        event.source_id = dice.pick(&sources);
                        let targets: Vec<_> = (0..targets % 4).map(|_| dice.pick(&destinations)).collect();
                        samples.capture_of(event, b"{}", &targets)
                    }
                };
                made.event.received_at = now;
                for delivery in &mut made.deliveries {
                    delivery.created_at = now;
                    delivery.received_at = now;
                    if dice.below(2) == 0 {
                        delivery.state = DeliveryState::InFlight { lease };
                        held.push(delivery.clone());
                    }
                }
                known.extend(made.deliveries.clone());
                capture(store, made).await;
            }
            (4, Some(chosen)) => {
                let row = store.event(chosen.event_id).await.expect("readable").expect("there");
                let mut added = samples.delivery(&row.event, dice.pick(&destinations));
                added.created_at = now;
                known.push(added.clone());
                store.add_deliveries(vec![added]).await.expect("added");
            }
            (5, Some(chosen)) => {
                let limit = u32::try_from(dice.below(4)).expect("small");
                held.extend(store.claim_due(chosen.destination_id, now, limit, lease).await.expect("claims"));
            }
            (6, Some(chosen)) => {
                let _ = store.cancel(chosen.id, now).await.expect("answered");
            }
            (7, Some(chosen)) => {
                let _ = store.run_now(chosen.id, now).await.expect("answered");
            }
            (8, _) if !held.is_empty() && dice.below(4) == 0 => {
                let delivery = held.swap_remove(dice.below(held.len()));
                let _ = store.release(delivery.id, lease, now).await.expect("answered");
            }
            (_, _) if !held.is_empty() => {
                let delivery = held.swap_remove(dice.below(held.len()));
                let state = dice.pick(&[
                    DeliveryState::Delivered { at: now },
                    DeliveryState::Scheduled { due_at: now.after(Duration::from_secs(30)) },
                    DeliveryState::DeadLettered { at: now, cause: DeadLetterCause::AttemptsUsedUp },
                ]);
                let attempt = samples.answered(&delivery, 500, Verdict::Delivered);
                let mut concluded = conclusion(&delivery, lease, attempt, state);
                if dice.below(6) == 0 {
                    concluded.lease = Lease(-1);
                }
                let _ = store.conclude(concluded).await.expect("answered");
            }
            (_, _) => {}
        }
        if step == 250 {
            store.delete_destination(destinations[3], now).await.expect("deleted");
        }
    }
    now
}

/// The figures in an order of their own, without destinations that have nothing and without what only files tell.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    destinations: BTreeMap<DestinationId, StageCounts>,
    sources: BTreeMap<Option<SourceId>, (u64, Timestamp)>,
    unrouted: u64,
    rejected: u64,
    last_hour: Vec<TallyBucket>,
}

fn figures(tally: Tally) -> Figures {
    Figures {
        destinations: tally.destinations.into_iter().filter(|(_, stages)| stages.total() > 0).collect(),
        sources: tally.sources.into_iter().map(|(id, count, last_at)| (id, (count, last_at))).collect(),
        unrouted: tally.unrouted,
        rejected: tally.rejected,
        last_hour: tally.last_hour,
    }
}

/// Compares the figures with all rows counted.
pub async fn assert_recount<S: Store>(store: &S, now: Timestamp, seed: u64) {
    let expected = recount(store).await;
    let tally = store.tally(now).await.expect("readable");
    let is_whole = expected.last_hour.iter().map(|bucket| bucket.events).sum::<u64>()
        == expected.sources.values().map(|(count, _)| count).sum::<u64>();
    assert!(is_whole, "seed {seed}: the history is longer than an hour");
    assert_eq!(figures(tally), expected, "seed {seed}");
}

async fn recount<S: Store>(store: &S) -> Figures {
    let mut destinations: BTreeMap<DestinationId, StageCounts> = BTreeMap::new();
    let mut sources: BTreeMap<Option<SourceId>, (u64, Timestamp)> = BTreeMap::new();
    let mut minutes: BTreeMap<i64, (StageCounts, u64)> = BTreeMap::new();
    for delivery in all_deliveries(store, &DeliveryFilter::default(), 200).await {
        let stage = Stage::of(&delivery.state, delivery.attempts_made);
        destinations.entry(delivery.destination_id).or_default().add(stage, 1);
        minutes.entry(minute(delivery.created_at)).or_default().0.add(stage, 1);
    }
    for row in store.events(&EventFilter::default(), None, 10_000).await.expect("readable") {
        let event = row.event;
        let (count, last_at) = sources.entry(event.source_id).or_insert((0, event.received_at));
        *count += 1;
        *last_at = (*last_at).max(event.received_at);
        minutes.entry(minute(event.received_at)).or_default().1 += 1;
    }
    let (mut unrouted, mut rejected) = (0, 0);
    let lone = TimelineFilter { with_deliveries: false, ..TimelineFilter::default() };
    for row in all_rows(store, &lone, 200).await {
        match row {
            TimelineRow::Event { verdict: VerificationVerdict::Rejected, .. } => rejected += 1,
            TimelineRow::Event { .. } => unrouted += 1,
            TimelineRow::Delivery { .. } => panic!("deliveries were not asked for"),
        }
    }
    let last_hour = minutes
        .into_iter()
        .map(|(minute, (deliveries, events))| TallyBucket {
            start_at: Timestamp::from_unix_ms(minute * MINUTE_MS),
            deliveries,
            events,
        })
        .collect();
    Figures { destinations, sources, unrouted, rejected, last_hour }
}

fn minute(at: Timestamp) -> i64 {
    at.unix_ms().div_euclid(MINUTE_MS)
}
