//! Groups what failed alike, so that a person sees one issue instead of its thousand deliveries.
//!
//! ```text
//! concluded attempt ──failed──▶ its issue in memory ──▶ written behind, many at once ──▶ store
//!         └──delivered, and its destination has an open issue──▶ counted in memory; enough of them resolve it
//! ```
//! Guaranteed: a delivery that arrives costs a look at one number as long as nothing fails, and never a write; issues
//! are written in a transaction of their own behind the conclusions they follow from. Not guaranteed: that an issue has
//! counted every failure. A crash between the two costs those of the last moment: the issue lags, the deliveries do not.

mod known;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::id::IssueId;
use domain::issue::{Failure, Fingerprint, IssueAct, IssueState, ResolvedBy};
use domain::{Attempt, Delivery, Issue, Timestamp, Verdict};
use store::{Cursor, FailedDelivery, IssueCounts, IssueRow, Store, StoreError};
use tokio_util::sync::CancellationToken;

use self::known::KnownIssues;
use crate::alerts::Alerts;
use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfiguredDestination};
use crate::doorbell::{Activity, Doorbell};
use crate::entropy::Entropy;

/// Issues read at a time when the engine starts.
const PAGE: u32 = 500;
/// Deliveries looked at to say where those of one issue stand.
const COUNTED_MAX: u32 = 10_000;
/// How long an issue is kept after it was resolved.
const KEPT_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often old issues are looked for.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10 * 60);
/// Issues deleted in one transaction.
const SWEEP_BATCH: u32 = 50;
/// Longest sleep: quiet hours end, and a destination may have been deleted.
const NAP: Duration = Duration::from_secs(15);
/// The wait after the store could not be written.
const STORE_WAIT: Duration = Duration::from_secs(1);

/// Groups what failed alike.
pub struct Issues {
    store: Arc<dyn Store>,
    configuration: Arc<Configuration>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: Changes,
    alerts: Arc<Alerts>,
    stopping: CancellationToken,
    known: Mutex<KnownIssues>,
    /// One transaction at a time, so that an older state is never written over a newer one.
    turn: tokio::sync::Mutex<()>,
    doorbell: Doorbell,
    activity: Activity,
    looks_again_at: Mutex<Option<Timestamp>>,
}

/// What issues work with.
pub(crate) struct IssuesParts {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
    pub(crate) alerts: Arc<Alerts>,
}

