//! The secret itself in a header: GitLab's token, a bearer token, an API key, Basic authentication.
//!
//! It proves who sends, and nothing about what is sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::digest::are_equal;
use crate::headers::Occurrence;
use crate::reason::Reason;
use crate::scheme::TokenScheme;
use crate::secret::Secret;
use crate::sign::{SignError, Signed};
use crate::verify::{Received, Verdict};

pub(crate) fn sign(scheme: &TokenScheme, secrets: &[Secret]) -> Result<Signed, SignError> {
    let newest = secrets.first().ok_or(SignError::NoSecret)?;
    let value = format!("{}{}", scheme.prefix, written(scheme, newest));
    if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Err(SignError::Token);
    }
    Ok(Signed { headers: vec![(scheme.header.clone(), value)], ..Signed::default() })
}

pub(crate) fn verify(scheme: &TokenScheme, secrets: &[Secret], received: &Received) -> Verdict {
    let value = match received.headers.find(&scheme.header) {
        Occurrence::Absent => return Verdict::Unsigned,
        Occurrence::Once([]) => return Verdict::rejected(Reason::HeaderMissing { header: scheme.header.clone() }),
        Occurrence::Once(value) => value,
        Occurrence::Repeated(count) => {
            return Verdict::rejected(Reason::HeaderDuplicated { header: scheme.header.clone(), count });
        }
    };
    if secrets.is_empty() {
        return Verdict::rejected(Reason::NoSecret);
    }
    // The word before credentials is taken in any case (RFC 9110, 11.1).
    let offered = match value.get(..scheme.prefix.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(scheme.prefix.as_bytes()) => {
            value.get(scheme.prefix.len()..).unwrap_or_default().trim_ascii()
        }
        _ => return Verdict::rejected(Reason::TokenMismatch { header: scheme.header.clone() }),
    };
    // All of them are tried, also after a match.
    let is_token = |secret: &Secret| are_equal(written(scheme, secret).as_bytes(), offered);
    let trials: Vec<bool> = secrets.iter().map(is_token).collect();
    match trials.iter().position(|is_match| *is_match) {
        Some(secret) => Verdict::Verified { secret, skew_s: None },
        None => Verdict::rejected(Reason::TokenMismatch { header: scheme.header.clone() }),
    }
}

fn written(scheme: &TokenScheme, secret: &Secret) -> String {
    if scheme.is_base64 { STANDARD.encode(secret.reveal()) } else { secret.reveal().to_owned() }
}
