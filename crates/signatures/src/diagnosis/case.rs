//! One request on the doctor's table.

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::body_variants;
use super::cause::Cause;
use super::reading::{Reading, readings};
use super::{text_variants, url_variants};
use crate::digest::{DigestEncoding, HashAlgorithm, are_equal};
use crate::headers::Occurrence;
use crate::keys::{Key, Side, shared};
use crate::scheme::{Algorithm, HexCase, KeyDecoding, Scheme};
use crate::schemes::text::Trial;
use crate::schemes::text::envelope::Envelope;
use crate::schemes::{standard_webhooks, twilio};
use crate::secret::Secret;
use crate::template::{Message, Template};
use crate::verify::{Received, SIGNATURES_MAX};

/// Largest body, in bytes, that is altered in search of a cause: some hundred digests of it are computed per secret.
const ALTERED_BODY_BYTES_MAX: usize = 256 * 1024;

/// One request, and how it should have been signed.
pub(super) struct Case<'a> {
    received: &'a Received<'a>,
    algorithm: Algorithm,
    encoding: DigestEncoding,
    key: KeyDecoding,
    text: Text,
    pub(super) id: Cow<'a, [u8]>,
    timestamp: Cow<'a, [u8]>,
    /// The timestamp in milliseconds since 1970.
    pub(super) at_ms: Option<i64>,
    /// The signatures as they are written, without version or prefix.
    written: Vec<Cow<'a, [u8]>>,
    readings: Vec<Reading>,
}

/// What is signed.
enum Text {
    Template(Template),
    Twilio,
}

/// A text and key that the sender may have used, and the mistake it takes.
struct Suspect<'s> {
    cause: Option<Cause>,
    algorithm: Algorithm,
    key: Cow<'s, [u8]>,
    text: Vec<u8>,
}

impl<'a> Case<'a> {
    pub(super) fn open(scheme: &Scheme, received: &'a Received<'a>) -> Option<Self> {
        let opened = match scheme {
            Scheme::None | Scheme::PayPal | Scheme::Token(_) => return None,
            Scheme::StandardWebhooks(family) => {
                let envelope = standard_webhooks::Envelope::read(*family, received.headers).ok()??;
                let entries = envelope.entries.iter().take(SIGNATURES_MAX).filter(|entry| entry.version == b"v1");
                Self {
                    received,
                    algorithm: Algorithm::Hmac(HashAlgorithm::Sha256),
                    encoding: DigestEncoding::Base64,
                    key: KeyDecoding::Base64,
                    text: Text::Template(Template::parse("{id}.{timestamp}.{body}").ok()?),
                    id: Cow::Borrowed(envelope.id),
                    timestamp: Cow::Borrowed(envelope.timestamp),
                    at_ms: Some(envelope.at_ms),
                    written: entries.map(|entry| Cow::Borrowed(entry.written)).collect(),
                    readings: Vec::new(),
                }
            }
            Scheme::Text(scheme) => {
                let envelope = Envelope::read(scheme, received).ok()??;
                Self {
                    received,
                    algorithm: scheme.algorithm,
                    encoding: scheme.encoding,
                    key: scheme.key,
                    text: Text::Template(scheme.text.clone()),
                    id: envelope.id,
                    timestamp: envelope.timestamp,
                    at_ms: envelope.at_ms,
                    written: envelope.written,
                    readings: Vec::new(),
                }
            }
            Scheme::Twilio => {
                let Occurrence::Once(written) = received.headers.find(twilio::HEADER) else { return None };
                let hash = twilio::algorithm(received.headers.find(twilio::SETTINGS_HEADER))?;
                Self {
                    received,
                    algorithm: Algorithm::Hmac(hash),
                    encoding: DigestEncoding::Base64,
                    key: KeyDecoding::Text,
                    text: Text::Twilio,
                    id: Cow::Borrowed(b""),
                    timestamp: Cow::Borrowed(b""),
                    at_ms: None,
                    written: vec![Cow::Borrowed(written)],
                    readings: Vec::new(),
                }
            }
        };
        let hex_case = match scheme {
            Scheme::Text(scheme) => scheme.hex_case,
            _ => HexCase::Either,
        };
        let readings = opened.written.iter().flat_map(|one| readings(one, opened.encoding, hex_case)).collect();
        Some(Self { readings, ..opened })
    }

