//! How a signature is made: the schemes and their settings.

use crate::digest::{DigestEncoding, HashAlgorithm};
use crate::schemes::{github, standard_webhooks};

/// A way of signing requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// No signature.
    None,
    /// Standard Webhooks 1.0.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519), over id, timestamp and body. When verifying, the
    /// same headers under their older names `svix-…` are understood too.
    StandardWebhooks,
    /// GitHub: HMAC-SHA256 of the body in `X-Hub-Signature-256`. The older SHA-1 header alone is not enough.
    GitHub,
    /// HMAC of the body in a header of one's choice.
    Hmac(HmacSettings),
}

/// HMAC of the raw body in one header: `{header}: {prefix}{digest}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HmacSettings {
    /// Name of the header.
    pub header: String,
    /// The hash.
    pub algorithm: HashAlgorithm,
    /// How the digest is written.
    pub encoding: DigestEncoding,
    /// What stands before the digest: `sha256=`, or nothing.
    pub prefix: String,
}

/// Why HMAC settings cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The header is not a token in the sense of RFC 9110, 5.6.2.
    #[error("the header name is empty or has characters that header names may not have")]
    HeaderName,
    /// The prefix holds something other than visible ASCII, or is over long.
    #[error("the prefix must be at most {} visible ASCII characters", HmacSettings::PREFIX_BYTES_MAX)]
    Prefix,
}

impl Scheme {
    /// The headers that carry the signature, in the order in which they are sent.
    pub fn headers(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::StandardWebhooks => standard_webhooks::Headers::WEBHOOK.names().to_vec(),
            Self::GitHub => vec![github::HEADER],
            Self::Hmac(settings) => vec![settings.header.as_str()],
        }
    }
}

impl HmacSettings {
    /// Longest prefix, in bytes.
    pub const PREFIX_BYTES_MAX: usize = 64;

    /// Whether headers can be made with these settings. To be asked once, when a person enters them.
    ///
    /// # Errors
    /// Names the setting that cannot be sent in an HTTP header.
    pub fn check(&self) -> Result<(), SettingsError> {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if self.header.is_empty() || !self.header.bytes().all(is_token) {
            return Err(SettingsError::HeaderName);
        }
        if self.prefix.len() > Self::PREFIX_BYTES_MAX || !self.prefix.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SettingsError::Prefix);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_no_header_can_carry_are_refused() {
        let check = |header: &str, prefix: &str| {
            let (algorithm, encoding) = (HashAlgorithm::Sha256, DigestEncoding::Hex);
            HmacSettings { header: header.into(), algorithm, encoding, prefix: prefix.into() }.check()
        };
        assert_eq!(check("X-Signature", "sha256="), Ok(()));
        assert_eq!(check("X-Signature", ""), Ok(()));
        for header in ["", "X Signature", "X-Signature:", "X-Signatür", "X\r\nY"] {
            assert_eq!(check(header, ""), Err(SettingsError::HeaderName), "{header:?}");
        }
        for prefix in ["a b", "a\r\n", "ä", &"a".repeat(65)] {
            assert_eq!(check("X-Signature", prefix), Err(SettingsError::Prefix), "{prefix:?}");
        }
    }
}
