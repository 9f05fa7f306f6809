//! The key of a signature, as people copy and paste it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::keys::{Key, Side};
use crate::scheme::{Algorithm, Scheme};
use crate::schemes::{paypal, standard_webhooks};

/// The text of a secret, checked against the scheme it is for.
///
/// It cannot be printed, compared, copied or serialized, and its memory is wiped when it is dropped. Where several are
/// handed over, the newest stands first.
pub struct Secret {
    text: Zeroizing<String>,
}

/// Why a text cannot be a secret. Never tells anything of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing, or only white space. Everybody can sign with that.
    #[error("the secret is blank")]
    Blank,
    /// It is not base64 in the standard alphabet, where the scheme decodes it.
    #[error("the secret is not base64; copy it again, whole (Standard Webhooks secrets look like `whsec_` and base64)")]
    NotBase64,
    /// It is not hexadecimal digits, where the scheme decodes it.
    #[error("the key is not hexadecimal; copy it again, whole")]
    NotHex,
    /// Standard Webhooks: a shared secret must have 16 to 64 bytes.
    #[error("the secret has {bytes} bytes after decoding; 16 to 64 are allowed")]
    WrongLength {
        /// Length after decoding.
        bytes: usize,
    },
    /// An Ed25519 key has 32 bytes, and a pair of seed and public key 64.
    #[error("the Ed25519 key has {bytes} bytes after decoding; {due} are due")]
    WrongKeyLength {
        /// Length after decoding.
        bytes: usize,
        /// Length of such a key.
        due: usize,
    },
    /// The bytes are no key of the scheme, or the two halves of a pair do not belong together.
    #[error("the key is not valid for this scheme")]
    InvalidKey,
    /// Basic authentication needs a name and a password.
    #[error("the secret must be `user:password`")]
    NotUserAndPassword,
}

impl Secret {
    /// Takes a secret as it was pasted.
    ///
    /// Standard Webhooks takes `whsec_` and base64 (the prefix may be missing), and for `v1a` `whsk_` or `whpk_`. Public
    /// keys are taken as hexadecimal digits, base64 or PEM. White space around keys is dropped; where the text itself is
    /// the key, every character counts.
    ///
    /// # Errors
    /// Says what the scheme expects of its secrets.
    pub fn parse(scheme: &Scheme, text: &str) -> Result<Self, SecretError> {
        if text.trim().is_empty() {
            return Err(SecretError::Blank);
        }
        let text = if counts_every_character(scheme) { text } else { text.trim() };
        match scheme {
            Scheme::StandardWebhooks(_) => {
                standard_webhooks::Key::of(text)?;
            }
            Scheme::Text(scheme) => {
                // What is a key for one side need not be one for the other: either will do here.
                Key::of(text, scheme.algorithm, scheme.key, Side::Receiver)
                    .or_else(|_| Key::of(text, scheme.algorithm, scheme.key, Side::Sender))?;
            }
            Scheme::PayPal => paypal::check_secret(text)?,
            Scheme::Token(token) if token.is_base64 && !text.contains(':') => {
                return Err(SecretError::NotUserAndPassword);
            }
            Scheme::None | Scheme::Twilio | Scheme::Token(_) => {}
        }
        Ok(Self { text: Zeroizing::new(text.to_owned()) })
    }

    /// Makes a secret of random bytes, in the writing that the scheme expects. `None` where the provider alone can make
    /// it: PayPal signs with its own certificate, and ECDSA keys come from SendGrid.
    pub fn generate(scheme: &Scheme, random: [u8; 32]) -> Option<Self> {
        let random = Zeroizing::new(random);
        let text = match scheme {
            Scheme::StandardWebhooks(_) => {
                let base64 = Zeroizing::new(STANDARD.encode(random.as_slice()));
                format!("{}{}", standard_webhooks::SHARED_PREFIX, base64.as_str())
            }
            Scheme::Text(text) => match (text.algorithm, text.key) {
                (Algorithm::Ed25519, _) => {
                    let pair = Zeroizing::new(ed25519_dalek::SigningKey::from_bytes(&random).to_keypair_bytes());
                    hex::encode(pair.as_slice())
                }
                (Algorithm::EcdsaP256, _) => return None,
                (_, crate::scheme::KeyDecoding::Base64) => STANDARD.encode(random.as_slice()),
                _ => hex::encode(random.as_slice()),
            },
            Scheme::Token(token) if token.is_base64 => format!("tacklebox:{}", hex::encode(random.as_slice())),
            Scheme::PayPal => return None,
            Scheme::None | Scheme::Twilio | Scheme::Token(_) => hex::encode(random.as_slice()),
        };
        Some(Self { text: Zeroizing::new(text) })
    }

