//! Texts that stand in very many rows are kept once, and the rows hold their ids. Ids are remembered, so that a
//! transaction whose texts are all known need not ask for them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::{EventTypeName, RetrySchedule};
use sqlx::Row;

use crate::columns::to_json;
use crate::row_statement::{RowStatement, batches};
use crate::writer::Writing;

/// Kinds remembered; with more, those in use are asked for again.
const KINDS_MAX: usize = 10_000;
/// Schedules remembered.
const SCHEDULES_MAX: usize = 1_000;

/// Ids of texts that are there. To be forgotten whenever a transaction is not committed.
#[derive(Debug, Default)]
pub(crate) struct Interned {
    event_types: HashMap<String, i64>,
    schedules: HashMap<RetrySchedule, i64>,
}

impl Interned {
    /// The id of a kind that this transaction interned.
    pub(crate) fn event_type(&self, name: &EventTypeName) -> Option<i64> {
        self.event_types.get(name.as_str()).copied()
    }

    /// The id of a schedule that this transaction interned.
    pub(crate) fn schedule(&self, schedule: &RetrySchedule) -> Option<i64> {
        self.schedules.get(schedule).copied()
    }
}

impl Writing<'_> {
    /// Gives an id to each kind that has none yet, and remembers the ids of all.
    pub(crate) async fn intern_event_types<'a>(
        &mut self,
        names: impl Iterator<Item = &'a EventTypeName> + Clone,
    ) -> Result<(), sqlx::Error> {
        static INTERN: LazyLock<RowStatement> =
            LazyLock::new(|| RowStatement::new(include_str!("../queries/events/intern_types.sql")));
        let known = &mut self.interned.event_types;
        if names.clone().all(|name| known.contains_key(name.as_str())) {
            return Ok(());
        }
        if known.len() >= KINDS_MAX {
            known.clear();
        }
        let new: HashSet<&str> = names.map(EventTypeName::as_str).filter(|name| !known.contains_key(*name)).collect();
        let new: Vec<&str> = new.into_iter().collect();
        for batch in batches(&new) {
            self.script.say(INTERN.for_rows(batch.len()));
            for name in batch {
                self.script.bind((*name).to_owned());
            }
            INTERN.fill_up(&mut self.script, batch.len());
        }
        self.script.say(include_str!("../queries/events/interned_types.sql")).bind(to_json(&new));
        for row in self.script.fetch(self.connection).await? {
            self.interned.event_types.insert(row.try_get("name")?, row.try_get("id")?);
        }
        Ok(())
    }

    /// Gives an id to each schedule that has none yet, and remembers the ids of all.
    pub(crate) async fn intern_schedules<'a>(
        &mut self,
        schedules: impl Iterator<Item = &'a RetrySchedule> + Clone,
    ) -> Result<(), sqlx::Error> {
        static INTERN: LazyLock<RowStatement> =
            LazyLock::new(|| RowStatement::new(include_str!("../queries/deliveries/intern_schedules.sql")));
        let known = &mut self.interned.schedules;
        if schedules.clone().all(|schedule| known.contains_key(schedule)) {
            return Ok(());
        }
        if known.len() >= SCHEDULES_MAX {
            known.clear();
        }
        let new: HashMap<String, &RetrySchedule> = schedules
            .filter(|schedule| !known.contains_key(*schedule))
            .map(|schedule| (to_json(schedule), schedule))
            .collect();
        let texts: Vec<&String> = new.keys().collect();
        for batch in batches(&texts) {
            self.script.say(INTERN.for_rows(batch.len()));
            for text in batch {
                self.script.bind((*text).clone());
            }
            INTERN.fill_up(&mut self.script, batch.len());
        }
        self.script.say(include_str!("../queries/deliveries/interned_schedules.sql")).bind(to_json(&texts));
        for row in self.script.fetch(self.connection).await? {
            let text: String = row.try_get("schedule")?;
            if let Some(schedule) = new.get(&text) {
                self.interned.schedules.insert((*schedule).clone(), row.try_get("id")?);
            }
        }
        Ok(())
    }
}