    /// Whether a secret signed the request just as it is due.
    pub(super) fn has_signed(&self, secret: &Secret) -> bool {
        match self.algorithm {
            Algorithm::Ed25519 | Algorithm::EcdsaP256 => {
                let url = self.received.url.unwrap_or_default();
                let text = self.render(self.received.body, url, &[]);
                self.public_key(secret).zip(text).is_some_and(|(key, text)| self.is_signed_by(&key, &text))
            }
            Algorithm::Hmac(_) | Algorithm::Hash(_) => self.shared_key(secret).is_some_and(|key| {
                let mut suspects = std::iter::once(self.suspect(None, &key)).chain(self.other_urls(&key)).flatten();
                suspects.any(|suspect| self.convict(&suspect).is_some())
            }),
        }
    }

    /// The mistakes that make a secret the signer.
    pub(super) fn try_secret(&self, secret: &Secret) -> Option<Vec<Cause>> {
        match self.algorithm {
            Algorithm::Ed25519 | Algorithm::EcdsaP256 => self.try_public_key(&self.public_key(secret)?),
            Algorithm::Hmac(_) | Algorithm::Hash(_) => {
                let key = self.shared_key(secret)?;
                let is_large = self.received.body.len() > ALTERED_BODY_BYTES_MAX;
                let as_due = std::iter::once(self.suspect(None, &key));
                if is_large {
                    return as_due.flatten().find_map(|suspect| self.convict(&suspect));
                }
                as_due
                    .chain(self.other_urls(&key))
                    .chain(self.other_bodies(&key))
                    .chain(self.other_texts(&key))
                    .chain(self.other_algorithms(&key))
                    .chain(self.other_keys(secret.reveal()))
                    .chain(self.plain_hashes(&key))
                    .flatten()
                    .find_map(|suspect| self.convict(&suspect))
            }
        }
    }

    /// The causes, if one of the readings is the digest of the suspect.
    fn convict(&self, suspect: &Suspect) -> Option<Vec<Cause>> {
        let digest = match suspect.algorithm {
            Algorithm::Hmac(hash) => hash.hmac(&suspect.key, &[&suspect.text]),
            Algorithm::Hash(hash) => hash.hash(&[&suspect.text]),
            Algorithm::Ed25519 | Algorithm::EcdsaP256 => return None,
        };
        let reading = self.readings.iter().find(|reading| are_equal(&reading.digest, &digest))?;
        Some(suspect.cause.iter().cloned().chain(reading.cause.clone()).collect())
    }

    fn try_public_key(&self, key: &Key) -> Option<Vec<Cause>> {
        let (body, url) = (self.received.body, self.received.url.unwrap_or_default());
        if body.len() > ALTERED_BODY_BYTES_MAX {
            return None;
        }
        let bodies = body_variants::of(body).map(|(cause, body)| (cause, self.render(&body, url, &[])));
        let texts = self.template_variants().map(|(cause, template)| {
            (cause, template.pieces(&self.message(body, url), &[]).ok().map(|pieces| pieces.concat()))
        });
        bodies
            .chain(texts.collect::<Vec<_>>())
            .find(|(_, text)| text.as_ref().is_some_and(|text| self.is_signed_by(key, text)))
            .map(|(cause, _)| vec![cause])
    }

    fn is_signed_by(&self, key: &Key, text: &[u8]) -> bool {
        let offered: Vec<Vec<u8>> =
            self.written.iter().map(|one| self.encoding.decode(one).unwrap_or_default()).collect();
        key.try_all(self.algorithm, &[text], &offered) == Trial::Match
    }

    fn public_key(&self, secret: &Secret) -> Option<Key> {
        Key::of(secret.reveal(), self.algorithm, self.key, Side::Receiver).ok()
    }

