//! Events that a filter does not mean.

use std::sync::Arc;

use domain::retry_schedule::Preset;
use domain::{EventTypePattern, Filter};
use engine::{NewSubscription, SubscriptionPatch};
use serde_json::json;
use testkit::{MemoryStore, World};

fn filter(written: &serde_json::Value) -> Filter {
    Filter::parse(written).expect("a filter")
}

fn sent(world: &World) -> Vec<String> {
    world.egress.sent().iter().map(|sent| String::from_utf8_lossy(&sent.body).into_owned()).collect()
}

#[tokio::test]
async fn only_what_a_filter_means_is_routed_and_counted() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let billing = world.destination("billing", []).await;
    let everything = vec![EventTypePattern::parse("*").unwrap()];
    let large = filter(&json!({"body": {"amount": {"$gte": 100}}, "type": {"$startsWith": "order."}}));
    let subscription = NewSubscription {
        filter: Some(large),
        ..NewSubscription::to(billing, everything, Preset::FastLocal.schedule())
    };
    let id = world.engine.configuration().create_subscription(subscription).await.unwrap();
    world.publish_body("order.paid", r#"{"amount":100}"#).await;
    world.publish_body("order.paid", r#"{"amount":99}"#).await;
    world.publish_body("invoice.paid", r#"{"amount":100}"#).await;
    world.publish_body("order.paid", "amount=100").await;
    world.publish_body("order.paid", r#"{"amount":100.5}"#).await;
    assert_eq!(sent(&world), [r#"{"amount":100}"#, r#"{"amount":100.5}"#]);
    let numbers: Vec<Option<u64>> = world.deliveries().await.iter().map(|delivery| delivery.sequence).collect();
    assert_eq!(numbers, [Some(1), Some(2)], "what is not meant leaves no gap");

    let patch = SubscriptionPatch { filter: Some(None), ..SubscriptionPatch::default() };
    world.engine.configuration().change_subscription(id, patch).await.unwrap();
    world.publish_body("order.paid", r#"{"amount":1}"#).await;
    assert_eq!(sent(&world).len(), 3);
}

#[tokio::test]
async fn a_filter_is_kept_over_a_restart() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let billing = world.destination("billing", []).await;
    let subscription = NewSubscription {
        filter: Some(filter(&json!({"$not": {"body": {"test": true}}}))),
        ..NewSubscription::to(billing, vec![EventTypePattern::parse("*").unwrap()], Preset::FastLocal.schedule())
    };
    world.engine.configuration().create_subscription(subscription).await.unwrap();
    let world = world.restarted(Arc::new(store)).await;
    world.publish_body("order.paid", r#"{"test":true}"#).await;
    world.publish_body("order.paid", r#"{"test":false}"#).await;
    assert_eq!(sent(&world), [r#"{"test":false}"#]);
}
