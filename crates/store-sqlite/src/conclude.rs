//! Conclusions, many at once.

use std::collections::HashSet;
use std::sync::LazyLock;

use bytes::Bytes;
use domain::id::DeliveryId;
use domain::{Attempt, ErrorClass};
use sqlx::Row;
use sqlx::error::ErrorKind;
use store::{Conclusion, Moved, Stage, StoreError};

use crate::bodies::{self, StoredBody};
use crate::columns::from_count;
use crate::deliveries::attempts;
use crate::deliveries::lines::{self, Line};
use crate::deliveries::state_columns::StateColumns;
use crate::error::unavailable;
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
///
/// # Errors
/// With [`Moves::Expected`] also when one did not move, see [`is_of_one_that_did_not_move`].
pub(crate) async fn write(
    writing: &mut Writing<'_>,
    conclusions: &[&NewConclusion],
    moves: Moves,
) -> Result<Vec<Moved>, StoreError> {
    let mut answers = vec![Moved::Lost; conclusions.len()];
    let mut left: Vec<usize> = (0..conclusions.len()).collect();
    // One statement may move a delivery once only, so a second conclusion of the same waits for the next round.
    while !left.is_empty() {
        let mut seen = HashSet::with_capacity(left.len());
        let (round, later): (Vec<usize>, Vec<usize>) =
            left.into_iter().partition(|index| seen.insert(conclusions[*index].delivery_id()));
        left = later;
        let mut ended_in = HashSet::new();
        for batch in batches(&round) {
            let concluded: Vec<&NewConclusion> = batch.iter().map(|index| conclusions[*index]).collect();
            let moved = write_batch(writing, &concluded, moves).await.map_err(unavailable(ATTEMPTED))?;
            for (index, _) in batch.iter().zip(moved).filter(|(_, moved)| *moved) {
                count(writing, conclusions[*index], &mut ended_in);
                answers[*index] = Moved::Done;
            }
        }
        lines::advance(&mut writing.script, ended_in);
    }
    Ok(answers)
}

/// Whether SQLite is asked which deliveries moved. Nearly always all do; then there is no need to, and a group of
/// conclusions is one way to SQLite's thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moves {
    /// All are taken to move; if one does not, the statement that writes the attempts fails.
    Expected,
    /// SQLite answers which did.
    Asked,
}

/// Whether a transaction with [`Moves::Expected`] failed since a delivery was not in flight under its lease any more.
pub(crate) fn is_of_one_that_did_not_move(error: &StoreError) -> bool {
    let StoreError::Unavailable { source, .. } = error else { return false };
    matches!(
        source.downcast_ref::<sqlx::Error>(),
        Some(sqlx::Error::Database(cause))
            if matches!(cause.kind(), ErrorKind::NotNullViolation) && cause.message().contains("attempts.delivery_id")
    )
}

/// Adds a conclusion that moved its delivery to the figures, and its line to those that go on.
fn count(writing: &mut Writing<'_>, new: &NewConclusion, ended_in: &mut HashSet<Line>) {
    let (conclusion, route) = (&new.conclusion, &new.conclusion.route);
    let stage = new.state_columns().stage;
    writing.tally.deliveries_moved(1, route.destination_id, route.created_at, Stage::Sending, stage);
    writing.tally.figures.attempt_concluded(&conclusion.attempt, route);
    if let Some(over_at) = conclusion.state.concluded_at() {
        writing.tally.figures.waiting_changed(route.destination_id, over_at, -1);
    }
    if matches!(stage, Stage::Delivered | Stage::DeadLettered | Stage::Cancelled) {
        ended_in.extend(Line::of_route(route));
    }
}

/// Moves deliveries that are in flight under the lease, writes the attempts of those, and answers which they are.
async fn write_batch(
    writing: &mut Writing<'_>,
    batch: &[&NewConclusion],
    moves: Moves,
) -> Result<Vec<bool>, sqlx::Error> {
    static CONCLUDE: LazyLock<RowStatement> = LazyLock::new(|| RowStatement::new(CONCLUDE_TEXT));
    static CONCLUDE_AND_SAY: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(&format!("{CONCLUDE_TEXT}returning deliveries.id")));
    match moves {
        Moves::Expected => {
            move_on(&mut writing.script, &CONCLUDE, batch);
            write_attempts(writing, batch, Some(batch.len()));
            Ok(vec![true; batch.len()])
        }
        Moves::Asked => {
            move_on(&mut writing.script, &CONCLUDE_AND_SAY, batch);
            let rows = writing.script.fetch(writing.connection).await?;
            let ids: HashSet<Vec<u8>> = rows.iter().map(|row| row.try_get("id")).collect::<Result<_, _>>()?;
            let moved = |new: &NewConclusion| ids.contains(new.delivery_id().bytes().as_slice());
            let done: Vec<&NewConclusion> = batch.iter().copied().filter(|new| moved(new)).collect();
            if !done.is_empty() {
                write_attempts(writing, &done, None);
            }
            Ok(batch.iter().map(|new| moved(new)).collect())
        }
    }
}

const CONCLUDE_TEXT: &str = include_str!("../queries/deliveries/conclude.sql");

fn move_on(script: &mut Script, statement: &'static RowStatement, batch: &[&NewConclusion]) {
    script.say(statement.for_rows(batch.len()));
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
    statement.fill_up(script, batch.len());
}

/// Writes the attempts of a batch right behind the statement that moves their deliveries; fails unless that moved so
/// many.
fn write_attempts(writing: &mut Writing<'_>, batch: &[&NewConclusion], must_have_moved: Option<usize>) {
    static WRITE: LazyLock<RowStatement> =
        LazyLock::new(|| RowStatement::new(include_str!("../queries/attempts/write.sql")));
    let mut keyed: Vec<(Keys, &NewConclusion)> = Vec::with_capacity(batch.len());
    for new in batch {
        let response = writing.body_keys.key_of(new.stored_response());
        let request = writing.body_keys.key_of(new.stored_request());
        keyed.push((Keys { response, request }, new));
    }
    let script = &mut writing.script;
    script.say(WRITE.for_rows(batch.len()));
    for (keys, new) in &keyed {
        bind_attempt(script, new, *keys);
    }
    WRITE.fill_up(script, batch.len());
    script.bind(must_have_moved.map(|count| from_count(count as u64)));
    let bodies: Vec<(i64, &StoredBody)> = keyed
        .iter()
        .flat_map(|(keys, new)| [keys.response.zip(new.stored_response()), keys.request.zip(new.stored_request())])
        .flatten()
        .collect();
    bodies::write(script, &bodies);
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
