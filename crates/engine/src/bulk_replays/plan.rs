//! What a bulk replay would make, found in the way it is made.

use std::collections::HashMap;

use domain::bulk_replay::{BulkReplay, CHOSEN_MAX, ReplaySelection};
use domain::id::DestinationId;
use domain::{EventTypeName, RateLimit, Timestamp};
use store::ReplayCandidate;

use super::{BulkReplays, Chosen};
use crate::configuration::ConfigurationError;
use crate::replay::ReplayError;

/// Candidates asked for at a time.
const PAGE: u32 = 1_000;
/// Candidates looked at for a plan, at most.
const LOOKED_AT_MAX: u64 = 1_000_000;

/// A bulk replay to be planned or started.
#[derive(Debug, Clone)]
pub struct ReplayRequest {
    /// What is made once more.
    pub selection: ReplaySelection,
    /// Events received at this moment or later.
    pub received_from: Option<Timestamp>,
    /// Events received before this moment.
    pub received_until: Option<Timestamp>,
    /// Where it goes instead of where it went.
    pub destination_id: Option<DestinationId>,
    /// Leave out what was delivered there in the meantime.
    pub skips_delivered: bool,
    /// The pace.
    pub rate_limit: Option<RateLimit>,
    /// Stop when so many attempts in a row failed.
    pub stop_after_failures: Option<u32>,
    /// Make so many at most.
    pub deliveries_max: Option<u64>,
    /// Deliveries that stood in a line stand in it again.
    pub keeps_order: bool,
}

impl ReplayRequest {
    /// Asks for deliveries, with nothing special about it.
    pub const fn of(selection: ReplaySelection) -> Self {
        Self {
            selection,
            received_from: None,
            received_until: None,
            destination_id: None,
            skips_delivered: true,
            rate_limit: None,
            stop_after_failures: None,
            deliveries_max: None,
            keeps_order: false,
        }
    }
}

/// What a bulk replay would make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayPlan {
    /// How many deliveries.
    pub deliveries: u64,
    /// Left out: delivered in the meantime, or their destination is deleted.
    pub skipped: u64,
    /// When the oldest event was received.
    pub oldest_at: Option<Timestamp>,
    /// When the newest event was received.
    pub newest_at: Option<Timestamp>,
    /// How many of each kind, most first.
    pub event_types: Vec<(EventTypeName, u64)>,
    /// How many to each destination, most first.
    pub destinations: Vec<(DestinationId, u64)>,
    /// Everything was looked at; otherwise there may be more.
    pub is_whole: bool,
}

impl BulkReplays {
    /// Says what a bulk replay would make, and makes nothing.
    ///
    /// # Errors
    /// When something it names is unknown, a field is refused, or the store cannot be read.
    pub async fn plan(&self, request: ReplayRequest) -> Result<ReplayPlan, ReplayError> {
        self.checked_plan(request).await.map(|(_, plan)| plan)
    }

    /// The replay that a request asks for, and what it would make.
    pub(super) async fn checked_plan(&self, request: ReplayRequest) -> Result<(BulkReplay, ReplayPlan), ReplayError> {
        let replay = self.checked(request)?;
        let plan = self.look_at(&replay).await?;
        Ok((replay, plan))
    }

    /// The replay that a request asks for.
    pub(crate) fn checked(&self, request: ReplayRequest) -> Result<BulkReplay, ReplayError> {
        let now = self.clock.now();
        self.check(&request)?;
        Ok(BulkReplay {
            id: self.entropy.id(now),
            selection: request.selection,
            received_from: request.received_from,
            received_until: request.received_until,
            destination_id: request.destination_id,
            skips_delivered: request.skips_delivered,
            rate_limit: request.rate_limit,
            stop_after_failures: request.stop_after_failures,
            deliveries_max: request.deliveries_max,
            keeps_order: request.keeps_order,
            created_at: now,
        })
    }

