//! HMAC of the raw body in one header, `{header}: {prefix}{digest}`, as hundreds of senders do it.

use crate::digest::{DigestEncoding, HashAlgorithm, are_equal};
use crate::excerpt::excerpt;
use crate::headers::Occurrence;
use crate::reason::{Reason, SignatureFault};
use crate::scheme::HmacSettings;
use crate::secret::Secret;
use crate::sign::SignError;
use crate::verify::{Received, Verdict};

/// How the one header is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DigestHeader<'a> {
    pub(crate) header: &'a str,
    pub(crate) algorithm: HashAlgorithm,
    pub(crate) encoding: DigestEncoding,
    pub(crate) hex_case: HexCase,
    pub(crate) prefix: &'a str,
}

/// Which hexadecimal digits a verifier takes. Some home-made senders write them in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HexCase {
    Lower,
    Either,
}

impl<'a> From<&'a HmacSettings> for DigestHeader<'a> {
    fn from(settings: &'a HmacSettings) -> Self {
        Self {
            header: &settings.header,
            algorithm: settings.algorithm,
            encoding: settings.encoding,
            hex_case: HexCase::Either,
            prefix: &settings.prefix,
        }
    }
}

pub(crate) fn sign(scheme: &DigestHeader, secrets: &[Secret], body: &[u8]) -> Result<Vec<(String, String)>, SignError> {
    let newest = secrets.first().ok_or(SignError::NoSecret)?;
    let digest = scheme.algorithm.hmac(newest.reveal().as_bytes(), &[body]);
    let value = format!("{}{}", scheme.prefix, scheme.encoding.encode(&digest));
    Ok(vec![(scheme.header.to_owned(), value)])
}

pub(crate) fn verify(scheme: &DigestHeader, secrets: &[Secret], received: &Received) -> Verdict {
    let written = match scheme.written(received) {
        Ok(Some(written)) => written,
        Ok(None) => return Verdict::Unsigned,
        Err(reason) => return Verdict::rejected(reason),
    };
    if secrets.is_empty() {
        return Verdict::rejected(Reason::NoSecret);
    }
    // What cannot be decoded is compared as nothing, which equals no digest.
    let offered = scheme.decode(written).unwrap_or_default();
    let is_signer =
        |secret: &Secret| are_equal(&scheme.algorithm.hmac(secret.reveal().as_bytes(), &[received.body]), &offered);
    // All of them are tried, also after a match.
    let trials: Vec<bool> = secrets.iter().map(is_signer).collect();
    match trials.iter().position(|is_match| *is_match) {
        Some(secret) => Verdict::Verified { secret, skew_s: None },
        None => Verdict::rejected(Reason::SignatureMismatch),
    }
}

impl DigestHeader<'_> {
    /// The digest as it is written, without the prefix; `None` when the header is not there.
    pub(crate) fn written<'r>(&self, received: &Received<'r>) -> Result<Option<&'r [u8]>, Reason> {
        let value = match received.headers.find(self.header) {
            Occurrence::Absent => return Ok(None),
            Occurrence::Once([]) => return Err(Reason::HeaderMissing { header: self.header.to_owned() }),
            Occurrence::Once(value) => value,
            Occurrence::Repeated(count) => {
                return Err(Reason::HeaderDuplicated { header: self.header.to_owned(), count });
            }
        };
        let written = value.strip_prefix(self.prefix.as_bytes()).ok_or_else(|| {
            let found = value.get(..self.prefix.len()).unwrap_or(value);
            Reason::SignatureMalformed(SignatureFault::PrefixMissing {
                expected: self.prefix.to_owned(),
                found: excerpt(found),
            })
        })?;
        if written.contains(&b',') {
            return Err(Reason::SignatureMalformed(SignatureFault::Several));
        }
        Ok(Some(written))
    }

    fn decode(&self, written: &[u8]) -> Option<Vec<u8>> {
        let is_refused_case = self.encoding == DigestEncoding::Hex
            && self.hex_case == HexCase::Lower
            && written.iter().any(u8::is_ascii_uppercase);
        if is_refused_case { None } else { self.encoding.decode(written) }
    }
}
