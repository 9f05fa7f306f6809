//! What is written as one transaction.

use sqlx::sqlite::SqliteConnection;
use store::{Captured, Moved, StoreError};
use tokio::sync::{mpsc, oneshot};

use super::Kept;
use super::verb::{Command, Writing};
use crate::capture::{self, NewCapture};
use crate::conclude::{self, Moves, NewConclusion};
use crate::error::{repeated, unavailable};
use crate::script::Script;
use crate::tally::TallyChanges;

/// Most requests in one group: a transaction stays short.
const REQUESTS_MAX: usize = 256;
/// A group takes no further request once its bodies take this much.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Something to write, and who waits for it.
pub(super) enum Request {
    Capture(Waiting<NewCapture, Captured>),
    Conclude(Waiting<NewConclusion, Moved>),
    Other(Box<dyn Command>),
}

/// What was asked, and where the answer goes.
pub(crate) struct Waiting<Q, A> {
    pub(super) asked: Q,
    pub(super) answer: oneshot::Sender<Result<A, StoreError>>,
}

/// Requests that are written together. The hot verbs stand apart, so that each is many rows a statement.
#[derive(Default)]
pub(super) struct Group {
    captures: Vec<Waiting<NewCapture, Captured>>,
    conclusions: Vec<Waiting<NewConclusion, Moved>>,
    others: Vec<Box<dyn Command>>,
}

/// The answers to captures and conclusions, in their order; other verbs keep their own.
pub(super) struct Answers {
    captured: Vec<Captured>,
    moved: Vec<Moved>,
}

impl Group {
    /// Waits for a request and takes what else is there. `None` when no more can come.
    pub(super) async fn next(requests: &mut mpsc::Receiver<Request>) -> Option<Self> {
        let mut group = Self::default();
        let mut body_bytes = group.add(requests.recv().await?);
        while group.len() < REQUESTS_MAX && body_bytes < BODY_BYTES_MAX {
            let Ok(request) = requests.try_recv() else { break };
            body_bytes += group.add(request);
        }
        Some(group)
    }

    /// Adds a request; answers how many bytes its body takes.
    fn add(&mut self, request: Request) -> usize {
        match request {
            Request::Capture(waiting) => {
                let body_bytes = waiting.asked.body_bytes();
                self.captures.push(waiting);
                body_bytes
            }
            Request::Conclude(waiting) => {
                let body_bytes = waiting.asked.body_bytes();
                self.conclusions.push(waiting);
                body_bytes
            }
            Request::Other(command) => {
                self.others.push(command);
                0
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.captures.len() + self.conclusions.len() + self.others.len()
    }

    /// What is attempted, in the words of its first request.
    pub(super) fn attempted(&self) -> &'static str {
        match (self.captures.first(), self.conclusions.first(), self.others.first()) {
            (Some(_), _, _) => capture::ATTEMPTED,
            (None, Some(_), _) => conclude::ATTEMPTED,
            (None, None, Some(command)) => command.attempted(),
            (None, None, None) => "write nothing",
        }
    }

    /// Begins a transaction, writes everything and commits it.
    pub(super) async fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        kept: &mut Kept,
        moves: Moves,
    ) -> Result<Answers, StoreError> {
        let attempted = self.attempted();
        let mut script = Script::default();
        script.say("begin immediate");
        let Kept { body_keys, interned, figures } = kept;
        let tally = TallyChanges::default();
        let mut writing = Writing { connection, script, tally, body_keys, interned, are_figures_wanted: false };
        let captures: Vec<&NewCapture> = self.captures.iter().map(|waiting| &waiting.asked).collect();
        let captured = capture::write(&mut writing, &captures).await?;
        if !self.captures.is_empty() && !self.conclusions.is_empty() {
            // A text is prepared for its numbers of rows. Captures and conclusions as one would be as many texts as there
            // are pairs of their numbers, more than are kept, and preparing one costs more than a way to SQLite's thread.
            writing.flush().await.map_err(unavailable(attempted))?;
        }
        let conclusions: Vec<&NewConclusion> = self.conclusions.iter().map(|waiting| &waiting.asked).collect();
        let moved = conclude::write(&mut writing, &conclusions, moves).await?;
        for command in &mut self.others {
            // A verb asks SQLite itself, so the transaction must have begun, and what came before must be there.
            writing.flush().await.map_err(unavailable(command.attempted()))?;
            command.apply(&mut writing).await?;
        }
        let Writing { connection, mut script, tally, are_figures_wanted, .. } = writing;
        let step = figures.write(tally.write(&mut script), are_figures_wanted, &mut script);
        script.say("commit");
        script.run(connection).await.map_err(unavailable(attempted))?;
        figures.committed(step);
        Ok(Answers { captured, moved })
    }

    /// Answers everyone, after the commit. A caller that went away does not mind.
    pub(super) fn answer(self, answers: Answers) {
        for (waiting, captured) in self.captures.into_iter().zip(answers.captured) {
            let _ = waiting.answer.send(Ok(captured));
        }
        for (waiting, moved) in self.conclusions.into_iter().zip(answers.moved) {
            let _ = waiting.answer.send(Ok(moved));
        }
        for command in self.others {
            command.answer();
        }
    }

    /// Tells everyone that nothing was written.
    pub(super) fn refuse(self, error: &StoreError) {
        for waiting in self.captures {
            let _ = waiting.answer.send(Err(repeated(error)));
        }
        for waiting in self.conclusions {
            let _ = waiting.answer.send(Err(repeated(error)));
        }
        for command in self.others {
            command.refuse(repeated(error));
        }
    }

    /// Each request as a group of its own, in the order they are written.
    pub(super) fn into_singles(self) -> impl Iterator<Item = Self> {
        let captures = self.captures.into_iter().map(|waiting| Self { captures: vec![waiting], ..Self::default() });
        let conclusions =
            self.conclusions.into_iter().map(|waiting| Self { conclusions: vec![waiting], ..Self::default() });
        let others = self.others.into_iter().map(|command| Self { others: vec![command], ..Self::default() });
        captures.chain(conclusions).chain(others)
    }
}
