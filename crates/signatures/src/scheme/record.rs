//! A scheme as a file or a form says it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Algorithm, HeaderFamily, HexCase, HmacSettings, KeyDecoding, Layout, Places, Scheme, TextScheme, TokenScheme,
    UrlReading,
};
use crate::digest::{DigestEncoding, HashAlgorithm};
use crate::place::{Place, is_header_name};
use crate::template::{Template, TemplateError};
use crate::timestamp::TimestampRule;

/// How a provider signs, as data.
///
/// `method` says which procedure it is; the other fields belong to `text` (everything but `header`) and `token`
/// (`header`, `prefix`, `is_base64`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignatureRecord {
    /// The procedure.
    pub method: MethodRecord,
    /// `hmac-sha256`, `hmac-sha1`, `hmac-sha512`, `sha1`, `sha256`, `sha512`, `ed25519`, `ecdsa-p256-sha256`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<AlgorithmRecord>,
    /// The signed text as a template: `{timestamp}.{body}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How the secret becomes a key.
    pub key: KeyRecord,
    /// How a signature is written.
    pub encoding: EncodingRecord,
    /// Whether hexadecimal digits may be capital letters.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub any_hex_case: bool,
    /// What stands before a single signature, or before a token.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Entries with keys, where the header holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ListRecord>,
    /// The time of signing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<TimestampRule>,
    /// Whether some escapes of the URL are decoded before signing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decodes_url: bool,
    /// An older, weaker header that is not enough by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legacy_header: Option<String>,
    /// Where the parts stand, for `text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlacesRecord>,
    /// The header, for `token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Whether a token is written in base64.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_base64: bool,
}

/// The procedures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodRecord {
    /// Nothing is signed.
    None,
    /// A text is signed.
    #[default]
    Text,
    /// The secret stands in a header.
    Token,
    /// Standard Webhooks under its own header names.
    StandardWebhooks,
    /// Standard Webhooks under Svix's header names.
    Svix,
    /// Twilio's.
    Twilio,
    /// PayPal's.
    Paypal,
}

/// How a text becomes a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlgorithmRecord {
    /// HMAC with SHA-1.
    #[serde(rename = "hmac-sha1")]
    HmacSha1,
    /// HMAC with SHA-256.
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[serde(rename = "hmac-sha512")]
    HmacSha512,
    /// SHA-1 over a text that holds the secret.
    #[serde(rename = "sha1")]
    Sha1,
    /// SHA-256 over a text that holds the secret.
    #[serde(rename = "sha256")]
    Sha256,
    /// SHA-512 over a text that holds the secret.
    #[serde(rename = "sha512")]
    Sha512,
    /// Ed25519.
    #[serde(rename = "ed25519")]
    Ed25519,
    /// ECDSA on P-256.
    #[serde(rename = "ecdsa-p256-sha256")]
    EcdsaP256,
}

/// How the secret becomes a key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyRecord {
    /// Its text is the key.
    #[default]
    Text,
    /// Decoded from base64.
    Base64,
    /// Decoded from hexadecimal digits.
    Hex,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EncodingRecord {
    /// Hexadecimal digits.
    #[default]
    Hex,
    /// Base64.
    Base64,
}

/// `t=…,v1=…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListRecord {
    /// Between entries.
    pub separator: char,
    /// Key of the time.
    pub timestamp: String,
    /// Key of each signature.
    pub signature: String,
}

/// Where the parts of a signature stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesRecord {
    /// The signature.
    pub signature: Place,
    /// The time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Place>,
    /// The id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Place>,
}

/// Why a record is no scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRecordError {
    /// A field that the method needs is not there.
    #[error("`{field}` is missing, which `method = \"{method}\"` needs")]
    Missing {
        /// The field.
        field: &'static str,
        /// The method.
        method: &'static str,
    },
    /// The template cannot be read.
    #[error("`text` cannot be read: {0}")]
    Text(TemplateError),
    /// A part of the text has no place, or a place has no use.
    #[error("{0}")]
    Contradiction(&'static str),
    /// A header cannot be sent.
    #[error("`{0}` is no header name")]
    HeaderName(String),
    /// A prefix cannot be sent.
    #[error(
        "the prefix must be at most {} characters of ASCII without control characters",
        HmacSettings::PREFIX_BYTES_MAX
    )]
    Prefix,
}

