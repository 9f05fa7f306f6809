//! What kind of failure it is: the row of the table that everything else looks up.

use domain::{DeliveryState, ErrorClass};

use super::facts::Facts;

macro_rules! failure_kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal;)*) => {
        /// What kind of failure it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum FailureKind { $($(#[$doc])* $name,)* }

        impl FailureKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word for it in the API.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

failure_kinds! {
    /// Nothing listens at its address.
    Refused "refused";
    /// Its name does not resolve.
    Dns "dns";
    /// The network has no way to it.
    Unreachable "unreachable";
    /// It does not take connections in time.
    ConnectTimeout "connect_timeout";
    /// It takes the connection and does not answer in time.
    Timeout "timeout";
    /// Its certificate is not trusted, or TLS was not agreed on.
    Tls "tls";
    /// It redirects, which deliveries do not follow.
    Redirect "redirect";
    /// It does not believe that it is us: 401 and 403, and any refusal whose answer speaks of the signature.
    Rejected "rejected";
    /// It does not take the request at this path: 404, 405, 410.
    Path "path";
    /// It does not like the payload: 400, 415, 422.
    Payload "payload";
    /// The payload is larger than it takes: 413.
    TooLarge "too_large";
    /// It asks for fewer requests: 429.
    RateLimited "rate_limited";
    /// It failed itself: 5xx.
    ServerError "server_error";
    /// Another status that is no success.
    Status "status";
    /// Nothing failed; deliveries come faster than they go.
    SlowConsumer "slow_consumer";
    /// It closed the connection before it answered.
    ConnectionLost "connection_lost";
    /// What it sent is no HTTP.
    Protocol "protocol";
    /// It answered 101 Switching Protocols.
    UnexpectedUpgrade "unexpected_upgrade";
    /// The request cannot be made.
    InvalidRequest "invalid_request";
    /// This computer could not send.
    Local "local";
    /// There is no token for it.
    Authorization "authorization";
    /// It has not agreed to be sent events.
    Consent "consent";
    /// The transform made no request.
    Transform "transform";
}

/// Waiting longer than this after it was due speaks of a queue.
const QUEUE_WAIT_MS: i64 = 5_000;

/// The kind of the last failure; `None` where nothing failed.
pub(super) fn kind_of(facts: &Facts) -> Option<FailureKind> {
    let is_over_well = matches!(facts.delivery.state, DeliveryState::Delivered { .. });
    let class = facts.attempt.as_ref().and_then(|attempt| attempt.error_class).filter(|_| !is_over_well);
    match class {
        Some(class) => Some(of_class(class, facts)),
        None => is_queued_long(facts).then_some(FailureKind::SlowConsumer),
    }
}

fn of_class(class: ErrorClass, facts: &Facts) -> FailureKind {
    match class {
        ErrorClass::Status => of_status(facts),
        ErrorClass::ConnectionRefused => FailureKind::Refused,
        ErrorClass::ConnectTimeout => FailureKind::ConnectTimeout,
        ErrorClass::Dns => FailureKind::Dns,
        ErrorClass::Unreachable => FailureKind::Unreachable,
        ErrorClass::Tls => FailureKind::Tls,
        ErrorClass::Timeout => FailureKind::Timeout,
        ErrorClass::ConnectionLost => FailureKind::ConnectionLost,
        ErrorClass::Protocol => FailureKind::Protocol,
        ErrorClass::UnexpectedUpgrade => FailureKind::UnexpectedUpgrade,
        ErrorClass::InvalidRequest => FailureKind::InvalidRequest,
        ErrorClass::Local => FailureKind::Local,
        ErrorClass::Authorization => FailureKind::Authorization,
        ErrorClass::Transform => FailureKind::Transform,
        ErrorClass::Consent => FailureKind::Consent,
    }
}

fn of_status(facts: &Facts) -> FailureKind {
    match facts.status() {
        300..=399 => FailureKind::Redirect,
        401 | 403 => FailureKind::Rejected,
        400 if facts.answer.speaks_of_signature() => FailureKind::Rejected,
        400 | 415 | 422 => FailureKind::Payload,
        404 | 405 | 410 => FailureKind::Path,
        413 => FailureKind::TooLarge,
        429 => FailureKind::RateLimited,
        500..=599 => FailureKind::ServerError,
        _ => FailureKind::Status,
    }
}

/// Whether a delivery that was never tried stands behind others of a destination that takes deliveries.
fn is_queued_long(facts: &Facts) -> bool {
    let DeliveryState::Scheduled { due_at } = facts.delivery.state else { return false };
    let is_taken = facts.destination.as_ref().is_some_and(|entry| !entry.destination.is_holding());
    facts.delivery.attempts_made == 0 && is_taken && facts.now.unix_ms() - due_at.unix_ms() >= QUEUE_WAIT_MS
}
