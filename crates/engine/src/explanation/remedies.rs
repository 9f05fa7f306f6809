//! What can be done about a failure here, as buttons: each names everything that its doing needs.

use std::time::Duration;

use domain::id::{EventId, IssueId, SubscriptionId};
use domain::{DeliveryState, EventTypeName, Health, RateLimit, RateSpan};

use super::FailureKind;
use super::certificate::{Fault, fault_in};
use super::facts::Facts;
use super::listening::plausible_apps;
use super::sentence::{retry_after, signature_sent, timeout};

/// Longest time for an attempt that is proposed.
const TIMEOUT_PROPOSED_MAX: Duration = Duration::from_secs(60);
/// Most attempts at a time that are proposed.
const CONCURRENCY_PROPOSED_MAX: u32 = 64;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Look how the destination is now, without sending the event.
    Probe,
    /// Send the event again, as a new delivery.
    Replay,
    /// Make the next attempt at once.
    RunNow,
    /// Send everything of the issue again.
    ReplayIssue {
        /// Which issue.
        issue_id: IssueId,
        /// Deliveries of it.
        deliveries: u64,
    },
    /// Look at everything that failed alike.
    OpenIssue {
        /// Which issue.
        issue_id: IssueId,
    },
    /// Enter another callback URL.
    ChangeUrl {
        /// The one that is likely meant.
        suggested: Option<String>,
    },
    /// Give an attempt more time.
    RaiseTimeout {
        /// The time proposed.
        timeout: Duration,
    },
    /// Look at the certificate, and trust it for this destination.
    TrustCertificate,
    /// Check the signature that was sent with the secret of the app.
    VerifyWithSecret,
    /// Copy the header field with the signature that was sent.
    CopySignature {
        /// Name of the field.
        name: String,
        /// Its value.
        value: String,
    },
    /// Change who deliveries say they are.
    EditAuthorization,
    /// Hold the deliveries of the destination back.
    PauseDestination,
    /// Take the destination back into use.
    EnableDestination,
    /// Compare with the event that was taken last.
    Compare {
        /// The event that was taken.
        left: EventId,
        /// The event that was not.
        right: EventId,
    },
    /// Change the payload and send it.
    EditAndReplay,
    /// Save the payload as a file.
    SaveBody,
    /// No longer deliver this kind of event.
    SkipEventType {
        /// Whose selection changes.
        subscription_id: SubscriptionId,
        /// What is left out.
        event_type: EventTypeName,
    },
    /// Begin fewer attempts in a span of time.
    LowerRate {
        /// The pace proposed.
        rate_limit: RateLimit,
    },
    /// Make more attempts at a time.
    RaiseConcurrency {
        /// How many are proposed.
        concurrency: u32,
    },
    /// Mend the transform.
    EditTransform {
        /// Whose.
        subscription_id: SubscriptionId,
    },
    /// Mend the header fields of the destination.
    EditDestination,
}

impl Remedy {
    /// The word for it in the API.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Probe => "probe",
            Self::Replay => "replay",
            Self::RunNow => "run_now",
            Self::ReplayIssue { .. } => "replay_issue",
            Self::OpenIssue { .. } => "open_issue",
            Self::ChangeUrl { .. } => "change_url",
            Self::RaiseTimeout { .. } => "raise_timeout",
            Self::TrustCertificate => "trust_certificate",
            Self::VerifyWithSecret => "verify_with_secret",
            Self::CopySignature { .. } => "copy_signature",
            Self::EditAuthorization => "edit_authorization",
            Self::PauseDestination => "pause_destination",
            Self::EnableDestination => "enable_destination",
            Self::Compare { .. } => "compare",
            Self::EditAndReplay => "edit_and_replay",
            Self::SaveBody => "save_body",
            Self::SkipEventType { .. } => "skip_event_type",
            Self::LowerRate { .. } => "lower_rate",
            Self::RaiseConcurrency { .. } => "raise_concurrency",
            Self::EditTransform { .. } => "edit_transform",
            Self::EditDestination => "edit_destination",
        }
    }
}

