//! Plain sentences about attempts: what happened, and what follows. Copy is short; values stand as they are.

use std::time::Duration;

use crate::{DeadLetterCause, ErrorClass, Verdict};

/// What an attempt at `address` saw, as one sentence: `Nothing is listening on localhost:3000.`
pub fn of_outcome(error_class: Option<ErrorClass>, status: Option<u16>, address: &str, timeout: Duration) -> String {
    let Some(class) = error_class else {
        return match status {
            Some(status) => format!("{address} answered {status}."),
            None => format!("{address} took it."),
        };
    };
    match class {
        ErrorClass::Status => of_status(status.unwrap_or_default(), address),
        ErrorClass::ConnectionRefused => format!("Nothing is listening on {address}."),
        ErrorClass::ConnectTimeout => format!("{address} does not take connections."),
        ErrorClass::Dns => format!("The name of {address} does not resolve."),
        ErrorClass::Unreachable => format!("There is no way through the network to {address}."),
        ErrorClass::Tls => format!("No trusted TLS connection to {address}."),
        ErrorClass::Timeout => format!("{address} gave no complete answer in {}.", in_words(timeout)),
        ErrorClass::ConnectionLost => format!("{address} closed the connection before it answered."),
        ErrorClass::Protocol => format!("What {address} sent is not HTTP."),
        ErrorClass::UnexpectedUpgrade => format!("{address} switched protocols instead of answering."),
        ErrorClass::InvalidRequest => "The request cannot be made with this callback URL and these headers.".to_owned(),
        ErrorClass::Local => "This computer could not send it. That costs the delivery no attempt.".to_owned(),
        ErrorClass::Authorization => format!("The token server gave no token for {address}."),
        ErrorClass::Consent => format!("{address} has not agreed to be sent events, so nothing was sent."),
        ErrorClass::Transform => "The transform made no request, so nothing was sent.".to_owned(),
    }
}

/// What follows from a verdict, as one sentence. `next_in` is the time until the next attempt.
pub fn of_verdict(verdict: Verdict, next_in: Duration) -> String {
    match verdict {
        Verdict::Delivered => "Delivered.".to_owned(),
        Verdict::Retry { .. } | Verdict::Postpone { .. } => format!("Next attempt in {}.", in_words(next_in)),
        Verdict::DeadLetter { cause } => of_cause(cause).to_owned(),
        Verdict::Cancelled => "The delivery is cancelled.".to_owned(),
    }
}

/// Why a delivery became a dead letter, as one sentence.
pub const fn of_cause(cause: DeadLetterCause) -> &'static str {
    match cause {
        DeadLetterCause::AttemptsUsedUp => "All attempts are used up.",
        DeadLetterCause::Gone => "The destination said it is gone (410), so it is disabled.",
        DeadLetterCause::NotRetryable => "Trying again cannot help.",
        DeadLetterCause::TooOld => "It is older than its retry schedule allows.",
        DeadLetterCause::StoppedByRule => "A rule of its retry schedule stops at this status.",
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

fn of_status(status: u16, address: &str) -> String {
    match status {
        300..=399 => format!("{address} redirects ({status}). Deliveries never follow a redirect."),
        401 | 403 => format!("{address} refused the request ({status}). Check the secret it verifies with."),
        404 => format!("{address} has nothing at this path (404)."),
        405 => format!("{address} does not take POST at this path (405)."),
        410 => format!("{address} is gone (410)."),
        413 => format!("The payload is too large for {address} (413)."),
        429 => format!("{address} asks to wait (429)."),
        500..=599 => format!("{address} failed with {status}."),
        _ => format!("{address} answered {status}, which is no success."),
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(sentence, "Nothing is listening on localhost:3000.");
        let sentence = of_outcome(Some(ErrorClass::Timeout), None, "a.example", Duration::from_secs(10));
        assert_eq!(sentence, "a.example gave no complete answer in 10 s.");
    }
}
