//! A signature over a text that a template writes: what nearly every provider does, as its record says.

pub(crate) mod envelope;
mod in_body;

use std::borrow::Cow;

use ed25519_dalek::{Signature, Signer, VerifyingKey};

use crate::digest::are_equal;
use crate::keys::{Key, Side, public_of};
use crate::place::Place;
use crate::reason::{Reason, SignatureFault};
use crate::scheme::{Algorithm, HexCase, Layout, TextScheme, UrlReading};
use crate::secret::Secret;
use crate::sign::{SignError, Signable, Signed};
use crate::template::Message;
use crate::timestamp::Skew;
use crate::verify::{Received, Verdict};
use envelope::Envelope;

pub(crate) fn sign(scheme: &TextScheme, secrets: &[Secret], what: &Signable) -> Result<Signed, SignError> {
    let places = scheme.places.first().ok_or(SignError::NoSecret)?;
    let id = what.id_at(places.id.as_ref());
    if scheme.text.has_id() && !is_visible(&id) {
        return Err(SignError::Id);
    }
    let timestamp = match scheme.timestamp {
        Some(rule) => what.timestamp_at(places.timestamp.as_ref(), rule.unit)?,
        None => String::new(),
    };
    let url = if scheme.text.has_url() { what.url.ok_or(SignError::UrlMissing)? } else { "" };
    let method = what.method.to_ascii_uppercase();
    let message = Message {
        body: what.body,
        timestamp: timestamp.as_bytes(),
        id: id.as_bytes(),
        url,
        method: &method,
        headers: what.headers,
    };
    let signers = match scheme.layout {
        Layout::Single { .. } => secrets.get(..1),
        Layout::Pairs { .. } => secrets.get(..).filter(|secrets| !secrets.is_empty()),
    };
    let mut written = Vec::new();
    for (secret, held) in signers.ok_or(SignError::NoSecret)?.iter().enumerate() {
        let key = Key::of(held.reveal(), scheme.algorithm, scheme.key, Side::Sender)
            .map_err(|source| SignError::Secret { secret, source })?;
        let shared = key.shared_bytes();
        let pieces = scheme.text.pieces(&message, shared).map_err(|_| SignError::HeaderMissing)?;
        let signature = key.sign(scheme.algorithm, &pieces).ok_or(SignError::PublicKey { secret })?;
        written.push(scheme.encoding.encode(&signature));
    }
    let value = match &scheme.layout {
        Layout::Single { prefix } => format!("{prefix}{}", written.first().map(String::as_str).unwrap_or_default()),
        Layout::Pairs { separator, timestamp: time_key, signature: signature_key } => {
            let entries = written.iter().map(|one| format!("{signature_key}={one}"));
            let entries: Vec<String> = std::iter::once(format!("{time_key}={timestamp}")).chain(entries).collect();
            entries.join(&separator.to_string())
        }
    };
    let mut parts: Vec<(&Place, String)> = Vec::new();
    if let Some(place) = &places.id {
        parts.push((place, id.into_owned()));
    }
    // A time that may be missing, and stands in the signed body, is the business of whoever wrote the body.
    if let Some(place) = places.timestamp.as_ref().filter(|_| scheme.timestamp.is_some_and(|rule| !rule.optional)) {
        parts.push((place, timestamp));
    }
    parts.push((&places.signature, value));
    in_body::placed(parts, what.body)
}

pub(crate) fn verify(scheme: &TextScheme, secrets: &[Secret], received: &Received, now_unix_s: i64) -> Verdict {
    let envelope = match Envelope::read(scheme, received) {
        Ok(Some(envelope)) => envelope,
        Ok(None) => return Verdict::Unsigned,
        Err(reason) => return Verdict::rejected(reason),
    };
    let skew = envelope.at_ms.map(|at_ms| Skew::between(at_ms, now_unix_s));
    let tolerance_s = received.tolerance_s.or(scheme.timestamp.and_then(|rule| rule.tolerance_s));
    Verdict::of_signer(signer(scheme, secrets, &envelope, received), skew, tolerance_s)
}

