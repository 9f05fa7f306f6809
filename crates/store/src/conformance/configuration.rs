//! What people configure comes back as written; deleting keeps history.

use std::time::Duration;

use domain::scheme::{DigestEncoding, HashAlgorithm};
use domain::settings::{Density, Language, Motion, OnClose, Retention, Theme};
use domain::source::{Reply, Unsigned};
use domain::subscription::Notify;
use domain::{
    Authorization, DeliveryState, Destination, Grouping, Headers, Health, HmacSettings, Lease, Ordering, OrderingKey,
    Provider, RateLimit, RateSpan, RetrySchedule, SavedView, SchemeName, Settings, Source, Subscription,
};

use super::samples::{Samples, kind, pattern};
use super::{Harness, capture};
use crate::{
    Configuration, Deliveries, Events, Moved, SealedSecret, SecretOwner, SecretPurpose, StoreError, StoredProvider,
    Timeline,
};

fn hmac() -> HmacSettings {
    HmacSettings {
        header: "X-Signature".to_owned(),
        algorithm: HashAlgorithm::Sha512,
        encoding: DigestEncoding::Base64,
        prefix: "v0=".to_owned(),
    }
}

fn preset(slug: &str) -> SchemeName {
    SchemeName::Preset(slug.to_owned())
}

/// Every provider; a second write changes the first.
pub async fn sources_come_back_oldest_first<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.sources().await.expect("readable"), []);
    let providers = [Provider::None, Provider::standard_webhooks(), preset("github"), Provider::Hmac(hmac())];
    let mut sources: Vec<Source> = Vec::new();
    for (number, provider) in providers.into_iter().enumerate() {
        sources.push(Source { provider, ..samples.source(&format!("source-{number}")) });
    }
    sources[1].public_url = Some("https://example.test/in/source-1".to_owned());
    sources[1].channel_url = Some("https://smee.example/abc".to_owned());
    sources[1].unsigned = Unsigned::Accept;
    sources[1].reply =
        Reply { status: 204, content_type: "text/plain; charset=utf-8".to_owned(), body: "\"ž\"".to_owned() };
    for source in sources.iter().rev() {
        store.put_source(source.clone()).await.expect("written");
    }
    assert_eq!(store.sources().await.expect("readable"), sources);
    sources[0].name = "Renamed".to_owned();
    sources[0].slug = "renamed".to_owned();
    sources[3].provider = Provider::None;
    for index in [0, 3] {
        store.put_source(sources[index].clone()).await.expect("written");
    }
    let store = harness.reopen(store).await;
    assert_eq!(store.sources().await.expect("readable"), sources);
}

/// Two sources cannot receive at one path; a deleted one gives its path free.
pub async fn a_slug_is_taken_until_its_source_is_deleted<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (first, second) = (samples.source("shop"), samples.source("shop"));
    store.put_source(first.clone()).await.expect("written");
    store.put_source(first.clone()).await.expect("its own slug is no other's");
    match store.put_source(second.clone()).await {
        Err(StoreError::SlugTaken { slug }) => assert_eq!(slug, "shop"),
        other => panic!("expected a taken slug, got {other:?}"),
    }
    let other = samples.source("other");
    store.put_source(other.clone()).await.expect("written");
    let renamed = Source { slug: "shop".to_owned(), ..other.clone() };
    assert!(matches!(store.put_source(renamed).await, Err(StoreError::SlugTaken { .. })));
    assert_eq!(store.sources().await.expect("readable"), [first.clone(), other.clone()]);
    store.delete_source(first.id, samples.now()).await.expect("deleted");
    store.put_source(second.clone()).await.expect("written");
    assert_eq!(store.sources().await.expect("readable"), [second, other]);
}

