//! Why a request was rejected.

use crate::secret::SecretError;
use crate::timestamp::TimestampUnit;

/// Why a request was rejected, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A header the scheme needs is absent or empty, while another one of the scheme is there.
    HeaderMissing {
        /// Its name.
        header: String,
    },
    /// A header that may stand there once stands there more often.
    HeaderDuplicated {
        /// Its name.
        header: String,
        /// How often it stands there.
        count: usize,
    },
    /// An entry that the list needs is not in it.
    EntryMissing {
        /// Where the list stands.
        header: String,
        /// Key of the entry.
        entry: String,
    },
    /// An entry that may stand once in the list stands there more often.
    EntryDuplicated {
        /// Where the list stands.
        header: String,
        /// Key of the entry.
        entry: String,
        /// How often it stands there.
        count: usize,
    },
    /// Only the older, weaker header came. Whoever can strip the other one would choose the weaker hash.
    LegacySignatureOnly {
        /// The header that came.
        legacy: String,
        /// The header that is due.
        due: String,
    },
    /// The timestamp cannot be read.
    TimestampMalformed {
        /// Its beginning.
        text: String,
        /// How it should be written.
        unit: TimestampUnit,
    },
    /// The signature is right and too old.
    TimestampTooOld {
        /// Its age, in seconds.
        age_s: u64,
        /// The age that is allowed, in seconds.
        tolerance_s: u64,
    },
    /// The signature is right and from the future.
    TimestampInFuture {
        /// How far ahead of our clock, in seconds.
        by_s: u64,
        /// What is allowed, in seconds.
        tolerance_s: u64,
    },
    /// The id holds a `.`, which separates the parts of the signed text, so that one signature would fit two texts.
    IdMalformed,
    /// The signature header cannot be read.
    SignatureMalformed(SignatureFault),
    /// No secret made this signature for these bytes. [`diagnose`](crate::diagnose) looks for the mistake.
    SignatureMismatch,
    /// More signatures than anybody needs; each one would cost time.
    TooManySignatures {
        /// How many there are.
        count: usize,
    },
    /// None of the signatures is of a version that the secrets can check.
    UnsupportedVersion {
        /// The versions that came: `v1a, v2`.
        offered: String,
    },
    /// The list holds signatures, none of them of the version that counts. An older one is never enough.
    NoKnownVersion {
        /// The version that counts: `v1`.
        due: String,
        /// The versions that came: `v0`.
        offered: String,
    },
    /// Twilio: the body is not a form, and the signed URL does not hold its hash, so that nothing protects it.
    BodyHashMissing,
    /// Twilio: the signed URL holds the hash of another body.
    BodyHashWrong,
    /// The header does not hold the token.
    TokenMismatch {
        /// Its name.
        header: String,
    },
    /// The scheme signs the URL, and the one the sender knows is not known here.
    UrlUnknown,
    /// PayPal: the ring lacks the webhook id, or the certificate.
    SecretIncomplete,
    /// There is a signature, and no secret to check it with.
    NoSecret,
    /// None of the secrets fits the scheme. The first one says why.
    SecretMalformed(SecretError),
}

/// What is wrong with the writing of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureFault {
    /// It does not start as it should.
    PrefixMissing {
        /// How it should start: `sha256=`, `v1,`.
        expected: String,
        /// How it starts.
        found: String,
    },
    /// Several signatures stand in a header that holds one, as happens when repeated headers are joined.
    Several,
    /// An Ed25519 signature has 64 bytes, this one has not.
    Ed25519Length,
    /// An ECDSA signature is DER, this one is not.
    NotDer,
    /// It is not base64.
    NotBase64,
}

/// The families of reasons, as verifiers of all schemes share them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReasonClass {
    /// A header that is needed is not there.
    MissingHeader,
    /// Something cannot be read.
    Malformed,
    /// Nothing that was offered is the right signature.
    NoMatch,
    /// Too old.
    Stale,
    /// From the future.
    Future,
    /// Too many signatures.
    TooManySignatures,
    /// There are signatures, none of a version that counts.
    NoKnownScheme,
    /// The hash of the body is missing or wrong.
    BodyHash,
    /// The secret here is blank.
    BlankSecret,
    /// The receiver has no usable secret.
    NotConfigured,
}

