//! How long figures over time are kept, and what it takes to read them.

use std::path::Path;
use std::time::{Duration, Instant};

use domain::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::conformance::samples::Samples;
use store::{Captured, Events, FiguresOf, FiguresOverTime, Store};
use store_sqlite::SqliteStore;
use tempfile::TempDir;

/// A full hour.
const NOW: Timestamp = Timestamp::from_unix_ms(1_800_000_000_000);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const MINUTES: u32 = 12_000;
const HOURS: u32 = MINUTES / 60;

/// 12,000 busy minutes before [`NOW`], each with a thousand deliveries whose answers took very different times.
const BUSY: &str = "
insert into minute_tallies (start_at, queued, sending, delivered, dead_lettered, cancelled, retrying, events)
with recursive minutes (number) as (select 1 union all select number + 1 from minutes where number < 12000)
select 1800000000000 - number * 60000, 0, 0, 1000, 0, 0, 0, 1000 from minutes;
insert into figures (owner_id, length_ms, start_at, events, last_event_at, succeeded, failed, waiting_change, latencies)
with
  recursive steps (step) as (select 40 union all select step + 1 from steps where step < 79),
  spread (latencies) as (select json_group_object(cast(step as text), 25) from steps)
select x'', 60000, start_at, 1000, start_at, 990, 10, 0, latencies from minute_tallies, spread;
";

/// The quarters and hours of these minutes.
const LONGER: &str = "
insert into figures
with lengths (length_ms) as (values (900000), (3600000))
select owner_id, lengths.length_ms, start_at - start_at % lengths.length_ms, sum(events), max(last_event_at),
  sum(succeeded), sum(failed), 0, latencies
from figures, lengths
where figures.length_ms = 60000
group by 2, 3;
";

async fn run_beside(path: &Path, statement: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.expect("the file opens");
    sqlx::raw_sql(statement).execute(&mut connection).await.expect("the statement runs");
    connection.close().await.expect("the file closes");
}

/// A store after [`BUSY`], with [`LONGER`].
async fn busy(directory: &TempDir) -> SqliteStore {
    let path = directory.path().join("workspace.db");
    SqliteStore::open(&path, NOW).await.expect("the store opens").close().await;
    run_beside(&path, BUSY).await;
    run_beside(&path, LONGER).await;
    SqliteStore::open(&path, NOW).await.expect("the store opens")
}

#[tokio::test]
async fn minutes_are_kept_for_a_week_of_busy_ones_and_hours_for_longer() {
    let directory = TempDir::new().expect("a directory");
    let store = busy(&directory).await;
    let busy_of = async |length: Duration, buckets: u32| {
        let since = NOW.before(length * (buckets - 1));
        let read = store.figures(FiguresOf::All, since, length, buckets).await.expect("readable");
        read.iter().filter(|bucket| !bucket.figures.is_empty()).count()
    };
    assert_eq!(busy_of(MINUTE, MINUTES + 1).await, 12_000);
    let mut samples = Samples::new();
    let mut made = samples.capture("order.paid", &[]);
    made.event.received_at = NOW;
    assert_eq!(store.capture(made).await.expect("stored"), Captured::Stored);
    assert_eq!(busy_of(MINUTE, MINUTES + 1).await, 10_080);
    assert_eq!(busy_of(MINUTE * 15, HOURS * 4 + 1).await, 801);
    assert_eq!(busy_of(HOUR, HOURS + 1).await, 201);
    store.close().await;
}

/// Twelve million deliveries are read as quickly as ten: a generous bound, for machines that are busy.
#[tokio::test]
async fn a_day_and_a_week_are_read_at_once() {
    let directory = TempDir::new().expect("a directory");
    let store = busy(&directory).await;
    for (bucket, buckets, minutes) in [(MINUTE, 60, 60), (MINUTE * 30, 48, 1_440), (HOUR * 3, 56, 10_080)] {
        let begun = Instant::now();
        let since = NOW.before(bucket * buckets);
        let read = store.figures(FiguresOf::All, since, bucket, buckets).await.expect("readable");
        let took = begun.elapsed();
        eprintln!("{minutes} minutes: {took:?}");
        assert_eq!(read.iter().map(|bucket| bucket.figures.events).sum::<u64>(), minutes * 1_000);
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
    store.close().await;
}

#[tokio::test]
async fn what_is_noted_and_not_added_yet_outlives_the_run() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let mut samples = Samples::new();
    let mut capture_at = async |store: &SqliteStore, at: Timestamp| {
        let mut made = samples.capture("order.paid", &[]);
        made.event.received_at = at;
        assert_eq!(store.capture(made).await.expect("stored"), Captured::Stored);
    };
    let count = async |statement: &'static str| -> i64 {
        let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.expect("the file opens");
        let count = sqlx::query_scalar(statement).fetch_one(&mut connection).await.expect("readable");
        connection.close().await.expect("the file closes");
        count
    };
    let notes = "select count(*) from figure_notes";
    let added = "select ifnull(sum(events), 0) from figures where length_ms = 60000";

    let store = SqliteStore::open(&path, NOW).await.expect("the store opens");
    for _ in 0..3 {
        capture_at(&store, NOW).await;
    }
    assert_eq!((count(notes).await, count(added).await), (3, 0), "the transactions only note them");
    store.close().await;

    let store = SqliteStore::open(&path, NOW).await.expect("the store opens");
    assert_eq!((count(notes).await, count(added).await), (0, 3), "the next run adds them");
    capture_at(&store, NOW).await;
    capture_at(&store, NOW.after(Duration::from_secs(1))).await;
    assert_eq!((count(notes).await, count(added).await), (0, 5), "a second later they are added");
    capture_at(&store, NOW.after(Duration::from_secs(1))).await;
    let read = store.figures(FiguresOf::All, NOW, MINUTE, 1).await.expect("readable");
    assert_eq!(read[0].figures.events, 6, "whoever reads them has them added");
    assert_eq!(count(notes).await, 0);
    store.close().await;
}
