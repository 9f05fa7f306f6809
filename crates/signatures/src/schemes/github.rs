//! GitHub: `X-Hub-Signature-256: sha256=<lower-case hex of HMAC-SHA256(secret, body)>`.
//!
//! Source: GitHub's documentation, "Validating webhook deliveries". There is no timestamp: a replay is recognised by the
//! `X-GitHub-Delivery` seen before, which is not signed.

use super::hmac::{self, DigestHeader, HexCase};
use crate::digest::{DigestEncoding, HashAlgorithm};
use crate::reason::Reason;
use crate::secret::Secret;
use crate::verify::{Received, Verdict};

/// The header with the signature.
pub(crate) const HEADER: &str = "X-Hub-Signature-256";

/// The SHA-1 header of older days, which GitHub sends beside the newer one.
const LEGACY_HEADER: &str = "X-Hub-Signature";

pub(crate) const fn digest_header() -> DigestHeader<'static> {
    DigestHeader {
        header: HEADER,
        algorithm: HashAlgorithm::Sha256,
        encoding: DigestEncoding::Hex,
        hex_case: HexCase::Lower,
        prefix: "sha256=",
    }
}

pub(crate) fn verify(secrets: &[Secret], received: &Received) -> Verdict {
    let verdict = hmac::verify(&digest_header(), secrets, received);
    if verdict == Verdict::Unsigned && received.headers.has(LEGACY_HEADER) {
        return Verdict::rejected(Reason::LegacySignatureOnly);
    }
    verdict
}