/// The place of the secret that made one of the signatures.
fn signer(scheme: &TextScheme, secrets: &[Secret], envelope: &Envelope, received: &Received) -> Result<usize, Reason> {
    if secrets.is_empty() {
        return Err(Reason::NoSecret);
    }
    let urls = urls(scheme, received)?;
    let method = received.method.to_ascii_uppercase();
    let offered = offered(scheme, envelope);
    let mut unfit = None;
    let mut trials = Vec::with_capacity(secrets.len());
    for secret in secrets {
        match Key::of(secret.reveal(), scheme.algorithm, scheme.key, Side::Receiver) {
            Err(error) => {
                unfit.get_or_insert(error);
                trials.push(None);
            }
            Ok(key) => {
                let mut best = Trial::Unreadable;
                for url in &urls {
                    let message = envelope.message(url, &method, received);
                    let pieces = scheme.text.pieces(&message, key.shared_bytes())?;
                    best = best.max(key.try_all(scheme.algorithm, &pieces, &offered));
                }
                trials.push(Some(best));
            }
        }
    }
    if let Some(secret) = trials.iter().position(|trial| *trial == Some(Trial::Match)) {
        return Ok(secret);
    }
    match unfit {
        Some(error) if trials.iter().all(Option::is_none) => Err(Reason::SecretMalformed(error)),
        _ if trials.contains(&Some(Trial::Mismatch)) => Err(Reason::SignatureMismatch),
        _ => Err(Reason::SignatureMalformed(match scheme.algorithm {
            Algorithm::Ed25519 => SignatureFault::Ed25519Length,
            _ => SignatureFault::NotDer,
        })),
    }
}

/// The signatures as bytes. What cannot be decoded becomes nothing, which equals no digest.
fn offered(scheme: &TextScheme, envelope: &Envelope) -> Vec<Vec<u8>> {
    let decode = |written: &Cow<[u8]>| {
        let is_refused_case = scheme.hex_case == HexCase::Lower
            && scheme.encoding == crate::digest::DigestEncoding::Hex
            && written.iter().any(u8::is_ascii_uppercase);
        if is_refused_case { None } else { scheme.encoding.decode(written) }
    };
    envelope.written.iter().map(|written| decode(written).unwrap_or_default()).collect()
}

/// The writings of the URL that the provider may have signed.
pub(crate) fn urls(scheme: &TextScheme, received: &Received) -> Result<Vec<String>, Reason> {
    if !scheme.text.has_url() {
        return Ok(vec![String::new()]);
    }
    let url = received.url.ok_or(Reason::UrlUnknown)?;
    let mut urls = vec![url.to_owned()];
    if scheme.url_reading == UrlReading::SomeEscapesDecoded {
        let decoded = decode_some_escapes(url);
        if decoded != url {
            urls.push(decoded);
        }
    }
    Ok(urls)
}

/// The escapes that HubSpot's manual says to decode in the URL before it is hashed.
///
/// Source: HubSpot, "Validating requests", version 3 of the signature.
fn decode_some_escapes(url: &str) -> String {
    const ESCAPES: [(&str, &str); 12] = [
        ("%3A", ":"),
        ("%2F", "/"),
        ("%3F", "?"),
        ("%40", "@"),
        ("%21", "!"),
        ("%24", "$"),
        ("%27", "'"),
        ("%28", "("),
        ("%29", ")"),
        ("%2A", "*"),
        ("%2C", ","),
        ("%3B", ";"),
    ];
    ESCAPES.into_iter().fold(url.to_owned(), |url, (escape, character)| {
        url.replace(escape, character).replace(&escape.to_ascii_lowercase(), character)
    })
}

