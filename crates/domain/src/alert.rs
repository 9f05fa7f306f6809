//! When a person is told. The unit is an issue, never an event.
//!
//! One alert when it opens, one when a delivery gives up with it, one when it is over and had been announced. At least
//! ten minutes lie between two alerts of one issue: what happens sooner waits until then, and only the newest of it is
//! told. At most three go out in fifteen minutes; the next one over that says how many destinations fail, and then there
//! is silence until the quarter of an hour has passed. In quiet hours alerts are held, and told as one afterwards; what
//! is muted is never told. Payload values never stand in an alert: it may show on a locked screen.

mod words;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use ::words::Phrase;

use crate::id::{DeliveryId, DestinationId, IssueId};
use crate::subscription::Notify;
use crate::{EventTypeName, Timestamp, Verdict};

/// Least time between two alerts of one issue.
pub const REPEAT_AFTER: Duration = Duration::from_secs(10 * 60);
/// The window over which all alerts are counted.
pub const BUDGET_WINDOW: Duration = Duration::from_secs(15 * 60);
/// Alerts in one window, before the summary.
pub const BUDGET: usize = 3;
/// The window in which many issues that open are a storm.
pub const STORM_WINDOW: Duration = Duration::from_secs(60);
/// Issues of which something is remembered; the oldest are forgotten first.
const REMEMBERED_MAX: usize = 1_000;

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What happened.
    pub kind: AlertKind,
    /// The issue it is about.
    pub issue_id: Option<IssueId>,
    /// The destination it is about; `None` for a summary.
    pub destination_id: Option<DestinationId>,
    /// The delivery that raised it.
    pub delivery_id: Option<DeliveryId>,
    /// One line.
    pub title: Phrase,
    /// One or two sentences.
    pub body: Phrase,
}

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// An issue opened.
    Failing,
    /// A delivery of it became a dead letter.
    DeadLetter,
    /// An issue that was announced is over.
    Recovered,
    /// A destination will be disabled if it goes on like this.
    Warning,
    /// A destination was disabled.
    Disabled,
    /// Payloads of one kind changed their shape.
    Drift,
    /// More than the budget allows.
    Several,
    /// What quiet hours held back.
    Digest,
}

/// One failed attempt, as the rules need it.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// When it was concluded.
    pub at: Timestamp,
    /// The issue it belongs to.
    pub issue_id: IssueId,
    /// What the issue is called.
    pub issue_title: &'a Phrase,
    /// The destination.
    pub destination_id: DestinationId,
    /// Its name.
    pub destination_name: &'a str,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// The kind of its event.
    pub event_type: &'a EventTypeName,
    /// Attempts concluded, this one included.
    pub attempts_made: u32,
    /// When a person wants to be told.
    pub notify: Notify,
    /// What happened, as one sentence.
    pub explanation: &'a Phrase,
    /// What follows.
    pub verdict: Verdict,
}

/// An issue that is over.
#[derive(Debug, Clone, Copy)]
pub struct Recovery<'a> {
    /// When.
    pub at: Timestamp,
    /// Which.
    pub issue_id: IssueId,
    /// Its destination.
    pub destination_id: DestinationId,
    /// Its name.
    pub destination_name: &'a str,
    /// Deliveries that succeeded in a row.
    pub successes: u32,
}

/// Whether a person wants to hear of anything at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hush {
    /// Yes.
    Open,
    /// Later: these are quiet hours.
    Quiet,
    /// No.
    Muted,
}

/// What was announced so far. Kept in memory: after a restart an issue that still fails is announced again.
#[derive(Debug, Default)]
pub struct AlertRules {
    issues: BTreeMap<IssueId, Told>,
    recent: VecDeque<Timestamp>,
    opened: VecDeque<(Timestamp, DestinationId)>,
    held: Option<Held>,
}

/// What is remembered of an issue that is not over.
#[derive(Debug, Default)]
struct Told {
    has_announced: bool,
    has_told_dead_letter: bool,
    last_at: Option<Timestamp>,
    /// Waits until ten minutes have passed.
    waiting: Option<Alert>,
    /// It is over; the rest waits for its last alert.
    is_over: bool,
}

/// What quiet hours hold back.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Held {
    issues: BTreeSet<IssueId>,
    dead_letters: u64,
    by_destination: BTreeMap<String, u64>,
}

impl AlertRules {
    /// Takes one failed attempt and says what a person is to be told now, if anything.
    pub fn failed(&mut self, seen: &Observation<'_>, hush: Hush) -> Option<Alert> {
        let is_dead = matches!(seen.verdict, Verdict::DeadLetter { .. });
        if seen.notify == Notify::Never || !(is_dead || Self::is_worth_telling(seen)) {
            return None;
        }
        match hush {
            Hush::Muted => return None,
            Hush::Quiet => {
                self.hold(seen, is_dead);
                return None;
            }
            Hush::Open => {}
        }
        let told = self.issues.entry(seen.issue_id).or_default();
        told.is_over = false;
        let alert = match (is_dead, told.has_announced, told.has_told_dead_letter) {
            (true, _, false) => {
                (told.has_announced, told.has_told_dead_letter) = (true, true);
                words::dead_letter(seen)
            }
            (false, false, _) => {
                told.has_announced = true;
                let Verdict::Retry { at } = seen.verdict else { return None };
                self.opened.push_back((seen.at, seen.destination_id));
                words::failing(seen, at)
            }
            (true, _, true) | (false, true, _) => return None,
        };
        self.forget_oldest();
        self.spaced(seen.issue_id, seen.at, alert)
    }

