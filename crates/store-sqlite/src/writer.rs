//! The only task that writes, on a thread of its own: it speaks with SQLite's thread in each transaction, and would wait
//! for its turn among everything else that the runtime does.
//!
//! Callers put what they want into a bounded queue and wait. The task takes everything that is there (within bounds),
//! runs it as one transaction, and answers after the commit. Everything in one group was asked for at the same time,
//! so any order is right: captures first, then conclusions, each many rows a statement, then the rest one by one.
//!
//! Conclusions are expected to find their deliveries in flight. When one does not, the transaction is rolled back and
//! the group is written again, with asking which do. When a group fails, its members are run each in a transaction of
//! its own, so that one that cannot be written fails alone; unless no transaction can be begun at all, then all of them
//! fail. After a failure that is not about rows the connection is opened again.

mod group;
#[cfg(test)]
mod tests;
mod verb;

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use futures_util::FutureExt;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use store::{Captured, Moved, StoreError};
use tokio::sync::{mpsc, oneshot};

pub(crate) use self::group::Waiting;
use self::group::{Group, Request};
use self::verb::Pending;
pub(crate) use self::verb::{Verb, Writing};
use crate::bodies::BodyKeys;
use crate::capture::NewCapture;
use crate::conclude::{Moves, NewConclusion, is_of_one_that_did_not_move};
use crate::connection;
use crate::error::{is_busy, is_connection_sound_after, unavailable};
use crate::figures::pending::PendingFigures;
use crate::interned::Interned;
use crate::workspace_lock::WorkspaceLock;

/// Callers that may wait in the queue; more wait for a place in it.
const QUEUE: usize = 1_024;

/// The callers' side of the writing task.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: RwLock<Option<mpsc::Sender<Request>>>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
    transactions: Arc<AtomicU64>,
    has_pending_figures: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the task on an open connection; it keeps the lock of the workspace as long as it runs.
    pub(crate) async fn start(
        path: PathBuf,
        mut connection: SqliteConnection,
        lock: WorkspaceLock,
    ) -> Result<Self, StoreError> {
        PendingFigures::add_noted(&mut connection).await.map_err(unavailable("add the figures of the last run"))?;
        let kept = Kept {
            body_keys: BodyKeys::read(&mut connection).await?,
            interned: Interned::default(),
            figures: PendingFigures::default(),
        };
        let has_pending_figures = kept.figures.is_any();
        let (queue, requests) = mpsc::channel(QUEUE);
        let transactions = Arc::new(AtomicU64::new(0));
        let task = WriterTask {
            path,
            connection: Some(connection),
            kept,
            transactions: Arc::clone(&transactions),
            _lock: lock,
        };
        let ended = Mutex::new(Some(task.start(requests).map_err(unavailable("start the writing thread"))?));
        Ok(Self { queue: RwLock::new(Some(queue)), ended, transactions, has_pending_figures })
    }

    /// Transactions committed so far.
    pub(crate) fn transactions(&self) -> u64 {
        self.transactions.load(Ordering::Relaxed)
    }

    /// Whether figures over time are noted that are not in their table.
    pub(crate) fn has_pending_figures(&self) -> bool {
        self.has_pending_figures.load(Ordering::Acquire)
    }

    pub(crate) async fn capture(&self, capture: NewCapture) -> Result<Captured, StoreError> {
        self.ask("capture an event", |answer| Request::Capture(Waiting { asked: capture, answer })).await
    }

    pub(crate) async fn conclude(&self, conclusion: NewConclusion) -> Result<Moved, StoreError> {
        self.ask("conclude an attempt", |answer| Request::Conclude(Waiting { asked: conclusion, answer })).await
    }

    /// Runs any other verb.
    pub(crate) async fn run<V: Verb>(&self, verb: V) -> Result<V::Answer, StoreError> {
        self.ask(V::ATTEMPTED, |answer| Request::Other(Pending::boxed(verb, answer))).await
    }

    async fn ask<A>(
        &self,
        attempted: &'static str,
        request: impl FnOnce(oneshot::Sender<Result<A, StoreError>>) -> Request,
    ) -> Result<A, StoreError> {
        let gone = || unavailable(attempted)("the workspace is closed");
        let queue = self.queue.read().ok().and_then(|queue| queue.clone()).ok_or_else(gone)?;
        let (answer, answered) = oneshot::channel();
        queue.send(request(answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| unavailable(attempted)("the writing task ended before it was done"))?
    }

    /// Takes no more requests, and waits until those in the queue are answered and the file is closed.
    pub(crate) async fn close(&self) {
        if let Ok(mut queue) = self.queue.write() {
            queue.take();
        }
        let ended = self.ended.lock().ok().and_then(|mut ended| ended.take());
        if let Some(ended) = ended
            && ended.await.is_err()
        {
            tracing::error!("the writing task ended early");
        }
    }
}

