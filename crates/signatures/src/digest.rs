//! Digests: how they are computed, written and compared.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// A hash of the SHA family, as HMAC uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HashAlgorithm {
    /// SHA-1, only for old senders.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How the bytes of a digest are written in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DigestEncoding {
    /// Hexadecimal; written in lower case.
    Hex,
    /// The standard alphabet of base64, with padding.
    Base64,
}

impl HashAlgorithm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// How many bytes a digest has.
    pub const fn digest_bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// Its name as people write it: `SHA-256`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The HMAC of all `parts`, one after the other, as if they were one text.
    pub(crate) fn hmac(self, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => mac_of::<Hmac<Sha1>>(key, parts),
            Self::Sha256 => mac_of::<Hmac<Sha256>>(key, parts),
            Self::Sha512 => mac_of::<Hmac<Sha512>>(key, parts),
        }
    }

    /// The plain hash of all `parts`, without a key: what some home-made senders call a signature.
    pub(crate) fn hash(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => hash_of::<Sha1>(parts),
            Self::Sha256 => hash_of::<Sha256>(parts),
            Self::Sha512 => hash_of::<Sha512>(parts),
        }
    }
}

impl DigestEncoding {
    /// Its name as people write it: `hexadecimal`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hex => "hexadecimal",
            Self::Base64 => "base64",
        }
    }

    pub(crate) fn encode(self, digest: &[u8]) -> String {
        match self {
            Self::Hex => hex::encode(digest),
            Self::Base64 => STANDARD.encode(digest),
        }
    }

    /// The bytes of a written digest. Hexadecimal may be in either case; base64 has exactly one writing.
    pub(crate) fn decode(self, written: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Hex => hex::decode(written).ok(),
            Self::Base64 => STANDARD.decode(written).ok(),
        }
    }
}

/// Whether two digests are equal, in a time that depends on their lengths alone.
pub(crate) fn are_equal(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

fn mac_of<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

fn hash_of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = D::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_gives_the_published_answers() {
        // RFC 2202 case 2 and RFC 4231 case 2.
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        let hex = |algorithm: HashAlgorithm| hex::encode(algorithm.hmac(b"Jefe", &parts));
        assert_eq!(hex(HashAlgorithm::Sha1), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(hex(HashAlgorithm::Sha256), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assert_eq!(
            hex(HashAlgorithm::Sha512),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        );
    }

    #[test]
    fn every_digest_has_the_length_it_announces() {
        for algorithm in HashAlgorithm::ALL {
            assert_eq!(algorithm.hmac(b"key", &[b"body"]).len(), algorithm.digest_bytes());
            assert_eq!(algorithm.hash(&[b"body"]).len(), algorithm.digest_bytes());
        }
    }

    #[test]
    fn base64_with_a_second_writing_of_the_same_bytes_is_refused() {
        assert_eq!(DigestEncoding::Base64.decode(b"AAA="), Some(vec![0, 0]));
        for other_writing in ["AAB=", "AAA", " AAA=", "AAA=\n", "AA\nA="] {
            assert_eq!(DigestEncoding::Base64.decode(other_writing.as_bytes()), None, "{other_writing:?}");
        }
    }
}
