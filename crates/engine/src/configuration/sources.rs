//! Sources: make, change, delete.

use domain::deduplication::{Field, WINDOW_MAX};
use domain::id::SourceId;
use domain::source::{Reply, Unsigned};
use domain::{Deduplication, DeduplicationKey, Provider, Source};
use signatures::{Scheme, Secret};
use store::SecretOwner;

use super::error::{checked_header_name, checked_name, checked_pointer};
use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// A source to be made.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// What people call it.
    pub name: String,
    /// The last segment of its receiving path; drawn by chance when not given.
    pub slug: Option<String>,
    /// Who sends.
    pub provider: Provider,
    /// Its secrets; one is generated when none is given and the provider needs one.
    pub secrets: Vec<String>,
    /// The address the sender knows it by.
    pub public_url: Option<String>,
    /// The channel that feeds it.
    pub channel_url: Option<String>,
    /// What happens to unsigned requests.
    pub unsigned: Unsigned,
    /// What makes two requests the same event.
    pub deduplication: Option<Deduplication>,
    /// What a captured event is answered with.
    pub reply: Reply,
}

/// What to change of a source. `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct SourcePatch {
    /// What people call it.
    pub name: Option<String>,
    /// The address the sender knows it by; `Some(None)` removes it.
    pub public_url: Option<Option<String>>,
    /// The channel that feeds it; `Some(None)` ends the feed.
    pub channel_url: Option<Option<String>>,
    /// What happens to unsigned requests.
    pub unsigned: Option<Unsigned>,
    /// Settings, when its provider is `hmac`.
    pub hmac: Option<domain::HmacSettings>,
    /// What makes two requests the same event; `Some(None)` keeps every request.
    pub deduplication: Option<Option<Deduplication>>,
    /// What a captured event is answered with.
    pub reply: Option<Reply>,
}

impl Configuration {
    /// Makes a source.
    ///
    /// # Errors
    /// When a field is refused or the store cannot be written.
    pub async fn create_source(&self, new: NewSource) -> Result<SourceId, ConfigurationError> {
        let writing = self.writing.lock().await;
        let now = self.now();
        let slug = match new.slug {
            Some(slug) => checked_slug(slug)?,
            None => self.unused_slug(),
        };
        let id = self.entropy.id(now);
        let scheme = self.scheme_named(&new.provider)?;
        let source = Source {
            id,
            name: checked_name(&new.name)?,
            slug,
            provider: checked_provider(new.provider)?,
            unsigned: new.unsigned,
            public_url: new.public_url.map(|url| checked_url("public_url", url)).transpose()?,
            channel_url: new.channel_url.map(|url| checked_url("channel_url", url)).transpose()?,
            deduplication: new.deduplication.map(checked_deduplication).transpose()?,
            reply: checked_reply(new.reply)?,
            created_at: now,
        };
        let owner = SecretOwner::Source(id);
        let mut sealed = Vec::new();
        for secret in &new.secrets {
            sealed.push(self.seal(owner, &scheme, Some(secret))?);
        }
        // Where only the provider can make the key, the source waits for it and rejects until then.
        if sealed.is_empty() && scheme != Scheme::None && Secret::generate(&scheme, [0; 32]).is_some() {
            sealed.push(self.seal(owner, &scheme, None)?);
        }
        self.store.put_source(source).await?;
        for secret in sealed {
            self.store.put_secret(secret).await?;
        }
        self.refresh(writing, Change::Sources).await?;
        Ok(id)
    }

