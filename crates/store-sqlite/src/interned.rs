//! Texts that stand in very many rows are kept once. Which of them are there already is remembered, so that a
//! transaction with none that is new need not ask.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::{EventTypeName, RetrySchedule};

use crate::columns::to_json;
use crate::row_statement::{RowStatement, batches};
use crate::script::Script;

/// Kinds remembered; with more, those seen since are asked for again.
const KINDS_MAX: usize = 10_000;
/// Schedules remembered.
const SCHEDULES_MAX: usize = 1_000;

/// Texts that are known to be there. To be forgotten whenever a transaction is not committed.
#[derive(Debug, Default)]
pub(crate) struct Interned {
    event_types: HashSet<String>,
    schedules: HashSet<RetrySchedule>,
}

impl Interned {
    /// Gives an id to each kind that has none yet.
    pub(crate) fn event_types<'a>(&mut self, script: &mut Script, names: impl Iterator<Item = &'a EventTypeName>) {
        static INTERN: LazyLock<RowStatement> =
            LazyLock::new(|| RowStatement::new(include_str!("../queries/events/intern_types.sql")));
        let new: HashSet<&str> =
            names.map(EventTypeName::as_str).filter(|name| !self.event_types.contains(*name)).collect();
        let new: Vec<String> = new.into_iter().map(str::to_owned).collect();
        for batch in batches(&new) {
            script.say(INTERN.for_rows(batch.len()));
            for name in batch {
                script.bind(name.clone());
            }
            INTERN.fill_up(script, batch.len());
        }
        if self.event_types.len() + new.len() > KINDS_MAX {
            self.event_types.clear();
        }
        self.event_types.extend(new);
    }

    /// Gives an id to each schedule that has none yet.
    pub(crate) fn schedules<'a>(&mut self, script: &mut Script, schedules: impl Iterator<Item = &'a RetrySchedule>) {
        static INTERN: LazyLock<RowStatement> =
            LazyLock::new(|| RowStatement::new(include_str!("../queries/deliveries/intern_schedules.sql")));
        let new: HashSet<&RetrySchedule> = schedules.filter(|schedule| !self.schedules.contains(*schedule)).collect();
        let new: Vec<RetrySchedule> = new.into_iter().cloned().collect();
        for batch in batches(&new) {
            script.say(INTERN.for_rows(batch.len()));
            for schedule in batch {
                script.bind(to_json(schedule));
            }
            INTERN.fill_up(script, batch.len());
        }
        if self.schedules.len() + new.len() > SCHEDULES_MAX {
            self.schedules.clear();
        }
        self.schedules.extend(new);
    }
}
