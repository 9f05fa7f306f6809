//! Notices that something a client may show is stale.
//!
//! Whoever changes something marks it; each subscriber gets one notice for all that was marked in a tenth of a second,
//! at most ten a second, however busy the engine is. A notice names what is stale, never what is new: clients ask.
//! A subscriber that falls behind is told that everything is stale, so nothing waits for it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::id::{DeliveryId, EventId};
use tokio::sync::broadcast;
use tokio::time::Instant;

/// Least time between two notices to one subscriber.
pub const NOTICE_INTERVAL: Duration = Duration::from_millis(100);
/// Ids a notice names at most; clients that show others ask for their lists anyway.
pub const NOTICE_IDS_MAX: usize = 100;
/// Marks that may wait for a slow subscriber.
const MARKS_MAX: usize = 4096;

/// What became stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An event was captured.
    Event(EventId),
    /// A delivery was made or moved.
    Delivery(DeliveryId),
    /// Sources were configured.
    Sources,
    /// Destinations were configured, or their health changed.
    Destinations,
    /// Subscriptions were configured.
    Subscriptions,
    /// Settings were changed.
    Settings,
    /// A bulk replay began, went on or ended.
    Replays,
    /// Old events were deleted.
    Pruned,
    /// The tunnel came up, failed or was ended.
    Tunnel,
    /// A channel was connected, or handed something over.
    Channels,
    /// Something was learnt of the kinds of events, or said of them.
    Catalog,
    /// A mock destination was configured, or a request came to one.
    Mocks,
    /// A run of the hostile sender went on.
    Lab,
    /// A view was saved, changed or deleted.
    SavedViews,
    /// There is another change of the configuration to take back.
    Configuration,
    /// An issue opened, went on or ended.
    Issues,
}

/// A part of what clients show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The list of deliveries and events.
    Timeline,
    /// The figures above it.
    Overview,
    /// Events.
    Events,
    /// Deliveries and their attempts.
    Deliveries,
    /// Sources.
    Sources,
    /// Destinations.
    Destinations,
    /// Subscriptions.
    Subscriptions,
    /// Settings.
    Settings,
    /// Bulk replays.
    Replays,
    /// What is known of the kinds of events.
    Catalog,
    /// Channels that feed sources.
    Channels,
    /// The tunnel in front of the receiver.
    Tunnel,
    /// Mock destinations and their requests.
    Mocks,
    /// Runs of the hostile sender.
    Lab,
    /// Saved views of the timeline.
    SavedViews,
    /// Changes of the configuration that can be taken back.
    Configuration,
    /// Issues.
    Issues,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Timeline,
        Self::Overview,
        Self::Events,
        Self::Deliveries,
        Self::Sources,
        Self::Destinations,
        Self::Subscriptions,
        Self::Settings,
        Self::Replays,
        Self::Catalog,
        Self::Channels,
        Self::Tunnel,
        Self::Mocks,
        Self::Lab,
        Self::SavedViews,
        Self::Configuration,
        Self::Issues,
    ];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Overview => "overview",
            Self::Events => "events",
            Self::Deliveries => "deliveries",
            Self::Sources => "sources",
            Self::Destinations => "destinations",
            Self::Subscriptions => "subscriptions",
            Self::Settings => "settings",
            Self::Replays => "replays",
            Self::Catalog => "catalog",
            Self::Channels => "channels",
            Self::Tunnel => "tunnel",
            Self::Mocks => "mocks",
            Self::Lab => "lab",
            Self::SavedViews => "views",
            Self::Configuration => "configuration",
            Self::Issues => "issues",
        }
    }
}

/// What became stale since the last notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// Parts that are stale.
    pub stale: BTreeSet<Topic>,
    /// Deliveries that moved, up to [`NOTICE_IDS_MAX`].
    pub delivery_ids: BTreeSet<DeliveryId>,
    /// Events that are new, up to [`NOTICE_IDS_MAX`].
    pub event_ids: BTreeSet<EventId>,
}

/// Where changes are marked. Clones share one list of subscribers.
#[derive(Debug, Clone)]
pub struct Changes(Arc<broadcast::Sender<Change>>);

/// One subscriber's notices. The first says that everything is stale.
#[derive(Debug)]
pub struct Notices {
    marks: broadcast::Receiver<Change>,
    next_at: Option<Instant>,
}

