//! Checking signatures: we are the receiver.

use crate::headers::HeaderFields;
use crate::reason::Reason;
use crate::scheme::Scheme;
use crate::schemes::{paypal, standard_webhooks, text, token, twilio};
use crate::secret::Secret;
use crate::timestamp::Skew;

/// Most signatures that one header may hold.
pub const SIGNATURES_MAX: usize = 16;

/// What came over the wire.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// The header fields.
    pub headers: &'a HeaderFields<'a>,
    /// The exact bytes of the body, before any content coding is undone.
    pub body: &'a [u8],
    /// The whole URL as the sender knows it, for the schemes that sign it.
    pub url: Option<&'a str>,
    /// `POST`, usually.
    pub method: &'a str,
    /// How far a timestamp may be from our clock, in seconds, instead of what the scheme says; 0 takes any age.
    pub tolerance_s: Option<u64>,
}

impl<'a> Received<'a> {
    /// A POST to a URL that no scheme has to know.
    pub const fn new(headers: &'a HeaderFields<'a>, body: &'a [u8]) -> Self {
        Self { headers, body, url: None, method: "POST", tolerance_s: None }
    }
}

/// What a check of the signature found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One of the secrets signed these bytes, and not long ago.
    Verified {
        /// Place of that secret among those handed over.
        secret: usize,
        /// The sender's timestamp minus our time, in seconds, where the scheme has one.
        skew_s: Option<i64>,
    },
    /// There is a signature, or a part of one, and it proves nothing.
    Rejected {
        /// Why.
        reason: Reason,
        /// The sender's timestamp minus our time, in seconds, where it could be read.
        skew_s: Option<i64>,
    },
    /// None of the scheme's headers is there. Whether that is acceptable is for the caller to say.
    Unsigned,
    /// The scheme is [`Scheme::None`]: nobody asked.
    NotChecked,
}

/// Checks whether one of the secrets signed what came.
///
/// Headers that cannot be read are rejected at once: their sender knows what it sent. From there on every secret is tried
/// on every signature, also after a match, before any verdict is reached. The age counts only once the signature is
/// right: an unproven timestamp says nothing.
pub fn verify(scheme: &Scheme, secrets: &[Secret], received: &Received, now_unix_s: i64) -> Verdict {
    match scheme {
        Scheme::None => Verdict::NotChecked,
        Scheme::StandardWebhooks(family) => standard_webhooks::verify(*family, secrets, received, now_unix_s),
        Scheme::Text(scheme) => text::verify(scheme, secrets, received, now_unix_s),
        Scheme::Twilio => twilio::verify(secrets, received),
        Scheme::PayPal => paypal::verify(secrets, received, now_unix_s),
        Scheme::Token(scheme) => token::verify(scheme, secrets, received),
    }
}

impl Verdict {
    /// The reason, when rejected.
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Rejected { reason, .. } => Some(reason),
            Self::Verified { .. } | Self::Unsigned | Self::NotChecked => None,
        }
    }

    /// The sender's timestamp minus our time, in seconds, where one could be read.
    pub const fn skew_s(&self) -> Option<i64> {
        match self {
            Self::Verified { skew_s, .. } | Self::Rejected { skew_s, .. } => *skew_s,
            Self::Unsigned | Self::NotChecked => None,
        }
    }

    /// What was found, in plain words. [`explain`](crate::explain) knows more about a mismatch.
    pub fn explanation(&self, scheme: &Scheme) -> String {
        match self {
            Self::Verified { .. } => match scheme {
                Scheme::Token(_) => "The token is right: the sender knows this source's secret.".to_owned(),
                _ => "The signature is right: it was made with this source's secret.".to_owned(),
            },
            Self::Rejected { reason, .. } => reason.explanation(),
            Self::Unsigned => {
                let headers: Vec<String> = scheme.headers().into_iter().map(|header| format!("`{header}`")).collect();
                let missing = if headers.is_empty() {
                    "no signature in its body".to_owned()
                } else {
                    format!("no {}", headers.join(", no "))
                };
                format!(
                    "The request is not signed: it has {missing}. Turn signing on at the sender, \
                     or let this source accept unsigned requests."
                )
            }
            Self::NotChecked => "This source does not check signatures.".to_owned(),
        }
    }

    pub(crate) const fn rejected(reason: Reason) -> Self {
        Self::Rejected { reason, skew_s: None }
    }

    /// The verdict once it is known who signed: only then the age counts.
    pub(crate) fn of_signer(signer: Result<usize, Reason>, skew: Option<Skew>, tolerance_s: Option<u64>) -> Self {
        let skew_s = skew.map(Skew::seconds);
        let late =
            skew.zip(tolerance_s.filter(|tolerance_s| *tolerance_s > 0)).filter(|(skew, max)| skew.exceeds(*max));
        let reason = match (signer, late) {
            (Err(reason), _) => reason,
            (Ok(secret), None) => return Self::Verified { secret, skew_s },
            (Ok(_), Some((skew, tolerance_s))) if skew.is_past() => {
                Reason::TimestampTooOld { age_s: skew.seconds().unsigned_abs(), tolerance_s }
            }
            (Ok(_), Some((skew, tolerance_s))) => {
                Reason::TimestampInFuture { by_s: skew.seconds().unsigned_abs(), tolerance_s }
            }
        };
        Self::Rejected { reason, skew_s }
    }
}
