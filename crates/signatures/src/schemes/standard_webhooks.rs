//! Standard Webhooks 1.0.0: `{id}.{timestamp}.{body}` is signed with HMAC-SHA256 (`v1`) or Ed25519 (`v1a`).
//!
//! Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>. The header
//! `webhook-signature` lists signatures separated by spaces, each `{version},{base64}`. Versions we do not know are passed
//! over, so that senders can introduce new ones. We are stricter than the specification's libraries in three points:
//! an id with `.` is rejected, the timestamp is plain digits, and the number of signatures is limited.

use std::ops::RangeInclusive;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::digest::{DigestEncoding, HashAlgorithm, are_equal};
use crate::excerpt::excerpt;
use crate::headers::{HeaderFields, Occurrence};
use crate::keys::decode_base64;
use crate::reason::{Reason, SignatureFault};
use crate::scheme::HeaderFamily;
use crate::secret::{Secret, SecretError};
use crate::sign::{SignError, Signable, Signed};
use crate::timestamp::{Skew, TimestampUnit};
use crate::verify::{Received, SIGNATURES_MAX, Verdict};

pub(crate) const SHARED_PREFIX: &str = "whsec_";
const SIGNING_PREFIX: &str = "whsk_";
const PUBLIC_PREFIX: &str = "whpk_";
pub(crate) const PREFIXES: [&str; 3] = [SHARED_PREFIX, SIGNING_PREFIX, PUBLIC_PREFIX];

/// Lengths of shared keys. The specification asks for 24 bytes or more; the example in Svix's own manual has 18, and a
/// receiver cannot choose its sender's secrets. Less than 128 bits is nobody's example.
const SHARED_BYTES: RangeInclusive<usize> = 16..=64;

/// How far a timestamp may be from our clock on either side, in seconds; the limit itself is still allowed. It is what
/// the specification's libraries take.
pub(crate) const TOLERANCE_S: u64 = 300;

/// What a secret of this scheme can be.
pub(crate) enum Key {
    /// `whsec_`: both sides sign and check `v1`.
    Shared(Zeroizing<Vec<u8>>),
    /// `whsk_`: signs and checks `v1a`.
    Signing(Box<SigningKey>),
    /// `whpk_`: checks `v1a`.
    Public(VerifyingKey),
}

/// The names of the three headers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Headers {
    id: &'static str,
    timestamp: &'static str,
    signature: &'static str,
}

/// One signature of the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) version: &'a [u8],
    pub(crate) written: &'a [u8],
}

/// The three headers, read.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) id: &'a [u8],
    pub(crate) timestamp: &'a [u8],
    pub(crate) entries: Vec<Entry<'a>>,
    pub(crate) at_ms: i64,
}

pub(crate) fn sign(family: HeaderFamily, secrets: &[Secret], what: &Signable) -> Result<Signed, SignError> {
    if secrets.is_empty() {
        return Err(SignError::NoSecret);
    }
    let names = Headers::of(family);
    let id = what.id_in(names.id);
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'.') {
        return Err(SignError::Id);
    }
    let timestamp = TimestampUnit::Seconds.write(what.at_unix_s).ok_or(SignError::Time)?;
    let text = [id.as_bytes(), b".", timestamp.as_bytes(), b".", what.body];
    let mut signatures = Vec::with_capacity(secrets.len());
    for (secret, held) in secrets.iter().enumerate() {
        signatures.push(match Key::of(held.reveal()).map_err(|source| SignError::Secret { secret, source })? {
            Key::Shared(key) => format!("v1,{}", STANDARD.encode(HashAlgorithm::Sha256.hmac(&key, &text))),
            Key::Signing(key) => format!("v1a,{}", STANDARD.encode(key.sign(&text.concat()).to_bytes())),
            Key::Public(_) => return Err(SignError::PublicKey { secret }),
        });
    }
    let values = [id.into_owned(), timestamp, signatures.join(" ")];
    let headers = names.names().into_iter().map(str::to_owned).zip(values).collect();
    Ok(Signed { headers, ..Signed::default() })
}

/// The names of the headers, in the order in which they are sent.
pub(crate) const fn names(family: HeaderFamily) -> [&'static str; 3] {
    Headers::of(family).names()
}

