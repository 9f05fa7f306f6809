//! Secrets of sources and destinations.

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
}

/// A secret to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSecret {
    /// The secret; one is generated when it is left out.
    pub secret: Option<String>,
}

/// A secret in clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedSecret {
    /// The secret.
    pub secret: String,
}

impl From<&SecretShown> for SecretView {
    fn from(shown: &SecretShown) -> Self {
        Self { id: shown.id.to_string(), hint: shown.hint.clone(), created_at_ms: shown.created_at.unix_ms() }
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
