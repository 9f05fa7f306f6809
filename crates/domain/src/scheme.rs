//! How a signature is made, as configured; the making and checking is the crate `signatures`.

/// The schemes a destination can sign with and a source can verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeName {
    /// No signature.
    None,
    /// Standard Webhooks v1 (specification 1.0.0): `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    StandardWebhooks,
    /// GitHub: `X-Hub-Signature-256`.
    GitHub,
    /// HMAC of the body in a header of one's choice.
    Hmac(HmacSettings),
}

/// HMAC of the raw body in one header.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HmacSettings {
    /// Name of the header.
    pub header: String,
    /// The hash.
    pub algorithm: HashAlgorithm,
    /// How the bytes are written.
    pub encoding: DigestEncoding,
    /// What stands before the digest: `sha256=` or nothing.
    pub prefix: String,
}

/// A hash of the SHA family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HashAlgorithm {
    /// SHA-1, for old senders.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How the bytes of a digest are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DigestEncoding {
    /// Lower-case hexadecimal.
    Hex,
    /// Standard alphabet with padding.
    Base64,
}

impl SchemeName {
    /// The word for it in the API and the databases.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::StandardWebhooks => "standard-webhooks",
            Self::GitHub => "github",
            Self::Hmac(_) => "hmac",
        }
    }

    /// The settings, for the scheme that has any.
    pub const fn hmac(&self) -> Option<&HmacSettings> {
        match self {
            Self::Hmac(settings) => Some(settings),
            _ => None,
        }
    }

    /// The scheme of a word, with the settings it needs. `None` when the word is unknown or `hmac` lacks settings.
    pub fn from_word(word: &str, hmac: Option<HmacSettings>) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "standard-webhooks" => Some(Self::StandardWebhooks),
            "github" => Some(Self::GitHub),
            "hmac" => hmac.map(Self::Hmac),
            _ => None,
        }
    }
}
