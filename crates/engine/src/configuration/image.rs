//! Everything that is configured, as the rows it is stored in: what two moments are compared by, and what is put back.

use std::collections::BTreeMap;

use domain::id::{DestinationId, SavedViewId, SecretId, SourceId, SubscriptionId};
use domain::{Destination, Health, Mock, SavedView, Settings, Source, Subscription};
use store::{SealedSecret, Store, StoreError, StoredProvider};

/// Which row. The order is that in which rows can be written: each after those it names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowKey {
    Provider(String),
    Source(SourceId),
    Destination(DestinationId),
    Subscription(SubscriptionId),
    Secret(SecretId),
    Mock(String),
    SavedView(SavedViewId),
    Settings,
}

/// A row. Secrets are sealed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    Provider(StoredProvider),
    Source(Box<Source>),
    Destination(Box<Destination>),
    Subscription(Box<Subscription>),
    Secret(SealedSecret),
    Mock(Mock),
    SavedView(SavedView),
    Settings(Box<Settings>),
}

/// All rows of one moment.
#[derive(Debug, Default)]
pub(super) struct Image(BTreeMap<RowKey, Row>);

/// What became of one row.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) key: RowKey,
    pub(super) before: Option<Row>,
    pub(super) after: Option<Row>,
}

impl Image {
    /// Reads everything.
    pub(super) async fn read(store: &dyn Store) -> Result<Self, StoreError> {
        let mut rows = BTreeMap::new();
        for provider in store.providers().await? {
            rows.insert(RowKey::Provider(provider.slug.clone()), Row::Provider(provider));
        }
        for source in store.sources().await? {
            rows.insert(RowKey::Source(source.id), Row::Source(Box::new(source)));
        }
        for destination in store.destinations().await? {
            rows.insert(RowKey::Destination(destination.id), Row::Destination(Box::new(destination)));
        }
        for subscription in store.subscriptions().await? {
            rows.insert(RowKey::Subscription(subscription.id), Row::Subscription(Box::new(subscription)));
        }
        for secret in store.secrets().await? {
            rows.insert(RowKey::Secret(secret.id), Row::Secret(secret));
        }
        for mock in store.mocks().await? {
            rows.insert(RowKey::Mock(mock.name.clone()), Row::Mock(mock));
        }
        for view in store.saved_views().await? {
            rows.insert(RowKey::SavedView(view.id), Row::SavedView(view));
        }
        let settings = store.settings().await?.unwrap_or_default();
        rows.insert(RowKey::Settings, Row::Settings(Box::new(settings)));
        Ok(Self(rows))
    }

    /// What became of each row until `later`.
    pub(super) fn steps_to(&self, later: &Self) -> Vec<Step> {
        let mut keys: Vec<&RowKey> = self.0.keys().chain(later.0.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        let step = |key: &RowKey| {
            let (before, after) = (self.0.get(key), later.0.get(key));
            (!is_same(before, after)).then(|| Step { key: key.clone(), before: before.cloned(), after: after.cloned() })
        };
        keys.into_iter().filter_map(step).collect()
    }

    /// Whether a row is as it was then.
    pub(super) fn has(&self, key: &RowKey, row: Option<&Row>) -> bool {
        is_same(self.0.get(key), row)
    }

    /// The row as it is.
    pub(super) fn get(&self, key: &RowKey) -> Option<&Row> {
        self.0.get(key)
    }
}

/// Whether a person would say that two rows are the same. How a destination does is nobody's choice.
fn is_same(one: Option<&Row>, other: Option<&Row>) -> bool {
    match (one, other) {
        (Some(Row::Destination(one)), Some(Row::Destination(other))) => as_chosen(one) == as_chosen(other),
        _ => one == other,
    }
}

fn as_chosen(destination: &Destination) -> Destination {
    Destination { health: Health::Closed, failing_since: None, ..destination.clone() }
}