    fn shared_key(&self, secret: &Secret) -> Option<Zeroizing<Vec<u8>>> {
        let text = secret.reveal();
        match (self.key, standard_webhooks::Key::of(text)) {
            (KeyDecoding::Base64, Ok(standard_webhooks::Key::Shared(key))) => Some(key),
            _ => shared(text, self.key).ok(),
        }
    }

    fn message<'m>(&'m self, body: &'m [u8], url: &'m str) -> Message<'m> {
        Message {
            body,
            timestamp: &self.timestamp,
            id: &self.id,
            url,
            method: self.received.method,
            headers: self.received.headers,
        }
    }

    /// What is signed, given body and URL.
    fn render(&self, body: &[u8], url: &str, key: &[u8]) -> Option<Vec<u8>> {
        match &self.text {
            Text::Template(template) => {
                template.pieces(&self.message(body, url), key).ok().map(|pieces| pieces.concat())
            }
            Text::Twilio => Some(twilio::signed_text(url, self.received.headers.text("content-type"), body)),
        }
    }

    fn suspect<'s>(&self, cause: Option<Cause>, key: &'s [u8]) -> Option<Suspect<'s>> {
        let text = self.render(self.received.body, self.received.url.unwrap_or_default(), key)?;
        Some(Suspect { cause, algorithm: self.algorithm, key: Cow::Borrowed(key), text })
    }

    fn other_urls<'s>(&'s self, key: &'s [u8]) -> impl Iterator<Item = Option<Suspect<'s>>> {
        let signs_url = match &self.text {
            Text::Template(template) => template.has_url(),
            Text::Twilio => true,
        };
        let urls = self.received.url.filter(|_| signs_url).map(|url| url_variants::of(url, self.received.headers));
        urls.into_iter().flatten().map(move |(cause, url)| {
            let text = self.render(self.received.body, &url, key)?;
            Some(Suspect { cause: Some(cause), algorithm: self.algorithm, key: Cow::Borrowed(key), text })
        })
    }

    fn other_bodies<'s>(&'s self, key: &'s [u8]) -> impl Iterator<Item = Option<Suspect<'s>>> {
        body_variants::of(self.received.body).map(move |(cause, body)| {
            let text = self.render(&body, self.received.url.unwrap_or_default(), key)?;
            Some(Suspect { cause: Some(cause), algorithm: self.algorithm, key: Cow::Borrowed(key), text })
        })
    }

    fn template_variants(&self) -> impl Iterator<Item = (Cause, Template)> {
        let due = match &self.text {
            Text::Template(template) => Some(template),
            Text::Twilio => None,
        };
        due.into_iter().flat_map(text_variants::of)
    }

    fn other_texts<'s>(&'s self, key: &'s [u8]) -> impl Iterator<Item = Option<Suspect<'s>>> {
        self.template_variants().map(move |(cause, template)| {
            let message = self.message(self.received.body, self.received.url.unwrap_or_default());
            let text = template.pieces(&message, key).ok()?.concat();
            Some(Suspect { cause: Some(cause), algorithm: self.algorithm, key: Cow::Borrowed(key), text })
        })
    }

    /// The hash of the scheme; of another procedure than a hash there is none.
    fn hash(&self) -> Option<HashAlgorithm> {
        match self.algorithm {
            Algorithm::Hmac(hash) | Algorithm::Hash(hash) => Some(hash),
            Algorithm::Ed25519 | Algorithm::EcdsaP256 => None,
        }
    }

    fn other_algorithms<'s>(&'s self, key: &'s [u8]) -> impl Iterator<Item = Option<Suspect<'s>>> {
        let due = self.hash();
        HashAlgorithm::ALL.into_iter().filter(move |used| Some(*used) != due).map(move |used| {
            let cause = due.map(|due| Cause::OtherAlgorithm { used, due });
            let algorithm = match self.algorithm {
                Algorithm::Hash(_) => Algorithm::Hash(used),
                _ => Algorithm::Hmac(used),
            };
            Some(Suspect { algorithm, ..self.suspect(cause, key)? })
        })
    }

    fn other_keys<'s>(&'s self, secret: &str) -> impl Iterator<Item = Option<Suspect<'s>>> {
        other_keys(self.key, secret).into_iter().map(|(cause, key)| {
            let text = self.render(self.received.body, self.received.url.unwrap_or_default(), &key)?;
            Some(Suspect { cause: Some(cause), algorithm: self.algorithm, key: Cow::Owned(key.to_vec()), text })
        })
    }

    fn plain_hashes<'s>(&'s self, key: &'s [u8]) -> impl Iterator<Item = Option<Suspect<'s>>> {
        let due = match self.algorithm {
            Algorithm::Hmac(hash) => self.suspect(None, key).map(|suspect| (hash, suspect.text)),
            _ => None,
        };
        due.into_iter().flat_map(move |(hash, text)| {
            let texts = [
                (Cause::PlainHash, [key, &text].concat()),
                (Cause::PlainHash, [&text, key].concat()),
                (Cause::HashWithoutSecret, text),
            ];
            texts.map(|(cause, text)| {
                Some(Suspect { cause: Some(cause), algorithm: Algorithm::Hash(hash), key: Cow::Borrowed(key), text })
            })
        })
    }

    /// What the mere look of the request says; nothing of it is proven.
    pub(super) fn shape(&self) -> Vec<Cause> {
        let of_signature = self.shape_of_signature();
        if of_signature.is_some() {
            return of_signature.into_iter().collect();
        }
        let livemode = serde_json::from_slice::<Livemode>(self.received.body).ok();
        livemode.map(|read| Cause::TestAndLiveMode { is_live: read.livemode }).into_iter().collect()
    }

    fn shape_of_signature(&self) -> Option<Cause> {
        let (written, hash) = (self.written.first()?, self.hash()?);
        if let Some(digest) = self.encoding.decode(written) {
            let used = HashAlgorithm::ALL.into_iter().find(|algorithm| algorithm.digest_bytes() == digest.len());
            if let Some(used) = used {
                return (used != hash).then_some(Cause::LengthOfOtherAlgorithm { used, due: hash });
            }
        }
        let is_alphabet = |byte: &u8| match self.encoding {
            DigestEncoding::Hex => byte.is_ascii_hexdigit(),
            DigestEncoding::Base64 => byte.is_ascii_alphanumeric() || b"+/=".contains(byte),
        };
        if !written.iter().all(is_alphabet) {
            return Some(Cause::Unreadable { due: self.encoding });
        }
        let characters_due = self.encoding.encode(&vec![0; hash.digest_bytes()]).len();
        Some(Cause::WrongLength { characters: written.len(), characters_due })
    }
}

