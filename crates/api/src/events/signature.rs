//! The signature of an event, examined again.

use axum::extract::State;
use domain::id::kind;
use engine::examination::{Examination, ExaminationError, Instead, examine};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Header;
use crate::language::reread;
use crate::problem::Problem;
use crate::request::{Json, PathId};
use crate::state::ApiState;

/// What to check with instead of what is configured.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct SignatureCheck {
    /// Another secret. It is not kept.
    pub secret: Option<String>,
    /// Another URL, as the sender may know it.
    pub url: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureExamination {
    /// `verified`, `rejected`, `unsigned` or `not_checked`.
    pub verdict: String,
    /// Whose way of signing.
    pub scheme: String,
    /// Machine word of the reason: `signature_mismatch`.
    pub reason: Option<String>,
    /// Plain words.
    pub explanation: String,
    /// The secret that matched, shortened.
    pub secret_hint: Option<String>,
    /// Sender's timestamp minus the time of arrival.
    pub skew_s: Option<i64>,
    /// The mistakes that would make the signature match, with what to do.
    pub causes: Vec<SignatureCause>,
    /// The fields that a right request would have; null where only the provider can sign.
    pub expected: Option<Vec<Header>>,
    /// The same fields as they came.
    pub received: Vec<Header>,
    /// The URL that was checked, where the scheme signs it.
    pub url: Option<String>,
}

/// A likely cause.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureCause {
    /// Machine word: `other_url`.
    pub cause: String,
    /// Whether a secret proves it; otherwise it is read off the look of the request.
    pub is_proven: bool,
    /// What happened and what there is to do.
    pub explanation: String,
}

impl From<Examination> for SignatureExamination {
    fn from(found: Examination) -> Self {
        let fields = |fields: Vec<(String, String)>| {
            fields.into_iter().map(|(name, value)| Header { name, value }).collect::<Vec<_>>()
        };
        Self {
            verdict: found.verdict.to_owned(),
            scheme: found.scheme,
            reason: found.reason.map(str::to_owned),
            explanation: reread(&found.explanation),
            secret_hint: found.secret_hint,
            skew_s: found.skew_s,
            causes: found
                .causes
                .iter()
                .map(|cause| SignatureCause {
                    cause: cause.word().to_owned(),
                    is_proven: cause.is_proven(),
                    explanation: reread(&cause.explanation()),
                })
                .collect(),
            expected: found.expected.map(fields),
            received: fields(found.received),
            url: found.url,
        }
    }
}

/// Checks the signature of an event again, with the secrets of today or with others. Nothing is kept.
#[utoipa::path(post, path = "/events/{id}/signature", params(("id" = String, Path)), request_body = SignatureCheck,
    responses((status = 200, body = SignatureExamination), (status = "default", body = Problem)))]
pub async fn check(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Event>,
    Json(check): Json<SignatureCheck>,
) -> Result<axum::Json<SignatureExamination>, Problem> {
    let instead = Instead { secret: check.secret, url: check.url };
    let snapshot = state.engine.configuration().snapshot();
    let found = examine(state.engine.store(), &snapshot, id, &instead).await?;
    Ok(axum::Json(found.into()))
}

impl From<ExaminationError> for Problem {
    fn from(error: ExaminationError) -> Self {
        let conflict = |code, hint| Self::new(axum::http::StatusCode::CONFLICT, code, error.to_string(), hint);
        match error {
            ExaminationError::NoEvent(id) => Self::not_found(id),
            ExaminationError::NoSource => {
                conflict("no_source", "Events that were published here, or whose source is deleted, have no secrets.")
            }
            ExaminationError::NothingSent(_) => conflict("nothing_sent", "Wait for its first attempt."),
            ExaminationError::NoDestination => conflict("no_destination", "Its way of signing went with it."),
            ExaminationError::Secret(error) => {
                Self::invalid_field("secret", error.to_string(), "Copy the secret again, whole.")
            }
            ExaminationError::Store(error) => error.into(),
        }
    }
}
