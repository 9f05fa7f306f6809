//! The file of a workspace: who may open it, what a crash leaves, and what damage does.

use std::path::Path;

use bytes::Bytes;
use domain::id::EventId;
use domain::{DeliveryState, Timestamp};
use futures_util::future::join_all;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::conformance::samples::{Dice, Samples};
use store::{Captured, Configuration, Deliveries, EventFilter, Events, Moved, Store, StoreError, Timeline};
use store_sqlite::SqliteStore;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_unix_ms(1_793_000_000_000);

async fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path, NOW).await.expect("the store opens")
}

/// Runs a statement on the file as another program would.
async fn run_beside(path: &Path, statement: &'static str) -> u64 {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.expect("the file opens");
    let done = sqlx::raw_sql(statement).execute(&mut connection).await.expect("the statement runs");
    connection.close().await.expect("the file closes");
    done.rows_affected()
}

async fn capture_body(store: &SqliteStore, samples: &mut Samples, body: &[u8]) -> EventId {
    let event = samples.event("order.paid");
    let id = event.id;
    let captured = store.capture(samples.capture_of(event, body, &[])).await.expect("it is stored");
    assert_eq!(captured, Captured::Stored);
    id
}

#[tokio::test]
async fn a_workspace_is_opened_once_at_a_time() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let first = open(&path).await;
    assert!(matches!(SqliteStore::open(&path, NOW).await, Err(StoreError::InUse)));
    first.put_settings(domain::Settings::default()).await.expect("the first one goes on");
    first.close().await;
    let second = open(&path).await;
    assert!(second.settings().await.expect("readable").is_some());
    second.close().await;
}

#[tokio::test]
async fn a_newer_workspace_is_refused_and_left_as_it_is() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    open(&path).await.close().await;
    run_beside(&path, "pragma user_version = 99").await;
    let before = std::fs::read(&path).expect("readable");
    match SqliteStore::open(&path, NOW).await {
        Err(StoreError::Newer { found: 99, known }) => assert!(known < 99),
        other => panic!("expected a refusal, got {other:?}"),
    }
    assert!(std::fs::read(&path).expect("readable") == before, "the file was changed");
    assert!(matches!(SqliteStore::open(&path, NOW).await, Err(StoreError::Newer { .. })), "the lock is free again");
}

