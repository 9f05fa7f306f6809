//! Many deliveries made once more: plan, start, pause, resume, cancel, and the task that makes them.
//!
//! The task takes the next candidates of each running replay from the store, in order, and adds their deliveries in the
//! same transaction that moves the replay's cursor. So nothing is made twice or left out, wherever the program stops,
//! and the next run goes on. It makes no more than the replay's pace allows, and no more than [`AHEAD_MAX`] that were
//! not tried yet: a replay that is cancelled leaves little behind.

mod plan;
mod watch;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::bulk_replay::{BulkReplay, DeliverySelection, ReplayProgress, ReplaySelection, ReplayState};
use domain::filter::Subject;
use domain::id::ReplayId;
use domain::pace::Pace;
use domain::{Delivery, DeliveryState, Payload, RateLimit, Timestamp, Trigger};
use store::{Cursor, Moved, ReplayCandidate, ReplayStep, Stage, StageCounts, Store, StoreError};
use tokio_util::sync::CancellationToken;

pub use plan::{ReplayPlan, ReplayRequest};
pub use watch::ReplayWatch;

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, Snapshot};
use crate::dispatch::Dispatch;
use crate::doorbell::{Activity, Doorbell};
use crate::entropy::Entropy;
use crate::replay::ReplayError;
use crate::routing::Routing;

/// Candidates looked at, and so deliveries made, in one transaction.
const BATCH: u32 = 200;
/// Deliveries that may wait for their first attempt before more are made.
const AHEAD_MAX: u64 = 1_000;
/// Longest sleep while nothing rings: a delivery that is cancelled or deleted rings for nobody.
const NAP: Duration = Duration::from_secs(15);
/// The wait after the store could not be asked.
const STORE_WAIT: Duration = Duration::from_secs(1);

/// Bulk replays.
pub struct BulkReplays {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) dispatch: Arc<Dispatch>,
    pub(crate) routing: Arc<Routing>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
    pub(crate) watch: Arc<ReplayWatch>,
    pub(crate) stopping: CancellationToken,
    pub(crate) paces: Mutex<HashMap<ReplayId, Pace>>,
    pub(crate) doorbell: Arc<Doorbell>,
    pub(crate) activity: Activity,
    pub(crate) looks_again_at: Mutex<Option<Timestamp>>,
}

/// When a running replay is looked at again.
enum Next {
    /// There is more to make at once.
    AtOnce,
    /// At this time.
    At(Timestamp),
    /// When the doorbell rings: deliveries were tried, or nothing is left.
    WhenRung,
}

impl BulkReplays {
    /// Starts a bulk replay.
    ///
    /// # Errors
    /// When something it names is unknown, a field is refused, there is nothing to make, or the store cannot be used.
    pub async fn start(&self, request: ReplayRequest) -> Result<ReplayId, ReplayError> {
        let (replay, plan) = self.checked_plan(request).await?;
        if plan.deliveries == 0 {
            return Err(ReplayError::NotPossible {
                detail: "there is nothing to replay".to_owned(),
                hint: "Choose a longer span of time, or other deliveries.",
            });
        }
        let id = replay.id;
        self.store.begin_replay(replay, ReplayProgress::beginning(plan.deliveries)).await?;
        self.changes.mark(Change::Replays);
        self.doorbell.ring();
        Ok(id)
    }

    /// Makes the deliveries of a bulk replay that gave up once more, at the same pace.
    ///
    /// # Errors
    /// When it is unknown, none of them gave up, or the store cannot be used.
    pub async fn retry_failed(&self, id: ReplayId) -> Result<ReplayId, ReplayError> {
        let (replay, ..) = self.show(id).await?;
        let selection = DeliverySelection { made_by: Some(id), ..DeliverySelection::dead_letters() };
        let request = ReplayRequest {
            rate_limit: replay.rate_limit,
            stop_after_failures: replay.stop_after_failures,
            keeps_order: replay.keeps_order,
            ..ReplayRequest::of(ReplaySelection::of(selection))
        };
        self.start(request).await
    }

    /// Bulk replays with where their deliveries stand, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn page(
        &self,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<(BulkReplay, ReplayProgress, StageCounts)>, ReplayError> {
        let mut rows = Vec::new();
        for (replay, progress) in self.store.replays(before, limit).await? {
            let counts = self.store.replay_counts(replay.id).await?;
            rows.push((replay, progress, counts));
        }
        Ok(rows)
    }

