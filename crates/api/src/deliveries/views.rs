//! Deliveries and attempts, as clients see them.

use std::time::Duration;

use domain::id::{DeliveryId, IssueId};
use domain::{DeliveryState, Health, Timestamp, Verdict, explanation};
use engine::Snapshot;
use serde::Serialize;
use store::{EventRow, Stage};
use utoipa::ToSchema;
use words::{Phrase, phrase};

use crate::language::said;

use crate::events::{EventSummary, Header};

/// Something that was made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Created {
    /// Its id.
    pub id: String,
}

/// The state of a row of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Waits for its first attempt.
    Queued,
    /// An attempt is under way.
    Sending,
    /// It arrived.
    Delivered,
    /// Waits for another attempt.
    Retrying,
    /// It gave up.
    DeadLetter,
    /// Its destination is paused or disabled.
    Held,
    /// A person or its transform stopped it.
    Cancelled,
    /// An event that no subscription matched.
    Unrouted,
    /// An event whose signature is wrong or missing.
    Rejected,
}

/// Why a delivery exists.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A subscription matched.
    Event,
    /// A person asked for it.
    Replay,
    /// A test of a destination.
    Test,
}

macro_rules! error_classes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What kind of failure an attempt met.
        #[derive(Debug, Clone, Copy, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorClass { $($(#[$doc])* $name,)* }

        impl From<domain::ErrorClass> for ErrorClass {
            fn from(class: domain::ErrorClass) -> Self {
                match class { $(domain::ErrorClass::$name => Self::$name,)* }
            }
        }
    };
}

error_classes! {
    /// It answered, with a status that is no success.
    Status,
    /// Nothing listens at its address.
    ConnectionRefused,
    /// No connection in time.
    ConnectTimeout,
    /// Its name does not resolve.
    Dns,
    /// The network has no way to it.
    Unreachable,
    /// No trusted TLS connection.
    Tls,
    /// No complete answer in time.
    Timeout,
    /// It closed the connection before answering.
    ConnectionLost,
    /// What it sent is no HTTP.
    Protocol,
    /// It switched protocols.
    UnexpectedUpgrade,
    /// The request cannot be made.
    InvalidRequest,
    /// Our own side failed.
    Local,
    /// The token server gave no token.
    Authorization,
    /// The subscription's transform made no request.
    Transform,
    /// The receiver has not agreed to be sent events.
    Consent,
}

/// A delivery, as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeliverySummary {
    /// Its id.
    pub id: String,
    /// What is delivered.
    pub event_id: String,
    /// Kind of the event.
    pub event_type: String,
    /// Source of the event.
    pub source_id: Option<String>,
    /// Where it goes.
    pub destination_id: String,
    /// What made it.
    pub subscription_id: Option<String>,
    /// Where it stands.
    pub state: RowState,
    /// When the next attempt is due.
    pub due_at_ms: Option<i64>,
    /// Attempts concluded.
    pub attempts_made: u32,
    /// Attempts it may have.
    pub attempts_max: u32,
    /// Status of the newest answer.
    pub status: Option<u16>,
    /// Kind of the newest failure.
    pub error_class: Option<ErrorClass>,
    /// Time of the newest attempt, in milliseconds with a fraction.
    pub latency_ms: Option<f64>,
    /// When the event was received.
    pub received_at_ms: i64,
    /// When the delivery was made.
    pub created_at_ms: i64,
    /// When it was over.
    pub concluded_at_ms: Option<i64>,
    /// Length of the body.
    pub body_bytes: u64,
    /// Why it exists.
    pub trigger: Trigger,
    /// The delivery that was replayed.
    pub replay_of: Option<String>,
    /// How often the engine stopped while it was being sent.
    pub interruptions: u32,
}

/// A delivery with everything known of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeliveryDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: DeliverySummary,
    /// Its event.
    pub event: EventSummary,
    /// Why it gave up: `attempts_used_up`, `gone`, `not_retryable`, `too_old` or `stopped_by_rule`.
    pub cause: Option<String>,
    /// The issue that its last failure belongs to.
    pub issue_id: Option<String>,
    /// Counts the deliveries that its subscription makes of its source's events, from 1.
    pub sequence: Option<u64>,
    /// The line it stands in, when its subscription keeps order.
    pub ordering_key: Option<String>,
    /// The delivery at the head of its line, when it waits for that one.
    pub blocked_by: Option<String>,
    /// What happened and what follows, in plain words.
    pub explanation: String,
    /// Its attempts, in order.
    pub attempts: Vec<Attempt>,
    /// The attempts still to come, if every one fails.
    pub forecast: Vec<ForecastAttempt>,
}

