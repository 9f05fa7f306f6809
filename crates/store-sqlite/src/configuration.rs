//! What people configure.

mod destinations;
mod providers;
mod saved_views;
mod secrets;
mod settings;
mod sources;
mod subscriptions;

use domain::id::{DestinationId, SavedViewId, SecretId, SourceId, SubscriptionId};
use domain::{Destination, SavedView, Settings, Source, Subscription, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::{Configuration, SealedSecret, StoreError, StoredProvider};

use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;

#[async_trait::async_trait]
impl Configuration for SqliteStore {
    async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        self.all(include_str!("../queries/sources/all.sql"), sources::read).await
    }

    async fn put_source(&self, source: Source) -> Result<(), StoreError> {
        self.writer().run(sources::PutSource(source)).await
    }

    async fn delete_source(&self, id: SourceId, now: Timestamp) -> Result<(), StoreError> {
        self.writer().run(sources::DeleteSource { id, now }).await
    }

    async fn restore_source(&self, source: Source) -> Result<(), StoreError> {
        self.writer().run(sources::RestoreSource(source)).await
    }

    async fn destinations(&self) -> Result<Vec<Destination>, StoreError> {
        self.all(include_str!("../queries/destinations/all.sql"), destinations::read).await
    }

    async fn put_destination(&self, destination: Destination) -> Result<(), StoreError> {
        self.writer().run(destinations::PutDestination(destination)).await
    }

    async fn delete_destination(&self, id: DestinationId, now: Timestamp) -> Result<(), StoreError> {
        self.writer().run(destinations::DeleteDestination { id, now }).await
    }

    async fn restore_destination(&self, destination: Destination, now: Timestamp) -> Result<(), StoreError> {
        self.writer().run(destinations::RestoreDestination { destination, now }).await
    }

    async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        self.all(include_str!("../queries/subscriptions/all.sql"), subscriptions::read).await
    }

    async fn put_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        self.writer().run(subscriptions::PutSubscription(subscription)).await
    }

    async fn delete_subscription(&self, id: SubscriptionId, now: Timestamp) -> Result<(), StoreError> {
        self.writer().run(subscriptions::DeleteSubscription { id, now }).await
    }

    async fn restore_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        self.writer().run(subscriptions::RestoreSubscription(subscription)).await
    }

    async fn secrets(&self) -> Result<Vec<SealedSecret>, StoreError> {
        self.all(include_str!("../queries/secrets/all.sql"), secrets::read).await
    }

    async fn put_secret(&self, secret: SealedSecret) -> Result<(), StoreError> {
        self.writer().run(secrets::PutSecret(secret)).await
    }

    async fn delete_secret(&self, id: SecretId) -> Result<(), StoreError> {
        self.writer().run(secrets::DeleteSecret(id)).await
    }

    async fn providers(&self) -> Result<Vec<StoredProvider>, StoreError> {
        self.all(include_str!("../queries/providers/all.sql"), providers::read).await
    }

    async fn put_provider(&self, provider: StoredProvider) -> Result<(), StoreError> {
        self.writer().run(providers::PutProvider(provider)).await
    }

    async fn delete_provider(&self, slug: &str) -> Result<(), StoreError> {
        self.writer().run(providers::DeleteProvider(slug.to_owned())).await
    }

    async fn saved_views(&self) -> Result<Vec<SavedView>, StoreError> {
        self.all(include_str!("../queries/saved_views/all.sql"), saved_views::read).await
    }

    async fn put_saved_view(&self, view: SavedView) -> Result<(), StoreError> {
        self.writer().run(saved_views::PutSavedView(view)).await
    }

    async fn delete_saved_view(&self, id: SavedViewId) -> Result<(), StoreError> {
        self.writer().run(saved_views::DeleteSavedView(id)).await
    }

    async fn settings(&self) -> Result<Option<Settings>, StoreError> {
        Ok(self.all(include_str!("../queries/settings/read.sql"), settings::read).await?.pop())
    }

    async fn put_settings(&self, settings: Settings) -> Result<(), StoreError> {
        self.writer().run(settings::PutSettings(settings)).await
    }
}

impl SqliteStore {
    async fn all<T>(
        &self,
        text: &'static str,
        read: impl Fn(&SqliteRow) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = sqlx::query(text).fetch_all(self.readers()).await.map_err(unavailable("read the configuration"))?;
        rows.iter().map(read).collect()
    }
}
