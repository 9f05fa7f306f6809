//! What failed alike is one issue, from its first failure to the day it is over.

use std::sync::Arc;
use std::time::Duration;

use domain::bulk_replay::{DeliverySelection, ReplaySelection, ReplayState};
use domain::id::DestinationId;
use domain::issue::IssueAct;
use domain::retry_schedule::Preset;
use domain::{ErrorClass, Issue};
use engine::{Alert, IssueError, ReplayRequest};
use store::{Issues as _, Stage};
use testkit::{MemoryStore, Step, World};

async fn world(script: impl IntoIterator<Item = Step>) -> (World, MemoryStore, DestinationId) {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let billing = world.destination("billing", script).await;
    world.subscribe("*", billing, Preset::None.schedule()).await;
    (world, store, billing)
}

async fn issues(store: &MemoryStore) -> Vec<Issue> {
    let rows = store.issues(&[], None, 100).await.expect("readable");
    rows.into_iter().map(|row| row.issue).collect()
}

async fn states(store: &MemoryStore) -> Vec<&'static str> {
    issues(store).await.iter().map(|issue| issue.state.word()).collect()
}

fn told(alerts: &mut tokio::sync::broadcast::Receiver<Alert>) -> Vec<String> {
    std::iter::from_fn(|| alerts.try_recv().ok()).map(|alert| alert.title.in_words(words::Language::English)).collect()
}

#[tokio::test]
async fn an_issue_opens_is_acknowledged_resolves_after_three_successes_and_opens_again() {
    let (world, store, billing) = world([Step::Answer(400)]).await;
    let mut alerts = world.engine.alerts().subscribe();
    world.publish("order.paid").await;
    world.publish("order.paid").await;
    let first = issues(&store).await.pop().unwrap();
    assert_eq!((first.failures, first.gave_up, first.state.word()), (2, 2, "open"));
    assert_eq!((first.fingerprint.destination_id, first.fingerprint.status), (billing, Some(400)));
    assert_eq!(first.fingerprint.error_class, ErrorClass::Status);
    let (row, counts) = world.engine.issues().show(first.id).await.unwrap();
    assert_eq!((row.deliveries, counts.stages.get(Stage::DeadLettered), counts.events), (2, 2, 2));

    world.engine.issues().act(first.id, IssueAct::Acknowledge).await.unwrap();
    assert_eq!(states(&store).await, ["acknowledged"]);
    let again = world.engine.issues().act(first.id, IssueAct::Acknowledge).await;
    assert!(matches!(again, Err(IssueError::NotPossible { state: "acknowledged" })));

    world.egress.script("http://billing.test/", [Step::Answer(200), Step::Answer(200), Step::Answer(200)]);
    world.publish("order.paid").await;
    world.publish("order.paid").await;
    assert_eq!(states(&store).await, ["acknowledged"], "two are not enough");
    world.publish("order.paid").await;
    assert_eq!(states(&store).await, ["resolved"]);

    world.egress.script("http://billing.test/", [Step::Answer(400)]);
    world.publish("order.paid").await;
    let back = issues(&store).await.pop().unwrap();
    assert_eq!((back.id, back.state.word(), back.reopened, back.failures), (first.id, "open", 1, 3));
    assert_eq!(told(&mut alerts), ["order.paid gave up – billing", "order.paid gave up – billing"]);
}

#[tokio::test]
async fn a_failure_begins_the_count_anew_and_another_kind_does_not_count() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    world.publish("order.paid").await;
    world
        .egress
        .script("http://billing.test/", [Step::Answer(200), Step::Answer(200), Step::Answer(400), Step::Answer(200)]);
    for _ in 0..5 {
        world.publish("order.paid").await;
    }
    world.publish("order.refunded").await;
    assert_eq!(states(&store).await, ["open"]);
    world.publish("order.paid").await;
    assert_eq!(states(&store).await, ["resolved"]);
}

