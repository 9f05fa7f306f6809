//! Whose way of signing, and HMAC settings, as clients see them.

use domain::scheme::{DigestEncoding, HashAlgorithm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// HMAC of the raw body in one header.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HmacSettings {
    /// Name of the header.
    pub header: String,
    /// The hash.
    pub algorithm: HashName,
    /// How the digest is written.
    pub encoding: EncodingName,
    /// What stands before it: `sha256=`, or nothing.
    #[serde(default)]
    pub prefix: String,
}

/// A hash.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum HashName {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum EncodingName {
    /// Hexadecimal.
    Hex,
    /// Base 64.
    Base64,
}

impl From<&domain::HmacSettings> for HmacSettings {
    fn from(settings: &domain::HmacSettings) -> Self {
        Self {
            header: settings.header.clone(),
            algorithm: match settings.algorithm {
                HashAlgorithm::Sha1 => HashName::Sha1,
                HashAlgorithm::Sha256 => HashName::Sha256,
                HashAlgorithm::Sha512 => HashName::Sha512,
            },
            encoding: match settings.encoding {
                DigestEncoding::Hex => EncodingName::Hex,
                DigestEncoding::Base64 => EncodingName::Base64,
            },
            prefix: settings.prefix.clone(),
        }
    }
}

impl From<HmacSettings> for domain::HmacSettings {
    fn from(settings: HmacSettings) -> Self {
        Self {
            header: settings.header,
            algorithm: match settings.algorithm {
                HashName::Sha1 => HashAlgorithm::Sha1,
                HashName::Sha256 => HashAlgorithm::Sha256,
                HashName::Sha512 => HashAlgorithm::Sha512,
            },
            encoding: match settings.encoding {
                EncodingName::Hex => DigestEncoding::Hex,
                EncodingName::Base64 => DigestEncoding::Base64,
            },
            prefix: settings.prefix,
        }
    }
}

/// Whose way of signing: `none`, `hmac`, or the slug of a provider.
///
/// # Errors
/// When `hmac` lacks its settings. Whether there is such a provider is for the engine to say.
pub fn parse_scheme(
    field: &'static str,
    word: &str,
    hmac: Option<HmacSettings>,
) -> Result<domain::SchemeName, Problem> {
    if word == "hmac" {
        return Ok(domain::SchemeName::Hmac(needed(hmac)?.into()));
    }
    domain::SchemeName::from_word(word, None)
        .ok_or_else(|| Problem::invalid_field(field, "it is blank", "For example `standard-webhooks` or `stripe`."))
}

fn needed(hmac: Option<HmacSettings>) -> Result<HmacSettings, Problem> {
    hmac.ok_or_else(|| {
        Problem::invalid_field(
            "hmac",
            "this scheme needs to know the header of the signature",
            "Give header, algorithm and encoding.",
        )
    })
}
