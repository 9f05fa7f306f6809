//! Keys: what the text of a secret becomes before it can sign or check.

mod der;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, ParsedPublicKey,
};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey};
use ed25519_dalek::{SigningKey, VerifyingKey};
use zeroize::Zeroizing;

pub(crate) use der::{pem_or_base64, pem_sections};

use crate::scheme::{Algorithm, KeyDecoding};
use crate::secret::SecretError;

/// Secrets are pasted with and without their padding.
const PASTED_BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What will be done with a key. An Ed25519 seed and a public key look the same, so that the side decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Sender,
    Receiver,
}

/// A key of a scheme that signs a text.
pub(crate) enum Key {
    /// Both sides hold the same bytes.
    Shared(Zeroizing<Vec<u8>>),
    /// Signs and checks.
    Ed25519(Box<SigningKey>),
    /// Checks only.
    Ed25519Public(VerifyingKey),
    /// Signs and checks.
    Ecdsa(Box<EcdsaKeyPair>),
    /// Checks only.
    EcdsaPublic(Box<ParsedPublicKey>),
}

impl Key {
    /// Reads a secret's text.
    pub(crate) fn of(text: &str, algorithm: Algorithm, decoding: KeyDecoding, side: Side) -> Result<Self, SecretError> {
        match algorithm {
            Algorithm::Hmac(_) | Algorithm::Hash(_) => shared(text, decoding).map(Self::Shared),
            Algorithm::Ed25519 => ed25519(text, side),
            Algorithm::EcdsaP256 => ecdsa(text),
        }
    }
}

/// The bytes that both sides hold.
pub(crate) fn shared(text: &str, decoding: KeyDecoding) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    match decoding {
        KeyDecoding::Text => Ok(Zeroizing::new(text.as_bytes().to_vec())),
        KeyDecoding::Base64 => decode_base64(text),
        KeyDecoding::Hex => hex::decode(text).map(Zeroizing::new).map_err(|_| SecretError::NotHex),
    }
}

/// Base64 as people paste it.
pub(crate) fn decode_base64(text: &str) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    PASTED_BASE64.decode(text).map(Zeroizing::new).map_err(|_| SecretError::NotBase64)
}

/// 64 hexadecimal digits (a public key for a receiver, a seed for a sender), 128 (seed and public key), or PEM.
fn ed25519(text: &str, side: Side) -> Result<Key, SecretError> {
    if text.contains("-----BEGIN") {
        if let Ok(key) = SigningKey::from_pkcs8_pem(text) {
            return Ok(Key::Ed25519(Box::new(key)));
        }
        let key = VerifyingKey::from_public_key_pem(text).map_err(|_| SecretError::InvalidKey)?;
        return if key.is_weak() { Err(SecretError::InvalidKey) } else { Ok(Key::Ed25519Public(key)) };
    }
    let bytes = Zeroizing::new(hex::decode(text).map_err(|_| SecretError::NotHex)?);
    if let Ok(pair) = <[u8; 64]>::try_from(bytes.as_slice()).map(Zeroizing::new) {
        let key = SigningKey::from_keypair_bytes(&pair).map_err(|_| SecretError::InvalidKey)?;
        return Ok(Key::Ed25519(Box::new(key)));
    }
    let wrong_length = SecretError::WrongKeyLength { bytes: bytes.len(), due: 32 };
    let half = <[u8; 32]>::try_from(bytes.as_slice()).map(Zeroizing::new).map_err(|_| wrong_length)?;
    match side {
        Side::Sender => Ok(Key::Ed25519(Box::new(SigningKey::from_bytes(&half)))),
        // Never read as a seed: a seed that equals a known public key would let anybody sign.
        Side::Receiver => {
            let key = VerifyingKey::from_bytes(&half).map_err(|_| SecretError::InvalidKey)?;
            if key.is_weak() { Err(SecretError::InvalidKey) } else { Ok(Key::Ed25519Public(key)) }
        }
    }
}

/// PEM or base64 of DER: a private key (PKCS#8 or SEC 1) or a public one (SubjectPublicKeyInfo).
fn ecdsa(text: &str) -> Result<Key, SecretError> {
    let der = pem_or_base64(text)?;
    if let Ok(pair) = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_ASN1_SIGNING, &der) {
        return Ok(Key::Ecdsa(Box::new(pair)));
    }
    let public = ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, der.as_slice()).map_err(|_| SecretError::InvalidKey)?;
    Ok(Key::EcdsaPublic(Box::new(public)))
}

/// The public half of a pair, ready to check.
pub(crate) fn public_of(pair: &EcdsaKeyPair) -> Option<ParsedPublicKey> {
    ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, pair.public_key().as_ref()).ok()
}
