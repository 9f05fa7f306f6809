//! Wakes a task, and knows whether anything is still under way, so that tests can wait for rest instead of sleeping.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::Notify;

/// Wakes one task. Ringing twice before it looks is ringing once.
#[derive(Debug, Default)]
pub struct Doorbell {
    is_rung: AtomicBool,
    rung: Notify,
}

impl Doorbell {
    /// Wakes the task, now or when it next waits.
    pub fn ring(&self) {
        self.is_rung.store(true, Ordering::SeqCst);
        self.rung.notify_one();
    }

    /// Waits for a ring.
    pub async fn wait(&self) {
        while !self.is_rung.load(Ordering::SeqCst) {
            self.rung.notified().await;
        }
    }

    /// Takes a ring: rings after this wake again.
    pub fn answer(&self) {
        self.is_rung.store(false, Ordering::SeqCst);
    }

    /// Whether a ring was not answered yet.
    pub fn is_rung(&self) -> bool {
        self.is_rung.load(Ordering::SeqCst)
    }
}

/// Counts what is under way.
#[derive(Debug, Clone, Default)]
pub struct Activity(Arc<ActivityState>);

#[derive(Debug, Default)]
struct ActivityState {
    under_way: AtomicUsize,
    rested: Notify,
}

/// Something that is under way until this is dropped.
#[derive(Debug)]
pub struct UnderWay(Activity);

impl Activity {
    /// Begins something.
    pub fn begin(&self) -> UnderWay {
        self.0.under_way.fetch_add(1, Ordering::SeqCst);
        UnderWay(self.clone())
    }

    /// Whether nothing is under way.
    pub fn is_resting(&self) -> bool {
        self.0.under_way.load(Ordering::SeqCst) == 0
    }

    /// Waits until nothing is under way and `and` holds. `and` is looked at whenever something ends.
    pub async fn rest(&self, and: impl Fn() -> bool) {
        loop {
            let rested = self.0.rested.notified();
            tokio::pin!(rested);
            rested.as_mut().enable();
            if self.is_resting() && and() {
                return;
            }
            rested.await;
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.under_way.fetch_sub(1, Ordering::SeqCst);
        self.0.0.rested.notify_waiters();
    }
}
