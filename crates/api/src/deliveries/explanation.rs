//! Why a delivery failed.

use axum::extract::State;
use domain::id::kind;
use engine::{ChangedPart, EditedPart, ListeningProgram};
use serde::Serialize;
use utoipa::ToSchema;

use crate::destinations::RateLimit;
use crate::language::said;
use crate::local_ports;
use crate::problem::Problem;
use crate::request::PathId;
use crate::state::ApiState;

/// Why a delivery failed: what happened, since when, what changed, the likely causes, what can be done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FailureExplanation {
    /// What kind of failure it is: `refused`, `timeout`, `rejected`, `payload`, `server_error` and others.
    pub kind: String,
    /// What happened, as one sentence.
    pub sentence: String,
    /// The error in the destination's own words, when its answer has one.
    pub error: Option<String>,
    /// Since when it fails like this.
    pub since: FailingSince,
    /// What is different from the last success of the same kind of event: edits first, then payload and header fields.
    pub changes: Vec<FailureChange>,
    /// Values of the payload that differ without differing in type.
    pub other_values: usize,
    /// Likely causes, the likeliest first.
    pub causes: Vec<FailureCause>,
    /// What can be done, the most promising first.
    pub remedies: Vec<FailureRemedy>,
}

/// Since when something fails.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FailingSince {
    /// The first failure like this.
    pub at_ms: i64,
    /// Deliveries that failed like this.
    pub deliveries: u64,
    /// The issue that they are.
    pub issue_id: Option<String>,
    /// The last success at the destination before this delivery.
    pub last_success: Option<LastSuccess>,
    /// When the destination took a later delivery.
    pub recovered_at_ms: Option<i64>,
}

/// The last success before a failure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LastSuccess {
    /// The delivery that was taken.
    pub delivery_id: String,
    /// Its event.
    pub event_id: String,
    /// When it was taken.
    pub at_ms: i64,
    /// How many deliveries to the destination lie between; null when more than were looked at.
    pub deliveries_ago: Option<u64>,
}

/// Something that is different from the last success.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FailureChange {
    /// What it is a part of.
    pub part: FailurePart,
    /// `added`, `removed`, `type_changed` or `value_changed`.
    pub kind: String,
    /// A JSON Pointer in the payload, or the name of a header field. Empty for what is one thing.
    pub path: String,
    /// As it was, cut when long.
    pub left: Option<String>,
    /// As it is, cut when long.
    pub right: Option<String>,
    /// When a person edited it.
    pub at_ms: Option<i64>,
}

/// What a difference is a part of.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailurePart {
    /// The payload.
    Payload,
    /// A header field.
    Header,
    /// The callback URL.
    Url,
    /// How deliveries are signed.
    Scheme,
    /// A secret of the destination.
    Secret,
    /// Header fields of the destination.
    Headers,
    /// Who deliveries say they are.
    Authorization,
    /// The way to connect.
    Connection,
    /// The time for an attempt.
    Timeout,
    /// Attempts at a time, or in a span of time.
    Pace,
    /// Which events the subscription means.
    Filter,
    /// The transform of the subscription.
    Transform,
}

/// A likely cause.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FailureCause {
    /// The machine word: `other_port`.
    pub code: String,
    /// What it is, as one sentence.
    pub title: String,
    /// What speaks for it.
    pub evidence: Vec<FailureEvidence>,
    /// Something speaks for it; otherwise it is only how such failures often come about.
    pub is_likely: bool,
}

/// What speaks for a cause.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FailureEvidence {
    /// One sentence.
    pub text: String,
    /// When that was.
    pub at_ms: Option<i64>,
}

/// Something that can be done about a failure, with everything that its doing needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FailureRemedy {
    /// `POST /destinations/{id}/probe`.
    Probe,
    /// `POST /deliveries/{id}/replay`.
    Replay,
    /// `POST /deliveries/{id}/run-now`.
    RunNow,
    /// `POST /issues/{id}/replay`.
    ReplayIssue {
        /// Which issue.
        issue_id: String,
        /// Deliveries of it.
        deliveries: u64,
    },
    /// Look at the issue.
    OpenIssue {
        /// Which one.
        issue_id: String,
    },
    /// Change the callback URL.
    ChangeUrl {
        /// The one that is likely meant.
        suggested: Option<String>,
    },
    /// Change the timeout of the destination.
    RaiseTimeout {
        /// The one that is proposed.
        timeout_ms: u64,
    },
    /// Probe, look at the certificate, and trust it for this destination.
    TrustCertificate,
    /// `POST /deliveries/{id}/signature` with the secret of the app.
    VerifyWithSecret,
    /// Copy the header field with the signature that was sent.
    CopySignature {
        /// Name of the field.
        name: String,
        /// Its value.
        value: String,
    },
    /// Change the authorization of the destination.
    EditAuthorization,
    /// Hold the deliveries of the destination back.
    PauseDestination,
    /// `POST /destinations/{id}/enable`.
    EnableDestination,
    /// `GET /compare` with the event that was taken last.
    Compare {
        /// The event that was taken.
        left: String,
        /// The event that was not.
        right: String,
    },
    /// `POST /deliveries/{id}/replay` with another payload.
    EditAndReplay,
    /// Save the payload as a file.
    SaveBody,
    /// Change the subscription so that it leaves a kind of events out.
    SkipEventType {
        /// Which subscription.
        subscription_id: String,
        /// What is left out.
        event_type: String,
    },
    /// Change the rate limit of the destination.
    LowerRate {
        /// The one that is proposed.
        rate_limit: RateLimit,
    },
    /// Change the concurrency of the destination.
    RaiseConcurrency {
        /// The one that is proposed.
        concurrency: u32,
    },
    /// Mend the transform of the subscription.
    EditTransform {
        /// Which subscription.
        subscription_id: String,
    },
    /// Change the destination.
    EditDestination,
}

