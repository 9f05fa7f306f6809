use std::path::Path;

use domain::{DeliveryState, Lease, Timestamp};
use futures_util::future::join_all;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::conformance::samples::{Dice, Samples};
use store::{Captured, Configuration, Deliveries, Events, Moved, Store, StoreError, Timeline};
use tempfile::TempDir;

use super::{Verb, Writing};
use crate::SqliteStore;
use crate::error::unavailable;

const NOW: Timestamp = Timestamp::from_unix_ms(1_793_000_000_000);

async fn open(directory: &TempDir) -> SqliteStore {
    let path: &Path = &directory.path().join("workspace.db");
    SqliteStore::open(path, NOW).await.expect("the store opens")
}

/// Runs a statement on the writing connection.
struct Run(&'static str);

impl Verb for Run {
    type Answer = ();

    const ATTEMPTED: &'static str = "run a statement";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let run = sqlx::raw_sql(self.0).execute(&mut *writing.connection).await;
        run.map(|_| ()).map_err(unavailable(Self::ATTEMPTED))
    }
}

struct Panic;

impl Verb for Panic {
    type Answer = ();

    const ATTEMPTED: &'static str = "panic";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        Run("delete from sources").apply(writing).await?;
        panic!("this test wants to know what a panic does");
    }
}

/// A full disk looks like this to SQLite; a new connection has no such limit.
const NO_MORE_PAGES: &str = "pragma max_page_count = 1";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_what_does_not_fit_and_writing_goes_on_when_there_is_room() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory).await, Samples::new());
    store.writer().run(Run(NO_MORE_PAGES)).await.expect("the limit is set");
    let event = samples.event("order.paid");
    let big = samples.capture_of(event, &Dice::new(1).bytes(1024 * 1024), &[]);
    match store.capture(big.clone()).await {
        Err(StoreError::Unavailable { attempted: "capture an event", source }) => {
            assert!(source.to_string().contains("full"), "{source}");
        }
        other => panic!("expected a full disk, got {other:?}"),
    }
    assert_eq!(store.event(big.event.id).await.expect("readable"), None);
    assert_eq!(store.capture(big).await.expect("stored"), Captured::Stored);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_fails_its_caller_only_and_is_rolled_back() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory).await, Samples::new());
    let source = samples.source("shop");
    store.put_source(source.clone()).await.expect("written");
    assert!(matches!(store.writer().run(Panic).await, Err(StoreError::Unavailable { .. })));
    assert_eq!(store.sources().await.expect("readable"), std::slice::from_ref(&source));
    store.delete_source(source.id, NOW).await.expect("the writer goes on");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_no_transaction_can_be_begun_everyone_hears_of_it() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory).await, Samples::new());
    store.writer().run(Run("pragma busy_timeout = 0")).await.expect("the writer waits for nobody");
    let mut other = SqliteConnectOptions::new().filename(store.path()).connect().await.expect("the file opens");
    sqlx::raw_sql("begin immediate").execute(&mut other).await.expect("another program writes");

    let captures: Vec<_> = (0..20).map(|_| samples.capture("order.paid", &[])).collect();
    for answer in join_all(captures.iter().cloned().map(|made| store.capture(made))).await {
        match answer {
            Err(StoreError::Unavailable { source, .. }) => assert!(source.to_string().contains("locked"), "{source}"),
            other => panic!("expected a file that another has, got {other:?}"),
        }
    }
    assert_eq!(store.sources().await.expect("readable all the while"), []);
    sqlx::raw_sql("commit").execute(&mut other).await.expect("the other one is done");
    for answer in join_all(captures.into_iter().map(|made| store.capture(made))).await {
        assert_eq!(answer.expect("stored"), Captured::Stored);
    }
    other.close().await.expect("it closes");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_of_long_ago_are_dropped_and_the_newest_kept() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory).await, Samples::new());
    let hour = 1_793_000_000_000 / 3_600_000 * 3_600_000;
    let fill = "with recursive minutes (start_at) as (
            select 1786800000000 union all select start_at + 60000 from minutes limit 90000
        )
        insert into minute_tallies select start_at, 0, 0, 0, 0, 0, 0, 1 from minutes";
    store.writer().run(Run(fill)).await.expect("filled");
    let mut made = samples.capture("order.paid", &[]);
    made.event.received_at = Timestamp::from_unix_ms(hour);
    store.capture(made).await.expect("stored");
    let minutes: i64 = sqlx::query_scalar("select count(*) from minute_tallies where start_at > 1786800000000")
        .fetch_one(store.readers())
        .await
        .expect("readable");
    assert_eq!(minutes, 86_400);
    let tally = store.tally(Timestamp::from_unix_ms(hour + 1)).await.expect("readable");
    assert_eq!(tally.last_hour.last().expect("the newest minute").start_at, Timestamp::from_unix_ms(hour));
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_conclusion_does_not_hold_up_the_others_of_its_transaction() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory).await, Samples::new());
    let destination = samples.destination("shop").id;
    let (mut conclusions, mut expected) = (Vec::new(), Vec::new());
    for number in 0..20 {
        let event = samples.event("order.paid");
        let mut made = samples.capture_of(event, b"{}", &[destination]);
        made.deliveries[0].state = DeliveryState::InFlight { lease: Lease(1) };
        let delivery = made.deliveries[0].clone();
        assert_eq!(store.capture(made).await.expect("stored"), Captured::Stored);
        let is_lost = number % 7 == 3;
        conclusions.push(samples.delivered(&delivery, Lease(if is_lost { 2 } else { 1 })));
        expected.push(if is_lost { Moved::Lost } else { Moved::Done });
    }
    let answers = join_all(conclusions.iter().cloned().map(|made| store.conclude(made))).await;
    assert_eq!(answers.into_iter().collect::<Result<Vec<_>, _>>().expect("written"), expected);
    for (conclusion, moved) in conclusions.iter().zip(expected) {
        let attempts = store.attempts_of(conclusion.attempt.delivery_id).await.expect("readable");
        assert_eq!(attempts.len(), usize::from(moved == Moved::Done));
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_cannot_write() {
    let directory = TempDir::new().expect("a directory");
    let store = open(&directory).await;
    let error = sqlx::raw_sql("delete from sources").execute(store.readers()).await.expect_err("it only reads");
    assert!(error.to_string().contains("readonly"), "{error}");
    store.close().await;
}
