//! The timeline: deliveries, and events that have none, in one order.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::id::{EventId, IssueId};
use domain::{Delivery, DeliveryState, Grouping, Timestamp, Trigger, VerificationVerdict};

use super::pages::{self, Shelf};
use super::samples::{Samples, pattern};
use super::{Harness, capture};
use crate::{
    Cursor, Deliveries, DeliveryFilter, FailedDelivery, IssueStep, Issues, Landmarks, Stage, Store, Stretch, Timeline,
    TimelineFilter, TimelineRow,
};

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
    let event_of =
        |id: EventId| shelf.events.iter().find(|row| row.event.id == id).expect("every delivery has its event");
    let deliveries = shelf.deliveries.iter().map(|delivery| TimelineRow::Delivery {
        delivery: Box::new(delivery.clone()),
        verdict: event_of(delivery.event_id).event.verification.verdict,
        event_deliveries: event_of(delivery.event_id).delivery_count,
        issue_id: None,
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
                grouping: Grouping::None,
            };
            let expected: Vec<TimelineRow> =
                expected_rows(&shelf).into_iter().filter(|row| is_shown(&filter, row)).collect();
            assert_eq!(all_rows(&store, &filter, 8).await, expected, "{filter:?}");
        }
    }
}

/// By event: of each event the newest delivery that the filter means, and events without any.
pub async fn the_newest_delivery_stands_for_its_event<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut shelf = pages::fill(&store, &mut samples).await;
    for place in [0, 3, 4] {
        let of = shelf.deliveries[place].clone();
        let again = Delivery {
            id: samples.id(),
            trigger: Trigger::Replay { of: Some(of.id), replay_id: None },
            state: DeliveryState::Scheduled { due_at: samples.now() },
            attempts_made: 0,
            last_attempt: None,
            ordering_key: None,
            created_at: samples.now(),
            ..of
        };
        store.add_deliveries(vec![again.clone()]).await.expect("added");
        let event = shelf.events.iter_mut().find(|row| row.event.id == again.event_id).expect("its event");
        event.delivery_count += 1;
        shelf.deliveries.push(again);
    }
    let filters = [
        DeliveryFilter::default(),
        DeliveryFilter { stages: vec![Stage::Queued], ..DeliveryFilter::default() },
        DeliveryFilter { stages: vec![Stage::Delivered, Stage::DeadLettered], ..DeliveryFilter::default() },
        DeliveryFilter { source_id: Some(shelf.sources[1]), ..DeliveryFilter::default() },
        DeliveryFilter { event_type: Some(pattern("order.*")), ..DeliveryFilter::default() },
        DeliveryFilter { text: Some("PAID".to_owned()), ..DeliveryFilter::default() },
    ];
    for delivery in filters {
        let filter = TimelineFilter { delivery, grouping: Grouping::Event, ..TimelineFilter::default() };
        let mut seen = BTreeSet::new();
        let expected: Vec<TimelineRow> = expected_rows(&shelf)
            .into_iter()
            .filter(|row| is_shown(&filter, row))
            .filter(|row| match row {
                TimelineRow::Delivery { delivery, .. } => seen.insert(delivery.event_id),
                TimelineRow::Event { .. } => filter.delivery.stages.is_empty(),
            })
            .collect();
        let filter = TimelineFilter {
            with_unrouted: filter.delivery.stages.is_empty(),
            with_rejected: filter.delivery.stages.is_empty(),
            ..filter
        };
        for limit in [3, 100] {
            assert_eq!(all_rows(&store, &filter, limit).await, expected, "pages of {limit}: {filter:?}");
        }
        let found = store.landmarks(&filter, Stretch::default(), 1, 1_000).await.expect("readable");
        assert_eq!(found.cursors, expected.iter().map(TimelineRow::cursor).collect::<Vec<_>>());
    }
}

