//! The doctor: why does a signature not match, and what is there to do?
//!
//! A mismatch says only that the bytes differ. But senders make the same mistakes over and over, and each leaves a
//! trace: the signature matches once the mistake is made on purpose. So the doctor repeats the known mistakes, one at a
//! time (URL, body, signed text, hash, key, secret of another source), each against every way to write a digest, and
//! names the one that fits.
//!
//! What it names is proven by a secret, except for the causes that are read off the mere shape of a request, which
//! come last. Its cost is bounded: large bodies are tried as they are only. Still, one diagnosis costs some hundred
//! verifications, so that whoever is flooded with wrong signatures should not ask for each of them.

mod body_variants;
mod case;
mod cause;
mod json_writing;
mod reading;
mod text_variants;
mod url_variants;

pub use cause::Cause;
pub use json_writing::{JsonLayout, JsonStrings, JsonWriting};
pub use reading::Writing;
pub use url_variants::UrlDifference;

use crate::headers::Occurrence;
use crate::reason::Reason;
use crate::scheme::{Scheme, TokenScheme};
use crate::secret::Secret;
use crate::sign::{Signable, sign};
use crate::verify::{Received, Verdict};
use case::Case;

/// A secret that is not of this source: of another source, or retired.
#[derive(Clone, Copy)]
pub struct ForeignSecret<'a> {
    /// The secret.
    pub secret: &'a Secret,
    /// Whose it is, as its owner calls it: `the source Stripe live`.
    pub owner: &'a str,
}

/// The verdict in plain words, for the owner of the secrets; a mismatch is diagnosed.
pub fn explain(verdict: &Verdict, scheme: &Scheme, secrets: &[Secret], received: &Received) -> String {
    explain_with(verdict, scheme, secrets, &[], received)
}

/// The same, looking at secrets of other owners too.
pub fn explain_with(
    verdict: &Verdict,
    scheme: &Scheme,
    secrets: &[Secret],
    foreign: &[ForeignSecret],
    received: &Received,
) -> String {
    let Some(beginning) = mismatch(verdict) else { return verdict.explanation(scheme) };
    let causes = diagnose(scheme, secrets, foreign, received);
    if causes.is_empty() {
        return verdict.explanation(scheme);
    }
    let sentences: Vec<String> =
        std::iter::once(beginning.to_owned()).chain(causes.iter().map(Cause::explanation)).collect();
    sentences.join(" ")
}

/// How the explanation of a mismatch begins; `None` for every other verdict.
fn mismatch(verdict: &Verdict) -> Option<&'static str> {
    match verdict.reason()? {
        Reason::SignatureMismatch | Reason::BodyHashWrong => Some("The signature does not match."),
        Reason::TokenMismatch { .. } => Some("The token is not this source's."),
        _ => None,
    }
}

/// The mistakes that make the signature match when they are repeated: none, one, or two at once when one of them is
/// how the digest is written.
///
/// To be asked after [`verify`](crate::verify()) said that the signature or token does not match; for other requests it
/// has no answer.
pub fn diagnose(scheme: &Scheme, secrets: &[Secret], foreign: &[ForeignSecret], received: &Received) -> Vec<Cause> {
    if let Scheme::Token(token) = scheme {
        return diagnose_token(token, secrets, foreign, received).into_iter().collect();
    }
    let Some(case) = Case::open(scheme, received) else { return Vec::new() };
    let by_own = secrets.iter().find_map(|secret| case.try_secret(secret));
    let by_foreign = || {
        let is_signer = |foreign: &&ForeignSecret| case.has_signed(foreign.secret);
        let signer = foreign.iter().find(is_signer)?;
        Some(vec![Cause::ForeignSecret { owner: signer.owner.to_owned() }])
    };
    by_own.or_else(by_foreign).unwrap_or_else(|| case.shape())
}

/// What a right request would carry: the headers that the newest secret makes for these very bytes, time and id.
///
/// For the owner of the secret alone, to compare or to copy. `None` where only the provider can sign, or where the
/// request lacks what is signed.
pub fn expected(scheme: &Scheme, secrets: &[Secret], received: &Received) -> Option<Vec<(String, String)>> {
    let (id, at_unix_s) = match scheme {
        Scheme::Twilio => (String::new(), 0),
        Scheme::StandardWebhooks(_) | Scheme::Text(_) => {
            let case = Case::open(scheme, received)?;
            let at_ms = case.at_ms.unwrap_or(0);
            (String::from_utf8_lossy(&case.id).into_owned(), at_ms.checked_div_euclid(1_000)?)
        }
        Scheme::None | Scheme::PayPal | Scheme::Token(_) => return None,
    };
    let what = Signable {
        id: &id,
        at_unix_s,
        body: received.body,
        url: received.url,
        method: received.method,
        headers: received.headers,
    };
    sign(scheme, secrets, &what).ok().map(|signed| signed.headers).filter(|headers| !headers.is_empty())
}

fn diagnose_token(
    token: &TokenScheme,
    secrets: &[Secret],
    foreign: &[ForeignSecret],
    received: &Received,
) -> Option<Cause> {
    let Occurrence::Once(value) = received.headers.find(&token.header) else { return None };
    let has_sent = |secret: &Secret| {
        crate::schemes::token::sign(token, std::slice::from_ref(secret))
            .ok()
            .and_then(|signed| signed.headers.into_iter().next())
            .is_some_and(|(_, due)| crate::digest::are_equal(due.as_bytes(), value))
    };
    if let Some(foreign) = foreign.iter().find(|foreign| has_sent(foreign.secret)) {
        return Some(Cause::ForeignSecret { owner: foreign.owner.to_owned() });
    }
    let is_bare = |secret: &Secret| crate::digest::are_equal(secret.reveal().as_bytes(), value);
    if !token.prefix.is_empty() && secrets.iter().any(is_bare) {
        return Some(Cause::TokenPrefixMissing { prefix: token.prefix.clone() });
    }
    None
}
