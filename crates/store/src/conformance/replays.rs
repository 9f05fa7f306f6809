//! Bulk replays: their candidates, their cursor and the deliveries that belong to them.

use domain::bulk_replay::{
    BulkReplay, DeliveryEnd, DeliverySelection, FailureReason, ReplayProgress, ReplaySelection, ReplayState,
};
use domain::id::{DestinationId, ReplayId};
use domain::{Delivery, DeliveryState, Lease, Trigger};
use futures_util::future::join_all;

use super::samples::Samples;
use super::tallies::assert_recount;
use super::{Harness, capture};
use crate::{Deliveries, FailedDelivery, IssueStep, Issues, Moved, ReplayCandidate, ReplayStep, Replays, Stage, Store};

fn replay(samples: &mut Samples, selection: ReplaySelection) -> BulkReplay {
    BulkReplay {
        id: samples.id(),
        selection,
        received_from: None,
        received_until: None,
        destination_id: None,
        skips_delivered: true,
        rate_limit: None,
        stop_after_failures: Some(3),
        deliveries_max: None,
        keeps_order: false,
        created_at: samples.now(),
    }
}

fn delivered(destination_id: Option<DestinationId>) -> ReplaySelection {
    let ends = vec![DeliveryEnd::Delivered];
    ReplaySelection::of(DeliverySelection { ends, destination_id, ..DeliverySelection::default() })
}

/// Five delivered deliveries to one destination.
async fn history<S: Store>(store: &S, samples: &mut Samples) -> (DestinationId, Lease, Vec<Delivery>) {
    let destination = samples.id();
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut made = Vec::new();
    for _ in 0..5 {
        let captured = samples.capture("order.paid", &[destination]);
        made.push(captured.deliveries[0].clone());
        capture(store, captured).await;
    }
    deliver_all(store, samples, destination, lease).await;
    (destination, lease, made)
}

async fn deliver_all<S: Store>(store: &S, samples: &mut Samples, destination: DestinationId, lease: Lease) {
    for delivery in store.claim_due(destination, samples.now(), 100, lease).await.expect("claimed") {
        let concluded = samples.delivered(&delivery, lease);
        assert_eq!(store.conclude(concluded).await.expect("answered"), Moved::Done);
    }
}

fn again(samples: &mut Samples, delivery: &Delivery, replay_id: ReplayId) -> Delivery {
    Delivery {
        id: samples.id(),
        trigger: Trigger::Replay { of: Some(delivery.id), replay_id: Some(replay_id) },
        state: DeliveryState::Scheduled { due_at: samples.now() },
        created_at: samples.now(),
        ..delivery.clone()
    }
}

fn step(id: ReplayId, from: Option<&Delivery>, to: &Delivery, deliveries: Vec<Delivery>) -> ReplayStep {
    let (from, to) = (from.map(|delivery| delivery.id.uuid()), Some(to.id.uuid()));
    ReplayStep { id, from, to, deliveries, skipped: 1, finished_at: None }
}

fn ids(candidates: &[ReplayCandidate]) -> Vec<crate::Cursor> {
    candidates.iter().map(ReplayCandidate::cursor).collect()
}

/// In the order of making, in pages, never later than the replay itself.
pub async fn candidates_come_in_the_order_of_making<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, lease, made) = history(&store, &mut samples).await;
    let asked = replay(&mut samples, delivered(Some(destination)));
    let later = samples.capture("order.paid", &[destination]);
    capture(&store, later).await;
    deliver_all(&store, &mut samples, destination, lease).await;

    let expected: Vec<crate::Cursor> = made.iter().map(|delivery| delivery.id.uuid()).collect();
    let first = store.replay_candidates(&asked, None, 3).await.expect("readable");
    assert_eq!(ids(&first), expected[..3]);
    let rest = store.replay_candidates(&asked, Some(expected[2]), 3).await.expect("readable");
    assert_eq!(ids(&rest), expected[3..]);
    let elsewhere = replay(&mut samples, delivered(Some(samples_id())));
    assert_eq!(store.replay_candidates(&elsewhere, None, 3).await.expect("readable"), []);
    let until = made[2].received_at;
    let early = BulkReplay { received_until: Some(until), ..asked.clone() };
    assert_eq!(ids(&store.replay_candidates(&early, None, 9).await.expect("readable")), expected[..2]);
    let late = BulkReplay { received_from: Some(until), ..asked };
    assert_eq!(ids(&store.replay_candidates(&late, None, 9).await.expect("readable")), expected[2..]);
}

fn samples_id() -> DestinationId {
    DestinationId::from_bytes([9; 16])
}

