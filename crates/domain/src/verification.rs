//! The result of checking the signature of a received event.

/// What the check said, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The result.
    pub verdict: VerificationVerdict,
    /// The word of the scheme that was checked, `none` when none was.
    pub scheme: String,
    /// Machine word of the reason when rejected or not checked: `signature_mismatch`.
    pub reason: Option<String>,
    /// One plain sentence.
    pub explanation: String,
    /// The secret that matched, shortened: `whsec_…3f`.
    pub secret_hint: Option<String>,
    /// Sender's timestamp minus ours, in seconds, where the scheme carries one.
    pub skew_s: Option<i64>,
}

/// Verified, rejected, or not checked. Rejected events are kept, and never routed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerificationVerdict {
    /// A secret of the source made the signature.
    Verified,
    /// The signature is wrong, or is missing where one is required.
    Rejected,
    /// There was nothing to check, and the source allows that.
    NotChecked,
}

impl VerificationVerdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Verified, Self::Rejected, Self::NotChecked];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::NotChecked => "not_checked",
        }
    }

    /// The number for it in the databases.
    pub const fn code(self) -> i64 {
        match self {
            Self::Verified => 0,
            Self::Rejected => 1,
            Self::NotChecked => 2,
        }
    }

    /// Reads a [`code`](Self::code).
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}