#[tokio::test]
async fn an_issue_that_was_announced_is_told_to_be_over() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    let mut alerts = world.engine.alerts().subscribe();
    world.publish("order.paid").await;
    world.egress.script("http://billing.test/", [Step::Answer(200)]);
    for _ in 0..3 {
        world.publish("order.paid").await;
    }
    assert_eq!(states(&store).await, ["resolved"]);
    assert_eq!(told(&mut alerts), ["order.paid gave up – billing"], "ten minutes lie between two alerts");
    world.pass(Duration::from_secs(10 * 60)).await;
    assert_eq!(told(&mut alerts), ["billing is back"]);
}

#[tokio::test]
async fn what_is_ignored_stays_ignored_and_nobody_is_told() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    world.publish("order.paid").await;
    let id = issues(&store).await[0].id;
    world.engine.issues().act(id, IssueAct::Ignore).await.unwrap();
    let mut alerts = world.engine.alerts().subscribe();
    world.pass(Duration::from_secs(3_600)).await;
    world.publish("order.paid").await;
    assert_eq!((states(&store).await, told(&mut alerts)), (vec!["ignored"], Vec::new()));
}

#[tokio::test]
async fn nobody_is_told_of_what_is_muted() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    let mut settings = world.engine.configuration().snapshot().settings().clone();
    settings.notifications_muted_until = Some(domain::Timestamp::from_unix_ms(i64::MAX));
    world.engine.configuration().change_settings(|kept| kept.clone_from(&settings)).await.unwrap();
    let mut alerts = world.engine.alerts().subscribe();
    world.publish("order.paid").await;
    settings.notifications_muted_until = None;
    world.engine.configuration().change_settings(|kept| *kept = settings).await.unwrap();
    let issue = issues(&store).await.pop().unwrap();
    world.engine.issues().mute(issue.id, Some(domain::Timestamp::from_unix_ms(i64::MAX))).await.unwrap();
    world.publish("order.paid").await;
    assert_eq!(told(&mut alerts), Vec::<String>::new());
}

#[tokio::test]
async fn different_failures_are_different_issues_and_a_delivery_belongs_to_its_last() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let refused = Step::Fail(ErrorClass::ConnectionRefused);
    let billing = world.destination("billing", [refused, Step::Answer(503)]).await;
    world.subscribe("*", billing, Preset::Standard.schedule()).await;
    world.publish("order.paid").await;
    world.pass_all_time().await;
    let both = issues(&store).await;
    let seen: Vec<_> =
        both.iter().map(|issue| (issue.fingerprint.error_class, issue.failures, issue.gave_up)).collect();
    assert_eq!(seen, [(ErrorClass::Status, 7, 1), (ErrorClass::ConnectionRefused, 1, 0)]);
    let of = async |issue: &Issue| store.deliveries_of_issue(issue.id, None, 9).await.unwrap().len();
    assert_eq!((of(&both[0]).await, of(&both[1]).await), (1, 0));
}

#[tokio::test]
async fn issues_are_known_after_a_restart() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    world.publish("order.paid").await;
    let id = issues(&store).await[0].id;
    let world = world.restarted(Arc::new(store.clone())).await;
    world.publish("order.paid").await;
    let only = issues(&store).await;
    assert_eq!((only.len(), only[0].id, only[0].failures), (1, id, 2));
}

#[tokio::test]
async fn the_issue_of_a_deleted_destination_is_over() {
    let (world, store, billing) = world([Step::Answer(400)]).await;
    world.publish("order.paid").await;
    world.engine.configuration().delete_destination(billing).await.unwrap();
    world.pass(Duration::from_secs(16)).await;
    assert_eq!(states(&store).await, ["resolved"]);
}

