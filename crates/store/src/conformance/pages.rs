//! Lists are read in pages by key: nothing is missed, nothing repeated, filters hold on every page.

use std::collections::HashSet;

use domain::id::{DestinationId, EventId, SourceId};
use domain::{DeadLetterCause, Delivery, DeliveryState, EventTypePattern, Lease};

use super::samples::{Dice, Samples, pattern};
use super::{Harness, capture};
use crate::{Cursor, DeliveryFilter, EventFilter, EventRow, Events, Stage, Store};

const KINDS: [&str; 6] = ["order.paid", "order.changed", "Order.Deleted", "user_created", "user.created", "100%"];

/// What the lists are read from: captures of every kind, source, destination and stage, in no order.
pub(super) struct Shelf {
    pub(super) events: Vec<EventRow>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) sources: [SourceId; 3],
    pub(super) destinations: [DestinationId; 3],
}

/// Fills a store with 150 events with none to three deliveries each, captured in another order than their ids'.
pub(super) async fn fill<S: Store>(store: &S, samples: &mut Samples) -> Shelf {
    let mut dice = Dice::new(11);
    let sources = [samples.id(), samples.id(), samples.id()];
    let destinations = [samples.id(), samples.id(), samples.id()];
    let mut captures = Vec::new();
    for _ in 0..150 {
        let mut event = samples.event(dice.pick(&KINDS));
        event.source_id = dice.pick(&[None, Some(sources[0]), Some(sources[1]), Some(sources[2])]);
        let targets: Vec<DestinationId> = (0..dice.below(4)).map(|_| dice.pick(&destinations)).collect();
        let mut made = samples.capture_of(event, b"{}", &targets);
        for delivery in &mut made.deliveries {
            let at = samples.now();
            (delivery.state, delivery.attempts_made) = dice.pick(&[
                (DeliveryState::Scheduled { due_at: at }, 0),
                (DeliveryState::Scheduled { due_at: at }, 2),
                (DeliveryState::InFlight { lease: Lease(1) }, 0),
                (DeliveryState::InFlight { lease: Lease(1) }, 1),
                (DeliveryState::Delivered { at }, 1),
                (DeliveryState::DeadLettered { at, cause: DeadLetterCause::Gone }, 1),
                (DeliveryState::Cancelled { at }, 0),
            ]);
        }
        captures.push(made);
    }
    let mut events: Vec<EventRow> = captures
        .iter()
        .map(|made| EventRow { event: made.event.clone(), delivery_count: made.deliveries.len() as u64 })
        .collect();
    let mut deliveries: Vec<Delivery> = captures.iter().flat_map(|made| made.deliveries.clone()).collect();
    events.reverse();
    deliveries.reverse();
    while !captures.is_empty() {
        let made = captures.swap_remove(dice.below(captures.len()));
        capture(store, made).await;
    }
    Shelf { events, deliveries, sources, destinations }
}

