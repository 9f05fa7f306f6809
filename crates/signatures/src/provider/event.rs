//! Where a provider puts the kind and the id of an event.

use serde::{Deserialize, Serialize};

use crate::headers::HeaderFields;
use crate::place::Place;

/// Where kind and id of an event stand: the first alternative that is there counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventRecord {
    /// Alternatives; the parts of one are joined by a dot: `[["X-GitHub-Event", "body:/action"], ["X-GitHub-Event"]]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<Vec<Place>>,
    /// The provider's own id of this delivery, the same on a redelivery.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub id: Vec<Place>,
}

/// What a provider says about an event, outside of the signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFacts {
    /// The kind, as the provider writes it.
    pub kind: Option<String>,
    /// The provider's own id of this delivery.
    pub id: Option<String>,
}

/// A part of an event, and where a provider puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// What.
    pub text: String,
}

/// Longest kind or id that is taken, in characters.
const CHARACTERS_MAX: usize = 256;

impl EventRecord {
    /// Reads kind and id. The body is only looked into, never changed.
    pub fn facts(&self, headers: &HeaderFields, body: &[u8]) -> EventFacts {
        let mut reader = Reader { headers, body, document: None };
        let kind = self.kind.iter().find_map(|parts| {
            let texts: Option<Vec<String>> = parts.iter().map(|place| reader.text(place, false)).collect();
            texts.filter(|texts| !texts.is_empty()).map(|texts| texts.join("."))
        });
        let id = self.id.iter().find_map(|place| reader.text(place, true));
        EventFacts { kind, id }
    }

    /// Where a sender puts a kind: the parts of the first alternative that has a place for each piece between the dots,
    /// `pull_request` and `opened`. The last place takes what is left.
    pub fn kind_marks(&self, kind: &str) -> Vec<Mark> {
        let fits = |parts: &&Vec<Place>| !parts.is_empty() && parts.len() <= kind.split('.').count();
        let Some(parts) = self.kind.iter().find(fits) else { return Vec::new() };
        let pieces = kind.splitn(parts.len(), '.');
        parts.iter().zip(pieces).map(|(place, text)| Mark { place: place.clone(), text: text.to_owned() }).collect()
    }

    /// Where a sender puts the id of a delivery.
    pub fn id_place(&self) -> Option<&Place> {
        self.id.first()
    }
}

/// Reads several places of one request, and its body once.
struct Reader<'a> {
    headers: &'a HeaderFields<'a>,
    body: &'a [u8],
    document: Option<serde_json::Value>,
}

impl Reader<'_> {
    /// A number is taken for an id; a kind is always text.
    fn text(&mut self, place: &Place, takes_numbers: bool) -> Option<String> {
        let text = match place {
            Place::Header(name) => self.headers.text(name).map(str::to_owned),
            Place::Form(field) => crate::place::form_text(self.body, field),
            Place::Body(pointer) => {
                let document = self
                    .document
                    .get_or_insert_with(|| serde_json::from_slice(self.body).unwrap_or(serde_json::Value::Null));
                match document.pointer(pointer) {
                    Some(serde_json::Value::String(text)) => Some(text.clone()),
                    Some(serde_json::Value::Number(number)) if takes_numbers => Some(number.to_string()),
                    _ => None,
                }
            }
        };
        text.filter(|text| !text.is_empty()).map(|text| text.chars().take(CHARACTERS_MAX).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::{EventFacts, HeaderFields, provider};

    fn check(slug: &str, headers: &[(&str, &str)], body: &str, kind: Option<&str>, id: Option<&str>) {
        let headers: HeaderFields = headers.iter().copied().collect();
        let facts = provider(slug).unwrap().record.event.facts(&headers, body.as_bytes());
        assert_eq!(facts, EventFacts { kind: kind.map(str::to_owned), id: id.map(str::to_owned) }, "{slug}");
    }

    #[test]
    fn a_kind_is_written_where_it_is_read() {
        let marks = |slug: &str, kind: &str| -> Vec<(String, String)> {
            let marks = provider(slug).unwrap().record.event.kind_marks(kind);
            marks.into_iter().map(|mark| (mark.place.to_string(), mark.text)).collect()
        };
        let pair = |place: &str, text: &str| (place.to_owned(), text.to_owned());
        assert_eq!(
            marks("github", "pull_request.opened"),
            [pair("X-GitHub-Event", "pull_request"), pair("body:/action", "opened")]
        );
        assert_eq!(marks("github", "push"), [pair("X-GitHub-Event", "push")]);
        assert_eq!(marks("stripe", "invoice.paid"), [pair("body:/type", "invoice.paid")]);
        assert_eq!(
            provider("shopify").unwrap().record.event.id_place().map(ToString::to_string).as_deref(),
            Some("X-Shopify-Webhook-Id")
        );
    }

    #[test]
    fn kind_and_id_stand_where_each_provider_puts_them() {
        let github = [("X-GitHub-Event", "pull_request"), ("X-GitHub-Delivery", "72d3162e")];
        check("github", &github, r#"{"action":"opened"}"#, Some("pull_request.opened"), Some("72d3162e"));
        check("github", &github, "{}", Some("pull_request"), Some("72d3162e"));
        check("github", &[], "not json", None, None);
        check("stripe", &[], r#"{"id":"evt_1","type":"invoice.paid"}"#, Some("invoice.paid"), Some("evt_1"));
        let shopify = [("X-Shopify-Topic", "orders/create"), ("X-Shopify-Webhook-Id", "w1")];
        check("shopify", &shopify, "{}", Some("orders/create"), Some("w1"));
        let standard = [("webhook-id", "msg_1")];
        check("standard-webhooks", &standard, r#"{"type":"order.paid"}"#, Some("order.paid"), Some("msg_1"));
        check("twilio", &[], "MessageSid=SM1&SmsStatus=received", Some("received"), Some("SM1"));
        check(
            "slack",
            &[],
            r#"{"type":"event_callback","event_id":"Ev1","event":{"type":"message"}}"#,
            Some("message"),
            Some("Ev1"),
        );
        check("none", &[], r#"{"type":7,"event":"charge.failed"}"#, Some("charge.failed"), None);
        check("none", &[], "a=b&c=d", None, None);
    }
}