pub(crate) fn verify(family: HeaderFamily, secrets: &[Secret], received: &Received, now_unix_s: i64) -> Verdict {
    let envelope = match Envelope::read(family, received.headers) {
        Ok(Some(envelope)) => envelope,
        Ok(None) => return Verdict::Unsigned,
        Err(reason) => return Verdict::rejected(reason),
    };
    let skew = Skew::between(envelope.at_ms, now_unix_s);
    let tolerance_s = received.tolerance_s.or(Some(TOLERANCE_S));
    Verdict::of_signer(signer(secrets, &envelope, received.body), Some(skew), tolerance_s)
}

/// The place of the secret that made one of the signatures.
fn signer(secrets: &[Secret], envelope: &Envelope, body: &[u8]) -> Result<usize, Reason> {
    if secrets.is_empty() {
        return Err(Reason::NoSecret);
    }
    let text = [envelope.id, b".", envelope.timestamp, b".", body];
    let mut unfit = None;
    let mut outcomes = Vec::with_capacity(secrets.len());
    for secret in secrets {
        outcomes.push(match Key::of(secret.reveal()) {
            Ok(key) => Some(key.try_all(&envelope.entries, &text)),
            Err(error) => {
                unfit.get_or_insert(error);
                None
            }
        });
    }
    if let Some(secret) = outcomes.iter().position(|outcome| *outcome == Some(Trial::Match)) {
        return Ok(secret);
    }
    let tried = || outcomes.iter().flatten();
    match unfit {
        Some(error) if tried().next().is_none() => Err(Reason::SecretMalformed(error)),
        _ if tried().any(|outcome| *outcome == Trial::Mismatch) => Err(Reason::SignatureMismatch),
        _ if tried().any(|outcome| *outcome == Trial::Unreadable) => {
            Err(Reason::SignatureMalformed(SignatureFault::Ed25519Length))
        }
        _ => Err(envelope.no_entry_to_try()),
    }
}

/// What became of one key and all signatures of its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trial {
    /// There was none of its version.
    Nothing,
    /// There were some, none of them of the right size for the version.
    Unreadable,
    /// None was right.
    Mismatch,
    /// One was right.
    Match,
}

impl Key {
    /// Reads a secret's text.
    pub(crate) fn of(text: &str) -> Result<Self, SecretError> {
        if let Some(pair) = text.strip_prefix(SIGNING_PREFIX) {
            let key = SigningKey::from_keypair_bytes(&*key_bytes::<64>(pair)?).map_err(|_| SecretError::InvalidKey)?;
            return Ok(Self::Signing(Box::new(key)));
        }
        if let Some(public) = text.strip_prefix(PUBLIC_PREFIX) {
            let key = VerifyingKey::from_bytes(&*key_bytes::<32>(public)?).map_err(|_| SecretError::InvalidKey)?;
            return if key.is_weak() { Err(SecretError::InvalidKey) } else { Ok(Self::Public(key)) };
        }
        let shared = decode_base64(text.strip_prefix(SHARED_PREFIX).unwrap_or(text))?;
        if !SHARED_BYTES.contains(&shared.len()) {
            return Err(SecretError::WrongLength { bytes: shared.len() });
        }
        Ok(Self::Shared(shared))
    }

    fn try_all(&self, entries: &[Entry], text: &[&[u8]; 5]) -> Trial {
        match self {
            Self::Shared(key) => try_shared(key, entries, text),
            Self::Signing(key) => try_public(&key.verifying_key(), entries, text),
            Self::Public(key) => try_public(key, entries, text),
        }
    }
}

fn try_shared(key: &[u8], entries: &[Entry], text: &[&[u8]; 5]) -> Trial {
    let due = HashAlgorithm::Sha256.hmac(key, text);
    let trial = |entry: &Entry| {
        // What cannot be decoded is compared as nothing, which equals no digest.
        let offered = DigestEncoding::Base64.decode(entry.written).unwrap_or_default();
        if are_equal(&due, &offered) { Trial::Match } else { Trial::Mismatch }
    };
    entries.iter().filter(|entry| entry.version == b"v1").map(trial).max().unwrap_or(Trial::Nothing)
}

fn try_public(key: &VerifyingKey, entries: &[Entry], text: &[&[u8]; 5]) -> Trial {
    let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.version == b"v1a").collect();
    if entries.is_empty() {
        return Trial::Nothing;
    }
    let text = text.concat();
    let trial = |entry: &&Entry| {
        let offered = STANDARD.decode(entry.written).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
        match offered {
            None => Trial::Unreadable,
            // Strict: a second signature must not be derivable from a first one.
            Some(signature) if key.verify_strict(&text, &signature).is_ok() => Trial::Match,
            Some(_) => Trial::Mismatch,
        }
    };
    entries.iter().map(trial).max().unwrap_or(Trial::Nothing)
}

