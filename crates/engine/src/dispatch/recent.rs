//! Events that were captured a moment ago. A delivery that found no room in its lane waits in the store, but its event
//! need not be read back from there when its turn comes soon.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use domain::Event;
use domain::id::EventId;

/// Events kept.
const EVENTS_MAX: usize = 2_048;
/// Bytes of bodies kept.
const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Events that were captured a moment ago; the oldest go first.
#[derive(Debug, Default)]
pub struct RecentEvents {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    events: HashMap<EventId, (Arc<Event>, Bytes)>,
    order: VecDeque<EventId>,
    body_bytes: usize,
}

impl RecentEvents {
    /// Keeps an event for a while. Once is enough for all its deliveries.
    pub fn keep(&self, event: &Arc<Event>, body: &Bytes) {
        let mut kept = self.kept();
        if body.len() > BODY_BYTES_MAX || kept.events.contains_key(&event.id) {
            return;
        }
        // A copy: the body is a part of what was read from the connection, and would keep the whole of it.
        kept.events.insert(event.id, (event.clone(), Bytes::copy_from_slice(body)));
        kept.order.push_back(event.id);
        kept.body_bytes += body.len();
        while kept.order.len() > EVENTS_MAX || kept.body_bytes > BODY_BYTES_MAX {
            kept.drop_oldest();
        }
    }

    /// An event and its body, when it is still kept.
    pub fn get(&self, id: EventId) -> Option<(Arc<Event>, Bytes)> {
        self.kept().events.get(&id).cloned()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn drop_oldest(&mut self) {
        let oldest = self.order.pop_front().and_then(|id| self.events.remove(&id));
        self.body_bytes -= oldest.map_or(0, |(_, body)| body.len());
    }
}
