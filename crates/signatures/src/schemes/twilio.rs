//! Twilio: base64 of HMAC over the URL and what came with it.
//!
//! - A form: the URL as Twilio knows it, then every field's name and value, sorted by name, nothing in between; values of
//!   one name are sorted too, and each counts once.
//! - Anything else: the URL alone, which carries the SHA-256 of the body in its query (`bodySHA256`).
//!
//! The hash is SHA-1, unless the header `X-Twilio-Webhooks-Signature-Settings` names another one.
//!
//! Source: Twilio's manual, "Webhooks Security", and its libraries, which also try the URL with and without a port and
//! with its query written anew; a proxy in between changes just these. There is no timestamp, and no separator between
//! name and value: `Digits=1234` and `Digits1=234` have the same signature.

pub(crate) mod urls;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::digest::{DigestEncoding, HashAlgorithm, are_equal};
use crate::excerpt::excerpt;
use crate::headers::Occurrence;
use crate::reason::Reason;
use crate::secret::Secret;
use crate::sign::{SignError, Signable, Signed};
use crate::verify::{Received, Verdict};

/// The header with the signature.
pub(crate) const HEADER: &str = "X-Twilio-Signature";

/// The header that names the hash, for keys that are shared beside the auth token.
pub(crate) const SETTINGS_HEADER: &str = "X-Twilio-Webhooks-Signature-Settings";

/// The field of the query with the hash of the body.
const BODY_HASH_FIELD: &str = "bodySHA256";

/// What is signed after the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// The fields of a form.
    Form,
    /// Nothing: the URL holds the hash of the body.
    HashInUrl,
}

pub(crate) fn sign(secrets: &[Secret], what: &Signable) -> Result<Signed, SignError> {
    let newest = secrets.first().ok_or(SignError::NoSecret)?;
    let url = what.url.ok_or(SignError::UrlMissing)?;
    let content = content(url, what.headers.text("content-type"), what.body);
    let mut signed = Signed::default();
    let url = match content {
        Content::HashInUrl if body_hashes(url).is_empty() => {
            let url = urls::with_query_field(url, BODY_HASH_FIELD, &hex::encode(Sha256::digest(what.body)));
            signed.url = Some(url.clone());
            Cow::Owned(url)
        }
        Content::HashInUrl if !is_body_hash_right(url, what.body) => return Err(SignError::BodyHash),
        _ => Cow::Borrowed(url),
    };
    let algorithm = algorithm(what.headers.find(SETTINGS_HEADER)).ok_or(SignError::Algorithm)?;
    let digest = algorithm.hmac(newest.reveal().as_bytes(), &[&text(content, &url, what.body)]);
    signed.headers.push((HEADER.to_owned(), DigestEncoding::Base64.encode(&digest)));
    Ok(signed)
}

pub(crate) fn verify(secrets: &[Secret], received: &Received) -> Verdict {
    match signer(secrets, received) {
        Ok(Some(secret)) => Verdict::Verified { secret, skew_s: None },
        Ok(None) => Verdict::Unsigned,
        Err(reason) => Verdict::rejected(reason),
    }
}