fn key_bytes<const DUE: usize>(written: &str) -> Result<Zeroizing<[u8; DUE]>, SecretError> {
    let bytes = decode_base64(written)?;
    let wrong_length = SecretError::WrongKeyLength { bytes: bytes.len(), due: DUE };
    <[u8; DUE]>::try_from(bytes.as_slice()).map(Zeroizing::new).map_err(|_| wrong_length)
}

impl Headers {
    /// As the specification names them.
    const WEBHOOK: Self = Self { id: "webhook-id", timestamp: "webhook-timestamp", signature: "webhook-signature" };

    /// As Svix named them before there was a specification.
    const SVIX: Self = Self { id: "svix-id", timestamp: "svix-timestamp", signature: "svix-signature" };

    const fn of(family: HeaderFamily) -> Self {
        match family {
            HeaderFamily::Webhook => Self::WEBHOOK,
            HeaderFamily::Svix => Self::SVIX,
        }
    }

    const fn names(self) -> [&'static str; 3] {
        [self.id, self.timestamp, self.signature]
    }

    /// The names that a request uses. The family that is not the scheme's own counts only when none of its own is there,
    /// so that an attacker cannot mix the two.
    fn used_by(family: HeaderFamily, headers: &HeaderFields) -> Option<Self> {
        let families = match family {
            HeaderFamily::Webhook => [Self::WEBHOOK, Self::SVIX],
            HeaderFamily::Svix => [Self::SVIX, Self::WEBHOOK],
        };
        families.into_iter().find(|family| family.names().iter().any(|name| headers.has(name)))
    }
}

impl<'a> Envelope<'a> {
    /// Reads the headers; `None` when none of them is there.
    pub(crate) fn read(family: HeaderFamily, headers: &HeaderFields<'a>) -> Result<Option<Self>, Reason> {
        let Some(names) = Headers::used_by(family, headers) else { return Ok(None) };
        let id = single(headers, names.id)?;
        let timestamp = single(headers, names.timestamp)?;
        let signatures = single(headers, names.signature)?;
        if id.contains(&b'.') {
            return Err(Reason::IdMalformed);
        }
        let unit = TimestampUnit::Seconds;
        let at_ms =
            unit.read_ms(timestamp).ok_or_else(|| Reason::TimestampMalformed { text: excerpt(timestamp), unit })?;
        let entries: Vec<Entry> = list(signatures).take(SIGNATURES_MAX).map(Entry::read).collect();
        let count = list(signatures).count();
        if count > SIGNATURES_MAX {
            return Err(Reason::TooManySignatures { count });
        }
        Ok(Some(Self { id, timestamp, entries, at_ms }))
    }

    /// Why no key found a signature to try.
    fn no_entry_to_try(&self) -> Reason {
        let mut versions: Vec<String> = self.entries.iter().map(|entry| excerpt(entry.version)).collect();
        versions.dedup();
        match self.entries.as_slice() {
            [Entry { version: b"", written }] => {
                let found = excerpt(written.get(..3).unwrap_or(written));
                Reason::SignatureMalformed(SignatureFault::PrefixMissing { expected: "v1,".to_owned(), found })
            }
            _ => Reason::UnsupportedVersion { offered: versions.join(", ") },
        }
    }
}

impl<'a> Entry<'a> {
    /// What stands before the first comma is the version; without a comma there is none.
    fn read(entry: &'a [u8]) -> Self {
        match entry.iter().position(|byte| *byte == b',') {
            Some(comma) => {
                let (version, rest) = entry.split_at(comma);
                Self { version, written: rest.get(1..).unwrap_or_default() }
            }
            None => Self { version: b"", written: entry },
        }
    }
}

/// The parts of a list separated by one or more spaces.
fn list(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split(|byte| *byte == b' ').filter(|part| !part.is_empty())
}

fn single<'a>(headers: &HeaderFields<'a>, name: &str) -> Result<&'a [u8], Reason> {
    match headers.find(name) {
        Occurrence::Absent | Occurrence::Once([]) => Err(Reason::HeaderMissing { header: name.to_owned() }),
        Occurrence::Once(value) => Ok(value),
        Occurrence::Repeated(count) => Err(Reason::HeaderDuplicated { header: name.to_owned(), count }),
    }
}
