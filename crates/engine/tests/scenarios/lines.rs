//! Deliveries that are made in order.

use std::sync::Arc;
use std::time::Duration;

use domain::retry_schedule::Preset;
use domain::{EventTypePattern, Ordering, OrderingKey};
use engine::NewSubscription;
use expect_test::expect;
use testkit::{MemoryStore, Step, World};

async fn world(script: &[Step], key: OrderingKey) -> World {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", script.iter().copied()).await;
    let everything = vec![EventTypePattern::parse("*").expect("it is made")];
    let subscription = NewSubscription {
        ordering: Ordering::Fifo { key },
        ..NewSubscription::to(billing, everything, Preset::FastLocal.schedule())
    };
    world.engine.configuration().create_subscription(subscription).await.expect("it is made");
    world
}

/// What was sent, as `sequence body`.
fn sent(world: &World) -> Vec<String> {
    let line = |sent: &engine::egress::SignedRequest| {
        let sequence = sent.headers.first_text("tacklebox-sequence").unwrap_or("-").to_owned();
        format!("{sequence} {}", String::from_utf8_lossy(&sent.body))
    };
    world.egress.sent().iter().map(line).collect()
}

#[tokio::test]
async fn one_line_waits_for_its_head() {
    let world = world(&[Step::Answer(500), Step::Answer(500), Step::Answer(200)], OrderingKey::All).await;
    for body in ["1", "2", "3"] {
        world.publish_body("order.paid", body).await;
    }
    world.pass_all_time().await;
    expect![[r#"
        [
            "1 1",
            "1 1",
            "1 1",
            "2 2",
            "3 3",
        ]
    "#]]
    .assert_debug_eq(&sent(&world));
}

#[tokio::test]
async fn lines_of_different_keys_do_not_wait_for_each_other() {
    let key = OrderingKey::Body { pointer: "/order".to_owned() };
    let world = world(&[Step::Answer(500), Step::Answer(200)], key).await;
    for body in [r#"{"order":1,"n":1}"#, r#"{"order":1,"n":2}"#, r#"{"order":2,"n":3}"#, "no JSON"] {
        world.publish_body("order.paid", body).await;
    }
    world.pass_all_time().await;
    expect![[r#"
        [
            "1 {\"order\":1,\"n\":1}",
            "3 {\"order\":2,\"n\":3}",
            "4 no JSON",
            "1 {\"order\":1,\"n\":1}",
            "2 {\"order\":1,\"n\":2}",
        ]
    "#]]
    .assert_debug_eq(&sent(&world));
}

#[tokio::test]
async fn what_gave_up_or_was_cancelled_blocks_its_line_no_longer() {
    let world = world(&[Step::Answer(500)], OrderingKey::All).await;
    for body in ["1", "2", "3"] {
        world.publish_body("order.paid", body).await;
    }
    world.pass(Duration::from_secs(31)).await;
    let states: Vec<i64> = world.deliveries().await.iter().map(|delivery| delivery.state.code()).collect();
    assert_eq!(states, [3, 0, 0], "the first gave up, the second is being retried, the third waits");
    let second = world.deliveries().await[1].id;
    world.engine.replay().cancel(second).await.unwrap();
    world.engine.rest().await;
    assert_eq!(sent(&world).last().map(String::as_str), Some("3 3"));
}

#[tokio::test]
async fn order_and_numbers_go_on_over_a_restart() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let billing = world.destination("billing", [Step::Answer(500), Step::Answer(200)]).await;
    let subscription = NewSubscription {
        ordering: Ordering::Fifo { key: OrderingKey::All },
        ..NewSubscription::to(billing, vec![EventTypePattern::parse("*").unwrap()], Preset::FastLocal.schedule())
    };
    world.engine.configuration().create_subscription(subscription).await.unwrap();
    world.publish_body("order.paid", "1").await;
    world.publish_body("order.paid", "2").await;
    let world = world.restarted(Arc::new(store)).await;
    world.publish_body("order.paid", "3").await;
    world.pass_all_time().await;
    expect![[r#"
        [
            "1 1",
            "1 1",
            "2 2",
            "3 3",
        ]
    "#]]
    .assert_debug_eq(&sent(&world));
}
