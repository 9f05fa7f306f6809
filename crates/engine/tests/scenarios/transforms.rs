//! Requests that a transform changes, cancels or fails to make.

use std::sync::Arc;

use domain::access::Authorization;
use domain::retry_schedule::Preset;
use domain::{ErrorClass, EventTypePattern, Health, Verdict};
use engine::{AccessPatch, ConfigurationError, DestinationPatch, NewSubscription, SubscriptionPatch};
use expect_test::expect;
use store::Deliveries as _;
use testkit::{MemoryStore, Step, World};

struct Scene {
    world: World,
    store: MemoryStore,
    subscription_id: domain::id::SubscriptionId,
}

async fn scene(script: &[Step], transform: &str) -> Scene {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let billing = world.destination("billing", script.iter().copied()).await;
    let subscription = NewSubscription {
        transform: Some(transform.to_owned()),
        ..NewSubscription::to(
            billing,
            vec![EventTypePattern::parse("*").expect("a pattern")],
            Preset::FastLocal.schedule(),
        )
    };
    let subscription_id = world.engine.configuration().create_subscription(subscription).await.expect("made");
    Scene { world, store, subscription_id }
}

impl Scene {
    async fn attempts(&self) -> Vec<domain::Attempt> {
        let mut attempts = Vec::new();
        for delivery in self.world.deliveries().await {
            attempts.extend(self.store.attempts_of(delivery.id).await.expect("readable"));
        }
        attempts
    }
}

