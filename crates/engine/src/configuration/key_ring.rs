//! The secrets of a source or destination, opened.

use domain::Timestamp;
use signatures::{Scheme, Secret};
use store::SealedSecret;

use super::{ConfigurationError, SecretShown};
use crate::scheme;
use crate::vault::Vault;

/// Opened secrets, and what may be shown of them, in the same order: those without an end first, newest first; then
/// those with an end, the latest first. So those in use at any time are the first ones.
#[derive(Default)]
pub struct KeyRing {
    /// The keys, to be lent to `signatures`.
    keys: Vec<Secret>,
    /// The same secrets, as they may be shown.
    pub shown: Vec<SecretShown>,
}

impl KeyRing {
    /// Opens the secrets of one owner, given oldest first. A secret that was accepted under one scheme may be no key
    /// under another; then it is not used.
    pub(super) fn open(sealed: Vec<SealedSecret>, scheme: &Scheme, vault: &Vault) -> Result<Self, ConfigurationError> {
        let mut sealed = sealed;
        sealed.reverse();
        sealed.sort_by_key(|kept| std::cmp::Reverse(kept.retires_at.map_or(i64::MAX, Timestamp::unix_ms)));
        let mut ring = Self::default();
        for kept in sealed {
            let text = vault.open(kept.id, &kept.sealed)?;
            if let Ok(secret) = scheme::secret(scheme, &text) {
                ring.keys.push(secret);
                ring.shown.push(SecretShown::of(kept));
            }
        }
        Ok(ring)
    }

    /// The keys in use at a time.
    pub fn active(&self, now: Timestamp) -> &[Secret] {
        let in_use = self.shown.iter().take_while(|shown| shown.retires_at.is_none_or(|end| end > now)).count();
        self.keys.get(..in_use).unwrap_or_default()
    }

    /// The keys that were in use before.
    pub fn retired(&self, now: Timestamp) -> &[Secret] {
        self.keys.get(self.active(now).len()..).unwrap_or_default()
    }
}
