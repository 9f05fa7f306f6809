//! Conclusions, many at once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use bytes::Bytes;
use domain::id::DeliveryId;
use domain::{Attempt, ErrorClass};
use sqlx::sqlite::SqliteRow;
use store::{Conclusion, Moved, Stage, StoreError};

use crate::bodies::{self, StoredBody};
use crate::columns::{Columns, from_count, unreadable};
use crate::deliveries::attempts;
use crate::deliveries::lines::{self, Line};
use crate::deliveries::state_columns::StateColumns;
use crate::error::unavailable;
use crate::figures::changes::Owners;
use crate::row_statement::{RowStatement, batches};
use crate::script::Script;
use crate::writer::Writing;

pub(crate) const ATTEMPTED: &str = "conclude an attempt";

/// A conclusion whose bodies are ready to be written.
#[derive(Debug)]
pub(crate) struct NewConclusion {
    conclusion: Conclusion,
    response: Option<NewBody>,
    request: Option<NewBody>,
}

/// A body that is ready to be written; an empty one is not stored.
#[derive(Debug)]
struct NewBody {
    stored: Option<StoredBody>,
    sha256: [u8; 32],
}

/// The keys that the bodies of a conclusion are written under.
#[derive(Debug, Clone, Copy)]
struct Keys {
    response: Option<i64>,
    request: Option<i64>,
}

impl NewBody {
    async fn of(body: Bytes) -> Self {
        let sha256 = bodies::hash(&body);
        Self { stored: StoredBody::of(body).await, sha256 }
    }
}

impl NewConclusion {
    /// Prepares a conclusion in the caller's time, not the writer's.
    pub(crate) async fn of(mut conclusion: Conclusion) -> Self {
        let response = match &conclusion.attempt.response {
            Some(_) => Some(NewBody::of(std::mem::take(&mut conclusion.response_body)).await),
            None => None,
        };
        let request = match conclusion.request_body.take() {
            Some(body) => Some(NewBody::of(body).await),
            None => None,
        };
        Self { conclusion, response, request }
    }

    fn delivery_id(&self) -> DeliveryId {
        self.conclusion.attempt.delivery_id
    }

    fn state_columns(&self) -> StateColumns {
        StateColumns::of(&self.conclusion.state, self.conclusion.attempts_made)
    }

    /// What its bodies take on disk.
    pub(crate) fn body_bytes(&self) -> usize {
        [self.stored_response(), self.stored_request()].into_iter().flatten().map(StoredBody::stored_bytes).sum()
    }

    fn stored_response(&self) -> Option<&StoredBody> {
        self.response.as_ref()?.stored.as_ref()
    }

    fn stored_request(&self) -> Option<&StoredBody> {
        self.request.as_ref()?.stored.as_ref()
    }
}

/// Moves deliveries on and writes the attempts of those that moved.
pub(crate) async fn write(writing: &mut Writing<'_>, conclusions: &[&NewConclusion]) -> Result<Vec<Moved>, StoreError> {
    let mut answers = vec![Moved::Lost; conclusions.len()];
    let mut left: Vec<usize> = (0..conclusions.len()).collect();
    // One statement may move a delivery once only, so a second conclusion of the same waits for the next round.
    while !left.is_empty() {
        let mut seen = HashSet::with_capacity(left.len());
        let (round, later): (Vec<usize>, Vec<usize>) =
            left.into_iter().partition(|index| seen.insert(conclusions[*index].delivery_id()));
        left = later;
        let concluded: Vec<&NewConclusion> = round.iter().map(|index| conclusions[*index]).collect();
        let moved = move_on(writing, &concluded).await?;
        let done = |index: &usize| moved.contains(&conclusions[*index].delivery_id());
        let done: Vec<usize> = round.into_iter().filter(done).collect();
        let attempts: Vec<&NewConclusion> = done.iter().map(|index| conclusions[*index]).collect();
        write_attempts(writing, &attempts);
        for index in done {
            answers[index] = Moved::Done;
        }
    }
    Ok(answers)
}

/// Moves deliveries that are in flight under the lease; answers which those are.
async fn move_on(writing: &mut Writing<'_>, conclusions: &[&NewConclusion]) -> Result<HashSet<DeliveryId>, StoreError> {
    let by_delivery: HashMap<DeliveryId, &NewConclusion> =
        conclusions.iter().map(|new| (new.delivery_id(), *new)).collect();
    let mut moved = HashSet::with_capacity(conclusions.len());
    let mut ended_in = HashSet::new();
    for batch in batches(conclusions) {
        for row in &move_batch_on(writing, batch).await.map_err(unavailable(ATTEMPTED))? {
            let columns = Columns(row);
            let id: DeliveryId = columns.id("id")?;
            let new = by_delivery.get(&id).copied().ok_or_else(|| unreadable("id", id.to_string()))?;
            let (destination_id, created_at) = (columns.id("destination_id")?, columns.time("created_at")?);
            let stage = new.state_columns().stage;
            writing.tally.deliveries_moved(1, destination_id, created_at, Stage::Sending, stage);
            let (subscription_id, source_id) =
                (columns.id_or_none("subscription_id")?, columns.id_or_none("source_id")?);
            let owners = Owners { destination_id, subscription_id, source_id };
            writing.tally.figures.attempt_concluded(&new.conclusion.attempt, owners);
            if let Some(over_at) = new.conclusion.state.concluded_at() {
                writing.tally.figures.waiting_changed(destination_id, over_at, -1);
            }
            if matches!(stage, Stage::Delivered | Stage::DeadLettered | Stage::Cancelled) {
                ended_in.extend(Line::of(row)?);
            }
            moved.insert(id);
        }
    }
    lines::advance(&mut writing.script, ended_in);
    Ok(moved)
}

