//! How a destination is now.

use axum::extract::State;
use domain::id::kind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::deliveries::ErrorClass;
use crate::language::said;
use crate::problem::Problem;
use crate::request::PathId;
use crate::state::ApiState;

/// How a destination was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DestinationProbe {
    /// When.
    pub at_ms: i64,
    /// The finding, as one sentence.
    pub sentence: String,
    /// It answered; with which status does not matter.
    pub is_answering: bool,
    /// What was done, in order, up to the first failure.
    pub steps: Vec<ProbeStep>,
    /// The certificates it showed, its own first.
    pub certificates: Vec<CertificateShown>,
    /// The certificates to trust so that it is trusted, as PEM, for `connection.ca_pem`; null when it is trusted, or
    /// that would not help.
    pub trust_pem: Option<String>,
}

/// One part of a probe.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProbeStep {
    /// `dns`, `connect`, `tls` or `options`.
    pub part: String,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// What was found, or of a failure the words of the system.
    pub detail: String,
    /// What kind of failure, when it was one.
    pub error_class: Option<ErrorClass>,
}

/// A certificate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CertificateShown {
    /// For whom.
    pub subject: String,
    /// By whom.
    pub issuer: String,
    /// The names it is for.
    pub names: Vec<String>,
    /// Valid from then on.
    pub not_before_ms: i64,
    /// Valid until then.
    pub not_after_ms: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Looks how a destination is now, without sending an event: name, connection, certificate, `OPTIONS`.
#[utoipa::path(post, path = "/destinations/{id}/probe", params(("id" = String, Path)),
    responses((status = 200, body = DestinationProbe), (status = "default", body = Problem)))]
pub async fn probe(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Destination>,
) -> Result<axum::Json<DestinationProbe>, Problem> {
    let found = state.engine.probe_destination(id).await?;
    Ok(axum::Json(found.into()))
}

impl From<engine::Probe> for DestinationProbe {
    fn from(found: engine::Probe) -> Self {
        Self {
            at_ms: found.at.unix_ms(),
            sentence: said(&found.sentence),
            is_answering: found.is_answering,
            steps: found
                .steps
                .into_iter()
                .map(|step| ProbeStep {
                    part: step.part.word().to_owned(),
                    took_ms: step.took.as_secs_f64() * 1_000.0,
                    detail: step.detail,
                    error_class: step.error_class.map(Into::into),
                })
                .collect(),
            certificates: found
                .certificates
                .into_iter()
                .map(|certificate| CertificateShown {
                    subject: certificate.subject,
                    issuer: certificate.issuer,
                    names: certificate.names,
                    not_before_ms: certificate.not_before.unix_ms(),
                    not_after_ms: certificate.not_after.unix_ms(),
                    sha256: certificate.sha256,
                })
                .collect(),
            trust_pem: found.trust_pem,
        }
    }
}