#[tokio::test]
async fn what_a_transform_makes_is_signed_sent_and_kept() {
    let scene = scene(
        &[Step::Answer(500), Step::Answer(200)],
        "function handler(webhook) {
           webhook.method = 'PUT';
           webhook.url += 'orders/' + webhook.payload.id;
           webhook.headers['x-kind'] = webhook.eventType;
           webhook.headers['content-length'] = '1';
           webhook.payload = { id: webhook.payload.id };
           return webhook;
         }",
    )
    .await;
    scene.world.publish_body("order.paid", r#"{"id":7,"card":"4242"}"#).await;
    scene.world.pass_all_time().await;
    let sent = scene.world.egress.sent();
    assert_eq!(sent.len(), 1, "the other URL answers at once");
    assert_eq!((sent[0].method.as_str(), sent[0].url.as_str()), ("PUT", "http://billing.test/orders/7"));
    assert_eq!(&sent[0].body[..], br#"{"id":7}"#);
    assert_eq!(sent[0].headers.first_text("x-kind"), Some("order.paid"));
    assert_eq!(sent[0].headers.first_text("content-length"), Some("8"));
    assert!(sent[0].headers.first_text("webhook-signature").is_some());
    let attempt = scene.attempts().await.remove(0);
    assert!(attempt.request.has_own_body);
    assert_eq!((attempt.request.method.as_str(), attempt.request.body_bytes), ("PUT", 8));
    assert_eq!(scene.store.request_body(attempt.id).await.unwrap().as_deref(), Some(&br#"{"id":7}"#[..]));
}

#[tokio::test]
async fn a_body_that_was_left_alone_is_the_events() {
    let scene = scene(&[], "function handler(webhook) { webhook.headers.a = 'b'; return webhook }").await;
    scene.world.publish_body("order.paid", "{ \"id\" : 12345678901234567890 }").await;
    assert_eq!(&scene.world.egress.sent()[0].body[..], b"{ \"id\" : 12345678901234567890 }");
    let attempt = scene.attempts().await.remove(0);
    assert!(!attempt.request.has_own_body);
    assert_eq!(scene.store.request_body(attempt.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_transform_can_cancel() {
    let scene = scene(&[], "function handler(webhook) { return { cancel: true, reason: 'a test order' } }").await;
    scene.world.publish("order.paid").await;
    scene.world.pass_all_time().await;
    expect![[r#"
        +0s         attempt 1   billing  transform
        +0s         cancelled   billing
    "#]]
    .assert_eq(&scene.world.timeline().await);
    let attempt = scene.attempts().await.remove(0);
    assert_eq!(attempt.verdict, Verdict::Cancelled);
    assert_eq!(attempt.error_detail.as_deref(), Some("Cancelled: a test order"));
    assert!(scene.world.egress.sent().is_empty());
}

#[tokio::test]
async fn a_transform_that_fails_is_tried_again_and_may_be_mended() {
    let scene = scene(&[], "function handler(webhook) {\n  return webhook.payload.customer.id;\n}").await;
    scene.world.publish("order.paid").await;
    let attempt = scene.attempts().await.remove(0);
    assert_eq!(attempt.error_class, Some(ErrorClass::Transform));
    let detail = attempt.error_detail.unwrap_or_default();
    assert!(detail.starts_with("TypeError: ") && detail.contains("line 2"), "{detail}");
    let mended = SubscriptionPatch {
        transform: Some(Some("function handler(webhook) { return webhook }".to_owned())),
        ..SubscriptionPatch::default()
    };
    scene.world.engine.configuration().change_subscription(scene.subscription_id, mended).await.unwrap();
    scene.world.pass_all_time().await;
    expect![[r#"
        +0s         attempt 1   billing  transform
        +1s         attempt 2   billing  200
        +1s         delivered   billing
    "#]]
    .assert_eq(&scene.world.timeline().await);
}

#[tokio::test]
async fn failing_transforms_say_nothing_of_the_destination() {
    let scene = scene(&[], "function handler(webhook) { throw 'no' }").await;
    for _ in 0..20 {
        scene.world.publish("order.paid").await;
    }
    scene.world.pass_all_time().await;
    let snapshot = scene.world.engine.configuration().snapshot();
    assert_eq!(snapshot.destinations()[0].destination.health, Health::Closed);
    assert!(scene.attempts().await.iter().all(|attempt| attempt.error_detail.as_deref() == Some("no")));
}

#[tokio::test]
async fn a_source_without_a_handler_is_refused() {
    let scene = scene(&[], "function handler(webhook) { return webhook }").await;
    let patch = SubscriptionPatch { transform: Some(Some("let a = ;".to_owned())), ..SubscriptionPatch::default() };
    let refused = scene.world.engine.configuration().change_subscription(scene.subscription_id, patch).await;
    let Err(ConfigurationError::Invalid { field: "transform", detail, .. }) = refused else { panic!("{refused:?}") };
    assert!(detail.contains("line 1"), "{detail}");
}

#[tokio::test]
async fn credentials_are_not_taken_to_another_host() {
    let scene = scene(
        &[],
        "function handler(webhook) {
           if (webhook.payload.elsewhere) webhook.url = 'http://elsewhere.test/';
           else webhook.url += 'orders';
           return webhook;
         }",
    )
    .await;
    scene.world.publish_body("order.paid", r#"{"elsewhere":true}"#).await;
    assert_eq!(scene.world.egress.sent()[0].url, "http://elsewhere.test/", "without credentials it may go anywhere");
    let configuration = scene.world.engine.configuration();
    let id = configuration.snapshot().destinations()[0].destination.id;
    let access = AccessPatch {
        authorization: Some(Authorization::Basic { username: "tacklebox".to_owned() }),
        authorization_secret: Some("a password".to_owned().into()),
        ..AccessPatch::default()
    };
    configuration.change_destination(id, DestinationPatch { access, ..DestinationPatch::default() }).await.unwrap();
    scene.world.publish_body("order.paid", r#"{"elsewhere":true}"#).await;
    scene.world.publish_body("order.paid", r#"{"elsewhere":false}"#).await;
    let sent = scene.world.egress.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1].url, "http://billing.test/orders");
    let attempts = scene.attempts().await;
    assert!(attempts.iter().any(|attempt| {
        attempt.error_detail.as_deref().is_some_and(|detail| detail.contains("leads to another host"))
    }));
}