impl Reason {
    /// The machine word: `signature_mismatch`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::HeaderMissing { .. } => "header_missing",
            Self::HeaderDuplicated { .. } => "header_duplicated",
            Self::EntryMissing { .. } => "entry_missing",
            Self::EntryDuplicated { .. } => "entry_duplicated",
            Self::LegacySignatureOnly { .. } => "legacy_signature_only",
            Self::TimestampMalformed { .. } => "timestamp_malformed",
            Self::TimestampTooOld { .. } => "timestamp_too_old",
            Self::TimestampInFuture { .. } => "timestamp_in_future",
            Self::IdMalformed => "id_malformed",
            Self::SignatureMalformed(_) => "signature_malformed",
            Self::SignatureMismatch => "signature_mismatch",
            Self::TooManySignatures { .. } => "too_many_signatures",
            Self::UnsupportedVersion { .. } => "unsupported_version",
            Self::NoKnownVersion { .. } => "no_known_version",
            Self::BodyHashMissing => "body_hash_missing",
            Self::BodyHashWrong => "body_hash_wrong",
            Self::TokenMismatch { .. } => "token_mismatch",
            Self::UrlUnknown => "url_unknown",
            Self::SecretIncomplete => "secret_incomplete",
            Self::NoSecret => "no_secret",
            Self::SecretMalformed(_) => "secret_malformed",
        }
    }

    /// The family it belongs to.
    pub const fn class(&self) -> ReasonClass {
        match self {
            Self::HeaderMissing { .. } | Self::LegacySignatureOnly { .. } => ReasonClass::MissingHeader,
            Self::HeaderDuplicated { .. }
            | Self::EntryMissing { .. }
            | Self::EntryDuplicated { .. }
            | Self::TimestampMalformed { .. }
            | Self::IdMalformed
            | Self::SignatureMalformed(_) => ReasonClass::Malformed,
            Self::SignatureMismatch | Self::UnsupportedVersion { .. } | Self::TokenMismatch { .. } => {
                ReasonClass::NoMatch
            }
            Self::NoKnownVersion { .. } => ReasonClass::NoKnownScheme,
            Self::BodyHashMissing | Self::BodyHashWrong => ReasonClass::BodyHash,
            Self::SecretMalformed(SecretError::Blank) => ReasonClass::BlankSecret,
            Self::TimestampTooOld { .. } => ReasonClass::Stale,
            Self::TimestampInFuture { .. } => ReasonClass::Future,
            Self::TooManySignatures { .. } => ReasonClass::TooManySignatures,
            Self::NoSecret | Self::SecretMalformed(_) | Self::SecretIncomplete | Self::UrlUnknown => {
                ReasonClass::NotConfigured
            }
        }
    }

    /// What happened and what there is to do, in plain words.
    pub fn explanation(&self) -> String {
        match self {
            Self::HeaderMissing { header } => format!(
                "The header `{header}` is missing or empty, so the signature cannot be checked. \
                 Look whether a proxy drops it."
            ),
            Self::HeaderDuplicated { header, count } => format!(
                "The header `{header}` stands there {count} times, and nothing says which one counts. \
                 Let the sender, or the proxy in between, send it once."
            ),
            Self::EntryMissing { header, entry } => format!(
                "`{header}` has no entry `{entry}=…`, so the signature cannot be checked. \
                 Look whether the header was cut on the way, and how the sender writes it."
            ),
            Self::EntryDuplicated { header, entry, count } => format!(
                "`{header}` has the entry `{entry}` {count} times, and nothing says which one counts. \
                 Look whether a proxy joins repeated headers."
            ),
            Self::LegacySignatureOnly { legacy, due } => format!(
                "Only the older SHA-1 signature `{legacy}` came, without `{due}`. \
                 Accepting it would let an attacker choose the weaker hash; look whether a proxy drops the newer header."
            ),
            Self::TimestampMalformed { text, unit } => {
                format!("The timestamp `{text}` cannot be read. Send {}.", unit.expectation())
            }
            Self::TimestampTooOld { age_s, tolerance_s } => format!(
                "The signature is right, but it was made {} ago and {} allowed. \
                 Either an old request was sent again, or a clock is wrong: sign anew for each attempt.",
                span(*age_s),
                allowed(*tolerance_s)
            ),
            Self::TimestampInFuture { by_s, .. } if *by_s >= MILLISECONDS_ARE_LIKELY_S => {
                "The signature is right, but its timestamp is far in the future: \
                 it looks like milliseconds where seconds are due."
                    .to_owned()
            }
            Self::TimestampInFuture { by_s, tolerance_s } => format!(
                "The signature is right, but it was made {} in the future and {} allowed. \
                 Compare the clocks of both machines.",
                span(*by_s),
                allowed(*tolerance_s)
            ),
            Self::IdMalformed => {
                "The id holds a `.`, which separates the parts that are signed, so one signature would \
                                  fit two requests. Use ids without `.`."
                    .to_owned()
            }
            Self::SignatureMalformed(fault) => fault.explanation(),
            Self::SignatureMismatch => "The signature does not match. \
                                        It was made with another secret, or the body changed on the way."
                .to_owned(),
            Self::TooManySignatures { count } => format!(
                "The header holds {count} signatures; at most {} are looked at. Sign with the secrets in use only.",
                crate::verify::SIGNATURES_MAX
            ),
            Self::UnsupportedVersion { offered } => format!(
                "The signatures that came ({offered}) are of a kind that the secrets here cannot check. \
                 `v1` needs a `whsec_` secret, `v1a` a `whpk_` public key."
            ),
            Self::NoKnownVersion { due, offered } if offered.is_empty() => {
                format!("The header holds no `{due}` signature. Look whether it was cut on the way.")
            }
            Self::NoKnownVersion { due, offered } => format!(
                "The header holds {offered} and no `{due}` signature, which alone counts: \
                 accepting another version would let an attacker choose the weaker one."
            ),
            Self::BodyHashMissing => {
                "The signature covers the URL alone, and the URL does not hold the hash of the body \
                                      (`bodySHA256`), so nothing protects the body. Send it as a form, or add the hash."
                    .to_owned()
            }
            Self::BodyHashWrong => {
                "The signature is right, but the `bodySHA256` in the URL is the hash of another body: \
                                    the body changed on the way."
                    .to_owned()
            }
            Self::TokenMismatch { header } => {
                format!("The token in `{header}` is not this source's. Copy the secret again on both sides.")
            }
            Self::UrlUnknown => "This scheme signs the URL the sender was given, which is not known here. \
                                 Enter the public URL of this source, exactly as it stands at the sender."
                .to_owned(),
            Self::SecretIncomplete => "PayPal's signature needs two secrets here: the webhook id, and PayPal's \
                                       certificate (or its public key) in PEM. Add the one that is missing."
                .to_owned(),
            Self::NoSecret => {
                "The request is signed, but there is no secret to check it with. Add the sender's secret.".to_owned()
            }
            Self::SecretMalformed(error) => {
                format!("The request cannot be checked: {error}. Enter the sender's secret again.")
            }
        }
    }
}

