//! Timestamps as senders write them.

use serde::{Deserialize, Serialize};

/// How a scheme writes the time of signing, and how old a signature may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimestampRule {
    /// How it is written.
    pub unit: TimestampUnit,
    /// How far it may be from our clock on either side, in seconds; the limit itself is still allowed. `None` where the
    /// provider names no limit: any age is accepted, and shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance_s: Option<u64>,
    /// Whether a request may come without one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimestampUnit {
    /// Seconds since 1970, in plain digits.
    Seconds,
    /// Milliseconds since 1970, in plain digits.
    Milliseconds,
    /// Date and time as RFC 3339 has them: `2026-11-23T10:00:00Z`.
    Rfc3339,
}

impl TimestampUnit {
    /// What is expected, in words.
    pub const fn expectation(self) -> &'static str {
        match self {
            Self::Seconds => "a Unix time in whole seconds, digits only, such as `1764000000`",
            Self::Milliseconds => "a Unix time in milliseconds, digits only, such as `1764000000000`",
            Self::Rfc3339 => "a date and time such as `2026-11-23T10:00:00Z`",
        }
    }

    /// The time in milliseconds since 1970. A number has one writing, or two texts would mean the same time.
    pub(crate) fn read_ms(self, written: &[u8]) -> Option<i64> {
        match self {
            Self::Seconds => plain_digits(written)?.checked_mul(1_000).or(Some(i64::MAX)),
            Self::Milliseconds => plain_digits(written),
            Self::Rfc3339 => {
                let text = std::str::from_utf8(written).ok()?;
                text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
            }
        }
    }

    /// A time in Unix seconds, as this unit writes it; `None` before 1970 or where it cannot be written.
    pub(crate) fn write(self, at_unix_s: i64) -> Option<String> {
        if at_unix_s < 0 {
            return None;
        }
        match self {
            Self::Seconds => Some(at_unix_s.to_string()),
            Self::Milliseconds => at_unix_s.checked_mul(1_000).map(|ms| ms.to_string()),
            Self::Rfc3339 => jiff::Timestamp::from_second(at_unix_s).ok().map(|time| time.to_string()),
        }
    }
}

fn plain_digits(written: &[u8]) -> Option<i64> {
    let is_plain = matches!(written, [b'0'] | [b'1'..=b'9', ..]) && written.iter().all(u8::is_ascii_digit);
    if !is_plain {
        return None;
    }
    std::str::from_utf8(written).ok()?.parse().ok()
}

/// A sender's time beside ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Skew {
    /// Sender's time minus ours, in milliseconds.
    ms: i64,
}

impl Skew {
    pub(crate) const fn between(at_ms: i64, now_unix_s: i64) -> Self {
        Self { ms: at_ms.saturating_sub(now_unix_s.saturating_mul(1_000)) }
    }

    /// In whole seconds, away from zero: what is 300.4 s old is 301 s old when 300 are allowed.
    pub(crate) fn seconds(self) -> i64 {
        let whole = self.ms.checked_div(1_000).unwrap_or(0);
        match self.ms.checked_rem(1_000) {
            Some(0) | None => whole,
            Some(_) if self.ms < 0 => whole.saturating_sub(1),
            Some(_) => whole.saturating_add(1),
        }
    }

    pub(crate) const fn is_past(self) -> bool {
        self.ms < 0
    }

    pub(crate) fn exceeds(self, tolerance_s: u64) -> bool {
        self.seconds().unsigned_abs() > tolerance_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_writing() {
        let seconds = |written: &str| TimestampUnit::Seconds.read_ms(written.as_bytes());
        assert_eq!(seconds("0"), Some(0));
        assert_eq!(seconds("1764000000"), Some(1_764_000_000_000));
        assert_eq!(seconds("9223372036854775807"), Some(i64::MAX));
        for refused in ["", "-1", "+1", "01", "1.0", "1e9", " 1", "1 ", "0x1", "9223372036854775808", "١"] {
            assert_eq!(seconds(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn every_unit_reads_what_it_writes() {
        for unit in [TimestampUnit::Seconds, TimestampUnit::Milliseconds, TimestampUnit::Rfc3339] {
            let written = unit.write(1_764_000_000).unwrap();
            assert_eq!(unit.read_ms(written.as_bytes()), Some(1_764_000_000_000), "{written}");
            assert_eq!(unit.write(-1), None);
        }
        let rfc3339 = |written: &str| TimestampUnit::Rfc3339.read_ms(written.as_bytes());
        assert_eq!(rfc3339("2021-07-25T10:00:00Z"), Some(1_627_207_200_000));
        assert_eq!(rfc3339("2023-07-19T14:56:51.634234626Z"), Some(1_689_778_611_634));
        assert_eq!(rfc3339("2021-07-25T12:00:00+02:00"), Some(1_627_207_200_000));
        assert_eq!(rfc3339("2021-07-25"), None);
    }

    #[test]
    fn a_skew_is_said_in_seconds_and_never_too_small() {
        let skew = |at_ms: i64| Skew::between(at_ms, 1_000).seconds();
        assert_eq!((skew(700_000), skew(699_999), skew(1_300_001)), (-300, -301, 301));
        assert!(!Skew::between(700_000, 1_000).exceeds(300));
        assert!(Skew::between(699_999, 1_000).exceeds(300));
    }
}
