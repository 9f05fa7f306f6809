//! Decides which delivery is tried next, and keeps destinations out of each other's way.
//!
//! Each destination has a *lane*: a few slots, one for each attempt that may be in flight, and a short backlog of
//! deliveries that are already claimed and wait for a slot. Nothing else is held in memory but the newest events; the rest
//! waits in the store, and a lane is filled again when half of its room is free.
//!
//! ```text
//! capture ──reserve──▶ room in the lane's backlog? ──yes──▶ captured in flight ──submit──▶ lane ──▶ attempt
//!                                  │ no
//!                                  ▼
//!                       captured as scheduled ◀──────── retries, replays, interrupted ones
//!                                  │
//!    doorbell, clock ──▶ scheduler: claim_due for each destination with room ──────────▶ lane ──▶ attempt
//! ```
//!
//! Guaranteed: a delivery that is durable is attempted at least once, whatever stops in between, since what is in
//! memory is in flight under this run's lease and the next run schedules it again; a slow or dead destination fills
//! only its own lane; deliveries of a paused or disabled destination stay in the store, and so do those that its *gate*
//! (rate limit, circuit breaker) does not let through yet; what stands in a line is made one at a time, in order, since
//! the store gives out only the first of each line. Not guaranteed: order between other deliveries.
//!
//! The scheduler is woken by its doorbell (something became due, room was made) and by the clock. It takes no input
//! and may run at any time: it only looks at what is due.

mod attempt;
mod consent;
mod emission;
mod gate;
mod health;
mod in_hand;
mod lane;
mod recent;
mod request;
mod transforming;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::id::DestinationId;
use domain::{Delivery, DeliveryState, Event, Lease, Timestamp};
use store::Store;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::alerts::Alerts;
use crate::bulk_replays::ReplayWatch;
use crate::changes::Changes;
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfiguredDestination};
use crate::doorbell::{Activity, Doorbell};
use crate::egress::Egress;
use crate::entropy::Entropy;
use crate::issues::Issues;
use crate::routing::Routing;
use crate::transforms::Transforms;
use gate::Gate;
use in_hand::{BodiesInHand, InHand};
use lane::{Lane, Room};
use recent::RecentEvents;
pub use request::PreparedRequest;
pub(crate) use request::USER_AGENT;
pub(crate) use transforming::{apply, webhook};

/// Longest sleep of the scheduler: a clock that is set back or a laptop that slept is noticed after this.
const NAP: Duration = Duration::from_secs(15);
/// The wait after the store could not be asked.
const STORE_WAIT: Duration = Duration::from_secs(1);
/// Deliveries claimed at once for one destination.
const CLAIM_MAX: usize = 256;
/// How long attempts in flight may go on when the engine stops.
const DRAIN: Duration = Duration::from_secs(5);

/// Decides which delivery is tried next.
pub struct Dispatch {
    store: Arc<dyn Store>,
    configuration: Arc<Configuration>,
    egress: Arc<dyn Egress>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: Changes,
    alerts: Arc<Alerts>,
    issues: Arc<Issues>,
    routing: Arc<Routing>,
    replay_watch: Arc<ReplayWatch>,
    transforms: Transforms,
    consents: consent::Consents,
    lease: Lease,
    lanes: Mutex<HashMap<DestinationId, Arc<Lane>>>,
    gates: Mutex<HashMap<DestinationId, Arc<Gate>>>,
    recent: RecentEvents,
    bodies_in_hand: BodiesInHand,
    looks_again_at: Mutex<Option<Timestamp>>,
    doorbell: Doorbell,
    activity: Activity,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

/// What a dispatch works with.
pub struct DispatchParts {
    /// Where deliveries wait.
    pub store: Arc<dyn Store>,
    /// Destinations, their secrets and limits.
    pub configuration: Arc<Configuration>,
    /// The way out.
    pub egress: Arc<dyn Egress>,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Ids and jitter.
    pub entropy: Arc<dyn Entropy>,
    /// Where moves are marked.
    pub changes: Changes,
    /// Who is told of failures.
    pub alerts: Arc<Alerts>,
    /// What failures have in common.
    pub issues: Arc<Issues>,
    /// Where answers that become events go.
    pub routing: Arc<Routing>,
    /// Who looks at the deliveries of bulk replays.
    pub replay_watch: Arc<ReplayWatch>,
    /// The lease of this run.
    pub lease: Lease,
}

/// A delivery that is about to be captured.
pub enum Reserved {
    /// Its lane has room: it is captured in flight, and goes there from memory.
    InHand(Delivery, Room),
    /// It is captured as scheduled, and waits in the store.
    Waiting(Delivery),
}

impl Reserved {
    /// The delivery as it is to be captured.
    pub const fn delivery(&self) -> &Delivery {
        match self {
            Self::InHand(delivery, _) | Self::Waiting(delivery) => delivery,
        }
    }
}

impl Dispatch {
    /// Sets up the lanes; nothing runs yet.
    pub fn new(parts: DispatchParts) -> Self {
        Self {
            store: parts.store,
            configuration: parts.configuration,
            egress: parts.egress,
            clock: parts.clock,
            entropy: parts.entropy,
            changes: parts.changes,
            alerts: parts.alerts,
            issues: parts.issues,
            routing: parts.routing,
            replay_watch: parts.replay_watch,
            transforms: Transforms::default(),
            consents: consent::Consents::default(),
            lease: parts.lease,
            lanes: Mutex::default(),
            gates: Mutex::default(),
            recent: RecentEvents::default(),
            bodies_in_hand: BodiesInHand::default(),
            looks_again_at: Mutex::default(),
            doorbell: Doorbell::default(),
            activity: Activity::default(),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }
    }

