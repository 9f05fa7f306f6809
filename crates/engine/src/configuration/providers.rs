//! Providers that people add: make, change, delete.

use std::sync::Arc;

use signatures::{Provider, ProviderRecord};
use store::StoredProvider;

use super::{Configuration, ConfigurationError};
use crate::changes::Change;

impl Configuration {
    /// Adds a provider, or changes one that was added.
    ///
    /// # Errors
    /// When the record is no provider, ships under that slug already, or the store cannot be written.
    pub async fn put_provider(&self, record: ProviderRecord) -> Result<Arc<Provider>, ConfigurationError> {
        let slug = record.slug.clone();
        if matches!(slug.as_str(), "hmac" | "hubspot") || signatures::provider(&slug).is_some() {
            return Err(ConfigurationError::invalid(
                "slug",
                format!("`{slug}` is a provider that ships"),
                "Choose another slug, such as your company's name.",
            ));
        }
        let provider = record.provider().map_err(|error| {
            ConfigurationError::invalid("signature", error.to_string(), "Compare with a provider that ships.")
        })?;
        let writing = self.writing.lock().await;
        let record = serde_json::to_string(&provider.record).map_err(|error| {
            ConfigurationError::invalid("signature", error.to_string(), "Compare with a provider that ships.")
        })?;
        self.store.put_provider(StoredProvider { slug, record }).await?;
        self.refresh(writing, Change::Sources).await?;
        Ok(Arc::new(provider))
    }

    /// Deletes a provider that was added.
    ///
    /// # Errors
    /// When it was not added, is in use, or the store cannot be written.
    pub async fn delete_provider(&self, slug: &str) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let snapshot = self.snapshot();
        if !snapshot.providers().added().iter().any(|provider| provider.record.slug == slug) {
            return Err(ConfigurationError::NotFound { noun: "provider of your own", id: slug.to_owned() });
        }
        let by_source = snapshot.sources().iter().find(|entry| entry.source.provider.word() == slug);
        let by_destination = snapshot.destinations().iter().find(|entry| entry.destination.scheme.word() == slug);
        let user = by_source
            .map(|entry| format!("the source {}", entry.source.name))
            .or_else(|| by_destination.map(|entry| format!("the destination {}", entry.destination.name)));
        if let Some(user) = user {
            return Err(ConfigurationError::invalid(
                "slug",
                format!("{user} uses this provider"),
                "Give it another provider, or delete it, first.",
            ));
        }
        self.store.delete_provider(slug).await?;
        self.refresh(writing, Change::Sources).await
    }
}
