//! The door between what is configured (`domain`) and the making and checking of signatures (`signatures`).

use domain::scheme::{DigestEncoding, HashAlgorithm};
use domain::{Headers, SchemeName, Timestamp, Verification, VerificationVerdict};
use signatures::{Received, ReceivedHeaders, Scheme, Secret, SecretError, Signable, Verdict};
use zeroize::Zeroizing;

use crate::configuration::KeyRing;

/// The result of checking a signature.
pub struct Checked {
    /// What is kept with the event, for the owner of the secret.
    pub verification: Verification,
    /// What the sender is told: never anything that was found with the help of the secret.
    pub told_to_sender: String,
    /// There was no signature at all.
    pub is_unsigned: bool,
}

/// Reads the text of a secret as a key of `scheme`.
///
/// # Errors
/// When it is no key of it.
pub fn secret(scheme: &SchemeName, text: &[u8]) -> Result<Secret, SecretError> {
    let text = Zeroizing::new(String::from_utf8_lossy(text).into_owned());
    Secret::parse(&of_name(scheme), &text)
}

/// Makes the text of a new secret for `scheme`.
pub fn generate_secret(scheme: &SchemeName, random: [u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(Secret::generate(&of_name(scheme), random).reveal().to_owned())
}

/// The header fields that sign a body.
///
/// # Errors
/// One sentence, when there is no secret or it cannot sign.
pub fn sign(
    scheme: &SchemeName,
    keys: &[Secret],
    id: &str,
    now: Timestamp,
    body: &[u8],
) -> Result<Vec<(String, String)>, String> {
    let signable = Signable { id, at_unix_s: now.unix_s(), body };
    signatures::sign(&of_name(scheme), keys, &signable).map_err(|error| match std::error::Error::source(&error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    })
}

/// Checks the signature of a received request.
pub fn verify(scheme: &SchemeName, secrets: &KeyRing, headers: &Headers, body: &[u8], now: Timestamp) -> Checked {
    let scheme_name = scheme;
    let scheme = of_name(scheme);
    let headers: ReceivedHeaders<'_> =
        headers.iter().map(|header| (header.name.as_str(), header.value.as_slice())).collect();
    let received = Received { headers: &headers, body };
    let verdict = signatures::verify(&scheme, &secrets.keys, &received, now.unix_s());
    let told_to_sender = verdict.explanation(&scheme);
    let (kept_verdict, reason, secret_hint) = match &verdict {
        Verdict::Verified { secret, .. } => {
            (VerificationVerdict::Verified, None, secrets.shown.get(*secret).map(|shown| shown.hint.clone()))
        }
        Verdict::Rejected { reason, .. } => (VerificationVerdict::Rejected, Some(reason.word().to_owned()), None),
        Verdict::Unsigned => (VerificationVerdict::Rejected, Some("unsigned".to_owned()), None),
        Verdict::NotChecked => (VerificationVerdict::NotChecked, None, None),
    };
    Checked {
        is_unsigned: verdict == Verdict::Unsigned,
        verification: Verification {
            verdict: kept_verdict,
            scheme: scheme_name.word().to_owned(),
            reason,
            explanation: signatures::explain(&verdict, &scheme, &secrets.keys, &received),
            secret_hint,
            skew_s: verdict.skew_s(),
        },
        told_to_sender,
    }
}

/// Whether header fields can be made with these settings.
///
/// # Errors
/// Names the setting that cannot be sent.
pub fn check_settings(settings: &domain::HmacSettings) -> Result<(), signatures::SettingsError> {
    match of_name(&SchemeName::Hmac(settings.clone())) {
        Scheme::Hmac(settings) => settings.check(),
        _ => Ok(()),
    }
}

fn of_name(name: &SchemeName) -> Scheme {
    match name {
        SchemeName::None => Scheme::None,
        SchemeName::StandardWebhooks => Scheme::StandardWebhooks,
        SchemeName::GitHub => Scheme::GitHub,
        SchemeName::Hmac(settings) => Scheme::Hmac(signatures::HmacSettings {
            header: settings.header.clone(),
            algorithm: match settings.algorithm {
                HashAlgorithm::Sha1 => signatures::HashAlgorithm::Sha1,
                HashAlgorithm::Sha256 => signatures::HashAlgorithm::Sha256,
                HashAlgorithm::Sha512 => signatures::HashAlgorithm::Sha512,
            },
            encoding: match settings.encoding {
                DigestEncoding::Hex => signatures::DigestEncoding::Hex,
                DigestEncoding::Base64 => signatures::DigestEncoding::Base64,
            },
            prefix: settings.prefix.clone(),
        }),
    }
}
