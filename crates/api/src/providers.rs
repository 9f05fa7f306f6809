//! Providers: those that ship, and those that people add.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::examination::ExaminationError;
use engine::{TriedRequest, tried_event, try_provider};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::events::Header;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;
use crate::subscriptions::parse_id;

/// Who sends, how they sign, and what to set up there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Provider {
    /// The word for it: `stripe`.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// Whether people added it here.
    pub is_added: bool,
    /// The header fields that carry the signature; empty where it stands in the body.
    pub signature_headers: Vec<String>,
    /// Whether anything is signed or checked at all.
    pub is_signed: bool,
    /// Whether the header holds the secret itself, which says nothing of the body.
    pub is_token: bool,
    /// Whether the URL that the sender knows is part of what is signed.
    pub signs_url: bool,
    /// Whether several secrets can sign one request.
    pub signs_with_all: bool,
    /// Whether the time of signing is told.
    pub has_timestamp: bool,
    /// How far that may be from our clock, in seconds; null where any age is taken.
    pub tolerance_s: Option<u64>,
    /// Whether a secret can be made here, or must come from the provider.
    pub can_generate_secret: bool,
    /// Whether it checks an address before it sends there, and is answered.
    pub has_handshake: bool,
    /// Where it puts its own id of a delivery: `X-GitHub-Delivery`.
    pub id_places: Vec<String>,
    /// Where it puts the kind of an event.
    pub kind_places: Vec<String>,
    /// What its secret is.
    pub secret: SecretAdvice,
    /// What to set up there.
    pub guide: Guide,
    /// The record itself, in the shape of the files that ship.
    #[schema(value_type = Object)]
    pub record: serde_json::Value,
}

/// What the secret of a provider is, and who makes it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SecretAdvice {
    /// What the provider calls it.
    pub label: String,
    /// Where it is found, or what it looks like.
    pub hint: String,
    /// Whether it must be copied from the provider; otherwise we make one to be pasted there.
    pub is_given: bool,
}

/// What to set up at a provider, and what to expect of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Guide {
    /// What to do there, in order. `{url}` stands for the source's address.
    pub steps: Vec<String>,
    /// The content type to choose there, or the one that comes.
    pub content_type: Option<String>,
    /// How it tries again.
    pub retries: Option<String>,
    /// How long it waits for an answer, in seconds.
    pub timeout_s: Option<u32>,
    /// How to make it send something now.
    pub test: Option<String>,
    /// What else there is to know.
    pub notes: Vec<String>,
    /// Its manual.
    pub documentation: Option<String>,
}

/// A provider to be added or changed, in one of two writings.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewProvider {
    /// The record, in the shape of the files that ship.
    #[schema(value_type = Option<HashMap<String, serde_json::Value>>)]
    pub record: Option<serde_json::Value>,
    /// The same as TOML.
    pub toml: Option<String>,
}

/// A provider to be tried out, and what on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewProviderTrial {
    /// The record, in the shape of the files that ship.
    #[schema(value_type = Option<HashMap<String, serde_json::Value>>)]
    pub record: Option<serde_json::Value>,
    /// The same as TOML.
    pub toml: Option<String>,
    /// The secret to check with. It is not kept.
    pub secret: Option<String>,
    /// Try it on this event.
    pub event_id: Option<String>,
    /// Or on a request that was pasted.
    pub request: Option<PastedRequest>,
}

/// A request that came somewhere else.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PastedRequest {
    /// `POST` when left out.
    pub method: Option<String>,
    /// The whole URL as the sender knows it, where that is signed.
    pub url: Option<String>,
    /// Its header fields.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Its body, as text.
    #[serde(default)]
    pub body: String,
}

/// What a provider makes of a request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProviderTrial {
    /// `verified`, `rejected`, `unsigned` or `not_checked`.
    pub verdict: String,
    /// Plain words.
    pub explanation: String,
    /// The fields that a right request would have; null where only the provider can sign.
    pub expected: Option<Vec<Header>>,
    /// The kind of event that is read; null where none stands.
    pub event_type: Option<String>,
    /// The provider's own id that is read.
    pub provider_event_id: Option<String>,
}

impl PastedRequest {
    fn read(self, at: domain::Timestamp) -> TriedRequest {
        let mut headers = domain::Headers::new();
        self.headers.into_iter().for_each(|header| headers.push(header.name, header.value));
        TriedRequest {
            method: self.method.unwrap_or_else(|| "POST".to_owned()),
            url: self.url.unwrap_or_default(),
            headers,
            body: self.body.into(),
            at,
        }
    }
}

impl From<engine::ProviderTrial> for ProviderTrial {
    fn from(found: engine::ProviderTrial) -> Self {
        let fields =
            |fields: Vec<(String, String)>| fields.into_iter().map(|(name, value)| Header { name, value }).collect();
        Self {
            verdict: found.verdict.to_owned(),
            explanation: found.explanation,
            expected: found.expected.map(fields),
            event_type: found.kind,
            provider_event_id: found.id,
        }
    }
}