#[tokio::test]
async fn another_programs_file_is_no_workspace() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let text = "this is no database, but long enough to be mistaken for one\n".repeat(100);
    std::fs::write(&path, &text).expect("writable");
    assert!(matches!(SqliteStore::open(&path, NOW).await, Err(StoreError::Unavailable { .. })));
    assert_eq!(std::fs::read_to_string(&path).expect("readable"), text);
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_a_workspace() {
    use std::os::unix::fs::PermissionsExt;
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("new").join("workspace.db");
    let store = open(&path).await;
    capture_body(&store, &mut Samples::new(), b"{}").await;
    let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().expect("in a directory")), 0o700);
    for entry in std::fs::read_dir(directory.path().join("new")).expect("readable") {
        let entry = entry.expect("readable").path();
        assert_eq!(mode(&entry), 0o600, "{}", entry.display());
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_is_there_after_a_crash() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let (store, mut samples) = (open(&path).await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut made = samples.capture("order.paid", &[destination()]);
    made.deliveries[0].state = DeliveryState::InFlight { lease };
    let delivery = made.deliveries[0].clone();
    store.capture(made).await.expect("stored");
    assert_eq!(store.conclude(samples.delivered(&delivery, lease)).await.expect("written"), Moved::Done);

    // The files as they are at this moment, the database without what only its log has.
    let crashed = directory.path().join("crashed.db");
    std::fs::copy(&path, &crashed).expect("copied");
    std::fs::copy(directory.path().join("workspace.db-wal"), directory.path().join("crashed.db-wal")).expect("copied");
    let after = open(&crashed).await;
    let read = after.delivery(delivery.id).await.expect("readable").expect("there");
    assert!(matches!(read.state, DeliveryState::Delivered { .. }));
    assert_eq!(after.attempts_of(delivery.id).await.expect("readable").len(), 1);
    after.close().await;
    store.close().await;
}

/// Deliveries need no destination to be configured.
fn destination() -> domain::id::DestinationId {
    domain::Id::from_bytes([7; 16])
}

#[tokio::test(flavor = "multi_thread")]
async fn captures_that_wait_are_committed_together() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory.path().join("workspace.db")).await, Samples::new());
    let captures: Vec<_> = (0..300).map(|_| samples.capture("order.paid", &[destination()])).collect();
    let before = store.transactions();
    for captured in join_all(captures.into_iter().map(|made| store.capture(made))).await {
        assert_eq!(captured.expect("stored"), Captured::Stored);
    }
    let transactions = store.transactions() - before;
    assert!((1..100).contains(&transactions), "300 captures took {transactions} transactions");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_cannot_be_written_fails_alone() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory.path().join("workspace.db")).await, Samples::new());
    let mut captures: Vec<_> = (0..100).map(|_| samples.capture("order.paid", &[destination()])).collect();
    let taken = captures[30].event.id;
    captures[60].event.id = taken;
    captures[60].deliveries[0].event_id = taken;
    let answers = join_all(captures.into_iter().map(|made| store.capture(made))).await;
    for (position, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer.is_err(), position == 60, "capture {position}");
    }
    let tally = store.tally(samples.now()).await.expect("readable");
    assert_eq!(tally.destinations[0].1.total(), 99);
    assert_eq!(tally.sources[0].1, 99);
    assert_eq!(store.events(&EventFilter::default(), None, 1_000).await.expect("readable").len(), 99);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_body_is_noticed() {
    let bodies = [
        b"{\"amount\": 1}".to_vec(),
        b"{\"line\": \"again and again\"}\n".repeat(100),
        Dice::new(1).bytes(5_000),
        vec![b' '; 300_000],
    ];
    let damages = [
        "update bodies set content = substr(content, 1, length(content) - 1)",
        "update bodies set content = zeroblob(length(content))",
        "update bodies set content = x''",
        "update bodies set raw_bytes = 9223372036854775807, is_compressed = 1",
        "update bodies set is_compressed = 1 - is_compressed",
        "update bodies set content = (select content from bodies as other where other.key = bodies.key % 4 + 1)",
        "delete from bodies",
    ];
    for damage in damages {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("workspace.db");
        let (store, mut samples) = (open(&path).await, Samples::new());
        let mut ids = Vec::new();
        for body in &bodies {
            ids.push((capture_body(&store, &mut samples, body).await, body));
        }
        store.close().await;
        assert_eq!(run_beside(&path, damage).await, bodies.len() as u64);
        let store = open(&path).await;
        for (id, body) in ids {
            match store.event_body(id).await {
                Err(StoreError::CorruptBody { of }) => assert_eq!(of, id.to_string()),
                Ok(_) => panic!("{damage}: a body of {} bytes was read as if nothing had happened", body.len()),
                Err(error) => panic!("{damage}: {error:?}"),
            }
            // Everything else about the event is still there.
            assert!(store.event(id).await.expect("readable").is_some());
        }
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_bit_of_a_response_body_is_noticed() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let (store, mut samples) = (open(&path).await, Samples::new());
    let lease = store.begin_run(samples.now()).await.expect("begins").lease;
    let mut made = samples.capture("order.paid", &[destination()]);
    made.deliveries[0].state = DeliveryState::InFlight { lease };
    let mut delivered = samples.delivered(&made.deliveries[0], lease);
    delivered.response_body = Bytes::from_static(b"{\"ok\":true}");
    let id = delivered.attempt.id;
    store.capture(made).await.expect("stored");
    assert_eq!(store.conclude(delivered).await.expect("written"), Moved::Done);
    assert_eq!(store.response_body(id).await.expect("readable").as_deref(), Some(&b"{\"ok\":true}"[..]));
    store.close().await;
    assert_eq!(run_beside(&path, "update bodies set content = cast('{\"ok\":trud}' as blob)").await, 1);
    let store = open(&path).await;
    assert!(matches!(store.response_body(id).await, Err(StoreError::CorruptBody { of }) if of == id.to_string()));
    store.close().await;
}

#[tokio::test]
async fn a_row_that_is_not_known_is_named() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let (store, mut samples) = (open(&path).await, Samples::new());
    store.put_source(samples.source("shop")).await.expect("written");
    store.close().await;
    run_beside(&path, "update sources set provider = ''").await;
    let store = open(&path).await;
    match store.sources().await {
        Err(StoreError::Unreadable { what: "provider", value }) => assert_eq!(value, ""),
        other => panic!("expected an unreadable provider, got {other:?}"),
    }
    store.close().await;
}

#[tokio::test]
async fn a_closed_store_takes_nothing_more() {
    let directory = TempDir::new().expect("a directory");
    let (store, mut samples) = (open(&directory.path().join("workspace.db")).await, Samples::new());
    store.close().await;
    store.close().await;
    let answer = store.capture(samples.capture("order.paid", &[])).await;
    assert!(matches!(answer, Err(StoreError::Unavailable { .. })));
    assert!(matches!(store.sources().await, Err(StoreError::Unavailable { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_waits_for_what_was_asked() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("workspace.db");
    let (store, mut samples) = (open(&path).await, Samples::new());
    let captures: Vec<_> = (0..50).map(|_| samples.capture("order.paid", &[])).collect();
    // Polled in this order: all fifty are in the queue when the close begins.
    let asked = join_all(captures.into_iter().map(|made| store.capture(made)));
    let (answers, ()) = futures_util::future::join(asked, store.close()).await;
    assert!(answers.iter().all(Result::is_ok));
    let store = open(&path).await;
    assert_eq!(store.events(&EventFilter::default(), None, 100).await.expect("readable").len(), 50);
    store.close().await;
}
