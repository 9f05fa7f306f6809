//! How a destination is got into: authorization and connection, and the secrets that belong to them.

use std::sync::Arc;

use domain::access::Refusal;
use domain::id::{DestinationId, SecretId};
use domain::{Authorization, Connection, Destination};
use signatures::Scheme;
use store::{SealedSecret, SecretOwner, SecretPurpose};
use zeroize::Zeroizing;

use super::{Configuration, ConfigurationError};
use crate::egress::{Access, Credential, Credentials, hint_of};
use crate::vault::Vault;

/// What to change of how a destination is got into. `None` leaves it as it is.
#[derive(Clone, Default)]
pub struct AccessPatch {
    /// Who deliveries say they are.
    pub authorization: Option<Authorization>,
    /// The password, token, key or client secret for it.
    pub authorization_secret: Option<Zeroizing<String>>,
    /// How the destination is reached.
    pub connection: Option<Connection>,
    /// The private key of the client certificate, as PEM.
    pub client_key_pem: Option<Zeroizing<String>>,
    /// The password for the proxy.
    pub proxy_password: Option<Zeroizing<String>>,
}

impl std::fmt::Debug for AccessPatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccessPatch")
            .field("authorization", &self.authorization)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// Secrets to be written and deleted with a changed destination.
#[derive(Default)]
pub(super) struct SecretChanges {
    pub(super) put: Vec<SealedSecret>,
    pub(super) delete: Vec<SecretId>,
}

impl Configuration {
    /// Applies a patch to a destination, and says which secrets are to be written and deleted with it.
    pub(super) async fn apply_access(
        &self,
        destination: &mut Destination,
        patch: AccessPatch,
    ) -> Result<SecretChanges, ConfigurationError> {
        let owner = SecretOwner::Destination(destination.id);
        let kept = self.store.secrets().await?.into_iter().filter(|sealed| sealed.owner == owner).collect::<Vec<_>>();
        if let Some(authorization) = patch.authorization {
            // A secret of one kind is none of another.
            let is_same_kind =
                std::mem::discriminant(&authorization) == std::mem::discriminant(&destination.authorization);
            destination.authorization = authorization;
            if !is_same_kind && patch.authorization_secret.is_none() && destination.authorization.needs_secret() {
                let detail = "another kind of authorization needs a secret of its own";
                let hint = "Enter the password, token or key.";
                return Err(ConfigurationError::invalid("authorization.secret", detail, hint));
            }
        }
        destination.connection = patch.connection.unwrap_or_else(|| destination.connection.clone());
        let wanted = [
            (SecretPurpose::Authorization, destination.authorization.needs_secret(), patch.authorization_secret),
            (SecretPurpose::ClientKey, destination.connection.client_certificate_pem.is_some(), patch.client_key_pem),
            (
                SecretPurpose::ProxyPassword,
                destination.connection.proxy.as_ref().is_some_and(|proxy| proxy.username.is_some()),
                patch.proxy_password,
            ),
        ];
        let mut changes = SecretChanges::default();
        let mut credentials = Credentials::default();
        for (purpose, is_wanted, given) in wanted {
            let old: Vec<&SealedSecret> = kept.iter().filter(|sealed| sealed.purpose == purpose).collect();
            let given = given.filter(|_| is_wanted);
            if !is_wanted || given.is_some() {
                changes.delete.extend(old.iter().map(|sealed| sealed.id));
            }
            let credential = match (&given, old.last().filter(|_| is_wanted)) {
                (Some(text), _) => Some(Credential::new(text.as_str())),
                (None, Some(sealed)) => Credential::from_bytes(&self.vault.open(sealed.id, &sealed.sealed)?),
                (None, None) => None,
            };
            put_in(&mut credentials, purpose, credential);
            if let Some(text) = given {
                changes.put.push(self.sealed_credential(destination.id, purpose, &text));
            }
        }
        let access = Access::new(destination.authorization.clone(), destination.connection.clone(), credentials);
        access.check().map_err(|Refusal { field, detail, hint }| ConfigurationError::Invalid {
            field,
            detail,
            hint,
        })?;
        Ok(changes)
    }

    fn sealed_credential(&self, id: DestinationId, purpose: SecretPurpose, text: &str) -> SealedSecret {
        let now = self.now();
        let secret_id = self.entropy.id(now);
        SealedSecret {
            id: secret_id,
            owner: SecretOwner::Destination(id),
            purpose,
            sealed: self.vault.seal(secret_id, text.as_bytes(), self.entropy.bytes()),
            hint: hint_of(text),
            created_at: now,
            retires_at: None,
        }
    }

    /// Writes and deletes secrets.
    pub(super) async fn write_secrets(&self, changes: SecretChanges) -> Result<(), ConfigurationError> {
        for secret in changes.put {
            self.store.put_secret(secret).await?;
        }
        for id in changes.delete {
            self.store.delete_secret(id).await?;
        }
        Ok(())
    }
}

/// Refuses an authorization in the header that the signature stands in: one would replace the other.
pub(super) fn check_header_is_free(destination: &Destination, scheme: &Scheme) -> Result<(), ConfigurationError> {
    let of_authorization = destination.authorization.header_name();
    let is_taken = |name: &str| scheme.headers().iter().any(|taken| taken.eq_ignore_ascii_case(name));
    if of_authorization.is_some_and(|name| is_taken(&name)) {
        let detail = "the signature stands in this header already";
        return Err(ConfigurationError::invalid("authorization.header", detail, "Use another header for the key."));
    }
    Ok(())
}

/// How a destination is got into, with its secrets opened; those that sign are none of them.
pub(super) fn open(
    destination: &Destination,
    sealed: &[SealedSecret],
    vault: &Vault,
) -> Result<Arc<Access>, ConfigurationError> {
    let mut credentials = Credentials::default();
    for secret in sealed.iter().filter(|secret| secret.purpose != SecretPurpose::Signing) {
        let credential = Credential::from_bytes(&vault.open(secret.id, &secret.sealed)?);
        put_in(&mut credentials, secret.purpose, credential);
    }
    Ok(Arc::new(Access::new(destination.authorization.clone(), destination.connection.clone(), credentials)))
}

fn put_in(credentials: &mut Credentials, purpose: SecretPurpose, credential: Option<Credential>) {
    match purpose {
        SecretPurpose::Signing => {}
        SecretPurpose::Authorization => credentials.authorization = credential,
        SecretPurpose::ClientKey => credentials.client_key_pem = credential,
        SecretPurpose::ProxyPassword => credentials.proxy_password = credential,
    }
}
