//! Figures over time are what happened, in the minute and hour it happened in.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::id::{DestinationId, SourceId, SubscriptionId};
use domain::{DeadLetterCause, DeliveryState, ErrorClass, Figures, Latencies, Lease, Phases, Timestamp, Verdict};

use super::pages::all_deliveries;
use super::samples::{Samples, conclusion};
use super::tallies::live;
use super::{Harness, capture};
use crate::{
    Configuration, Deliveries, DeliveryFilter, FiguresBucket, FiguresOf, FiguresOverTime, Moved, Prune, Retention,
    Store,
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
/// A full hour after the time of the samples.
const START: Timestamp = Timestamp::from_unix_ms(1_800_000_000_000);

/// What one attempt is.
enum Tried {
    Delivered,
    Retried,
    TimedOut,
    GivenUp,
    OursFailed,
}

/// A delivery made `made_s` after [`START`] and tried once, `tried_s` after it, which took so many microseconds.
struct Story {
    destination_id: DestinationId,
    subscription_id: Option<SubscriptionId>,
    source_id: Option<SourceId>,
    made_s: u64,
    tried_s: u64,
    tried: Tried,
    total_us: u64,
}

fn second(second: u64) -> Timestamp {
    START.after(Duration::from_secs(second))
}

async fn tell<S: Store>(store: &S, samples: &mut Samples, story: Story) {
    let lease = Lease(1);
    let mut event = samples.event("order.paid");
    event.source_id = story.source_id;
    event.received_at = second(story.made_s);
    let mut made = samples.capture_of(event, b"{}", &[story.destination_id]);
    let delivery = &mut made.deliveries[0];
    delivery.subscription_id = story.subscription_id;
    delivery.created_at = second(story.made_s);
    delivery.state = DeliveryState::InFlight { lease };
    let delivery = delivery.clone();
    capture(store, made).await;
    let at = second(story.tried_s);
    let later = at.after(HOUR * 5);
    let cause = DeadLetterCause::AttemptsUsedUp;
    let (mut attempt, state) = match story.tried {
        Tried::Delivered => (samples.answered(&delivery, 200, Verdict::Delivered), DeliveryState::Delivered { at }),
        Tried::Retried => {
            let attempt = samples.answered(&delivery, 503, Verdict::Retry { at: later });
            (attempt, DeliveryState::Scheduled { due_at: later })
        }
        Tried::TimedOut => {
            let attempt = samples.failed(&delivery, ErrorClass::Timeout, Verdict::Retry { at: later });
            (attempt, DeliveryState::Scheduled { due_at: later })
        }
        Tried::GivenUp => {
            let attempt = samples.answered(&delivery, 500, Verdict::DeadLetter { cause });
            (attempt, DeliveryState::DeadLettered { at, cause })
        }
        Tried::OursFailed => {
            let attempt = samples.failed(&delivery, ErrorClass::Timeout, Verdict::Postpone { at: later });
            (attempt, DeliveryState::Scheduled { due_at: later })
        }
    };
    attempt.started_at = at;
    attempt.phases = Phases { total_us: story.total_us, ..Phases::default() };
    let mut concluded = conclusion(&delivery, lease, attempt, state);
    concluded.attempts_made = 1;
    assert_eq!(store.conclude(concluded).await.expect("written"), Moved::Done);
}

fn to(destination_id: DestinationId, made_s: u64, tried_s: u64, tried: Tried, total_us: u64) -> Story {
    Story { destination_id, subscription_id: None, source_id: None, made_s, tried_s, tried, total_us }
}

fn latencies(times_us: &[u64]) -> Latencies {
    let mut latencies = Latencies::default();
    times_us.iter().for_each(|total_us| latencies.add(*total_us, 1));
    latencies
}

fn bucket(start_s: u64, figures: Figures, waiting: u64) -> FiguresBucket {
    FiguresBucket { start_at: second(start_s), figures, waiting }
}

/// Events by the time they came, attempts by the time they began, of one destination and of all; buckets have no gaps
/// and end at the minute.
pub async fn figures_are_those_of_each_bucket<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (first, second_one): (DestinationId, DestinationId) = (samples.id(), samples.id());
    for story in [
        to(first, 10, 11, Tried::Delivered, 8),
        to(first, 20, 59, Tried::Delivered, 12),
        to(first, 59, 60, Tried::Retried, 5),
        to(first, 61, 62, Tried::TimedOut, 10_000_000),
        to(first, 62, 180, Tried::GivenUp, 7),
        to(first, 62, 185, Tried::OursFailed, 1),
        to(second_one, 62, 63, Tried::Delivered, 3),
    ] {
        tell(&store, &mut samples, story).await;
    }
    let read = async |of, since_s, length, buckets| {
        store.figures(of, second(since_s), length, buckets).await.expect("readable")
    };
    let figures = |events, last_s: u64, succeeded, failed, times_us: &[u64]| Figures {
        events,
        last_event_at: (events > 0).then(|| second(last_s)),
        succeeded,
        failed,
        latencies: latencies(times_us),
    };
    let of_first = [
        bucket(0, figures(3, 59, 2, 0, &[8, 12]), 1),
        bucket(60, figures(3, 62, 0, 2, &[5]), 4),
        bucket(120, Figures::default(), 4),
        bucket(180, figures(0, 0, 0, 1, &[7]), 3),
    ];
    assert_eq!(read(FiguresOf::Destination(first), 0, MINUTE, 4).await, of_first);
    assert_eq!(read(FiguresOf::Destination(first), 60, MINUTE, 2).await, of_first[1..3]);
    let whole = figures(6, 62, 2, 3, &[5, 7, 8, 12]);
    assert_eq!(read(FiguresOf::Destination(first), 0, HOUR, 1).await, [bucket(0, whole.clone(), 3)]);
    assert_eq!(read(FiguresOf::Destination(first), 0, MINUTE * 4, 1).await, [bucket(0, whole, 3)]);
    assert_eq!(
        read(FiguresOf::All, 0, MINUTE * 2, 2).await,
        [bucket(0, figures(7, 62, 3, 2, &[3, 5, 8, 12]), 4), bucket(120, figures(0, 0, 0, 1, &[7]), 3),]
    );
    let other: DestinationId = samples.id();
    assert_eq!(read(FiguresOf::Destination(other), 0, MINUTE, 1).await, [bucket(0, Figures::default(), 0)]);
    let before = bucket(0, Figures::default(), 0);
    let before = FiguresBucket { start_at: START.before(HOUR), ..before };
    let found = store.figures(FiguresOf::All, START.before(HOUR), HOUR, 1).await.expect("readable");
    assert_eq!(found, [before], "nothing waited before anything was made");
}