    /// One bulk replay, and where its deliveries stand.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be read.
    pub async fn show(&self, id: ReplayId) -> Result<(BulkReplay, ReplayProgress, StageCounts), ReplayError> {
        let found = self.store.replay(id).await?;
        let (replay, progress) = found.ok_or_else(|| ReplayError::NotFound { noun: "replay", id: id.to_string() })?;
        Ok((replay, progress, self.store.replay_counts(id).await?))
    }

    /// Makes no more deliveries until it is resumed. Those that are made are delivered.
    ///
    /// # Errors
    /// When it is unknown or does not run.
    pub async fn pause(&self, id: ReplayId) -> Result<(), ReplayError> {
        self.move_to(id, vec![ReplayState::Running], ReplayState::Paused).await
    }

    /// Goes on after a pause.
    ///
    /// # Errors
    /// When it is unknown or not paused.
    pub async fn resume(&self, id: ReplayId) -> Result<(), ReplayError> {
        self.watch.forget(id);
        self.move_to(id, vec![ReplayState::Paused], ReplayState::Running).await
    }

    /// Makes no more deliveries, and cancels those that wait.
    ///
    /// # Errors
    /// When it is unknown or over.
    pub async fn cancel(&self, id: ReplayId) -> Result<(), ReplayError> {
        self.move_to(id, vec![ReplayState::Running, ReplayState::Paused], ReplayState::Cancelled).await
    }

    async fn move_to(&self, id: ReplayId, from: Vec<ReplayState>, to: ReplayState) -> Result<(), ReplayError> {
        self.show(id).await?;
        match self.store.move_replay(id, from, to, self.clock.now()).await? {
            Moved::Done => {
                self.changes.mark(Change::Replays);
                self.doorbell.ring();
                Ok(())
            }
            Moved::Lost => Err(ReplayError::NotPossible {
                detail: "the state of this replay does not allow that".to_owned(),
                hint: "Look at it again: it may have ended.",
            }),
        }
    }

    /// Waits until no replay can go on by itself at this time.
    pub(crate) async fn rest(&self) {
        self.activity.rest(|| !self.doorbell.is_rung()).await;
    }

    /// Whether no replay can go on by itself at this time.
    pub(crate) fn is_resting(&self) -> bool {
        self.activity.is_resting() && !self.doorbell.is_rung()
    }

