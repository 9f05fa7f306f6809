//! Takes what is due to one destination.

use std::sync::LazyLock;

use domain::id::DestinationId;
use domain::{Delivery, DeliveryState, Lease, Timestamp};
use store::{Stage, StoreError};

use super::row;
use crate::error::unavailable;
use crate::row_statement::{RowStatement, batches};
use crate::writer::{Verb, Writing};

pub(crate) struct ClaimDue {
    pub(crate) destination_id: DestinationId,
    pub(crate) now: Timestamp,
    pub(crate) limit: u32,
    pub(crate) lease: Lease,
}

impl Verb for ClaimDue {
    type Answer = Vec<Delivery>;

    const ATTEMPTED: &'static str = "claim deliveries";

    /// Reads, then writes: nobody else writes between the two.
    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Vec<Delivery>, StoreError> {
        static CLAIM: LazyLock<RowStatement> =
            LazyLock::new(|| RowStatement::new(include_str!("../../queries/deliveries/claim.sql")));
        let rows = sqlx::query(include_str!("../../queries/deliveries/claimable.sql"))
            .bind(self.destination_id.bytes().to_vec())
            .bind(self.now.unix_ms())
            .bind(i64::from(self.limit))
            .fetch_all(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        let mut claimed = rows.iter().map(row::read).collect::<Result<Vec<_>, _>>()?;
        for batch in batches(&claimed) {
            let mut statement = sqlx::query(CLAIM.for_rows(batch.len()));
            for delivery in batch {
                statement = statement.bind(delivery.id.bytes().to_vec()).bind(self.lease.0);
            }
            statement.execute(&mut *writing.connection).await.map_err(unavailable(Self::ATTEMPTED))?;
        }
        for delivery in &mut claimed {
            let from = Stage::of(&delivery.state, delivery.attempts_made);
            writing.tally.deliveries_moved(1, self.destination_id, delivery.created_at, from, Stage::Sending);
            delivery.state = DeliveryState::InFlight { lease: self.lease };
        }
        Ok(claimed)
    }
}
