//! A delivery's state as its columns; the table checks that they agree.

use domain::{DeadLetterCause, DeliveryState, Lease};
use store::{Stage, StoreError};

use crate::columns::{Columns, unreadable};

/// The columns that depend on the state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StateColumns {
    pub(crate) stage: Stage,
    pub(crate) due_at: Option<i64>,
    pub(crate) lease: Option<i64>,
    pub(crate) concluded_at: Option<i64>,
    pub(crate) cause: Option<i64>,
}

impl StateColumns {
    /// The columns of a state.
    pub(crate) fn of(state: &DeliveryState, attempts_made: u32) -> Self {
        let (due_at, lease, cause) = match state {
            DeliveryState::Scheduled { due_at } => (Some(due_at.unix_ms()), None, None),
            DeliveryState::InFlight { lease } => (None, Some(lease.0), None),
            DeliveryState::DeadLettered { cause, .. } => (None, None, Some(cause.code())),
            DeliveryState::Delivered { .. } | DeliveryState::Cancelled { .. } => (None, None, None),
        };
        let concluded_at = state.concluded_at().map(|at| at.unix_ms());
        Self { stage: Stage::of(state, attempts_made), due_at, lease, concluded_at, cause }
    }

    /// The state of a row.
    pub(crate) fn read(columns: &Columns<'_>) -> Result<DeliveryState, StoreError> {
        Ok(match columns.code("stage", Stage::from_code)? {
            Stage::Queued | Stage::Retrying => DeliveryState::Scheduled { due_at: columns.time("due_at")? },
            Stage::Sending => DeliveryState::InFlight { lease: Lease(columns.integer("lease")?) },
            Stage::Delivered => DeliveryState::Delivered { at: columns.time("concluded_at")? },
            Stage::DeadLettered => DeliveryState::DeadLettered {
                at: columns.time("concluded_at")?,
                cause: columns.code("cause", DeadLetterCause::from_code)?,
            },
            Stage::Cancelled => DeliveryState::Cancelled { at: columns.time("concluded_at")? },
        })
    }
}

/// The stage a scheduled delivery is in.
pub(crate) fn scheduled_stage(attempts_made: i64) -> Result<Stage, StoreError> {
    match attempts_made {
        0 => Ok(Stage::Queued),
        1.. => Ok(Stage::Retrying),
        negative => Err(unreadable("attempts_made", negative.to_string())),
    }
}
