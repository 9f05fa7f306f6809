//! What JSON strings mean, given how they are written.

use std::borrow::Cow;
use std::str::Chars;

/// The text of a string written with its quotation marks. A lone surrogate, which no text can hold, becomes U+FFFD.
pub(crate) fn unescape(written: &str) -> Cow<'_, str> {
    let inner = inner(written);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let characters = char::decode_utf16(Units::of(inner));
    Cow::Owned(characters.map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// Whether two written strings mean the same. Lone surrogates are compared as they are.
pub(crate) fn are_equal(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let has_escapes = left.contains('\\') || right.contains('\\');
    has_escapes && Units::of(inner(left)).eq(Units::of(inner(right)))
}

fn inner(written: &str) -> &str {
    written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written)
}

/// The UTF-16 code units that a written string stands for; JSON escapes are made of these.
struct Units<'a> {
    rest: Chars<'a>,
    /// Second half of a pair whose first half was just given.
    low_half: Option<u16>,
}

impl<'a> Units<'a> {
    fn of(inner: &'a str) -> Self {
        Self { rest: inner.chars(), low_half: None }
    }

    /// The character of an escape, whose backslash has been taken, or the unit of one in numbers.
    fn escape(&mut self) -> Option<u16> {
        let character = match self.rest.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let digits = self.rest.as_str().get(..4)?;
                self.rest = self.rest.as_str().get(4..)?.chars();
                return u16::from_str_radix(digits, 16).ok();
            }
            itself => itself,
        };
        u16::try_from(u32::from(character)).ok()
    }
}

impl Iterator for Units<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        if let Some(low_half) = self.low_half.take() {
            return Some(low_half);
        }
        match self.rest.next()? {
            '\\' => self.escape(),
            character => {
                let mut units = [0; 2];
                let mut units = character.encode_utf16(&mut units).iter().copied();
                let first = units.next();
                self.low_half = units.next();
                first
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape(r#""plain é😀""#), "plain é😀");
        assert_eq!(unescape(r#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#), "\"\\/\u{8}\u{c}\n\r\tAé😀");
        assert_eq!(unescape(r#""\ud83d!""#), "\u{fffd}!");
    }

    #[test]
    fn two_writings_of_one_text_are_equal() {
        assert!(are_equal(r#""A/é😀""#, r#""\u0041\/\u00E9\uD83D\uDE00""#));
        assert!(are_equal(r#""\ud83d""#, r#""\uD83D""#));
        assert!(!are_equal(r#""\ud83d""#, r#""\ud83e""#));
        assert!(!are_equal(r#""a""#, r#""a\n""#));
        assert!(!are_equal(r#""\\u0041""#, r#""A""#));
    }
}
