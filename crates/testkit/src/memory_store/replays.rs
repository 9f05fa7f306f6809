//! Bulk replays in memory.

use domain::bulk_replay::{
    BulkReplay, DeliveryEnd, DeliverySelection, FailureReason, ReplayProgress, ReplaySelection, ReplayState,
};
use domain::id::ReplayId;
use domain::{Delivery, DeliveryState, Timestamp, Trigger, VerificationVerdict};
use store::{Cursor, Moved, ReplayCandidate, ReplayStep, Replays, Stage, StageCounts, StoreError, first_uuid_at};

use super::timeline::is_scheduled;
use super::{Content, MemoryStore};

#[async_trait::async_trait]
impl Replays for MemoryStore {
    async fn begin_replay(&self, replay: BulkReplay, progress: ReplayProgress) -> Result<(), StoreError> {
        self.content().replays.insert(replay.id, (replay, progress));
        Ok(())
    }

    async fn replays(
        &self,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        let content = self.content();
        let older =
            content.replays.values().rev().filter(|(replay, _)| before.is_none_or(|before| replay.id.uuid() < before));
        Ok(older.take(limit as usize).cloned().collect())
    }

    async fn open_replays(&self) -> Result<Vec<(BulkReplay, ReplayProgress)>, StoreError> {
        let content = self.content();
        Ok(content.replays.values().rev().filter(|(_, progress)| progress.state.is_open()).cloned().collect())
    }

    async fn replay(&self, id: ReplayId) -> Result<Option<(BulkReplay, ReplayProgress)>, StoreError> {
        Ok(self.content().replays.get(&id).cloned())
    }

