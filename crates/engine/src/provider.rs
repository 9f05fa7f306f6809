//! Where a provider puts the kind and the id of an event.

use domain::{EventTypeName, Headers, Provider};
use serde::Deserialize;

/// What a provider says about an event, outside of the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The kind of the event.
    pub event_type: EventTypeName,
    /// The provider's own id of this delivery, the same on a redelivery.
    pub provider_event_id: Option<String>,
}

/// Reads the facts from headers and body. The body is only looked into, never changed.
///
/// - GitHub: `X-GitHub-Event`, with the payload's `action` after a dot (`pull_request.opened`); `X-GitHub-Delivery`.
/// - Standard Webhooks 1.0.0: the payload's `type`; `webhook-id` (Svix: `svix-id`).
/// - Others: the payload's `type`, `event_type`, `event` or `topic`, the first that is text.
pub fn facts(provider: &Provider, headers: &Headers, body: &[u8]) -> Facts {
    match provider {
        Provider::GitHub => github(headers, body),
        Provider::StandardWebhooks => Facts {
            event_type: EventTypeName::from_sender(kind_in_payload(body).as_deref()),
            provider_event_id: text(headers, "webhook-id").or_else(|| text(headers, "svix-id")),
        },
        Provider::None | Provider::Hmac(_) => {
            Facts { event_type: EventTypeName::from_sender(kind_in_payload(body).as_deref()), provider_event_id: None }
        }
    }
}

fn github(headers: &Headers, body: &[u8]) -> Facts {
    #[derive(Deserialize)]
    struct Payload {
        action: Option<String>,
    }
    let event = text(headers, "x-github-event");
    let action = serde_json::from_slice::<Payload>(body).ok().and_then(|payload| payload.action);
    let kind = match (event, action) {
        (Some(event), Some(action)) => Some(format!("{event}.{action}")),
        (event, _) => event,
    };
    Facts {
        event_type: EventTypeName::from_sender(kind.as_deref()),
        provider_event_id: text(headers, "x-github-delivery"),
    }
}

fn kind_in_payload(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Payload {
        r#type: Option<serde_json::Value>,
        event_type: Option<serde_json::Value>,
        event: Option<serde_json::Value>,
        topic: Option<serde_json::Value>,
    }
    let payload: Payload = serde_json::from_slice(body).ok()?;
    [payload.r#type, payload.event_type, payload.event, payload.topic]
        .into_iter()
        .flatten()
        .find_map(|value| value.as_str().map(str::to_owned))
}

fn text(headers: &Headers, name: &str) -> Option<String> {
    headers.first_text(name).map(|value| value.chars().take(256).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(provider: &Provider, headers: &[(&str, &str)], body: &str, kind: &str, id: Option<&str>) {
        let headers = headers
            .iter()
            .map(|(name, value)| domain::Header { name: (*name).into(), value: (*value).into() })
            .collect();
        let facts = facts(provider, &headers, body.as_bytes());
        assert_eq!((facts.event_type.as_str(), facts.provider_event_id.as_deref()), (kind, id));
    }

    #[test]
    fn kind_and_id_stand_where_each_provider_puts_them() {
        let github = [("X-GitHub-Event", "pull_request"), ("X-GitHub-Delivery", "72d3162e")];
        check(&Provider::GitHub, &github, r#"{"action":"opened"}"#, "pull_request.opened", Some("72d3162e"));
        check(&Provider::GitHub, &github, "{}", "pull_request", Some("72d3162e"));
        check(&Provider::GitHub, &[], "not json", "unknown", None);
        check(
            &Provider::StandardWebhooks,
            &[("webhook-id", "msg_1")],
            r#"{"type":"order.paid"}"#,
            "order.paid",
            Some("msg_1"),
        );
        check(&Provider::None, &[], r#"{"type":7,"event":"charge.failed"}"#, "charge.failed", None);
        check(&Provider::None, &[], "a=b&c=d", "unknown", None);
    }
}
