//! The configuration at one moment.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{DestinationId, SavedViewId, SourceId, SubscriptionId};
use domain::{Destination, EventTypeName, Mock, SavedView, Settings, Source, Subscription};
use signatures::{Provider, Scheme};
use store::{SealedSecret, SecretOwner, SecretPurpose, Store};
use url::Url;

use super::{ConfigurationError, KeyRing, SecretShown};
use crate::egress::{Access, host_field};
use crate::provider::Providers;
use crate::vault::Vault;

/// The configuration at one moment; it never changes.
pub struct Snapshot {
    sources: Vec<Arc<ConfiguredSource>>,
    by_slug: HashMap<String, Arc<ConfiguredSource>>,
    destinations: Vec<Arc<ConfiguredDestination>>,
    by_destination: HashMap<DestinationId, Arc<ConfiguredDestination>>,
    subscriptions: Vec<Arc<Subscription>>,
    mocks: Vec<Arc<Mock>>,
    saved_views: Vec<SavedView>,
    settings: Settings,
    providers: Providers,
}

/// A source with its secrets.
pub struct ConfiguredSource {
    /// The source.
    pub source: Source,
    /// Who sends, and how they sign.
    pub provider: Arc<Provider>,
    /// Its secrets.
    pub secrets: KeyRing,
}

/// A destination with its secrets.
pub struct ConfiguredDestination {
    /// The destination.
    pub destination: Destination,
    /// The `Host` field of requests to its URL; `None` when that is none.
    pub host: Option<String>,
    /// How deliveries to it are signed.
    pub scheme: Scheme,
    /// Its secrets.
    pub secrets: KeyRing,
    /// How it is got into, with the secrets for that.
    pub access: Arc<Access>,
    /// What may be shown of those.
    pub credentials_shown: Vec<(SecretPurpose, SecretShown)>,
}

impl Snapshot {
    /// Reads everything.
    pub(super) async fn read(store: &dyn Store, vault: &Vault) -> Result<Self, ConfigurationError> {
        let mut sealed: HashMap<SecretOwner, Vec<SealedSecret>> = HashMap::new();
        for secret in store.secrets().await? {
            sealed.entry(secret.owner).or_default().push(secret);
        }
        let providers = Providers::read(store.providers().await?);
        let mut sources = Vec::new();
        for source in store.sources().await? {
            let own = sealed.remove(&SecretOwner::Source(source.id)).unwrap_or_default();
            let provider = providers.resolve(&source.provider)?;
            let secrets = KeyRing::open(own, &provider.scheme, vault)?;
            sources.push(Arc::new(ConfiguredSource { source, provider, secrets }));
        }
        let mut destinations = Vec::new();
        for destination in store.destinations().await? {
            let own = sealed.remove(&SecretOwner::Destination(destination.id)).unwrap_or_default();
            let access = super::access::open(&destination, &own, vault)?;
            let (signing, others): (Vec<_>, Vec<_>) =
                own.into_iter().partition(|secret| secret.purpose == SecretPurpose::Signing);
            let scheme = providers.resolve(&destination.scheme)?.scheme.clone();
            let secrets = KeyRing::open(signing, &scheme, vault)?;
            let shown = |kept: SealedSecret| (kept.purpose, SecretShown::of(kept));
            let credentials_shown = others.into_iter().map(shown).collect();
            destinations.push(Arc::new(ConfiguredDestination {
                host: Url::parse(&destination.url).ok().map(|url| host_field(&url)),
                destination,
                scheme,
                secrets,
                access,
                credentials_shown,
            }));
        }
        Ok(Self {
            by_slug: sources.iter().map(|source| (source.source.slug.clone(), source.clone())).collect(),
            sources,
            by_destination: destinations.iter().map(|entry| (entry.destination.id, entry.clone())).collect(),
            destinations,
            subscriptions: store.subscriptions().await?.into_iter().map(Arc::new).collect(),
            mocks: store.mocks().await?.into_iter().map(Arc::new).collect(),
            saved_views: store.saved_views().await?,
            settings: store.settings().await?.unwrap_or_default(),
            providers,
        })
    }

    /// All sources, oldest first.
    pub fn sources(&self) -> &[Arc<ConfiguredSource>] {
        &self.sources
    }

    /// All destinations, oldest first.
    pub fn destinations(&self) -> &[Arc<ConfiguredDestination>] {
        &self.destinations
    }

    /// All subscriptions, oldest first.
    pub fn subscriptions(&self) -> &[Arc<Subscription>] {
        &self.subscriptions
    }

    /// All mock destinations, oldest first.
    pub fn mocks(&self) -> &[Arc<Mock>] {
        &self.mocks
    }

    /// The mock that answers at `/mock/{name}`.
    pub fn mock_at(&self, name: &str) -> Option<&Arc<Mock>> {
        self.mocks.iter().find(|mock| mock.name == name)
    }

    /// One mock.
    pub fn mock(&self, name: &str) -> Result<&Arc<Mock>, ConfigurationError> {
        let missing = || ConfigurationError::NotFound { noun: "mock", id: name.chars().take(64).collect() };
        self.mock_at(name).ok_or_else(missing)
    }

    /// All saved views, oldest first.
    pub fn saved_views(&self) -> &[SavedView] {
        &self.saved_views
    }

    /// One saved view.
    pub fn saved_view(&self, id: SavedViewId) -> Result<&SavedView, ConfigurationError> {
        self.saved_views.iter().find(|view| view.id == id).ok_or_else(|| ConfigurationError::not_found(id))
    }

    /// The settings.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The providers.
    pub const fn providers(&self) -> &Providers {
        &self.providers
    }

    /// The source that receives at `/in/{slug}`.
    pub fn source_at(&self, slug: &str) -> Option<&Arc<ConfiguredSource>> {
        self.by_slug.get(slug)
    }

    /// One source.
    pub fn source(&self, id: SourceId) -> Result<&Arc<ConfiguredSource>, ConfigurationError> {
        self.sources.iter().find(|entry| entry.source.id == id).ok_or_else(|| ConfigurationError::not_found(id))
    }

    /// One destination.
    pub fn destination(&self, id: DestinationId) -> Result<&Arc<ConfiguredDestination>, ConfigurationError> {
        self.by_destination.get(&id).ok_or_else(|| ConfigurationError::not_found(id))
    }

    /// One subscription.
    pub fn subscription(&self, id: SubscriptionId) -> Result<&Arc<Subscription>, ConfigurationError> {
        self.subscriptions.iter().find(|entry| entry.id == id).ok_or_else(|| ConfigurationError::not_found(id))
    }

    /// The subscriptions that mean an event, with their destinations.
    pub fn route(
        &self,
        source_id: Option<SourceId>,
        event_type: &EventTypeName,
    ) -> impl Iterator<Item = (&Arc<Subscription>, &Arc<ConfiguredDestination>)> {
        self.subscriptions
            .iter()
            .filter(move |subscription| subscription.matches(source_id, event_type))
            .filter_map(|subscription| Some((subscription, self.by_destination.get(&subscription.destination_id)?)))
    }
}
