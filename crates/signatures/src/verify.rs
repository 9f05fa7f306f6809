//! Checking signatures: we are the receiver.

use crate::headers::ReceivedHeaders;
use crate::reason::Reason;
use crate::scheme::Scheme;
use crate::schemes::{github, hmac, standard_webhooks};
use crate::secret::Secret;

/// How far a timestamp may be from our clock on either side, in seconds; the limit itself is still allowed.
pub const TOLERANCE_S: u64 = 300;

/// Most signatures that one header may hold.
pub const SIGNATURES_MAX: usize = 16;

/// What came over the wire.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// The header fields.
    pub headers: &'a ReceivedHeaders<'a>,
    /// The exact bytes of the body, before any content coding is undone.
    pub body: &'a [u8],
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
        Scheme::StandardWebhooks => standard_webhooks::verify(secrets, received, now_unix_s),
        Scheme::GitHub => github::verify(secrets, received),
        Scheme::Hmac(settings) => hmac::verify(&settings.into(), secrets, received),
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
            Self::Verified { .. } => "The signature is right: it was made with this source's secret.".to_owned(),
            Self::Rejected { reason, .. } => reason.explanation(),
            Self::Unsigned => {
                let headers: Vec<String> = scheme.headers().into_iter().map(|header| format!("`{header}`")).collect();
                format!(
                    "The request is not signed: it has no {}. Turn signing on at the sender, \
                     or let this source accept unsigned requests.",
                    headers.join(", no ")
                )
            }
            Self::NotChecked => "This source does not check signatures.".to_owned(),
        }
    }

    pub(crate) const fn rejected(reason: Reason) -> Self {
        Self::Rejected { reason, skew_s: None }
    }
}