/// A later delivery of the same event to the same place marks those before it.
pub async fn what_was_delivered_later_is_marked<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, lease, made) = history(&store, &mut samples).await;
    let first = replay(&mut samples, delivered(None));
    let second = again(&mut samples, &made[1], first.id);
    store.add_deliveries(vec![second]).await.expect("added");
    deliver_all(&store, &mut samples, destination, lease).await;
    let marks = |candidates: Vec<ReplayCandidate>| -> Vec<bool> {
        let is_marked = |candidate: &ReplayCandidate| {
            matches!(candidate, ReplayCandidate::Delivery { is_delivered_later: true, .. })
        };
        candidates.iter().map(is_marked).collect()
    };
    let found = store.replay_candidates(&first, None, 9).await.expect("readable");
    assert_eq!(marks(found), [false, true, false, false, false]);
    let elsewhere = BulkReplay { destination_id: Some(samples_id()), ..first };
    let found = store.replay_candidates(&elsewhere, None, 9).await.expect("readable");
    assert_eq!(marks(found), [false; 5], "nothing was delivered there");
}

/// Events without a delivery of one subscription, whatever others made of them; rejected ones never.
pub async fn events_that_a_subscription_missed_are_found<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let subscription_id = samples.id();
    let destination = samples.id();
    let mut routed = samples.capture("order.paid", &[destination]);
    routed.deliveries[0].subscription_id = Some(subscription_id);
    let other = samples.capture("order.paid", &[destination]);
    let lone = samples.capture("order.paid", &[]);
    let rejected = samples.rejected("order.paid");
    for made in [&routed, &other, &lone, &rejected] {
        capture(&store, made.clone()).await;
    }
    let asked = replay(&mut samples, ReplaySelection::Unrouted { subscription_id });
    let found = store.replay_candidates(&asked, None, 9).await.expect("readable");
    assert_eq!(ids(&found), [other.event.id.uuid(), lone.event.id.uuid()]);
}

/// What is written comes back, newest first.
pub async fn replays_survive_a_reopen<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, _, made) = history(&store, &mut samples).await;
    let first = replay(&mut samples, delivered(Some(destination)));
    let subscription_id = samples.id();
    let second = replay(&mut samples, ReplaySelection::Unrouted { subscription_id });
    for asked in [&first, &second] {
        store.begin_replay(asked.clone(), ReplayProgress::beginning(5)).await.expect("begun");
    }
    let new = again(&mut samples, &made[0], first.id);
    let moved = store.advance_replay(step(first.id, None, &made[0], vec![new])).await.expect("answered");
    assert_eq!(moved, Moved::Done);
    let store = harness.reopen(store).await;
    let progress =
        ReplayProgress { made: 1, skipped: 1, cursor: Some(made[0].id.uuid()), ..ReplayProgress::beginning(5) };
    let expected = [(second, ReplayProgress::beginning(5)), (first.clone(), progress.clone())];
    assert_eq!(store.replays(None, 9).await.expect("readable"), expected);
    assert_eq!(store.replays(None, 1).await.expect("readable"), expected[..1]);
    assert_eq!(store.replays(Some(expected[0].0.id.uuid()), 9).await.expect("readable"), expected[1..]);
    assert_eq!(store.open_replays().await.expect("readable"), expected);
    assert_eq!(store.replay(first.id).await.expect("readable"), Some((first.clone(), progress)));
    assert_eq!(store.replay(samples.id()).await.expect("readable"), None);
    let counts = store.replay_counts(first.id).await.expect("readable");
    assert_eq!((counts.get(Stage::Queued), counts.total()), (1, 1));
}

/// Ten callers move one cursor: one of them does, and its deliveries are the only ones.
pub async fn racing_steps_are_made_once<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (_, _, made) = history(&store, &mut samples).await;
    let asked = replay(&mut samples, delivered(None));
    store.begin_replay(asked.clone(), ReplayProgress::beginning(5)).await.expect("begun");
    let steps: Vec<ReplayStep> = (0..10)
        .map(|_| {
            let new = again(&mut samples, &made[0], asked.id);
            step(asked.id, None, &made[0], vec![new])
        })
        .collect();
    let answers = join_all(steps.into_iter().map(|step| store.advance_replay(step))).await;
    let done = answers.into_iter().filter(|answer| matches!(answer, Ok(Moved::Done))).count();
    assert_eq!(done, 1);
    assert_eq!(store.replay_counts(asked.id).await.expect("readable").total(), 1);
    assert_recount(&store, samples.now(), 0).await;
}