    /// When a replay goes on; `None` when none waits for a time.
    pub(crate) fn looks_again_at(&self) -> Option<Timestamp> {
        *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes on with whatever runs, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        self.doorbell.ring();
        while !self.stopping.is_cancelled() {
            let under_way = self.activity.begin();
            self.doorbell.answer();
            let next_at = match self.step_all().await {
                Ok(next_at) => next_at,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "bulk replays stand still");
                    Some(self.clock.now().after(STORE_WAIT))
                }
            };
            *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner) = next_at;
            drop(under_way);
            let nap_end = self.clock.now().after(NAP);
            let wake_at = next_at.map_or(nap_end, |next_at| next_at.min(nap_end));
            tokio::select! {
                () = self.doorbell.wait() => {}
                () = self.clock.sleep_until(wake_at) => {}
                () = self.stopping.cancelled() => {}
            }
        }
    }

    /// One step of every running replay, again and again until none can go on at once.
    async fn step_all(&self) -> Result<Option<Timestamp>, StoreError> {
        let open = self.store.open_replays().await?;
        let is_open = |id: ReplayId| open.iter().any(|(replay, _)| replay.id == id);
        self.paces.lock().unwrap_or_else(PoisonError::into_inner).retain(|id, _| is_open(*id));
        self.watch.keep(is_open);
        let mut next_at: Option<Timestamp> = None;
        for (replay, progress) in open.into_iter().filter(|(_, progress)| progress.state == ReplayState::Running) {
            match self.step(&replay, &progress).await? {
                Next::AtOnce => self.doorbell.ring(),
                Next::At(at) => next_at = Some(next_at.map_or(at, |next_at| next_at.min(at))),
                Next::WhenRung => {}
            }
        }
        Ok(next_at)
    }

    async fn step(&self, replay: &BulkReplay, progress: &ReplayProgress) -> Result<Next, StoreError> {
        let now = self.clock.now();
        if let Some(reason) = self.reason_to_stop(replay) {
            let to = ReplayState::Stopped { reason };
            if self.store.move_replay(replay.id, vec![ReplayState::Running], to, now).await? == Moved::Done {
                self.changes.mark(Change::Replays);
            }
            return Ok(Next::WhenRung);
        }
        let ahead = self.watch.ahead(replay.id);
        let room = usize::try_from(AHEAD_MAX.saturating_sub(ahead)).unwrap_or(usize::MAX);
        if room == 0 {
            return Ok(Next::WhenRung);
        }
        let (by_pace, open_at) = self.pace(replay, |pace| (pace.free(now), pace.next_at(now)));
        if by_pace == 0 {
            return Ok(Next::At(open_at));
        }
        let snapshot = self.configuration.snapshot();
        let left =
            replay.deliveries_max.map_or(u64::MAX, |deliveries_max| deliveries_max.saturating_sub(progress.made));
        let candidates =
            if left == 0 { Vec::new() } else { self.store.replay_candidates(replay, progress.cursor, BATCH).await? };
        let is_last = candidates.len() < BATCH as usize;
        let room = room.min(by_pace).min(usize::try_from(left).unwrap_or(usize::MAX));
        let batch = self.batch(replay, &snapshot, candidates, room, now).await?;
        let is_looked_through = is_last && batch.is_whole;
        let made: Vec<Delivery> = batch.deliveries;
        let step = ReplayStep {
            id: replay.id,
            from: progress.cursor,
            // Behind the replay itself there is nothing to look for.
            to: if is_looked_through { Some(replay.id.uuid()) } else { batch.cursor.or(progress.cursor) },
            finished_at: (is_looked_through && made.is_empty() && self.is_all_tried(replay.id).await?).then_some(now),
            deliveries: made.clone(),
            skipped: batch.skipped,
        };
        let is_finished = step.finished_at.is_some();
        if is_looked_through && !is_finished && made.is_empty() && step.skipped == 0 && step.to == step.from {
            // All are made; whoever is tried last rings.
            return Ok(Next::WhenRung);
        }
        if self.store.advance_replay(step).await? == Moved::Lost {
            return Ok(Next::AtOnce);
        }
        self.watch.made(replay.id, made.len() as u64);
        self.pace(replay, |pace| pace.take(now, made.len()));
        for delivery in &made {
            self.changes.mark(Change::Event(delivery.event_id));
            self.changes.mark(Change::Delivery(delivery.id));
        }
        self.changes.mark(Change::Replays);
        self.dispatch.wake();
        Ok(if is_finished { Next::WhenRung } else { Next::AtOnce })
    }

    /// Whether every delivery that was made has been tried, or is over: until then the replay can be stopped.
    async fn is_all_tried(&self, id: ReplayId) -> Result<bool, StoreError> {
        if self.watch.ahead(id) == 0 {
            return Ok(true);
        }
        let counts = self.store.replay_counts(id).await?;
        Ok(counts.get(Stage::Queued) + counts.get(Stage::Sending) == 0)
    }

    fn reason_to_stop(&self, replay: &BulkReplay) -> Option<String> {
        let failures_max = replay.stop_after_failures?;
        let failures = self.watch.failures_in_a_row(replay.id);
        (failures >= failures_max).then(|| format!("{failures} attempts in a row failed."))
    }

    fn pace<T>(&self, replay: &BulkReplay, ask: impl FnOnce(&mut Pace) -> T) -> T {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        // Without a limit, a pace that nothing keeps up with.
        let unlimited = RateLimit { attempts: u32::MAX, per: domain::RateSpan::Second };
        ask(paces.entry(replay.id).or_insert_with(|| Pace::new(replay.rate_limit.unwrap_or(unlimited))))
    }

    /// Makes the deliveries of as many candidates as may be made.
    async fn batch(
        &self,
        replay: &BulkReplay,
        snapshot: &Snapshot,
        candidates: Vec<ReplayCandidate>,
        deliveries_max: usize,
        now: Timestamp,
    ) -> Result<Batch, StoreError> {
        let mut batch = Batch { deliveries: Vec::new(), skipped: 0, cursor: None, is_whole: true };
        for candidate in candidates {
            match self.chosen(replay, snapshot, &candidate).await? {
                Chosen::No => {}
                Chosen::Skipped => batch.skipped += 1,
                Chosen::Yes if batch.deliveries.len() == deliveries_max => {
                    batch.is_whole = false;
                    break;
                }
                Chosen::Yes => batch.deliveries.extend(self.delivery(replay, snapshot, &candidate, now)),
            }
            batch.cursor = Some(candidate.cursor());
        }
        Ok(batch)
    }

    /// Whether a candidate is made once more. A body is read only where a filter asks for it.
    async fn chosen(
        &self,
        replay: &BulkReplay,
        snapshot: &Snapshot,
        candidate: &ReplayCandidate,
    ) -> Result<Chosen, StoreError> {
        let chosen = chosen(replay, snapshot, candidate);
        let (Chosen::Yes, ReplayCandidate::Event(event), ReplaySelection::Unrouted { subscription_id }) =
            (&chosen, candidate, &replay.selection)
        else {
            return Ok(chosen);
        };
        let Some(subscription) = snapshot.subscription(*subscription_id).ok().filter(|found| found.filter.is_some())
        else {
            return Ok(chosen);
        };
        let body = self.store.event_body(event.id).await?.unwrap_or_default();
        let payload = Payload::new(&body);
        let subject = Subject { event_type: event.event_type.as_str(), headers: &event.headers, payload: &payload };
        Ok(if subscription.admits(&subject) { Chosen::Yes } else { Chosen::No })
    }

    fn delivery(
        &self,
        replay: &BulkReplay,
        snapshot: &Snapshot,
        candidate: &ReplayCandidate,
        now: Timestamp,
    ) -> Option<Delivery> {
        match candidate {
            ReplayCandidate::Delivery { delivery, .. } => Some(Delivery {
                id: self.entropy.id(now),
                destination_id: replay.destination_id.unwrap_or(delivery.destination_id),
                trigger: Trigger::Replay { of: Some(delivery.id), replay_id: Some(replay.id) },
                sequence: None,
                ordering_key: delivery.ordering_key.clone().filter(|_| replay.keeps_order),
                state: DeliveryState::Scheduled { due_at: now },
                attempts_made: 0,
                interruptions: 0,
                last_attempt: None,
                created_at: now,
                ..delivery.as_ref().clone()
            }),
            ReplayCandidate::Event(event) => {
                let ReplaySelection::Unrouted { subscription_id } = replay.selection else { return None };
                let subscription = snapshot.subscription(subscription_id).ok()?;
                let destination_id = replay.destination_id.unwrap_or(subscription.destination_id);
                let trigger = Trigger::Replay { of: None, replay_id: Some(replay.id) };
                let schedule = &subscription.retry_schedule;
                Some(Delivery {
                    subscription_id: Some(subscription.id),
                    ..self.routing.delivery(event, destination_id, trigger, schedule, now)
                })
            }
        }
    }
}

