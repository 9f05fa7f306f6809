//! How a provider checks an address before it sends there, and the answer it wants.
//!
//! Where the provider signs its question, whoever calls must have verified it before asking for the answer.

use serde::{Deserialize, Serialize};

use crate::digest::HashAlgorithm;
use crate::headers::HeaderFields;
use crate::secret::Secret;

/// How a provider checks an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    /// A signed POST `{"type":"url_verification","challenge":…}`, answered with the challenge.
    Slack,
    /// A GET with `hub.mode=subscribe`, `hub.verify_token` and `hub.challenge`, answered with the challenge when the
    /// token is a secret of the source.
    Meta,
    /// A signed POST of type `webhook_callback_verification`, answered with the challenge as plain text.
    Twitch,
    /// A signed POST `{"type":1}` or `{"type":0}`, answered with `{"type":1}` or 204.
    Discord,
    /// A signed POST `endpoint.url_validation`, answered with the token and its HMAC.
    Zoom,
    /// An OPTIONS with `WebHook-Request-Origin`, answered with `WebHook-Allowed-Origin`.
    CloudEvents,
}

/// The answer to a handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandshakeAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Header fields, the content type among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// One plain sentence for the owner of the source.
    pub explanation: String,
}

/// A request as far as a handshake looks at it.
#[derive(Debug, Clone, Copy)]
pub struct HandshakeRequest<'a> {
    /// `GET`, `POST`, `OPTIONS`.
    pub method: &'a str,
    /// What stands after the `?`.
    pub query: &'a str,
    /// The header fields.
    pub headers: &'a HeaderFields<'a>,
    /// The exact bytes.
    pub body: &'a [u8],
}

impl Handshake {
    /// Whether a question of this sort carries no signature of its own, so that it is answered without one. Everything
    /// else must be verified first.
    pub fn is_unsigned(self) -> bool {
        matches!(self, Self::Meta | Self::CloudEvents)
    }

    /// The answer; `None` when the request is no question of this sort, and is received like any other.
    pub fn answer(self, request: &HandshakeRequest, secrets: &[Secret]) -> Option<HandshakeAnswer> {
        match self {
            Self::Slack => slack(request),
            Self::Meta => meta(request, secrets),
            Self::Twitch => twitch(request),
            Self::Discord => discord(request),
            Self::Zoom => zoom(request, secrets),
            Self::CloudEvents => cloud_events(request),
        }
    }
}

/// Source: Slack, "Using the HTTP request URL: request URL configuration and verification".
fn slack(request: &HandshakeRequest) -> Option<HandshakeAnswer> {
    let document = json(request)?;
    if text(&document, "/type")? != "url_verification" {
        return None;
    }
    let challenge = text(&document, "/challenge")?;
    Some(plain(challenge, "Slack asked whether this address is yours, and was answered."))
}

