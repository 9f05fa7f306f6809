//! What is sent, while its delivery waits in a lane: kept in memory as far as there is room for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use domain::Event;

/// Bodies larger than this are read from the store when their turn comes.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// Bytes of bodies that all lanes keep together.
const ALL_BODY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Bytes of bodies that the lanes keep.
#[derive(Debug, Clone, Default)]
pub struct BodiesInHand(Arc<AtomicUsize>);

/// What is sent, when it is still in memory.
pub struct InHand {
    /// The event.
    pub event: Arc<Event>,
    /// Its body, when there was room for it.
    pub body: Option<Bytes>,
    _held: Option<Held>,
}

/// Gives its bytes back when it is dropped.
struct Held {
    bytes: usize,
    all: BodiesInHand,
}

impl BodiesInHand {
    /// Keeps an event, and its body if there is room.
    pub fn hold(&self, event: Arc<Event>, body: Bytes) -> InHand {
        let bytes = body.len();
        let held = bytes <= BODY_BYTES_MAX && self.0.fetch_add(bytes, Ordering::Relaxed) <= ALL_BODY_BYTES_MAX;
        if held {
            let held = Some(Held { bytes, all: self.clone() });
            return InHand { event, body: Some(body), _held: held };
        }
        if bytes <= BODY_BYTES_MAX {
            self.0.fetch_sub(bytes, Ordering::Relaxed);
        }
        InHand { event, body: None, _held: None }
    }
}

impl InHand {
    /// What was found elsewhere in memory.
    pub const fn found(event: Arc<Event>, body: Bytes) -> Self {
        Self { event, body: Some(body), _held: None }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_kept_as_far_as_there_is_room_and_room_is_given_back() {
        let bodies = BodiesInHand::default();
        let event = Arc::new(store::conformance::samples::Samples::new().event("order.paid"));
        let hold = |bytes: usize| bodies.hold(event.clone(), Bytes::from(vec![0; bytes]));
        assert!(hold(BODY_BYTES_MAX + 1).body.is_none());
        let mut held = Vec::new();
        while let in_hand @ InHand { body: Some(_), .. } = hold(BODY_BYTES_MAX) {
            held.push(in_hand);
        }
        assert_eq!(held.len(), ALL_BODY_BYTES_MAX / BODY_BYTES_MAX + 1);
        held.clear();
        assert_eq!(bodies.0.load(Ordering::Relaxed), 0);
        assert!(hold(BODY_BYTES_MAX).body.is_some());
    }
}
