//! The signature that a delivery was sent with, checked with the secret of the app.

use axum::extract::State;
use domain::id::kind;
use engine::examination::examine_sent;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::{Json, PathId};
use crate::state::ApiState;

/// What to check with.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SentSignatureCheck {
    /// The secret that the app verifies with. It is not kept.
    pub secret: String,
}

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SentSignature {
    /// The signature is one of this secret: the app has the right one, and verifies in another way.
    pub is_match: bool,
    /// There was a signature at all.
    pub is_signed: bool,
    /// The secret, shortened.
    pub secret_hint: String,
}

/// Checks whether the signature of the last attempt is one of a secret: what the app would find that verifies with it.
/// Nothing is kept.
#[utoipa::path(post, path = "/deliveries/{id}/signature", params(("id" = String, Path)),
    request_body = SentSignatureCheck,
    responses((status = 200, body = SentSignature), (status = "default", body = Problem)))]
pub async fn check(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
    Json(check): Json<SentSignatureCheck>,
) -> Result<axum::Json<SentSignature>, Problem> {
    let engine = &state.engine;
    if engine.store().delivery(id).await?.is_none() {
        return Err(Problem::not_found(id));
    }
    let snapshot = engine.configuration().snapshot();
    let found = examine_sent(engine.store(), &snapshot, id, &check.secret).await?;
    Ok(axum::Json(SentSignature { is_match: found.is_match, is_signed: found.is_signed, secret_hint: found.hint }))
}