    /// An issue is over.
    pub fn recovered(&mut self, over: &Recovery<'_>, hush: Hush) -> Option<Alert> {
        let told = self.issues.get_mut(&over.issue_id)?;
        if !told.has_announced || hush == Hush::Muted || hush == Hush::Quiet {
            // What was held back says nothing of how it went on: one look at the issue does.
            self.issues.remove(&over.issue_id);
            return None;
        }
        told.is_over = true;
        let alert = words::recovered(over);
        self.spaced(over.issue_id, over.at, alert)
    }

    /// A person saw to an issue: what waits of it is not told.
    pub fn forget(&mut self, issue_id: IssueId) {
        self.issues.remove(&issue_id);
    }

    /// What has waited long enough by now.
    pub fn due(&mut self, now: Timestamp, hush: Hush) -> Vec<Alert> {
        if hush == Hush::Quiet {
            return Vec::new();
        }
        let mut alerts: Vec<Alert> = Vec::new();
        if let Some(held) = self.held.take().filter(|_| hush == Hush::Open) {
            self.count(now);
            alerts.push(words::digest(held.issues.len(), held.dead_letters, &held.by_destination));
        }
        let is_due = |told: &Told| told.last_at.is_none_or(|last| now.since(last) >= REPEAT_AFTER);
        let due: Vec<IssueId> =
            self.issues.iter().filter(|(_, told)| told.waiting.is_some() && is_due(told)).map(|(id, _)| *id).collect();
        for id in due {
            let Some(alert) = self.issues.get_mut(&id).and_then(|told| told.waiting.take()) else { continue };
            if hush == Hush::Open {
                alerts.extend(self.spaced(id, now, alert));
            }
        }
        alerts
    }

    /// When something that waits is due; `None` when nothing waits for a time.
    pub fn next_at(&self) -> Option<Timestamp> {
        let waiting = self.issues.values().filter(|told| told.waiting.is_some());
        waiting.filter_map(|told| told.last_at).map(|last| last.after(REPEAT_AFTER)).min()
    }

    /// A destination has failed for `days`, and is disabled after `disabled_in` more. Rare, and outside of the budget.
    pub fn warning(destination_id: DestinationId, name: &str, days: u64, disabled_in: u64) -> Alert {
        words::warning(destination_id, name, days, disabled_in)
    }

    /// A destination was disabled. Rare, and outside of the budget.
    pub fn disabled(destination_id: DestinationId, name: &str, reason: Phrase) -> Alert {
        words::disabled(destination_id, name, reason)
    }

    /// Payloads of one kind changed at paths that nobody was told of before; `sentence` says how at the first of them.
    /// Counts against the budget, and is left out when that is used up: the catalogue shows it anyway.
    pub fn drift(
        &mut self,
        at: Timestamp,
        event_type: &EventTypeName,
        sentence: Phrase,
        more_paths: usize,
    ) -> Option<Alert> {
        self.forget_before_window(at);
        if self.recent.len() >= BUDGET {
            return None;
        }
        self.recent.push_back(at);
        Some(words::drift(event_type, sentence, more_paths))
    }

    fn hold(&mut self, seen: &Observation<'_>, is_dead: bool) {
        let held = self.held.get_or_insert_default();
        if held.issues.len() < REMEMBERED_MAX {
            held.issues.insert(seen.issue_id);
        }
        held.dead_letters = held.dead_letters.saturating_add(u64::from(is_dead));
        *held.by_destination.entry(seen.destination_name.to_owned()).or_default() += 1;
    }

    fn is_worth_telling(seen: &Observation<'_>) -> bool {
        match seen.notify {
            Notify::FirstFailure => true,
            Notify::After3Attempts => seen.attempts_made >= 3,
            Notify::DeadLetter | Notify::Never => false,
        }
    }

    /// Tells it now, or lets it wait until ten minutes lie between it and the one before.
    fn spaced(&mut self, issue_id: IssueId, at: Timestamp, alert: Alert) -> Option<Alert> {
        let told = self.issues.entry(issue_id).or_default();
        if told.last_at.is_some_and(|last| at.since(last) < REPEAT_AFTER) {
            told.waiting = Some(alert);
            return None;
        }
        told.last_at = Some(at);
        if told.is_over {
            self.issues.remove(&issue_id);
        }
        self.within_budget(at, alert)
    }

    fn within_budget(&mut self, at: Timestamp, alert: Alert) -> Option<Alert> {
        self.forget_before_window(at);
        match self.recent.len() {
            sent if sent > BUDGET => None,
            sent => {
                self.recent.push_back(at);
                if sent < BUDGET { Some(alert) } else { Some(self.several(at)) }
            }
        }
    }

    fn several(&self, at: Timestamp) -> Alert {
        let destinations = |since: Duration| {
            let opened = self.opened.iter().filter(|(opened_at, _)| at.since(*opened_at) < since);
            opened.map(|(_, id)| *id).collect::<BTreeSet<_>>().len()
        };
        let (in_storm, in_window) = (destinations(STORM_WINDOW), destinations(BUDGET_WINDOW));
        words::several(in_window, in_storm > BUDGET)
    }

    fn count(&mut self, at: Timestamp) {
        self.forget_before_window(at);
        self.recent.push_back(at);
    }

    fn forget_before_window(&mut self, at: Timestamp) {
        while self.recent.front().is_some_and(|first| at.since(*first) >= BUDGET_WINDOW) {
            self.recent.pop_front();
        }
        while self.opened.len() > REMEMBERED_MAX
            || self.opened.front().is_some_and(|(first, _)| at.since(*first) >= BUDGET_WINDOW)
        {
            self.opened.pop_front();
        }
    }

    fn forget_oldest(&mut self) {
        while self.issues.len() > REMEMBERED_MAX {
            self.issues.pop_first();
        }
    }
}

#[cfg(test)]
mod tests;
