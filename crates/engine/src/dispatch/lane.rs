//! The lane of one destination: slots for attempts in flight, and room for what waits for a slot.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Claimed deliveries for each slot, those in flight included.
const ROOM_PER_SLOT: u32 = 4;
/// Claimed deliveries at least. What finds no room waits in the store, and must be claimed from there: in a burst that
/// costs a delivery more than everything else, so a lane takes a burst of this size from memory.
const ROOM_MIN: u32 = 1_024;

/// The lane of one destination.
#[derive(Debug)]
pub struct Lane {
    concurrency: u32,
    slots: Arc<Semaphore>,
    room: Arc<Semaphore>,
    expects_more: AtomicBool,
}

/// Room for one delivery in a lane.
#[derive(Debug)]
pub struct Room {
    lane: Arc<Lane>,
    permit: OwnedSemaphorePermit,
}

/// Leave to have one attempt in flight, as long as it is held.
#[derive(Debug)]
pub struct Slot {
    _permit: OwnedSemaphorePermit,
}

impl Lane {
    /// A lane with `concurrency` slots.
    pub fn new(concurrency: u32) -> Self {
        Self {
            concurrency,
            slots: Arc::new(Semaphore::new(concurrency as usize)),
            room: Arc::new(Semaphore::new(room_for(concurrency))),
            expects_more: AtomicBool::new(false),
        }
    }

    /// How many attempts may be in flight.
    pub const fn concurrency(&self) -> u32 {
        self.concurrency
    }

    /// Takes room for one delivery, when there is any; when there is none, whoever leaves next says so.
    pub fn take_room(self: &Arc<Self>) -> Option<Room> {
        let permit = self.room.clone().try_acquire_owned().ok();
        if permit.is_none() {
            self.expect_more();
        }
        permit.map(|permit| Room { lane: self.clone(), permit })
    }

    /// Takes room for up to `limit` deliveries.
    pub fn take_rooms(self: &Arc<Self>, limit: usize) -> Vec<Room> {
        std::iter::from_fn(|| self.take_room()).take(limit).collect()
    }

    /// Notes that more waits in the store than there was room for.
    pub fn expect_more(&self) {
        self.expects_more.store(true, Ordering::SeqCst);
    }

    /// The same, and says whether nobody who leaves later can be relied on to ask for it.
    pub fn expects_and_wants_more(&self) -> bool {
        self.expect_more();
        self.wants_more()
    }

    /// Whether half of the room is free. Asking for every single one would cost a transaction for each.
    fn wants_more(&self) -> bool {
        self.room.available_permits() >= room_for(self.concurrency).div_ceil(2)
    }
}

/// How many deliveries have room in a lane with so many slots.
fn room_for(concurrency: u32) -> usize {
    concurrency.saturating_mul(ROOM_PER_SLOT).max(ROOM_MIN) as usize
}

impl Room {
    /// Waits for a slot, in the order of asking.
    pub async fn slot(&self) -> Slot {
        let permit = self.lane.slots.clone().acquire_owned().await.expect("the slots of a lane are never closed");
        Slot { _permit: permit }
    }

    /// Gives the room back, and says whether it is time to ask the store for more.
    pub fn leave(self) -> bool {
        drop(self.permit);
        self.lane.wants_more() && self.lane.expects_more.swap(false, Ordering::SeqCst)
    }
}