/// An attempt still to come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ForecastAttempt {
    /// Its number.
    pub number: u32,
    /// Not before.
    pub earliest_at_ms: i64,
    /// Not planned after.
    pub latest_at_ms: i64,
}

/// One HTTP try.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Attempt {
    /// Its id.
    pub id: String,
    /// 1 for the first.
    pub number: u32,
    /// When it began.
    pub started_at_ms: i64,
    /// What was sent.
    pub request: RequestAsSent,
    /// What came back.
    pub response: Option<Response>,
    /// Kind of the failure.
    pub error_class: Option<ErrorClass>,
    /// The failure in the words of the library or the system.
    pub error_detail: Option<String>,
    /// What happened, in plain words.
    pub explanation: String,
    /// A connection of an earlier attempt was used.
    pub is_connection_reused: bool,
    /// The reused connection was dead, so it was sent again at once.
    pub was_resent_at_once: bool,
    /// How long each part took.
    pub phases: Phases,
    /// What followed.
    pub verdict: AttemptVerdict,
}

/// An attempt in few words, and whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttemptSummary {
    /// Its id.
    pub id: String,
    /// 1 for the first.
    pub number: u32,
    /// When it began.
    pub started_at_ms: i64,
    /// Its delivery.
    pub delivery_id: String,
    /// The event of that.
    pub event_id: String,
    /// The kind of the event.
    pub event_type: String,
    /// Where it went.
    pub destination_id: String,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Kind of the failure.
    pub error_class: Option<ErrorClass>,
}

impl AttemptSummary {
    /// An attempt of that delivery.
    pub fn of(attempt: &domain::Attempt, delivery: &domain::Delivery) -> Self {
        Self {
            id: attempt.id.to_string(),
            number: attempt.number,
            started_at_ms: attempt.started_at.unix_ms(),
            delivery_id: delivery.id.to_string(),
            event_id: delivery.event_id.to_string(),
            event_type: delivery.event_type.to_string(),
            destination_id: delivery.destination_id.to_string(),
            status: attempt.response.as_ref().map(|response| response.status),
            error_class: attempt.error_class.map(Into::into),
        }
    }
}

/// A request as it went out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequestAsSent {
    /// `POST`, unless a transform says otherwise.
    pub method: String,
    /// The callback URL.
    pub url: String,
    /// Header fields in the order sent.
    pub headers: Vec<Header>,
    /// Length of the body.
    pub body_bytes: u64,
    /// The body is the transform's, and kept with the attempt; otherwise it is the event's.
    pub has_own_body: bool,
}

/// An answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Header fields in the order received.
    pub headers: Vec<Header>,
    /// Bytes of the body that were seen.
    pub body_bytes: u64,
    /// Bytes of it that are kept.
    pub body_kept_bytes: u64,
    /// Less is kept than was seen.
    pub is_body_truncated: bool,
    /// The body ended early.
    pub is_body_incomplete: bool,
}

/// How long each part of an attempt took. Null where it did not happen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Phases {
    /// Resolving the name.
    pub dns_us: Option<u64>,
    /// TCP connect.
    pub connect_us: Option<u64>,
    /// TLS handshake.
    pub tls_us: Option<u64>,
    /// From the connection being ready to the head of the answer.
    pub first_byte_us: Option<u64>,
    /// The whole attempt.
    pub total_us: u64,
}

impl From<&domain::Phases> for Phases {
    fn from(phases: &domain::Phases) -> Self {
        Self {
            dns_us: phases.dns_us,
            connect_us: phases.connect_us,
            tls_us: phases.tls_us,
            first_byte_us: phases.first_byte_us,
            total_us: phases.total_us,
        }
    }
}

/// What followed from an attempt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttemptVerdict {
    /// The kind.
    pub kind: VerdictKind,
    /// Plain words.
    pub explanation: String,
    /// When the next attempt was due.
    pub next_at_ms: Option<i64>,
}

/// What followed from an attempt.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// It is delivered.
    Delivered,
    /// It is tried again.
    Retry,
    /// It gave up.
    DeadLetter,
    /// It gave up, and the destination was disabled.
    Disabled,
    /// Its transform cancelled it.
    Cancelled,
}

