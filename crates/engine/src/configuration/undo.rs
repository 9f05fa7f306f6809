//! Taking changes of the configuration back, and making them again.
//!
//! Every change is kept as what became of each row, the newest [`CHANGES_KEPT`] of them, as long as the engine runs. Kept
//! in memory on purpose: a secret that a person removed is gone from the disk at once. Secrets are kept as they are
//! stored, sealed.
//!
//! A change can be undone as long as what it changed is still as it left it; otherwise undoing it would silently undo
//! what came later. What an engine does on its own, such as closing the gate of a destination that fails, is no change.

use std::collections::VecDeque;

use domain::Timestamp;
use store::Store;

use super::image::{Image, Row, RowKey, Step};
use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// Changes that can be taken back.
pub const CHANGES_KEPT: usize = 100;

/// A change of the configuration, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationChange {
    /// Counts the changes since the engine started.
    pub number: u64,
    /// When it was made.
    pub at: Timestamp,
    /// What was done.
    pub did: Did,
    /// To what: `source`, `destination`, `subscription`, `secret`, `provider`, `mock`, `view` or `settings`.
    pub noun: &'static str,
    /// What that is called.
    pub name: String,
    /// How many other things were changed with it: the secrets and subscriptions of a deleted source.
    pub others: usize,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// What was done to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// It was made.
    Added,
    /// It was changed.
    Changed,
    /// It was deleted.
    Deleted,
}

/// Changes that were made, and those of them that were taken back.
#[derive(Debug, Default)]
pub(super) struct UndoLog {
    made: u64,
    /// Oldest first.
    done: VecDeque<Recorded>,
    /// The one that was taken back last stands last.
    undone: Vec<Recorded>,
}

#[derive(Debug, Clone)]
struct Recorded {
    number: u64,
    at: Timestamp,
    steps: Vec<Step>,
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forward,
}

impl UndoLog {
    /// Notes a change. What was undone before it cannot be made again.
    pub(super) fn record(&mut self, at: Timestamp, steps: Vec<Step>) {
        self.made += 1;
        self.undone.clear();
        self.done.push_back(Recorded { number: self.made, at, steps });
        while self.done.len() > CHANGES_KEPT {
            self.done.pop_front();
        }
    }

    /// The changes that hold, made at a moment or later, newest first.
    pub(super) fn made_since(&self, since: Timestamp) -> impl Iterator<Item = (Timestamp, &[Step])> {
        let made = self.done.iter().rev().take_while(move |change| change.at >= since);
        made.map(|change| (change.at, change.steps.as_slice()))
    }

    fn find(&self, way: Way, number: Option<u64>) -> Option<&Recorded> {
        let is_meant = |change: &&Recorded| number.is_none_or(|number| change.number == number);
        match way {
            Way::Back => self.done.iter().rev().find(is_meant),
            Way::Forward => self.undone.iter().rev().find(is_meant),
        }
    }

    fn turn(&mut self, way: Way, number: u64) {
        match way {
            Way::Back => {
                if let Some(place) = self.done.iter().position(|change| change.number == number) {
                    self.undone.extend(self.done.remove(place));
                }
            }
            Way::Forward => {
                if let Some(place) = self.undone.iter().position(|change| change.number == number) {
                    self.done.push_back(self.undone.remove(place));
                }
            }
        }
    }
}

/// What may be stale after a change went either way.
const MARKS: [Change; 6] =
    [Change::Sources, Change::Destinations, Change::Subscriptions, Change::Mocks, Change::SavedViews, Change::Settings];

impl Configuration {
    /// The changes that can be taken back or made again, newest first.
    pub async fn changes(&self) -> Vec<ConfigurationChange> {
        let log = self.undo_log.lock().await;
        let mut changes: Vec<_> = log.done.iter().map(|change| in_words(change, false)).collect();
        changes.extend(log.undone.iter().map(|change| in_words(change, true)));
        changes.sort_unstable_by_key(|change| std::cmp::Reverse(change.number));
        changes
    }

    /// Takes a change back: the newest, or the one with that number.
    ///
    /// # Errors
    /// When there is none, when what it changed was changed again since, or the store cannot be written.
    pub async fn undo(&self, number: Option<u64>) -> Result<ConfigurationChange, ConfigurationError> {
        self.turn(Way::Back, number).await
    }

    /// Makes a change again that was taken back: the latest, or the one with that number.
    ///
    /// # Errors
    /// When there is none, when what it changed was changed since, or the store cannot be written.
    pub async fn redo(&self, number: Option<u64>) -> Result<ConfigurationChange, ConfigurationError> {
        self.turn(Way::Forward, number).await
    }

