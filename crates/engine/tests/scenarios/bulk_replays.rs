//! Many deliveries made once more.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::bulk_replay::{DeliverySelection, ReplaySelection, ReplayState};
use domain::id::{DestinationId, ReplayId};
use domain::retry_schedule::Preset;
use domain::{EventTypePattern, Filter, RateLimit, RateSpan};
use engine::{NewSubscription, ReplayEdit, ReplayRequest};
use store::{Deliveries as _, Events as _};
use testkit::{MemoryStore, Step, World};

/// Thirty dead letters at `billing`, which is well again.
async fn world(store: MemoryStore) -> (World, DestinationId) {
    let world = World::new(Arc::new(store)).await;
    let billing = world.destination("billing", [Step::Answer(400)]).await;
    world.subscribe("*", billing, Preset::None.schedule()).await;
    for kind in ["order.paid", "order.paid", "order.refunded"] {
        for _ in 0..3 {
            world.publish(kind).await;
        }
    }
    world.egress.script("http://billing.test/", [Step::Answer(200)]);
    (world, billing)
}

fn dead_letters() -> ReplayRequest {
    ReplayRequest::of(ReplaySelection::of(DeliverySelection::dead_letters()))
}

async fn state(world: &World, id: ReplayId) -> (ReplayState, u64, u64) {
    let (_, progress, _) = world.engine.bulk_replays().show(id).await.expect("it is there");
    (progress.state, progress.made, progress.skipped)
}

#[tokio::test]
async fn a_plan_says_what_is_made_and_then_it_is_made_once() {
    let (world, billing) = world(MemoryStore::default()).await;
    let plan = world.engine.bulk_replays().plan(dead_letters()).await.unwrap();
    assert_eq!((plan.deliveries, plan.skipped, plan.is_whole), (9, 0, true));
    let kinds: Vec<_> = plan.event_types.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!(kinds, [("order.paid", 6), ("order.refunded", 3)]);
    assert_eq!(plan.destinations, [(billing, 9)]);

    let id = world.engine.bulk_replays().start(dead_letters()).await.unwrap();
    world.pass_all_time().await;
    assert_eq!(state(&world, id).await, (ReplayState::Finished, 9, 0));
    assert_eq!(world.egress.sent().len(), 18);
    let again = world.engine.bulk_replays().plan(dead_letters()).await.unwrap();
    assert_eq!((again.deliveries, again.skipped), (0, 9), "everything was delivered in the meantime");
    assert!(world.engine.bulk_replays().start(dead_letters()).await.is_err());
}

#[tokio::test]
async fn a_replay_takes_one_kind_of_one_destination_to_another() {
    let (world, billing) = world(MemoryStore::default()).await;
    let copy = world.destination("copy", []).await;
    let selection = ReplaySelection::of(DeliverySelection {
        destination_id: Some(billing),
        event_type: EventTypePattern::parse("order.ref*").ok(),
        ..DeliverySelection::dead_letters()
    });
    let request = ReplayRequest { selection, destination_id: Some(copy), ..dead_letters() };
    let id = world.engine.bulk_replays().start(request).await.unwrap();
    world.pass_all_time().await;
    assert_eq!(state(&world, id).await, (ReplayState::Finished, 3, 0));
    let sent = world.egress.sent();
    let to_copy: Vec<_> = sent.iter().filter(|sent| sent.url.contains("copy")).collect();
    assert_eq!(to_copy.len(), 3);
    assert!(to_copy.iter().all(|sent| sent.headers.first_text("tacklebox-event-type") == Some("order.refunded")));
    assert!(to_copy.iter().all(|sent| sent.headers.first_text("tacklebox-replay") == Some("1")));
}

#[tokio::test]
async fn a_replay_keeps_its_pace_and_goes_on_after_a_pause_and_a_restart() {
    let store = MemoryStore::default();
    let (world, _) = world(store.clone()).await;
    let limit = RateLimit { attempts: 6, per: RateSpan::Minute };
    let request = ReplayRequest { rate_limit: Some(limit), ..dead_letters() };
    let id = world.engine.bulk_replays().start(request).await.unwrap();
    world.engine.rest().await;
    let made = async |world: &World| state(world, id).await.1;
    assert_eq!(made(&world).await, 1);
    world.pass(Duration::from_secs(20)).await;
    assert_eq!(made(&world).await, 3);
    world.engine.bulk_replays().pause(id).await.unwrap();
    world.pass(Duration::from_secs(60)).await;
    assert_eq!(state(&world, id).await, (ReplayState::Paused, 3, 0));
    let world = world.restarted(Arc::new(store)).await;
    world.engine.bulk_replays().resume(id).await.unwrap();
    world.pass(Duration::from_secs(30)).await;
    assert!((6..=7).contains(&made(&world).await), "{}", made(&world).await);
}

#[tokio::test]
async fn a_cancelled_replay_leaves_nothing_behind() {
    let (world, billing) = world(MemoryStore::default()).await;
    let pause = engine::DestinationPatch { is_paused: Some(true), ..engine::DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, pause).await.unwrap();
    let id = world.engine.bulk_replays().start(dead_letters()).await.unwrap();
    world.engine.rest().await;
    assert_eq!(state(&world, id).await, (ReplayState::Running, 9, 0), "they wait for the destination");
    world.engine.bulk_replays().cancel(id).await.unwrap();
    assert_eq!(state(&world, id).await.0, ReplayState::Cancelled);
    let left = world.deliveries().await.iter().filter(|delivery| delivery.state.concluded_at().is_none()).count();
    assert_eq!(left, 0);
    assert!(world.engine.bulk_replays().cancel(id).await.is_err(), "it is over");
}

