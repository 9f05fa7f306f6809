//! Figures over time: what charts and sparklines show.

use std::time::Duration;

use domain::id::{DestinationId, SourceId, SubscriptionId};
use domain::{Figures, Timestamp};

use crate::StoreError;

/// Reads figures over time. They are kept as things happen and never counted from rows, so they cost the same however
/// many deliveries there are, and stay when old rows are deleted: minutes for a week of minutes in which something
/// happened, quarters of an hour and hours for two months of them.
#[async_trait::async_trait]
pub trait FiguresOverTime: Send + Sync + 'static {
    /// So many buckets of a length from `since` on, without gaps, oldest first. The length is a whole number of
    /// minutes, and `since` begins a minute. Buckets of whole quarters of an hour that begin with one go back further than others.
    async fn figures(
        &self,
        of: FiguresOf,
        since: Timestamp,
        bucket: Duration,
        buckets: u32,
    ) -> Result<Vec<FiguresBucket>, StoreError>;

    /// So many hours from `since` on, which begins an hour, of each of these, in their order.
    async fn hourly_figures(
        &self,
        of: &[FiguresOf],
        since: Timestamp,
        hours: u32,
    ) -> Result<Vec<HourlyFigures>, StoreError>;
}

/// What figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FiguresOf {
    /// Everything.
    All,
    /// A destination, deleted ones too.
    Destination(DestinationId),
    /// A subscription: kept by the hour only.
    Subscription(SubscriptionId),
    /// A source: kept by the hour only.
    Source(SourceId),
}

/// What happened in one bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresBucket {
    /// Its start.
    pub start_at: Timestamp,
    /// What happened in it.
    pub figures: Figures,
    /// Deliveries that were not over at its end, or are not now, when its end is to come. Known of everything and of
    /// destinations; 0 for others.
    pub waiting: u64,
}

/// What happened hour by hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourlyFigures {
    /// What happened in each hour, oldest first.
    pub hours: Vec<Figures>,
    /// When the newest event that is known came, in those hours or before.
    pub last_event_at: Option<Timestamp>,
}