    /// Starts the scheduler.
    pub fn start(self: &Arc<Self>) {
        self.doorbell.ring();
        self.tasks.spawn(self.clone().run_scheduler());
    }

    /// Takes room in the destination's lane for a delivery that is about to be captured, when there is any.
    pub fn reserve(&self, destination: &ConfiguredDestination, delivery: Delivery) -> Reserved {
        let may_go = !destination.destination.is_holding()
            && !self.stopping.is_cancelled()
            // What stands in a line is let go by the store.
            && delivery.ordering_key.is_none();
        let Some(room) = may_go.then(|| self.lane(destination).take_room()).flatten() else {
            return Reserved::Waiting(delivery);
        };
        match self.gate(destination).take_at_once(self.clock.now()) {
            true => {
                Reserved::InHand(Delivery { state: DeliveryState::InFlight { lease: self.lease }, ..delivery }, room)
            }
            false => Reserved::Waiting(delivery),
        }
    }

    /// Sends a delivery on its way after it was captured.
    pub fn submit(self: &Arc<Self>, reserved: Reserved, event: Arc<Event>, body: Bytes) {
        match reserved {
            Reserved::Waiting(delivery) => {
                self.recent.keep(&event, &body);
                self.expect(delivery.destination_id);
            }
            Reserved::InHand(delivery, room) => {
                let in_hand = self.bodies_in_hand.hold(event, body);
                self.enter(delivery, room, Some(in_hand));
            }
        }
    }

    /// Something due was captured that found no room. While its lane is well filled, whoever leaves it next rings.
    fn expect(&self, destination_id: DestinationId) {
        let lane = self.lanes.lock().unwrap_or_else(PoisonError::into_inner).get(&destination_id).cloned();
        if lane.is_none_or(|lane| lane.expects_and_wants_more()) {
            self.doorbell.ring();
        }
    }

    /// Has the scheduler look at what is due: something was scheduled, released or resumed.
    pub fn wake(&self) {
        self.doorbell.ring();
    }

    /// Waits until nothing is in flight and the scheduler sleeps.
    pub async fn rest(&self) {
        self.activity.rest(|| !self.doorbell.is_rung()).await;
    }

    /// Whether nothing is in flight and the scheduler sleeps.
    pub fn is_resting(&self) -> bool {
        self.activity.is_resting() && !self.doorbell.is_rung()
    }

