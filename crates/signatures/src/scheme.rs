//! How a signature is made: a record of data, or one of the few procedures that data cannot say.

mod record;

use std::sync::Arc;

pub use record::{
    AlgorithmRecord, EncodingRecord, KeyRecord, ListRecord, MethodRecord, PlacesRecord, SignatureRecord,
    SignatureRecordError,
};

use crate::digest::{DigestEncoding, HashAlgorithm};
use crate::place::Place;
use crate::schemes::standard_webhooks;
use crate::template::Template;
use crate::timestamp::TimestampRule;

/// A way of signing requests. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// No signature.
    None,
    /// Standard Webhooks 1.0.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519), over id, timestamp and body. The headers come
    /// under two families of names, of which the first signs and both are understood.
    StandardWebhooks(HeaderFamily),
    /// A signature over a text that a template writes, as nearly every provider does it.
    Text(Arc<TextScheme>),
    /// Twilio: HMAC over the URL and the sorted fields of the form, or over a URL that holds the hash of the body.
    Twilio,
    /// PayPal: RSA over id, time, webhook id and checksum of the body.
    PayPal,
    /// The secret itself stands in a header.
    Token(Arc<TokenScheme>),
}

/// The names under which the headers of Standard Webhooks are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderFamily {
    /// `webhook-id` and so on, as the specification names them.
    Webhook,
    /// `svix-id` and so on, as Svix named them before there was a specification.
    Svix,
}

/// A signature over a text that a template writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextScheme {
    /// Where its parts stand; senders sign in the first, verifiers read the first of which anything is there.
    pub places: Vec<Places>,
    /// How signatures stand in their place.
    pub layout: Layout,
    /// What is signed.
    pub text: Template,
    /// How.
    pub algorithm: Algorithm,
    /// How the secret's text becomes key bytes.
    pub key: KeyDecoding,
    /// How a signature is written.
    pub encoding: DigestEncoding,
    /// Which hexadecimal digits are taken.
    pub hex_case: HexCase,
    /// How the time is written, where it is signed or told.
    pub timestamp: Option<TimestampRule>,
    /// Whether the provider decodes some escapes of the URL before it signs.
    pub url_reading: UrlReading,
    /// An older, weaker header that is not enough by itself.
    pub legacy_header: Option<String>,
}

/// Where the parts of a signature stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The signature, or the list of them.
    pub signature: Place,
    /// The time, when it is not part of the list.
    pub timestamp: Option<Place>,
    /// The id, where it is signed.
    pub id: Option<Place>,
}

/// How signatures stand in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// One, after a prefix such as `sha256=`, or after none.
    Single {
        /// What stands before it.
        prefix: String,
    },
    /// `t=…,v1=…,v1=…`: entries with a key, of which one is the time.
    Pairs {
        /// Between entries.
        separator: char,
        /// Key of the time.
        timestamp: String,
        /// Key of each signature.
        signature: String,
    },
}

/// How a text becomes a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC.
    Hmac(HashAlgorithm),
    /// A plain hash over a text that holds the secret.
    Hash(HashAlgorithm),
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA on P-256 with SHA-256, written in DER.
    EcdsaP256,
}

/// How the text of a secret becomes the bytes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyDecoding {
    /// Its UTF-8 bytes.
    Text,
    /// Decoded from base64.
    Base64,
    /// Decoded from hexadecimal digits.
    Hex,
}

/// Which hexadecimal digits a verifier takes. Some home-made senders write them in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HexCase {
    /// `0-9a-f`.
    Lower,
    /// Capital letters too.
    Either,
}

/// How a provider reads the URL before it signs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlReading {
    /// As it is.
    Verbatim,
    /// As it is, or with the escapes decoded that HubSpot's manual lists.
    SomeEscapesDecoded,
}

/// The secret itself, in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenScheme {
    /// Name of the header.
    pub header: String,
    /// What stands before it: `Bearer `.
    pub prefix: String,
    /// Whether the secret is written in base64: `user:password` in Basic authentication.
    pub is_base64: bool,
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
    /// HMAC of the body in a header of one's choice.
    pub fn hmac(settings: &HmacSettings) -> Self {
        Self::Text(Arc::new(TextScheme {
            places: vec![Places { signature: Place::Header(settings.header.clone()), timestamp: None, id: None }],
            layout: Layout::Single { prefix: settings.prefix.clone() },
            text: Template::parse("{body}").expect("the template is a constant"),
            algorithm: Algorithm::Hmac(settings.algorithm),
            key: KeyDecoding::Text,
            encoding: settings.encoding,
            hex_case: HexCase::Either,
            timestamp: None,
            url_reading: UrlReading::Verbatim,
            legacy_header: None,
        }))
    }

    /// The headers that carry the signature, in the order in which they are sent. Empty where it stands in the body.
    pub fn headers(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::StandardWebhooks(family) => standard_webhooks::names(*family).to_vec(),
            Self::Text(scheme) => scheme.places.first().map(Places::headers).unwrap_or_default(),
            Self::Twilio => vec![crate::schemes::twilio::HEADER],
            Self::PayPal => crate::schemes::paypal::HEADERS.to_vec(),
            Self::Token(token) => vec![token.header.as_str()],
        }
    }

    /// Whether the URL that the sender knows is part of what is signed.
    pub fn signs_url(&self) -> bool {
        match self {
            Self::Text(scheme) => scheme.text.has_url(),
            Self::Twilio => true,
            Self::None | Self::StandardWebhooks(_) | Self::PayPal | Self::Token(_) => false,
        }
    }

    /// Whether several secrets can sign one request, so that each of them verifies it.
    pub fn signs_with_all(&self) -> bool {
        match self {
            Self::StandardWebhooks(_) => true,
            Self::Text(scheme) => matches!(scheme.layout, Layout::Pairs { .. }),
            Self::None | Self::Twilio | Self::PayPal | Self::Token(_) => false,
        }
    }

    /// Whether the time of signing is told, so that an old request can be recognised.
    pub fn has_timestamp(&self) -> bool {
        match self {
            Self::StandardWebhooks(_) | Self::PayPal => true,
            Self::Text(scheme) => scheme.timestamp.is_some(),
            Self::None | Self::Twilio | Self::Token(_) => false,
        }
    }

    /// How far a timestamp may be from our clock, in seconds; `None` where any age is taken, or none is told.
    pub fn tolerance_s(&self) -> Option<u64> {
        match self {
            Self::StandardWebhooks(_) => Some(standard_webhooks::TOLERANCE_S),
            Self::Text(scheme) => scheme.timestamp.and_then(|rule| rule.tolerance_s),
            Self::PayPal => Some(crate::schemes::paypal::TOLERANCE_S),
            Self::None | Self::Twilio | Self::Token(_) => None,
        }
    }
}

impl Places {
    fn headers(&self) -> Vec<&str> {
        [self.id.as_ref(), self.timestamp.as_ref(), Some(&self.signature)]
            .into_iter()
            .flatten()
            .filter_map(Place::header)
            .collect()
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
        if !crate::place::is_header_name(&self.header) {
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