/// Why a delivery failed; null when nothing about it failed.
#[utoipa::path(get, path = "/deliveries/{id}/explanation", params(("id" = String, Path)),
    responses((status = 200, body = Option<FailureExplanation>), (status = "default", body = Problem)))]
pub async fn explanation(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Delivery>,
) -> Result<axum::Json<Option<FailureExplanation>>, Problem> {
    let engine = &state.engine;
    if engine.store().delivery(id).await?.is_none() {
        return Err(Problem::not_found(id));
    }
    let listening: Vec<ListeningProgram> = local_ports::listening(&state)
        .await
        .into_iter()
        .map(|found| ListeningProgram { port: found.port, name: found.process })
        .collect();
    let now = engine.clock().now();
    let explained = engine::explain(engine.store(), engine.configuration(), &listening, id, now).await?;
    Ok(axum::Json(explained.map(Into::into)))
}

impl From<engine::Explanation> for FailureExplanation {
    fn from(explained: engine::Explanation) -> Self {
        let since = explained.since;
        Self {
            kind: explained.kind.word().to_owned(),
            sentence: said(&explained.sentence),
            error: explained.error,
            since: FailingSince {
                at_ms: since.at.unix_ms(),
                deliveries: since.deliveries,
                issue_id: since.issue_id.map(|id| id.to_string()),
                last_success: since.last_success.map(|success| LastSuccess {
                    delivery_id: success.delivery_id.to_string(),
                    event_id: success.event_id.to_string(),
                    at_ms: success.at.unix_ms(),
                    deliveries_ago: success.deliveries_ago,
                }),
                recovered_at_ms: since.recovered_at.map(domain::Timestamp::unix_ms),
            },
            changes: explained
                .changes
                .into_iter()
                .map(|change| FailureChange {
                    part: change.part.into(),
                    kind: change.kind.word().to_owned(),
                    path: change.path,
                    left: change.left,
                    right: change.right,
                    at_ms: change.at.map(domain::Timestamp::unix_ms),
                })
                .collect(),
            other_values: explained.other_values,
            causes: explained
                .causes
                .into_iter()
                .map(|cause| FailureCause {
                    code: cause.code.to_owned(),
                    title: said(&cause.title),
                    evidence: cause
                        .evidence
                        .into_iter()
                        .map(|evidence| FailureEvidence {
                            text: said(&evidence.text),
                            at_ms: evidence.at.map(domain::Timestamp::unix_ms),
                        })
                        .collect(),
                    is_likely: cause.is_likely,
                })
                .collect(),
            remedies: explained.remedies.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ChangedPart> for FailurePart {
    fn from(part: ChangedPart) -> Self {
        match part {
            ChangedPart::Payload => Self::Payload,
            ChangedPart::Header => Self::Header,
            ChangedPart::Url | ChangedPart::Edited(EditedPart::Url) => Self::Url,
            ChangedPart::Edited(EditedPart::Scheme) => Self::Scheme,
            ChangedPart::Edited(EditedPart::Secret) => Self::Secret,
            ChangedPart::Edited(EditedPart::Headers) => Self::Headers,
            ChangedPart::Edited(EditedPart::Authorization) => Self::Authorization,
            ChangedPart::Edited(EditedPart::Connection) => Self::Connection,
            ChangedPart::Edited(EditedPart::Timeout) => Self::Timeout,
            ChangedPart::Edited(EditedPart::Pace) => Self::Pace,
            ChangedPart::Edited(EditedPart::Filter) => Self::Filter,
            ChangedPart::Edited(EditedPart::Transform) => Self::Transform,
        }
    }
}

impl From<engine::Remedy> for FailureRemedy {
    fn from(remedy: engine::Remedy) -> Self {
        use engine::Remedy;
        match remedy {
            Remedy::Probe => Self::Probe,
            Remedy::Replay => Self::Replay,
            Remedy::RunNow => Self::RunNow,
            Remedy::ReplayIssue { issue_id, deliveries } => {
                Self::ReplayIssue { issue_id: issue_id.to_string(), deliveries }
            }
            Remedy::OpenIssue { issue_id } => Self::OpenIssue { issue_id: issue_id.to_string() },
            Remedy::ChangeUrl { suggested } => Self::ChangeUrl { suggested },
            Remedy::RaiseTimeout { timeout } => {
                Self::RaiseTimeout { timeout_ms: u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX) }
            }
            Remedy::TrustCertificate => Self::TrustCertificate,
            Remedy::VerifyWithSecret => Self::VerifyWithSecret,
            Remedy::CopySignature { name, value } => Self::CopySignature { name, value },
            Remedy::EditAuthorization => Self::EditAuthorization,
            Remedy::PauseDestination => Self::PauseDestination,
            Remedy::EnableDestination => Self::EnableDestination,
            Remedy::Compare { left, right } => Self::Compare { left: left.to_string(), right: right.to_string() },
            Remedy::EditAndReplay => Self::EditAndReplay,
            Remedy::SaveBody => Self::SaveBody,
            Remedy::SkipEventType { subscription_id, event_type } => {
                Self::SkipEventType { subscription_id: subscription_id.to_string(), event_type: event_type.to_string() }
            }
            Remedy::LowerRate { rate_limit } => Self::LowerRate { rate_limit: rate_limit.into() },
            Remedy::RaiseConcurrency { concurrency } => Self::RaiseConcurrency { concurrency },
            Remedy::EditTransform { subscription_id } => {
                Self::EditTransform { subscription_id: subscription_id.to_string() }
            }
            Remedy::EditDestination => Self::EditDestination,
        }
    }
}
