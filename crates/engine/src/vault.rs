//! Seals secrets before the database sees them: XChaCha20-Poly1305 under one master key for each workspace, with the
//! secret's id as associated data, so that a sealed secret cannot be moved under another id.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::id::SecretId;
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 24;

/// The master key of a workspace.
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// Seals and opens secrets.
pub struct Vault(XChaCha20Poly1305);

/// A sealed secret that cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("could not open secret `{id}`: it was sealed under another master key, or is damaged")]
pub struct VaultError {
    id: SecretId,
}

impl MasterKey {
    /// Takes 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Vault {
    /// A vault under a master key.
    pub fn new(key: &MasterKey) -> Self {
        Self(XChaCha20Poly1305::new(&(*key.0).into()))
    }

    /// Seals a secret. `nonce` must be random.
    pub fn seal(&self, id: SecretId, secret: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        let payload = Payload { msg: secret, aad: &id.bytes() };
        let sealed =
            self.0.encrypt(&XNonce::from(nonce), payload).expect("a secret is far shorter than the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// When the key is another one, the bytes were changed, or they belong to another id.
    pub fn open(&self, id: SecretId, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError { id })?;
        let payload = Payload { msg: sealed, aad: &id.bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| VaultError { id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_key_and_id_open_a_secret() {
        let id = SecretId::from_bytes([1; 16]);
        let vault = Vault::new(&MasterKey::new([7; 32]));
        let sealed = vault.seal(id, b"whsec_abc", [9; 24]);
        assert!(!sealed.windows(5).any(|window| window == b"whsec"));
        assert_eq!(vault.open(id, &sealed).unwrap().as_slice(), b"whsec_abc");
        assert!(vault.open(SecretId::from_bytes([2; 16]), &sealed).is_err());
        assert!(Vault::new(&MasterKey::new([8; 32])).open(id, &sealed).is_err());
        assert!(vault.open(id, &sealed[..20]).is_err());
    }
}
