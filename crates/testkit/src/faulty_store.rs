//! A store that stops the world at its n-th write.
//!
//! From there on every call fails, as if the program or the machine had been stopped: nothing more becomes durable. A
//! test goes through every n, starts again on what was kept, and checks that nothing was lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use std::time::Duration;

use domain::bulk_replay::{BulkReplay, ReplayProgress, ReplayState};
use domain::id::{
    AttemptId, DeliveryId, DestinationId, DiscardId, EventId, IssueId, LabRunId, ReplayId, SavedViewId, SecretId,
    SourceId, SubscriptionId,
};
use domain::issue::IssueState;
use domain::lab::LabRun;
use domain::{Delivery, Destination, Lease, Mock, SavedView, Settings, Source, Subscription, Timestamp};
use store::{
    Adopted, Amended, Amendment, AttemptRow, Capture, Captured, Catalog, CatalogType, Conclusion, Configuration,
    Cursor, DeadLetterFilter, DeadLetterGroups, DeadLetters, Deliveries, DeliveryFilter, Discard, Discarded, Due,
    EventFilter, EventRow, EventTypeCount, Events, FiguresBucket, FiguresOf, FiguresOverTime, Finding, HourlyFigures,
    IssueCounts, IssueRow, IssueStep, Issues, Lab, Landmarks, LearnableEvent, LearningStep, LearntType, Moved, Prune,
    Pruned, ReplayCandidate, ReplayStep, Replays, Retention, Run, SchemaVersion, SealedSecret, Sequence, StageCounts,
    Store, StoreError, StoredProvider, Stretch, Tally, TallyBucket, Timeline, TimelineFilter, TimelineRow,
    TriggeredRow, TypeKey,
};
use tokio::sync::{RwLock, RwLockWriteGuard};

/// When the world stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Never.
    Never,
    /// Before the n-th write (from 1): it is not kept.
    Before(usize),
    /// After the n-th write (from 1): it is kept, but its caller is not told.
    After(usize),
}

/// A store that stops the world at its n-th write.
pub struct FaultyStore<S> {
    store: S,
    stop: Stop,
    writes: AtomicUsize,
    concluding: RwLock<()>,
}

impl<S: Store> FaultyStore<S> {
    /// A store around another.
    pub fn new(store: S, stop: Stop) -> Arc<Self> {
        Arc::new(Self { store, stop, writes: AtomicUsize::new(0), concluding: RwLock::new(()) })
    }

    /// Has conclusions wait as long as what this answers is held.
    pub async fn hold_conclusions(&self) -> RwLockWriteGuard<'_, ()> {
        self.concluding.write().await
    }

    /// How many writes were asked for.
    pub fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }

    /// Whether the world has stopped.
    pub fn has_stopped(&self) -> bool {
        match self.stop {
            Stop::Never => false,
            Stop::Before(at) | Stop::After(at) => self.writes() >= at,
        }
    }

    async fn write<T>(&self, write: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let number = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        match self.stop {
            Stop::Before(at) if number >= at => Err(stopped()),
            Stop::After(at) if number > at => Err(stopped()),
            Stop::After(at) if number == at => write.await.and(Err(stopped())),
            Stop::Never | Stop::Before(_) | Stop::After(_) => write.await,
        }
    }

    async fn read<T>(&self, read: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if self.has_stopped() { Err(stopped()) } else { read.await }
    }
}

fn stopped() -> StoreError {
    StoreError::Unavailable { attempted: "go on", source: "the world has stopped".into() }
}

#[async_trait::async_trait]
impl<S: Store> Store for FaultyStore<S> {
    async fn close(&self) {
        self.store.close().await;
    }
}

#[async_trait::async_trait]
impl<S: Store> Events for FaultyStore<S> {
    async fn capture(&self, capture: Capture) -> Result<Captured, StoreError> {
        self.write(self.store.capture(capture)).await
    }

