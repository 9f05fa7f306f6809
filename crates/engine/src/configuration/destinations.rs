//! Destinations: make, change, pause, enable, delete.

use std::time::Duration;

use domain::destination::{CONCURRENCY_DEFAULT, TIMEOUT_DEFAULT};
use domain::id::DestinationId;
use domain::{
    Authorization, Connection, Destination, EventTypeName, Headers, Health, RateLimit, SchemeName, Timestamp,
};
use signatures::Scheme;
use store::{SecretOwner, SecretPurpose};
use url::Url;

use super::error::{checked_header_name, checked_name};
use super::{AccessPatch, Configuration, ConfigurationError};
use crate::changes::Change;

/// A destination to be made. `None` takes the default.
#[derive(Debug, Clone)]
pub struct NewDestination {
    /// What people call it; host and path of the URL when not given.
    pub name: Option<String>,
    /// The callback URL.
    pub url: String,
    /// How deliveries are signed.
    pub scheme: SchemeName,
    /// Its secrets; one is generated when none is given and the scheme needs one.
    pub secrets: Vec<String>,
    /// Header fields added to every delivery.
    pub headers: Headers,
    /// How it is got into.
    pub access: AccessPatch,
    /// Longest time for one attempt.
    pub timeout: Option<Duration>,
    /// Attempts in flight at a time.
    pub concurrency: Option<u32>,
    /// Attempts begun in a span of time.
    pub rate_limit: Option<RateLimit>,
    /// What its answers become.
    pub emits: Option<EventTypeName>,
}

impl NewDestination {
    /// A destination with defaults for everything but its callback URL.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            name: None,
            url: url.into(),
            scheme: SchemeName::standard_webhooks(),
            secrets: Vec::new(),
            headers: Headers::new(),
            access: AccessPatch::default(),
            timeout: None,
            concurrency: None,
            rate_limit: None,
            emits: None,
        }
    }
}

/// What to change of a destination. `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct DestinationPatch {
    /// What people call it.
    pub name: Option<String>,
    /// The callback URL.
    pub url: Option<String>,
    /// How deliveries are signed.
    pub scheme: Option<SchemeName>,
    /// Header fields added to every delivery.
    pub headers: Option<Headers>,
    /// How it is got into.
    pub access: AccessPatch,
    /// Longest time for one attempt.
    pub timeout: Option<Duration>,
    /// Attempts in flight at a time.
    pub concurrency: Option<u32>,
    /// Attempts begun in a span of time; `Some(None)` takes the limit away.
    pub rate_limit: Option<Option<RateLimit>>,
    /// What its answers become; `Some(None)` keeps them as answers.
    pub emits: Option<Option<EventTypeName>>,
    /// Hold its deliveries back, or let them go.
    pub is_paused: Option<bool>,
}

impl Configuration {
    /// Makes a destination.
    ///
    /// # Errors
    /// When a field is refused or the store cannot be written.
    pub async fn create_destination(&self, new: NewDestination) -> Result<DestinationId, ConfigurationError> {
        let writing = self.writing.lock().await;
        let now = self.now();
        let url = checked_url(&new.url)?;
        let id = self.entropy.id(now);
        let mut destination = Destination {
            id,
            name: match new.name {
                Some(name) => checked_name(&name)?,
                None => address_of(&url),
            },
            url: url.into(),
            scheme: checked_scheme(new.scheme)?,
            headers: checked_headers(new.headers)?,
            authorization: Authorization::None,
            connection: Connection::default(),
            timeout: checked_timeout(new.timeout.unwrap_or(TIMEOUT_DEFAULT))?,
            concurrency: checked_concurrency(new.concurrency.unwrap_or(CONCURRENCY_DEFAULT))?,
            rate_limit: new.rate_limit.map(checked_rate_limit).transpose()?,
            is_paused: false,
            health: Health::Closed,
            failing_since: None,
            emits: new.emits,
            created_at: now,
        };
        let credentials = self.apply_access(&mut destination, new.access).await?;
        let owner = SecretOwner::Destination(id);
        let mut sealed = Vec::new();
        let scheme = self.scheme_named(&destination.scheme)?;
        for secret in &new.secrets {
            sealed.push(self.seal(owner, &scheme, Some(secret))?);
        }
        if sealed.is_empty() && scheme != Scheme::None {
            sealed.push(self.seal(owner, &scheme, None)?);
        }
        super::access::check_header_is_free(&destination, &scheme)?;
        self.store.put_destination(destination).await?;
        for secret in sealed {
            self.store.put_secret(secret).await?;
        }
        self.write_secrets(credentials).await?;
        self.refresh(writing, Change::Destinations).await?;
        Ok(id)
    }

