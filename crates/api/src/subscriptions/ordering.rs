//! The order in which the deliveries of a subscription are made.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The order in which the deliveries of a subscription are made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "order")]
pub enum Ordering {
    /// As fast as the destination allows.
    None,
    /// One at a time: the next begins when the one before is delivered, gave up or was cancelled.
    Fifo {
        /// What belongs in one line.
        key: OrderingKey,
    },
}

/// What belongs in one line of deliveries that are made in order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum OrderingKey {
    /// Everything the subscription delivers.
    All,
    /// Events with the same value of a header field; those without it stand in one line.
    Header {
        /// Its name.
        name: String,
    },
    /// Events with the same value in their JSON body; those without it stand in one line.
    Body {
        /// A JSON pointer (RFC 6901), for example `/data/object/id`.
        pointer: String,
    },
}

impl From<&domain::Ordering> for Ordering {
    fn from(ordering: &domain::Ordering) -> Self {
        match ordering {
            domain::Ordering::None => Self::None,
            domain::Ordering::Fifo { key } => Self::Fifo {
                key: match key {
                    domain::OrderingKey::All => OrderingKey::All,
                    domain::OrderingKey::Header { name } => OrderingKey::Header { name: name.clone() },
                    domain::OrderingKey::Body { pointer } => OrderingKey::Body { pointer: pointer.clone() },
                },
            },
        }
    }
}

impl From<Ordering> for domain::Ordering {
    fn from(ordering: Ordering) -> Self {
        match ordering {
            Ordering::None => Self::None,
            Ordering::Fifo { key } => Self::Fifo {
                key: match key {
                    OrderingKey::All => domain::OrderingKey::All,
                    OrderingKey::Header { name } => domain::OrderingKey::Header { name },
                    OrderingKey::Body { pointer } => domain::OrderingKey::Body { pointer },
                },
            },
        }
    }
}