/// By issue: of each issue the newest delivery that the filter means, and nothing else.
pub async fn the_newest_delivery_stands_for_its_issue<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let [billing, erp]: [IssueId; 2] = [samples.id(), samples.id()];
    let mut of_issue = BTreeMap::new();
    for (place, delivery) in shelf.deliveries.iter().enumerate().filter(|(place, _)| place % 3 != 0) {
        of_issue.insert(delivery.id, if place % 2 == 0 { billing } else { erp });
    }
    let failed = shelf.deliveries.iter().filter_map(|delivery| {
        let issue_id = *of_issue.get(&delivery.id)?;
        Some(FailedDelivery { delivery_id: delivery.id, event_id: delivery.event_id, issue_id })
    });
    let step = IssueStep { issues: Vec::new(), failed: failed.collect() };
    store.write_issues(step).await.expect("written");
    let filters = [
        DeliveryFilter::default(),
        DeliveryFilter { stages: vec![Stage::Retrying, Stage::DeadLettered], ..DeliveryFilter::default() },
        DeliveryFilter { event_type: Some(pattern("order.*")), ..DeliveryFilter::default() },
    ];
    for delivery in filters {
        let filter = TimelineFilter { delivery, grouping: Grouping::Issue, ..TimelineFilter::default() };
        let mut seen = BTreeSet::new();
        let expected: Vec<(Cursor, IssueId)> = expected_rows(&shelf)
            .iter()
            .filter(|row| is_shown(&filter, row))
            .filter_map(|row| match row {
                TimelineRow::Delivery { delivery, .. } => Some((row.cursor(), *of_issue.get(&delivery.id)?)),
                TimelineRow::Event { .. } => None,
            })
            .filter(|(_, issue_id)| seen.insert(*issue_id))
            .collect();
        let found = all_rows(&store, &filter, 5).await.into_iter().map(|row| match row {
            TimelineRow::Delivery { ref delivery, issue_id, .. } => {
                (delivery.id.uuid(), issue_id.expect("it belongs to one"))
            }
            TimelineRow::Event { .. } => panic!("an event belongs to no issue"),
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{filter:?}");
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

/// Whatever the filter, the stretch and the distance, landmarks are rows of the list, and no row is counted twice.
pub async fn landmarks_are_every_so_many_rows_of_a_stretch<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let failed = DeliveryFilter { stages: vec![Stage::Retrying, Stage::DeadLettered], ..DeliveryFilter::default() };
    for delivery in [DeliveryFilter::default(), failed] {
        let filter = TimelineFilter { delivery, ..TimelineFilter::default() };
        let all: Vec<Cursor> = all_rows(&store, &filter, 50).await.iter().map(TimelineRow::cursor).collect();
        for (every, rows_max) in [(1, 1_000), (3, 1_000), (4, 8), (7, 7)] {
            let mut found = Landmarks::default();
            let mut before = None;
            loop {
                let stretch = Stretch { before, after: None };
                let step = store.landmarks(&filter, stretch, every, rows_max).await.expect("readable");
                found.cursors.extend(step.cursors);
                found.rows += step.rows;
                before = step.next;
                if before.is_none() {
                    break;
                }
            }
            // Each step begins to count anew; these lengths are multiples of the distance.
            let expected: Vec<Cursor> = all.iter().skip(every as usize - 1).step_by(every as usize).copied().collect();
            assert_eq!(found, Landmarks { cursors: expected, rows: all.len() as u64, next: None }, "every {every}");
        }
        let between = Stretch { before: all.get(1).copied(), after: all.get(5).copied() };
        let found = store.landmarks(&filter, between, 1, 1_000).await.expect("readable");
        assert_eq!(found.cursors, all[2..5], "both ends are left out");
    }
    assert!(!shelf.deliveries.is_empty());
}

/// The time is that of the id, which is when the row was made.
pub async fn rows_are_filtered_by_when_they_were_made<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    shelf_with_rejected(&store, &mut samples).await;
    let all = all_rows(&store, &TimelineFilter::default(), 50).await;
    let time_of = |row: &TimelineRow| {
        let milliseconds = row.cursor().as_u128() >> 80;
        Timestamp::from_unix_ms(i64::try_from(milliseconds).expect("48 bits"))
    };
    let (newest, oldest) = (time_of(&all[0]), time_of(all.last().expect("rows")));
    let middle = time_of(&all[all.len() / 2]);
    for (since, until) in
        [(None, Some(middle)), (Some(middle), None), (Some(oldest), Some(newest)), (Some(newest), Some(newest))]
    {
        let delivery = DeliveryFilter { since, until, ..DeliveryFilter::default() };
        let filter = TimelineFilter { delivery, ..TimelineFilter::default() };
        let is_meant = |row: &&TimelineRow| {
            since.is_none_or(|since| time_of(row) >= since) && until.is_none_or(|until| time_of(row) < until)
        };
        let expected: Vec<TimelineRow> = all.iter().filter(is_meant).cloned().collect();
        assert_eq!(all_rows(&store, &filter, 7).await, expected, "{since:?} to {until:?}");
    }
}

/// Only deliveries that were tried have an answer, a time and attempts.
pub async fn rows_are_filtered_by_their_newest_attempt<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    shelf_with_rejected(&store, &mut samples).await;
    let all = all_rows(&store, &TimelineFilter::default(), 50).await;
    let filters = [
        DeliveryFilter { statuses: Some((500, 599)), ..DeliveryFilter::default() },
        DeliveryFilter { statuses: Some((200, 299)), ..DeliveryFilter::default() },
        DeliveryFilter { latency_us_min: Some(1), ..DeliveryFilter::default() },
        DeliveryFilter { attempts_min: Some(1), ..DeliveryFilter::default() },
    ];
    let mut shown = 0;
    for delivery in filters {
        let filter = TimelineFilter { delivery: delivery.clone(), ..TimelineFilter::default() };
        let is_meant = |row: &&TimelineRow| match row {
            TimelineRow::Event { .. } => false,
            TimelineRow::Delivery { delivery: found, .. } => {
                let last = found.last_attempt.as_ref();
                let status = last.and_then(|last| last.status);
                delivery
                    .statuses
                    .is_none_or(|(least, most)| status.is_some_and(|status| status >= least && status <= most))
                    && delivery.latency_us_min.is_none_or(|least| last.is_some_and(|last| last.total_us >= least))
                    && delivery.attempts_min.is_none_or(|least| found.attempts_made >= least)
            }
        };
        let expected: Vec<TimelineRow> = all.iter().filter(is_meant).cloned().collect();
        shown += expected.len();
        assert_eq!(all_rows(&store, &filter, 7).await, expected, "{delivery:?}");
    }
    assert!(shown > 0, "the shelf has attempts");
}