struct Batch {
    deliveries: Vec<Delivery>,
    skipped: u64,
    cursor: Option<store::Cursor>,
    /// All candidates were looked at.
    is_whole: bool,
}

/// Whether a candidate is made once more.
enum Chosen {
    Yes,
    /// It is meant, but there is no need for it or no place for it to go.
    Skipped,
    /// It is not meant.
    No,
}

fn chosen(replay: &BulkReplay, snapshot: &Snapshot, candidate: &ReplayCandidate) -> Chosen {
    match (candidate, &replay.selection) {
        (ReplayCandidate::Delivery { delivery, is_delivered_later }, ReplaySelection::Deliveries(selection)) => {
            if !selection.means_kind(&delivery.event_type) {
                return Chosen::No;
            }
            let goes_to = replay.destination_id.unwrap_or(delivery.destination_id);
            if (replay.skips_delivered && *is_delivered_later) || snapshot.destination(goes_to).is_err() {
                return Chosen::Skipped;
            }
            Chosen::Yes
        }
        (ReplayCandidate::Event(event), ReplaySelection::Unrouted { subscription_id }) => {
            match snapshot.subscription(*subscription_id) {
                Ok(subscription) if subscription.matches(event.source_id, &event.event_type) => Chosen::Yes,
                Ok(_) | Err(_) => Chosen::No,
            }
        }
        (ReplayCandidate::Delivery { .. }, ReplaySelection::Unrouted { .. })
        | (ReplayCandidate::Event(_), ReplaySelection::Deliveries(_)) => Chosen::No,
    }
}