/// What can be done, the most promising first. What changes a deleted destination is left out.
pub(super) fn remedies(kind: FailureKind, facts: &Facts) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    let is_disabled =
        facts.destination.as_ref().is_some_and(|entry| matches!(entry.destination.health, Health::Disabled { .. }));
    if is_disabled {
        remedies.push(Remedy::EnableDestination);
    }
    if facts.recovered_at.is_some() {
        remedies.extend(again(facts));
    }
    remedies.extend(of_kind(kind, facts));
    remedies.extend(again(facts));
    let whole = facts.issue.as_ref().filter(|(_, deliveries)| *deliveries > 1);
    if let Some((issue, deliveries)) = whole {
        remedies.push(Remedy::ReplayIssue { issue_id: issue.id, deliveries: *deliveries });
    }
    if facts.destination.is_none() {
        remedies.retain(|remedy| !needs_destination(remedy));
    }
    if is_disabled {
        remedies.retain(|remedy| !matches!(remedy, Remedy::PauseDestination | Remedy::RunNow));
    }
    let mut seen = Vec::new();
    remedies.retain(|remedy| {
        let is_new = !seen.contains(&remedy.word());
        seen.push(remedy.word());
        is_new
    });
    remedies
}

const fn needs_destination(remedy: &Remedy) -> bool {
    matches!(
        remedy,
        Remedy::Probe
            | Remedy::Replay
            | Remedy::RunNow
            | Remedy::ReplayIssue { .. }
            | Remedy::ChangeUrl { .. }
            | Remedy::RaiseTimeout { .. }
            | Remedy::TrustCertificate
            | Remedy::EditAuthorization
            | Remedy::PauseDestination
            | Remedy::EnableDestination
            | Remedy::LowerRate { .. }
            | Remedy::RaiseConcurrency { .. }
            | Remedy::EditDestination
    )
}

/// Sending this one event again, in the way that its state allows.
const fn again(facts: &Facts) -> Option<Remedy> {
    match facts.delivery.state {
        DeliveryState::Scheduled { .. } => Some(Remedy::RunNow),
        DeliveryState::DeadLettered { .. } | DeliveryState::Cancelled { .. } => Some(Remedy::Replay),
        DeliveryState::InFlight { .. } | DeliveryState::Delivered { .. } => None,
    }
}

fn of_kind(kind: FailureKind, facts: &Facts) -> Vec<Remedy> {
    let change_url = |suggested: Option<String>| Remedy::ChangeUrl { suggested };
    match kind {
        FailureKind::Refused => vec![Remedy::Probe, change_url(on_another_port(facts))],
        FailureKind::Dns | FailureKind::Unreachable => vec![Remedy::Probe, change_url(None)],
        FailureKind::ConnectTimeout => vec![Remedy::Probe, change_url(None)],
        FailureKind::Timeout => raise_timeout(facts).into_iter().chain([Remedy::Probe]).collect(),
        FailureKind::Tls => of_tls(facts),
        FailureKind::Redirect => vec![change_url(redirected(facts))],
        FailureKind::Rejected => of_rejection(facts),
        FailureKind::Path => vec![Remedy::Probe, change_url(None), Remedy::PauseDestination],
        FailureKind::Payload => of_payload(facts),
        FailureKind::TooLarge => std::iter::once(Remedy::SaveBody).chain(skip(facts)).collect(),
        FailureKind::RateLimited => vec![lower_rate(facts)],
        FailureKind::ServerError => {
            let issue = facts.issue.as_ref().map(|(issue, _)| Remedy::OpenIssue { issue_id: issue.id });
            issue.into_iter().chain(compare(facts)).collect()
        }
        FailureKind::SlowConsumer => raise_concurrency(facts).into_iter().collect(),
        FailureKind::ConnectionLost => vec![Remedy::Probe],
        FailureKind::Protocol => vec![change_url(with_scheme(facts, "https")), Remedy::Probe],
        FailureKind::UnexpectedUpgrade => vec![change_url(None)],
        FailureKind::InvalidRequest => vec![Remedy::EditDestination],
        FailureKind::Authorization => vec![Remedy::EditAuthorization],
        FailureKind::Transform => facts
            .subscription
            .as_ref()
            .map(|subscription| Remedy::EditTransform { subscription_id: subscription.id })
            .into_iter()
            .collect(),
        FailureKind::Status | FailureKind::Local | FailureKind::Consent => Vec::new(),
    }
}