impl Default for Changes {
    fn default() -> Self {
        Self(Arc::new(broadcast::Sender::new(MARKS_MAX)))
    }
}

impl Changes {
    /// Marks a change. Nobody listening is normal.
    pub fn mark(&self, change: Change) {
        let _ = self.0.send(change);
    }

    /// Begins to listen.
    pub fn subscribe(&self) -> Notices {
        Notices { marks: self.0.subscribe(), next_at: None }
    }
}

impl Notices {
    /// Waits for the next notice. `None` when the engine is gone. Dropping the future loses nothing but the marks it
    /// had gathered, so ask in one task only.
    pub async fn next(&mut self) -> Option<Notice> {
        let Some(next_at) = self.next_at else {
            self.next_at = Some(Instant::now() + NOTICE_INTERVAL);
            return Some(Notice::everything());
        };
        let mut notice = Notice::default();
        match self.marks.recv().await {
            Ok(change) => notice.add(change),
            Err(broadcast::error::RecvError::Lagged(_)) => notice = Notice::everything(),
            Err(broadcast::error::RecvError::Closed) => return None,
        }
        tokio::time::sleep_until(next_at).await;
        self.next_at = Some(Instant::now() + NOTICE_INTERVAL);
        loop {
            match self.marks.try_recv() {
                Ok(change) => notice.add(change),
                Err(broadcast::error::TryRecvError::Lagged(_)) => notice = Notice::everything(),
                Err(_) => return Some(notice),
            }
        }
    }
}

impl Notice {
    /// Everything is stale.
    pub fn everything() -> Self {
        Self { stale: Topic::ALL.into_iter().collect(), ..Self::default() }
    }

    fn add(&mut self, change: Change) {
        let stale: &[Topic] = match change {
            Change::Event(id) => {
                if self.event_ids.len() < NOTICE_IDS_MAX {
                    self.event_ids.insert(id);
                }
                &[Topic::Timeline, Topic::Overview, Topic::Events, Topic::Sources]
            }
            Change::Delivery(id) => {
                if self.delivery_ids.len() < NOTICE_IDS_MAX {
                    self.delivery_ids.insert(id);
                }
                &[Topic::Timeline, Topic::Overview, Topic::Deliveries, Topic::Destinations, Topic::Subscriptions]
            }
            Change::Sources => &[Topic::Sources, Topic::Overview],
            // Holding or releasing a destination changes how its rows are shown.
            Change::Destinations => &[Topic::Destinations, Topic::Overview, Topic::Timeline, Topic::Deliveries],
            Change::Subscriptions => &[Topic::Subscriptions],
            Change::Settings => &[Topic::Settings],
            Change::Replays => &[Topic::Replays],
            Change::Tunnel => &[Topic::Tunnel, Topic::Sources],
            Change::Channels => &[Topic::Channels],
            Change::Catalog => &[Topic::Catalog],
            Change::Mocks => &[Topic::Mocks],
            Change::Lab => &[Topic::Lab],
            Change::SavedViews => &[Topic::SavedViews],
            Change::Configuration => &[Topic::Configuration],
            Change::Issues => &[Topic::Issues, Topic::Overview],
            Change::Pruned => {
                &[Topic::Timeline, Topic::Overview, Topic::Sources, Topic::Destinations, Topic::Deliveries]
            }
        };
        self.stale.extend(stale);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn marks_of_one_interval_are_one_notice() {
        let changes = Changes::default();
        let mut notices = changes.subscribe();
        assert_eq!(notices.next().await, Some(Notice::everything()));
        for byte in 0..200 {
            changes.mark(Change::Delivery(DeliveryId::from_bytes([byte; 16])));
        }
        let notice = notices.next().await.unwrap();
        assert_eq!(notice.delivery_ids.len(), NOTICE_IDS_MAX);
        assert!(notice.stale.contains(&Topic::Timeline) && !notice.stale.contains(&Topic::Sources));
    }

    #[tokio::test]
    async fn a_subscriber_that_falls_behind_is_told_that_everything_is_stale() {
        let changes = Changes::default();
        let mut notices = changes.subscribe();
        notices.next().await;
        for _ in 0..=MARKS_MAX {
            changes.mark(Change::Settings);
        }
        assert_eq!(notices.next().await, Some(Notice::everything()));
    }
}
