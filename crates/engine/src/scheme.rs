//! The door between what is configured and received (`domain`) and the making and checking of signatures (`signatures`).

use domain::scheme::{DigestEncoding, HashAlgorithm};
use domain::{Headers, Timestamp, Verification, VerificationVerdict};
use signatures::{HeaderFields, Received, Scheme, Secret, SecretError, Signable, Signed, Verdict};
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

/// A request that is to be signed.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Identity of what is sent; the same on every attempt.
    pub id: &'a str,
    /// Time of this attempt.
    pub now: Timestamp,
    /// The whole URL it goes to.
    pub url: &'a str,
    /// `POST`, usually.
    pub method: &'a str,
    /// The header fields it has already.
    pub headers: &'a Headers,
    /// The exact bytes.
    pub body: &'a [u8],
}

/// A request that is to be checked.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// The whole URL as the sender knows it.
    pub url: &'a str,
    /// `POST`, usually.
    pub method: &'a str,
    /// The header fields.
    pub headers: &'a Headers,
    /// The exact bytes.
    pub body: &'a [u8],
}

/// A secret of another owner, for the doctor.
pub struct Foreign {
    /// The secret, as a key of the scheme that is checked.
    pub secret: Secret,
    /// Whose it is: `the source Shop`.
    pub owner: String,
}

/// Reads the text of a secret as a key of `scheme`.
///
/// # Errors
/// When it is no key of it.
pub fn secret(scheme: &Scheme, text: &[u8]) -> Result<Secret, SecretError> {
    let text = Zeroizing::new(String::from_utf8_lossy(text).into_owned());
    Secret::parse(scheme, &text)
}

/// Makes the text of a new secret for `scheme`; `None` where only the provider can make one.
pub fn generate_secret(scheme: &Scheme, random: [u8; 32]) -> Option<Zeroizing<String>> {
    Secret::generate(scheme, random).map(|secret| Zeroizing::new(secret.reveal().to_owned()))
}

/// What signs a request.
///
/// # Errors
/// One sentence, when there is no secret or it cannot sign.
pub fn sign(scheme: &Scheme, keys: &[Secret], outgoing: &Outgoing) -> Result<Signed, String> {
    let headers = fields(outgoing.headers);
    let signable = Signable {
        id: outgoing.id,
        at_unix_s: outgoing.now.unix_s(),
        body: outgoing.body,
        url: Some(outgoing.url),
        method: outgoing.method,
        headers: &headers,
    };
    signatures::sign(scheme, keys, &signable).map_err(|error| match std::error::Error::source(&error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    })
}

/// Checks the signature of a received request. `word` names the scheme in what is kept; `foreign` is asked for only when
/// the signature does not match.
pub fn verify(
    word: &str,
    scheme: &Scheme,
    secrets: &KeyRing,
    incoming: &Incoming,
    now: Timestamp,
    foreign: impl FnOnce() -> Vec<Foreign>,
) -> Checked {
    let headers = fields(incoming.headers);
    let received = received(&headers, incoming);
    let keys = secrets.active(now);
    let verdict = signatures::verify(scheme, keys, &received, now.unix_s());
    let told_to_sender = verdict.explanation(scheme);
    let (kept_verdict, reason, secret_hint) = match &verdict {
        Verdict::Verified { secret, .. } => {
            (VerificationVerdict::Verified, None, secrets.shown.get(*secret).map(|shown| shown.hint.clone()))
        }
        Verdict::Rejected { reason, .. } => (VerificationVerdict::Rejected, Some(reason.word().to_owned()), None),
        Verdict::Unsigned => (VerificationVerdict::Rejected, Some("unsigned".to_owned()), None),
        Verdict::NotChecked => (VerificationVerdict::NotChecked, None, None),
    };
    let explanation = match verdict {
        Verdict::Rejected { .. } => {
            let foreign = foreign();
            let borrowed: Vec<_> = foreign.iter().map(Foreign::borrow).collect();
            signatures::explain_with(&verdict, scheme, keys, &borrowed, &received)
        }
        _ => told_to_sender.clone(),
    };
    Checked {
        is_unsigned: verdict == Verdict::Unsigned,
        verification: Verification {
            verdict: kept_verdict,
            scheme: word.to_owned(),
            reason,
            explanation,
            secret_hint,
            skew_s: verdict.skew_s(),
        },
        told_to_sender,
    }
}

impl Foreign {
    /// As the doctor takes it.
    pub fn borrow(&self) -> signatures::ForeignSecret<'_> {
        signatures::ForeignSecret { secret: &self.secret, owner: &self.owner }
    }
}

/// The request as `signatures` sees it.
pub fn received<'a>(headers: &'a HeaderFields<'a>, incoming: &Incoming<'a>) -> Received<'a> {
    Received { headers, body: incoming.body, url: Some(incoming.url), method: incoming.method, tolerance_s: None }
}

/// Header fields as `signatures` sees them.
pub fn fields(headers: &Headers) -> HeaderFields<'_> {
    headers.iter().map(|header| (header.name.as_str(), header.value.as_slice())).collect()
}

/// Whether header fields can be made with these settings.
///
/// # Errors
/// Names the setting that cannot be sent.
pub fn check_settings(settings: &domain::HmacSettings) -> Result<(), signatures::SettingsError> {
    settings_of(settings).check()
}

/// The settings as `signatures` has them.
pub fn settings_of(settings: &domain::HmacSettings) -> signatures::HmacSettings {
    signatures::HmacSettings {
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
    }
}
