//! What a client asks of a bulk replay.

use domain::Id;
use domain::Timestamp;
use domain::bulk_replay::{DeliveryEnd, DeliverySelection, ReplaySelection};
use domain::id::Kind;
use engine::ReplayRequest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::dead_letters::parse_reason;
use crate::deliveries::parse_statuses;
use crate::destinations::RateLimit;
use crate::events::parse_pattern;
use crate::problem::Problem;
use crate::subscriptions::parse_id;

/// A bulk replay to be planned or started: of deliveries that are over, or, with `subscription_id`, of events that this
/// subscription matches and made no delivery of.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewReplay {
    /// Deliveries that ended like this; dead letters when left out.
    pub states: Option<Vec<EndedState>>,
    /// Deliveries to this destination only.
    pub from_destination_id: Option<String>,
    /// Deliveries of this source's events only.
    pub source_id: Option<String>,
    /// Deliveries whose event's kind matches: `order.*`.
    pub event_type: Option<String>,
    /// Deliveries whose last attempt failed like this: a status (`503`), or a kind of failure (`connection_refused`).
    pub reason: Option<String>,
    /// Deliveries that belong to this issue.
    pub issue_id: Option<String>,
    /// Deliveries that this bulk replay made.
    pub replay_id: Option<String>,
    /// Deliveries whose event's kind holds this text.
    pub q: Option<String>,
    /// Deliveries whose newest answer has this status, or one of these: `404`, `5xx`, `400-499`.
    pub status: Option<String>,
    /// Deliveries whose newest attempt took at least so long.
    pub latency_ms_min: Option<u32>,
    /// Deliveries with at least so many attempts.
    pub attempts_min: Option<u32>,
    /// Deliveries made at this moment or later.
    pub since_ms: Option<i64>,
    /// Deliveries made before this moment.
    pub until_ms: Option<i64>,
    /// These deliveries, at most 1,000.
    pub delivery_ids: Option<Vec<String>>,
    /// Events that this subscription missed, instead of deliveries.
    pub subscription_id: Option<String>,
    /// Events received at this moment or later.
    pub received_from_ms: Option<i64>,
    /// Events received before this moment.
    pub received_until_ms: Option<i64>,
    /// Where they go instead of where they went.
    pub destination_id: Option<String>,
    /// Leave out what was delivered there in the meantime; true when left out.
    pub skip_delivered: Option<bool>,
    /// The pace at which deliveries are made; as fast as the destinations take them when left out.
    pub rate_limit: Option<RateLimit>,
    /// Stop when so many attempts in a row failed; never when left out.
    pub stop_after_failures: Option<u32>,
    /// Make so many at most, the oldest: one, to try it. All when left out.
    pub deliveries_max: Option<u64>,
    /// Deliveries that stood in a line stand in it again; false when left out.
    pub keep_order: Option<bool>,
}

/// How a delivery ended.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndedState {
    /// It arrived.
    Delivered,
    /// It gave up.
    DeadLetter,
    /// A person stopped it.
    Cancelled,
}

impl NewReplay {
    /// Reads it.
    ///
    /// # Errors
    /// When a field cannot be what was given.
    pub fn parse(self) -> Result<ReplayRequest, Problem> {
        let selection = match &self.subscription_id {
            Some(id) if !self.chooses_deliveries() => {
                ReplaySelection::Unrouted { subscription_id: parse_id("subscription_id", id)? }
            }
            Some(_) => {
                let detail = "a replay takes either what a subscription missed, or deliveries that are over";
                let hint = "Leave out the subscription, or what chooses deliveries.";
                return Err(Problem::invalid_field("subscription_id", detail, hint));
            }
            None => ReplaySelection::of(self.deliveries()?),
        };
        Ok(ReplayRequest {
            selection,
            received_from: self.received_from_ms.map(Timestamp::from_unix_ms),
            received_until: self.received_until_ms.map(Timestamp::from_unix_ms),
            destination_id: self.destination_id.map(|id| parse_id("destination_id", &id)).transpose()?,
            skips_delivered: self.skip_delivered.unwrap_or(true),
            rate_limit: self.rate_limit.map(Into::into),
            stop_after_failures: self.stop_after_failures,
            deliveries_max: self.deliveries_max,
            keeps_order: self.keep_order.unwrap_or(false),
        })
    }

    const fn chooses_deliveries(&self) -> bool {
        self.states.is_some()
            || self.from_destination_id.is_some()
            || self.source_id.is_some()
            || self.event_type.is_some()
            || self.reason.is_some()
            || self.issue_id.is_some()
            || self.replay_id.is_some()
            || self.q.is_some()
            || self.status.is_some()
            || self.latency_ms_min.is_some()
            || self.attempts_min.is_some()
            || self.since_ms.is_some()
            || self.until_ms.is_some()
            || self.delivery_ids.is_some()
    }

    fn deliveries(&self) -> Result<DeliverySelection, Problem> {
        fn id<K: Kind>(field: &'static str, text: Option<&String>) -> Result<Option<Id<K>>, Problem> {
            text.map(|id| parse_id(field, id)).transpose()
        }
        let ends = self
            .states
            .as_ref()
            .map_or_else(|| vec![DeliveryEnd::DeadLettered], |states| states.iter().copied().map(Into::into).collect());
        let chosen = self.delivery_ids.as_ref().map(|ids| ids.iter().map(|id| parse_id("delivery_ids", id)).collect());
        Ok(DeliverySelection {
            ends,
            destination_id: id("from_destination_id", self.from_destination_id.as_ref())?,
            source_id: id("source_id", self.source_id.as_ref())?,
            event_type: self.event_type.as_deref().map(parse_pattern).transpose()?,
            reason: self.reason.as_deref().map(parse_reason).transpose()?,
            issue_id: id("issue_id", self.issue_id.as_ref())?,
            made_by: id("replay_id", self.replay_id.as_ref())?,
            text: self.q.clone().filter(|text| !text.trim().is_empty()),
            statuses: self.status.as_deref().map(parse_statuses).transpose()?,
            latency_us_min: self.latency_ms_min.map(|least| u64::from(least) * 1_000),
            attempts_min: self.attempts_min,
            made_from: self.since_ms.map(Timestamp::from_unix_ms),
            made_until: self.until_ms.map(Timestamp::from_unix_ms),
            chosen: chosen.transpose()?,
        })
    }
}

impl From<EndedState> for DeliveryEnd {
    fn from(state: EndedState) -> Self {
        match state {
            EndedState::Delivered => Self::Delivered,
            EndedState::DeadLetter => Self::DeadLettered,
            EndedState::Cancelled => Self::Cancelled,
        }
    }
}

impl From<DeliveryEnd> for EndedState {
    fn from(end: DeliveryEnd) -> Self {
        match end {
            DeliveryEnd::Delivered => Self::Delivered,
            DeliveryEnd::DeadLettered => Self::DeadLetter,
            DeliveryEnd::Cancelled => Self::Cancelled,
        }
    }
}
