//! Signature schemes and HMAC settings, as clients see them.

use domain::scheme::{DigestEncoding, HashAlgorithm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// How a signature is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SchemeName {
    /// No signature.
    None,
    /// Standard Webhooks v1.
    StandardWebhooks,
    /// GitHub.
    Github,
    /// HMAC of the body in a header of one's choice.
    Hmac,
}

/// Who sends: fixes the scheme, and where kind and id of an event stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Anyone; nothing is checked.
    None,
    /// Any sender that follows Standard Webhooks.
    StandardWebhooks,
    /// GitHub.
    Github,
    /// A sender that puts an HMAC of the body into a header.
    Hmac,
}

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

impl From<&domain::SchemeName> for SchemeName {
    fn from(scheme: &domain::SchemeName) -> Self {
        match scheme {
            domain::SchemeName::None => Self::None,
            domain::SchemeName::StandardWebhooks => Self::StandardWebhooks,
            domain::SchemeName::GitHub => Self::Github,
            domain::SchemeName::Hmac(_) => Self::Hmac,
        }
    }
}

impl SchemeName {
    /// The scheme with its settings.
    pub fn with(self, hmac: Option<HmacSettings>) -> Result<domain::SchemeName, Problem> {
        Ok(match self {
            Self::None => domain::SchemeName::None,
            Self::StandardWebhooks => domain::SchemeName::StandardWebhooks,
            Self::Github => domain::SchemeName::GitHub,
            Self::Hmac => domain::SchemeName::Hmac(needed(hmac)?.into()),
        })
    }
}

impl From<&domain::Provider> for Provider {
    fn from(provider: &domain::Provider) -> Self {
        match provider {
            domain::Provider::None => Self::None,
            domain::Provider::StandardWebhooks => Self::StandardWebhooks,
            domain::Provider::GitHub => Self::Github,
            domain::Provider::Hmac(_) => Self::Hmac,
        }
    }
}

impl Provider {
    /// The provider with its settings.
    pub fn with(self, hmac: Option<HmacSettings>) -> Result<domain::Provider, Problem> {
        Ok(match self {
            Self::None => domain::Provider::None,
            Self::StandardWebhooks => domain::Provider::StandardWebhooks,
            Self::Github => domain::Provider::GitHub,
            Self::Hmac => domain::Provider::Hmac(needed(hmac)?.into()),
        })
    }
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