/// Why something could not be done with an issue.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// There is none.
    #[error("there is no issue `{0}`")]
    NotFound(IssueId),
    /// Its state does not allow it.
    #[error("the issue is {state}, which does not allow that")]
    NotPossible {
        /// The word for its state.
        state: &'static str,
    },
    /// The store could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Issues {
    /// Reads the issues that are kept.
    pub(crate) async fn load(parts: IssuesParts) -> Result<Self, StoreError> {
        let IssuesParts { store, configuration, clock, entropy, changes, alerts } = parts;
        let mut known = KnownIssues::default();
        let mut before = None;
        loop {
            let page = store.issues(&[], before, PAGE).await?;
            before = page.last().map(IssueRow::cursor);
            let is_last = page.len() < PAGE as usize;
            page.into_iter().for_each(|row| known.add(row.issue));
            if is_last {
                break;
            }
        }
        Ok(Self {
            store,
            configuration,
            clock,
            entropy,
            changes,
            alerts,
            stopping: CancellationToken::new(),
            known: Mutex::new(known),
            turn: tokio::sync::Mutex::default(),
            doorbell: Doorbell::default(),
            activity: Activity::default(),
            looks_again_at: Mutex::default(),
        })
    }

    /// Issues in one of these states, in any when there are none; the one that failed last comes first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn page(
        &self,
        states: &[IssueState],
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError> {
        self.store.issues(states, before, limit).await
    }

    /// One issue, and where its deliveries stand.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be read.
    pub async fn show(&self, id: IssueId) -> Result<(IssueRow, IssueCounts), IssueError> {
        let row = self.store.issue(id).await?.ok_or(IssueError::NotFound(id))?;
        Ok((row, self.store.issue_counts(id, COUNTED_MAX).await?))
    }

    /// How many are open, and how many somebody sees to.
    pub fn counts(&self) -> (u64, u64) {
        self.known().counts()
    }

    /// Those that are open, newest failure first, at most `limit`.
    pub fn open(&self, limit: usize) -> Vec<Issue> {
        self.known().open(limit)
    }

    /// When the last one was resolved.
    pub fn last_resolved_at(&self) -> Option<Timestamp> {
        self.known().last_resolved_at()
    }

    /// Does what a person said.
    ///
    /// # Errors
    /// When it is unknown, its state does not allow it, or the store cannot be written.
    pub async fn act(&self, id: IssueId, act: IssueAct) -> Result<(), IssueError> {
        let now = self.clock.now();
        self.change(id, |issue| issue.act(act, now)).await?;
        if act != IssueAct::Reopen {
            self.alerts.forget(id);
        }
        Ok(())
    }

    /// Has nobody told of it before a moment; `None` ends that.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn mute(&self, id: IssueId, until: Option<Timestamp>) -> Result<(), IssueError> {
        self.change(id, |issue| {
            issue.muted_until = until;
            true
        })
        .await
    }

    async fn change(&self, id: IssueId, change: impl FnOnce(&mut Issue) -> bool) -> Result<(), IssueError> {
        self.known().change(id, change)?;
        self.write().await?;
        Ok(())
    }

    /// Takes a recorded attempt.
    pub(crate) fn observe(
        &self,
        delivery: &Delivery,
        destination: &ConfiguredDestination,
        attempt: &Attempt,
        answer: &Bytes,
        now: Timestamp,
    ) {
        match attempt.verdict {
            Verdict::Delivered => self.succeeded(delivery, destination, now),
            Verdict::Retry { .. } | Verdict::DeadLetter { .. } => {
                self.failed(delivery, destination, attempt, answer, now);
            }
            // Our own side failed, or the transform made no request: nothing is wrong with the destination.
            Verdict::Postpone { .. } | Verdict::Cancelled => {}
        }
    }

    fn failed(
        &self,
        delivery: &Delivery,
        destination: &ConfiguredDestination,
        attempt: &Attempt,
        answer: &Bytes,
        now: Timestamp,
    ) {
        let Some(error_class) = attempt.error_class else { return };
        let status = attempt.response.as_ref().map(|response| response.status);
        let failure = Failure {
            at: now,
            delivery_id: delivery.id,
            attempt_id: attempt.id,
            event_type: delivery.event_type.clone(),
            gave_up: matches!(attempt.verdict, Verdict::DeadLetter { .. }),
        };
        let fingerprint = Fingerprint::of(delivery.destination_id, error_class, status, answer);
        let issue = {
            let mut known = self.known();
            let issue = known.fail(fingerprint, &failure, || self.entropy.id(now));
            known.remember(FailedDelivery {
                delivery_id: delivery.id,
                event_id: delivery.event_id,
                issue_id: issue.id,
            });
            issue
        };
        self.alerts.failed(&self.configuration.snapshot(), delivery, destination, attempt, &issue, now);
        self.doorbell.ring();
    }

    fn succeeded(&self, delivery: &Delivery, destination: &ConfiguredDestination, now: Timestamp) {
        let mut known = self.known();
        if !known.awaits_any() {
            return;
        }
        let snapshot = self.configuration.snapshot();
        let enough = snapshot.settings().successes_to_resolve;
        let resolved = known.succeed(delivery.destination_id, &delivery.event_type, enough, now);
        drop(known);
        for issue in &resolved {
            self.alerts.recovered(&snapshot, destination, issue, enough, now);
        }
        if !resolved.is_empty() {
            self.doorbell.ring();
        }
    }

    /// Looks at what is due.
    pub(crate) fn wake(&self) {
        self.doorbell.ring();
    }

    /// Writes what is left, and ends.
    pub(crate) fn stop(&self) {
        self.stopping.cancel();
    }

    /// Waits until everything is written.
    pub(crate) async fn rest(&self) {
        self.activity.rest(|| !self.doorbell.is_rung()).await;
    }

    /// Whether everything is written.
    pub(crate) fn is_resting(&self) -> bool {
        self.activity.is_resting() && !self.doorbell.is_rung()
    }

    /// When somebody is told of what waits for a time; `None` when nothing does.
    pub(crate) fn looks_again_at(&self) -> Option<Timestamp> {
        *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what changed, tells what is due, lets go of what is over, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        let mut sweep_at = self.clock.now();
        while !self.stopping.is_cancelled() {
            let under_way = self.activity.begin();
            self.doorbell.answer();
            self.resolve_deleted();
            let now = self.clock.now();
            let mut written = self.write().await;
            if written.is_ok() && now >= sweep_at {
                sweep_at = now.after(SWEEP_INTERVAL);
                written = self.sweep(now).await;
            }
            let due_at = self.alerts.tell_due(&self.configuration.snapshot(), now);
            *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner) = due_at;
            drop(under_way);
            let nap_end = match written {
                Ok(()) => now.after(NAP),
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "issues not written yet");
                    now.after(STORE_WAIT)
                }
            };
            let wake_at = due_at.map_or(nap_end, |due_at| due_at.min(nap_end));
            tokio::select! {
                () = self.doorbell.wait() => {}
                () = self.clock.sleep_until(wake_at) => {}
                () = self.stopping.cancelled() => {}
            }
        }
        if let Err(error) = self.write().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the last failures are missing in their issues");
        }
    }

    /// Writes what changed since the last time.
    async fn write(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        loop {
            let step = self.known().take_step();
            if step.issues.is_empty() && step.failed.is_empty() {
                return Ok(());
            }
            if let Err(error) = self.store.write_issues(step.clone()).await {
                self.known().take_back(step);
                return Err(error);
            }
            self.changes.mark(Change::Issues);
        }
    }

    /// Lets go of issues that were resolved long ago.
    async fn sweep(&self, now: Timestamp) -> Result<(), StoreError> {
        let before = now.before(KEPT_AFTER);
        loop {
            let gone = self.store.delete_resolved_issues(before, SWEEP_BATCH).await?;
            if gone.is_empty() {
                return Ok(());
            }
            self.known().forget(&gone);
            self.changes.mark(Change::Issues);
        }
    }

    /// Nothing can be mended at a destination that is no longer there.
    fn resolve_deleted(&self) {
        let snapshot = self.configuration.snapshot();
        let now = self.clock.now();
        let mut known = self.known();
        for id in known.open_of(|destination_id| snapshot.destination(destination_id).is_err()) {
            let _ = known.change(id, |issue| {
                issue.resolve(ResolvedBy::Deletion, now);
                true
            });
            self.alerts.forget(id);
        }
    }

    fn known(&self) -> MutexGuard<'_, KnownIssues> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
