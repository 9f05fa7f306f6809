//! Secrets of sources and destinations.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::kind;
use engine::SecretShown;
use serde::{Deserialize, Serialize};
use store::SecretOwner;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::{Json, PathId, PathIds};
use crate::state::ApiState;

/// A secret, as far as it is shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SecretView {
    /// Its id.
    pub id: String,
    /// `whsec_…3f`.
    pub hint: String,
    /// When it was made.
    pub created_at_ms: i64,
    /// From when on it neither signs nor verifies; null when it has no end.
    pub retires_at_ms: Option<i64>,
}

/// A secret to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSecret {
    /// The secret; one is generated when it is left out.
    pub secret: Option<String>,
}

/// A replacement of the secrets in use.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SecretRotation {
    /// The new secret; one is generated when it is left out.
    pub secret: Option<String>,
    /// How long the old ones stay in use beside it, in seconds; a day when left out.
    pub overlap_s: Option<u64>,
}

/// The end of a secret.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SecretEnd {
    /// From when on it neither signs nor verifies; null takes the end away.
    pub at_ms: Option<i64>,
}

/// Secrets as lines of an environment file.
#[derive(Serialize, ToSchema)]
pub struct ExportedSecrets {
    /// `STRIPE_WEBHOOK_SECRET="whsec_…"`, a line for each secret in use.
    pub env: String,
}

/// A secret in clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedSecret {
    /// The secret.
    pub secret: String,
}

impl From<&SecretShown> for SecretView {
    fn from(shown: &SecretShown) -> Self {
        Self {
            id: shown.id.to_string(),
            hint: shown.hint.clone(),
            created_at_ms: shown.created_at.unix_ms(),
            retires_at_ms: shown.retires_at.map(domain::Timestamp::unix_ms),
        }
    }
}

/// Adds a secret to a source. Any of its secrets verifies.
#[utoipa::path(post, path = "/sources/{id}/secrets", params(("id" = String, Path)), request_body = NewSecret,
    responses((status = 201, body = SecretView), (status = "default", body = Problem)))]
pub async fn add_to_source(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
    Json(new): Json<NewSecret>,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    add(&state, SecretOwner::Source(id), new).await
}

/// Adds a secret to a destination. All its secrets sign, where the scheme has room for them.
#[utoipa::path(post, path = "/destinations/{id}/secrets", params(("id" = String, Path)), request_body = NewSecret,
    responses((status = 201, body = SecretView), (status = "default", body = Problem)))]
pub async fn add_to_destination(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
    Json(new): Json<NewSecret>,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    add(&state, SecretOwner::Destination(id), new).await
}

/// Removes a secret of a source.
#[utoipa::path(delete, path = "/sources/{id}/secrets/{secret_id}", params(("id" = String, Path), ("secret_id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn remove_from_source(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Source, kind::Secret>,
) -> Result<StatusCode, Problem> {
    state.engine.configuration().remove_secret(SecretOwner::Source(id), secret_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a secret of a destination.
#[utoipa::path(delete, path = "/destinations/{id}/secrets/{secret_id}", params(("id" = String, Path), ("secret_id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn remove_from_destination(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Destination, kind::Secret>,
) -> Result<StatusCode, Problem> {
    state.engine.configuration().remove_secret(SecretOwner::Destination(id), secret_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows a secret of a source in clear.
#[utoipa::path(post, path = "/sources/{id}/secrets/{secret_id}/reveal", params(("id" = String, Path), ("secret_id" = String, Path)),
    responses((status = 200, body = RevealedSecret), (status = "default", body = Problem)))]
pub async fn reveal_of_source(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Source, kind::Secret>,
) -> Result<axum::Json<RevealedSecret>, Problem> {
    let secret = state.engine.configuration().reveal(SecretOwner::Source(id), secret_id).await?;
    Ok(axum::Json(RevealedSecret { secret: secret.to_string() }))
}

/// Shows a secret of a destination in clear.
#[utoipa::path(post, path = "/destinations/{id}/secrets/{secret_id}/reveal", params(("id" = String, Path), ("secret_id" = String, Path)),
    responses((status = 200, body = RevealedSecret), (status = "default", body = Problem)))]
pub async fn reveal_of_destination(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Destination, kind::Secret>,
) -> Result<axum::Json<RevealedSecret>, Problem> {
    let secret = state.engine.configuration().reveal(SecretOwner::Destination(id), secret_id).await?;
    Ok(axum::Json(RevealedSecret { secret: secret.to_string() }))
}

async fn add(
    state: &ApiState,
    owner: SecretOwner,
    new: NewSecret,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    let shown = state.engine.configuration().add_secret(owner, new.secret.as_deref()).await?;
    Ok((StatusCode::CREATED, axum::Json(SecretView::from(&shown))))
}

/// Replaces the secrets of a source: a new one, and an end for the others.
#[utoipa::path(post, path = "/sources/{id}/secrets/rotate", params(("id" = String, Path)), request_body = SecretRotation,
    responses((status = 201, body = SecretView), (status = "default", body = Problem)))]