/// Stripe and others say in the payload which of their two worlds an event is from.
#[derive(serde::Deserialize)]
struct Livemode {
    livemode: bool,
}

/// The keys that a secret becomes when it is decoded where it should not be, or the reverse.
fn other_keys(due: KeyDecoding, secret: &str) -> Vec<(Cause, Zeroizing<Vec<u8>>)> {
    let bare = secret.strip_prefix(standard_webhooks::SHARED_PREFIX).unwrap_or(secret);
    let key = |bytes: &[u8]| Zeroizing::new(bytes.to_vec());
    if due != KeyDecoding::Text {
        let not_decoded = [secret, bare].map(|text| (Cause::SecretNotDecoded, key(text.as_bytes())));
        return not_decoded.into();
    }
    let mut keys = Vec::new();
    if let Some(decoded) = DigestEncoding::Base64.decode(bare.as_bytes()) {
        keys.push((Cause::SecretDecoded { from: DigestEncoding::Base64 }, Zeroizing::new(decoded)));
    }
    if let Some(decoded) = DigestEncoding::Hex.decode(secret.as_bytes()) {
        keys.push((Cause::SecretDecoded { from: DigestEncoding::Hex }, Zeroizing::new(decoded)));
    }
    if bare != secret {
        keys.push((Cause::SecretPrefixDropped, key(bare.as_bytes())));
    }
    if secret.trim() != secret {
        keys.push((Cause::SecretHasWhitespace, key(secret.trim().as_bytes())));
    }
    keys.push((Cause::SecretLacksNewline, Zeroizing::new([secret.as_bytes(), b"\n"].concat())));
    keys
}