    /// Stops: nothing new is begun, attempts in flight get [`DRAIN`] to end. What is left is tried again by the next run.
    pub async fn stop(&self) {
        self.stopping.cancel();
        self.tasks.close();
        if tokio::time::timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "stopped with attempts in flight; they will be made again");
        }
    }

    /// Begins nothing new from here on, and waits for nothing.
    pub fn abandon(&self) {
        self.stopping.cancel();
    }

    async fn run_scheduler(self: Arc<Self>) {
        while !self.stopping.is_cancelled() {
            let under_way = self.activity.begin();
            self.doorbell.answer();
            let next_at = match self.claim_all_due().await {
                Ok(next_at) => next_at,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "could not look for what is due");
                    Some(self.clock.now().after(STORE_WAIT))
                }
            };
            *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner) = next_at;
            let nap_end = self.clock.now().after(NAP);
            let wake_at = next_at.map_or(nap_end, |next_at| next_at.min(nap_end));
            drop(under_way);
            tokio::select! {
                () = self.doorbell.wait() => {}
                () = self.clock.sleep_until(wake_at) => {}
                () = self.stopping.cancelled() => {}
            }
        }
    }

    /// Fills the lanes with what is due and may begin, and says when there will be more.
    async fn claim_all_due(self: &Arc<Self>) -> Result<Option<Timestamp>, store::StoreError> {
        let now = self.clock.now();
        let due = self.store.due(now).await?;
        let mut next_at = due.next_at;
        let snapshot = self.configuration.snapshot();
        for destination_id in due.destinations {
            let Ok(destination) = snapshot.destination(destination_id) else { continue };
            if destination.destination.is_holding() {
                continue;
            }
            let again_at = self.claim_due_to(destination, now).await?;
            next_at = [next_at, again_at].into_iter().flatten().min();
        }
        Ok(next_at)
    }

    /// Fills the lane of one destination, and says when its gate opens for what is left.
    async fn claim_due_to(
        self: &Arc<Self>,
        destination: &ConfiguredDestination,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, store::StoreError> {
        let (lane, gate) = (self.lane(destination), self.gate(destination));
        let mut rooms = lane.take_rooms(CLAIM_MAX);
        if rooms.is_empty() {
            return Ok(None);
        }
        let taken = gate.take(now, rooms.len());
        rooms.truncate(taken.attempts);
        if rooms.is_empty() {
            return Ok(taken.ask_again_at);
        }
        let limit = u32::try_from(rooms.len()).unwrap_or(u32::MAX);
        let claimed = match self.store.claim_due(destination.destination.id, now, limit, self.lease).await {
            Ok(claimed) => claimed,
            Err(error) => {
                gate.give_back(now, taken.attempts);
                return Err(error);
            }
        };
        gate.give_back(now, taken.attempts.saturating_sub(claimed.len()));
        for delivery in claimed {
            match rooms.pop() {
                Some(room) => self.enter(delivery, room, None),
                None => break,
            }
        }
        if !rooms.is_empty() {
            return Ok(None);
        }
        // There may be more: whoever leaves the lane rings, and the gate opens again by itself.
        if lane.expects_and_wants_more() {
            self.doorbell.ring();
        }
        Ok(taken.ask_again_at)
    }

    /// Lets a claimed delivery wait for a slot of its lane and be attempted there.
    fn enter(self: &Arc<Self>, delivery: Delivery, room: Room, in_hand: Option<InHand>) {
        let under_way = self.activity.begin();
        let dispatch = self.clone();
        self.tasks.spawn(async move {
            let slot = tokio::select! {
                slot = room.slot() => Some(slot),
                () = dispatch.stopping.cancelled() => None,
            };
            match slot {
                // In a box of its own, so that what waits for a slot does not take the room of an attempt.
                Some(slot) => Box::pin(dispatch.attempt(delivery, in_hand, slot)).await,
                None => dispatch.put_back(&delivery, dispatch.clock.now()).await,
            }
            if room.leave() {
                dispatch.doorbell.ring();
            }
            drop(under_way);
        });
    }

    /// Has a destination's gate forget what it has seen: a person says that it is well again.
    pub fn open_gate(&self, id: DestinationId) {
        self.gates.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        self.doorbell.ring();
    }

    /// When the scheduler looks again; `None` when nothing waits for a time.
    pub fn looks_again_at(&self) -> Option<Timestamp> {
        *self.looks_again_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gate(&self, destination: &ConfiguredDestination) -> Arc<Gate> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates
            .entry(destination.destination.id)
            .or_insert_with(|| Arc::new(Gate::new(&destination.destination, self.clock.now())));
        gate.keep_pace(&destination.destination);
        gate.clone()
    }

    fn lane(&self, destination: &ConfiguredDestination) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes
            .entry(destination.destination.id)
            .or_insert_with(|| Arc::new(Lane::new(destination.destination.concurrency)));
        if lane.concurrency() != destination.destination.concurrency {
            // Deliveries in the old lane end there; for that time both count their own.
            *lane = Arc::new(Lane::new(destination.destination.concurrency));
        }
        lane.clone()
    }
}
