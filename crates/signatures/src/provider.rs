//! Providers: who sends, how they sign, where kind and id of an event stand, how they check an address, what to set up.
//!
//! Each is one file of data in `providers/`; people add their own in the same shape.

mod event;
mod guide;
mod handshake;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

pub use event::{EventFacts, EventRecord, Mark};
pub use guide::{Guide, SecretAdvice};
pub use handshake::{Handshake, HandshakeAnswer, HandshakeRequest};

use crate::scheme::{Scheme, SignatureRecord, SignatureRecordError};

/// A provider as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderRecord {
    /// The word for it in the API: `stripe`.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// How it signs.
    pub signature: SignatureRecord,
    /// Where kind and id of an event stand.
    #[serde(default)]
    pub event: EventRecord,
    /// How it checks an address before it sends there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handshake: Option<Handshake>,
    /// What its secret is.
    #[serde(default)]
    pub secret: SecretAdvice,
    /// What to set up there.
    #[serde(default)]
    pub guide: Guide,
}

/// A provider, ready for use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its scheme.
    pub scheme: Scheme,
    /// Everything else.
    pub record: ProviderRecord,
}

/// Why a record is no provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It is not TOML, or has fields that mean nothing.
    #[error("the file cannot be read: {0}")]
    Toml(String),
    /// The slug is not lower-case letters, digits and `-`.
    #[error("the slug must be 1 to 40 lower-case letters, digits and `-`")]
    Slug,
    /// It has no name.
    #[error("the name must have 1 to 80 characters")]
    Name,
    /// The signature is no scheme.
    #[error("{0}")]
    Signature(#[from] SignatureRecordError),
}

/// The files, in the order in which they are offered.
const FILES: [&str; 37] = [
    include_str!("../providers/stripe.toml"),
    include_str!("../providers/github.toml"),
    include_str!("../providers/twilio.toml"),
    include_str!("../providers/shopify.toml"),
    include_str!("../providers/standard-webhooks.toml"),
    include_str!("../providers/svix.toml"),
    include_str!("../providers/slack.toml"),
    include_str!("../providers/gitlab.toml"),
    include_str!("../providers/gitlab-signing-token.toml"),
    include_str!("../providers/linear.toml"),
    include_str!("../providers/discord.toml"),
    include_str!("../providers/paddle.toml"),
    include_str!("../providers/square.toml"),
    include_str!("../providers/hubspot-v3.toml"),
    include_str!("../providers/hubspot-v2.toml"),
    include_str!("../providers/hubspot-v1.toml"),
    include_str!("../providers/zendesk.toml"),
    include_str!("../providers/meta.toml"),
    include_str!("../providers/whatsapp.toml"),
    include_str!("../providers/twitch.toml"),
    include_str!("../providers/paypal.toml"),
    include_str!("../providers/sendgrid.toml"),
    include_str!("../providers/vercel.toml"),
    include_str!("../providers/woocommerce.toml"),
    include_str!("../providers/webflow.toml"),
    include_str!("../providers/mailgun.toml"),
    include_str!("../providers/intercom.toml"),
    include_str!("../providers/zoom.toml"),
    include_str!("../providers/chargebee.toml"),
    include_str!("../providers/openai.toml"),
    include_str!("../providers/clerk.toml"),
    include_str!("../providers/resend.toml"),
    include_str!("../providers/cloudevents.toml"),
    include_str!("../providers/basic.toml"),
    include_str!("../providers/bearer.toml"),
    include_str!("../providers/api-key.toml"),
    include_str!("../providers/none.toml"),
];

static SHIPPED: LazyLock<Vec<Arc<Provider>>> = LazyLock::new(|| {
    let read = |text: &&str| ProviderRecord::from_toml(text).and_then(ProviderRecord::provider);
    FILES.iter().map(|text| Arc::new(read(text).expect("a test reads every file that ships"))).collect()
});

/// Every provider that ships.
pub fn providers() -> &'static [Arc<Provider>] {
    &SHIPPED
}

/// The provider of a slug. `hubspot` means its newest version.
pub fn provider(slug: &str) -> Option<&'static Arc<Provider>> {
    let slug = if slug == "hubspot" { "hubspot-v3" } else { slug };
    SHIPPED.iter().find(|provider| provider.record.slug == slug)
}

impl ProviderRecord {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not TOML of this shape.
    pub fn from_toml(text: &str) -> Result<Self, ProviderError> {
        toml::from_str(text).map_err(|error| ProviderError::Toml(error.to_string()))
    }

    /// Checks it and makes it ready for use.
    ///
    /// # Errors
    /// When slug, name or signature cannot be used.
    pub fn provider(self) -> Result<Provider, ProviderError> {
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.slug.is_empty() || self.slug.len() > 40 || !self.slug.bytes().all(is_word) {
            return Err(ProviderError::Slug);
        }
        if self.name.trim().is_empty() || self.name.chars().count() > 80 {
            return Err(ProviderError::Name);
        }
        Ok(Provider { scheme: self.signature.scheme()?, record: self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_provider_of_its_own() {
        let mut slugs = Vec::new();
        for text in FILES {
            let provider = ProviderRecord::from_toml(text).and_then(ProviderRecord::provider);
            let provider = provider.unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert!(
                !provider.record.guide.steps.is_empty() || provider.record.slug == "none",
                "{}",
                provider.record.slug
            );
            slugs.push(provider.record.slug);
        }
        let mut unique = slugs.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), slugs.len());
    }

    #[test]
    fn a_record_survives_the_way_through_json() {
        for provider in providers() {
            let json = serde_json::to_string(&provider.record).unwrap();
            let read: ProviderRecord = serde_json::from_str(&json).unwrap();
            assert_eq!(read, provider.record);
        }
    }

    #[test]
    fn what_is_no_provider_is_refused_in_words() {
        let error = |text: &str| {
            let read = ProviderRecord::from_toml(text).and_then(ProviderRecord::provider);
            read.expect_err("the record is wrong").to_string()
        };
        let with = |signature: &str| error(&format!("slug = \"x\"\nname = \"X\"\n[signature]\n{signature}"));
        assert!(error("slug = 1").starts_with("the file cannot be read"));
        assert!(error("slug = \"X\"\nname = \"X\"\n[signature]\nmethod = \"none\"").contains("slug"));
        assert!(with("text = \"{body}\"").contains("`algorithm` is missing"));
        assert!(with("algorithm = \"hmac-sha256\"\ntext = \"{payload}\"").contains("`{payload}` is not known"));
        assert!(with("algorithm = \"hmac-sha256\"\ntext = \"{body}\"").contains("`places` is missing"));
        assert!(
            with("algorithm = \"sha256\"\ntext = \"{body}\"\nplaces = [{ signature = \"X-S\" }]").contains("{secret}")
        );
        assert!(
            with("algorithm = \"hmac-sha256\"\ntext = \"{id}{body}\"\nplaces = [{ signature = \"X-S\" }]")
                .contains("`id`")
        );
        assert!(with("method = \"token\"").contains("`header` is missing"));
        assert!(with("surprise = 1").contains("surprise"));
    }
}