/// All deliveries of a filter, read in pages of `limit`.
pub(super) async fn all_deliveries<S: Store>(store: &S, filter: &DeliveryFilter, limit: u32) -> Vec<Delivery> {
    let mut all: Vec<Delivery> = Vec::new();
    let mut before: Option<Cursor> = None;
    loop {
        let page = store.deliveries(filter, before, limit).await.expect("readable");
        assert!(page.len() <= limit as usize, "a page of {} rows, {limit} were asked for", page.len());
        before = page.last().map(|delivery| delivery.id.uuid());
        let is_last = page.len() < limit as usize;
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

async fn all_events<S: Store>(store: &S, filter: &EventFilter, limit: u32) -> Vec<EventRow> {
    let mut all: Vec<EventRow> = Vec::new();
    let mut before: Option<Cursor> = None;
    loop {
        let page = store.events(filter, before, limit).await.expect("readable");
        assert!(page.len() <= limit as usize, "a page of {} rows, {limit} were asked for", page.len());
        before = page.last().map(|row| row.event.id.uuid());
        let is_last = page.len() < limit as usize;
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

/// The deliveries of the shelf that satisfy a condition, newest first.
fn those(shelf: &Shelf, condition: impl Fn(&Delivery) -> bool) -> Vec<Delivery> {
    shelf.deliveries.iter().filter(|delivery| condition(delivery)).cloned().collect()
}

/// Pages of any size hold the same rows, also while newer events come in.
pub async fn pages_of_events_miss_and_repeat_nothing<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    for limit in [1, 7, 150, 1_000] {
        assert_eq!(all_events(&store, &EventFilter::default(), limit).await, shelf.events, "pages of {limit}");
    }
    assert_eq!(store.events(&EventFilter::default(), None, 0).await.expect("readable"), []);

    let first = store.events(&EventFilter::default(), None, 100).await.expect("readable");
    capture(&store, samples.capture("order.paid", &[])).await;
    let before = first.last().map(|row| row.event.id.uuid());
    let second = store.events(&EventFilter::default(), before, 100).await.expect("readable");
    assert_eq!([first, second].concat(), shelf.events);
}

/// Pages of any size hold the same rows.
pub async fn pages_of_deliveries_miss_and_repeat_nothing<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    for limit in [1, 13, 1_000] {
        let all = all_deliveries(&store, &DeliveryFilter::default(), limit).await;
        assert_eq!(all, shelf.deliveries, "pages of {limit}");
    }
}

/// Alone and together.
pub async fn events_are_filtered_by_source_and_kind<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    let kinds: [Option<EventTypePattern>; 4] =
        [None, Some(pattern("order.paid")), Some(pattern("order.*")), Some(pattern("nothing.like.it"))];
    for source_id in [None, Some(shelf.sources[0]), Some(samples.id())] {
        for event_type in kinds.clone() {
            let expected: Vec<EventRow> = shelf
                .events
                .iter()
                .filter(|row| source_id.is_none() || row.event.source_id == source_id)
                .filter(|row| event_type.as_ref().is_none_or(|pattern| pattern.matches(&row.event.event_type)))
                .cloned()
                .collect();
            let filter = EventFilter { source_id, event_type: event_type.clone() };
            assert_eq!(all_events(&store, &filter, 4).await, expected, "{filter:?}");
        }
    }
}

/// Each stage, each pair, all.
pub async fn deliveries_are_filtered_by_stage<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    let pairs = Stage::ALL.into_iter().flat_map(|one| Stage::ALL.map(|other| vec![one, other]));
    for stages in pairs.chain([Stage::ALL.to_vec()]) {
        let wanted: HashSet<Stage> = stages.iter().copied().collect();
        let expected = those(&shelf, |delivery| wanted.contains(&Stage::of(&delivery.state, delivery.attempts_made)));
        assert!(!expected.is_empty());
        let filter = DeliveryFilter { stages, ..DeliveryFilter::default() };
        assert_eq!(all_deliveries(&store, &filter, 5).await, expected, "{filter:?}");
    }
}

/// Alone and together.
pub async fn deliveries_are_filtered_by_destination_and_source<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    for destination_id in [None, Some(shelf.destinations[1]), Some(samples.id())] {
        for source_id in [None, Some(shelf.sources[2]), Some(samples.id())] {
            let filter = DeliveryFilter { destination_id, source_id, ..DeliveryFilter::default() };
            let expected = those(&shelf, |delivery| {
                destination_id.is_none_or(|id| delivery.destination_id == id)
                    && (source_id.is_none() || delivery.source_id == source_id)
            });
            assert_eq!(all_deliveries(&store, &filter, 6).await, expected, "{filter:?}");
        }
    }
}

