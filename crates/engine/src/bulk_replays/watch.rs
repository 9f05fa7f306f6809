//! What becomes of the deliveries of bulk replays, as far as a replay needs to know while it runs.
//!
//! It is kept in memory: after a restart the count of failures begins anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::ReplayId;
use domain::{Attempt, Delivery, Trigger, Verdict};

use crate::doorbell::Doorbell;

/// What becomes of the deliveries of bulk replays.
pub struct ReplayWatch {
    watched: Mutex<HashMap<ReplayId, Watched>>,
    doorbell: Arc<Doorbell>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Watched {
    made: u64,
    tried: u64,
    failures_in_a_row: u32,
}

impl ReplayWatch {
    /// Rings `doorbell` whenever a replay may go on or has to stop.
    pub fn new(doorbell: Arc<Doorbell>) -> Self {
        Self { watched: Mutex::default(), doorbell }
    }

    /// Takes a recorded attempt into account.
    pub fn observe(&self, delivery: &Delivery, attempt: &Attempt) {
        let Trigger::Replay { replay_id: Some(id), .. } = delivery.trigger else { return };
        self.change(id, |watched| {
            watched.tried += u64::from(attempt.number == 1);
            watched.failures_in_a_row = match attempt.verdict {
                Verdict::Delivered => 0,
                Verdict::Postpone { .. } | Verdict::Cancelled => watched.failures_in_a_row,
                Verdict::Retry { .. } | Verdict::DeadLetter { .. } => watched.failures_in_a_row.saturating_add(1),
            };
        });
        self.doorbell.ring();
    }

    /// So many deliveries were made.
    pub fn made(&self, id: ReplayId, deliveries: u64) {
        self.change(id, |watched| watched.made += deliveries);
    }

    /// Deliveries that were made and not tried yet.
    pub fn ahead(&self, id: ReplayId) -> u64 {
        self.change(id, |watched| watched.made.saturating_sub(watched.tried))
    }

    /// Attempts that failed since the last one that delivered.
    pub fn failures_in_a_row(&self, id: ReplayId) -> u32 {
        self.change(id, |watched| watched.failures_in_a_row)
    }

    /// Begins anew: a person says that it is worth trying.
    pub fn forget(&self, id: ReplayId) {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Lets go of replays that are over.
    pub fn keep(&self, is_open: impl Fn(ReplayId) -> bool) {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).retain(|id, _| is_open(*id));
    }

    fn change<T>(&self, id: ReplayId, change: impl FnOnce(&mut Watched) -> T) -> T {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        change(watched.entry(id).or_default())
    }
}