/// What waits grows while nothing gets through, shrinks as it is cancelled, and is what it was when one looks back.
pub async fn an_outage_shows_in_the_waiting_deliveries<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination = samples.destination("down");
    store.put_destination(destination.clone()).await.expect("written");
    for minute in 0..6 {
        tell(&store, &mut samples, to(destination.id, minute * 60 + 1, minute * 60 + 2, Tried::Retried, 9)).await;
    }
    let waiting = async || {
        let read = store.figures(FiguresOf::Destination(destination.id), START, MINUTE, 10).await.expect("readable");
        read.iter().map(|bucket| bucket.waiting).collect::<Vec<_>>()
    };
    assert_eq!(waiting().await, [1, 2, 3, 4, 5, 6, 6, 6, 6, 6]);
    let deliveries = all_deliveries(&store, &DeliveryFilter::default(), 10).await;
    let moved = store.cancel(deliveries[0].id, second(7 * 60)).await.expect("answered");
    assert_eq!(moved, Moved::Done);
    assert_eq!(waiting().await, [1, 2, 3, 4, 5, 6, 6, 5, 5, 5]);
    store.delete_destination(destination.id, second(8 * 60 + 30)).await.expect("deleted");
    assert_eq!(waiting().await, [1, 2, 3, 4, 5, 6, 6, 5, 0, 0]);
    let store = harness.reopen(store).await;
    let read = store.figures(FiguresOf::Destination(destination.id), START, HOUR, 2).await.expect("readable");
    assert_eq!(read.iter().map(|bucket| bucket.waiting).collect::<Vec<_>>(), [0, 0]);
}