    /// Changes a source.
    ///
    /// # Errors
    /// When it is unknown, a field is refused, or the store cannot be written.
    pub async fn change_source(&self, id: SourceId, patch: SourcePatch) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let mut source = self.snapshot().source(id)?.source.clone();
        if let Some(name) = patch.name {
            source.name = checked_name(&name)?;
        }
        if let Some(public_url) = patch.public_url {
            source.public_url = public_url.map(|url| checked_url("public_url", url)).transpose()?;
        }
        if let Some(channel_url) = patch.channel_url {
            source.channel_url = channel_url.map(|url| checked_url("channel_url", url)).transpose()?;
        }
        if let Some(unsigned) = patch.unsigned {
            source.unsigned = unsigned;
        }
        if let Some(deduplication) = patch.deduplication {
            source.deduplication = deduplication.map(checked_deduplication).transpose()?;
        }
        if let Some(reply) = patch.reply {
            source.reply = checked_reply(reply)?;
        }
        if let (Some(hmac), Provider::Hmac(_)) = (patch.hmac, &source.provider) {
            source.provider = checked_provider(Provider::Hmac(hmac))?;
        }
        self.store.put_source(source).await?;
        self.refresh(writing, Change::Sources).await
    }

    /// Deletes a source with its secrets and subscriptions. Its events stay.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete_source(&self, id: SourceId) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.snapshot().source(id)?;
        self.store.delete_source(id, self.now()).await?;
        self.changes.mark(Change::Subscriptions);
        self.refresh(writing, Change::Sources).await
    }

    /// Sixteen random bytes in lower-case base 32: nobody can guess the address of a source that checks no signature.
    fn unused_slug(&self) -> String {
        const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let bytes: [u8; 26] = self.entropy.bytes();
        bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
    }
}

fn checked_slug(slug: String) -> Result<String, ConfigurationError> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    if (1..=64).contains(&slug.len()) && slug.bytes().all(is_plain) {
        return Ok(slug);
    }
    Err(ConfigurationError::invalid(
        "slug",
        format!("`{slug}` cannot be part of the receiving address"),
        "Use 1 to 64 lower-case letters, digits, `-` and `_`.",
    ))
}

fn checked_provider(provider: Provider) -> Result<Provider, ConfigurationError> {
    if let Provider::Hmac(settings) = &provider {
        super::error::checked_hmac(settings)?;
    }
    Ok(provider)
}

fn checked_url(field: &'static str, text: String) -> Result<String, ConfigurationError> {
    match url::Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(text),
        _ => Err(ConfigurationError::invalid(
            field,
            format!("`{text}` is no web address"),
            "Give the whole address, starting with https://.",
        )),
    }
}

fn checked_deduplication(deduplication: Deduplication) -> Result<Deduplication, ConfigurationError> {
    const FIELD: &str = "deduplication";
    if !(1_000..=WINDOW_MAX.as_millis()).contains(&u128::from(deduplication.window_ms)) {
        let detail = "duplicates are looked for over 1 second to 30 days";
        return Err(ConfigurationError::invalid(FIELD, detail, "A day suits most senders."));
    }
    let DeduplicationKey::Fields { fields } = &deduplication.by else { return Ok(deduplication) };
    if !(1..=10).contains(&fields.len()) {
        let detail = "one to ten fields can name an event";
        return Err(ConfigurationError::invalid(FIELD, detail, "For example the header X-Request-Id."));
    }
    for field in fields {
        match field {
            Field::Header { name } => checked_header_name(name, FIELD)?,
            Field::Body { pointer } => checked_pointer(pointer, FIELD)?,
        }
    }
    Ok(deduplication)
}

fn checked_reply(reply: Reply) -> Result<Reply, ConfigurationError> {
    if !(200..=299).contains(&reply.status) {
        return Err(ConfigurationError::invalid(
            "reply",
            format!("a captured event cannot be answered with {}", reply.status),
            "Use a status from 200 to 299; anything else makes the sender try again.",
        ));
    }
    if http::HeaderValue::from_str(&reply.content_type).is_err() || reply.body.len() > 64 * 1024 {
        return Err(ConfigurationError::invalid(
            "reply",
            "the reply's media type or body cannot be sent",
            "Use a plain media type and at most 64 KiB.",
        ));
    }
    Ok(reply)
}
