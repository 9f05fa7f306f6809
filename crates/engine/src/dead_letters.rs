//! What people do with deliveries that gave up, besides making them once more: look, count, discard, take back.
//!
//! What is discarded is cancelled at once and lies in a bin: for a few seconds it can be taken back, for a week it can
//! be exported. Nothing is deleted by it; that is left to retention.

mod facets;

use std::sync::Arc;
use std::time::Duration;

use domain::bulk_replay::{BulkReplay, ReplaySelection};
use domain::id::{DeliveryId, DiscardId};
use domain::{Delivery, Timestamp};
use store::{Cursor, DeadLetterFilter, Discard, Discarded, ReplayCandidate, Store, StoreError};

pub use facets::DeadLetterFacets;

use crate::bulk_replays::{BulkReplays, ReplayRequest};
use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::replay::ReplayError;

/// How long what was discarded can be taken back.
pub const UNDO_FOR: Duration = Duration::from_secs(10);
/// How long what was discarded can be exported.
pub const BIN_FOR: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// A person may press at the last moment.
const UNDO_GRACE: Duration = Duration::from_secs(2);
/// Dead letters looked at for the figures.
const COUNTED_MAX: u32 = 200_000;
/// Dead letters discarded in one transaction.
const BATCH: u32 = 500;

/// Deliveries that gave up.
pub struct DeadLetters {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) bulk_replays: Arc<BulkReplays>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
}

/// What was discarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiscardedTogether {
    /// Names it.
    pub id: DiscardId,
    /// How many.
    pub deliveries: u64,
    /// It can be taken back before this moment.
    pub undo_until: Timestamp,
}

impl DeadLetters {
    /// Dead letters, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn page(
        &self,
        filter: &DeadLetterFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.store.dead_letters(filter, before, limit).await
    }

    /// How many there are, by what they have in common. Days are those of a clock so far ahead of UTC.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn facets(
        &self,
        filter: &DeadLetterFilter,
        utc_offset_minutes: i32,
    ) -> Result<DeadLetterFacets, StoreError> {
        let counted = self.store.dead_letter_groups(utc_offset_minutes, COUNTED_MAX).await?;
        Ok(DeadLetterFacets::of(&counted, filter, utc_offset_minutes))
    }

    /// The deliveries that a request chooses, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When a field is refused, or the store cannot be read.
    pub async fn chosen(&self, request: ReplayRequest, limit: u32) -> Result<Vec<Delivery>, ReplayError> {
        let replay = self.bulk_replays.checked(request)?;
        let (mut chosen, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.replay_candidates(&replay, after, BATCH).await?;
            after = page.last().map(ReplayCandidate::cursor);
            let is_last = page.len() < BATCH as usize;
            chosen.extend(page.into_iter().filter_map(|candidate| meant(&replay, candidate)));
            if is_last || chosen.len() >= limit as usize {
                chosen.truncate(limit as usize);
                return Ok(chosen);
            }
        }
    }

    /// Puts the dead letters that a request chooses into the bin. One that is stopped in the middle has discarded some;
    /// asking again does the rest.
    ///
    /// # Errors
    /// When a field is refused, or the store cannot be used.
    pub async fn discard(&self, request: ReplayRequest) -> Result<DiscardedTogether, ReplayError> {
        let replay = self.bulk_replays.checked(request)?;
        let (now, id) = (self.clock.now(), self.entropy.id(self.clock.now()));
        let mut deliveries = 0;
        let mut after = None;
        loop {
            let page = self.store.replay_candidates(&replay, after, BATCH).await?;
            after = page.last().map(ReplayCandidate::cursor);
            let is_last = page.len() < BATCH as usize;
            let chosen: Vec<DeliveryId> =
                page.into_iter().filter_map(|candidate| meant(&replay, candidate)).map(|found| found.id).collect();
            if !chosen.is_empty() {
                deliveries += self.store.discard(Discard { id, deliveries: chosen.clone(), now }).await?;
                for delivery_id in chosen {
                    self.changes.mark(Change::Delivery(delivery_id));
                }
            }
            if is_last {
                break;
            }
        }
        Ok(DiscardedTogether { id, deliveries, undo_until: now.after(UNDO_FOR) })
    }

    /// Takes back what was discarded together a moment ago. Says how many that were.
    ///
    /// # Errors
    /// When it is too late, or the store cannot be written.
    pub async fn take_back(&self, id: DiscardId) -> Result<u64, ReplayError> {
        let discarded_at = made_at(id);
        if self.clock.now().since(discarded_at) > UNDO_FOR + UNDO_GRACE {
            return Err(ReplayError::NotPossible {
                detail: "what was discarded can be taken back for 10 seconds only".to_owned(),
                hint: "It lies in the bin, from where it can be exported.",
            });
        }
        let deliveries = self.store.restore(id).await?;
        self.changes.mark(Change::Pruned);
        Ok(deliveries)
    }

    /// What lies in the bin, newest delivery first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn bin(&self, before: Option<Cursor>, limit: u32) -> Result<Vec<Discarded>, StoreError> {
        self.store.bin(before, limit).await
    }
}

fn meant(replay: &BulkReplay, candidate: ReplayCandidate) -> Option<Delivery> {
    let ReplaySelection::Deliveries(selection) = &replay.selection else { return None };
    let ReplayCandidate::Delivery { delivery, .. } = candidate else { return None };
    selection.means_kind(&delivery.event_type).then_some(*delivery)
}

/// An id says when it was made.
fn made_at(id: DiscardId) -> Timestamp {
    let milliseconds = id.bytes()[..6].iter().fold(0_i64, |sum, byte| sum << 8 | i64::from(*byte));
    Timestamp::from_unix_ms(milliseconds)
}