/// Every scheme, paused and disabled ones.
pub async fn destinations_come_back_oldest_first<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.destinations().await.expect("readable"), []);
    let schemes = [SchemeName::None, SchemeName::standard_webhooks(), preset("github"), SchemeName::Hmac(hmac())];
    let mut destinations: Vec<Destination> = Vec::new();
    for (number, scheme) in schemes.into_iter().enumerate() {
        destinations.push(Destination { scheme, ..samples.destination(&format!("destination-{number}")) });
    }
    let mut headers = Headers::new();
    headers.push("X-Key", "b");
    headers.push("x-key", vec![0xFF]);
    destinations[1].headers = headers;
    destinations[1].timeout = Duration::from_millis(1_234);
    destinations[1].concurrency = 1;
    destinations[1].is_paused = true;
    destinations[1].rate_limit = Some(RateLimit { attempts: 5, per: RateSpan::Minute });
    destinations[1].authorization = Authorization::Basic { username: "ada".to_owned() };
    destinations[1].connection.connect_timeout = Some(Duration::from_millis(1_500));
    destinations[1].emits = Some(kind("ticket.sentiment"));
    destinations[3].health = Health::Open { probe_at: samples.now(), wait_ms: 15_000 };
    destinations[3].failing_since = Some(samples.now());
    destinations[2].health = Health::Disabled { at: samples.now(), reason: "It answered 410 Gone.".to_owned() };
    for destination in destinations.iter().rev() {
        store.put_destination(destination.clone()).await.expect("written");
    }
    assert_eq!(store.destinations().await.expect("readable"), destinations);
    destinations[2].health = Health::Closed;
    destinations[0].url = "https://example.test/".to_owned();
    for index in [0, 2] {
        store.put_destination(destinations[index].clone()).await.expect("written");
    }
    let store = harness.reopen(store).await;
    assert_eq!(store.destinations().await.expect("readable"), destinations);
}

/// Several patterns in their order, a schedule of one's own, every time to be told.
pub async fn subscriptions_come_back_oldest_first<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.subscriptions().await.expect("readable"), []);
    let (source, destination) = (samples.source("shop"), samples.destination("billing"));
    store.put_source(source.clone()).await.expect("written");
    store.put_destination(destination.clone()).await.expect("written");
    let mut subscriptions: Vec<Subscription> = Vec::new();
    for notify in [Notify::FirstFailure, Notify::After3Attempts, Notify::DeadLetter, Notify::Never] {
        let source_id = (notify != Notify::Never).then_some(source.id);
        subscriptions.push(Subscription { notify, ..samples.subscription(source_id, destination.id) });
    }
    subscriptions[0].event_types = vec![pattern("order.*"), pattern("a,b|c"), pattern("*.deleted")];
    subscriptions[0].retry_schedule = RetrySchedule::new(&[1, 2, 3], 7).expect("within bounds");
    subscriptions[1].is_enabled = false;
    let orderings = [
        Ordering::Fifo { key: OrderingKey::All },
        Ordering::Fifo { key: OrderingKey::Header { name: "X-Shop".to_owned() } },
        Ordering::Fifo { key: OrderingKey::Body { pointer: "/data/object/id".to_owned() } },
    ];
    for (subscription, ordering) in subscriptions.iter_mut().zip(orderings) {
        subscription.ordering = ordering;
    }
    let filter = serde_json::json!({"body": {"amount": {"$gt": 100}}});
    subscriptions[2].filter = Some(domain::Filter::parse(&filter).expect("a filter"));
    subscriptions[2].transform = Some("function handler(webhook) { return webhook }".to_owned());
    for subscription in subscriptions.iter().rev() {
        store.put_subscription(subscription.clone()).await.expect("written");
    }
    assert_eq!(store.subscriptions().await.expect("readable"), subscriptions);
    subscriptions[1].is_enabled = true;
    subscriptions[1].source_id = None;
    store.put_subscription(subscriptions[1].clone()).await.expect("written");
    let store = harness.reopen(store).await;
    assert_eq!(store.subscriptions().await.expect("readable"), subscriptions);
}

/// The very bytes, and gone when deleted.
pub async fn secrets_come_back_sealed<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (source, destination) = (samples.source("shop"), samples.destination("billing"));
    store.put_source(source.clone()).await.expect("written");
    store.put_destination(destination.clone()).await.expect("written");
    let of_source = samples.secret(SecretOwner::Source(source.id));
    let of_destination = SealedSecret {
        sealed: (0..=255).collect(),
        purpose: SecretPurpose::ClientKey,
        ..samples.secret(SecretOwner::Destination(destination.id))
    };
    let deleted = samples.secret(SecretOwner::Source(source.id));
    for secret in [&deleted, &of_destination, &of_source] {
        store.put_secret(secret.clone()).await.expect("written");
    }
    store.delete_secret(deleted.id).await.expect("deleted");
    store.delete_secret(deleted.id).await.expect("deleting what is gone is no error");
    let store = harness.reopen(store).await;
    assert_eq!(store.secrets().await.expect("readable"), [of_source, of_destination]);
}

