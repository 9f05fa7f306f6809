//! Where we send.

use std::time::Duration;

use crate::id::DestinationId;
use crate::{Authorization, Connection, EventTypeName, Headers, SchemeName, Timestamp};

/// Longest time one attempt may take, when the destination does not say otherwise.
pub const TIMEOUT_DEFAULT: Duration = Duration::from_secs(10);
/// Attempts at one destination at a time, when the destination does not say otherwise.
pub const CONCURRENCY_DEFAULT: u32 = 8;

/// Where we send: callback URL, how to sign, limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Its id.
    pub id: DestinationId,
    /// What people call it.
    pub name: String,
    /// The callback URL, `http` or `https`.
    pub url: String,
    /// How deliveries to it are signed.
    pub scheme: SchemeName,
    /// Header fields added to every delivery.
    pub headers: Headers,
    /// Who deliveries say they are, beyond their signature.
    pub authorization: Authorization,
    /// How it is reached, beyond its URL.
    pub connection: Connection,
    /// Longest time for one attempt, from the first byte of work to the last byte of the answer.
    pub timeout: Duration,
    /// Attempts in flight at a time.
    pub concurrency: u32,
    /// Attempts begun in a span of time.
    pub rate_limit: Option<RateLimit>,
    /// A person holds its deliveries back.
    pub is_paused: bool,
    /// Whether it takes deliveries.
    pub health: Health,
    /// Since when every attempt has failed; `None` when the newest one delivered, or none was made.
    pub failing_since: Option<Timestamp>,
    /// What a 2xx answers becomes a new event of this kind, with the answer's body.
    pub emits: Option<EventTypeName>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Attempts that may begin in a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RateLimit {
    /// How many, at least 1.
    pub attempts: u32,
    /// In which span.
    pub per: RateSpan,
}

/// The span of a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateSpan {
    /// 1 s.
    Second,
    /// 60 s.
    Minute,
    /// 3,600 s.
    Hour,
}

impl RateLimit {
    /// The time between two attempts at an even pace.
    pub fn interval(self) -> Duration {
        let span = match self.per {
            RateSpan::Second => Duration::from_secs(1),
            RateSpan::Minute => Duration::from_secs(60),
            RateSpan::Hour => Duration::from_secs(3_600),
        };
        span / self.attempts.max(1)
    }
}

/// Whether a destination takes deliveries, as a circuit breaker has it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Health {
    /// It takes deliveries.
    Closed,
    /// Too much failed: one probe is let through from time to time, everything else waits.
    Open {
        /// When the next probe is.
        probe_at: Timestamp,
        /// The wait that ends then; it doubles with each probe that fails.
        wait_ms: u64,
    },
    /// It takes none until a person enables it again.
    Disabled {
        /// Since when.
        at: Timestamp,
        /// One sentence.
        reason: String,
    },
}

impl Destination {
    /// Whether its deliveries wait because it is paused or disabled.
    pub const fn is_holding(&self) -> bool {
        self.is_paused || matches!(self.health, Health::Disabled { .. })
    }
}