fn signer(secrets: &[Secret], received: &Received) -> Result<Option<usize>, Reason> {
    let written = match received.headers.find(HEADER) {
        Occurrence::Absent => return Ok(None),
        Occurrence::Once([]) => return Err(Reason::HeaderMissing { header: HEADER.to_owned() }),
        Occurrence::Once(written) => written,
        Occurrence::Repeated(count) => return Err(Reason::HeaderDuplicated { header: HEADER.to_owned(), count }),
    };
    let settings = received.headers.find(SETTINGS_HEADER);
    let algorithm = algorithm(settings).ok_or_else(|| Reason::UnsupportedVersion {
        offered: match settings {
            Occurrence::Once(value) => excerpt(value),
            _ => String::new(),
        },
    })?;
    if secrets.is_empty() {
        return Err(Reason::NoSecret);
    }
    let url = received.url.ok_or(Reason::UrlUnknown)?;
    let content = content(url, received.headers.text("content-type"), received.body);
    let offered = DigestEncoding::Base64.decode(written).unwrap_or_default();
    let texts: Vec<Vec<u8>> =
        urls::as_libraries_try_them(url).iter().map(|url| text(content, url, received.body)).collect();
    // All of them are tried, also after a match.
    let is_signer = |secret: &Secret| {
        let is_match = |text: &Vec<u8>| are_equal(&algorithm.hmac(secret.reveal().as_bytes(), &[text]), &offered);
        texts.iter().map(is_match).fold(false, |any, is_match| any | is_match)
    };
    let trials: Vec<bool> = secrets.iter().map(is_signer).collect();
    let signer = trials.iter().position(|is_match| *is_match).ok_or(Reason::SignatureMismatch)?;
    match content {
        Content::HashInUrl if body_hashes(url).is_empty() => Err(Reason::BodyHashMissing),
        Content::HashInUrl if !is_body_hash_right(url, received.body) => Err(Reason::BodyHashWrong),
        _ => Ok(Some(signer)),
    }
}

/// What is signed for one writing of the URL.
pub(crate) fn signed_text(url: &str, content_type: Option<&str>, body: &[u8]) -> Vec<u8> {
    text(content(url, content_type, body), url, body)
}

/// The hash that the settings name; `None` when it is one that Twilio's libraries do not know.
pub(crate) fn algorithm(settings: Occurrence) -> Option<HashAlgorithm> {
    let settings = match settings {
        Occurrence::Absent => return Some(HashAlgorithm::Sha1),
        Occurrence::Once(settings) => settings,
        Occurrence::Repeated(_) => return None,
    };
    let named = settings
        .split(|byte| *byte == b',')
        .filter_map(|entry| entry.trim_ascii().strip_prefix(b"algorithm="))
        .map(<[u8]>::trim_ascii)
        .next();
    match named {
        None | Some(b"HMAC_SHA1") => Some(HashAlgorithm::Sha1),
        Some(b"HMAC_SHA256") => Some(HashAlgorithm::Sha256),
        Some(_) => None,
    }
}

fn content(url: &str, content_type: Option<&str>, body: &[u8]) -> Content {
    if !body_hashes(url).is_empty() {
        return Content::HashInUrl;
    }
    let media_type =
        content_type.and_then(|value| value.split(';').next()).map(|value| value.trim().to_ascii_lowercase());
    let is_form = match media_type.as_deref() {
        Some("application/x-www-form-urlencoded") => true,
        Some(_) => body.is_empty(),
        None => !matches!(body.trim_ascii_start().first(), Some(b'{' | b'[')),
    };
    if is_form { Content::Form } else { Content::HashInUrl }
}

fn text(content: Content, url: &str, body: &[u8]) -> Vec<u8> {
    let mut text = url.as_bytes().to_vec();
    if content == Content::Form {
        let mut fields: BTreeMap<Cow<str>, BTreeSet<Cow<str>>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            fields.entry(name).or_default().insert(value);
        }
        for (name, values) in fields {
            for value in values {
                text.extend_from_slice(name.as_bytes());
                text.extend_from_slice(value.as_bytes());
            }
        }
    }
    text
}

/// The hashes that the URL names; nobody means more than one.
fn body_hashes(url: &str) -> Vec<String> {
    urls::query(url)
        .map(|query| form_urlencoded::parse(query.as_bytes()))
        .into_iter()
        .flatten()
        .filter(|(name, _)| name == BODY_HASH_FIELD)
        .map(|(_, value)| value.into_owned())
        .collect()
}

fn is_body_hash_right(url: &str, body: &[u8]) -> bool {
    let due = hex::encode(Sha256::digest(body));
    let hashes = body_hashes(url);
    !hashes.is_empty() && hashes.iter().all(|hash| are_equal(hash.as_bytes(), due.as_bytes()))
}