/// Every arrow in a mixed order, two seeds; then what waits is compared with all rows counted.
pub async fn figures_equal_a_recount_after_a_random_history<H: Harness>(harness: &H) {
    for seed in [5, 6] {
        let (store, mut samples) = (harness.open().await, Samples::new());
        let begin = samples.now();
        let begin = Timestamp::from_unix_ms(begin.unix_ms() - begin.unix_ms().rem_euclid(60_000));
        let now = live(&store, &mut samples, seed).await;
        let minutes = u32::try_from(now.since(begin).as_secs() / 60 + 1).expect("short");
        let mut by_destination: BTreeMap<DestinationId, Vec<_>> = BTreeMap::new();
        let deliveries = all_deliveries(&store, &DeliveryFilter::default(), 200).await;
        for delivery in &deliveries {
            by_destination.entry(delivery.destination_id).or_default().push(delivery);
        }
        let mut all = vec![(0, 0); usize::try_from(minutes).expect("few")];
        for (id, deliveries) in by_destination {
            let read = store.figures(FiguresOf::Destination(id), begin, MINUTE, minutes).await.expect("readable");
            for (bucket, of_all) in read.iter().zip(&mut all) {
                let end = bucket.start_at.after(MINUTE);
                let is_waiting = |delivery: &&&domain::Delivery| {
                    delivery.created_at < end && delivery.state.concluded_at().is_none_or(|over_at| over_at >= end)
                };
                let is_made =
                    |delivery: &&&domain::Delivery| delivery.created_at >= bucket.start_at && delivery.created_at < end;
                let waiting = deliveries.iter().filter(is_waiting).count() as u64;
                let made = deliveries.iter().filter(is_made).count() as u64;
                assert_eq!((bucket.figures.events, bucket.waiting), (made, waiting), "seed {seed}: {bucket:?}");
                of_all.0 += bucket.figures.succeeded + bucket.figures.failed;
                of_all.1 += waiting;
            }
        }
        let read = store.figures(FiguresOf::All, begin, MINUTE, minutes).await.expect("readable");
        let read = read.iter().map(|bucket| (bucket.figures.succeeded + bucket.figures.failed, bucket.waiting));
        assert_eq!(read.collect::<Vec<_>>(), all, "seed {seed}");
    }
}

/// Sources, subscriptions and destinations together, in the order asked for; the newest event may be older.
pub async fn hours_are_read_of_many_owners_at_once<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, source_id, subscription_id): (DestinationId, SourceId, SubscriptionId) =
        (samples.id(), samples.id(), samples.id());
    for (made_s, tried) in [(5, Tried::Delivered), (3_599, Tried::GivenUp), (7_300, Tried::Delivered)] {
        let story = to(destination_id, made_s, made_s + 1, tried, 6);
        let story = Story { subscription_id: Some(subscription_id), source_id: Some(source_id), ..story };
        tell(&store, &mut samples, story).await;
    }
    let of = [
        FiguresOf::Source(source_id),
        FiguresOf::Subscription(samples.id()),
        FiguresOf::Subscription(subscription_id),
        FiguresOf::Destination(destination_id),
    ];
    let [source, nobody, subscription, destination] =
        store.hourly_figures(&of, START, 3).await.expect("readable").try_into().expect("one for each");
    assert_eq!((nobody.hours, nobody.last_event_at), (vec![Figures::default(); 3], None));
    for read in [source, subscription, destination] {
        let hours = read.hours.iter().map(|hour| (hour.events, hour.succeeded, hour.failed));
        // The second attempt began with the second hour.
        assert_eq!(hours.collect::<Vec<_>>(), [(2, 1, 0), (0, 0, 1), (1, 1, 0)]);
        assert_eq!(read.last_event_at, Some(second(7_300)));
    }
    let later = store.hourly_figures(&of[..1], second(3 * 3_600), 2).await.expect("readable");
    assert_eq!(later[0].hours, [Figures::default(), Figures::default()]);
    assert_eq!(later[0].last_event_at, Some(second(7_300)));
}

/// A chart does not change because old events go.
pub async fn what_is_deleted_stays_in_the_figures<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination_id: DestinationId = samples.id();
    tell(&store, &mut samples, to(destination_id, 1, 2, Tried::Delivered, 6)).await;
    let read =
        async || store.figures(FiguresOf::Destination(destination_id), START, MINUTE, 2).await.expect("readable");
    let before = read().await;
    assert_eq!(before[0].figures.succeeded, 1);
    let prune = Prune { before: second(3_600), dead_letters_before: None, after: None, limit: 10 };
    assert_eq!(store.prune(prune).await.expect("pruned").events, 1);
    assert!(all_deliveries(&store, &DeliveryFilter::default(), 10).await.is_empty());
    assert_eq!(read().await, before);
}