/// Cancelling ends a replay and what waits of it, and nothing else; then it does not go on.
pub async fn a_cancelled_replay_takes_its_waiting_deliveries_along<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, lease, made) = history(&store, &mut samples).await;
    let asked = replay(&mut samples, delivered(None));
    store.begin_replay(asked.clone(), ReplayProgress::beginning(5)).await.expect("begun");
    let new: Vec<Delivery> = made.iter().take(3).map(|delivery| again(&mut samples, delivery, asked.id)).collect();
    let moved = store.advance_replay(step(asked.id, None, &made[2], new.clone())).await.expect("answered");
    assert_eq!(moved, Moved::Done);
    let other = samples.capture("order.paid", &[destination]);
    capture(&store, other.clone()).await;
    let claimed = store.claim_due(destination, samples.now(), 1, lease).await.expect("claimed");
    assert_eq!(claimed[0].id, new[0].id);

    let states = [ReplayState::Running, ReplayState::Paused];
    let (paused, now) = (ReplayState::Paused, samples.now());
    let moved = store.move_replay(asked.id, vec![ReplayState::Running], paused.clone(), now).await.expect("answered");
    assert_eq!(moved, Moved::Done);
    let stopped = step(asked.id, Some(&made[2]), &made[3], Vec::new());
    assert_eq!(store.advance_replay(stopped.clone()).await.expect("answered"), Moved::Lost, "it is paused");
    let cancelled = ReplayState::Cancelled;
    let moved = store.move_replay(asked.id, states.to_vec(), cancelled.clone(), now).await.expect("answered");
    assert_eq!(moved, Moved::Done);
    let counts = store.replay_counts(asked.id).await.expect("readable");
    assert_eq!((counts.get(Stage::Sending), counts.get(Stage::Cancelled)), (1, 2));
    let waiting = store.delivery(other.deliveries[0].id).await.expect("readable").expect("kept");
    assert!(matches!(waiting.state, DeliveryState::Scheduled { .. }));
    assert_recount(&store, now, 0).await;
    let (_, progress) = store.replay(asked.id).await.expect("readable").expect("kept");
    assert_eq!((progress.state, progress.ended_at), (cancelled.clone(), Some(now)));
    assert_eq!(store.open_replays().await.expect("readable"), []);
    assert_eq!(store.advance_replay(stopped).await.expect("answered"), Moved::Lost);
    let moved = store.move_replay(asked.id, states.to_vec(), paused, now).await.expect("answered");
    assert_eq!(moved, Moved::Lost);
}

/// Deliveries are chosen one by one, by their issue, by the replay that made them, and by how they failed.
pub async fn a_selection_is_found_by_what_it_names<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (destination, lease, made) = history(&store, &mut samples).await;
    let issue_id = samples.id();
    let failed =
        |delivery: &Delivery| FailedDelivery { delivery_id: delivery.id, event_id: delivery.event_id, issue_id };
    let step = IssueStep { issues: Vec::new(), failed: vec![failed(&made[1]), failed(&made[3])] };
    store.write_issues(step).await.expect("written");
    let earlier = samples.id();
    let made_at = samples.now();
    let again = again(&mut samples, &made[0], earlier);
    store.add_deliveries(vec![again.clone()]).await.expect("added");
    deliver_all(&store, &mut samples, destination, lease).await;
    let base = DeliverySelection { ends: vec![DeliveryEnd::Delivered], ..DeliverySelection::default() };
    let cases = [
        (DeliverySelection { chosen: Some(vec![made[4].id, made[2].id]), ..base.clone() }, vec![&made[2], &made[4]]),
        (DeliverySelection { issue_id: Some(issue_id), ..base.clone() }, vec![&made[1], &made[3]]),
        (DeliverySelection { made_by: Some(earlier), ..base.clone() }, vec![&again]),
        (DeliverySelection { reason: Some(FailureReason::Status(503)), ..base.clone() }, vec![]),
        (DeliverySelection { statuses: Some((500, 599)), ..base.clone() }, vec![]),
        (DeliverySelection { statuses: Some((200, 299)), made_from: Some(made_at), ..base.clone() }, vec![&again]),
        (DeliverySelection { made_until: Some(made_at), attempts_min: Some(2), ..base.clone() }, vec![]),
        (DeliverySelection { latency_us_min: Some(u64::MAX >> 1), ..base.clone() }, vec![]),
        (
            DeliverySelection {
                made_until: Some(made_at),
                attempts_min: Some(1),
                latency_us_min: Some(1),
                ..base.clone()
            },
            made.iter().collect(),
        ),
        (DeliverySelection::dead_letters(), vec![]),
    ];
    for (selection, expected) in cases {
        let asked = replay(&mut samples, ReplaySelection::of(selection.clone()));
        let found = store.replay_candidates(&asked, None, 9).await.expect("readable");
        let expected: Vec<_> = expected.into_iter().map(|delivery| delivery.id.uuid()).collect();
        assert_eq!(ids(&found), expected, "{selection:?}");
    }
}
