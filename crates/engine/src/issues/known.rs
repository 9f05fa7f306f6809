//! The issues that are kept, in memory: what is known of them is decided here, and written behind.

use std::collections::{HashMap, HashSet};

use domain::id::{DestinationId, IssueId};
use domain::issue::{BODIES_MAX, Failure, Fingerprint, IssueState, ResolvedBy};
use domain::{EventTypeName, Issue, Timestamp};
use store::{FailedDelivery, IssueStep};

use super::IssueError;

/// Deliveries that may wait to be written; what comes while the store cannot be written for so long is left out.
const FAILED_MAX: usize = 20_000;
/// Written in one transaction, so that captures do not wait long for it.
const STEP: usize = 500;

/// The issues that are kept.
#[derive(Debug, Default)]
pub(super) struct KnownIssues {
    issues: HashMap<IssueId, KnownIssue>,
    by_fingerprint: HashMap<Fingerprint, IssueId>,
    /// Those for which successes are counted.
    awaiting: HashMap<DestinationId, Vec<IssueId>>,
    changed: HashSet<IssueId>,
    failed: Vec<FailedDelivery>,
}

#[derive(Debug)]
struct KnownIssue {
    issue: Issue,
    /// Since its last failure. After a restart the count begins anew.
    successes: u32,
}

impl KnownIssues {
    /// Takes one that was read.
    pub(super) fn add(&mut self, issue: Issue) {
        self.by_fingerprint.insert(issue.fingerprint, issue.id);
        let id = issue.id;
        self.issues.insert(id, KnownIssue { issue, successes: 0 });
        self.follow(id);
    }

    /// Takes a failure; `new_id` names the issue that opens with it, if one does.
    pub(super) fn fail(
        &mut self,
        fingerprint: Fingerprint,
        failure: &Failure,
        new_id: impl FnOnce() -> IssueId,
    ) -> Issue {
        let fingerprint = self.told_apart(fingerprint);
        let id = match self.by_fingerprint.get(&fingerprint) {
            Some(id) => *id,
            None => {
                let id = new_id();
                self.by_fingerprint.insert(fingerprint, id);
                id
            }
        };
        let known = self
            .issues
            .entry(id)
            .and_modify(|known| {
                known.issue.fail(failure);
                known.successes = 0;
            })
            .or_insert_with(|| KnownIssue { issue: Issue::open(id, fingerprint, failure), successes: 0 });
        let issue = known.issue.clone();
        self.changed.insert(id);
        self.follow(id);
        issue
    }

    /// An answer that says something new each time would be an issue each time: only so many are told apart.
    fn told_apart(&self, fingerprint: Fingerprint) -> Fingerprint {
        if fingerprint.body == 0 || self.by_fingerprint.contains_key(&fingerprint) {
            return fingerprint;
        }
        let without_body = fingerprint.without_body();
        let bodies = self.by_fingerprint.keys().filter(|known| known.without_body() == without_body).count();
        if bodies < BODIES_MAX { fingerprint } else { without_body }
    }

    /// A delivery that failed, to be written.
    pub(super) fn remember(&mut self, failed: FailedDelivery) {
        if self.failed.len() < FAILED_MAX {
            self.failed.push(failed);
        }
    }

    /// Whether successes are counted for any.
    pub(super) fn awaits_any(&self) -> bool {
        !self.awaiting.is_empty()
    }

    /// Counts a success, and answers those that it resolves.
    pub(super) fn succeed(
        &mut self,
        destination_id: DestinationId,
        event_type: &EventTypeName,
        enough: u32,
        now: Timestamp,
    ) -> Vec<Issue> {
        let mut resolved = Vec::new();
        for id in self.awaiting.get(&destination_id).cloned().unwrap_or_default() {
            let Some(known) = self.issues.get_mut(&id).filter(|known| known.issue.concerns(event_type)) else {
                continue;
            };
            known.successes = known.successes.saturating_add(1);
            if known.successes >= enough.max(1) {
                known.successes = 0;
                known.issue.resolve(ResolvedBy::Successes, now);
                resolved.push(known.issue.clone());
                self.changed.insert(id);
                self.follow(id);
            }
        }
        resolved
    }

