//! What a client asks of a bulk replay.

use domain::Timestamp;
use domain::bulk_replay::{DeliveryEnd, ReplaySelection};
use engine::ReplayRequest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
        let deliveries = (&self.states, &self.from_destination_id, &self.source_id, &self.event_type);
        let selection = match (self.subscription_id, deliveries) {
            (Some(id), (None, None, None, None)) => {
                ReplaySelection::Unrouted { subscription_id: parse_id("subscription_id", &id)? }
            }
            (Some(_), _) => {
                let detail = "a replay takes either what a subscription missed, or deliveries that are over";
                let hint = "Leave out the subscription, or what chooses deliveries.";
                return Err(Problem::invalid_field("subscription_id", detail, hint));
            }
            (None, _) => ReplaySelection::Deliveries {
                ends: self.states.map_or_else(
                    || vec![DeliveryEnd::DeadLettered],
                    |states| states.into_iter().map(Into::into).collect(),
                ),
                destination_id: self.from_destination_id.map(|id| parse_id("from_destination_id", &id)).transpose()?,
                source_id: self.source_id.map(|id| parse_id("source_id", &id)).transpose()?,
                event_type: self.event_type.as_deref().map(parse_pattern).transpose()?,
            },
        };
        Ok(ReplayRequest {
            selection,
            received_from: self.received_from_ms.map(Timestamp::from_unix_ms),
            received_until: self.received_until_ms.map(Timestamp::from_unix_ms),
            destination_id: self.destination_id.map(|id| parse_id("destination_id", &id)).transpose()?,
            skips_delivered: self.skip_delivered.unwrap_or(true),
            rate_limit: self.rate_limit.map(Into::into),
            stop_after_failures: self.stop_after_failures,
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
