//! Secrets of sources and destinations: add, reveal, remove.

use domain::SchemeName;
use domain::id::SecretId;
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
    pub created_at: domain::Timestamp,
}

impl Configuration {
    /// Adds a secret, given or generated. With more than one, all sign and any verifies, so that a secret can be
    /// replaced without losing an event.
    ///
    /// # Errors
    /// When the owner is unknown, the secret is no key of its scheme, or the store cannot be written.
    pub async fn add_secret(&self, owner: SecretOwner, text: Option<&str>) -> Result<SecretShown, ConfigurationError> {
        let writing = self.writing.lock().await;
        let scheme = self.scheme_of(owner)?;
        if scheme == SchemeName::None {
            return Err(ConfigurationError::invalid(
                "secret",
                "there is nothing to sign or verify without a signature scheme",
                "Choose a provider or scheme first.",
            ));
        }
        let sealed = self.seal(owner, &scheme, text)?;
        let shown = SecretShown { id: sealed.id, hint: sealed.hint.clone(), created_at: sealed.created_at };
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
        scheme: &SchemeName,
        text: Option<&str>,
    ) -> Result<SealedSecret, ConfigurationError> {
        let now = self.now();
        let text = match text {
            Some(text) => Zeroizing::new(text.trim().to_owned()),
            None => scheme::generate_secret(scheme, self.entropy.bytes()),
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
        })
    }

    async fn sealed_secret(&self, owner: SecretOwner, id: SecretId) -> Result<SealedSecret, ConfigurationError> {
        let secrets = self.store.secrets().await?;
        secrets
            .into_iter()
            .find(|secret| secret.id == id && secret.owner == owner && secret.purpose == SecretPurpose::Signing)
            .ok_or_else(|| ConfigurationError::not_found(id))
    }

    fn scheme_of(&self, owner: SecretOwner) -> Result<SchemeName, ConfigurationError> {
        let snapshot = self.snapshot();
        Ok(match owner {
            SecretOwner::Source(id) => snapshot.source(id)?.source.provider.scheme(),
            SecretOwner::Destination(id) => snapshot.destination(id)?.destination.scheme.clone(),
        })
    }
}

const fn change_of(owner: SecretOwner) -> Change {
    match owner {
        SecretOwner::Source(_) => Change::Sources,
        SecretOwner::Destination(_) => Change::Destinations,
    }
}
