//! Secrets of sources and destinations: add, reveal, remove.

use domain::id::SecretId;
use domain::{SchemeName, Timestamp};
use signatures::Scheme;
use store::{SealedSecret, SecretOwner, SecretPurpose};
use zeroize::Zeroizing;

use super::{Configuration, ConfigurationError};
use crate::changes::Change;
use crate::scheme;

/// What may be shown of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretShown {
    /// Its id.
    pub id: SecretId,
    /// `whsec_…3f`.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it neither signs nor verifies.
    pub retires_at: Option<Timestamp>,
}

impl SecretShown {
    /// What may be shown of a sealed secret.
    pub(super) fn of(kept: SealedSecret) -> Self {
        Self { id: kept.id, hint: kept.hint, created_at: kept.created_at, retires_at: kept.retires_at }
    }
}

impl Configuration {
    /// Adds a secret, given or generated. With more than one, all sign and any verifies, so that a secret can be
    /// replaced without losing an event.
    ///
    /// # Errors
    /// When the owner is unknown, the secret is no key of its scheme, or the store cannot be written.
    pub async fn add_secret(&self, owner: SecretOwner, text: Option<&str>) -> Result<SecretShown, ConfigurationError> {
        let writing = self.writing.lock().await;
        let shown = self.put_new_secret(owner, text).await?;
        self.refresh(writing, change_of(owner)).await?;
        Ok(shown)
    }

    async fn put_new_secret(&self, owner: SecretOwner, text: Option<&str>) -> Result<SecretShown, ConfigurationError> {
        let scheme = self.scheme_of(owner)?;
        if scheme == Scheme::None {
            return Err(ConfigurationError::invalid(
                "secret",
                "there is nothing to sign or verify without a signature scheme",
                "Choose a provider or scheme first.",
            ));
        }
        let sealed = self.seal(owner, &scheme, text)?;
        let shown = SecretShown::of(sealed.clone());
        self.store.put_secret(sealed).await?;
        Ok(shown)
    }

    /// Replaces the secrets in use: a new one, given or generated, and an end for all the others. Until then all of them
    /// sign where the scheme has room, and any verifies.
    ///
    /// # Errors
    /// When the owner is unknown, the secret is no key of its scheme, or the store cannot be written.
    pub async fn rotate_secrets(
        &self,
        owner: SecretOwner,
        text: Option<&str>,
        old_until: Timestamp,
    ) -> Result<SecretShown, ConfigurationError> {
        let writing = self.writing.lock().await;
        let shown = self.put_new_secret(owner, text).await?;
        for secret in self.store.secrets().await? {
            let is_replaced = secret.owner == owner
                && secret.purpose == SecretPurpose::Signing
                && secret.id != shown.id
                && secret.retires_at.is_none_or(|end| end > old_until);
            if is_replaced {
                self.store.put_secret(SealedSecret { retires_at: Some(old_until), ..secret }).await?;
            }
        }
        self.refresh(writing, change_of(owner)).await?;
        Ok(shown)
    }

    /// Gives a secret an end, or takes it away.
    ///
    /// # Errors
    /// When the owner has no such secret, or the store cannot be written.
    pub async fn retire_secret(
        &self,
        owner: SecretOwner,
        id: SecretId,
        retires_at: Option<Timestamp>,
    ) -> Result<SecretShown, ConfigurationError> {
        let writing = self.writing.lock().await;
        let sealed = SealedSecret { retires_at, ..self.sealed_secret(owner, id).await? };
        let shown = SecretShown::of(sealed.clone());
        self.store.put_secret(sealed).await?;
        self.refresh(writing, change_of(owner)).await?;
        Ok(shown)
    }

    /// Removes a secret.
    ///
    /// # Errors
    /// When the owner has no such secret, or the store cannot be written.
    pub async fn remove_secret(&self, owner: SecretOwner, id: SecretId) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.sealed_secret(owner, id).await?;
        self.store.delete_secret(id).await?;
        self.refresh(writing, change_of(owner)).await
    }

    /// The text of a secret, for a person who asked to see it.
    ///
    /// # Errors
    /// When the owner has no such secret, or it cannot be opened.
    pub async fn reveal(&self, owner: SecretOwner, id: SecretId) -> Result<Zeroizing<String>, ConfigurationError> {
        let sealed = self.sealed_secret(owner, id).await?;
        let opened = self.vault.open(id, &sealed.sealed)?;
        Ok(Zeroizing::new(String::from_utf8_lossy(&opened).into_owned()))
    }

    /// Seals a given secret, or a generated one.
    pub(super) fn seal(
        &self,
        owner: SecretOwner,
        scheme: &Scheme,
        text: Option<&str>,
    ) -> Result<SealedSecret, ConfigurationError> {
        let now = self.now();
        let text = match text {
            Some(text) => Zeroizing::new(text.trim().to_owned()),
            None => scheme::generate_secret(scheme, self.entropy.bytes()).ok_or_else(|| {
                let detail = "only the provider can make this key";
                ConfigurationError::invalid("secrets", detail, "Copy it from the provider and add it here.")
            })?,
        };
        let secret = scheme::secret(scheme, text.as_bytes()).map_err(|error| {
            ConfigurationError::invalid("secrets", error.to_string(), "Copy the secret again, whole.")
        })?;
        let id = self.entropy.id(now);
        Ok(SealedSecret {
            id,
            owner,
            purpose: SecretPurpose::Signing,
            sealed: self.vault.seal(id, text.as_bytes(), self.entropy.bytes()),
            hint: secret.hint(),
            created_at: now,
            retires_at: None,
        })
    }

    async fn sealed_secret(&self, owner: SecretOwner, id: SecretId) -> Result<SealedSecret, ConfigurationError> {
        let secrets = self.store.secrets().await?;
        secrets
            .into_iter()
            .find(|secret| secret.id == id && secret.owner == owner && secret.purpose == SecretPurpose::Signing)
            .ok_or_else(|| ConfigurationError::not_found(id))
    }

    fn scheme_of(&self, owner: SecretOwner) -> Result<Scheme, ConfigurationError> {
        let snapshot = self.snapshot();
        Ok(match owner {
            SecretOwner::Source(id) => snapshot.source(id)?.provider.scheme.clone(),
            SecretOwner::Destination(id) => snapshot.destination(id)?.scheme.clone(),
        })
    }

    /// The scheme that a name means now.
    ///
    /// # Errors
    /// When there is no such provider.
    pub(super) fn scheme_named(&self, name: &SchemeName) -> Result<Scheme, ConfigurationError> {
        self.snapshot().providers().resolve(name).map(|provider| provider.scheme.clone())
    }
}

const fn change_of(owner: SecretOwner) -> Change {
    match owner {
        SecretOwner::Source(_) => Change::Sources,
        SecretOwner::Destination(_) => Change::Destinations,
    }
}