async fn move_batch_on(writing: &mut Writing<'_>, batch: &[&NewConclusion]) -> Result<Vec<SqliteRow>, sqlx::Error> {
    static CONCLUDE: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(include_str!("../queries/deliveries/conclude.sql")));
    let script = &mut writing.script;
    script.say(CONCLUDE.for_rows(batch.len()));
    for new in batch {
        let (conclusion, attempt, state) = (&new.conclusion, &new.conclusion.attempt, new.state_columns());
        script
            .bind(new.delivery_id().bytes().to_vec())
            .bind(conclusion.lease.0)
            .bind(state.stage.code())
            .bind(state.due_at)
            .bind(state.lease)
            .bind(state.concluded_at)
            .bind(state.cause)
            .bind(i64::from(conclusion.attempts_made))
            .bind(attempt.id.bytes().to_vec())
            .bind(attempt.started_at.unix_ms())
            .bind(attempt.response.as_ref().map(|response| i64::from(response.status)))
            .bind(attempt.error_class.map(ErrorClass::code))
            .bind(from_count(attempt.phases.total_us));
    }
    CONCLUDE.fill_up(script, batch.len());
    script.fetch(writing.connection).await
}

fn write_attempts(writing: &mut Writing<'_>, conclusions: &[&NewConclusion]) {
    static WRITE: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(include_str!("../queries/attempts/write.sql")));
    for batch in batches(conclusions) {
        let mut keyed: Vec<(Keys, &NewConclusion)> = Vec::with_capacity(batch.len());
        for new in batch {
            let response = writing.body_keys.key_of(new.stored_response());
            let request = writing.body_keys.key_of(new.stored_request());
            keyed.push((Keys { response, request }, new));
        }
        let bodies: Vec<(i64, &StoredBody)> = keyed
            .iter()
            .flat_map(|(keys, new)| [keys.response.zip(new.stored_response()), keys.request.zip(new.stored_request())])
            .flatten()
            .collect();
        let script = &mut writing.script;
        bodies::write(script, &bodies);
        script.say(WRITE.for_rows(batch.len()));
        for (keys, new) in keyed {
            bind_attempt(script, new, keys);
        }
        WRITE.fill_up(script, batch.len());
    }
}

fn bind_attempt(script: &mut Script, new: &NewConclusion, keys: Keys) {
    let attempt: &Attempt = &new.conclusion.attempt;
    let (phases, request, response) = (&attempt.phases, &attempt.request, attempt.response.as_ref());
    let (verdict, verdict_at, verdict_cause) = attempts::verdict_columns(&attempt.verdict);
    script
        .bind(attempt.id.bytes().to_vec())
        .bind(attempt.delivery_id.bytes().to_vec())
        .bind(i64::from(attempt.number))
        .bind(attempt.started_at.unix_ms())
        .bind(response.map(|response| i64::from(response.status)))
        .bind(attempt.error_class.map(ErrorClass::code))
        .bind(from_count(phases.total_us))
        .bind(phases.dns_us.map(from_count))
        .bind(phases.connect_us.map(from_count))
        .bind(phases.tls_us.map(from_count))
        .bind(phases.first_byte_us.map(from_count))
        .bind(i64::from(attempt.is_connection_reused))
        .bind(i64::from(attempt.was_resent_at_once))
        .bind(verdict)
        .bind(verdict_at)
        .bind(verdict_cause)
        .bind(response.map(|response| from_count(response.body_bytes)))
        .bind(response.map(|response| from_count(response.body_kept_bytes)))
        .bind(response.map(|response| i64::from(response.is_body_incomplete)))
        .bind(new.response.as_ref().map(|body| body.sha256.to_vec()))
        .bind(keys.response)
        .bind(request.method.clone())
        .bind(request.url.clone())
        .bind(from_count(request.body_bytes))
        .bind(new.request.as_ref().map(|body| body.sha256.to_vec()))
        .bind(keys.request)
        .bind(attempt.error_detail.clone())
        .bind(request.headers.to_wire())
        .bind(response.map(|response| response.headers.to_wire()));
}
