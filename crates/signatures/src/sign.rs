//! Making signatures: we are the sender.

use crate::scheme::Scheme;
use crate::schemes::{github, hmac, standard_webhooks};
use crate::secret::{Secret, SecretError};

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// Identity of what is sent; the same on every attempt. Only Standard Webhooks signs it.
    pub id: &'a str,
    /// Time of this attempt, Unix seconds. Only Standard Webhooks signs it.
    pub at_unix_s: i64,
    /// The exact bytes that will be sent.
    pub body: &'a [u8],
}

/// Why nothing could be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The scheme needs a secret and there is none.
    #[error("there is no secret to sign with")]
    NoSecret,
    /// A secret does not fit the scheme.
    #[error("could not sign with secret {secret}")]
    Secret {
        /// Its place among the secrets.
        secret: usize,
        /// What is wrong with it.
        source: SecretError,
    },
    /// `whpk_` can check signatures and not make them.
    #[error("secret {secret} is a public key, which cannot sign")]
    PublicKey {
        /// Its place among the secrets.
        secret: usize,
    },
    /// The id is empty, holds a `.`, or holds something other than visible ASCII.
    #[error("the id cannot be signed: it must be visible ASCII without `.`")]
    Id,
    /// Standard Webhooks timestamps are digits only.
    #[error("the time to sign is before 1970")]
    Time,
}

/// The headers that sign a request, to be added to it as they are.
///
/// The newest secret stands first. Standard Webhooks signs with every secret, newest first, so that receivers may hold
/// any of them; the header of the other schemes has room for one signature, which the newest secret makes.
///
/// # Errors
/// When a secret is missing or unfit, or when id or time cannot be written in the headers.
pub fn sign(scheme: &Scheme, secrets: &[Secret], what: &Signable) -> Result<Vec<(String, String)>, SignError> {
    match scheme {
        Scheme::None => Ok(Vec::new()),
        Scheme::StandardWebhooks => standard_webhooks::sign(secrets, what),
        Scheme::GitHub => hmac::sign(&github::digest_header(), secrets, what.body),
        Scheme::Hmac(settings) => hmac::sign(&settings.into(), secrets, what.body),
    }
}
