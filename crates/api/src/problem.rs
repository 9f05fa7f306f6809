//! Refusals: RFC 9457 problem details with a code, a sentence and a hint.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{IdError, Kind};
use engine::{ConfigurationError, ReplayError};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

use crate::language::reread;

/// A refusal, `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the code tells problems apart.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A word that programs can rely on: `not_found`.
    pub code: String,
    /// What is wrong, as one sentence.
    pub detail: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The field that is wrong, when one is.
    pub field: Option<String>,
}

impl Problem {
    /// A problem without a field.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>, hint: &str) -> Self {
        Self {
            r#type: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: detail.into(),
            hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()),
            field: None,
        }
    }

    /// A field that cannot be what was given.
    pub fn invalid_field(field: &str, detail: impl Into<String>, hint: &str) -> Self {
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_field", detail, hint);
        Self { field: Some(field.to_owned()), ..problem }
    }

    /// Something that does not exist.
    pub fn not_found<K: Kind>(id: domain::Id<K>) -> Self {
        Self::missing(format!("there is no {} `{id}`", K::NOUN))
    }

    fn missing(detail: String) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail, "It may have been deleted: read the list again.")
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        self.detail = reread(&self.detail);
        self.hint = self.hint.as_deref().map(reread);
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

impl From<IdError> for Problem {
    fn from(error: IdError) -> Self {
        Self::invalid_field("id", error.to_string(), "Use the id as a list gives it.")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::SlugTaken { .. } => Self {
                field: Some("slug".to_owned()),
                ..Self::new(StatusCode::CONFLICT, "slug_taken", error.to_string(), "Choose another slug.")
            },
            StoreError::CorruptBody { .. } => {
                let hint = "The event is kept, but it cannot be delivered or shown. Check the disk.";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "corrupt_body", error.to_string(), hint)
            }
            _ => {
                tracing::error!(error = &error as &dyn std::error::Error, "store failed");
                let hint = "Check that the disk has room and that the workspace can be written, then try again.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", error.to_string(), hint)
            }
        }
    }
}

impl From<ConfigurationError> for Problem {
    fn from(error: ConfigurationError) -> Self {
        match error {
            ConfigurationError::NotFound { .. } => Self::missing(error.to_string()),
            ConfigurationError::Invalid { field, detail, hint } => Self::invalid_field(field, detail, hint),
            ConfigurationError::NothingToUndo { .. } => {
                let hint = "The changes that can be taken back are listed at /api/v1/configuration/changes.";
                Self::new(StatusCode::CONFLICT, "nothing_to_undo", error.to_string(), hint)
            }
            ConfigurationError::ChangedSince { .. } => {
                Self::new(StatusCode::CONFLICT, "changed_since", error.to_string(), "Undo the later change first.")
            }
            ConfigurationError::Store(error) => error.into(),
            ConfigurationError::Vault(error) => {
                let hint = "Put the workspace's own key file back, or replace the secret.";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "secret_unreadable", error.to_string(), hint)
            }
        }
    }
}

impl From<ReplayError> for Problem {
    fn from(error: ReplayError) -> Self {
        match error {
            ReplayError::NotFound { .. } => Self::missing(error.to_string()),
            ReplayError::NotPossible { detail, hint } => Self::new(StatusCode::CONFLICT, "not_possible", detail, hint),
            ReplayError::Configuration(error) => error.into(),
            ReplayError::Store(error) => error.into(),
        }
    }
}

/// Answers a path or method that no operation has.
pub async fn no_such_operation() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_operation",
        "nothing answers at this address and method",
        "The operations are listed at /api/v1/openapi.json.",
    )
}
