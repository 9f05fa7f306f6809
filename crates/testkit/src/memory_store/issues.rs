//! Issues in memory.

use std::collections::BTreeSet;

use domain::id::{DeliveryId, IssueId};
use domain::issue::IssueState;
use domain::{Delivery, Timestamp};
use store::{Cursor, IssueCounts, IssueRow, IssueStep, Issues, Stage, StoreError};

use super::{Content, MemoryStore};

#[async_trait::async_trait]
impl Issues for MemoryStore {
    async fn issues(
        &self,
        states: &[IssueState],
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError> {
        let content = self.content();
        let is_meant = |state: IssueState| states.is_empty() || states.iter().any(|one| one.code() == state.code());
        let mut rows: Vec<IssueRow> = content
            .issues
            .values()
            .map(|(issue, deliveries)| IssueRow { issue: issue.clone(), deliveries: *deliveries })
            .filter(|row| is_meant(row.issue.state) && before.is_none_or(|before| row.cursor() < before))
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.cursor()));
        rows.truncate(limit as usize);
        Ok(rows)
    }

    async fn issue(&self, id: IssueId) -> Result<Option<IssueRow>, StoreError> {
        let content = self.content();
        let found = content.issues.get(&id);
        Ok(found.map(|(issue, deliveries)| IssueRow { issue: issue.clone(), deliveries: *deliveries }))
    }

    async fn issue_of(&self, delivery_id: DeliveryId) -> Result<Option<IssueId>, StoreError> {
        Ok(self.content().issue_deliveries.get(&delivery_id).map(|(_, id)| *id))
    }

    async fn write_issues(&self, step: IssueStep) -> Result<(), StoreError> {
        let mut content = self.content();
        for issue in step.issues {
            let deliveries = content.issues.get(&issue.id).map_or(0, |(_, deliveries)| *deliveries);
            content.issues.insert(issue.id, (issue, deliveries));
        }
        for failed in step.failed {
            let belonged = content.issue_deliveries.insert(failed.delivery_id, (failed.event_id, failed.issue_id));
            if belonged.is_none_or(|(_, id)| id != failed.issue_id)
                && let Some((_, deliveries)) = content.issues.get_mut(&failed.issue_id)
            {
                *deliveries += 1;
            }
        }
        Ok(())
    }

    async fn deliveries_of_issue(
        &self,
        id: IssueId,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let content = self.content();
        let older = content.of_issue(id).filter(|found| before.is_none_or(|before| found.id.uuid() < before));
        Ok(older.take(limit as usize).cloned().collect())
    }

    async fn issue_counts(&self, id: IssueId, looked_at_max: u32) -> Result<IssueCounts, StoreError> {
        let content = self.content();
        let mut counts = IssueCounts::default();
        let mut events = BTreeSet::new();
        for delivery in content.of_issue(id).take(looked_at_max as usize) {
            counts.stages.add(Stage::of(&delivery.state, delivery.attempts_made), 1);
            events.insert(delivery.event_id);
        }
        counts.events = events.len() as u64;
        counts.is_whole = counts.stages.total() < u64::from(looked_at_max);
        Ok(counts)
    }

    async fn delete_resolved_issues(&self, before: Timestamp, limit: u32) -> Result<Vec<IssueId>, StoreError> {
        let mut content = self.content();
        let is_old = |at: Option<Timestamp>| at.is_some_and(|at| at < before);
        let old = content.issues.values().filter(|(issue, _)| is_old(issue.ended_at)).map(|(issue, _)| issue.id);
        let ids: Vec<IssueId> = old.take(limit as usize).collect();
        content.issues.retain(|id, _| !ids.contains(id));
        content.issue_deliveries.retain(|_, (_, id)| !ids.contains(id));
        Ok(ids)
    }
}

impl Content {
    /// Newest first.
    fn of_issue(&self, id: IssueId) -> impl Iterator<Item = &Delivery> {
        let belonging = self.issue_deliveries.iter().rev().filter(move |(_, (_, of))| *of == id);
        belonging.filter_map(|(delivery_id, _)| self.deliveries.get(delivery_id))
    }
}
