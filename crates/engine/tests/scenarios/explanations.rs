//! Failures that no server can be made to provoke, and queues.

use std::sync::Arc;
use std::time::Duration;

use domain::destination::RateSpan;
use domain::id::DeliveryId;
use domain::retry_schedule::Preset;
use domain::{DeliveryState, ErrorClass, RateLimit, RetrySchedule, Timestamp};
use engine::{DestinationPatch, Explanation, FailureKind, ListeningProgram, NewDestination, Remedy, explain};
use testkit::{MemoryStore, Step, World};
use words::Language;

async fn explained(world: &World, id: DeliveryId, in_a_while: Duration) -> Option<Explanation> {
    let now = engine::Clock::now(world.clock.as_ref()).after(in_a_while);
    explained_among(world, id, now, &[]).await
}

async fn explained_among(
    world: &World,
    id: DeliveryId,
    now: Timestamp,
    listening: &[ListeningProgram],
) -> Option<Explanation> {
    explain(world.engine.store(), world.engine.configuration(), listening, id, now).await.expect("the store answers")
}

#[tokio::test]
async fn what_this_computer_cannot_do_is_told_from_what_the_destination_does() {
    for (class, kind, sentence) in [
        (ErrorClass::Unreachable, FailureKind::Unreachable, "There is no way through the network to billing.test."),
        (ErrorClass::Local, FailureKind::Local, "This computer could not send it. That costs the delivery no attempt."),
        (
            ErrorClass::InvalidRequest,
            FailureKind::InvalidRequest,
            "The request cannot be made with this callback URL and these headers.",
        ),
    ] {
        let world = World::new(Arc::new(MemoryStore::default())).await;
        let billing = world.destination("billing", [Step::Fail(class)]).await;
        world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
        world.publish("order.paid").await;
        let delivery = world.deliveries().await.remove(0);
        let said = explained(&world, delivery.id, Duration::ZERO).await.expect("it failed");
        assert_eq!((said.kind, said.sentence.in_words(Language::English).as_str()), (kind, sentence));
        let waits = matches!(delivery.state, DeliveryState::Scheduled { .. });
        assert_eq!(said.remedies.contains(&Remedy::RunNow), waits, "{said:?}");
        assert!(!said.causes.is_empty());
    }
}

#[tokio::test]
async fn another_port_is_likely_only_where_an_app_may_listen() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let url = "http://localhost:3000/hooks";
    world.egress.script(url, [Step::Fail(ErrorClass::ConnectionRefused)]);
    let billing = world.engine.configuration().create_destination(NewDestination::at(url.to_owned())).await.unwrap();
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    world.publish("order.paid").await;
    let delivery = world.deliveries().await.remove(0);
    let now = engine::Clock::now(world.clock.as_ref());
    let program = |port, name: &str| ListeningProgram { port, name: Some(name.to_owned()) };

    let services = [program(5432, "postgres"), program(22, "sshd"), program(41_237, "spotify")];
    let said = explained_among(&world, delivery.id, now, &services).await.expect("it failed");
    let other_port = said.causes.iter().find(|cause| cause.code == "other_port").expect("it is possible");
    assert!(!other_port.is_likely && other_port.evidence.is_empty(), "{other_port:?}");

    let with_an_app = [services.as_slice(), &[program(3001, "node")]].concat();
    let said = explained_among(&world, delivery.id, now, &with_an_app).await.expect("it failed");
    let other_port = said.causes.iter().find(|cause| cause.code == "other_port").expect("an app listens");
    let evidence: Vec<String> =
        other_port.evidence.iter().map(|evidence| evidence.text.in_words(Language::English)).collect();
    assert_eq!((other_port.is_likely, evidence), (true, vec!["node listens on port 3001.".to_owned()]));
    let elsewhere = Remedy::ChangeUrl { suggested: Some("http://localhost:3001/hooks".to_owned()) };
    assert!(said.remedies.contains(&elsewhere), "{:?}", said.remedies);
}

#[tokio::test]
async fn a_queue_is_explained_by_what_holds_it() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", []).await;
    let limit = RateLimit { attempts: 1, per: RateSpan::Hour };
    let patch = DestinationPatch { rate_limit: Some(Some(limit)), ..DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, patch).await.unwrap();
    world.subscribe("*", billing, RetrySchedule::default()).await;
    for _ in 0..31 {
        world.publish("order.paid").await;
    }
    let last = world.deliveries().await.pop().expect("a delivery");
    assert_eq!(explained(&world, last.id, Duration::ZERO).await, None, "it has only just arrived");
    let said = explained(&world, last.id, Duration::from_secs(60)).await.expect("it waits for long");
    assert_eq!(
        (said.kind, said.sentence.in_words(Language::English).as_str()),
        (FailureKind::SlowConsumer, "The queue grows by 3 a minute; concurrency is 8.")
    );
    assert_eq!((said.causes[0].code, said.causes[0].is_likely), ("rate_limit", true));
    assert_eq!(said.remedies[0], Remedy::EditDestination);

    let patch = DestinationPatch { rate_limit: Some(None), is_paused: Some(true), ..DestinationPatch::default() };
    world.engine.configuration().change_destination(billing, patch).await.unwrap();
    assert_eq!(explained(&world, last.id, Duration::from_secs(60)).await, None, "it is held, which the view says");
}

#[tokio::test]
async fn more_at_a_time_is_proposed_for_a_queue_without_a_limit() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", []).await;
    let limit = RateLimit { attempts: 1, per: RateSpan::Hour };
    let pace = |rate_limit| DestinationPatch { rate_limit: Some(rate_limit), ..DestinationPatch::default() };
    let configuration = world.engine.configuration();
    configuration.change_destination(billing, pace(Some(limit))).await.unwrap();
    world.subscribe("*", billing, RetrySchedule::default()).await;
    world.publish("order.paid").await;
    world.try_publish("order.paid").await.unwrap();
    let last = world.deliveries().await.pop().expect("a delivery");
    // Looked at before the destination takes the change up.
    let one = DestinationPatch { concurrency: Some(1), ..pace(None) };
    configuration.change_destination(billing, one).await.unwrap();
    let said = explained(&world, last.id, Duration::from_secs(60)).await.expect("it still waits");
    assert_eq!((said.causes[0].code, said.causes[0].is_likely), ("concurrency", true));
    assert_eq!(said.remedies[0], Remedy::RaiseConcurrency { concurrency: 4 });
}