    /// Changes one as a person said.
    pub(super) fn change(&mut self, id: IssueId, change: impl FnOnce(&mut Issue) -> bool) -> Result<(), IssueError> {
        let known = self.issues.get_mut(&id).ok_or(IssueError::NotFound(id))?;
        if !change(&mut known.issue) {
            return Err(IssueError::NotPossible { state: known.issue.state.word() });
        }
        known.successes = 0;
        self.changed.insert(id);
        self.follow(id);
        Ok(())
    }

    /// Those that are not over, of destinations that `is_meant`.
    pub(super) fn open_of(&self, is_meant: impl Fn(DestinationId) -> bool) -> Vec<IssueId> {
        let open = self.issues.values().map(|known| &known.issue);
        open.filter(|issue| {
            !matches!(issue.state, IssueState::Resolved(_)) && is_meant(issue.fingerprint.destination_id)
        })
        .map(|issue| issue.id)
        .collect()
    }

    /// How many are open, and how many somebody sees to.
    pub(super) fn counts(&self) -> (u64, u64) {
        let count = |state| self.issues.values().filter(|known| known.issue.state == state).count() as u64;
        (count(IssueState::Open), count(IssueState::Acknowledged))
    }

    /// Those that are open, newest failure first.
    pub(super) fn open(&self, limit: usize) -> Vec<Issue> {
        let issues = self.issues.values().map(|known| &known.issue);
        let mut open: Vec<&Issue> = issues.filter(|issue| issue.state == IssueState::Open).collect();
        open.sort_by_key(|issue| std::cmp::Reverse(issue.last_attempt_id));
        open.into_iter().take(limit).cloned().collect()
    }

    pub(super) fn last_resolved_at(&self) -> Option<Timestamp> {
        self.issues.values().filter_map(|known| known.issue.ended_at).max()
    }

    /// What is to be written next.
    pub(super) fn take_step(&mut self) -> IssueStep {
        let failed: Vec<FailedDelivery> = self.failed.drain(..self.failed.len().min(STEP)).collect();
        // An issue is written no later than the deliveries that belong to it.
        let belonging: HashSet<IssueId> = failed.iter().map(|failed| failed.issue_id).collect();
        let others: Vec<IssueId> = self.changed.difference(&belonging).take(STEP).copied().collect();
        let ids: Vec<IssueId> = belonging.into_iter().filter(|id| self.changed.contains(id)).chain(others).collect();
        let issues = ids
            .iter()
            .filter_map(|id| {
                self.changed.remove(id);
                self.issues.get(id).map(|known| known.issue.clone())
            })
            .collect();
        IssueStep { issues, failed }
    }

    /// Takes back what could not be written.
    pub(super) fn take_back(&mut self, step: IssueStep) {
        self.changed.extend(step.issues.iter().map(|issue| issue.id));
        self.failed.splice(..0, step.failed);
    }

    /// Lets go of some.
    pub(super) fn forget(&mut self, ids: &[IssueId]) {
        for id in ids {
            if let Some(known) = self.issues.remove(id) {
                self.by_fingerprint.remove(&known.issue.fingerprint);
            }
            self.changed.remove(id);
        }
    }

    /// Keeps in mind whether successes are counted for it.
    fn follow(&mut self, id: IssueId) {
        let Some(known) = self.issues.get(&id) else { return };
        let (destination_id, awaits) = (known.issue.fingerprint.destination_id, known.issue.awaits_successes());
        let awaiting = self.awaiting.entry(destination_id).or_default();
        match (awaits, awaiting.iter().position(|one| *one == id)) {
            (true, None) => awaiting.push(id),
            (false, Some(place)) => {
                awaiting.swap_remove(place);
            }
            (true, Some(_)) | (false, None) => {}
        }
        if awaiting.is_empty() {
            self.awaiting.remove(&destination_id);
        }
    }
}
