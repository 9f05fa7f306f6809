//! Formats of text that are told apart, with the names of JSON Schema.
//!
//! A text has a format only when every checker would say so; a doubtful text has none.

/// A format of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RFC 3339: `2026-05-01T12:00:00Z`.
    DateTime,
    /// RFC 3339: `2026-05-01`.
    Date,
    /// RFC 9562, hyphenated.
    Uuid,
    /// An absolute `http` or `https` address.
    Uri,
    /// One address, without quotes and comments.
    Email,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::DateTime, Self::Date, Self::Uuid, Self::Uri, Self::Email];

    /// The name JSON Schema gives it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Uuid => "uuid",
            Self::Uri => "uri",
            Self::Email => "email",
        }
    }

    /// Plain words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DateTime => "a date and time",
            Self::Date => "a date",
            Self::Uuid => "a UUID",
            Self::Uri => "a web address",
            Self::Email => "an e-mail address",
        }
    }

    /// Whether a text has this format.
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Date => is_date(text),
            Self::Uuid => is_uuid(text),
            Self::Uri => is_uri(text),
            Self::Email => is_email(text),
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Formats(u8);

impl Formats {
    /// Those that a text has.
    pub(crate) fn of(text: &str) -> Self {
        Self(Format::ALL.into_iter().filter(|format| format.fits(text)).fold(0, |bits, format| bits | format.bit()))
    }

    /// Those in both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The first of them.
    pub(crate) fn first(self) -> Option<Format> {
        Format::ALL.into_iter().find(|format| self.0 & format.bit() != 0)
    }
}

fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else { return false };
    let Some(time) = time.strip_prefix('T') else { return false };
    let zone_at = time.find(['Z', '+', '-']);
    let Some((clock, zone)) = zone_at.map(|at| time.split_at(at)) else { return false };
    is_date(date) && is_clock(clock) && is_zone(zone)
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let parts: Vec<&str> = whole.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return false };
    is_below(hour, 24)
        && is_below(minute, 60)
        && is_below(second, 60)
        && fraction.is_none_or(|digits| (1..=9).contains(&digits.len()) && is_digits(digits))
}

fn is_zone(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    text.get(1..)
        .and_then(|offset| offset.split_once(':'))
        .is_some_and(|(hour, minute)| is_below(hour, 24) && is_below(minute, 60))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if year.len() != 4 || !is_digits(year) || !is_below(month, 13) || !is_below(day, 32) {
        return false;
    }
    let number = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_below(digits: &str, bound: u32) -> bool {
    digits.len() == 2 && is_digits(digits) && digits.parse::<u32>().is_ok_and(|number| number < bound)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a hyphenated UUID.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_uri(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_rest = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte);
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.bytes().all(is_host)
        && port.is_none_or(|port| port.len() <= 5 && is_digits(port))
        && rest[host.len()..].bytes().all(is_rest)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_word = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'))
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let is_label = |part: &str| is_word(part) && !part.contains(['_', '+']);
    name.len() <= 64 && name.split('.').all(is_word) && host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_at_most_the_format_it_looks_like() {
        for (text, format) in [
            ("2026-05-01T12:00:00Z", Some(Format::DateTime)),
            ("2026-05-01T12:00:00.123+02:00", Some(Format::DateTime)),
            ("2026-02-29T12:00:00Z", None),
            ("2026-05-01 12:00:00", None),
            ("2028-02-29", Some(Format::Date)),
            ("2026-13-01", None),
            ("019306e4-7c1f-7000-8000-000000000001", Some(Format::Uuid)),
            ("https://api.github.com/users/octocat", Some(Format::Uri)),
            ("https://api.github.com/users{/user}", None),
            ("ftp://example.com", None),
            ("ada@example.com", Some(Format::Email)),
            ("ada@localhost", None),
            ("ö", None),
            ("", None),
        ] {
            assert_eq!(Formats::of(text).first(), format, "{text}");
        }
    }
}
