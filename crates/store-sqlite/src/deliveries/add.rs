//! Makes deliveries: those of a capture, and those of events that are there already.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::id::EventId;
use domain::{Delivery, ErrorClass, Trigger, VerificationVerdict};
use store::StoreError;

use super::state_columns::StateColumns;
use super::{lines, sequences};
use crate::columns::{Columns, from_count};
use crate::error::unavailable;
use crate::interned::Interned;
use crate::row_statement::{RowStatement, batches};
use crate::script::Script;
use crate::writer::{Verb, Writing};

/// Replays and tests.
pub(crate) struct AddDeliveries(pub(crate) Vec<Delivery>);

impl Verb for AddDeliveries {
    type Answer = ();

    const ATTEMPTED: &'static str = "add deliveries";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let mut by_event: BTreeMap<EventId, i64> = BTreeMap::new();
        for delivery in &self.0 {
            *by_event.entry(delivery.event_id).or_default() += 1;
        }
        for (event_id, added) in by_event {
            let row = sqlx::query(include_str!("../../queries/events/add_deliveries.sql"))
                .bind(event_id.bytes().to_vec())
                .bind(added)
                .fetch_one(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            let columns = Columns(&row);
            if columns.integer("delivery_count")? == added {
                let verdict = columns.code("verdict", VerificationVerdict::from_code)?;
                writing.tally.lone_event(verdict, -1);
            }
        }
        let added: Vec<&Delivery> = self.0.iter().collect();
        let event_types = added.iter().map(|delivery| &delivery.event_type);
        writing.intern_event_types(event_types).await.map_err(unavailable(Self::ATTEMPTED))?;
        write(writing, &added).await.map_err(unavailable(Self::ATTEMPTED))
    }
}

/// Writes deliveries whose events are written and whose kinds have ids.
pub(crate) async fn write(writing: &mut Writing<'_>, deliveries: &[&Delivery]) -> Result<(), sqlx::Error> {
    static ADD: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(include_str!("../../queries/deliveries/add.sql")));
    let schedules = deliveries.iter().map(|delivery| &delivery.retry_schedule);
    writing.intern_schedules(schedules).await?;
    let script = &mut writing.script;
    for batch in batches(deliveries) {
        script.say(ADD.for_rows(batch.len()));
        for delivery in batch {
            bind(script, delivery, writing.interned);
        }
        ADD.fill_up(script, batch.len());
    }
    sequences::advance(script, deliveries);
    lines::enter(script, deliveries);
    for delivery in deliveries {
        writing.tally.delivery_made(delivery);
    }
    Ok(())
}

fn bind(script: &mut Script, delivery: &Delivery, interned: &Interned) {
    let state = StateColumns::of(&delivery.state, delivery.attempts_made);
    let (replay_of, replay_id) = match delivery.trigger {
        Trigger::Replay { of, replay_id } => (of, replay_id),
        Trigger::Event | Trigger::Test => (None, None),
    };
    let last = delivery.last_attempt.as_ref();
    script
        .bind(delivery.id.bytes().to_vec())
        .bind(delivery.event_id.bytes().to_vec())
        .bind(interned.event_type(&delivery.event_type))
        .bind(delivery.source_id.map(|id| id.bytes().to_vec()))
        .bind(delivery.received_at.unix_ms())
        .bind(from_count(delivery.body_bytes))
        .bind(delivery.destination_id.bytes().to_vec())
        .bind(delivery.subscription_id.map(|id| id.bytes().to_vec()))
        .bind(delivery.trigger.code())
        .bind(replay_of.map(|id| id.bytes().to_vec()))
        .bind(replay_id.map(|id| id.bytes().to_vec()))
        .bind(delivery.sequence.map(from_count))
        .bind(delivery.ordering_key.clone())
        .bind(interned.schedule(&delivery.retry_schedule))
        .bind(state.stage.code())
        .bind(state.due_at)
        .bind(state.lease)
        .bind(state.concluded_at)
        .bind(state.cause)
        .bind(i64::from(delivery.attempts_made))
        .bind(i64::from(delivery.interruptions))
        .bind(last.map(|last| last.id.bytes().to_vec()))
        .bind(last.map(|last| last.started_at.unix_ms()))
        .bind(last.and_then(|last| last.status).map(i64::from))
        .bind(last.and_then(|last| last.error_class).map(ErrorClass::code))
        .bind(last.map(|last| from_count(last.total_us)))
        .bind(delivery.created_at.unix_ms());
}