    async fn replay_candidates(
        &self,
        replay: &BulkReplay,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<ReplayCandidate>, StoreError> {
        let content = self.content();
        let is_between = |cursor: Cursor| after.is_none_or(|after| cursor > after) && cursor < replay.id.uuid();
        let is_in_time = |at: Timestamp| {
            replay.received_from.is_none_or(|from| at >= from) && replay.received_until.is_none_or(|until| at < until)
        };
        let all: Vec<ReplayCandidate> = match &replay.selection {
            ReplaySelection::Deliveries(selection) => content
                .deliveries
                .values()
                .filter(|delivery| {
                    is_between(delivery.id.uuid())
                        && is_in_time(delivery.received_at)
                        && content.is_chosen(selection, delivery)
                })
                .map(|delivery| ReplayCandidate::Delivery {
                    is_delivered_later: content.is_delivered_later(delivery, replay),
                    delivery: Box::new(delivery.clone()),
                })
                .collect(),
            ReplaySelection::Unrouted { subscription_id } => content
                .events
                .values()
                .map(|(event, _)| event)
                .filter(|event| {
                    is_between(event.id.uuid())
                        && is_in_time(event.received_at)
                        && event.verification.verdict != VerificationVerdict::Rejected
                        && content.deliveries_of(event.id).all(|made| made.subscription_id != Some(*subscription_id))
                })
                .map(|event| ReplayCandidate::Event(Box::new(event.clone())))
                .collect(),
        };
        Ok(all.into_iter().take(limit as usize).collect())
    }

    async fn advance_replay(&self, step: ReplayStep) -> Result<Moved, StoreError> {
        let mut content = self.content();
        let Some((_, progress)) = content
            .replays
            .get_mut(&step.id)
            .filter(|(_, progress)| progress.state == ReplayState::Running && progress.cursor == step.from)
        else {
            return Ok(Moved::Lost);
        };
        progress.cursor = step.to;
        progress.made += step.deliveries.len() as u64;
        progress.skipped += step.skipped;
        progress.ended_at = step.finished_at;
        if step.finished_at.is_some() {
            progress.state = ReplayState::Finished;
        }
        content.deliveries.extend(step.deliveries.into_iter().map(|delivery| (delivery.id, delivery)));
        Ok(Moved::Done)
    }

    async fn move_replay(
        &self,
        id: ReplayId,
        from: Vec<ReplayState>,
        to: ReplayState,
        now: Timestamp,
    ) -> Result<Moved, StoreError> {
        let mut content = self.content();
        let Some((_, progress)) = content.replays.get_mut(&id).filter(|(_, progress)| from.contains(&progress.state))
        else {
            return Ok(Moved::Lost);
        };
        progress.ended_at = (!to.is_open()).then_some(now);
        progress.state = to.clone();
        if matches!(to, ReplayState::Cancelled | ReplayState::Stopped { .. }) {
            for delivery in content.deliveries.values_mut() {
                if is_of(delivery, id) && is_scheduled(delivery) {
                    delivery.state = DeliveryState::Cancelled { at: now };
                }
            }
        }
        Ok(Moved::Done)
    }

    async fn replay_counts(&self, id: ReplayId) -> Result<StageCounts, StoreError> {
        let mut counts = StageCounts::default();
        for delivery in self.content().deliveries.values().filter(|delivery| is_of(delivery, id)) {
            counts.add(Stage::of(&delivery.state, delivery.attempts_made), 1);
        }
        Ok(counts)
    }
}

impl Content {
    /// Whether a selection means a delivery. The kind of event is not looked at.
    fn is_chosen(&self, selection: &DeliverySelection, delivery: &Delivery) -> bool {
        let last = delivery.last_attempt.as_ref();
        let reason = last.and_then(|last| FailureReason::of(last.error_class, last.status));
        let issue_id = self.issue_deliveries.get(&delivery.id).map(|(_, id)| *id);
        end_of(delivery).is_some_and(|end| selection.ends.contains(&end))
            && selection.destination_id.is_none_or(|id| delivery.destination_id == id)
            && selection.source_id.is_none_or(|id| delivery.source_id == Some(id))
            && selection.reason.is_none_or(|asked| reason == Some(asked))
            && selection.issue_id.is_none_or(|id| issue_id == Some(id))
            && selection.made_by.is_none_or(|id| is_of(delivery, id))
            && selection.made_from.is_none_or(|from| delivery.id.uuid() >= first_uuid_at(from))
            && selection.made_until.is_none_or(|until| delivery.id.uuid() < first_uuid_at(until))
            && selection.statuses.is_none_or(|(least, most)| {
                last.and_then(|last| last.status).is_some_and(|status| (least..=most).contains(&status))
            })
            && selection.latency_us_min.is_none_or(|least| last.is_some_and(|last| last.total_us >= least))
            && selection.attempts_min.is_none_or(|least| delivery.attempts_made >= least)
            && selection.chosen.as_ref().is_none_or(|chosen| chosen.contains(&delivery.id))
    }

    fn is_delivered_later(&self, delivery: &Delivery, replay: &BulkReplay) -> bool {
        let destination_id = replay.destination_id.unwrap_or(delivery.destination_id);
        self.deliveries_of(delivery.event_id).any(|later| {
            later.id > delivery.id
                && later.destination_id == destination_id
                && matches!(later.state, DeliveryState::Delivered { .. })
        })
    }
}

const fn end_of(delivery: &Delivery) -> Option<DeliveryEnd> {
    match delivery.state {
        DeliveryState::Delivered { .. } => Some(DeliveryEnd::Delivered),
        DeliveryState::DeadLettered { .. } => Some(DeliveryEnd::DeadLettered),
        DeliveryState::Cancelled { .. } => Some(DeliveryEnd::Cancelled),
        DeliveryState::Scheduled { .. } | DeliveryState::InFlight { .. } => None,
    }
}

/// Whether a bulk replay made a delivery.
pub(super) fn is_of(delivery: &Delivery, id: ReplayId) -> bool {
    matches!(delivery.trigger, Trigger::Replay { replay_id: Some(replay_id), .. } if replay_id == id)
}
