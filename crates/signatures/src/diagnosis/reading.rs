//! The ways to read a written digest.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::cause::Cause;
use crate::digest::DigestEncoding;
use crate::scheme::HexCase;

/// A digest as it can be read, and the mistake that this reading takes.
pub(super) struct Reading {
    pub(super) digest: Vec<u8>,
    pub(super) cause: Option<Cause>,
}

/// A way to write a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Hexadecimal, in lower case.
    LowerHex,
    /// Hexadecimal, with capital letters.
    UpperHex,
    /// Base64, standard alphabet, with padding.
    Base64,
    /// Base64, standard alphabet, without its padding.
    UnpaddedBase64,
    /// Base64, URL-safe alphabet, with or without padding.
    UrlSafeBase64,
    /// Base64 of the hexadecimal text.
    Base64OfHex,
}

/// Prefixes that senders put before a digest.
const PREFIXES: [&str; 5] = ["sha1=", "sha256=", "sha512=", "v0=", "v1="];

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const UNPADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Every reading of `written`, the one that is due first.
pub(super) fn readings(written: &[u8], due: DigestEncoding, hex_case: HexCase) -> Vec<Reading> {
    let mut readings = readings_without_prefix(written, due, hex_case);
    for prefix in PREFIXES {
        let Some(rest) = written.strip_prefix(prefix.as_bytes()) else { continue };
        let digest = due.decode(rest).map(|digest| Reading { digest, cause: Some(Cause::UnexpectedPrefix { prefix }) });
        readings.extend(digest);
    }
    readings
}

fn readings_without_prefix(written: &[u8], due: DigestEncoding, hex_case: HexCase) -> Vec<Reading> {
    let is_as_due = |writing: Writing| match writing {
        Writing::LowerHex => due == DigestEncoding::Hex,
        Writing::UpperHex => due == DigestEncoding::Hex && hex_case == HexCase::Either,
        Writing::Base64 => due == DigestEncoding::Base64,
        Writing::UnpaddedBase64 | Writing::UrlSafeBase64 | Writing::Base64OfHex => false,
    };
    Writing::ALL
        .into_iter()
        .filter_map(|writing| {
            let cause = (!is_as_due(writing)).then_some(Cause::OtherWriting { used: writing, due });
            Some(Reading { digest: writing.read(written)?, cause })
        })
        .collect()
}

impl Writing {
    /// The narrower ones before the wider ones, so that the name of the first that reads a digest fits best.
    const ALL: [Self; 6] =
        [Self::LowerHex, Self::UpperHex, Self::Base64, Self::UnpaddedBase64, Self::UrlSafeBase64, Self::Base64OfHex];

    fn read(self, written: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::LowerHex if written.iter().any(u8::is_ascii_uppercase) => None,
            Self::LowerHex | Self::UpperHex => DigestEncoding::Hex.decode(written),
            Self::Base64 => DigestEncoding::Base64.decode(written),
            Self::UnpaddedBase64 => UNPADDED.decode(written).ok(),
            Self::UrlSafeBase64 => URL_SAFE.decode(written).ok(),
            Self::Base64OfHex => DigestEncoding::Hex.decode(&DigestEncoding::Base64.decode(written)?),
        }
    }
}

impl fmt::Display for Writing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LowerHex => "hexadecimal",
            Self::UpperHex => "hexadecimal with capital letters",
            Self::Base64 => "base64",
            Self::UnpaddedBase64 => "base64 without padding",
            Self::UrlSafeBase64 => "URL-safe base64",
            Self::Base64OfHex => "base64 of the hexadecimal text",
        })
    }
}