/// Its events stay; other sources keep theirs.
pub async fn deleting_a_source_takes_its_secrets_and_subscriptions<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (gone, kept) = (samples.source("gone"), samples.source("kept"));
    let destination = samples.destination("billing");
    store.put_destination(destination.clone()).await.expect("written");
    let mut left = Vec::new();
    for source in [&gone, &kept] {
        store.put_source(source.clone()).await.expect("written");
        let secret = samples.secret(SecretOwner::Source(source.id));
        store.put_secret(secret.clone()).await.expect("written");
        let subscription = samples.subscription(Some(source.id), destination.id);
        store.put_subscription(subscription.clone()).await.expect("written");
        left.push((secret, subscription));
    }
    let of_any = samples.subscription(None, destination.id);
    store.put_subscription(of_any.clone()).await.expect("written");
    let mut event = samples.event("order.paid");
    event.source_id = Some(gone.id);
    let made = samples.capture_of(event, b"", &[destination.id]);
    capture(&store, made.clone()).await;

    store.delete_source(gone.id, samples.now()).await.expect("deleted");
    let store = harness.reopen(store).await;
    assert_eq!(store.sources().await.expect("readable"), [kept]);
    let (secret, subscription) = left.remove(1);
    assert_eq!(store.secrets().await.expect("readable"), [secret]);
    assert_eq!(store.subscriptions().await.expect("readable"), [subscription, of_any]);
    assert_eq!(store.event(made.event.id).await.expect("readable").map(|row| row.event), Some(made.event));
    assert_eq!(store.delivery(made.deliveries[0].id).await.expect("readable"), Some(made.deliveries[0].clone()));
}

/// Scheduled ones are cancelled, never tried or tried; what is in flight or ended, and other destinations, stay.
pub async fn deleting_a_destination_cancels_what_is_scheduled<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (gone, kept) = (samples.destination("gone"), samples.destination("kept"));
    let mut left = Vec::new();
    for destination in [&gone, &kept] {
        store.put_destination(destination.clone()).await.expect("written");
        let secret = samples.secret(SecretOwner::Destination(destination.id));
        store.put_secret(secret.clone()).await.expect("written");
        let subscription = samples.subscription(None, destination.id);
        store.put_subscription(subscription.clone()).await.expect("written");
        left.push((secret, subscription));
    }
    let mut made = samples.capture("order.paid", &[gone.id, gone.id, gone.id, gone.id, kept.id]);
    let scheduled_at = samples.now().after(Duration::from_secs(60));
    made.deliveries[1].state = DeliveryState::Scheduled { due_at: scheduled_at };
    made.deliveries[1].attempts_made = 2;
    made.deliveries[2].state = DeliveryState::InFlight { lease: Lease(1) };
    made.deliveries[3].state = DeliveryState::Delivered { at: samples.now() };
    made.deliveries[3].attempts_made = 1;
    let mut expected = made.deliveries.clone();
    let event_id = made.event.id;
    capture(&store, made).await;

    let now = samples.now().after(Duration::from_secs(1));
    store.delete_destination(gone.id, now).await.expect("deleted");
    let store = harness.reopen(store).await;
    assert_eq!(store.destinations().await.expect("readable"), [kept]);
    let (secret, subscription) = left.remove(1);
    assert_eq!(store.secrets().await.expect("readable"), [secret]);
    assert_eq!(store.subscriptions().await.expect("readable"), [subscription]);
    for delivery in expected.iter_mut().take(2) {
        delivery.state = DeliveryState::Cancelled { at: now };
    }
    assert_eq!(store.deliveries_of(event_id).await.expect("readable"), expected);
}

/// Only that one.
pub async fn deleting_a_subscription_leaves_the_others<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination = samples.destination("billing");
    store.put_destination(destination.clone()).await.expect("written");
    let (gone, kept) = (samples.subscription(None, destination.id), samples.subscription(None, destination.id));
    for subscription in [&gone, &kept] {
        store.put_subscription(subscription.clone()).await.expect("written");
    }
    store.delete_subscription(gone.id, samples.now()).await.expect("deleted");
    store.delete_subscription(gone.id, samples.now()).await.expect("deleting what is gone is no error");
    assert_eq!(store.subscriptions().await.expect("readable"), [kept]);
    assert_eq!(store.destinations().await.expect("readable"), [destination]);
}

