//! The timeline: deliveries, and events that have none, in one order.

use domain::id::EventId;
use domain::{Trigger, VerificationVerdict};

use super::pages::{self, Shelf};
use super::samples::{Samples, pattern};
use super::{Harness, capture};
use crate::{Cursor, Deliveries, DeliveryFilter, Stage, Store, Timeline, TimelineFilter, TimelineRow};

/// All rows of a filter, read in pages of `limit`.
pub(super) async fn all_rows<S: Store>(store: &S, filter: &TimelineFilter, limit: u32) -> Vec<TimelineRow> {
    let mut all: Vec<TimelineRow> = Vec::new();
    let mut before: Option<Cursor> = None;
    loop {
        let page = store.timeline(filter, before, limit).await.expect("readable");
        assert!(page.len() <= limit as usize, "a page of {} rows, {limit} were asked for", page.len());
        before = page.last().map(TimelineRow::cursor);
        let is_last = page.len() < limit as usize;
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

/// What the timeline of a shelf is: its deliveries and its events without delivery, newest first.
fn expected_rows(shelf: &Shelf) -> Vec<TimelineRow> {
    let verdict_of = |id: EventId| {
        let row = shelf.events.iter().find(|row| row.event.id == id).expect("every delivery has its event");
        row.event.verification.verdict
    };
    let deliveries = shelf.deliveries.iter().map(|delivery| TimelineRow::Delivery {
        delivery: Box::new(delivery.clone()),
        verdict: verdict_of(delivery.event_id),
    });
    let events = shelf.events.iter().filter(|row| row.delivery_count == 0).map(|row| TimelineRow::Event {
        id: row.event.id,
        source_id: row.event.source_id,
        event_type: row.event.event_type.clone(),
        received_at: row.event.received_at,
        body_bytes: row.event.body_bytes,
        verdict: row.event.verification.verdict,
    });
    let mut rows: Vec<TimelineRow> = deliveries.chain(events).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.cursor()));
    rows
}

fn verdict(row: &TimelineRow) -> VerificationVerdict {
    match row {
        TimelineRow::Delivery { verdict, .. } | TimelineRow::Event { verdict, .. } => *verdict,
    }
}

/// Three rejected events beside the shelf.
async fn shelf_with_rejected<S: Store>(store: &S, samples: &mut Samples) -> Shelf {
    let mut shelf = pages::fill(store, samples).await;
    for kind in ["order.paid", "user.created", "order.paid"] {
        let made = samples.rejected(kind);
        shelf.events.insert(0, crate::EventRow { event: made.event.clone(), delivery_count: 0 });
        capture(store, made).await;
    }
    shelf
}

/// Newest first by id, whichever kind of row it is.
pub async fn deliveries_and_lone_events_stand_in_one_order<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.timeline(&TimelineFilter::default(), None, 10).await.expect("readable"), []);
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let rows = store.timeline(&TimelineFilter::default(), None, 1_000).await.expect("readable");
    assert_eq!(rows, expected_rows(&shelf));
    assert_eq!(rows.len(), shelf.deliveries.len() + pages::lone_events(&shelf).len());
}

/// Pages of any size hold the same rows.
pub async fn pages_of_the_timeline_miss_and_repeat_nothing<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    for limit in [1, 7, 50] {
        let rows = all_rows(&store, &TimelineFilter::default(), limit).await;
        assert_eq!(rows, expected_rows(&shelf), "pages of {limit}");
    }
}

/// Deliveries, unrouted and rejected events, in every combination, and the parts that hold for both.
pub async fn the_filter_says_which_rows_are_shown<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let delivery_filters = [
        DeliveryFilter::default(),
        DeliveryFilter { stages: vec![Stage::Retrying, Stage::DeadLettered], ..DeliveryFilter::default() },
        DeliveryFilter { source_id: Some(shelf.sources[1]), ..DeliveryFilter::default() },
        DeliveryFilter { event_type: Some(pattern("order.*")), ..DeliveryFilter::default() },
        DeliveryFilter { text: Some("USER".to_owned()), ..DeliveryFilter::default() },
    ];
    for delivery in delivery_filters {
        for shown in 0..8_u8 {
            let filter = TimelineFilter {
                delivery: delivery.clone(),
                with_deliveries: shown & 1 != 0,
                with_unrouted: shown & 2 != 0,
                with_rejected: shown & 4 != 0,
            };
            let expected: Vec<TimelineRow> =
                expected_rows(&shelf).into_iter().filter(|row| is_shown(&filter, row)).collect();
            assert_eq!(all_rows(&store, &filter, 8).await, expected, "{filter:?}");
        }
    }
}

