//! Figures over time that are not in their table yet.
//!
//! Adding to that table is a few rows for each destination, source and subscription that a transaction touches. So a
//! transaction only notes what it changes, in one row; once a second, and whenever somebody wants to read the figures,
//! what was noted is added up and added there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Timestamp;
use sqlx::sqlite::SqliteConnection;

use super::changes::FiguresChanges;
use crate::script::Script;

/// How long notes are collected.
const COLLECTED_FOR_MS: i64 = 1_000;
/// Most notes that are collected, whatever the clock says.
const NOTES_MAX: usize = 1_000;

/// What is noted and not added yet.
#[derive(Debug, Default)]
pub(crate) struct PendingFigures {
    changes: FiguresChanges,
    notes: usize,
    since: Option<Timestamp>,
    is_any: Arc<AtomicBool>,
}

/// What a transaction does with its changes, once it is committed.
#[derive(Debug)]
pub(crate) enum FiguresStep {
    /// They are noted.
    Noted(FiguresChanges),
    /// They and all that was noted are added.
    Added,
}

impl PendingFigures {
    /// Adds what an earlier run noted.
    pub(crate) async fn add_noted(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let notes: Vec<String> =
            sqlx::query_scalar(include_str!("../../queries/figures/notes.sql")).fetch_all(&mut *connection).await?;
        if notes.is_empty() {
            return Ok(());
        }
        let mut script = Script::default();
        script.say("begin immediate");
        for changes in notes {
            script.say(include_str!("../../queries/figures/add.sql")).bind(changes);
        }
        script.say(include_str!("../../queries/figures/drop_notes.sql")).say("commit");
        script.run(connection).await
    }

    /// Whether anything is noted and not added, for those who read the table.
    pub(crate) fn is_any(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_any)
    }

    /// Writes the changes of a transaction: notes them, or adds them with all that is noted when it is time or
    /// `is_wanted`.
    pub(crate) fn write(&self, changes: FiguresChanges, is_wanted: bool, script: &mut Script) -> FiguresStep {
        if !is_wanted && !self.is_due(&changes) {
            if let Some(note) = changes.to_note() {
                script.say(include_str!("../../queries/figures/note.sql")).bind(note);
            }
            return FiguresStep::Noted(changes);
        }
        let mut all = self.changes.clone();
        all.merge(&changes);
        all.write(script);
        script.say(include_str!("../../queries/figures/drop_notes.sql"));
        FiguresStep::Added
    }

    /// After the commit.
    pub(crate) fn committed(&mut self, step: FiguresStep) {
        match step {
            FiguresStep::Noted(changes) if changes.is_empty() => {}
            FiguresStep::Noted(changes) => {
                self.since = self.since.or(changes.newest_at());
                self.notes += 1;
                self.changes.merge(&changes);
                self.is_any.store(true, Ordering::Release);
            }
            FiguresStep::Added => {
                *self = Self { is_any: Arc::clone(&self.is_any), ..Self::default() };
                self.is_any.store(false, Ordering::Release);
            }
        }
    }

    fn is_due(&self, changes: &FiguresChanges) -> bool {
        let collected_ms = self.since.zip(changes.newest_at()).map(|(since, now)| now.unix_ms() - since.unix_ms());
        collected_ms.is_some_and(|collected_ms| collected_ms >= COLLECTED_FOR_MS) || self.notes >= NOTES_MAX
    }
}