/// A write that comes after a delete, from someone who had not heard of it, brings nothing back.
pub async fn what_is_deleted_stays_deleted<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (source, destination) = (samples.source("shop"), samples.destination("billing"));
    let subscription = samples.subscription(Some(source.id), destination.id);
    store.put_source(source.clone()).await.expect("written");
    store.put_destination(destination.clone()).await.expect("written");
    store.put_subscription(subscription.clone()).await.expect("written");
    store.delete_subscription(subscription.id, samples.now()).await.expect("deleted");
    store.delete_destination(destination.id, samples.now()).await.expect("deleted");
    store.delete_source(source.id, samples.now()).await.expect("deleted");
    store.put_source(source).await.expect("no error");
    store.put_destination(destination).await.expect("no error");
    store.put_subscription(subscription).await.expect("no error");
    assert_eq!(store.sources().await.expect("readable"), []);
    assert_eq!(store.destinations().await.expect("readable"), []);
    assert_eq!(store.subscriptions().await.expect("readable"), []);
}

/// As it is given, which need not be as it was.
pub async fn what_is_deleted_can_be_brought_back<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (source, destination) = (samples.source("shop"), samples.destination("billing"));
    let subscription = samples.subscription(Some(source.id), destination.id);
    store.put_source(source.clone()).await.expect("written");
    store.put_destination(destination.clone()).await.expect("written");
    store.put_subscription(subscription.clone()).await.expect("written");
    store.delete_destination(destination.id, samples.now()).await.expect("deleted");
    store.delete_source(source.id, samples.now()).await.expect("deleted");
    let source = Source { name: "Another name".to_owned(), ..source };
    store.restore_source(source.clone()).await.expect("brought back");
    store.restore_destination(destination.clone(), samples.now()).await.expect("brought back");
    assert_eq!(store.subscriptions().await.expect("readable"), [], "each comes back on its own");
    store.restore_subscription(subscription.clone()).await.expect("brought back");
    let store = harness.reopen(store).await;
    assert_eq!(store.sources().await.expect("readable"), std::slice::from_ref(&source));
    assert_eq!(store.destinations().await.expect("readable"), std::slice::from_ref(&destination));
    assert_eq!(store.subscriptions().await.expect("readable"), [subscription]);
    let renamed = Destination { name: "Renamed".to_owned(), ..destination };
    store.put_destination(renamed.clone()).await.expect("written");
    assert_eq!(store.destinations().await.expect("readable"), [renamed], "it can be changed like any other");
}

/// What was cancelled with it is due, in the stage it had; what a person cancelled before stays cancelled.
pub async fn a_destination_comes_back_with_what_waited_for_it<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let destination = samples.destination("billing");
    store.put_destination(destination.clone()).await.expect("written");
    let mut made = samples.capture("order.paid", &[destination.id, destination.id, destination.id]);
    made.deliveries[1].state = DeliveryState::Scheduled { due_at: samples.now().after(Duration::from_secs(60)) };
    made.deliveries[1].attempts_made = 2;
    let mut expected = made.deliveries.clone();
    let event_id = made.event.id;
    capture(&store, made).await;
    let cancelled_at = samples.now().after(Duration::from_secs(1));
    let moved = store.cancel(expected[2].id, cancelled_at).await.expect("cancelled");
    assert_eq!(moved, Moved::Done);
    let before = store.tally(cancelled_at).await.expect("readable").destinations;
    store.delete_destination(destination.id, cancelled_at.after(Duration::from_secs(1))).await.expect("deleted");

    let now = cancelled_at.after(Duration::from_secs(5));
    store.restore_destination(destination.clone(), now).await.expect("brought back");
    let store = harness.reopen(store).await;
    for delivery in expected.iter_mut().take(2) {
        delivery.state = DeliveryState::Scheduled { due_at: now };
    }
    expected[2].state = DeliveryState::Cancelled { at: cancelled_at };
    assert_eq!(store.deliveries_of(event_id).await.expect("readable"), expected);
    assert_eq!(store.tally(now).await.expect("readable").destinations, before, "the figures are as before");
    let claimed = store.claim_due(destination.id, now, 10, Lease(1)).await.expect("claimed");
    assert_eq!(claimed.len(), 2, "both are due");
}

/// It stays deleted, and the other keeps the slug.
pub async fn a_source_does_not_come_back_to_a_slug_that_is_taken<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let (first, second) = (samples.source("shop"), samples.source("shop"));
    store.put_source(first.clone()).await.expect("written");
    store.delete_source(first.id, samples.now()).await.expect("deleted");
    store.put_source(second.clone()).await.expect("written");
    assert!(matches!(store.restore_source(first.clone()).await, Err(StoreError::SlugTaken { .. })));
    assert_eq!(store.sources().await.expect("readable"), std::slice::from_ref(&second));
    let elsewhere = Source { slug: "elsewhere".to_owned(), ..first };
    store.restore_source(elsewhere.clone()).await.expect("brought back");
    assert_eq!(store.sources().await.expect("readable"), [elsewhere, second]);
}