/// The URL with the port of the only other program on this computer that may be the app.
fn on_another_port(facts: &Facts) -> Option<String> {
    let mut url = facts.url().filter(|_| facts.is_local())?;
    let before = facts.success.as_ref().map(|success| success.attempt.request.url.clone());
    if let Some(before) = before.filter(|before| *before != url.as_str()) {
        return Some(before);
    }
    let [program] = plausible_apps(facts)[..] else { return None };
    url.set_port(Some(program.port)).ok()?;
    Some(url.into())
}

fn redirected(facts: &Facts) -> Option<String> {
    let target = facts.url()?.join(facts.answered("location")?).ok()?;
    matches!(target.scheme(), "http" | "https").then(|| target.into())
}

fn with_scheme(facts: &Facts, scheme: &str) -> Option<String> {
    let mut url = facts.url().filter(|url| url.scheme() != scheme)?;
    url.set_scheme(scheme).ok()?;
    Some(url.into())
}

/// Twice the time; `None` when that is long enough already.
fn raise_timeout(facts: &Facts) -> Option<Remedy> {
    let now = timeout(facts);
    let proposed = (now * 2).min(TIMEOUT_PROPOSED_MAX);
    (proposed > now).then_some(Remedy::RaiseTimeout { timeout: proposed })
}

fn of_tls(facts: &Facts) -> Vec<Remedy> {
    match fault_in(facts.detail()) {
        Fault::NoTls => vec![Remedy::ChangeUrl { suggested: with_scheme(facts, "http") }, Remedy::Probe],
        Fault::WrongName(names) => {
            let suggested = names.first().filter(|name| !name.contains('*')).and_then(|name| {
                let mut url = facts.url()?;
                url.set_host(Some(name)).ok()?;
                Some(url.into())
            });
            vec![Remedy::TrustCertificate, Remedy::ChangeUrl { suggested }]
        }
        _ => vec![Remedy::TrustCertificate],
    }
}

fn of_rejection(facts: &Facts) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    if facts.answered("www-authenticate").is_some() {
        remedies.push(Remedy::EditAuthorization);
    }
    if let Some((name, value)) = signature_sent(facts) {
        remedies.push(Remedy::VerifyWithSecret);
        remedies.push(Remedy::CopySignature { name, value });
    }
    remedies
}

fn compare(facts: &Facts) -> Option<Remedy> {
    let left = facts.success.as_ref()?.delivery.event_id;
    (left != facts.event.id).then_some(Remedy::Compare { left, right: facts.event.id })
}

fn of_payload(facts: &Facts) -> Vec<Remedy> {
    let mut remedies: Vec<Remedy> = compare(facts).into_iter().collect();
    if facts.answer.holds("https port") {
        remedies.push(Remedy::ChangeUrl { suggested: with_scheme(facts, "https") });
    }
    remedies.push(Remedy::EditAndReplay);
    remedies
}

fn skip(facts: &Facts) -> Option<Remedy> {
    let subscription_id = facts.subscription.as_ref()?.id;
    Some(Remedy::SkipEventType { subscription_id, event_type: facts.delivery.event_type.clone() })
}

/// Half of the pace of the last ten minutes, or what the answer asks for.
fn lower_rate(facts: &Facts) -> Remedy {
    let present = facts.destination.as_ref().and_then(|entry| entry.destination.rate_limit);
    let rate_limit = match (present, retry_after(facts)) {
        (Some(limit), _) => RateLimit { attempts: (limit.attempts / 2).max(1), ..limit },
        (None, Some(wait)) if wait >= Duration::from_secs(60) => RateLimit { attempts: 30, per: RateSpan::Minute },
        (None, _) => RateLimit { attempts: (facts.past.arrived / 10 / 2).max(10), per: RateSpan::Minute },
    };
    Remedy::LowerRate { rate_limit }
}

fn raise_concurrency(facts: &Facts) -> Option<Remedy> {
    let entry = facts.destination.as_ref()?;
    if entry.destination.rate_limit.is_some() || facts.delivery.ordering_key.is_some() {
        return Some(Remedy::EditDestination);
    }
    let now = entry.destination.concurrency;
    let proposed = now.saturating_mul(2).clamp(4, CONCURRENCY_PROPOSED_MAX);
    (proposed > now).then_some(Remedy::RaiseConcurrency { concurrency: proposed })
}