/// Every minute is in one bucket, and buckets begin at multiples of their length.
pub async fn a_histogram_sums_the_minutes_of_a_span<H: Harness>(harness: &H) {
    const HOUR: Duration = Duration::from_secs(3_600);
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.histogram_begins_at().await.expect("readable"), None);
    let shelf = shelf_with_rejected(&store, &mut samples).await;
    let begin = store.histogram_begins_at().await.expect("readable").expect("events came");
    let oldest = shelf.events.iter().map(|row| row.event.received_at).min().expect("events");
    assert_eq!(begin.unix_ms(), oldest.unix_ms().div_euclid(60_000) * 60_000);
    let end = oldest.after(Duration::from_secs(1_000 * 3_600));
    for length in [Duration::from_secs(60), HOUR, HOUR * 24] {
        let buckets = store.histogram(begin, end, length).await.expect("readable");
        let length_ms = i64::try_from(length.as_millis()).expect("short");
        assert!(buckets.iter().all(|bucket| bucket.start_at.unix_ms() % length_ms == 0), "{buckets:?}");
        assert!(buckets.is_sorted_by_key(|bucket| bucket.start_at), "{buckets:?}");
        let events: u64 = buckets.iter().map(|bucket| bucket.events).sum();
        let deliveries: u64 = buckets.iter().map(|bucket| bucket.deliveries.total()).sum();
        assert_eq!((events, deliveries), (shelf.events.len() as u64, shelf.deliveries.len() as u64));
    }
    assert_eq!(store.histogram(end, end.after(HOUR), HOUR).await.expect("readable"), []);
}
