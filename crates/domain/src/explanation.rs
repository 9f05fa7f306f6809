//! Plain sentences about attempts: what happened, and what follows. Copy is short; values stand as they are.

use std::time::Duration;

use words::{Argument, Phrase, phrase};

use crate::{DeadLetterCause, ErrorClass, Verdict};

/// What an attempt at `address` saw, as one sentence: `Nothing is listening on localhost:3000.`
pub fn of_outcome(
    error_class: Option<ErrorClass>,
    status: Option<u16>,
    address: impl Into<Argument>,
    timeout: Duration,
) -> Phrase {
    let address = address.into();
    let Some(class) = error_class else {
        return match status {
            Some(status) => phrase!("outcome-answered", address = address, status = status),
            None => phrase!("outcome-taken", address = address),
        };
    };
    match class {
        ErrorClass::Status => of_status(status.unwrap_or_default(), address),
        ErrorClass::ConnectionRefused => phrase!("outcome-refused", address = address),
        ErrorClass::ConnectTimeout => phrase!("outcome-connect-timeout", address = address),
        ErrorClass::Dns => phrase!("outcome-dns", address = address),
        ErrorClass::Unreachable => phrase!("outcome-unreachable", address = address),
        ErrorClass::Tls => phrase!("outcome-tls", address = address),
        ErrorClass::Timeout => phrase!("outcome-timeout", address = address, time = in_words(timeout)),
        ErrorClass::ConnectionLost => phrase!("outcome-connection-lost", address = address),
        ErrorClass::Protocol => phrase!("outcome-protocol", address = address),
        ErrorClass::UnexpectedUpgrade => phrase!("outcome-unexpected-upgrade", address = address),
        ErrorClass::InvalidRequest => phrase!("outcome-invalid-request"),
        ErrorClass::Local => phrase!("outcome-local"),
        ErrorClass::Authorization => phrase!("outcome-authorization", address = address),
        ErrorClass::Consent => phrase!("outcome-consent", address = address),
        ErrorClass::Transform => phrase!("outcome-transform"),
    }
}

/// What follows from a verdict, as one sentence. `next_in` is the time until the next attempt.
pub fn of_verdict(verdict: Verdict, next_in: Duration) -> Phrase {
    match verdict {
        Verdict::Delivered => phrase!("verdict-delivered"),
        Verdict::Retry { .. } | Verdict::Postpone { .. } => phrase!("verdict-next-attempt", time = in_words(next_in)),
        Verdict::DeadLetter { cause } => of_cause(cause),
        Verdict::Cancelled => phrase!("verdict-cancelled"),
    }
}

/// Why a delivery became a dead letter, as one sentence.
pub const fn of_cause(cause: DeadLetterCause) -> Phrase {
    match cause {
        DeadLetterCause::AttemptsUsedUp => phrase!("dead-letter-attempts-used-up"),
        DeadLetterCause::Gone => phrase!("dead-letter-gone"),
        DeadLetterCause::NotRetryable => phrase!("dead-letter-not-retryable"),
        DeadLetterCause::TooOld => phrase!("dead-letter-too-old"),
        DeadLetterCause::StoppedByRule => phrase!("dead-letter-stopped-by-rule"),
    }
}

/// A time in the largest units that matter: `5 s`, `5 m`, `2 h`, `1 h 30 m`, `250 ms`.
pub fn in_words(time: Duration) -> String {
    let (seconds, milliseconds) = (time.as_secs(), time.subsec_millis());
    let two = |large: u64, large_unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{large} {large_unit}"),
        small => format!("{large} {large_unit} {small} {small_unit}"),
    };
    match seconds {
        0 if milliseconds > 0 => format!("{milliseconds} ms"),
        0..60 => format!("{} s", if milliseconds >= 500 { seconds + 1 } else { seconds }),
        60..3_600 => two(seconds / 60, "m", seconds % 60, "s"),
        3_600..86_400 => two(seconds / 3_600, "h", seconds % 3_600 / 60, "m"),
        _ => two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h"),
    }
}

fn of_status(status: u16, address: Argument) -> Phrase {
    match status {
        300..=399 => phrase!("outcome-redirects", address = address, status = status),
        401 | 403 => phrase!("outcome-rejected", address = address, status = status),
        404 => phrase!("outcome-not-found", address = address),
        405 => phrase!("outcome-method", address = address),
        410 => phrase!("outcome-gone", address = address),
        413 => phrase!("outcome-too-large", address = address),
        429 => phrase!("outcome-rate-limited", address = address),
        500..=599 => phrase!("outcome-server-error", address = address, status = status),
        _ => phrase!("outcome-no-success", address = address, status = status),
    }
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::*;

    #[test]
    fn times_are_said_in_the_units_that_matter() {
        let said: Vec<String> = [250, 1_000, 5_400, 65_000, 300_000, 7_200_000, 5_400_000, 90_000_000]
            .into_iter()
            .map(|ms| in_words(Duration::from_millis(ms)))
            .collect();
        assert_eq!(said, ["250 ms", "1 s", "5 s", "1 m 5 s", "5 m", "2 h", "1 h 30 m", "1 d 1 h"]);
    }

    #[test]
    fn a_failure_is_said_with_its_address() {
        let sentence = of_outcome(Some(ErrorClass::ConnectionRefused), None, "localhost:3000", Duration::from_secs(10));
        assert_eq!(sentence.in_words(Language::English), "Nothing is listening on localhost:3000.");
        let sentence = of_outcome(Some(ErrorClass::Timeout), None, "a.example", Duration::from_secs(10));
        assert_eq!(sentence.in_words(Language::English), "a.example gave no complete answer in 10 s.");
    }
}
