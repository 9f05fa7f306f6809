//! PayPal: RSA with SHA-256 over `{transmission id}|{time}|{webhook id}|{CRC-32 of the body}`.
//!
//! Source: PayPal's manual, "Verify webhook signature", the part on verifying by oneself. PayPal signs with its own
//! certificate, which `PAYPAL-CERT-URL` names. We never follow that header: who could choose the certificate could
//! choose the key. So the ring of a source holds two sorts of secrets: the webhook id that PayPal gave, and the
//! certificate (or the public key) in PEM. Each id is tried with each key. To act as PayPal takes a private RSA key.

use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::SectionKind;

use crate::excerpt::excerpt;
use crate::headers::Occurrence;
use crate::keys::pem_sections;
use crate::reason::{Reason, SignatureFault};
use crate::secret::{Secret, SecretError};
use crate::sign::{SignError, Signable, Signed};
use crate::timestamp::{Skew, TimestampUnit};
use crate::verify::{Received, Verdict};

const ID: &str = "PAYPAL-TRANSMISSION-ID";
const TIME: &str = "PAYPAL-TRANSMISSION-TIME";
const SIGNATURE: &str = "PAYPAL-TRANSMISSION-SIG";
const ALGORITHM: &str = "PAYPAL-AUTH-ALGO";
const ALGORITHM_NAME: &str = "SHA256withRSA";

pub(crate) const HEADERS: [&str; 4] = [ID, TIME, ALGORITHM, SIGNATURE];

/// PayPal names none; retries carry a time of their own, so that hours are not needed.
pub(crate) const TOLERANCE_S: u64 = 300;

/// What a secret of this scheme can be.
enum Part {
    WebhookId(String),
    Certificate(Vec<u8>),
    PublicKey(Vec<u8>),
    PrivateKey(Box<RsaKeyPair>),
}

pub(crate) fn check_secret(text: &str) -> Result<(), SecretError> {
    Part::of(text).map(|_| ())
}

pub(crate) fn sign(secrets: &[Secret], what: &Signable) -> Result<Signed, SignError> {
    let parts = parts(secrets).map_err(|(secret, source)| SignError::Secret { secret, source })?;
    let webhook_id = parts.iter().find_map(Part::webhook_id).ok_or(SignError::WebhookIdMissing)?;
    let key = parts.iter().find_map(Part::private_key).ok_or(SignError::NoSecret)?;
    let id = what.id_in(ID);
    let time = what.timestamp_in(TIME, TimestampUnit::Rfc3339)?;
    let text = text(id.as_bytes(), time.as_bytes(), webhook_id, what.body);
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &aws_lc_rs::rand::SystemRandom::new(), &text, &mut signature)
        .map_err(|_| SignError::NoSecret)?;
    let values = [id.into_owned(), time, ALGORITHM_NAME.to_owned(), STANDARD.encode(signature)];
    Ok(Signed { headers: HEADERS.map(str::to_owned).into_iter().zip(values).collect(), ..Signed::default() })
}

pub(crate) fn verify(secrets: &[Secret], received: &Received, now_unix_s: i64) -> Verdict {
    if !HEADERS.iter().any(|name| received.headers.has(name)) {
        return Verdict::Unsigned;
    }
    let (signer, at_ms) = match checked(secrets, received) {
        Ok(checked) => checked,
        Err(reason) => return Verdict::rejected(reason),
    };
    let skew = Skew::between(at_ms, now_unix_s);
    Verdict::of_signer(signer, Some(skew), received.tolerance_s.or(Some(TOLERANCE_S)))
}

type Signer = Result<usize, Reason>;

fn checked(secrets: &[Secret], received: &Received) -> Result<(Signer, i64), Reason> {
    let id = required(received, ID)?;
    let time = required(received, TIME)?;
    let written = required(received, SIGNATURE)?;
    if let Occurrence::Once(name) = received.headers.find(ALGORITHM)
        && !name.eq_ignore_ascii_case(ALGORITHM_NAME.as_bytes())
    {
        return Err(Reason::UnsupportedVersion { offered: excerpt(name) });
    }
    let unit = TimestampUnit::Rfc3339;
    let at_ms = unit.read_ms(time).ok_or_else(|| Reason::TimestampMalformed { text: excerpt(time), unit })?;
    let offered = STANDARD.decode(written).map_err(|_| Reason::SignatureMalformed(SignatureFault::NotBase64))?;
    Ok((signer(secrets, id, time, &offered, received.body), at_ms))
}

