//! Providers: those that ship, and those that people add.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

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
    #[schema(value_type = Option<Object>)]
    pub record: Option<serde_json::Value>,
    /// The same as TOML.
    pub toml: Option<String>,
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
