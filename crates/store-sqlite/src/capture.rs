//! Captures, many at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::id::EventId;
use domain::{Delivery, Timestamp};
use store::{Capture, Captured, IdempotencyKey, StoreError};

use crate::bodies::{self, StoredBody};
use crate::columns::{Columns, from_count, to_json};
use crate::deliveries;
use crate::error::unavailable;
use crate::row_statement::{RowStatement, batches};
use crate::writer::Writing;

pub(crate) const ATTEMPTED: &str = "capture an event";

/// A capture whose body is ready to be written.
#[derive(Debug)]
pub(crate) struct NewCapture {
    capture: Capture,
    body: Option<StoredBody>,
}

impl NewCapture {
    /// Prepares a capture in the caller's time, not the writer's.
    pub(crate) async fn of(mut capture: Capture) -> Self {
        let body = StoredBody::of(std::mem::take(&mut capture.body)).await;
        Self { capture, body }
    }

    /// What its body takes on disk.
    pub(crate) fn body_bytes(&self) -> usize {
        self.body.as_ref().map_or(0, StoredBody::stored_bytes)
    }
}

/// Writes captures; those whose key is known, from earlier or from among them, are answered without a write.
pub(crate) async fn write(writing: &mut Writing<'_>, captures: &[&NewCapture]) -> Result<Vec<Captured>, StoreError> {
    let mut holders = stored_under_keys(writing, captures).await?;
    let mut answers = Vec::with_capacity(captures.len());
    let mut stored: Vec<&NewCapture> = Vec::with_capacity(captures.len());
    for new in captures {
        let capture = &new.capture;
        let holder = capture.idempotency_key.as_ref().and_then(|wanted| holders.get(&wanted.key));
        match holder {
            Some(holder) => answers.push(holder.clone()),
            None => {
                if let Some(IdempotencyKey { key, .. }) = &capture.idempotency_key {
                    let delivery_ids = capture.deliveries.iter().map(|delivery| delivery.id).collect();
                    holders.insert(key.clone(), Captured::Duplicate { event_id: capture.event.id, delivery_ids });
                }
                answers.push(Captured::Stored);
                stored.push(new);
            }
        }
    }
    store(writing, &stored).await.map_err(unavailable(ATTEMPTED))?;
    Ok(answers)
}

/// What a capture under one of these keys is answered with. Keys held for longer than asked for are taken away.
async fn stored_under_keys(
    writing: &mut Writing<'_>,
    captures: &[&NewCapture],
) -> Result<HashMap<String, Captured>, StoreError> {
    let wanted = captures.iter().filter_map(|new| new.capture.idempotency_key.as_ref());
    let keys: HashMap<&str, Timestamp> = wanted.map(|wanted| (wanted.key.as_str(), wanted.since)).collect();
    let mut holders = HashMap::new();
    if keys.is_empty() {
        return Ok(holders);
    }
    writing.flush().await.map_err(unavailable(ATTEMPTED))?;
    let connection = &mut *writing.connection;
    let rows = sqlx::query(include_str!("../queries/events/stored_under_keys.sql"))
        .bind(to_json(&keys.keys().collect::<Vec<_>>()))
        .fetch_all(&mut *connection)
        .await
        .map_err(unavailable(ATTEMPTED))?;
    let mut forgotten = Vec::new();
    for row in &rows {
        let columns = Columns(row);
        let key = columns.text("idempotency_key")?;
        if keys.get(key).is_some_and(|since| columns.time("received_at").is_ok_and(|held_at| held_at < *since)) {
            forgotten.push(key);
            continue;
        }
        let event_id: EventId = columns.id("id")?;
        let delivery_rows = sqlx::query(include_str!("../queries/deliveries/ids_of_event.sql"))
            .bind(event_id.bytes().to_vec())
            .fetch_all(&mut *connection)
            .await
            .map_err(unavailable(ATTEMPTED))?;
        let delivery_ids = delivery_rows.iter().map(|row| Columns(row).id("id")).collect::<Result<_, _>>()?;
        holders.insert(key.to_owned(), Captured::Duplicate { event_id, delivery_ids });
    }
    if !forgotten.is_empty() {
        sqlx::query(include_str!("../queries/events/free_keys.sql"))
            .bind(to_json(&forgotten))
            .execute(&mut *connection)
            .await
            .map_err(unavailable(ATTEMPTED))?;
    }
    Ok(holders)
}

async fn store(writing: &mut Writing<'_>, captures: &[&NewCapture]) -> Result<(), sqlx::Error> {
    let event_types = captures.iter().map(|new| &new.capture.event.event_type);
    writing.intern_event_types(event_types).await?;
    for batch in batches(captures) {
        write_events(writing, batch);
    }
    let added: Vec<&Delivery> = captures.iter().flat_map(|new| &new.capture.deliveries).collect();
    deliveries::add::write(writing, &added).await?;
    for new in captures {
        writing.tally.event_captured(&new.capture.event, new.capture.deliveries.len());
    }
    Ok(())
}

/// Writes bodies and events.
fn write_events(writing: &mut Writing<'_>, batch: &[&NewCapture]) {
    static CAPTURE: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(include_str!("../queries/events/capture.sql")));
    let keyed: Vec<(Option<i64>, &NewCapture)> =
        batch.iter().map(|new| (writing.body_keys.key_of(new.body.as_ref()), *new)).collect();
    let bodies: Vec<(i64, &StoredBody)> =
        keyed.iter().filter_map(|(key, new)| Some(((*key)?, new.body.as_ref()?))).collect();
    let script = &mut writing.script;
    bodies::write(script, &bodies);
    script.say(CAPTURE.for_rows(batch.len()));
    for (body_key, new) in &keyed {
        let (event, verification) = (&new.capture.event, &new.capture.event.verification);
        script
            .bind(event.id.bytes().to_vec())
            .bind(event.source_id.map(|id| id.bytes().to_vec()))
            .bind(writing.interned.event_type(&event.event_type))
            .bind(event.received_at.unix_ms())
            .bind(verification.verdict.code())
            .bind(from_count(new.capture.deliveries.len() as u64))
            .bind(from_count(event.body_bytes))
            .bind(event.body_sha256.to_vec())
            .bind(*body_key)
            .bind(new.capture.idempotency_key.as_ref().map(|wanted| wanted.key.clone()))
            .bind(event.method.as_str().to_owned())
            .bind(event.path_and_query.as_str().to_owned())
            .bind(event.http_version.as_str().to_owned())
            .bind(event.peer.clone())
            .bind(event.provider_event_id.clone())
            .bind(verification.scheme.as_str().to_owned())
            .bind(verification.reason.clone())
            .bind(verification.explanation.as_str().to_owned())
            .bind(verification.secret_hint.clone())
            .bind(verification.skew_s)
            .bind(event.headers.to_wire());
    }
    CAPTURE.fill_up(script, batch.len());
}
