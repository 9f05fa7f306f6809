//! Making signatures: we are the sender.

use std::borrow::Cow;

use crate::headers::HeaderFields;
use crate::place::Place;
use crate::scheme::Scheme;
use crate::schemes::{paypal, standard_webhooks, text, token, twilio};
use crate::secret::{Secret, SecretError};
use crate::timestamp::TimestampUnit;

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// Identity of what is sent; the same on every attempt. Signed by the schemes that have an id.
    pub id: &'a str,
    /// Time of this attempt, Unix seconds. Signed by the schemes that have a timestamp.
    pub at_unix_s: i64,
    /// The exact bytes that will be sent.
    pub body: &'a [u8],
    /// The whole URL the request goes to, for the schemes that sign it.
    pub url: Option<&'a str>,
    /// `POST`, usually.
    pub method: &'a str,
    /// The header fields that the request has already. An id that stands there is used, and Twilio asks for the
    /// content type.
    pub headers: &'a HeaderFields<'a>,
}

/// What a signature adds to a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// The header fields to add, in their order.
    pub headers: Vec<(String, String)>,
    /// The URL to send to instead, where the scheme adds to it: Twilio puts the hash of a JSON body there.
    pub url: Option<String>,
    /// The body to send instead, where the signature stands in it, as Mailgun's does.
    pub body: Option<Vec<u8>>,
}

/// Why nothing could be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The scheme needs a secret and there is none, or none that can sign.
    #[error("there is no secret to sign with")]
    NoSecret,
    /// A secret does not fit the scheme.
    #[error("could not sign with secret {secret}")]
    Secret {
        /// Its place among the secrets.
        secret: usize,
        /// What is wrong with it.
        source: SecretError,
    },
    /// A public key can check signatures and not make them.
    #[error("secret {secret} is a public key, which cannot sign")]
    PublicKey {
        /// Its place among the secrets.
        secret: usize,
    },
    /// The id is empty, holds a `.` where that separates, or holds something other than visible ASCII.
    #[error("the id cannot be signed: it must be visible ASCII, and without `.` for Standard Webhooks")]
    Id,
    /// The time cannot be written as the scheme writes it.
    #[error("the time to sign is before 1970, or too far in the future to be written")]
    Time,
    /// The scheme signs the URL.
    #[error("this scheme signs the URL that the request goes to, which is not given")]
    UrlMissing,
    /// The scheme signs a header that the request has not, or has more than once.
    #[error("this scheme signs a header that the request does not have, or has more than once")]
    HeaderMissing,
    /// The signature stands in the body.
    #[error("this scheme writes the signature into the body, which must be a JSON object")]
    Body,
    /// Twilio: the URL holds the hash of another body.
    #[error("the URL holds a `bodySHA256` that is not the hash of this body")]
    BodyHash,
    /// Twilio: the settings name a hash that Twilio's libraries do not know.
    #[error("the signature settings name a hash other than HMAC_SHA1 and HMAC_SHA256")]
    Algorithm,
    /// A header can hold visible ASCII only.
    #[error("the token has characters that a header cannot hold")]
    Token,
    /// PayPal signs the webhook id.
    #[error("PayPal signs the webhook id: give it as a secret beside the private key")]
    WebhookIdMissing,
}

/// What signs a request, to be added to it as it is.
///
/// The newest secret stands first. Where the scheme has room for several signatures every secret signs, newest first, so
/// that receivers may hold any of them; elsewhere the newest one does.
///
/// # Errors
/// When a secret is missing or unfit, or when something that is signed is not given or cannot be written.
pub fn sign(scheme: &Scheme, secrets: &[Secret], what: &Signable) -> Result<Signed, SignError> {
    match scheme {
        Scheme::None => Ok(Signed::default()),
        Scheme::StandardWebhooks(family) => standard_webhooks::sign(*family, secrets, what),
        Scheme::Text(scheme) => text::sign(scheme, secrets, what),
        Scheme::Twilio => twilio::sign(secrets, what),
        Scheme::PayPal => paypal::sign(secrets, what),
        Scheme::Token(scheme) => token::sign(scheme, secrets),
    }
}

impl<'a> Signable<'a> {
    /// A POST without further headers, to a URL that no scheme has to know.
    pub const fn new(id: &'a str, at_unix_s: i64, body: &'a [u8]) -> Self {
        Self { id, at_unix_s, body, url: None, method: "POST", headers: HeaderFields::none() }
    }

    /// The id that the request has in a header of its own, or else the one given.
    pub(crate) fn id_in(&self, header: &str) -> Cow<'a, str> {
        Cow::Borrowed(self.headers.text(header).filter(|id| !id.is_empty()).unwrap_or(self.id))
    }

    /// The same for a place.
    pub(crate) fn id_at(&self, place: Option<&Place>) -> Cow<'a, str> {
        match place.and_then(Place::header) {
            Some(header) => self.id_in(header),
            None => Cow::Borrowed(self.id),
        }
    }

    /// The time of signing as the unit writes it; as a header of the request writes it, when that is the same second.
    pub(crate) fn timestamp_in(&self, header: &str, unit: TimestampUnit) -> Result<String, SignError> {
        let given = self.headers.text(header).filter(|text| {
            unit.read_ms(text.as_bytes()).and_then(|ms| ms.checked_div_euclid(1_000)) == Some(self.at_unix_s)
        });
        match given {
            Some(text) => Ok(text.to_owned()),
            None => unit.write(self.at_unix_s).ok_or(SignError::Time),
        }
    }

    /// The same for a place.
    pub(crate) fn timestamp_at(&self, place: Option<&Place>, unit: TimestampUnit) -> Result<String, SignError> {
        match place {
            Some(Place::Header(header)) => self.timestamp_in(header, unit),
            Some(Place::Body(_) | Place::Form(_)) | None => unit.write(self.at_unix_s).ok_or(SignError::Time),
        }
    }
}