/// What a filter means, said once more.
fn is_shown(filter: &TimelineFilter, row: &TimelineRow) -> bool {
    match row {
        TimelineRow::Delivery { delivery, .. } => filter.with_deliveries && pages::holds(&filter.delivery, delivery),
        TimelineRow::Event { source_id, event_type, verdict, .. } => {
            let is_let_in = match verdict {
                VerificationVerdict::Rejected => filter.with_rejected,
                VerificationVerdict::Verified | VerificationVerdict::NotChecked => filter.with_unrouted,
            };
            let kind = event_type.as_str().to_ascii_lowercase();
            is_let_in
                && filter.delivery.destination_id.is_none()
                && (filter.delivery.source_id.is_none() || filter.delivery.source_id == *source_id)
                && filter.delivery.event_type.as_ref().is_none_or(|pattern| pattern.matches(event_type))
                && filter.delivery.text.as_ref().is_none_or(|text| kind.contains(&text.to_ascii_lowercase()))
        }
    }
}

/// Asked for a destination, the timeline has deliveries only.
pub async fn an_event_without_delivery_has_no_destination<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let filter = TimelineFilter {
        delivery: DeliveryFilter { destination_id: Some(shelf.destinations[0]), ..DeliveryFilter::default() },
        ..TimelineFilter::default()
    };
    let expected: Vec<TimelineRow> = expected_rows(&shelf).into_iter().filter(|row| is_shown(&filter, row)).collect();
    assert!(expected.iter().all(|row| matches!(row, TimelineRow::Delivery { .. })));
    assert_eq!(all_rows(&store, &filter, 8).await, expected);
}

/// A replay of an unrouted event is a delivery; the event's own row goes, and the tally follows.
pub async fn an_event_that_gets_a_delivery_is_no_longer_unrouted<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let made = samples.capture("order.paid", &[]);
    capture(&store, made.clone()).await;
    let destination_id = samples.id();
    let row = store.timeline(&TimelineFilter::default(), None, 10).await.expect("readable").remove(0);
    assert_eq!(row.cursor(), made.event.id.uuid());
    assert_eq!(store.tally(samples.now()).await.expect("readable").unrouted, 1);

    for _ in 0..2 {
        let mut replay = samples.delivery(&made.event, destination_id);
        replay.trigger = Trigger::Replay { of: None, replay_id: None };
        store.add_deliveries(vec![replay]).await.expect("added");
        assert_eq!(store.tally(samples.now()).await.expect("readable").unrouted, 0);
    }
    let rows = store.timeline(&TimelineFilter::default(), None, 10).await.expect("readable");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| matches!(row, TimelineRow::Delivery { .. })));
}

/// So that a list needs no second look.
pub async fn a_row_carries_the_verdict_of_its_event<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id = samples.id();
    let mut expected = Vec::new();
    for checked in [VerificationVerdict::Verified, VerificationVerdict::NotChecked] {
        let mut event = samples.event("order.paid");
        event.verification.verdict = checked;
        capture(&store, samples.capture_of(event.clone(), b"", &[destination_id])).await;
        let unrouted = domain::Event { id: samples.id(), ..event };
        capture(&store, samples.capture_of(unrouted, b"", &[])).await;
        expected.extend([checked, checked]);
    }
    capture(&store, samples.rejected("order.paid")).await;
    expected.push(VerificationVerdict::Rejected);
    expected.reverse();
    let rows = store.timeline(&TimelineFilter::default(), None, 10).await.expect("readable");
    assert_eq!(rows.iter().map(verdict).collect::<Vec<_>>(), expected);
}