    fn check(&self, request: &ReplayRequest) -> Result<(), ConfigurationError> {
        let snapshot = self.configuration.snapshot();
        match &request.selection {
            ReplaySelection::Deliveries(selection) if selection.ends.is_empty() => {
                let detail = "a replay needs to know which deliveries: dead letters, delivered or cancelled ones";
                return Err(ConfigurationError::invalid("states", detail, "Dead letters are the usual choice."));
            }
            ReplaySelection::Deliveries(selection)
                if selection.chosen.as_ref().is_some_and(|chosen| chosen.len() > CHOSEN_MAX) =>
            {
                let detail = format!("at most {CHOSEN_MAX} deliveries are chosen one by one");
                return Err(ConfigurationError::invalid(
                    "delivery_ids",
                    detail,
                    "Choose them by what they have in common.",
                ));
            }
            ReplaySelection::Deliveries(_) => {}
            ReplaySelection::Unrouted { subscription_id } => {
                if !snapshot.subscription(*subscription_id)?.is_enabled {
                    let detail = "this subscription is switched off";
                    return Err(ConfigurationError::invalid("subscription_id", detail, "Switch it on first."));
                }
            }
        }
        if let Some(id) = request.destination_id {
            snapshot.destination(id)?;
        }
        if request.rate_limit.is_some_and(|limit| limit.attempts == 0) {
            return Err(ConfigurationError::invalid("rate_limit", "a pace is at least one", "Leave it out for none."));
        }
        if request.deliveries_max == Some(0) {
            let detail = "at least one is made";
            return Err(ConfigurationError::invalid("deliveries_max", detail, "Leave it out for all."));
        }
        if request.stop_after_failures == Some(0) {
            let detail = "it can stop after one failure or more";
            return Err(ConfigurationError::invalid("stop_after_failures", detail, "Leave it out for never."));
        }
        Ok(())
    }

    async fn look_at(&self, replay: &BulkReplay) -> Result<ReplayPlan, ReplayError> {
        let snapshot = self.configuration.snapshot();
        let mut counting = Counting::default();
        let (mut after, mut looked_at) = (None, 0_u64);
        let is_whole = loop {
            let page = self.store.replay_candidates(replay, after, PAGE).await?;
            for candidate in &page {
                match self.chosen(replay, &snapshot, candidate).await? {
                    Chosen::Yes if replay.deliveries_max.is_some_and(|max| counting.deliveries >= max) => {}
                    Chosen::Yes => counting.add(replay, candidate),
                    Chosen::Skipped => counting.skipped += 1,
                    Chosen::No => {}
                }
            }
            looked_at += page.len() as u64;
            after = page.last().map(ReplayCandidate::cursor);
            if page.len() < PAGE as usize {
                break true;
            }
            if looked_at >= LOOKED_AT_MAX {
                break false;
            }
        };
        let subscribed_to = match replay.selection {
            ReplaySelection::Unrouted { subscription_id } => {
                Some(snapshot.subscription(subscription_id)?.destination_id)
            }
            ReplaySelection::Deliveries(_) => None,
        };
        Ok(counting.plan(subscribed_to, is_whole))
    }
}

#[derive(Default)]
struct Counting {
    deliveries: u64,
    skipped: u64,
    oldest_at: Option<Timestamp>,
    newest_at: Option<Timestamp>,
    event_types: HashMap<EventTypeName, u64>,
    /// `None` stands for the destination of the subscription.
    destinations: HashMap<Option<DestinationId>, u64>,
}

impl Counting {
    fn add(&mut self, replay: &BulkReplay, candidate: &ReplayCandidate) {
        let (event_type, received_at, goes_to) = match candidate {
            ReplayCandidate::Delivery { delivery, .. } => {
                (&delivery.event_type, delivery.received_at, Some(delivery.destination_id))
            }
            ReplayCandidate::Event(event) => (&event.event_type, event.received_at, None),
        };
        self.deliveries += 1;
        self.oldest_at = Some(self.oldest_at.map_or(received_at, |oldest_at| oldest_at.min(received_at)));
        self.newest_at = Some(self.newest_at.map_or(received_at, |newest_at| newest_at.max(received_at)));
        *self.event_types.entry(event_type.clone()).or_default() += 1;
        *self.destinations.entry(replay.destination_id.or(goes_to)).or_default() += 1;
    }

    fn plan(self, subscribed_to: Option<DestinationId>, is_whole: bool) -> ReplayPlan {
        let destinations = self.destinations.into_iter().filter_map(|(id, count)| Some((id.or(subscribed_to)?, count)));
        ReplayPlan {
            deliveries: self.deliveries,
            skipped: self.skipped,
            oldest_at: self.oldest_at,
            newest_at: self.newest_at,
            event_types: most_first(self.event_types.into_iter()),
            destinations: most_first(destinations),
            is_whole,
        }
    }
}

fn most_first<T: Ord>(counts: impl Iterator<Item = (T, u64)>) -> Vec<(T, u64)> {
    let mut counts: Vec<(T, u64)> = counts.collect();
    counts.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    counts
}