#[tokio::test]
async fn a_replay_ends_when_the_last_of_its_deliveries_is_cancelled() {
    let (world, billing) = world(MemoryStore::default()).await;
    let pause = engine::DestinationPatch { is_paused: Some(true), ..engine::DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, pause).await.unwrap();
    let id = world.engine.bulk_replays().start(dead_letters()).await.unwrap();
    world.engine.rest().await;
    for delivery in world.deliveries().await.iter().filter(|delivery| delivery.state.concluded_at().is_none()) {
        world.engine.replay().cancel(delivery.id).await.unwrap();
    }
    world.pass(Duration::from_secs(16)).await;
    tokio::task::yield_now().await;
    world.engine.rest().await;
    assert_eq!(state(&world, id).await, (ReplayState::Finished, 9, 0));
}

#[tokio::test]
async fn a_replay_stops_itself_when_nothing_gets_through() {
    let (world, billing) = world(MemoryStore::default()).await;
    world.egress.script("http://billing.test/", [Step::Answer(500)]);
    let one_by_one = engine::DestinationPatch { concurrency: Some(1), ..engine::DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, one_by_one).await.unwrap();
    // What failed before is long ago.
    world.pass(Duration::from_secs(120)).await;
    let sent_before = world.egress.sent().len();
    let limit = Some(RateLimit { attempts: 1, per: RateSpan::Second });
    let request = ReplayRequest { stop_after_failures: Some(3), rate_limit: limit, ..dead_letters() };
    let id = world.engine.bulk_replays().start(request).await.unwrap();
    world.pass_all_time().await;
    let reason = "3 attempts in a row failed.".to_owned();
    assert_eq!(state(&world, id).await, (ReplayState::Stopped { reason }, 3, 0));
    assert_eq!(world.egress.sent().len() - sent_before, 3);
}

#[tokio::test]
async fn a_new_subscription_gets_what_came_before_it() {
    let (world, _) = world(MemoryStore::default()).await;
    let late = world.destination("late", []).await;
    let pattern = EventTypePattern::parse("order.paid").unwrap();
    let subscription = NewSubscription::to(late, vec![pattern], Preset::None.schedule());
    let subscription_id = world.engine.configuration().create_subscription(subscription).await.unwrap();
    world.publish("order.paid").await;
    let selection = ReplaySelection::Unrouted { subscription_id };
    let request = ReplayRequest { selection, ..dead_letters() };
    let plan = world.engine.bulk_replays().plan(request.clone()).await.unwrap();
    assert_eq!((plan.deliveries, plan.destinations), (6, vec![(late, 6)]));
    world.engine.bulk_replays().start(request.clone()).await.unwrap();
    world.pass_all_time().await;
    let sent = world.egress.sent();
    assert_eq!(sent.iter().filter(|sent| sent.url.contains("late")).count(), 7);
    assert!(world.engine.bulk_replays().start(request).await.is_err(), "there is nothing left");
}

#[tokio::test]
async fn a_new_subscription_gets_only_what_its_filter_means() {
    let (world, _) = world(MemoryStore::default()).await;
    world.publish_body("order.paid", "{\"amount\":9}").await;
    let late = world.destination("late", []).await;
    let filter = Filter::parse(&serde_json::json!({ "body": { "amount": { "$lt": 10 } } })).unwrap();
    let subscription = NewSubscription {
        filter: Some(filter),
        ..NewSubscription::to(late, vec![EventTypePattern::everything()], Preset::None.schedule())
    };
    let subscription_id = world.engine.configuration().create_subscription(subscription).await.unwrap();
    let request = ReplayRequest { selection: ReplaySelection::Unrouted { subscription_id }, ..dead_letters() };
    assert_eq!(world.engine.bulk_replays().plan(request.clone()).await.unwrap().deliveries, 1);
    world.engine.bulk_replays().start(request).await.unwrap();
    world.pass_all_time().await;
    let sent = world.egress.sent();
    let to_late: Vec<_> = sent.iter().filter(|sent| sent.url.contains("late")).collect();
    assert_eq!(to_late.len(), 1);
    assert_eq!(to_late[0].body, "{\"amount\":9}");
}

#[tokio::test]
async fn an_edited_replay_is_an_event_of_its_own() {
    let store = MemoryStore::default();
    let (world, _) = world(store.clone()).await;
    let replayed = world.deliveries().await[0].clone();
    let body = Bytes::from_static(b"{\"amount\":1}");
    let edit = ReplayEdit { body: Some(body.clone()), ..ReplayEdit::default() };
    let id = world.engine.replay().replay(replayed.id, edit).await.unwrap();
    world.engine.rest().await;
    let sent = world.egress.sent().pop().unwrap();
    assert_eq!(sent.body, body);
    assert_eq!(sent.headers.first_text("tacklebox-edited-from"), Some(replayed.event_id.to_string().as_str()));
    let made = store.delivery(id).await.unwrap().unwrap();
    assert_ne!(made.event_id, replayed.event_id);
    assert_eq!(store.event_body(replayed.event_id).await.unwrap().unwrap(), "{\"amount\":4200}");
}
