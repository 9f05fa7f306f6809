//! Ordered deliveries, and how far subscriptions have counted.

use std::time::Duration;

use domain::id::{DeliveryId, DestinationId, SubscriptionId};
use domain::{Delivery, DeliveryState, Lease};
use futures_util::future::join_all;

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Deliveries, Moved, Sequence};

const LEASE: Lease = Lease(1);

/// Captures one event with a delivery in a line.
async fn enter<S: crate::Store>(
    store: &S,
    samples: &mut Samples,
    destination_id: DestinationId,
    line: (SubscriptionId, &str),
) -> Delivery {
    let mut made = samples.capture("order.paid", &[destination_id]);
    made.deliveries[0].subscription_id = Some(line.0);
    made.deliveries[0].ordering_key = Some(line.1.to_owned());
    let delivery = made.deliveries[0].clone();
    capture(store, made).await;
    delivery
}

async fn claimed<S: crate::Store>(store: &S, samples: &Samples, destination_id: DestinationId) -> Vec<DeliveryId> {
    let claimed = store.claim_due(destination_id, samples.now(), 10, LEASE).await.expect("claims");
    claimed.into_iter().map(|delivery| delivery.id).collect()
}

/// The second is claimed when the first has ended, and not while it is retried.
pub async fn one_of_a_line_at_a_time<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, line) = (samples.id(), (samples.id(), "ord_1"));
    let first = enter(&store, &mut samples, destination_id, line).await;
    let second = enter(&store, &mut samples, destination_id, line).await;
    assert_eq!(claimed(&store, &samples, destination_id).await, [first.id]);
    assert_eq!(claimed(&store, &samples, destination_id).await, [], "the second waits for the first");
    assert_eq!(store.due(samples.now()).await.expect("readable").destinations, [], "what waits in line is not due");

    let due_at = samples.now().after(Duration::from_secs(60));
    let retried = samples.retried(&first, LEASE, due_at);
    assert_eq!(store.conclude(retried).await.expect("answered"), Moved::Done);
    assert_eq!(claimed(&store, &samples, destination_id).await, [], "a retry keeps its place");

    let store = harness.reopen(store).await;
    assert_eq!(store.run_now(first.id, samples.now()).await.expect("answered"), Moved::Done);
    assert_eq!(claimed(&store, &samples, destination_id).await, [first.id]);
    let head = store.head_of_line(line.0, line.1).await.expect("readable");
    assert_eq!(head, Some(first.id));
    let delivered = samples.delivered(&first, LEASE);
    assert_eq!(store.conclude(delivered).await.expect("answered"), Moved::Done);
    assert_eq!(claimed(&store, &samples, destination_id).await, [second.id]);
    assert_eq!(store.head_of_line(line.0, line.1).await.expect("readable"), Some(second.id));
}

/// Other keys, other subscriptions and unordered deliveries do not wait.
pub async fn lines_do_not_wait_for_each_other<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, subscription_id, other_id) = (samples.id(), samples.id(), samples.id());
    let first = enter(&store, &mut samples, destination_id, (subscription_id, "ord_1")).await;
    let other_key = enter(&store, &mut samples, destination_id, (subscription_id, "ord_2")).await;
    let other_subscription = enter(&store, &mut samples, destination_id, (other_id, "ord_1")).await;
    let unordered = samples.capture("order.paid", &[destination_id]);
    let unordered_id = unordered.deliveries[0].id;
    capture(&store, unordered).await;
    let expected = [first.id, other_key.id, other_subscription.id, unordered_id];
    assert_eq!(claimed(&store, &samples, destination_id).await, expected);
}

/// A cancelled delivery holds nobody up; neither does one that was cancelled in the middle of its line.
pub async fn a_cancelled_delivery_lets_its_line_go<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, line) = (samples.id(), (samples.id(), "all"));
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(enter(&store, &mut samples, destination_id, line).await.id);
    }
    let now = samples.now();
    assert_eq!(store.cancel(ids[1], now).await.expect("answered"), Moved::Done, "in the middle");
    assert_eq!(store.cancel(ids[0], now).await.expect("answered"), Moved::Done, "at the head");
    assert_eq!(claimed(&store, &samples, destination_id).await, [ids[2]]);
}

/// What an earlier run left in flight is the head of its line again.
pub async fn an_interrupted_delivery_keeps_its_place<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, line) = (samples.id(), (samples.id(), "all"));
    let first = enter(&store, &mut samples, destination_id, line).await;
    let _second = enter(&store, &mut samples, destination_id, line).await;
    assert_eq!(claimed(&store, &samples, destination_id).await, [first.id]);
    let store = harness.reopen(store).await;
    assert_eq!(store.begin_run(samples.now()).await.expect("begins").interrupted, 1);
    assert_eq!(claimed(&store, &samples, destination_id).await, [first.id]);
}

/// However captures and claims race, each line has one delivery in flight at most.
pub async fn racing_claims_take_one_of_each_line<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, subscription_id) = (samples.id(), samples.id());
    let mut captures = Vec::new();
    for number in 0..40 {
        let mut made = samples.capture("order.paid", &[destination_id]);
        made.deliveries[0].subscription_id = Some(subscription_id);
        made.deliveries[0].ordering_key = Some(format!("key {}", number % 4));
        captures.push(made);
    }
    join_all(captures.into_iter().map(|made| capture(&store, made))).await;
    let now = samples.now();
    let claims = join_all((0..8).map(|_| store.claim_due(destination_id, now, 3, LEASE))).await;
    let claimed: Vec<Delivery> = claims.into_iter().flat_map(|claim| claim.expect("claims")).collect();
    let mut keys: Vec<&str> = claimed.iter().filter_map(|delivery| delivery.ordering_key.as_deref()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["key 0", "key 1", "key 2", "key 3"]);
    assert!(claimed.iter().all(|delivery| delivery.state == DeliveryState::InFlight { lease: LEASE }));
}

/// The highest number for each subscription and source, also after a reopen.
pub async fn sequences_are_remembered<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination_id, subscription_id, source_id) = (samples.id(), samples.id(), samples.id());
    assert_eq!(store.sequences().await.expect("readable"), []);
    for (source_id, number) in [(Some(source_id), 1), (Some(source_id), 3), (Some(source_id), 2), (None, 7)] {
        let mut made = samples.capture("order.paid", &[destination_id]);
        made.deliveries[0].subscription_id = Some(subscription_id);
        made.deliveries[0].source_id = source_id;
        made.deliveries[0].sequence = Some(number);
        capture(&store, made).await;
    }
    let store = harness.reopen(store).await;
    let mut read = store.sequences().await.expect("readable");
    read.sort_by_key(|sequence| sequence.last);
    let sequence = |source_id, last| Sequence { subscription_id, source_id, last };
    assert_eq!(read, [sequence(Some(source_id), 3), sequence(None, 7)]);
}