impl DeliverySummary {
    /// A delivery, held when its destination is.
    pub fn of(delivery: &domain::Delivery, snapshot: &Snapshot) -> Self {
        let last = delivery.last_attempt;
        Self {
            id: delivery.id.to_string(),
            event_id: delivery.event_id.to_string(),
            event_type: delivery.event_type.to_string(),
            source_id: delivery.source_id.map(|id| id.to_string()),
            destination_id: delivery.destination_id.to_string(),
            subscription_id: delivery.subscription_id.map(|id| id.to_string()),
            state: RowState::of(delivery, snapshot),
            due_at_ms: match delivery.state {
                DeliveryState::Scheduled { due_at } => Some(due_at.unix_ms()),
                _ => None,
            },
            attempts_made: delivery.attempts_made,
            attempts_max: delivery.attempts_max(),
            status: last.and_then(|last| last.status),
            error_class: last.and_then(|last| last.error_class).map(Into::into),
            latency_ms: last.map(|last| last.total_us as f64 / 1000.0),
            received_at_ms: delivery.received_at.unix_ms(),
            created_at_ms: delivery.created_at.unix_ms(),
            concluded_at_ms: delivery.state.concluded_at().map(Timestamp::unix_ms),
            body_bytes: delivery.body_bytes,
            trigger: delivery.trigger.into(),
            replay_of: match delivery.trigger {
                domain::Trigger::Replay { of, .. } => of.map(|id| id.to_string()),
                domain::Trigger::Event | domain::Trigger::Test => None,
            },
            interruptions: delivery.interruptions,
        }
    }
}

impl RowState {
    /// The state of a delivery, held when it waits for a destination that is held.
    pub fn of(delivery: &domain::Delivery, snapshot: &Snapshot) -> Self {
        let stage = Stage::of(&delivery.state, delivery.attempts_made);
        let is_held = || {
            snapshot.destination(delivery.destination_id).is_ok_and(|destination| destination.destination.is_holding())
        };
        match stage {
            Stage::Queued | Stage::Retrying if is_held() => Self::Held,
            Stage::Queued => Self::Queued,
            Stage::Retrying => Self::Retrying,
            Stage::Sending => Self::Sending,
            Stage::Delivered => Self::Delivered,
            Stage::DeadLettered => Self::DeadLetter,
            Stage::Cancelled => Self::Cancelled,
        }
    }
}

impl From<domain::Trigger> for Trigger {
    fn from(trigger: domain::Trigger) -> Self {
        match trigger {
            domain::Trigger::Event => Self::Event,
            domain::Trigger::Replay { .. } => Self::Replay,
            domain::Trigger::Test => Self::Test,
        }
    }
}

/// What is known of a delivery.
pub struct Known<'a> {
    /// The delivery itself.
    pub delivery: &'a domain::Delivery,
    /// Its event.
    pub event: &'a EventRow,
    /// Its attempts, in order.
    pub attempts: &'a [domain::Attempt],
    /// The delivery at the head of its line.
    pub head_of_line: Option<DeliveryId>,
    /// The issue of its last failure.
    pub issue_id: Option<IssueId>,
}

impl DeliveryDetail {
    /// A delivery with its event and attempts, as seen at `now`.
    pub fn of(known: &Known<'_>, snapshot: &Snapshot, now: Timestamp) -> Self {
        let Known { delivery, event, attempts, head_of_line, issue_id } = *known;
        let blocked_by = head_of_line.filter(|head| *head != delivery.id).map(|head| head.to_string());
        let timeout = snapshot
            .destination(delivery.destination_id)
            .map_or(Duration::ZERO, |destination| destination.destination.timeout);
        let summary = DeliverySummary::of(delivery, snapshot);
        let forecast = match delivery.state {
            DeliveryState::Scheduled { due_at } => {
                delivery.retry_schedule.forecast(delivery.attempts_made, delivery.created_at, due_at.max(now))
            }
            _ => Vec::new(),
        };
        let cause = match delivery.state {
            DeliveryState::DeadLettered { cause, .. } => Some(cause),
            _ => None,
        };
        let follows = match &blocked_by {
            Some(_) => phrase!("waits-in-line"),
            None => what_follows(delivery, snapshot, now),
        };
        let attempts: Vec<Attempt> = attempts.iter().map(|attempt| Attempt::of(attempt, timeout)).collect();
        Self {
            explanation: explain(&summary, cause, attempts.last(), follows),
            summary,
            event: EventSummary::from(event),
            cause: cause.map(|cause| cause.word().to_owned()),
            issue_id: issue_id.map(|id| id.to_string()),
            sequence: delivery.sequence,
            ordering_key: delivery.ordering_key.clone(),
            blocked_by,
            attempts,
            forecast: forecast
                .iter()
                .map(|attempt| ForecastAttempt {
                    number: attempt.number,
                    earliest_at_ms: attempt.earliest_at.unix_ms(),
                    latest_at_ms: attempt.latest_at.unix_ms(),
                })
                .collect(),
        }
    }
}

