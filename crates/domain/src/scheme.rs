//! How a signature is made, as configured; the making and checking is the crate `signatures`.

/// Whose way of signing: a destination signs with it, and a source verifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeName {
    /// No signature.
    None,
    /// A provider's, by its slug: `stripe`. What that means is the record of the provider.
    Preset(String),
    /// HMAC of the body in a header of one's choice.
    Hmac(HmacSettings),
}

/// Who sends: this fixes the scheme of the signature, and where kind and id of an event stand.
pub type Provider = SchemeName;

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
    /// The scheme of deliveries when none is chosen: Standard Webhooks 1.0.0.
    pub fn standard_webhooks() -> Self {
        Self::Preset("standard-webhooks".to_owned())
    }

    /// The word for it in the API and the databases.
    pub fn word(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Preset(slug) => slug,
            Self::Hmac(_) => "hmac",
        }
    }

    /// The settings, for the scheme that has any.
    pub const fn hmac(&self) -> Option<&HmacSettings> {
        match self {
            Self::Hmac(settings) => Some(settings),
            Self::None | Self::Preset(_) => None,
        }
    }

    /// The scheme of a word, with the settings it needs. `None` when it is blank, or `hmac` lacks settings. Whether
    /// there is such a provider is not known here.
    pub fn from_word(word: &str, hmac: Option<HmacSettings>) -> Option<Self> {
        match word {
            "" => None,
            "none" => Some(Self::None),
            "hmac" => hmac.map(Self::Hmac),
            slug => Some(Self::Preset(slug.to_owned())),
        }
    }
}
