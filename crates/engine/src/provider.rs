//! The providers: those that ship, and those that people added.

use std::sync::{Arc, LazyLock};

use domain::{EventTypeName, Headers, SchemeName};
use serde_json::Value;
use signatures::{EventRecord, HeaderFields, Place, Provider, ProviderRecord, Scheme};
use store::StoredProvider;
use uuid::Uuid;

use crate::configuration::ConfigurationError;

/// What a provider says about an event, outside of the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The kind of the event.
    pub event_type: EventTypeName,
    /// The provider's own id of this delivery, the same on a redelivery.
    pub provider_event_id: Option<String>,
}

/// Providers by their slugs.
#[derive(Debug, Clone, Default)]
pub struct Providers {
    added: Vec<Arc<Provider>>,
}

/// Who signs nothing.
static NOBODY: LazyLock<Arc<Provider>> =
    LazyLock::new(|| signatures::provider("none").expect("the record of nobody ships").clone());

impl Providers {
    /// Reads the providers that people added. One whose record cannot be read any more is left out, so that its sources
    /// reject what they cannot check.
    pub(crate) fn read(stored: Vec<StoredProvider>) -> Self {
        let read = |stored: StoredProvider| {
            let record: Result<ProviderRecord, _> = serde_json::from_str(&stored.record);
            match record
                .map_err(|error| error.to_string())
                .and_then(|record| record.provider().map_err(|error| error.to_string()))
            {
                Ok(provider) => Some(Arc::new(provider)),
                Err(error) => {
                    tracing::error!(provider = stored.slug, error, "provider left out");
                    None
                }
            }
        };
        Self { added: stored.into_iter().filter_map(read).collect() }
    }

    /// Those that people added, by slug.
    pub fn added(&self) -> &[Arc<Provider>] {
        &self.added
    }

    /// The provider of a slug. One that people added goes before one that ships later under the same slug.
    pub fn find(&self, slug: &str) -> Option<&Arc<Provider>> {
        self.added.iter().find(|provider| provider.record.slug == slug).or_else(|| signatures::provider(slug))
    }

    /// What a name means.
    ///
    /// # Errors
    /// When there is no such provider.
    pub fn resolve(&self, name: &SchemeName) -> Result<Arc<Provider>, ConfigurationError> {
        match name {
            SchemeName::None => Ok(NOBODY.clone()),
            SchemeName::Hmac(settings) => Ok(Arc::new(Provider {
                scheme: Scheme::hmac(&crate::scheme::settings_of(settings)),
                record: NOBODY.record.clone(),
            })),
            SchemeName::Preset(slug) => self.find(slug).cloned().ok_or_else(|| {
                ConfigurationError::invalid(
                    "provider",
                    format!("there is no provider `{slug}`"),
                    "Choose one of `GET /api/v1/providers`, or add your own.",
                )
            }),
        }
    }
}

/// Reads kind and id of an event. The body is only looked into, never changed.
pub fn facts(provider: &Provider, headers: &Headers, body: &[u8]) -> Facts {
    let fields: HeaderFields<'_> = crate::scheme::fields(headers);
    let facts = provider.record.event.facts(&fields, body);
    Facts { event_type: EventTypeName::from_sender(facts.kind.as_deref()), provider_event_id: facts.id }
}

/// Puts kind and id of an event into the header fields where a provider has them, unless they are there. Answers the
/// name of the field that got the id.
pub fn mark(event: &EventRecord, kind: &str, id: &str, headers: &mut Headers) -> Option<String> {
    for mark in event.kind_marks(kind) {
        if let Some(name) = mark.place.header().filter(|name| headers.first(name).is_none()) {
            headers.push(name, mark.text);
        }
    }
    let name = event.id_place().and_then(Place::header).filter(|name| headers.first(name).is_none())?;
    headers.push(name, id);
    Some(name.to_owned())
}

/// Makes the id in a payload new, in the form it has: `evt_…` stays an `evt_…`. Answers where it stands, when the provider
/// has it in the payload and it is there.
pub fn renew_id(event: &EventRecord, payload: &mut Value, id: Uuid) -> Option<String> {
    let Some(Place::Body(pointer)) = event.id_place() else { return None };
    let Some(Value::String(text)) = payload.pointer_mut(pointer) else { return None };
    *text = match text.rsplit_once('_') {
        Some((prefix, _)) => format!("{prefix}_{}", id.simple()),
        None if Uuid::try_parse(text).is_ok() => id.to_string(),
        None => id.simple().to_string(),
    };
    Some(pointer.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_a_provider_that_ships_or_was_added() {
        let record = |slug: &str| {
            let mut record = NOBODY.record.clone();
            record.slug = slug.to_owned();
            StoredProvider { slug: slug.to_owned(), record: serde_json::to_string(&record).expect("it is JSON") }
        };
        let broken = StoredProvider { slug: "broken".to_owned(), record: "{}".to_owned() };
        let providers = Providers::read(vec![record("acme"), broken]);
        let slug = |name: &str| {
            providers.resolve(&SchemeName::Preset(name.to_owned())).ok().map(|found| found.record.slug.clone())
        };
        assert_eq!(slug("acme").as_deref(), Some("acme"));
        assert_eq!(slug("stripe").as_deref(), Some("stripe"));
        assert_eq!(slug("hubspot").as_deref(), Some("hubspot-v3"));
        assert_eq!(slug("broken"), None);
        assert_eq!(slug("unheard-of"), None);
        assert_eq!(providers.resolve(&SchemeName::None).expect("it ships").scheme, Scheme::None);
    }
}