/// A secret that is to retire is written a second time.
pub async fn a_secret_can_be_given_an_end<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    let source = samples.source("shop");
    store.put_source(source.clone()).await.expect("written");
    let kept = samples.secret(SecretOwner::Source(source.id));
    store.put_secret(kept.clone()).await.expect("written");
    let retiring = SealedSecret { retires_at: Some(samples.now().after(Duration::from_secs(86_400))), ..kept };
    store.put_secret(retiring.clone()).await.expect("written");
    let store = harness.reopen(store).await;
    assert_eq!(store.secrets().await.expect("readable"), [retiring]);
}

/// In the order of their slugs; a second write changes the first.
pub async fn providers_come_back_by_slug<H: Harness>(harness: &H) {
    let store = harness.open().await;
    assert_eq!(store.providers().await.expect("readable"), []);
    let provider = |slug: &str, record: &str| StoredProvider { slug: slug.to_owned(), record: record.to_owned() };
    for (slug, record) in [("zebra", "{}"), ("acme", "{}"), ("gone", "{}"), ("acme", "{\"name\":\"Acmé\"}")] {
        store.put_provider(provider(slug, record)).await.expect("written");
    }
    store.delete_provider("gone").await.expect("deleted");
    store.delete_provider("gone").await.expect("deleting what is gone is no error");
    let store = harness.reopen(store).await;
    let expected = [provider("acme", "{\"name\":\"Acmé\"}"), provider("zebra", "{}")];
    assert_eq!(store.providers().await.expect("readable"), expected);
}

/// A second write changes a view and leaves it in its place; what is deleted is gone.
pub async fn saved_views_come_back_oldest_first<H: Harness>(harness: &H) {
    let (store, mut samples) = (harness.open().await, Samples::new());
    assert_eq!(store.saved_views().await.expect("readable"), []);
    let mut views: Vec<SavedView> = ["Failed today", "Große Beträge", "Gone"]
        .map(|name| SavedView {
            id: samples.id(),
            name: name.to_owned(),
            filter: "state:failed \"my shop\"".to_owned(),
            columns: vec!["state".to_owned(), "body.data.amount".to_owned()],
            grouping: Grouping::Event,
            created_at: samples.now(),
        })
        .into();
    for view in views.iter().rev() {
        store.put_saved_view(view.clone()).await.expect("written");
    }
    let gone = views.pop().expect("three").id;
    store.delete_saved_view(gone).await.expect("deleted");
    store.delete_saved_view(gone).await.expect("deleting what is gone is no error");
    views[0] = SavedView { name: "Failed".to_owned(), columns: vec![], grouping: Grouping::None, ..views[0].clone() };
    store.put_saved_view(views[0].clone()).await.expect("written");
    let store = harness.reopen(store).await;
    assert_eq!(store.saved_views().await.expect("readable"), views);
}

/// The last write is what is read.
pub async fn settings_are_none_until_written<H: Harness>(harness: &H) {
    let (store, _) = (harness.open().await, Samples::new());
    assert_eq!(store.settings().await.expect("readable"), None);
    store.put_settings(Settings::default()).await.expect("written");
    let chosen = Settings {
        theme: Theme::HighContrast,
        density: Density::Compact,
        zoom_percent: 150,
        motion: Motion::Reduced,
        language: Language::De,
        are_single_keys_on: false,
        shortcuts: [("palette".to_owned(), vec!["Mod+Shift+K".to_owned()]), ("replay".to_owned(), vec![])].into(),
        on_close: OnClose::Keep,
        are_notifications_on: false,
        idempotency_window_ms: 1_000,
        notifications_muted_until: Some(domain::Timestamp::from_unix_ms(1)),
        quiet_hours: Some(domain::settings::QuietHours {
            from_minute: 1_200,
            until_minute: 480,
            weekdays: vec![0, 4],
            utc_offset_minutes: -60,
        }),
        successes_to_resolve: 5,
        receiver_pause: Some(domain::settings::ReceiverPause { until: Some(domain::Timestamp::from_unix_ms(7)) }),
        retention: Retention { days: Some(30), dead_letter_days: None, bytes_max: Some(1 << 40) },
    };
    store.put_settings(chosen.clone()).await.expect("written");
    let store = harness.reopen(store).await;
    assert_eq!(store.settings().await.expect("readable"), Some(chosen));
}