fn is_visible(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What became of one key and all signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trial {
    /// None of them is of the right size.
    Unreadable,
    /// None was right.
    Mismatch,
    /// One was right.
    Match,
}

impl Key {
    /// The bytes that both sides hold; none of an asymmetric key.
    pub(crate) fn shared_bytes(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Ed25519(_) | Self::Ed25519Public(_) | Self::Ecdsa(_) | Self::EcdsaPublic(_) => &[],
        }
    }

    /// `None` when it is a public key.
    fn sign(&self, algorithm: Algorithm, pieces: &[&[u8]]) -> Option<Vec<u8>> {
        match (self, algorithm) {
            (Self::Shared(key), Algorithm::Hmac(hash)) => Some(hash.hmac(key, pieces)),
            (Self::Shared(_), Algorithm::Hash(hash)) => Some(hash.hash(pieces)),
            (Self::Ed25519(key), _) => Some(key.sign(&pieces.concat()).to_bytes().to_vec()),
            (Self::Ecdsa(key), _) => {
                let random = aws_lc_rs::rand::SystemRandom::new();
                key.sign(&random, &pieces.concat()).ok().map(|signature| signature.as_ref().to_vec())
            }
            (Self::Shared(_) | Self::Ed25519Public(_) | Self::EcdsaPublic(_), _) => None,
        }
    }

    /// Tries every signature, also after a match.
    pub(crate) fn try_all(&self, algorithm: Algorithm, pieces: &[&[u8]], offered: &[Vec<u8>]) -> Trial {
        let best =
            |trial: &dyn Fn(&[u8]) -> Trial| offered.iter().map(|one| trial(one)).max().unwrap_or(Trial::Unreadable);
        let equal = |due: &[u8], one: &[u8]| if are_equal(due, one) { Trial::Match } else { Trial::Mismatch };
        match (self, algorithm) {
            (Self::Shared(key), Algorithm::Hmac(hash)) => {
                let due = hash.hmac(key, pieces);
                best(&|one| equal(&due, one))
            }
            (Self::Shared(_), Algorithm::Hash(hash)) => {
                let due = hash.hash(pieces);
                best(&|one| equal(&due, one))
            }
            (Self::Shared(_), _) => Trial::Mismatch,
            (Self::Ed25519(pair), _) => {
                let text = pieces.concat();
                best(&|one| try_ed25519(&pair.verifying_key(), &text, one))
            }
            (Self::Ed25519Public(key), _) => {
                let text = pieces.concat();
                best(&|one| try_ed25519(key, &text, one))
            }
            (Self::Ecdsa(pair), _) => {
                let text = pieces.concat();
                let public = public_of(pair);
                best(&|one| public.as_ref().map_or(Trial::Mismatch, |key| try_ecdsa(key, &text, one)))
            }
            (Self::EcdsaPublic(key), _) => {
                let text = pieces.concat();
                best(&|one| try_ecdsa(key, &text, one))
            }
        }
    }
}

fn try_ed25519(key: &VerifyingKey, text: &[u8], offered: &[u8]) -> Trial {
    match Signature::from_slice(offered) {
        Err(_) => Trial::Unreadable,
        // Strict: a second signature must not be derivable from a first one.
        Ok(signature) if key.verify_strict(text, &signature).is_ok() => Trial::Match,
        Ok(_) => Trial::Mismatch,
    }
}

fn try_ecdsa(key: &aws_lc_rs::signature::ParsedPublicKey, text: &[u8], offered: &[u8]) -> Trial {
    // A DER sequence; its contents are checked by the library.
    let is_sequence = offered.first() == Some(&0x30) && offered.len() > 8;
    match key.verify_sig(text, offered) {
        Ok(()) => Trial::Match,
        Err(_) if is_sequence => Trial::Mismatch,
        Err(_) => Trial::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_listed_escapes_are_decoded_and_no_others() {
        assert_eq!(decode_some_escapes("https://a.example/x%3Fy?z=a%2Cb%20c%2c"), "https://a.example/x?y?z=a,b%20c,");
    }
}