    async fn turn(&self, way: Way, number: Option<u64>) -> Result<ConfigurationChange, ConfigurationError> {
        let writing = self.writing.lock().await;
        let change = self.undo_log.lock().await.find(way, number).cloned();
        let Some(change) = change else {
            return Err(ConfigurationError::NothingToUndo { is_redo: way == Way::Forward });
        };
        let now = Image::read(self.store.as_ref()).await?;
        let (from, to) = match way {
            Way::Back => (Step::after as fn(&Step) -> Option<&Row>, Step::before as fn(&Step) -> Option<&Row>),
            Way::Forward => (Step::before as fn(&Step) -> Option<&Row>, Step::after as fn(&Step) -> Option<&Row>),
        };
        if let Some(step) = change.steps.iter().find(|step| !now.has(&step.key, from(step))) {
            let (noun, name) = called(step);
            return Err(ConfigurationError::ChangedSince { noun, name });
        }
        // What is deleted goes before what it names, what is written after it.
        for step in change.steps.iter().rev().filter(|step| to(step).is_none()) {
            delete(self.store.as_ref(), &step.key, self.now()).await?;
        }
        for step in &change.steps {
            if let Some(row) = to(step) {
                put(self.store.as_ref(), row.clone(), now.get(&step.key), self.now()).await?;
            }
        }
        self.undo_log.lock().await.turn(way, change.number);
        for mark in MARKS {
            self.changes.mark(mark);
        }
        self.reload(&writing).await?;
        self.changes.mark(Change::Configuration);
        Ok(in_words(&change, way == Way::Back))
    }
}

impl Step {
    fn before(&self) -> Option<&Row> {
        self.before.as_ref()
    }

    fn after(&self) -> Option<&Row> {
        self.after.as_ref()
    }
}

async fn delete(store: &dyn Store, key: &RowKey, now: Timestamp) -> Result<(), ConfigurationError> {
    match key {
        RowKey::Provider(slug) => store.delete_provider(slug).await?,
        RowKey::Source(id) => store.delete_source(*id, now).await?,
        RowKey::Destination(id) => store.delete_destination(*id, now).await?,
        RowKey::Subscription(id) => store.delete_subscription(*id, now).await?,
        RowKey::Secret(id) => store.delete_secret(*id).await?,
        RowKey::Mock(name) => store.delete_mock(name.clone()).await?,
        RowKey::SavedView(id) => store.delete_saved_view(*id).await?,
        RowKey::Settings => store.put_settings(domain::Settings::default()).await?,
    }
    Ok(())
}

/// Writes a row that is there as `current`, or brings it back.
async fn put(store: &dyn Store, row: Row, current: Option<&Row>, now: Timestamp) -> Result<(), ConfigurationError> {
    let is_there = current.is_some();
    match row {
        Row::Provider(provider) => store.put_provider(provider).await?,
        Row::Source(source) if is_there => store.put_source(*source).await?,
        Row::Source(source) => store.restore_source(*source).await?,
        Row::Destination(mut destination) => match current {
            Some(Row::Destination(current)) => {
                destination.health = current.health.clone();
                destination.failing_since = current.failing_since;
                store.put_destination(*destination).await?;
            }
            _ => store.restore_destination(*destination, now).await?,
        },
        Row::Subscription(subscription) if is_there => store.put_subscription(*subscription).await?,
        Row::Subscription(subscription) => store.restore_subscription(*subscription).await?,
        Row::Secret(secret) => store.put_secret(secret).await?,
        Row::Mock(mock) => store.put_mock(mock).await?,
        Row::SavedView(view) => store.put_saved_view(view).await?,
        Row::Settings(settings) => store.put_settings(*settings).await?,
    }
    Ok(())
}

fn in_words(change: &Recorded, is_undone: bool) -> ConfigurationChange {
    let Recorded { number, at, ref steps } = *change;
    let main = steps.iter().min_by_key(|step| rank(&step.key));
    let did = match main.map(|step| (&step.before, &step.after)) {
        Some((None, _)) => Did::Added,
        Some((_, None)) => Did::Deleted,
        _ => Did::Changed,
    };
    let (noun, name) = main.map_or(("settings", String::new()), called);
    ConfigurationChange { number, at, did, noun, name, others: steps.len().saturating_sub(1), is_undone }
}

/// What a person did first of all, when several rows changed at once.
const fn rank(key: &RowKey) -> u8 {
    match key {
        RowKey::Source(_) => 0,
        RowKey::Destination(_) => 1,
        RowKey::Provider(_) => 2,
        RowKey::Subscription(_) => 3,
        RowKey::Mock(_) => 4,
        RowKey::Secret(_) => 5,
        RowKey::SavedView(_) => 6,
        RowKey::Settings => 7,
    }
}

/// What a row is, and what it was called last.
fn called(step: &Step) -> (&'static str, String) {
    let Some(row) = step.after.as_ref().or(step.before.as_ref()) else { return ("settings", String::new()) };
    match row {
        Row::Provider(provider) => ("provider", provider.slug.clone()),
        Row::Source(source) => ("source", source.name.clone()),
        Row::Destination(destination) => ("destination", destination.name.clone()),
        Row::Subscription(subscription) => ("subscription", subscription.name.clone()),
        Row::Secret(secret) => ("secret", secret.hint.clone()),
        Row::Mock(mock) => ("mock", mock.name.clone()),
        Row::SavedView(view) => ("view", view.name.clone()),
        Row::Settings(_) => ("settings", String::new()),
    }
}