impl SignatureFault {
    fn explanation(&self) -> String {
        match self {
            Self::PrefixMissing { expected, found } => {
                format!("The signature should start with `{expected}` and starts with `{found}`. Compare the settings.")
            }
            Self::Several => "The header holds several signatures where one is expected. \
                              Look whether a proxy joins repeated headers."
                .to_owned(),
            Self::Ed25519Length => {
                "The signature does not have the 64 bytes of an Ed25519 signature. It was cut or changed on the way."
                    .to_owned()
            }
            Self::NotDer => {
                "The signature is not an ECDSA signature in DER. It was cut or changed on the way.".to_owned()
            }
            Self::NotBase64 => "The signature is not base64. It was cut or changed on the way.".to_owned(),
        }
    }
}

impl ReasonClass {
    /// The machine word: `no_match`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MissingHeader => "missing_header",
            Self::Malformed => "malformed",
            Self::NoMatch => "no_match",
            Self::Stale => "stale",
            Self::Future => "future",
            Self::TooManySignatures => "too_many_signatures",
            Self::NoKnownScheme => "no_known_scheme",
            Self::BodyHash => "body_hash",
            Self::BlankSecret => "blank_secret",
            Self::NotConfigured => "not_configured",
        }
    }
}

/// Thirty years: no clock is wrong by that much, but milliseconds read as seconds are.
const MILLISECONDS_ARE_LIKELY_S: u64 = 30 * 365 * 86_400;

/// What is allowed, as the subject of a sentence: `5 minutes are`.
fn allowed(tolerance_s: u64) -> String {
    format!("{} {}", span(tolerance_s), if tolerance_s == 1 || tolerance_s == 60 { "is" } else { "are" })
}

/// A time span as people say it, in its two largest units: `1 day 2 hours`.
fn span(seconds: u64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let mut rest = seconds;
    let mut said = Vec::new();
    for (length, name) in units {
        let count = rest.checked_div(length).unwrap_or(0);
        rest = rest.checked_rem(length).unwrap_or(0);
        if count > 0 {
            said.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    said.truncate(2);
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_two_units() {
        assert_eq!(span(301), "5 minutes 1 second");
        assert_eq!(span(3_600), "1 hour");
        assert_eq!(span(93_784), "1 day 2 hours");
        assert!(span(u64::MAX).starts_with("213503982334601 days"));
    }

    #[test]
    fn milliseconds_are_recognised() {
        let by_s = 1_764_000_000_000 - 1_764_000_000;
        assert!(Reason::TimestampInFuture { by_s, tolerance_s: 300 }.explanation().contains("milliseconds"));
        assert!(!Reason::TimestampInFuture { by_s: 301, tolerance_s: 300 }.explanation().contains("milliseconds"));
    }
}
