//! Where something is sent by hand, and how it is signed there.

use std::sync::Arc;

use domain::id::{DestinationId, SourceId};
use domain::{Headers, SchemeName, Timestamp};
use signatures::{Provider, Scheme, Secret};

use crate::configuration::{ConfigurationError, ConfiguredDestination, ConfiguredSource, Snapshot};
use crate::egress::Access;
use crate::scheme;

/// Where a payload is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A source of ours, at the receiver that listens at this address.
    Source {
        /// The source.
        source_id: SourceId,
        /// `http://127.0.0.1:4665`.
        receiver_url: String,
    },
    /// A destination, with its headers and authorization.
    Destination(DestinationId),
    /// Anywhere.
    Url(String),
}

/// What is asked of the signature.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signing<'a> {
    /// The slug of the provider it is like.
    pub provider: Option<&'a str>,
    /// How to sign; the target's own way when left out, or the provider's where there is a secret.
    pub scheme: Option<&'a SchemeName>,
    /// What to sign with; the target's own secrets when left out.
    pub secret: Option<&'a str>,
}

/// A target with everything that sending needs.
pub(crate) struct Aim {
    /// Where the request goes.
    pub url: String,
    /// The URL as it is signed: what the provider knows of a source of ours, wherever the request goes.
    pub signed_url: String,
    /// How it is signed, as a word.
    pub scheme_word: String,
    /// How it is signed.
    pub scheme: Scheme,
    /// Who it is like.
    pub provider: Arc<Provider>,
    /// What the target adds.
    pub headers: Headers,
    /// How the target is got into.
    pub access: Arc<Access>,
    keys: Keys,
}

/// What to sign with. A secret is lent, never copied.
enum Keys {
    Asked(Vec<Secret>),
    OfSource(Arc<ConfiguredSource>),
    OfDestination(Arc<ConfiguredDestination>),
}

/// Why nothing can be sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AimError {
    /// The secret is no key of the scheme.
    #[error("{0}")]
    Secret(String),
    /// Something it names is unknown.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
}

impl Aim {
    /// Reads what is configured of a target.
    pub fn take(snapshot: &Snapshot, target: &Target, asked: Signing<'_>) -> Result<Self, AimError> {
        let providers = snapshot.providers();
        let (url, public_url, own_scheme, own_keys, headers, access) = match target {
            Target::Source { source_id, receiver_url } => {
                let entry = snapshot.source(*source_id)?;
                let url = format!("{receiver_url}/in/{}", entry.source.slug);
                let (public_url, scheme) = (entry.source.public_url.clone(), entry.source.provider.clone());
                (url, public_url, Some(scheme), Keys::OfSource(entry.clone()), Headers::new(), Arc::default())
            }
            Target::Destination(id) => {
                let entry = snapshot.destination(*id)?;
                let destination = &entry.destination;
                let (scheme, headers) = (destination.scheme.clone(), destination.headers.clone());
                let keys = Keys::OfDestination(entry.clone());
                (destination.url.clone(), None, Some(scheme), keys, headers, entry.access.clone())
            }
            Target::Url(url) => (url.clone(), None, None, Keys::Asked(Vec::new()), Headers::new(), Arc::default()),
        };
        let like = asked.provider.and_then(|slug| providers.find(slug)).cloned();
        let by_secret = || {
            let like = asked.secret.and(like.as_ref())?;
            Some(SchemeName::Preset(like.record.slug.clone()))
        };
        let name = asked.scheme.cloned().or(own_scheme).or_else(by_secret).unwrap_or(SchemeName::None);
        let resolved = providers.resolve(&name)?;
        let keys = match asked.secret {
            Some(text) => {
                let secret = scheme::secret(&resolved.scheme, text.as_bytes());
                Keys::Asked(vec![secret.map_err(|error| AimError::Secret(error.to_string()))?])
            }
            None => own_keys,
        };
        Ok(Self {
            signed_url: public_url.unwrap_or_else(|| url.clone()),
            url,
            scheme_word: name.word().to_owned(),
            scheme: resolved.scheme.clone(),
            provider: like.unwrap_or(resolved),
            keys,
            headers,
            access,
        })
    }

    /// What to sign with at a time.
    pub fn keys(&self, now: Timestamp) -> &[Secret] {
        match &self.keys {
            Keys::Asked(keys) => keys,
            Keys::OfSource(entry) => entry.secrets.active(now),
            Keys::OfDestination(entry) => entry.secrets.active(now),
        }
    }

    /// Where a signed request goes: some signatures stand in the query.
    pub fn url_with(&self, signed_url: Option<&str>) -> String {
        match signed_url.and_then(|url| url.split_once('?')) {
            Some((_, query)) => format!("{}?{query}", self.url.split('?').next().unwrap_or_default()),
            None => self.url.clone(),
        }
    }
}
