//! Issues, and the deliveries that belong to them.

use domain::id::{DeliveryId, EventId, IssueId};
use domain::issue::IssueState;
use domain::{Delivery, Issue, Timestamp};

use crate::{Cursor, StageCounts, StoreError};

/// Issues. They are written behind the conclusions they follow from: after a crash an issue may lag behind its
/// deliveries, and never the other way round.
#[async_trait::async_trait]
pub trait Issues: Send + Sync + 'static {
    /// Issues in one of these states, whoever resolved them; in any when there are none. The one that failed last comes
    /// first; older than `before` in that order.
    async fn issues(
        &self,
        states: &[IssueState],
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError>;

    /// One issue.
    async fn issue(&self, id: IssueId) -> Result<Option<IssueRow>, StoreError>;

    /// The issue that a delivery belongs to: that of its last failure.
    async fn issue_of(&self, delivery_id: DeliveryId) -> Result<Option<IssueId>, StoreError>;

    /// Writes issues, new or changed, and says which deliveries belong to them from now on.
    async fn write_issues(&self, step: IssueStep) -> Result<(), StoreError>;

    /// Deliveries that belong to an issue and are still kept, newest first.
    async fn deliveries_of_issue(
        &self,
        id: IssueId,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// Where the deliveries of an issue stand. At most `looked_at_max` are looked at, the newest.
    async fn issue_counts(&self, id: IssueId, looked_at_max: u32) -> Result<IssueCounts, StoreError>;

    /// Deletes issues that were resolved before a moment, at most `limit`, and says which. One with very many deliveries
    /// goes in several calls.
    async fn delete_resolved_issues(&self, before: Timestamp, limit: u32) -> Result<Vec<IssueId>, StoreError>;
}

/// An issue as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueRow {
    /// The issue.
    pub issue: Issue,
    /// Deliveries that ever belonged to it.
    pub deliveries: u64,
}

impl IssueRow {
    /// Where it stands in the list.
    pub fn cursor(&self) -> Cursor {
        self.issue.last_attempt_id.uuid()
    }
}

/// What became of issues.
#[derive(Debug, Clone, Default)]
pub struct IssueStep {
    /// As they are now.
    pub issues: Vec<Issue>,
    /// Deliveries that failed with them.
    pub failed: Vec<FailedDelivery>,
}

/// A delivery that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailedDelivery {
    /// Which.
    pub delivery_id: DeliveryId,
    /// Its event.
    pub event_id: EventId,
    /// The issue it belongs to.
    pub issue_id: IssueId,
}

/// Where the deliveries of an issue stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IssueCounts {
    /// By stage.
    pub stages: StageCounts,
    /// Different events among them.
    pub events: u64,
    /// All were looked at.
    pub is_whole: bool,
}