    /// Changes a destination.
    ///
    /// # Errors
    /// When it is unknown, a field is refused, or the store cannot be written.
    pub async fn change_destination(
        &self,
        id: DestinationId,
        patch: DestinationPatch,
    ) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let snapshot = self.snapshot();
        let entry = snapshot.destination(id)?;
        let mut destination = entry.destination.clone();
        if let Some(name) = patch.name {
            destination.name = checked_name(&name)?;
        }
        if let Some(url) = patch.url {
            destination.url = checked_url(&url)?.into();
        }
        if let Some(headers) = patch.headers {
            destination.headers = checked_headers(headers)?;
        }
        if let Some(timeout) = patch.timeout {
            destination.timeout = checked_timeout(timeout)?;
        }
        if let Some(concurrency) = patch.concurrency {
            destination.concurrency = checked_concurrency(concurrency)?;
        }
        if let Some(rate_limit) = patch.rate_limit {
            destination.rate_limit = rate_limit.map(checked_rate_limit).transpose()?;
        }
        destination.emits = patch.emits.unwrap_or(destination.emits);
        destination.is_paused = patch.is_paused.unwrap_or(destination.is_paused);
        let credentials = self.apply_access(&mut destination, patch.access).await?;
        let mut generated = None;
        if let Some(scheme) = patch.scheme {
            destination.scheme = checked_scheme(scheme)?;
            let scheme = self.scheme_named(&destination.scheme)?;
            if scheme != Scheme::None && !self.has_usable_secret(id, &scheme).await? {
                generated = Some(self.seal(SecretOwner::Destination(id), &scheme, None)?);
            }
        }
        super::access::check_header_is_free(&destination, &self.scheme_named(&destination.scheme)?)?;
        self.store.put_destination(destination).await?;
        if let Some(secret) = generated {
            self.store.put_secret(secret).await?;
        }
        self.write_secrets(credentials).await?;
        self.refresh(writing, Change::Destinations).await
    }

    /// Whether one of the destination's secrets is a key of `scheme`.
    async fn has_usable_secret(&self, id: DestinationId, scheme: &Scheme) -> Result<bool, ConfigurationError> {
        for sealed in self.store.secrets().await? {
            if sealed.owner == SecretOwner::Destination(id)
                && sealed.purpose == SecretPurpose::Signing
                && crate::scheme::secret(scheme, &self.vault.open(sealed.id, &sealed.sealed)?).is_ok()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes a destination out of use, or back into it.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub(crate) async fn set_health(
        &self,
        id: DestinationId,
        health: Health,
        failing_since: Option<Timestamp>,
    ) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let mut destination = self.snapshot().destination(id)?.destination.clone();
        destination.health = health;
        destination.failing_since = failing_since;
        self.store.put_destination(destination).await?;
        self.refresh(writing, Change::Destinations).await
    }

    /// Deletes a destination with its secrets and subscriptions, and cancels what waits for it. History stays.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete_destination(&self, id: DestinationId) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.snapshot().destination(id)?;
        self.store.delete_destination(id, self.now()).await?;
        self.changes.mark(Change::Subscriptions);
        self.refresh(writing, Change::Destinations).await
    }
}

/// Host, port when it is not the scheme's own, and path: `localhost:3000/webhooks`.
pub fn address_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = if url.path() == "/" { "" } else { url.path() };
    format!("{host}{port}{path}").chars().take(100).collect()
}

fn checked_url(text: &str) -> Result<Url, ConfigurationError> {
    let refuse =
        |detail: String| ConfigurationError::invalid("url", detail, "For example http://localhost:3000/webhooks");
    let text = text.trim();
    if text.len() > 2048 {
        return Err(refuse("a callback URL has at most 2,048 characters".to_owned()));
    }
    let url = Url::parse(text).map_err(|error| refuse(format!("`{text}` is no web address: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(format!("deliveries go out over http or https, not `{}`", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("a callback URL may not carry a user name or password".to_owned()));
    }
    if url.host_str().is_none_or(str::is_empty) || url.port() == Some(0) {
        return Err(refuse(format!("`{text}` names no host or port to connect to")));
    }
    if url.fragment().is_some() {
        return Err(refuse("what follows `#` is never sent".to_owned()));
    }
    Ok(url)
}

fn checked_scheme(scheme: SchemeName) -> Result<SchemeName, ConfigurationError> {
    if let SchemeName::Hmac(settings) = &scheme {
        super::error::checked_hmac(settings)?;
    }
    Ok(scheme)
}

/// Header fields that the delivery itself decides, and that nobody may set by hand.
const OWN_HEADERS: [&str; 7] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
];

fn checked_headers(headers: Headers) -> Result<Headers, ConfigurationError> {
    for header in &headers {
        checked_header_name(&header.name, "headers")?;
        if OWN_HEADERS.iter().any(|own| header.name.eq_ignore_ascii_case(own)) {
            return Err(ConfigurationError::invalid(
                "headers",
                format!("`{}` is set by the delivery itself", header.name),
                "Remove it.",
            ));
        }
        if http::HeaderValue::from_bytes(&header.value).is_err() {
            return Err(ConfigurationError::invalid(
                "headers",
                format!("the value of `{}` cannot be sent", header.name),
                "Remove line breaks and control characters.",
            ));
        }
    }
    if headers.len() > 50 {
        return Err(ConfigurationError::invalid("headers", "at most 50 headers can be added", "Remove some."));
    }
    Ok(headers)
}

fn checked_timeout(timeout: Duration) -> Result<Duration, ConfigurationError> {
    if (Duration::from_millis(100)..=Duration::from_secs(120)).contains(&timeout) {
        return Ok(timeout);
    }
    Err(ConfigurationError::invalid(
        "timeout_ms",
        "a timeout lies between 100 ms and 120 s",
        "10 s suits most receivers.",
    ))
}

fn checked_rate_limit(limit: RateLimit) -> Result<RateLimit, ConfigurationError> {
    if (1..=100_000).contains(&limit.attempts) {
        return Ok(limit);
    }
    Err(ConfigurationError::invalid(
        "rate_limit",
        "a rate limit lies between 1 and 100,000 attempts",
        "Leave it out to send as fast as the destination takes it.",
    ))
}

fn checked_concurrency(concurrency: u32) -> Result<u32, ConfigurationError> {
    if (1..=256).contains(&concurrency) {
        return Ok(concurrency);
    }
    Err(ConfigurationError::invalid("concurrency", "concurrency lies between 1 and 256", "8 suits most receivers."))
}
