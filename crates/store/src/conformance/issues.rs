//! Issues, and the deliveries that belong to them.

use std::time::Duration;

use domain::id::{DestinationId, IssueId};
use domain::issue::{Failure, Fingerprint, IssueAct, IssueState, ResolvedBy};
use domain::{Delivery, ErrorClass, EventTypeName, Issue};

use super::samples::Samples;
use super::{Harness, capture};
use crate::{Cursor, Deliveries as _, FailedDelivery, IssueStep, Issues, Moved, Prune, Retention, Stage, Store};

/// An issue that failed once, with a delivery that is captured.
async fn failed_issue<S: Store>(store: &S, samples: &mut Samples) -> (Issue, Delivery) {
    let destination = samples.id();
    let captured = samples.capture("order.paid", &[destination]);
    let delivery = captured.deliveries[0].clone();
    capture(store, captured).await;
    let failure = Failure {
        at: samples.now(),
        delivery_id: delivery.id,
        attempt_id: samples.id(),
        event_type: EventTypeName::parse("order.paid").expect("a kind"),
        gave_up: true,
    };
    let fingerprint = fingerprint(destination);
    (Issue::open(samples.id(), fingerprint, &failure), delivery)
}

fn fingerprint(destination_id: DestinationId) -> Fingerprint {
    Fingerprint::of(destination_id, ErrorClass::Status, Some(503), b"out of order")
}

const fn failed(delivery: &Delivery, issue_id: IssueId) -> FailedDelivery {
    FailedDelivery { delivery_id: delivery.id, event_id: delivery.event_id, issue_id }
}

async fn write<S: Store>(store: &S, issues: &[&Issue], failed: &[FailedDelivery]) {
    let issues = issues.iter().map(|issue| (*issue).clone()).collect();
    store.write_issues(IssueStep { issues, failed: failed.to_vec() }).await.expect("written");
}

async fn listed<S: Store>(store: &S, states: &[IssueState], before: Option<Cursor>, limit: u32) -> Vec<IssueId> {
    let rows = store.issues(states, before, limit).await.expect("readable");
    rows.iter().map(|row| row.issue.id).collect()
}

/// The one that failed last comes first, in pages, by state; a second write changes an issue.
pub async fn issues_are_listed_by_their_newest_failure<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (mut first, delivery) = failed_issue(&store, &mut samples).await;
    let (second, _) = failed_issue(&store, &mut samples).await;
    let (mut third, _) = failed_issue(&store, &mut samples).await;
    write(&store, &[&first, &second, &third], &[]).await;
    assert_eq!(listed(&store, &[], None, 9).await, [third.id, second.id, first.id]);
    let again = Failure {
        at: samples.now(),
        delivery_id: delivery.id,
        attempt_id: samples.id(),
        event_type: delivery.event_type.clone(),
        gave_up: false,
    };
    first.fail(&again);
    assert!(third.act(IssueAct::Resolve, samples.now()));
    write(&store, &[&first, &third], &[]).await;
    let store = harness.reopen(store).await;
    assert_eq!(listed(&store, &[], None, 9).await, [first.id, third.id, second.id]);
    assert_eq!(listed(&store, &[], None, 2).await, [first.id, third.id]);
    assert_eq!(listed(&store, &[], Some(third.last_attempt_id.uuid()), 9).await, [second.id]);
    assert_eq!(listed(&store, &[IssueState::Open], None, 9).await, [first.id, second.id]);
    let resolved = [IssueState::Resolved(ResolvedBy::Successes), IssueState::Ignored];
    assert_eq!(listed(&store, &resolved, None, 9).await, [third.id]);
    assert_eq!(store.issue(first.id).await.expect("readable").map(|row| row.issue), Some(first));
    assert_eq!(store.issue(samples.id()).await.expect("readable"), None);
}