    /// The secret in clear, to be stored encrypted or shown to its owner on demand.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// What may be shown to tell secrets apart: the kind and the last two characters, `whsec_…3f`. Of a secret so short
    /// that two characters would give much of it away, nothing is shown.
    pub fn hint(&self) -> String {
        if self.text.starts_with("-----BEGIN") {
            let kind = self.text.get(10..).and_then(|rest| rest.split("-----").next()).unwrap_or("").trim();
            return format!("{} …", kind.to_lowercase());
        }
        let kind = standard_webhooks::PREFIXES.into_iter().find(|prefix| self.text.starts_with(prefix)).unwrap_or("");
        let shown: Vec<char> = self.text.chars().rev().filter(|character| *character != '=').take(2).collect();
        let is_long = self.text.chars().count() >= 16;
        let end: String = if is_long { shown.into_iter().rev().collect() } else { String::new() };
        format!("{kind}…{end}")
    }
}

/// Whether the text of the secret is the key as it stands.
fn counts_every_character(scheme: &Scheme) -> bool {
    match scheme {
        Scheme::Text(scheme) => {
            matches!(scheme.algorithm, Algorithm::Hmac(_) | Algorithm::Hash(_))
                && scheme.key == crate::scheme::KeyDecoding::Text
        }
        Scheme::None | Scheme::Twilio => true,
        Scheme::StandardWebhooks(_) | Scheme::PayPal | Scheme::Token(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::HeaderFamily;

    const STANDARD_WEBHOOKS: Scheme = Scheme::StandardWebhooks(HeaderFamily::Webhook);

    fn github() -> Scheme {
        crate::provider("github").unwrap().scheme.clone()
    }

    fn refusal(scheme: &Scheme, text: &str) -> Option<SecretError> {
        Secret::parse(scheme, text).err()
    }

    #[test]
    fn standard_webhooks_secrets_are_checked() {
        let check = |text: &str| refusal(&STANDARD_WEBHOOKS, text);
        let shared = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![7; bytes]));
        assert_eq!(check("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), None);
        assert_eq!(check("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), None);
        assert_eq!(check(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"), None);
        assert_eq!(check(&shared(16)), None);
        assert_eq!(check(&shared(64)), None);
        assert_eq!(check(shared(64).trim_end_matches('=')), None);
        assert_eq!(check(&shared(15)), Some(SecretError::WrongLength { bytes: 15 }));
        assert_eq!(check(&shared(65)), Some(SecretError::WrongLength { bytes: 65 }));
        assert_eq!(check("whsec_"), Some(SecretError::WrongLength { bytes: 0 }));
        assert_eq!(check("whsec_not base64!"), Some(SecretError::NotBase64));
        assert_eq!(check(" \n"), Some(SecretError::Blank));
    }

    #[test]
    fn ed25519_keys_are_checked() {
        let check = |text: &str| refusal(&STANDARD_WEBHOOKS, text);
        let pair = "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
        let public = "1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
        assert_eq!(check(&format!("whsk_{pair}")), None);
        assert_eq!(check(&format!("whpk_{public}")), None);
        let short = Some(SecretError::WrongKeyLength { bytes: 32, due: 64 });
        assert_eq!(check(&format!("whsk_{public}")), short);
        assert_eq!(check(&format!("whpk_{pair}")), Some(SecretError::WrongKeyLength { bytes: 64, due: 32 }));
        let halves_of_two_keys = STANDARD.encode([3; 64]);
        assert_eq!(check(&format!("whsk_{halves_of_two_keys}")), Some(SecretError::InvalidKey));
        let weak = STANDARD.encode([0; 32]);
        assert_eq!(check(&format!("whpk_{weak}")), Some(SecretError::InvalidKey));
    }

    #[test]
    fn other_schemes_take_any_text_but_a_blank_one() {
        assert_eq!(refusal(&github(), "old-secret-öä😀"), None);
        assert_eq!(refusal(&github(), ""), Some(SecretError::Blank));
        assert_eq!(refusal(&github(), " \t\r\n"), Some(SecretError::Blank));
        let kept = Secret::parse(&github(), " spaces count ").ok().map(|secret| secret.reveal().to_owned());
        assert_eq!(kept.as_deref(), Some(" spaces count "));
    }

    #[test]
    fn a_generated_secret_is_one_that_is_accepted() {
        let random: [u8; 32] = std::array::from_fn(|index| index as u8);
        let shared = Secret::generate(&STANDARD_WEBHOOKS, random).unwrap();
        assert_eq!(shared.reveal(), "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        assert_eq!(refusal(&STANDARD_WEBHOOKS, shared.reveal()), None);
        let text = Secret::generate(&github(), random).unwrap();
        assert_eq!(text.reveal(), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    }

    #[test]
    fn a_hint_tells_secrets_apart_and_gives_little_away() {
        let hint = |scheme: &Scheme, text: &str| Secret::parse(scheme, text).ok().map(|secret| secret.hint());
        let standard = |text: &str| hint(&STANDARD_WEBHOOKS, text).unwrap();
        assert_eq!(standard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "whsec_…Sw");
        assert_eq!(standard("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "…Sw");
        assert_eq!(standard("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="), "whpk_…r4");
        assert_eq!(hint(&github(), "It's a Secret to Everybody").unwrap(), "…dy");
        assert_eq!(hint(&github(), "hunter2").unwrap(), "…");
    }
}