/// The place of the key that made the signature, with one of the webhook ids.
fn signer(secrets: &[Secret], id: &[u8], time: &[u8], offered: &[u8], body: &[u8]) -> Signer {
    if secrets.is_empty() {
        return Err(Reason::NoSecret);
    }
    let parts = parts(secrets).map_err(|(_, error)| Reason::SecretMalformed(error))?;
    let webhook_ids: Vec<&str> = parts.iter().filter_map(Part::webhook_id).collect();
    if webhook_ids.is_empty() || parts.len() == webhook_ids.len() {
        return Err(Reason::SecretIncomplete);
    }
    let texts: Vec<Vec<u8>> = webhook_ids.iter().map(|webhook_id| text(id, time, webhook_id, body)).collect();
    let is_signer = |part: &Part| texts.iter().filter(|text| part.has_signed(text, offered)).count() > 0;
    let trials: Vec<bool> = parts.iter().map(is_signer).collect();
    trials.iter().position(|is_match| *is_match).ok_or(Reason::SignatureMismatch)
}

fn parts(secrets: &[Secret]) -> Result<Vec<Part>, (usize, SecretError)> {
    secrets.iter().enumerate().map(|(at, secret)| Part::of(secret.reveal()).map_err(|error| (at, error))).collect()
}

fn text(id: &[u8], time: &[u8], webhook_id: &str, body: &[u8]) -> Vec<u8> {
    let checksum = crc32fast::hash(body).to_string();
    [id, b"|", time, b"|", webhook_id.as_bytes(), b"|", checksum.as_bytes()].concat()
}

fn required<'a>(received: &Received<'a>, name: &str) -> Result<&'a [u8], Reason> {
    match received.headers.find(name) {
        Occurrence::Absent | Occurrence::Once([]) => Err(Reason::HeaderMissing { header: name.to_owned() }),
        Occurrence::Once(value) => Ok(value),
        Occurrence::Repeated(count) => Err(Reason::HeaderDuplicated { header: name.to_owned(), count }),
    }
}

impl Part {
    fn of(text: &str) -> Result<Self, SecretError> {
        if !text.contains("-----BEGIN") {
            return Ok(Self::WebhookId(text.trim().to_owned()));
        }
        let (kind, der) = pem_sections(text).into_iter().next().ok_or(SecretError::InvalidKey)?;
        match kind {
            SectionKind::Certificate => {
                let certificate = CertificateDer::from(der.to_vec());
                webpki::EndEntityCert::try_from(&certificate).map_err(|_| SecretError::InvalidKey)?;
                Ok(Self::Certificate(der.to_vec()))
            }
            SectionKind::PublicKey => Ok(Self::PublicKey(der.to_vec())),
            SectionKind::PrivateKey => private_key(RsaKeyPair::from_pkcs8(&der)),
            SectionKind::RsaPrivateKey => private_key(RsaKeyPair::from_der(&der)),
            _ => Err(SecretError::InvalidKey),
        }
    }

    fn webhook_id(&self) -> Option<&str> {
        match self {
            Self::WebhookId(id) => Some(id),
            Self::Certificate(_) | Self::PublicKey(_) | Self::PrivateKey(_) => None,
        }
    }

    fn private_key(&self) -> Option<&RsaKeyPair> {
        match self {
            Self::PrivateKey(pair) => Some(pair),
            Self::WebhookId(_) | Self::Certificate(_) | Self::PublicKey(_) => None,
        }
    }

    fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::WebhookId(_) => false,
            Self::Certificate(der) => {
                let certificate = CertificateDer::from(der.as_slice());
                webpki::EndEntityCert::try_from(&certificate).is_ok_and(|certificate| {
                    certificate.verify_signature(webpki::aws_lc_rs::RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok()
                })
            }
            Self::PublicKey(der) => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der).verify(text, signature).is_ok()
            }
            Self::PrivateKey(pair) => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref())
                .verify(text, signature)
                .is_ok(),
        }
    }
}

fn private_key(read: Result<RsaKeyPair, aws_lc_rs::error::KeyRejected>) -> Result<Part, SecretError> {
    read.map(|pair| Part::PrivateKey(Box::new(pair))).map_err(|_| SecretError::InvalidKey)
}
