//! A delivery from its row.

use domain::delivery::LastAttempt;
use domain::{Delivery, ErrorClass, Trigger};
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use super::state_columns::StateColumns;
use crate::columns::Columns;

/// A delivery from a row of `delivery_rows`.
pub(crate) fn read(row: &SqliteRow) -> Result<Delivery, StoreError> {
    let columns = Columns(row);
    let (replay_of, replay_id) = (columns.id_or_none("replay_of")?, columns.id_or_none("replay_id")?);
    Ok(Delivery {
        id: columns.id("id")?,
        event_id: columns.id("event_id")?,
        event_type: columns.event_type()?,
        source_id: columns.id_or_none("source_id")?,
        received_at: columns.time("received_at")?,
        body_bytes: columns.count("body_bytes")?,
        destination_id: columns.id("destination_id")?,
        subscription_id: columns.id_or_none("subscription_id")?,
        trigger: columns.code("trigger_code", |code| Trigger::from_code(code, replay_of, replay_id))?,
        sequence: columns.count_or_none("sequence")?,
        ordering_key: columns.text_or_none("ordering_key")?,
        retry_schedule: columns.json("retry_schedule")?,
        state: StateColumns::read(&columns)?,
        attempts_made: columns.count("attempts_made")?,
        interruptions: columns.count("interruptions")?,
        last_attempt: last_attempt(&columns)?,
        created_at: columns.time("created_at")?,
    })
}

fn last_attempt(columns: &Columns<'_>) -> Result<Option<LastAttempt>, StoreError> {
    let Some(id) = columns.id_or_none("last_attempt_id")? else { return Ok(None) };
    Ok(Some(LastAttempt {
        id,
        started_at: columns.time("last_started_at")?,
        status: columns.count_or_none("last_status")?,
        error_class: columns.code_or_none("last_error_class", ErrorClass::from_code)?,
        total_us: columns.count("last_total_us")?,
    }))
}