#[tokio::test]
async fn the_dead_letters_of_an_issue_are_replayed_one_first_and_then_the_rest() {
    let (world, store, _) = world([Step::Answer(400)]).await;
    for _ in 0..5 {
        world.publish("order.paid").await;
    }
    world.egress.script("http://billing.test/", [Step::Answer(200)]);
    let issue = issues(&store).await.pop().unwrap();
    let selection = DeliverySelection { issue_id: Some(issue.id), ..DeliverySelection::dead_letters() };
    let all = ReplayRequest::of(ReplaySelection::of(selection));
    let one = ReplayRequest { deliveries_max: Some(1), ..all.clone() };
    assert_eq!(world.engine.bulk_replays().plan(one.clone()).await.unwrap().deliveries, 1);
    let tried = world.engine.bulk_replays().start(one).await.unwrap();
    world.pass_all_time().await;
    let (_, progress, counts) = world.engine.bulk_replays().show(tried).await.unwrap();
    assert_eq!((progress.state, progress.made, counts.get(Stage::Delivered)), (ReplayState::Finished, 1, 1));
    let rest = world.engine.bulk_replays().start(all).await.unwrap();
    world.pass_all_time().await;
    let (_, progress, _) = world.engine.bulk_replays().show(rest).await.unwrap();
    assert_eq!((progress.state, progress.made, progress.skipped), (ReplayState::Finished, 4, 1));
    assert_eq!(states(&store).await, ["resolved"], "what was replayed counts as success");
}

#[tokio::test]
async fn discarded_dead_letters_can_be_taken_back_for_ten_seconds_and_leave_the_bin_after_a_week() {
    let (world, _, _) = world([Step::Answer(400)]).await;
    for _ in 0..3 {
        world.publish("order.paid").await;
    }
    let all = ReplayRequest::of(ReplaySelection::of(DeliverySelection::dead_letters()));
    let letters = world.engine.dead_letters();
    let discarded = letters.discard(all.clone()).await.unwrap();
    assert_eq!((discarded.deliveries, letters.bin(None, 9).await.unwrap().len()), (3, 3));
    assert_eq!(letters.take_back(discarded.id).await.unwrap(), 3);
    assert_eq!(world.engine.bulk_replays().plan(all.clone()).await.unwrap().deliveries, 3);

    let discarded = letters.discard(all.clone()).await.unwrap();
    world.pass(Duration::from_secs(13)).await;
    assert!(letters.take_back(discarded.id).await.is_err(), "it is too late");
    assert_eq!(world.engine.bulk_replays().plan(all).await.unwrap().deliveries, 0);
    world.pass(Duration::from_secs(8 * 86_400)).await;
    world.engine.retention().sweep().await.unwrap();
    assert_eq!(letters.bin(None, 9).await.unwrap(), []);
}

#[tokio::test]
async fn an_old_paused_replay_goes_on_when_it_is_resumed() {
    let (world, _, _) = world([Step::Answer(400)]).await;
    for _ in 0..3 {
        world.publish("order.paid").await;
    }
    world.egress.script("http://billing.test/", [Step::Answer(200)]);
    let rate_limit = Some(domain::RateLimit { attempts: 1, per: domain::RateSpan::Minute });
    let all = ReplayRequest {
        rate_limit,
        skips_delivered: false,
        ..ReplayRequest::of(ReplaySelection::of(DeliverySelection::dead_letters()))
    };
    let old = world.engine.bulk_replays().start(all.clone()).await.unwrap();
    world.engine.rest().await;
    world.engine.bulk_replays().pause(old).await.unwrap();
    let one = ReplayRequest { deliveries_max: Some(1), rate_limit: None, ..all };
    for _ in 0..210 {
        world.engine.bulk_replays().start(one.clone()).await.unwrap();
    }
    world.engine.rest().await;
    let newest = world.engine.bulk_replays().page(None, 500).await.unwrap();
    assert_eq!((newest.len(), newest.last().unwrap().0.id), (211, old));
    world.engine.bulk_replays().resume(old).await.unwrap();
    world.pass(Duration::from_secs(600)).await;
    let (_, progress, _) = world.engine.bulk_replays().show(old).await.unwrap();
    assert_eq!((progress.state, progress.made), (ReplayState::Finished, 3));
}
