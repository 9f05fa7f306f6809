//! Events and their bodies.

use bytes::Bytes;
use domain::id::{EventId, SourceId};
use domain::{Event, Timestamp, Verification, VerificationVerdict};
use sqlx::sqlite::SqliteRow;
use store::{Capture, Captured, Cursor, EventFilter, EventRow, EventTypeCount, Events, StoreError};

use crate::bodies;
use crate::capture::NewCapture;
use crate::columns::{Columns, from_count, to_json};
use crate::error::unavailable;
use crate::page;
use crate::sqlite_store::SqliteStore;
use crate::tally::hour_of;

const READ: &str = "read events";

#[async_trait::async_trait]
impl Events for SqliteStore {
    async fn capture(&self, capture: Capture) -> Result<Captured, StoreError> {
        self.writer().capture(NewCapture::of(capture).await).await
    }

    async fn event(&self, id: EventId) -> Result<Option<EventRow>, StoreError> {
        let found = sqlx::query(include_str!("../queries/events/event.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read an event"))?;
        found.as_ref().map(read).transpose()
    }

    async fn event_body(&self, id: EventId) -> Result<Option<Bytes>, StoreError> {
        let found = sqlx::query(include_str!("../queries/events/body.sql"))
            .bind(id.bytes().to_vec())
            .fetch_optional(self.readers())
            .await
            .map_err(unavailable("read the body of an event"))?;
        match found {
            Some(row) => bodies::read(&row, id.to_string()).await.map(Some),
            None => Ok(None),
        }
    }

    async fn event_bodies(&self, ids: &[EventId], bytes_max: u64) -> Result<Vec<(EventId, Bytes)>, StoreError> {
        let ids: Vec<String> = ids.iter().map(|id| id.uuid().simple().to_string()).collect();
        let rows = sqlx::query(include_str!("../queries/events/bodies.sql"))
            .bind(to_json(&ids))
            .bind(from_count(bytes_max))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read the bodies of events"))?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: EventId = Columns(row).id("id")?;
            found.push((id, bodies::read(row, id.to_string()).await?));
        }
        Ok(found)
    }

    async fn events(
        &self,
        filter: &EventFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let rows = page::of_events(&mut snapshot, filter, before, limit).await.map_err(unavailable(READ))?;
        rows.iter().map(read).collect()
    }

    async fn event_types(
        &self,
        source_id: Option<SourceId>,
        recent_since: Timestamp,
    ) -> Result<Vec<EventTypeCount>, StoreError> {
        let rows = sqlx::query(include_str!("../queries/events/event_types.sql"))
            .bind(source_id.map(|id| id.bytes().to_vec()))
            .bind(hour_of(recent_since))
            .fetch_all(self.readers())
            .await
            .map_err(unavailable("read the kinds of events"))?;
        let count = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(EventTypeCount {
                event_type: columns.event_type()?,
                count: columns.count("events")?,
                recent_count: columns.count("recent_events")?,
                last_at: columns.time("last_at")?,
            })
        };
        rows.iter().map(count).collect()
    }
}

/// An event from a row of `event_rows`.
pub(crate) fn read(row: &SqliteRow) -> Result<EventRow, StoreError> {
    let columns = Columns(row);
    let event = Event {
        id: columns.id("id")?,
        source_id: columns.id_or_none("source_id")?,
        event_type: columns.event_type()?,
        received_at: columns.time("received_at")?,
        method: columns.text("method")?.to_owned(),
        path_and_query: columns.text("path_and_query")?.to_owned(),
        http_version: columns.text("http_version")?.to_owned(),
        peer: columns.text_or_none("peer")?,
        headers: columns.headers("headers")?,
        body_bytes: columns.count("body_bytes")?,
        body_sha256: columns.sha256("body_sha256")?,
        provider_event_id: columns.text_or_none("provider_event_id")?,
        verification: Verification {
            verdict: columns.code("verdict", VerificationVerdict::from_code)?,
            scheme: columns.text("scheme")?.to_owned(),
            reason: columns.text_or_none("reason")?,
            explanation: columns.text("explanation")?.to_owned(),
            secret_hint: columns.text_or_none("secret_hint")?,
            skew_s: columns.integer_or_none("skew_s")?,
        },
    };
    Ok(EventRow { event, delivery_count: columns.count("delivery_count")? })
}