/// A delivery belongs to the issue of its last failure; whichever it belonged to counted it once.
pub async fn a_delivery_belongs_to_the_issue_of_its_last_failure<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (one, first) = failed_issue(&store, &mut samples).await;
    let (other, second) = failed_issue(&store, &mut samples).await;
    let failures = [failed(&first, one.id), failed(&first, one.id), failed(&second, one.id)];
    write(&store, &[&one, &other], &failures).await;
    write(&store, &[&one], &[failed(&first, one.id)]).await;
    let ids = async |id| -> Vec<_> {
        let deliveries = store.deliveries_of_issue(id, None, 9).await.expect("readable");
        deliveries.iter().map(|delivery| delivery.id).collect()
    };
    let count = async |id| store.issue(id).await.expect("readable").map(|row| row.deliveries);
    assert_eq!((ids(one.id).await, count(one.id).await), (vec![second.id, first.id], Some(2)));
    let older = store.deliveries_of_issue(one.id, Some(second.id.uuid()), 9).await.expect("readable");
    assert_eq!(older.iter().map(|delivery| delivery.id).collect::<Vec<_>>(), [first.id]);

    write(&store, &[&other], &[failed(&second, other.id)]).await;
    assert_eq!((ids(one.id).await, count(one.id).await), (vec![first.id], Some(2)));
    assert_eq!((ids(other.id).await, count(other.id).await), (vec![second.id], Some(1)));
    assert_eq!(store.issue_of(second.id).await.expect("readable"), Some(other.id));
    assert_eq!(store.issue_of(samples.id()).await.expect("readable"), None);
    let counts = store.issue_counts(one.id, 9).await.expect("readable");
    assert_eq!((counts.stages.get(Stage::Queued), counts.events, counts.is_whole), (1, 1, true));
    assert!(!store.issue_counts(one.id, 1).await.expect("readable").is_whole);
}

/// What was resolved before a moment goes with what belonged to it, some at a time.
pub async fn old_resolved_issues_go<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let mut issues = Vec::new();
    for _ in 0..4 {
        let (mut issue, delivery) = failed_issue(&store, &mut samples).await;
        if issues.len() < 3 {
            assert!(issue.act(IssueAct::Resolve, samples.now()));
        }
        write(&store, &[&issue], &[failed(&delivery, issue.id)]).await;
        issues.push((issue, delivery));
    }
    let before = issues[2].0.ended_at.expect("it is resolved");
    let mut gone = store.delete_resolved_issues(before, 1).await.expect("deleted");
    assert_eq!(gone.len(), 1);
    gone.extend(store.delete_resolved_issues(before, 9).await.expect("deleted"));
    gone.sort_unstable();
    assert_eq!(gone, [issues[0].0.id, issues[1].0.id]);
    assert_eq!(store.delete_resolved_issues(before, 9).await.expect("deleted"), []);
    assert_eq!(listed(&store, &[], None, 9).await, [issues[3].0.id, issues[2].0.id]);
    assert_eq!(store.issue_of(issues[0].1.id).await.expect("readable"), None);
    assert_eq!(store.issue_of(issues[2].1.id).await.expect("readable"), Some(issues[2].0.id));
}

/// An event that is deleted leaves the issue, which remembers how many there were.
pub async fn a_deleted_event_leaves_its_issue<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (issue, delivery) = failed_issue(&store, &mut samples).await;
    write(&store, &[&issue], &[failed(&delivery, issue.id)]).await;
    assert_eq!(store.cancel(delivery.id, samples.now()).await.expect("answered"), Moved::Done);
    let before = samples.now().after(Duration::from_secs(60));
    let prune = Prune { after: None, before, dead_letters_before: None, limit: 10 };
    assert_eq!(store.prune(prune).await.expect("pruned").events, 1);
    assert_eq!(store.deliveries_of_issue(issue.id, None, 9).await.expect("readable"), []);
    assert_eq!(store.issue_of(delivery.id).await.expect("readable"), None);
    assert_eq!(store.issue(issue.id).await.expect("readable").map(|row| row.deliveries), Some(1));
}
