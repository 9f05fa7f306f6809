//! Where we send.

use std::time::Duration;

use crate::id::DestinationId;
use crate::{Headers, SchemeName, Timestamp};

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
    /// Longest time for one attempt, from the first byte of work to the last byte of the answer.
    pub timeout: Duration,
    /// Attempts in flight at a time.
    pub concurrency: u32,
    /// A person holds its deliveries back.
    pub is_paused: bool,
    /// Whether it takes deliveries.
    pub health: Health,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether a destination takes deliveries, as one sees a circuit breaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It takes deliveries.
    Closed,
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
