//! The doctor: why does a signature not match, and what is there to do?
//!
//! A mismatch says only that the bytes differ. But senders make the same mistakes over and over, and each leaves a
//! trace: the signature matches once the mistake is made on purpose. So the doctor repeats the known mistakes, one at a
//! time (body, signed text, hash, key), each against every way to write a digest, and names the one that fits.
//!
//! What it names is proven by the secret, except for the causes that are read off the mere shape of a signature, which
//! come last. Its cost is bounded: large bodies are tried as they are only. Still, one diagnosis costs some thirty
//! verifications, so that whoever is flooded with wrong signatures should not ask for each of them.

mod body_variants;
mod cause;
mod json_writing;
mod reading;

pub use cause::Cause;
pub use json_writing::{JsonLayout, JsonStrings, JsonWriting};
pub use reading::Writing;

use zeroize::Zeroizing;

use crate::digest::{DigestEncoding, HashAlgorithm, are_equal};
use crate::reason::Reason;
use crate::scheme::Scheme;
use crate::schemes::hmac::{DigestHeader, HexCase};
use crate::schemes::{github, standard_webhooks};
use crate::secret::Secret;
use crate::verify::{Received, SIGNATURES_MAX, Verdict};
use reading::{Reading, readings};

/// Largest body, in bytes, that is altered in search of a cause: some thirty digests of it are computed per secret.
const ALTERED_BODY_BYTES_MAX: usize = 256 * 1024;

/// The verdict in plain words, for the owner of the secrets; a mismatch is diagnosed.
pub fn explain(verdict: &Verdict, scheme: &Scheme, secrets: &[Secret], received: &Received) -> String {
    if verdict.reason() != Some(&Reason::SignatureMismatch) {
        return verdict.explanation(scheme);
    }
    let causes = diagnose(scheme, secrets, received);
    if causes.is_empty() {
        return Reason::SignatureMismatch.explanation();
    }
    let mut sentences = vec!["The signature does not match.".to_owned()];
    sentences.extend(causes.iter().map(Cause::explanation));
    sentences.join(" ")
}

/// The mistakes that make the signature match when they are repeated: none, one, or two at once when one of them is
/// how the digest is written.
///
/// To be asked after [`verify`](crate::verify()) said [`Reason::SignatureMismatch`]; for other requests it has no answer.
pub fn diagnose(scheme: &Scheme, secrets: &[Secret], received: &Received) -> Vec<Cause> {
    let Some(case) = Case::open(scheme, received) else { return Vec::new() };
    let proven = secrets.iter().find_map(|secret| case.try_secret(secret));
    proven.unwrap_or_else(|| case.shape().into_iter().collect())
}

/// One request on the table.
struct Case<'a> {
    algorithm: HashAlgorithm,
    encoding: DigestEncoding,
    key_writing: KeyWriting,
    /// Id and timestamp, where the scheme signs them.
    id_and_timestamp: Option<(&'a [u8], &'a [u8])>,
    body: &'a [u8],
    /// The signatures as they are written, without version or prefix.
    written: Vec<&'a [u8]>,
    readings: Vec<Reading>,
}

/// How the scheme makes key bytes of a secret's text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyWriting {
    Text,
    Base64,
}

/// A digest that the sender may have computed, and the mistake it takes.
type Suspect = (Option<Cause>, Vec<u8>);

impl<'a> Case<'a> {
    fn open(scheme: &Scheme, received: &Received<'a>) -> Option<Self> {
        match scheme {
            Scheme::None => None,
            Scheme::StandardWebhooks => Self::of_standard_webhooks(received),
            Scheme::GitHub => Self::of_digest_header(&github::digest_header(), received),
            Scheme::Hmac(settings) => Self::of_digest_header(&settings.into(), received),
        }
    }

    fn of_standard_webhooks(received: &Received<'a>) -> Option<Self> {
        let envelope = standard_webhooks::Envelope::read(received.headers).ok()??;
        let entries = envelope.entries.iter().take(SIGNATURES_MAX).filter(|entry| entry.version == b"v1");
        let written: Vec<&[u8]> = entries.map(|entry| entry.written).collect();
        Some(Self {
            algorithm: HashAlgorithm::Sha256,
            encoding: DigestEncoding::Base64,
            key_writing: KeyWriting::Base64,
            id_and_timestamp: Some((envelope.id, envelope.timestamp)),
            body: received.body,
            readings: written.iter().flat_map(|one| readings(one, DigestEncoding::Base64, HexCase::Either)).collect(),
            written,
        })
    }

    fn of_digest_header(scheme: &DigestHeader, received: &Received<'a>) -> Option<Self> {
        let written = scheme.written(received).ok()??;
        Some(Self {
            algorithm: scheme.algorithm,
            encoding: scheme.encoding,
            key_writing: KeyWriting::Text,
            id_and_timestamp: None,
            body: received.body,
            readings: readings(written, scheme.encoding, scheme.hex_case),
            written: vec![written],
        })
    }

