//! The configuration in memory.

use domain::id::{DestinationId, SavedViewId, SecretId, SourceId, SubscriptionId};
use domain::{DeliveryState, Destination, SavedView, Settings, Source, Subscription, Timestamp};
use store::{Configuration, SealedSecret, SecretOwner, StoreError, StoredProvider};

use super::MemoryStore;
use super::timeline::is_scheduled;

#[async_trait::async_trait]
impl Configuration for MemoryStore {
    async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        Ok(self.content().sources.values().cloned().collect())
    }

    async fn put_source(&self, source: Source) -> Result<(), StoreError> {
        let mut content = self.content();
        if content.deleted.contains(&source.id.uuid()) {
            return Ok(());
        }
        if content.sources.values().any(|other| other.id != source.id && other.slug == source.slug) {
            return Err(StoreError::SlugTaken { slug: source.slug });
        }
        content.sources.insert(source.id, source);
        Ok(())
    }

    async fn delete_source(&self, id: SourceId, _now: Timestamp) -> Result<(), StoreError> {
        let mut content = self.content();
        content.sources.remove(&id);
        content.deleted.insert(id.uuid());
        content.secrets.retain(|_, secret| secret.owner != SecretOwner::Source(id));
        content.subscriptions.retain(|_, subscription| subscription.source_id != Some(id));
        Ok(())
    }

    async fn restore_source(&self, source: Source) -> Result<(), StoreError> {
        if self.content().sources.values().any(|other| other.id != source.id && other.slug == source.slug) {
            return Err(StoreError::SlugTaken { slug: source.slug });
        }
        self.content().deleted.remove(&source.id.uuid());
        self.put_source(source).await
    }

    async fn destinations(&self) -> Result<Vec<Destination>, StoreError> {
        Ok(self.content().destinations.values().cloned().collect())
    }

    async fn put_destination(&self, destination: Destination) -> Result<(), StoreError> {
        let mut content = self.content();
        if !content.deleted.contains(&destination.id.uuid()) {
            content.destinations.insert(destination.id, destination);
        }
        Ok(())
    }

    async fn delete_destination(&self, id: DestinationId, now: Timestamp) -> Result<(), StoreError> {
        let mut content = self.content();
        content.deleted_at.insert(id, now);
        content.destinations.remove(&id);
        content.deleted.insert(id.uuid());
        content.secrets.retain(|_, secret| secret.owner != SecretOwner::Destination(id));
        content.subscriptions.retain(|_, subscription| subscription.destination_id != id);
        for delivery in content.deliveries.values_mut() {
            if delivery.destination_id == id && is_scheduled(delivery) {
                delivery.state = DeliveryState::Cancelled { at: now };
            }
        }
        Ok(())
    }

    async fn restore_destination(&self, destination: Destination, now: Timestamp) -> Result<(), StoreError> {
        let mut content = self.content();
        let deleted_at = content.deleted_at.remove(&destination.id);
        for delivery in content.deliveries.values_mut().filter(|delivery| delivery.destination_id == destination.id) {
            if matches!(delivery.state, DeliveryState::Cancelled { at } if Some(at) == deleted_at) {
                delivery.state = DeliveryState::Scheduled { due_at: now };
            }
        }
        content.deleted.remove(&destination.id.uuid());
        content.destinations.insert(destination.id, destination);
        Ok(())
    }

    async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError> {
        Ok(self.content().subscriptions.values().cloned().collect())
    }

    async fn put_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        let mut content = self.content();
        if !content.deleted.contains(&subscription.id.uuid()) {
            content.subscriptions.insert(subscription.id, subscription);
        }
        Ok(())
    }

    async fn delete_subscription(&self, id: SubscriptionId, _now: Timestamp) -> Result<(), StoreError> {
        let mut content = self.content();
        content.subscriptions.remove(&id);
        content.deleted.insert(id.uuid());
        Ok(())
    }

    async fn restore_subscription(&self, subscription: Subscription) -> Result<(), StoreError> {
        self.content().deleted.remove(&subscription.id.uuid());
        self.put_subscription(subscription).await
    }

    async fn secrets(&self) -> Result<Vec<SealedSecret>, StoreError> {
        Ok(self.content().secrets.values().cloned().collect())
    }

    async fn put_secret(&self, secret: SealedSecret) -> Result<(), StoreError> {
        self.content().secrets.insert(secret.id, secret);
        Ok(())
    }

    async fn delete_secret(&self, id: SecretId) -> Result<(), StoreError> {
        self.content().secrets.remove(&id);
        Ok(())
    }

    async fn providers(&self) -> Result<Vec<StoredProvider>, StoreError> {
        Ok(self.content().providers.values().cloned().collect())
    }

    async fn put_provider(&self, provider: StoredProvider) -> Result<(), StoreError> {
        self.content().providers.insert(provider.slug.clone(), provider);
        Ok(())
    }

    async fn delete_provider(&self, slug: &str) -> Result<(), StoreError> {
        self.content().providers.remove(slug);
        Ok(())
    }

    async fn saved_views(&self) -> Result<Vec<SavedView>, StoreError> {
        Ok(self.content().saved_views.values().cloned().collect())
    }

    async fn put_saved_view(&self, view: SavedView) -> Result<(), StoreError> {
        self.content().saved_views.insert(view.id, view);
        Ok(())
    }

    async fn delete_saved_view(&self, id: SavedViewId) -> Result<(), StoreError> {
        self.content().saved_views.remove(&id);
        Ok(())
    }

    async fn settings(&self) -> Result<Option<Settings>, StoreError> {
        Ok(self.content().settings.clone())
    }

    async fn put_settings(&self, settings: Settings) -> Result<(), StoreError> {
        self.content().settings = Some(settings);
        Ok(())
    }
}
