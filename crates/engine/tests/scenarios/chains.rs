//! Answers that become events.

use std::sync::Arc;

use domain::retry_schedule::Preset;
use domain::{EventTypeName, Headers};
use engine::DestinationPatch;
use expect_test::expect;
use store::{EventFilter, Events as _};
use testkit::{FaultyStore, MemoryStore, Step, Stop, World};

/// A model that answers `ticket.created` with a sentiment, and a desk that gets it.
async fn world(store: Arc<dyn store::Store>, script: &[Step]) -> World {
    let world = World::new(store).await;
    let model = world.destination("model", script.iter().copied()).await;
    let desk = world.destination("desk", []).await;
    emit(&world, model, "ticket.sentiment").await;
    world.subscribe("ticket.created", model, Preset::FastLocal.schedule()).await;
    world.subscribe("ticket.sentiment", desk, Preset::FastLocal.schedule()).await;
    world
}

async fn emit(world: &World, destination_id: domain::id::DestinationId, event_type: &str) {
    let emits = Some(Some(EventTypeName::parse(event_type).expect("a kind")));
    let patch = DestinationPatch { emits, ..DestinationPatch::default() };
    world.engine.configuration().change_destination(destination_id, patch).await.expect("it is changed");
}

/// What was sent to a destination.
fn bodies(world: &World, name: &str) -> Vec<String> {
    let to = world.egress.sent().into_iter().filter(|sent| sent.url.contains(name));
    to.map(|sent| String::from_utf8_lossy(&sent.body).into_owned()).collect()
}

#[tokio::test]
async fn an_event_asks_a_model_and_its_answer_goes_on() {
    let script = [Step::Answer(500), Step::AnswerWith(200, r#"{"sentiment":-0.8}"#)];
    let world = world(Arc::new(MemoryStore::default()), &script).await;
    world.publish_body("ticket.created", r#"{"text":"It is broken again!"}"#).await;
    world.pass_all_time().await;
    expect![[r#"
        +0s         attempt 1   model  500
        +1s         attempt 2   model  200
        +1s         delivered   model
        +1s         attempt 1   desk  200
        +1s         delivered   desk
    "#]]
    .assert_eq(&world.timeline().await);
    assert_eq!(bodies(&world, "desk"), [r#"{"sentiment":-0.8}"#]);
    let sent: Headers = world.egress.sent().pop().expect("something was sent").headers;
    assert_eq!(sent.first_text("tacklebox-hops"), Some("1"));
    assert_eq!(sent.first_text("tacklebox-emitted-by"), Some(world.deliveries().await[0].id.to_string().as_str()));
    assert_eq!(sent.first_text("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_chain_that_runs_in_a_circle_ends() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let echo = world.destination("echo", [Step::AnswerWith(200, "{}")]).await;
    emit(&world, echo, "ping").await;
    world.subscribe("ping", echo, Preset::None.schedule()).await;
    world.publish("ping").await;
    world.pass_all_time().await;
    assert_eq!(bodies(&world, "echo").len(), 9, "the first, and eight that follow");
    let last = world.deliveries().await.pop().expect("there are deliveries");
    let attempts = store::Deliveries::attempts_of(&store, last.id).await.expect("readable");
    assert_eq!(attempts[0].error_detail.as_deref(), Some("The answer is no event: a chain ends after 8 events."));
}

#[tokio::test]
async fn an_answer_without_a_body_is_no_event() {
    let store = MemoryStore::default();
    let world = world(Arc::new(store.clone()), &[Step::Answer(204)]).await;
    world.publish("ticket.created").await;
    world.pass_all_time().await;
    assert_eq!(store.events(&EventFilter::default(), None, 10).await.expect("readable").len(), 1);
}

#[tokio::test]
async fn wherever_the_program_stops_one_answer_becomes_one_event() {
    let script = [Step::AnswerWith(200, r#"{"sentiment":0.5}"#), Step::AnswerWith(200, r#"{"sentiment":0.6}"#)];
    for stop in (1..=6).flat_map(|at| [Stop::Before(at), Stop::After(at)]) {
        let kept = MemoryStore::default();
        let configured = world(Arc::new(kept.clone()), &script).await;
        let faulty = FaultyStore::new(kept.clone(), stop);
        let Ok(world) = configured.try_restarted(faulty.clone()).await else { continue };
        let captured = world.try_publish("ticket.created").await;
        for _ in 0..1_000 {
            if faulty.has_stopped() || world.engine.is_resting() {
                break;
            }
            tokio::task::yield_now().await;
        }
        let world = world.restarted(Arc::new(kept.clone())).await;
        world.pass_all_time().await;
        let emitted = EventFilter {
            event_type: domain::EventTypePattern::parse("ticket.sentiment").ok(),
            ..EventFilter::default()
        };
        let emitted = kept.events(&emitted, None, 10).await.expect("readable").len();
        if captured.is_ok() {
            assert_eq!(emitted, 1, "{stop:?}");
        }
        assert!(emitted <= 1, "{stop:?}");
    }
}