/// Why a transaction was not committed.
struct Failure {
    error: StoreError,
    /// When not even a transaction could be begun, the next one would wait as long and fail as well.
    has_begun: bool,
}

impl Failure {
    const fn before(error: StoreError) -> Self {
        Self { error, has_begun: false }
    }

    const fn within(error: StoreError) -> Self {
        Self { error, has_begun: true }
    }
}

struct WriterTask {
    path: PathBuf,
    /// `None` after a failure that leaves the connection in doubt.
    connection: Option<SqliteConnection>,
    kept: Kept,
    transactions: Arc<AtomicU64>,
    _lock: WorkspaceLock,
}

/// What is kept from one transaction to the next.
struct Kept {
    body_keys: BodyKeys,
    interned: Interned,
    figures: PendingFigures,
}

impl WriterTask {
    /// Runs on a thread of its own from here on; the answer comes at its end.
    fn start(self, requests: mpsc::Receiver<Request>) -> std::io::Result<oneshot::Receiver<()>> {
        // SQLite's thread wakes it, so it needs neither timers nor sockets.
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let (end, ended) = oneshot::channel();
        std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
            runtime.block_on(self.run(requests));
            let _ = end.send(());
        })?;
        Ok(ended)
    }

    async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        while let Some(group) = Group::next(&mut requests).await {
            let written = AssertUnwindSafe(self.write(group)).catch_unwind().await;
            if written.is_err() {
                // The callers of the group hear that it failed; the next group gets a new connection.
                tracing::error!("writing a group of changes panicked");
                self.connection = None;
                self.kept.interned = Interned::default();
            }
        }
        self.drop_connection().await;
    }

    async fn write(&mut self, group: Group) {
        let Err((group, failure)) = self.transact(group).await else { return };
        if group.len() == 1 || !failure.has_begun {
            return group.refuse(&failure.error);
        }
        tracing::warn!(error = %failure.error, changes = group.len(), "a group failed and is written one by one");
        let mut singles = group.into_singles();
        while let Some(alone) = singles.next() {
            if let Err((alone, failure)) = self.transact(alone).await {
                alone.refuse(&failure.error);
                if !failure.has_begun {
                    singles.for_each(|left| left.refuse(&failure.error));
                    return;
                }
            }
        }
    }

    /// Runs a group as one transaction and answers its callers; hands it back when that failed.
    async fn transact(&mut self, mut group: Group) -> Result<(), (Group, Failure)> {
        match self.attempt(&mut group).await {
            Ok(answers) => {
                group.answer(answers);
                Ok(())
            }
            Err(failure) => {
                self.kept.interned = Interned::default();
                if !is_connection_sound_after(&failure.error) {
                    self.drop_connection().await;
                }
                Err((group, failure))
            }
        }
    }

    async fn attempt(&mut self, group: &mut Group) -> Result<group::Answers, Failure> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            closed => closed.insert(connection::writer(&self.path).await.map_err(Failure::before)?),
        };
        // Not a transaction of the library: its beginning and its commit would each be a way to SQLite's thread and back.
        let mut applied = group.apply(connection, &mut self.kept, Moves::Expected).await;
        if applied.as_ref().is_err_and(is_of_one_that_did_not_move) {
            self.kept.interned = Interned::default();
            if let Err(error) = sqlx::query("rollback").execute(&mut *connection).await {
                self.drop_connection().await;
                return Err(Failure::within(unavailable("write again")(error)));
            }
            applied = group.apply(connection, &mut self.kept, Moves::Asked).await;
        }
        match applied {
            Ok(answers) => {
                self.transactions.fetch_add(1, Ordering::Relaxed);
                Ok(answers)
            }
            // Only the beginning waits for others who write.
            Err(error) if is_busy(&error) => Err(Failure::before(error)),
            Err(error) => {
                // When this fails as well, SQLite has rolled back already.
                if sqlx::query("rollback").execute(connection).await.is_err() {
                    self.drop_connection().await;
                }
                Err(Failure::within(error))
            }
        }
    }

    async fn drop_connection(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the writing connection did not close well");
        }
    }
}
