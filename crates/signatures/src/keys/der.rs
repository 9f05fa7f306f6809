//! Keys and certificates as people paste them: PEM, or base64 without its frame.

use rustls_pki_types::pem::{PemObject, SectionKind};
use zeroize::Zeroizing;

use super::decode_base64;
use crate::secret::SecretError;

/// The first section of a PEM text, or the bytes of base64.
pub(crate) fn pem_or_base64(text: &str) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    if !text.contains("-----BEGIN") {
        let without_breaks: Zeroizing<String> = Zeroizing::new(text.split_ascii_whitespace().collect());
        return decode_base64(&without_breaks);
    }
    pem_sections(text).into_iter().next().map(|(_, der)| der).ok_or(SecretError::InvalidKey)
}

/// Every section of a PEM text that can be read.
pub(crate) fn pem_sections(text: &str) -> Vec<(SectionKind, Zeroizing<Vec<u8>>)> {
    // A PEM text that went through a form or an environment file has `\n` in two characters.
    let text = Zeroizing::new(text.replace("\\n", "\n"));
    <(SectionKind, Vec<u8>)>::pem_slice_iter(text.as_bytes())
        .filter_map(Result::ok)
        .map(|(kind, der)| (kind, Zeroizing::new(der)))
        .collect()
}