impl Provider {
    fn of(provider: &signatures::Provider, is_added: bool) -> Self {
        let (scheme, record) = (&provider.scheme, &provider.record);
        Self {
            slug: record.slug.clone(),
            name: record.name.clone(),
            is_added,
            signature_headers: scheme.headers().into_iter().map(str::to_owned).collect(),
            is_signed: *scheme != signatures::Scheme::None,
            is_token: matches!(scheme, signatures::Scheme::Token(_)),
            signs_url: scheme.signs_url(),
            signs_with_all: scheme.signs_with_all(),
            has_timestamp: scheme.has_timestamp(),
            tolerance_s: scheme.tolerance_s(),
            can_generate_secret: signatures::Secret::generate(scheme, [0; 32]).is_some(),
            has_handshake: record.handshake.is_some(),
            id_places: record.event.id.iter().map(ToString::to_string).collect(),
            kind_places: record
                .event
                .kind
                .iter()
                .map(|parts| parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
                .collect(),
            secret: SecretAdvice {
                label: record.secret.label.clone(),
                hint: record.secret.hint.clone(),
                is_given: record.secret.is_given,
            },
            guide: Guide {
                steps: record.guide.steps.clone(),
                content_type: record.guide.content_type.clone(),
                retries: record.guide.retries.clone(),
                timeout_s: record.guide.timeout_s,
                test: record.guide.test.clone(),
                notes: record.guide.notes.clone(),
                documentation: record.guide.documentation.clone(),
            },
            record: serde_json::to_value(record).unwrap_or_default(),
        }
    }
}

impl NewProvider {
    fn read(self, slug: String) -> Result<signatures::ProviderRecord, Problem> {
        let hint = "Compare with the record of a provider that ships.";
        let mut record = match (self.record, self.toml) {
            (Some(record), None) => serde_json::from_value(with_slug(record, &slug))
                .map_err(|error| Problem::invalid_field("record", error.to_string(), hint))?,
            (None, Some(toml)) => signatures::ProviderRecord::from_toml(&toml)
                .map_err(|error| Problem::invalid_field("toml", error.to_string(), hint))?,
            _ => return Err(Problem::invalid_field("record", "give either `record` or `toml`", hint)),
        };
        record.slug = slug;
        Ok(record)
    }
}

/// The slug of the address is the record's, whatever the record says.
fn with_slug(mut record: serde_json::Value, slug: &str) -> serde_json::Value {
    if let Some(fields) = record.as_object_mut() {
        fields.insert("slug".to_owned(), slug.into());
    }
    record
}

/// All providers: those people added first, then those that ship.
#[utoipa::path(get, path = "/providers",
    responses((status = 200, body = Whole<Provider>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> axum::Json<Whole<Provider>> {
    let snapshot = state.engine.configuration().snapshot();
    let added = snapshot.providers().added().iter().map(|provider| Provider::of(provider, true));
    let shipped = signatures::providers().iter().map(|provider| Provider::of(provider, false));
    axum::Json(Whole { items: added.chain(shipped).collect() })
}

/// Adds a provider of one's own, or changes it.
#[utoipa::path(put, path = "/providers/{slug}", params(("slug" = String, Path)), request_body = NewProvider,
    responses((status = 200, body = Provider), (status = "default", body = Problem)))]
pub async fn put(
    State(state): State<ApiState>,
    Path(slug): Path<String>,
    Json(new): Json<NewProvider>,
) -> Result<axum::Json<Provider>, Problem> {
    let provider = state.engine.configuration().put_provider(new.read(slug)?).await?;
    Ok(axum::Json(Provider::of(&provider, true)))
}

/// Deletes a provider of one's own, when nothing uses it.
#[utoipa::path(delete, path = "/providers/{slug}", params(("slug" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(state): State<ApiState>, Path(slug): Path<String>) -> Result<StatusCode, Problem> {
    state.engine.configuration().delete_provider(&slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tries a provider on an event or a pasted request. Nothing is kept.
#[utoipa::path(post, path = "/provider-trials", request_body = NewProviderTrial,
    responses((status = 200, body = ProviderTrial), (status = "default", body = Problem)))]
pub async fn try_out(
    State(state): State<ApiState>,
    Json(asked): Json<NewProviderTrial>,
) -> Result<axum::Json<ProviderTrial>, Problem> {
    let hint = "Compare with a provider that ships.";
    let provider = NewProvider { record: asked.record, toml: asked.toml }.read("trial".to_owned())?;
    let provider = provider.provider().map_err(|error| Problem::invalid_field("signature", error.to_string(), hint))?;
    let snapshot = state.engine.configuration().snapshot();
    let request = match (asked.event_id, asked.request) {
        (Some(id), None) => {
            let id = parse_id("event_id", &id)?;
            tried_event(state.engine.store(), &snapshot, id).await.map_err(|error| match error {
                ExaminationError::Store(error) => error.into(),
                _ => Problem::not_found(id),
            })?
        }
        (None, Some(pasted)) => pasted.read(state.engine.clock().now()),
        _ => return Err(Problem::invalid_field("event_id", "give one of `event_id` and `request`", hint)),
    };
    let secret = asked.secret.filter(|secret| !secret.is_empty());
    let found = try_provider(&provider, secret.as_deref(), &request)
        .map_err(|error| Problem::invalid_field("secret", error.to_string(), "Copy the secret again, whole."))?;
    Ok(axum::Json(found.into()))
}