pub async fn rotate_of_source(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
    Json(rotation): Json<SecretRotation>,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    rotate(&state, SecretOwner::Source(id), rotation).await
}

/// Replaces the secrets of a destination: a new one, and an end for the others. Until then all sign, where there is room.
#[utoipa::path(post, path = "/destinations/{id}/secrets/rotate", params(("id" = String, Path)), request_body = SecretRotation,
    responses((status = 201, body = SecretView), (status = "default", body = Problem)))]
pub async fn rotate_of_destination(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
    Json(rotation): Json<SecretRotation>,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    rotate(&state, SecretOwner::Destination(id), rotation).await
}

/// Gives a secret of a source an end, or takes it away.
#[utoipa::path(post, path = "/sources/{id}/secrets/{secret_id}/retire", params(("id" = String, Path), ("secret_id" = String, Path)),
    request_body = SecretEnd, responses((status = 200, body = SecretView), (status = "default", body = Problem)))]
pub async fn retire_of_source(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Source, kind::Secret>,
    Json(end): Json<SecretEnd>,
) -> Result<axum::Json<SecretView>, Problem> {
    retire(&state, SecretOwner::Source(id), secret_id, end).await
}

/// Gives a secret of a destination an end, or takes it away.
#[utoipa::path(post, path = "/destinations/{id}/secrets/{secret_id}/retire", params(("id" = String, Path), ("secret_id" = String, Path)),
    request_body = SecretEnd, responses((status = 200, body = SecretView), (status = "default", body = Problem)))]
pub async fn retire_of_destination(
    State(state): State<ApiState>,
    PathIds(id, secret_id): PathIds<kind::Destination, kind::Secret>,
    Json(end): Json<SecretEnd>,
) -> Result<axum::Json<SecretView>, Problem> {
    retire(&state, SecretOwner::Destination(id), secret_id, end).await
}

/// The secrets of a source in clear, as lines of an environment file.
#[utoipa::path(post, path = "/sources/{id}/secrets/export", params(("id" = String, Path)),
    responses((status = 200, body = ExportedSecrets), (status = "default", body = Problem)))]
pub async fn export_of_source(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Source>,
) -> Result<axum::Json<ExportedSecrets>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let entry = snapshot.source(id)?;
    let provider = entry.source.provider.word();
    let name = if provider == "none" { entry.source.slug.as_str() } else { provider };
    export(&state, SecretOwner::Source(id), name, &entry.secrets.shown).await
}

/// The secrets of a destination in clear, as lines of an environment file.
#[utoipa::path(post, path = "/destinations/{id}/secrets/export", params(("id" = String, Path)),
    responses((status = 200, body = ExportedSecrets), (status = "default", body = Problem)))]
pub async fn export_of_destination(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
) -> Result<axum::Json<ExportedSecrets>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let entry = snapshot.destination(id)?;
    export(&state, SecretOwner::Destination(id), &entry.destination.name, &entry.secrets.shown).await
}

/// Longest time that old secrets stay in use beside a new one: a year.
const OVERLAP_S_MAX: u64 = 365 * 86_400;

async fn rotate(
    state: &ApiState,
    owner: SecretOwner,
    rotation: SecretRotation,
) -> Result<(StatusCode, axum::Json<SecretView>), Problem> {
    let overlap_s = rotation.overlap_s.unwrap_or(86_400);
    if overlap_s > OVERLAP_S_MAX {
        let detail = "old secrets stay in use for a year at most";
        return Err(Problem::invalid_field("overlap_s", detail, "A day suits most."));
    }
    let old_until = state.engine.clock().now().after(Duration::from_secs(overlap_s));
    let shown = state.engine.configuration().rotate_secrets(owner, rotation.secret.as_deref(), old_until).await?;
    Ok((StatusCode::CREATED, axum::Json(SecretView::from(&shown))))
}

async fn retire(
    state: &ApiState,
    owner: SecretOwner,
    id: domain::id::SecretId,
    end: SecretEnd,
) -> Result<axum::Json<SecretView>, Problem> {
    let retires_at = end.at_ms.map(domain::Timestamp::from_unix_ms);
    let shown = state.engine.configuration().retire_secret(owner, id, retires_at).await?;
    Ok(axum::Json(SecretView::from(&shown)))
}

async fn export(
    state: &ApiState,
    owner: SecretOwner,
    name: &str,
    shown: &[SecretShown],
) -> Result<axum::Json<ExportedSecrets>, Problem> {
    let now = state.engine.clock().now();
    let variable: String = name
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' })
        .collect();
    let mut env = String::new();
    let in_use = shown.iter().filter(|secret| secret.retires_at.is_none_or(|end| end > now));
    for (number, secret) in in_use.enumerate() {
        let text = state.engine.configuration().reveal(owner, secret.id).await?;
        let suffix = if number == 0 { String::new() } else { format!("_{}", number.saturating_add(1)) };
        let value = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('$', "\\$");
        env.push_str(&format!("{variable}_WEBHOOK_SECRET{suffix}=\"{value}\"\n"));
    }
    Ok(axum::Json(ExportedSecrets { env }))
}