/// Source: Meta, "Webhooks: getting started", verification requests.
fn meta(request: &HandshakeRequest, secrets: &[Secret]) -> Option<HandshakeAnswer> {
    if request.method != "GET" {
        return None;
    }
    let field = |wanted: &str| {
        form_urlencoded::parse(request.query.as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    if field("hub.mode")? != "subscribe" {
        return None;
    }
    let (challenge, token) = (field("hub.challenge")?, field("hub.verify_token")?);
    let is_known = |secret: &Secret| crate::digest::are_equal(secret.reveal().as_bytes(), token.as_bytes());
    if secrets.iter().filter(|secret| is_known(secret)).count() == 0 {
        return Some(HandshakeAnswer {
            status: 403,
            headers: vec![content_type("text/plain")],
            body: "the verify token is not known here".to_owned(),
            explanation: "Meta asked with a verify token that is none of this source's secrets: \
                          add the token as a secret, or enter one of the secrets as token there."
                .to_owned(),
        });
    }
    Some(plain(challenge, "Meta asked with the right verify token, and was answered."))
}

/// Source: Twitch, "Getting events using webhooks", responding to a challenge request.
fn twitch(request: &HandshakeRequest) -> Option<HandshakeAnswer> {
    if request.headers.text("twitch-eventsub-message-type")? != "webhook_callback_verification" {
        return None;
    }
    let challenge = text(&json(request)?, "/challenge")?;
    Some(plain(challenge, "Twitch asked whether this address is yours, and was answered."))
}

/// Source: Discord, "Webhook events" (`PING` is 0, answered by 204) and "Receiving and responding to interactions"
/// (`PING` is 1, answered by `{"type":1}`).
fn discord(request: &HandshakeRequest) -> Option<HandshakeAnswer> {
    let document = json(request)?;
    let explanation = "Discord asked whether this address is yours, and was answered.".to_owned();
    match document.pointer("/type")?.as_u64()? {
        0 => Some(HandshakeAnswer { status: 204, headers: Vec::new(), body: String::new(), explanation }),
        1 if document.pointer("/event").is_none() => Some(HandshakeAnswer {
            status: 200,
            headers: vec![content_type("application/json")],
            body: "{\"type\":1}".to_owned(),
            explanation,
        }),
        _ => None,
    }
}

/// Source: Zoom, "Using webhooks: validate your webhook endpoint".
fn zoom(request: &HandshakeRequest, secrets: &[Secret]) -> Option<HandshakeAnswer> {
    let document = json(request)?;
    if text(&document, "/event")? != "endpoint.url_validation" {
        return None;
    }
    let token = text(&document, "/payload/plainToken")?;
    let secret = secrets.first()?;
    let encrypted = hex::encode(HashAlgorithm::Sha256.hmac(secret.reveal().as_bytes(), &[token.as_bytes()]));
    Some(HandshakeAnswer {
        status: 200,
        headers: vec![content_type("application/json")],
        body: serde_json::json!({ "plainToken": token, "encryptedToken": encrypted }).to_string(),
        explanation: "Zoom asked whether this address is yours, and was answered.".to_owned(),
    })
}

/// Source: CloudEvents, "HTTP 1.1 Web Hooks for Event Delivery", 4: abuse protection.
fn cloud_events(request: &HandshakeRequest) -> Option<HandshakeAnswer> {
    if request.method != "OPTIONS" {
        return None;
    }
    let origin = request.headers.text("webhook-request-origin")?;
    let mut headers = vec![
        ("Allow".to_owned(), "POST, OPTIONS".to_owned()),
        ("WebHook-Allowed-Origin".to_owned(), origin.to_owned()),
    ];
    if request.headers.has("webhook-request-rate") {
        headers.push(("WebHook-Allowed-Rate".to_owned(), "*".to_owned()));
    }
    Some(HandshakeAnswer {
        status: 200,
        headers,
        body: String::new(),
        explanation: format!("`{origin}` asked for leave to send events here, and was given it."),
    })
}

fn json(request: &HandshakeRequest) -> Option<serde_json::Value> {
    if request.method == "POST" { serde_json::from_slice(request.body).ok() } else { None }
}

fn text(document: &serde_json::Value, pointer: &str) -> Option<String> {
    document.pointer(pointer)?.as_str().map(str::to_owned)
}

fn plain(body: String, explanation: &str) -> HandshakeAnswer {
    HandshakeAnswer {
        status: 200,
        headers: vec![content_type("text/plain")],
        body,
        explanation: explanation.to_owned(),
    }
}

fn content_type(media_type: &str) -> (String, String) {
    ("Content-Type".to_owned(), media_type.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scheme;

    fn ask(
        handshake: Handshake,
        method: &str,
        query: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<HandshakeAnswer> {
        let headers: HeaderFields = headers.iter().copied().collect();
        let secrets = [Secret::parse(&Scheme::Twilio, "known-token").unwrap()];
        handshake.answer(&HandshakeRequest { method, query, headers: &headers, body: body.as_bytes() }, &secrets)
    }

    fn check(answer: Option<HandshakeAnswer>, status: u16, body: &str) {
        let answer = answer.expect("the question is answered");
        assert_eq!((answer.status, answer.body.as_str()), (status, body));
    }

    #[test]
    fn every_question_gets_the_answer_its_provider_wants() {
        let slack = r#"{"token":"t","challenge":"3eZb","type":"url_verification"}"#;
        check(ask(Handshake::Slack, "POST", "", &[], slack), 200, "3eZb");
        assert_eq!(ask(Handshake::Slack, "POST", "", &[], r#"{"type":"event_callback","challenge":"x"}"#), None);

        let query = |token: &str| format!("hub.mode=subscribe&hub.challenge=115&hub.verify_token={token}");
        check(ask(Handshake::Meta, "GET", &query("known-token"), &[], ""), 200, "115");
        assert_eq!(ask(Handshake::Meta, "GET", &query("another"), &[], "").map(|answer| answer.status), Some(403));
        assert_eq!(ask(Handshake::Meta, "POST", &query("known-token"), &[], "{}"), None);

        let twitch = [("Twitch-Eventsub-Message-Type", "webhook_callback_verification")];
        check(ask(Handshake::Twitch, "POST", "", &twitch, r#"{"challenge":"pog"}"#), 200, "pog");
        assert_eq!(ask(Handshake::Twitch, "POST", "", &[("Twitch-Eventsub-Message-Type", "notification")], "{}"), None);

        check(ask(Handshake::Discord, "POST", "", &[], r#"{"version":1,"type":0}"#), 204, "");
        check(ask(Handshake::Discord, "POST", "", &[], r#"{"type":1}"#), 200, r#"{"type":1}"#);
        assert_eq!(ask(Handshake::Discord, "POST", "", &[], r#"{"type":1,"event":{"type":"X"}}"#), None);

        let zoom = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8"}}"#;
        let encrypted = hex::encode(HashAlgorithm::Sha256.hmac(b"known-token", &[b"qgg8"]));
        let answer = serde_json::json!({ "plainToken": "qgg8", "encryptedToken": encrypted }).to_string();
        check(ask(Handshake::Zoom, "POST", "", &[], zoom), 200, &answer);

        let origin = [("WebHook-Request-Origin", "eventemitter.example.com")];
        let answer = ask(Handshake::CloudEvents, "OPTIONS", "", &origin, "").unwrap();
        assert!(answer.headers.contains(&("WebHook-Allowed-Origin".to_owned(), "eventemitter.example.com".to_owned())));
        assert_eq!(ask(Handshake::CloudEvents, "POST", "", &origin, ""), None);
    }
}
