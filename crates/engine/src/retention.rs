//! Lets go of the past, as the settings say: in small batches, so that nothing that is captured waits long for one.

use std::sync::Arc;
use std::time::Duration;

use domain::{Settings, Timestamp};
use store::{Prune, Store, StoreError};
use tokio_util::sync::CancellationToken;

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::Configuration;
use crate::dead_letters::BIN_FOR;

/// How often the past is looked at.
const INTERVAL: Duration = Duration::from_secs(10 * 60);
/// Events looked at in one transaction.
const BATCH: u32 = 100;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// What is over its size is brought below this share of it, in percent, so that not every event makes a sweep.
const SIZE_PERCENT: u64 = 95;

/// Lets go of the past.
pub struct Retention {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) changes: Changes,
    pub(crate) stopping: CancellationToken,
}

impl Retention {
    /// Sweeps now and every ten minutes, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        while !self.stopping.is_cancelled() {
            match self.sweep().await {
                Ok(0) => {}
                Ok(events) => tracing::info!(events, "old events deleted"),
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "old events not deleted");
                }
            }
            tokio::select! {
                () = self.clock.sleep_until(self.clock.now().after(INTERVAL)) => {}
                () = self.stopping.cancelled() => {}
            }
        }
    }

    /// Deletes what is too old, then what is too much, and says how many events that were.
    ///
    /// # Errors
    /// When the store cannot be written. What was deleted until then is deleted.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let settings = self.configuration.snapshot().settings().clone();
        self.store.empty_bin(self.clock.now().before(BIN_FOR)).await?;
        let deleted = self.sweep_age(&settings).await? + self.sweep_size(&settings).await?;
        if deleted > 0 {
            self.changes.mark(Change::Pruned);
        }
        Ok(deleted)
    }

    async fn sweep_age(&self, settings: &Settings) -> Result<u64, StoreError> {
        let now = self.clock.now();
        let days_ago = |days: u32| now.before(DAY * days);
        let retention = settings.retention;
        let Some(before) = retention.days.map(days_ago) else { return Ok(0) };
        let dead_letters_before = retention.dead_letter_days.map(|days| days_ago(days).min(before));
        self.prune_all(before, dead_letters_before, None).await
    }

    async fn sweep_size(&self, settings: &Settings) -> Result<u64, StoreError> {
        let Some(bytes_max) = settings.retention.bytes_max else { return Ok(0) };
        if self.store.kept_bytes().await? <= bytes_max {
            return Ok(0);
        }
        let goal = bytes_max / 100 * SIZE_PERCENT;
        let now = self.clock.now();
        let deleted = self.prune_all(now, None, Some(goal)).await?;
        // Dead letters go last.
        Ok(deleted + self.prune_all(now, Some(now), Some(goal)).await?)
    }

    /// Goes through the events before a moment, oldest first, until what is kept is no larger than `goal` bytes.
    async fn prune_all(
        &self,
        before: Timestamp,
        dead_letters_before: Option<Timestamp>,
        goal: Option<u64>,
    ) -> Result<u64, StoreError> {
        let mut deleted = 0;
        let mut prune = Prune { after: None, before, dead_letters_before, limit: BATCH };
        while !self.stopping.is_cancelled() {
            if let Some(goal) = goal
                && self.store.kept_bytes().await? <= goal
            {
                break;
            }
            let pruned = self.store.prune(prune).await?;
            deleted += pruned.events;
            if pruned.seen_to.is_none() {
                break;
            }
            prune.after = pruned.seen_to;
        }
        Ok(deleted)
    }
}