/// `?`, `[`, `_`, `%` and case stand for themselves.
pub async fn patterns_take_only_the_star_as_special<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let kinds = ["order.paid", "order_paid", "orderXpaid", "ORDER.paid", "order[p]aid", "order?paid", "a%b", "axb"];
    for kind in kinds {
        capture(&store, samples.capture(kind, &[destination_id])).await;
    }
    let patterns = [
        "*",
        "order.*",
        "*.paid",
        "o*d",
        "order?paid",
        "order[p]aid",
        "order[*",
        "*]aid",
        "order_paid",
        "a%b",
        "A*",
        "order.paid",
        "*p*a*",
        "**",
        "order[!x]paid",
        "o[a-z]der.paid",
    ];
    for text in patterns {
        let wanted = pattern(text);
        let filter = DeliveryFilter { event_type: Some(wanted.clone()), ..DeliveryFilter::default() };
        let found: HashSet<String> = all_deliveries(&store, &filter, 3)
            .await
            .into_iter()
            .map(|delivery| delivery.event_type.to_string())
            .collect();
        let expected: HashSet<String> =
            kinds.into_iter().filter(|kind| wanted.matches(&super::samples::kind(kind))).map(str::to_owned).collect();
        assert_eq!(found, expected, "pattern {text}");
        let filter = EventFilter { source_id: None, event_type: Some(wanted) };
        assert_eq!(all_events(&store, &filter, 3).await.len(), expected.len(), "pattern {text}");
    }
}

/// ASCII letters match in either case; `%`, `_` and `\` are text.
pub async fn text_is_found_without_regard_to_case_and_wildcards<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let kinds = ["order.paid", "Order.Changed", "user_created", "user.created", "100%", "a\\b", "it's"];
    for kind in kinds {
        capture(&store, samples.capture(kind, &[destination_id])).await;
    }
    for (text, expected) in [
        ("ORDER", vec!["Order.Changed", "order.paid"]),
        ("r_c", vec!["user_created"]),
        ("%", vec!["100%"]),
        ("_", vec!["user_created"]),
        ("\\", vec!["a\\b"]),
        ("'", vec!["it's"]),
        ("created", vec!["user.created", "user_created"]),
        ("nothing", vec![]),
        ("", vec!["it's", "a\\b", "100%", "user.created", "user_created", "Order.Changed", "order.paid"]),
    ] {
        let filter = DeliveryFilter { text: Some(text.to_owned()), ..DeliveryFilter::default() };
        let found = all_deliveries(&store, &filter, 3).await;
        let found: Vec<&str> = found.iter().map(|delivery| delivery.event_type.as_str()).collect();
        assert_eq!(found, expected, "text {text}");
    }
}

/// Every part of a filter must hold; a hundred filters thrown by dice.
pub async fn filters_hold_together<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = fill(&store, &mut samples).await;
    let mut dice = Dice::new(5);
    for _ in 0..100 {
        let filter = DeliveryFilter {
            stages: (0..dice.below(4)).map(|_| dice.pick(&Stage::ALL)).collect(),
            destination_id: dice.pick(&[None, Some(shelf.destinations[0]), Some(shelf.destinations[1])]),
            source_id: dice.pick(&[None, None, Some(shelf.sources[0])]),
            event_type: dice.pick(&[None, Some("order.*"), Some("*created")]).map(pattern),
            text: dice.pick(&[None, Some("ER"), Some("paid")]).map(str::to_owned),
            ..DeliveryFilter::default()
        };
        let expected = those(&shelf, |delivery| holds(&filter, delivery));
        let limit = dice.pick(&[2, 9, 500]);
        assert_eq!(all_deliveries(&store, &filter, limit).await, expected, "{filter:?}");
    }
}

/// What a filter means, said once more.
pub(super) fn holds(filter: &DeliveryFilter, delivery: &Delivery) -> bool {
    let stage = Stage::of(&delivery.state, delivery.attempts_made);
    let kind = delivery.event_type.as_str().to_ascii_lowercase();
    (filter.stages.is_empty() || filter.stages.contains(&stage))
        && filter.destination_id.is_none_or(|id| id == delivery.destination_id)
        && (filter.source_id.is_none() || filter.source_id == delivery.source_id)
        && filter.event_type.as_ref().is_none_or(|pattern| pattern.matches(&delivery.event_type))
        && filter.text.as_ref().is_none_or(|text| kind.contains(&text.to_ascii_lowercase()))
}

/// The ids of events, to compare sets of them.
pub(super) fn lone_events(shelf: &Shelf) -> Vec<EventId> {
    shelf.events.iter().filter(|row| row.delivery_count == 0).map(|row| row.event.id).collect()
}
