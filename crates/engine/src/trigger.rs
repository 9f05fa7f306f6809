//! Sends a payload by hand: edited, made new, signed as its provider does, to a source of ours, a destination or any URL.
//!
//! Nothing is retried and no delivery is made. What a source of ours receives takes the way of every event, over HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use catalog::edit::{self, EditError};
use domain::id::TriggeredId;
use domain::{Headers, Outcome, Phases, SchemeName, Timestamp, explanation};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use signatures::EventRecord;
use store::{Store, TriggeredRow};
use url::Url;
use uuid::Uuid;
use words::Language;

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::dispatch::USER_AGENT;
use crate::egress::{Egress, Exchange, SignedRequest, host_field};
use crate::entropy::Entropy;
use crate::provider;
use crate::scheme::{self, Outgoing};
use crate::target::{Aim, AimError, Signing, Target};
use crate::test_event::EVENT_ID_HEADER;

/// Longest time for the whole exchange.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of a request's and of an answer's body that are kept.
const BODY_KEPT_BYTES_MAX: usize = 64 * 1024;
/// Triggered requests that are kept.
const KEPT_MAX: u32 = 200;

/// Sends payloads by hand.
pub struct Triggers {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) egress: Arc<dyn Egress>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
}

/// What is to be sent.
#[derive(Debug)]
pub struct TriggerRequest {
    /// The payload.
    pub body: Bytes,
    /// Its kind, `pull_request.opened`.
    pub event_type: String,
    /// The slug of the provider it is like.
    pub provider: Option<String>,
    /// A JSON Patch (RFC 6902).
    pub patch: Option<Value>,
    /// Values to set, each at a JSON Pointer; after the patch.
    pub set: Vec<(String, Value)>,
    /// Whether ids and times are made new where the provider has them.
    pub is_refreshed: bool,
    /// How to sign; the target's own way when left out, or the provider's.
    pub scheme: Option<SchemeName>,
    /// What to sign with; the target's own secrets when left out.
    pub secret: Option<String>,
    /// Further header fields; they come in the place of ours.
    pub headers: Headers,
    /// Where to.
    pub target: Target,
}

/// What was sent, and what came back. This is what is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triggered {
    /// Its id.
    pub id: TriggeredId,
    /// When.
    pub at_ms: i64,
    /// The kind.
    pub event_type: String,
    /// The provider it is like.
    pub provider: Option<String>,
    /// Where to.
    pub url: String,
    /// How it was signed, as a word.
    pub scheme: String,
    /// Header fields, as sent.
    pub headers: Vec<(String, String)>,
    /// The body's beginning.
    pub body: String,
    /// Length of the body.
    pub body_bytes: u64,
    /// What was made new: JSON Pointers and names of header fields.
    pub refreshed: Vec<String>,
    /// What came of it, in one sentence.
    pub explanation: String,
    /// The answer, if there was one.
    pub answer: Option<Answer>,
    /// How long each part took.
    pub phases: Phases,
    /// The event that a source of ours made of it.
    pub event_id: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Header fields.
    pub headers: Vec<(String, String)>,
    /// The body's beginning.
    pub body: String,
    /// Length of the body, as far as it was read.
    pub body_bytes: u64,
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum TriggerError {
    /// The payload cannot be changed as asked.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// It is to be changed, but is no JSON.
    #[error("only a payload that is JSON can be edited")]
    NotJson,
    /// The URL is none.
    #[error("`{0}` is no address of a web server")]
    Url(String),
    /// It cannot be signed so.
    #[error("it cannot be signed: {0}")]
    Signing(String),
    /// Something it names is unknown.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The answer could not be kept; the request was sent.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl From<AimError> for TriggerError {
    fn from(error: AimError) -> Self {
        match error {
            AimError::Secret(reason) => Self::Signing(reason),
            AimError::Configuration(error) => error.into(),
        }
    }
}

impl Triggers {
    /// Sends it, waits for the answer, and keeps both.
    ///
    /// # Errors
    /// When it cannot be made or signed. A failed exchange is no error.
    pub async fn trigger(&self, request: TriggerRequest) -> Result<Triggered, TriggerError> {
        let now = self.clock.now();
        let id = self.entropy.uuid(now);
        let signing = Signing {
            provider: request.provider.as_deref(),
            scheme: request.scheme.as_ref(),
            secret: request.secret.as_deref(),
        };
        let aim = Aim::take(&self.configuration.snapshot(), &request.target, signing)?;
        let event = &aim.provider.record.event;
        let mut refreshed = Vec::new();
        let body = made_body(&request, event, id, now, &mut refreshed)?;
        let named = laid_over(laid_over(own_headers(&body), &aim.headers), &request.headers);
        let signed = scheme::sign(
            &aim.scheme,
            aim.keys(now),
            &Outgoing {
                id: &format!("msg_{id}"),
                now,
                url: &aim.signed_url,
                method: "POST",
                headers: &named,
                body: &body,
            },
        )
        .map_err(TriggerError::Signing)?;
        let sent_to = aim.url_with(signed.url.as_deref());
        let url = Url::parse(&sent_to).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let url = url.ok_or_else(|| TriggerError::Url(sent_to.clone()))?;
        let body = signed.body.map_or(body, Bytes::from);
        let mut headers = Headers::new();
        headers.push("host", host_field(&url));
        headers.push("content-length", body.len().to_string());
        named.iter().for_each(|header| headers.push(header.name.clone(), header.value.clone()));
        for (name, value) in &signed.headers {
            headers.push(name.clone(), value.clone());
        }
        refreshed.extend(provider::mark(event, &request.event_type, &id.to_string(), &mut headers));
        let headers = laid_over(headers, &request.headers);
        let exchange = self
            .egress
            .send(SignedRequest {
                method: http::Method::POST,
                url: sent_to.clone(),
                headers: headers.clone(),
                body: body.clone(),
                timeout: TIMEOUT,
                response_kept_bytes_max: BODY_KEPT_BYTES_MAX,
                access: aim.access,
            })
            .await;
        let triggered = Triggered {
            id: TriggeredId::from_uuid(id),
            at_ms: now.unix_ms(),
            event_type: request.event_type,
            provider: request.provider,
            scheme: aim.scheme_word,
            headers: shown(exchange.sent_headers.as_ref().unwrap_or(&headers)),
            body: beginning(&body),
            body_bytes: body.len() as u64,
            refreshed,
            explanation: explained(&exchange, &host_field(&url)),
            event_id: answered_event(&exchange),
            answer: answer(&exchange),
            phases: exchange.phases,
            url: sent_to,
        };
        let kept = serde_json::to_string(&triggered).expect("texts and numbers under text keys");
        self.store.keep_triggered(TriggeredRow { id: triggered.id, kept }, KEPT_MAX).await?;
        self.changes.mark(Change::Catalog);
        Ok(triggered)
    }

