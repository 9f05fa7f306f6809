//! The `Retry-After` header: whole seconds or an HTTP date (RFC 9110 §10.2.3).

use std::time::{Duration, UNIX_EPOCH};

use crate::Timestamp;

/// Longest wait a destination can ask for; longer ones are cut to it.
pub const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a `Retry-After` value as a wait from `now`, at most [`RETRY_AFTER_MAX`]. Anything but one to ten digits or a
/// date is ignored: `-5`, `1e30`, `inf` and `5, 10` are met in the wild, and mean nothing.
pub fn parse(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let wait = if (1..=10).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(value.parse().ok()?)
    } else {
        let since_epoch = httpdate::parse_http_date(value).ok()?.duration_since(UNIX_EPOCH).ok()?;
        Timestamp::from_unix_ms(0).after(since_epoch).since(now)
    };
    Some(wait.min(RETRY_AFTER_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected_s: Option<u64>) {
        // Sun, 06 Nov 1994 08:49:37 GMT
        let now = Timestamp::from_unix_ms(784_111_777_000);
        assert_eq!(parse(value, now), expected_s.map(Duration::from_secs), "{value:?}");
    }

    #[test]
    fn seconds_and_dates_are_read_and_clamped() {
        check("120", Some(120));
        check("0", Some(0));
        check("86400", Some(86_400));
        check("86401", Some(86_400));
        check("9999999999", Some(86_400));
        check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
        check("Sun, 06 Nov 1994 08:00:00 GMT", Some(0));
        check("Fri, 31 Dec 9999 23:59:59 GMT", Some(86_400));
    }

    #[test]
    fn anything_else_is_ignored() {
        for value in ["", "-5", "+5", "1e3", "1e30", "inf", "nan", "0x10", "5, 10", "99999999999999999999", "soon"] {
            check(value, None);
        }
        check(&"9".repeat(10_000), None);
    }
}