    async fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        self.read(self.store.event(id)).await
    }

    async fn event_body(&self, id: EventId) -> Result<Option<Bytes>, StoreError> {
        self.read(self.store.event_body(id)).await
    }

    async fn event_bodies(&self, ids: &[EventId], bytes_max: u64) -> Result<Vec<(EventId, Bytes)>, StoreError> {
        self.read(self.store.event_bodies(ids, bytes_max)).await
    }

    async fn events(
        &self,
        filter: &EventFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        self.read(self.store.events(filter, before, limit)).await
    }

    async fn event_types(
        &self,
        source_id: Option<SourceId>,
        recent_since: Timestamp,
    ) -> Result<Vec<EventTypeCount>, StoreError> {
        self.read(self.store.event_types(source_id, recent_since)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Replays for FaultyStore<S> {
    async fn begin_replay(&self, replay: BulkReplay, progress: ReplayProgress) -> Result<(), StoreError> {
        self.write(self.store.begin_replay(replay, progress)).await
    }

    async fn replays(
        &self,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        self.read(self.store.replays(before, limit)).await
    }

    async fn open_replays(&self) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        self.read(self.store.open_replays()).await
    }

    async fn replay(&self, id: ReplayId) -> Result<Option<(BulkReplay, ReplayProgress)>, StoreError> {
        self.read(self.store.replay(id)).await
    }

    async fn replay_candidates(
        &self,
        replay: &BulkReplay,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<ReplayCandidate>, StoreError> {
        self.read(self.store.replay_candidates(replay, after, limit)).await
    }

    async fn advance_replay(&self, step: ReplayStep) -> Result<Moved, StoreError> {
        self.write(self.store.advance_replay(step)).await
    }

    async fn move_replay(
        &self,
        id: ReplayId,
        from: Vec<ReplayState>,
        to: ReplayState,
        now: Timestamp,
    ) -> Result<Moved, StoreError> {
        self.write(self.store.move_replay(id, from, to, now)).await
    }

    async fn replay_counts(&self, id: ReplayId) -> Result<StageCounts, StoreError> {
        self.read(self.store.replay_counts(id)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Retention for FaultyStore<S> {
    async fn prune(&self, prune: Prune) -> Result<Pruned, StoreError> {
        self.write(self.store.prune(prune)).await
    }

    async fn kept_bytes(&self) -> Result<u64, StoreError> {
        self.read(self.store.kept_bytes()).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Deliveries for FaultyStore<S> {
    async fn begin_run(&self, now: Timestamp) -> Result<Run, StoreError> {
        self.write(self.store.begin_run(now)).await
    }

    async fn add_deliveries(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
        self.write(self.store.add_deliveries(deliveries)).await
    }

    async fn due(&self, now: Timestamp) -> Result<Due, StoreError> {
        self.read(self.store.due(now)).await
    }

    async fn claim_due(
        &self,
        destination_id: DestinationId,
        now: Timestamp,
        limit: u32,
        lease: Lease,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.write(self.store.claim_due(destination_id, now, limit, lease)).await
    }

    async fn conclude(&self, conclusion: Conclusion) -> Result<Moved, StoreError> {
        let _may_go = self.concluding.read().await;
        self.write(self.store.conclude(conclusion)).await
    }

    async fn release(&self, id: DeliveryId, lease: Lease, due_at: Timestamp) -> Result<Moved, StoreError> {
        self.write(self.store.release(id, lease, due_at)).await
    }

    async fn cancel(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        self.write(self.store.cancel(id, now)).await
    }

    async fn amend(&self, amendment: Amendment, now: Timestamp) -> Result<Amended, StoreError> {
        self.write(self.store.amend(amendment, now)).await
    }

    async fn run_now(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        self.write(self.store.run_now(id, now)).await
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.read(self.store.delivery(id)).await
    }

    async fn sequences(&self) -> Result<Vec<Sequence>, StoreError> {
        self.read(self.store.sequences()).await
    }

    async fn head_of_line(
        &self,
        subscription_id: SubscriptionId,
        ordering_key: &str,
    ) -> Result<Option<DeliveryId>, StoreError> {
        self.read(self.store.head_of_line(subscription_id, ordering_key)).await
    }

    async fn deliveries_of(&self, event_id: EventId) -> Result<Vec<Delivery>, StoreError> {
        self.read(self.store.deliveries_of(event_id)).await
    }

    async fn deliveries(
        &self,
        filter: &DeliveryFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.read(self.store.deliveries(filter, before, limit)).await
    }

    async fn attempts_of(&self, delivery_id: DeliveryId) -> Result<Vec<AttemptRow>, StoreError> {
        self.read(self.store.attempts_of(delivery_id)).await
    }

    async fn attempt(&self, id: AttemptId) -> Result<Option<AttemptRow>, StoreError> {
        self.read(self.store.attempt(id)).await
    }

    async fn response_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        self.read(self.store.response_body(id)).await
    }

    async fn request_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        self.read(self.store.request_body(id)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Configuration for FaultyStore<S> {
    async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        self.read(self.store.sources()).await
    }

    async fn put_source(&self, source: Source) -> Result<(), StoreError> {
        self.write(self.store.put_source(source)).await
    }

    async fn restore_source(&self, source: Source) -> Result<(), StoreError> {
        self.write(self.store.restore_source(source)).await
    }

    async fn restore_destination(&self, destination: Destination, now: Timestamp) -> Result<(), StoreError> {
        self.write(self.store.restore_destination(destination, now)).await
    }

    async fn restore_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        self.write(self.store.restore_subscription(subscription)).await
    }

    async fn delete_source(&self, id: SourceId, now: Timestamp) -> Result<(), StoreError> {
        self.write(self.store.delete_source(id, now)).await
    }

    async fn destinations(&self) -> Result<Vec<Destination>, StoreError> {
        self.read(self.store.destinations()).await
    }

    async fn put_destination(&self, destination: Destination) -> Result<(), StoreError> {
        self.write(self.store.put_destination(destination)).await
    }

    async fn delete_destination(&self, id: DestinationId, now: Timestamp) -> Result<(), StoreError> {
        self.write(self.store.delete_destination(id, now)).await
    }

    async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        self.read(self.store.subscriptions()).await
    }

    async fn put_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        self.write(self.store.put_subscription(subscription)).await
    }

    async fn delete_subscription(&self, id: SubscriptionId, now: Timestamp) -> Result<(), StoreError> {
        self.write(self.store.delete_subscription(id, now)).await
    }

    async fn secrets(&self) -> Result<Vec<SealedSecret>, StoreError> {
        self.read(self.store.secrets()).await
    }

    async fn put_secret(&self, secret: SealedSecret) -> Result<(), StoreError> {
        self.write(self.store.put_secret(secret)).await
    }

    async fn providers(&self) -> Result<Vec<StoredProvider>, StoreError> {
        self.read(self.store.providers()).await
    }

    async fn put_provider(&self, provider: StoredProvider) -> Result<(), StoreError> {
        self.write(self.store.put_provider(provider)).await
    }

    async fn delete_provider(&self, slug: &str) -> Result<(), StoreError> {
        self.write(self.store.delete_provider(slug)).await
    }

    async fn saved_views(&self) -> Result<Vec<SavedView>, StoreError> {
        self.read(self.store.saved_views()).await
    }

    async fn put_saved_view(&self, view: SavedView) -> Result<(), StoreError> {
        self.write(self.store.put_saved_view(view)).await
    }

    async fn delete_saved_view(&self, id: SavedViewId) -> Result<(), StoreError> {
        self.write(self.store.delete_saved_view(id)).await
    }

    async fn delete_secret(&self, id: SecretId) -> Result<(), StoreError> {
        self.write(self.store.delete_secret(id)).await
    }

    async fn settings(&self) -> Result<Option<Settings>, StoreError> {
        self.read(self.store.settings()).await
    }

    async fn put_settings(&self, settings: Settings) -> Result<(), StoreError> {
        self.write(self.store.put_settings(settings)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Lab for FaultyStore<S> {
    async fn mocks(&self) -> Result<Vec<Mock>, StoreError> {
        self.read(self.store.mocks()).await
    }

    async fn put_mock(&self, mock: Mock) -> Result<(), StoreError> {
        self.write(self.store.put_mock(mock)).await
    }

    async fn delete_mock(&self, name: String) -> Result<(), StoreError> {
        self.write(self.store.delete_mock(name)).await
    }

    async fn lab_runs(&self) -> Result<Vec<LabRun>, StoreError> {
        self.read(self.store.lab_runs()).await
    }

    async fn put_lab_run(&self, run: LabRun) -> Result<(), StoreError> {
        self.write(self.store.put_lab_run(run)).await
    }

    async fn delete_lab_run(&self, id: LabRunId) -> Result<bool, StoreError> {
        self.write(self.store.delete_lab_run(id)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> Timeline for FaultyStore<S> {
    async fn timeline(
        &self,
        filter: &TimelineFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<TimelineRow>, StoreError> {
        self.read(self.store.timeline(filter, before, limit)).await
    }

    async fn landmarks(
        &self,
        filter: &TimelineFilter,
        stretch: Stretch,
        every: u32,
        rows_max: u32,
    ) -> Result<Landmarks, StoreError> {
        self.read(self.store.landmarks(filter, stretch, every, rows_max)).await
    }

    async fn histogram(
        &self,
        since: Timestamp,
        until: Timestamp,
        bucket: Duration,
    ) -> Result<Vec<TallyBucket>, StoreError> {
        self.read(self.store.histogram(since, until, bucket)).await
    }

    async fn histogram_begins_at(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(self.store.histogram_begins_at()).await
    }

    async fn tally(&self, now: Timestamp) -> Result<Tally, StoreError> {
        self.read(self.store.tally(now)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> FiguresOverTime for FaultyStore<S> {
    async fn figures(
        &self,
        of: FiguresOf,
        since: Timestamp,
        bucket: Duration,
        buckets: u32,
    ) -> Result<Vec<FiguresBucket>, StoreError> {
        self.read(self.store.figures(of, since, bucket, buckets)).await
    }

    async fn hourly_figures(
        &self,
        of: &[FiguresOf],
        since: Timestamp,
        hours: u32,
    ) -> Result<Vec<HourlyFigures>, StoreError> {
        self.read(self.store.hourly_figures(of, since, hours)).await
    }
}

/// Issues are written behind the conclusions they follow from: their writes stop with the world, and are not counted.
#[async_trait::async_trait]
impl<S: Store> Issues for FaultyStore<S> {
    async fn issues(
        &self,
        states: &[IssueState],
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError> {
        self.read(self.store.issues(states, before, limit)).await
    }

    async fn issue(&self, id: IssueId) -> Result<Option<IssueRow>, StoreError> {
        self.read(self.store.issue(id)).await
    }

    async fn issue_of(&self, delivery_id: DeliveryId) -> Result<Option<IssueId>, StoreError> {
        self.read(self.store.issue_of(delivery_id)).await
    }

    async fn write_issues(&self, step: IssueStep) -> Result<(), StoreError> {
        self.read(self.store.write_issues(step)).await
    }

    async fn deliveries_of_issue(
        &self,
        id: IssueId,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.read(self.store.deliveries_of_issue(id, before, limit)).await
    }

    async fn issue_counts(&self, id: IssueId, looked_at_max: u32) -> Result<IssueCounts, StoreError> {
        self.read(self.store.issue_counts(id, looked_at_max)).await
    }

    async fn delete_resolved_issues(&self, before: Timestamp, limit: u32) -> Result<Vec<IssueId>, StoreError> {
        self.read(self.store.delete_resolved_issues(before, limit)).await
    }
}

#[async_trait::async_trait]
impl<S: Store> DeadLetters for FaultyStore<S> {
    async fn dead_letters(
        &self,
        filter: &DeadLetterFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.read(self.store.dead_letters(filter, before, limit)).await
    }

    async fn dead_letter_groups(
        &self,
        utc_offset_minutes: i32,
        looked_at_max: u32,
    ) -> Result<DeadLetterGroups, StoreError> {
        self.read(self.store.dead_letter_groups(utc_offset_minutes, looked_at_max)).await
    }

    async fn discard(&self, discard: Discard) -> Result<u64, StoreError> {
        self.write(self.store.discard(discard)).await
    }

    async fn restore(&self, id: DiscardId) -> Result<u64, StoreError> {
        self.write(self.store.restore(id)).await
    }

    async fn bin(&self, before: Option<Cursor>, limit: u32) -> Result<Vec<Discarded>, StoreError> {
        self.read(self.store.bin(before, limit)).await
    }

    async fn empty_bin(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.read(self.store.empty_bin(before)).await
    }
}

/// What is learnt is not part of an event's path: its writes stop with the world, and are not counted.
#[async_trait::async_trait]
impl<S: Store> Catalog for FaultyStore<S> {
    async fn learnt_to(&self) -> Result<Option<Cursor>, StoreError> {
        self.read(self.store.learnt_to()).await
    }

    async fn learnable_events(
        &self,
        after: Option<Cursor>,
        before: Cursor,
        limit: u32,
    ) -> Result<Vec<LearnableEvent>, StoreError> {
        self.read(self.store.learnable_events(after, before, limit)).await
    }

    async fn learn(&self, step: LearningStep) -> Result<Moved, StoreError> {
        self.read(self.store.learn(step)).await
    }

    async fn learnt_type(&self, key: &TypeKey) -> Result<Option<LearntType>, StoreError> {
        self.read(self.store.learnt_type(key)).await
    }

    async fn catalog_types(&self) -> Result<Vec<CatalogType>, StoreError> {
        self.read(self.store.catalog_types()).await
    }

    async fn schema_versions(&self, key: &TypeKey) -> Result<Vec<SchemaVersion>, StoreError> {
        self.read(self.store.schema_versions(key)).await
    }

    async fn add_schema(&self, key: TypeKey, version: SchemaVersion) -> Result<u32, StoreError> {
        self.read(self.store.add_schema(key, version)).await
    }

    async fn findings(&self, key: &TypeKey) -> Result<Vec<Finding>, StoreError> {
        self.read(self.store.findings(key)).await
    }

    async fn resolve_findings(&self, key: TypeKey, adopted: Option<Adopted>, now: Timestamp) -> Result<(), StoreError> {
        self.read(self.store.resolve_findings(key, adopted, now)).await
    }

    async fn keep_triggered(&self, row: TriggeredRow, kept_max: u32) -> Result<(), StoreError> {
        self.read(self.store.keep_triggered(row, kept_max)).await
    }

    async fn triggered(&self, limit: u32) -> Result<Vec<TriggeredRow>, StoreError> {
        self.read(self.store.triggered(limit)).await
    }
}