    fn try_secret(&self, secret: &Secret) -> Option<Vec<Cause>> {
        let key = match self.key_writing {
            KeyWriting::Text => Zeroizing::new(secret.reveal().as_bytes().to_vec()),
            KeyWriting::Base64 => match standard_webhooks::Key::of(secret.reveal()) {
                Ok(standard_webhooks::Key::Shared(key)) => key,
                _ => return None,
            },
        };
        let mut as_due = std::iter::once_with(|| (None, self.algorithm.hmac(&key, &self.text(self.body))));
        if self.body.len() > ALTERED_BODY_BYTES_MAX {
            return as_due.find_map(|suspect| self.convict(suspect));
        }
        as_due
            .chain(self.other_bodies(&key))
            .chain(self.other_texts(&key))
            .chain(self.other_algorithms(&key))
            .chain(self.other_keys(secret.reveal()))
            .chain(self.plain_hashes(&key))
            .find_map(|suspect| self.convict(suspect))
    }

    /// The causes, if one of the readings is the digest of the suspect.
    fn convict(&self, (cause, digest): Suspect) -> Option<Vec<Cause>> {
        let reading = self.readings.iter().find(|reading| are_equal(&reading.digest, &digest))?;
        Some(cause.into_iter().chain(reading.cause.clone()).collect())
    }

    /// What is signed, given the body.
    fn text<'b>(&self, body: &'b [u8]) -> Vec<&'b [u8]>
    where
        'a: 'b,
    {
        match self.id_and_timestamp {
            Some((id, timestamp)) => vec![id, b".", timestamp, b".", body],
            None => vec![body],
        }
    }

    fn other_bodies(&self, key: &[u8]) -> impl Iterator<Item = Suspect> {
        body_variants::of(self.body).map(|(cause, body)| (Some(cause), self.algorithm.hmac(key, &self.text(&body))))
    }

    fn other_texts(&self, key: &[u8]) -> impl Iterator<Item = Suspect> {
        let body = self.body;
        let texts = self.id_and_timestamp.map(|(id, timestamp)| {
            [
                (Cause::IdAndTimestampNotSigned, vec![body]),
                (Cause::IdNotSigned, vec![timestamp, b".", body]),
                (Cause::IdAndTimestampSwapped, vec![timestamp, b".", id, b".", body]),
            ]
        });
        texts.into_iter().flatten().map(|(cause, text)| (Some(cause), self.algorithm.hmac(key, &text)))
    }

    fn other_algorithms(&self, key: &[u8]) -> impl Iterator<Item = Suspect> {
        HashAlgorithm::ALL.into_iter().filter(|used| *used != self.algorithm).map(|used| {
            let cause = Cause::OtherAlgorithm { used, due: self.algorithm };
            (Some(cause), used.hmac(key, &self.text(self.body)))
        })
    }

    fn other_keys(&self, secret: &str) -> impl Iterator<Item = Suspect> {
        other_keys(self.key_writing, secret)
            .into_iter()
            .map(|(cause, key)| (Some(cause), self.algorithm.hmac(&key, &self.text(self.body))))
    }

    fn plain_hashes(&self, key: &[u8]) -> impl Iterator<Item = Suspect> {
        let text = self.text(self.body).concat();
        let hashed = [self.algorithm.hash(&[key, &text]), self.algorithm.hash(&[&text, key])];
        let keyed = hashed.into_iter().map(|digest| (Some(Cause::PlainHash), digest));
        keyed.chain(std::iter::once((Some(Cause::HashWithoutSecret), self.algorithm.hash(&[&text]))))
    }

    /// What the mere look of the first signature says; nothing of it is proven.
    fn shape(&self) -> Option<Cause> {
        let written = self.written.first()?;
        if let Some(digest) = self.encoding.decode(written) {
            let used = HashAlgorithm::ALL.into_iter().find(|algorithm| algorithm.digest_bytes() == digest.len());
            if let Some(used) = used {
                return (used != self.algorithm).then_some(Cause::LengthOfOtherAlgorithm { used, due: self.algorithm });
            }
        }
        let is_alphabet = |byte: &u8| match self.encoding {
            DigestEncoding::Hex => byte.is_ascii_hexdigit(),
            DigestEncoding::Base64 => byte.is_ascii_alphanumeric() || b"+/=".contains(byte),
        };
        if !written.iter().all(is_alphabet) {
            return Some(Cause::Unreadable { due: self.encoding });
        }
        let characters_due = self.encoding.encode(&vec![0; self.algorithm.digest_bytes()]).len();
        Some(Cause::WrongLength { characters: written.len(), characters_due })
    }
}

/// The keys that a secret becomes when it is decoded where it should not be, or the reverse.
fn other_keys(due: KeyWriting, secret: &str) -> Vec<(Cause, Zeroizing<Vec<u8>>)> {
    let bare = secret.strip_prefix(standard_webhooks::SHARED_PREFIX).unwrap_or(secret);
    let key = |bytes: &[u8]| Zeroizing::new(bytes.to_vec());
    if due == KeyWriting::Base64 {
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
    if secret.trim() != secret {
        keys.push((Cause::SecretHasWhitespace, key(secret.trim().as_bytes())));
    }
    keys.push((Cause::SecretLacksNewline, Zeroizing::new([secret.as_bytes(), b"\n"].concat())));
    keys
}
