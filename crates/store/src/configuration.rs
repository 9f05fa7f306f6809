//! Sources, destinations, subscriptions, their secrets, saved views and the settings.

use domain::id::{DestinationId, SavedViewId, SecretId, SourceId, SubscriptionId};
use domain::{Destination, SavedView, Settings, Source, Subscription, Timestamp};

use crate::StoreError;

/// What people configure. Deleting keeps history: events and deliveries stay.
#[async_trait::async_trait]
pub trait Configuration: Send + Sync + 'static {
    /// All sources that are not deleted, oldest first.
    async fn sources(&self) -> Result<Vec<Source>, StoreError>;

    /// Writes a source, new or changed.
    ///
    /// # Errors
    /// [`StoreError::SlugTaken`] when another source that is not deleted has its slug.
    async fn put_source(&self, source: Source) -> Result<(), StoreError>;

    /// Deletes a source, its secrets and its subscriptions.
    async fn delete_source(&self, id: SourceId, now: Timestamp) -> Result<(), StoreError>;

    /// Brings a deleted source back as given. Its secrets and subscriptions are brought back on their own.
    ///
    /// # Errors
    /// [`StoreError::SlugTaken`] when another source has its slug meanwhile.
    async fn restore_source(&self, source: Source) -> Result<(), StoreError>;

    /// All destinations that are not deleted, oldest first.
    async fn destinations(&self) -> Result<Vec<Destination>, StoreError>;

    /// Writes a destination, new or changed.
    async fn put_destination(&self, destination: Destination) -> Result<(), StoreError>;

    /// Deletes a destination, its secrets and its subscriptions, and cancels its scheduled deliveries.
    async fn delete_destination(&self, id: DestinationId, now: Timestamp) -> Result<(), StoreError>;

    /// Brings a deleted destination back as given; deliveries that were cancelled as it was deleted are due at `now`. Its
    /// secrets and subscriptions are brought back on their own.
    async fn restore_destination(&self, destination: Destination, now: Timestamp) -> Result<(), StoreError>;

    /// All subscriptions that are not deleted, oldest first.
    async fn subscriptions(&self) -> Result<Vec<Subscription>, StoreError>;

    /// Writes a subscription, new or changed.
    async fn put_subscription(&self, subscription: Subscription) -> Result<(), StoreError>;

    /// Deletes a subscription.
    async fn delete_subscription(&self, id: SubscriptionId, now: Timestamp) -> Result<(), StoreError>;

    /// Brings a deleted subscription back as given.
    async fn restore_subscription(&self, subscription: Subscription) -> Result<(), StoreError>;

    /// All secrets, oldest first, sealed.
    async fn secrets(&self) -> Result<Vec<SealedSecret>, StoreError>;

    /// Writes a secret, new or changed.
    async fn put_secret(&self, secret: SealedSecret) -> Result<(), StoreError>;

    /// Deletes a secret.
    async fn delete_secret(&self, id: SecretId) -> Result<(), StoreError>;

    /// The providers that people added, in the order of their slugs.
    async fn providers(&self) -> Result<Vec<StoredProvider>, StoreError>;

    /// Writes a provider, new or changed.
    async fn put_provider(&self, provider: StoredProvider) -> Result<(), StoreError>;

    /// Deletes a provider.
    async fn delete_provider(&self, slug: &str) -> Result<(), StoreError>;

    /// All saved views, oldest first.
    async fn saved_views(&self) -> Result<Vec<SavedView>, StoreError>;

    /// Writes a view, new or changed.
    async fn put_saved_view(&self, view: SavedView) -> Result<(), StoreError>;

    /// Deletes a view.
    async fn delete_saved_view(&self, id: SavedViewId) -> Result<(), StoreError>;

    /// The settings, when any were written.
    async fn settings(&self) -> Result<Option<Settings>, StoreError>;

    /// Writes the settings.
    async fn put_settings(&self, settings: Settings) -> Result<(), StoreError>;
}

/// A secret as the database sees it: sealed by the engine under the workspace's master key, with its id as associated
/// data. The database never has the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSecret {
    /// Its id.
    pub id: SecretId,
    /// Whose it is.
    pub owner: SecretOwner,
    /// What it is for.
    pub purpose: SecretPurpose,
    /// Nonce and sealed bytes.
    pub sealed: Vec<u8>,
    /// What may be shown of it: `whsec_…3f`.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it neither signs nor verifies; it is kept, so that a late sender can be told.
    pub retires_at: Option<Timestamp>,
}

/// A provider that people added. What the record says is the engine's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProvider {
    /// The word for it.
    pub slug: String,
    /// Its record, as JSON.
    pub record: String,
}

/// What a secret is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretPurpose {
    /// Signing deliveries, or verifying what is received.
    Signing,
    /// The authorization of deliveries.
    Authorization,
    /// The private key of a client certificate.
    ClientKey,
    /// The password for a proxy.
    ProxyPassword,
}

impl SecretPurpose {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Signing, Self::Authorization, Self::ClientKey, Self::ProxyPassword];

    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::Signing => 0,
            Self::Authorization => 1,
            Self::ClientKey => 2,
            Self::ProxyPassword => 3,
        }
    }

    /// Reads a [`code`](Self::code).
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Whose a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecretOwner {
    /// A source verifies with it.
    Source(SourceId),
    /// Deliveries to a destination are signed with it.
    Destination(DestinationId),
}
