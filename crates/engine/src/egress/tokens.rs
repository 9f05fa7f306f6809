//! Tokens of OAuth 2.0 client credentials: fetched once, used until shortly before they end.
//!
//! Whoever needs a token that is being fetched waits for that one, and shares the refusal when there is none; nobody
//! waits longer than his own attempt may take. A token that a destination refuses is dropped and fetched anew, once for
//! each request.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{ClientAuthentication, ClientCredentials};
use domain::{Authorization, Timestamp};
use reqwest::Client;
use serde_json::Value;
use zeroize::Zeroizing;

use super::access::{Access, ContentKey, Credential};
use super::authorize::Field;
use super::classify;
use super::recently_used::RecentlyUsed;
use crate::clock::Clock;

/// Tokens kept.
const TOKENS_MAX: usize = 256;
/// How long a token is used that does not say when it ends.
const LIFE_DEFAULT: Duration = Duration::from_secs(5 * 60);
/// A token is not used in its last seconds: it may arrive too late.
const MARGIN: Duration = Duration::from_secs(30);
/// Most bytes of a token server's answer that are read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Most characters of a token server's words that are repeated.
const WORDS_MAX: usize = 300;

/// Tokens of OAuth 2.0 client credentials.
pub struct Tokens {
    kept: Mutex<RecentlyUsed<ContentKey, Arc<Slot>>>,
    clock: Arc<dyn Clock>,
}

type Slot = tokio::sync::Mutex<Fetched>;

/// What came of the newest fetch.
#[derive(Default)]
enum Fetched {
    #[default]
    Nothing,
    Token(Token),
    /// For those who were waiting already.
    Refusal {
        at: Instant,
        words: String,
    },
}

/// A token, and when it is used no more.
#[derive(Clone)]
pub struct Token {
    text: Zeroizing<String>,
    good_until: Timestamp,
}

impl Token {
    /// The header field that carries it.
    ///
    /// # Errors
    /// When it cannot stand in a header.
    pub fn field(&self) -> Result<Field, String> {
        Field::bearer(&self.text)
    }
}

/// What a token server answers: RFC 6749 §5.1 and §5.2.
#[derive(serde::Deserialize)]
struct Answer {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<Value>,
    error: Option<String>,
    error_description: Option<String>,
}

impl Tokens {
    /// No tokens yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { kept: Mutex::new(RecentlyUsed::new(TOKENS_MAX)), clock }
    }

    /// The token for this access; fetched when there is none, or when it is the one that was `refused`.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    pub async fn get(
        &self,
        access: &Access,
        client: &Client,
        timeout: Duration,
        refused: Option<&Token>,
    ) -> Result<Token, String> {
        let got = tokio::time::timeout(timeout, self.kept_or_fetched(access, client, refused)).await;
        got.unwrap_or_else(|_| Err("no token came from the token server in time".to_owned()))
    }

    /// A fetch that is dropped half-way leaves the slot as it was, and the next who waits begins anew.
    async fn kept_or_fetched(
        &self,
        access: &Access,
        client: &Client,
        refused: Option<&Token>,
    ) -> Result<Token, String> {
        let Authorization::OAuth2ClientCredentials(credentials) = access.authorization() else {
            return Err("this authorization needs no token".to_owned());
        };
        let secret = access.credentials().authorization.as_ref().ok_or("there is no client secret")?;
        let began_at = Instant::now();
        let slot = self.slot(access.token_key());
        let mut fetched = slot.lock().await;
        let is_usable = |token: &Token| {
            token.good_until > self.clock.now() && refused.is_none_or(|refused| refused.text != token.text)
        };
        match &*fetched {
            Fetched::Token(token) if is_usable(token) => return Ok(token.clone()),
            Fetched::Refusal { at, words } if *at >= began_at => return Err(words.clone()),
            Fetched::Nothing | Fetched::Token(_) | Fetched::Refusal { .. } => {}
        }
        let answer = self.fetch(credentials, secret, client).await;
        *fetched = match &answer {
            Ok(token) => Fetched::Token(token.clone()),
            Err(words) => Fetched::Refusal { at: Instant::now(), words: words.clone() },
        };
        answer
    }

    fn slot(&self, key: &ContentKey) -> Arc<Slot> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = kept.get(key) {
            return slot.clone();
        }
        let slot = Arc::new(Slot::default());
        kept.insert(*key, slot.clone());
        slot
    }

    async fn fetch(
        &self,
        credentials: &ClientCredentials,
        secret: &Credential,
        client: &Client,
    ) -> Result<Token, String> {
        let asked_at = self.clock.now();
        let request = client
            .post(&credentials.token_url)
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = match credentials.client_authentication {
            ClientAuthentication::Header => request.header("authorization", basic(credentials, secret)?),
            ClientAuthentication::Body => request,
        };
        let answer = request.body(form(credentials, secret)).send().await;
        let mut answer = answer.map_err(|error| classify::detail_of(&error))?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| classify::detail_of(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_BYTES_MAX {
                return Err("the token server answered with more than a token".to_owned());
            }
        }
        let body = Zeroizing::new(body);
        let parsed: Option<Answer> = serde_json::from_slice(&body).ok();
        match parsed {
            Some(Answer { access_token: Some(token), token_type, expires_in, .. }) if status.is_success() => {
                // RFC 6749 §7.1: a token of a type one does not know must not be used.
                if token_type.as_deref().is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
                    return Err("the token server gave a token that is no bearer token".to_owned());
                }
                let life = expires_in.as_ref().and_then(seconds).map_or(LIFE_DEFAULT, Duration::from_secs);
                let margin = MARGIN.min(life / 10);
                Ok(Token { text: Zeroizing::new(token), good_until: asked_at.after(life.saturating_sub(margin)) })
            }
            Some(Answer { error: Some(error), error_description, .. }) => {
                let words = [Some(error), error_description].into_iter().flatten().collect::<Vec<_>>().join(": ");
                Err(format!("the token server answered {}: {}", status.as_u16(), shortened(&words)))
            }
            Some(_) | None => Err(format!("the token server answered {} and no token", status.as_u16())),
        }
    }
}

/// A number of seconds; some token servers write it as a text.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// RFC 6749 §2.3.1: name and secret are form-encoded before they are put together.
fn basic(credentials: &ClientCredentials, secret: &Credential) -> Result<http::HeaderValue, String> {
    let encoded =
        |text: &str| Zeroizing::new(url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>());
    let (name, secret) = (encoded(&credentials.client_id), encoded(secret.reveal()));
    let pair = Zeroizing::new(format!("{}:{}", name.as_str(), secret.as_str()));
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut value = http::HeaderValue::from_str(&value).map_err(|error| error.to_string())?;
    value.set_sensitive(true);
    Ok(value)
}

/// RFC 6749 §4.4.2.
fn form(credentials: &ClientCredentials, secret: &Credential) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    if !credentials.scopes.is_empty() {
        form.append_pair("scope", &credentials.scopes.join(" "));
    }
    if let Some(audience) = &credentials.audience {
        form.append_pair("audience", audience);
    }
    if credentials.client_authentication == ClientAuthentication::Body {
        form.append_pair("client_id", &credentials.client_id);
        form.append_pair("client_secret", secret.reveal());
    }
    form.finish()
}

/// Words for one line, without control characters.
fn shortened(words: &str) -> String {
    words.chars().map(|char| if char.is_control() { ' ' } else { char }).take(WORDS_MAX).collect()
}