fn explain(
    summary: &DeliverySummary,
    cause: Option<domain::DeadLetterCause>,
    last: Option<&Attempt>,
    follows: Phrase,
) -> String {
    let seen = last.map(|attempt| attempt.explanation.clone());
    let then = match (summary.state, cause) {
        (RowState::Delivered, _) => None,
        (_, Some(cause)) => Some(explanation::of_cause(cause)),
        (RowState::Held, _) => Some(phrase!("waits-for-resume")),
        (RowState::Cancelled, _) => Some(phrase!("waits-cancelled")),
        (RowState::Sending, _) => Some(phrase!("waits-sending")),
        _ => Some(follows),
    };
    [seen, then.as_ref().map(said)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What a waiting delivery that may go by itself waits for.
fn what_follows(delivery: &domain::Delivery, snapshot: &Snapshot, now: Timestamp) -> Phrase {
    let health = snapshot.destination(delivery.destination_id).ok().map(|entry| &entry.destination.health);
    match (health, delivery.state) {
        (Some(Health::Open { probe_at, .. }), _) => {
            phrase!("waits-for-probe", time = explanation::in_words(probe_at.since(now)))
        }
        (_, DeliveryState::Scheduled { due_at }) if due_at > now => {
            phrase!("verdict-next-attempt", time = explanation::in_words(due_at.since(now)))
        }
        _ if delivery.attempts_made == 0 => phrase!("waits-for-first-attempt"),
        _ => phrase!("waits-due-now"),
    }
}

impl Attempt {
    fn of(attempt: &domain::Attempt, timeout: Duration) -> Self {
        let status = attempt.response.as_ref().map(|response| response.status);
        let address = address(&attempt.request.url);
        let (kind, next_at) = match attempt.verdict {
            Verdict::Delivered => (VerdictKind::Delivered, None),
            Verdict::Retry { at } | Verdict::Postpone { at } => (VerdictKind::Retry, Some(at)),
            Verdict::DeadLetter { .. } if attempt.verdict.disables_destination() => (VerdictKind::Disabled, None),
            Verdict::DeadLetter { .. } => (VerdictKind::DeadLetter, None),
            Verdict::Cancelled => (VerdictKind::Cancelled, None),
        };
        let next_in = next_at.map_or(Duration::ZERO, |at| at.since(attempt.started_at));
        Self {
            id: attempt.id.to_string(),
            number: attempt.number,
            started_at_ms: attempt.started_at.unix_ms(),
            request: RequestAsSent {
                method: attempt.request.method.clone(),
                url: attempt.request.url.clone(),
                headers: attempt.request.headers.iter().map(Header::from).collect(),
                body_bytes: attempt.request.body_bytes,
                has_own_body: attempt.request.has_own_body,
            },
            response: attempt.response.as_ref().map(|response| Response {
                status: response.status,
                headers: response.headers.iter().map(Header::from).collect(),
                body_bytes: response.body_bytes,
                body_kept_bytes: response.body_kept_bytes,
                is_body_truncated: response.is_body_truncated(),
                is_body_incomplete: response.is_body_incomplete,
            }),
            error_class: attempt.error_class.map(Into::into),
            error_detail: attempt.error_detail.clone(),
            explanation: said(&explanation::of_outcome(attempt.error_class, status, address, timeout)),
            is_connection_reused: attempt.is_connection_reused,
            was_resent_at_once: attempt.was_resent_at_once,
            phases: (&attempt.phases).into(),
            verdict: AttemptVerdict {
                kind,
                explanation: said(&explanation::of_verdict(attempt.verdict, next_in)),
                next_at_ms: next_at.map(Timestamp::unix_ms),
            },
        }
    }
}

/// Host and port of a URL.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned()
}