    /// The newest triggered requests.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest(&self, limit: u32) -> Result<Vec<Triggered>, store::StoreError> {
        let rows = self.store.triggered(limit).await?;
        Ok(rows.iter().filter_map(|row| serde_json::from_str(&row.kept).ok()).collect())
    }
}

/// The payload as it is sent. One that nobody changes keeps its bytes.
fn made_body(
    request: &TriggerRequest,
    event: &EventRecord,
    id: Uuid,
    now: Timestamp,
    refreshed: &mut Vec<String>,
) -> Result<Bytes, TriggerError> {
    let mut parsed: Option<Value> = serde_json::from_slice(&request.body).ok();
    let is_edited = request.patch.is_some() || !request.set.is_empty();
    let Some(payload) = parsed.as_mut() else {
        return if is_edited { Err(TriggerError::NotJson) } else { Ok(request.body.clone()) };
    };
    if request.is_refreshed {
        refreshed.extend(provider::renew_id(event, payload, id));
        refresh_time(payload, request.provider.as_deref(), now, refreshed);
    }
    if let Some(patch) = &request.patch {
        edit::patch(payload, patch)?;
    }
    for (path, value) in &request.set {
        edit::set(payload, path, value.clone())?;
    }
    if !is_edited && refreshed.is_empty() {
        return Ok(request.body.clone());
    }
    Ok(serde_json::to_vec(payload).expect("a JSON value can be written").into())
}

/// Makes the time in the payload new.
///
/// - Stripe: `created`, in seconds: <https://docs.stripe.com/api/events/object>.
/// - Elsewhere the time of sending stands in a header, where the signature puts it, or nowhere.
fn refresh_time(payload: &mut Value, provider: Option<&str>, now: Timestamp, refreshed: &mut Vec<String>) {
    if provider == Some("stripe")
        && let Some(created) = payload.get_mut("created")
    {
        *created = Value::from(now.unix_s());
        refreshed.push("/created".to_owned());
    }
}

/// What stands in every request, before it is signed.
fn own_headers(body: &[u8]) -> Headers {
    let mut headers = Headers::new();
    headers.push("user-agent", format!("{USER_AGENT} (triggered)"));
    headers.push("accept", "*/*");
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok();
    headers.push("content-type", if is_json { "application/json" } else { "text/plain" });
    headers
}

/// The fields with those of `over` in the place of fields of the same name.
fn laid_over(headers: Headers, over: &Headers) -> Headers {
    // The connection is ours to speak of.
    let is_free =
        |name: &str| !["host", "content-length", "transfer-encoding"].contains(&name.to_ascii_lowercase().as_str());
    let kept = headers.iter().filter(|header| !is_free(&header.name) || over.first(&header.name).is_none());
    kept.chain(over.iter().filter(|header| is_free(&header.name))).cloned().collect()
}

fn explained(exchange: &Exchange, host: &str) -> String {
    let class = match exchange.outcome {
        Outcome::Failed { class, .. } => Some(class),
        Outcome::Answered { .. } | Outcome::Cancelled { .. } => None,
    };
    let status = exchange.response.as_ref().map(|response| response.status);
    explanation::of_outcome(class, status, host, TIMEOUT).in_words(Language::English)
}

fn answered_event(exchange: &Exchange) -> Option<String> {
    exchange.response.as_ref().and_then(|response| response.headers.first_text(EVENT_ID_HEADER)).map(str::to_owned)
}

fn answer(exchange: &Exchange) -> Option<Answer> {
    exchange.response.as_ref().map(|response| Answer {
        status: response.status,
        headers: shown(&response.headers),
        body: beginning(&exchange.response_body),
        body_bytes: response.body_bytes,
    })
}

fn shown(headers: &Headers) -> Vec<(String, String)> {
    headers.iter().map(|header| (header.name.clone(), String::from_utf8_lossy(&header.value).into_owned())).collect()
}

fn beginning(body: &Bytes) -> String {
    String::from_utf8_lossy(&body[..body.len().min(BODY_KEPT_BYTES_MAX)]).into_owned()
}
