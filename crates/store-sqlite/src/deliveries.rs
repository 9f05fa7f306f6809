//! Deliveries and their attempts.

pub(crate) mod add;
mod amend;
pub(crate) mod arrows;
pub(crate) mod attempts;
mod begin_run;
mod claim_due;
pub(crate) mod lines;
pub(crate) mod row;
mod sequences;
pub(crate) mod state_columns;

use bytes::Bytes;
use domain::id::{AttemptId, DeliveryId, DestinationId, EventId, SubscriptionId};
use domain::{Delivery, Grouping, Lease, Timestamp};
use store::{
    Amended, Amendment, AttemptRow, Conclusion, Cursor, Deliveries, DeliveryFilter, Due, Moved, Run, Sequence,
    StoreError,
};

use crate::bodies;
use crate::columns::Columns;
use crate::conclude::NewConclusion;
use crate::error::unavailable;
use crate::page;
use crate::sqlite_store::SqliteStore;

const READ: &str = "read deliveries";

#[async_trait::async_trait]
impl Deliveries for SqliteStore {
    async fn begin_run(&self, now: Timestamp) -> Result<Run, StoreError> {
        self.writer().run(begin_run::BeginRun { now }).await
    }

    async fn add_deliveries(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
        self.writer().run(add::AddDeliveries(deliveries)).await
    }

    async fn due(&self, now: Timestamp) -> Result<Due, StoreError> {
        let rows = sqlx::query(include_str!("../queries/deliveries/due.sql"))
            .bind(now.unix_ms())
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read what is due"))?;
        let mut due = Due { destinations: Vec::new(), next_at: None };
        for row in &rows {
            let columns = Columns(row);
            if columns.flag("is_due")? {
                due.destinations.push(columns.id("destination_id")?);
            }
            due.next_at = [due.next_at, columns.time_or_none("next_at")?].into_iter().flatten().min();
        }
        // A destination has one row for each of two stages.
        due.destinations.sort();
        due.destinations.dedup();
        Ok(due)
    }

    async fn claim_due(
        &self,
        destination_id: DestinationId,
        now: Timestamp,
        limit: u32,
        lease: Lease,
    ) -> Result<Vec<Delivery>, StoreError> {
        self.writer().run(claim_due::ClaimDue { destination_id, now, limit, lease }).await
    }

    async fn conclude(&self, conclusion: Conclusion) -> Result<Moved, StoreError> {
        self.writer().conclude(NewConclusion::of(conclusion).await).await
    }

    async fn release(&self, id: DeliveryId, lease: Lease, due_at: Timestamp) -> Result<Moved, StoreError> {
        self.writer().run(arrows::Release { id, lease, due_at }).await
    }

    async fn cancel(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        self.writer().run(arrows::Cancel { id, now }).await
    }

    async fn amend(&self, amendment: Amendment, now: Timestamp) -> Result<Amended, StoreError> {
        self.writer().run(amend::Amend { amendment, now }).await
    }

    async fn run_now(&self, id: DeliveryId, now: Timestamp) -> Result<Moved, StoreError> {
        self.writer().run(arrows::RunNow { id, now }).await
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let found = sqlx::query(include_str!("../queries/deliveries/delivery.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read a delivery"))?;
        found.as_ref().map(row::read).transpose()
    }

    async fn sequences(&self) -> Result<Vec<Sequence>, StoreError> {
        sequences::read(self.readers()).await
    }

    async fn head_of_line(
        &self,
        subscription_id: SubscriptionId,
        ordering_key: &str,
    ) -> Result<Option<DeliveryId>, StoreError> {
        let found = sqlx::query(include_str!("../queries/deliveries/head_of_line.sql"))
            .bind(subscription_id.bytes().to_vec())
            .bind(ordering_key)
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read the head of a line"))?;
        found.map(|row| Columns(&row).id("id")).transpose()
    }

    async fn deliveries_of(&self, event_id: EventId) -> Result<Vec<Delivery>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/deliveries/of_event.sql"))
            .bind(event_id.bytes().to_vec())
            .fetch_all(self.readers())
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(row::read).collect()
    }

    async fn deliveries(
        &self,
        filter: &DeliveryFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let rows = page::of_deliveries(&mut snapshot, filter, Grouping::None, before, limit)
            .await
            .map_err(unavailable(READ))?;
        rows.iter().map(row::read).collect()
    }

    async fn attempts_of(&self, delivery_id: DeliveryId) -> Result<Vec<AttemptRow>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/attempts/of_delivery.sql"))
            .bind(delivery_id.bytes().to_vec())
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read attempts"))?;
        rows.iter().map(attempts::read).collect()
    }

    async fn attempt(&self, id: AttemptId) -> Result<Option<AttemptRow>, StoreError> {
        let row = sqlx::query(include_str!("../queries/attempts/attempt.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read an attempt"))?;
        row.as_ref().map(attempts::read).transpose()
    }

    async fn response_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        let found = sqlx::query(include_str!("../queries/attempts/response_body.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read a response body"))?;
        match found {
            Some(row) => bodies::read(&row, id.to_string()).await.map(Some),
            None => Ok(None),
        }
    }

    async fn request_body(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        let found = sqlx::query(include_str!("../queries/attempts/request_body.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read a request body"))?;
        match found {
            Some(row) => bodies::read(&row, id.to_string()).await.map(Some),
            None => Ok(None),
        }
    }
}