impl SignatureRecord {
    /// The scheme it says.
    ///
    /// # Errors
    /// When something is missing or contradicts itself.
    pub fn scheme(&self) -> Result<Scheme, SignatureRecordError> {
        if self.prefix.len() > HmacSettings::PREFIX_BYTES_MAX
            || !self.prefix.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        {
            return Err(SignatureRecordError::Prefix);
        }
        Ok(match self.method {
            MethodRecord::None => Scheme::None,
            MethodRecord::StandardWebhooks => Scheme::StandardWebhooks(HeaderFamily::Webhook),
            MethodRecord::Svix => Scheme::StandardWebhooks(HeaderFamily::Svix),
            MethodRecord::Twilio => Scheme::Twilio,
            MethodRecord::Paypal => Scheme::PayPal,
            MethodRecord::Token => {
                let header =
                    self.header.clone().ok_or(SignatureRecordError::Missing { field: "header", method: "token" })?;
                if !is_header_name(&header) {
                    return Err(SignatureRecordError::HeaderName(header));
                }
                Scheme::Token(Arc::new(TokenScheme { header, prefix: self.prefix.clone(), is_base64: self.is_base64 }))
            }
            MethodRecord::Text => Scheme::Text(Arc::new(self.text_scheme()?)),
        })
    }

    fn text_scheme(&self) -> Result<TextScheme, SignatureRecordError> {
        let missing = |field| SignatureRecordError::Missing { field, method: "text" };
        let text = Template::parse(self.text.as_deref().ok_or_else(|| missing("text"))?)
            .map_err(SignatureRecordError::Text)?;
        let algorithm = self.algorithm.ok_or_else(|| missing("algorithm"))?.algorithm();
        let places: Vec<Places> = self.places.iter().map(PlacesRecord::places).collect();
        if places.is_empty() {
            return Err(missing("places"));
        }
        let is_hash = matches!(algorithm, Algorithm::Hash(_));
        let lacks = |has: fn(&Places) -> bool| !places.iter().all(has);
        let contradiction = if is_hash != text.has_secret() {
            Some("a plain hash needs {secret} in its text, and only a plain hash may have it")
        } else if text.has_id() && lacks(|place| place.id.is_some()) {
            Some("the text holds {id}, so every one of `places` needs an `id`")
        } else if text.has_timestamp() && self.timestamp.is_none() {
            Some("the text holds {timestamp}, so `timestamp` must say how it is written")
        } else if self.timestamp.is_some() && self.list.is_none() && lacks(|place| place.timestamp.is_some()) {
            Some("there is a `timestamp`, so every one of `places` needs one, or `list` must name it")
        } else if self.list.is_some() && self.timestamp.is_none() {
            Some("`list` names a timestamp, so `timestamp` must say how it is written")
        } else if self.list.is_some() && !self.prefix.is_empty() {
            Some("`list` and `prefix` exclude each other")
        } else {
            None
        };
        if let Some(contradiction) = contradiction {
            return Err(SignatureRecordError::Contradiction(contradiction));
        }
        Ok(TextScheme {
            places,
            layout: match &self.list {
                Some(list) => Layout::Pairs {
                    separator: list.separator,
                    timestamp: list.timestamp.clone(),
                    signature: list.signature.clone(),
                },
                None => Layout::Single { prefix: self.prefix.clone() },
            },
            text,
            algorithm,
            key: match self.key {
                KeyRecord::Text => KeyDecoding::Text,
                KeyRecord::Base64 => KeyDecoding::Base64,
                KeyRecord::Hex => KeyDecoding::Hex,
            },
            encoding: match self.encoding {
                EncodingRecord::Hex => DigestEncoding::Hex,
                EncodingRecord::Base64 => DigestEncoding::Base64,
            },
            hex_case: if self.any_hex_case { HexCase::Either } else { HexCase::Lower },
            timestamp: self.timestamp,
            url_reading: if self.decodes_url { UrlReading::SomeEscapesDecoded } else { UrlReading::Verbatim },
            legacy_header: self.legacy_header.clone(),
        })
    }
}

impl PlacesRecord {
    fn places(&self) -> Places {
        Places { signature: self.signature.clone(), timestamp: self.timestamp.clone(), id: self.id.clone() }
    }
}

impl AlgorithmRecord {
    const fn algorithm(self) -> Algorithm {
        match self {
            Self::HmacSha1 => Algorithm::Hmac(HashAlgorithm::Sha1),
            Self::HmacSha256 => Algorithm::Hmac(HashAlgorithm::Sha256),
            Self::HmacSha512 => Algorithm::Hmac(HashAlgorithm::Sha512),
            Self::Sha1 => Algorithm::Hash(HashAlgorithm::Sha1),
            Self::Sha256 => Algorithm::Hash(HashAlgorithm::Sha256),
            Self::Sha512 => Algorithm::Hash(HashAlgorithm::Sha512),
            Self::Ed25519 => Algorithm::Ed25519,
            Self::EcdsaP256 => Algorithm::EcdsaP256,
        }
    }
}
