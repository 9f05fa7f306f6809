//! Patterns of lines that mean nothing when texts are compared.

use regex::bytes::{RegexSet, RegexSetBuilder};

/// Patterns of one comparison.
pub const LINE_PATTERNS_MAX: usize = 20;
/// Longest pattern, in characters.
pub const LINE_PATTERN_CHARS_MAX: usize = 500;
/// Memory that the patterns of one comparison may take when they are compiled.
const COMPILED_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Regular expressions; lines of both sides in which the same one is found are equal. Searching takes time in proportion
/// to the length of a line, whatever the expression.
#[derive(Debug, Clone, Default)]
pub struct LinePatterns(RegexSet);

/// A text that is no pattern, or too many of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinePatternError {
    /// It is no regular expression.
    #[error("`{pattern}` is no regular expression: {reason}")]
    NotRegular {
        /// The text.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It is too long.
    #[error("a pattern has more than {LINE_PATTERN_CHARS_MAX} characters")]
    TooLong,
    /// There are too many.
    #[error("there are more than {LINE_PATTERNS_MAX} patterns")]
    TooMany,
    /// They take too much memory together.
    #[error("the patterns are too large together")]
    TooLarge,
}

impl LinePatterns {
    /// Reads patterns, each as a regular expression.
    ///
    /// # Errors
    /// When one of them is none, or they are too much.
    pub fn parse<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, LinePatternError> {
        let patterns: Vec<&str> = patterns.into_iter().take(LINE_PATTERNS_MAX + 1).collect();
        if patterns.len() > LINE_PATTERNS_MAX {
            return Err(LinePatternError::TooMany);
        }
        for pattern in &patterns {
            if pattern.chars().count() > LINE_PATTERN_CHARS_MAX {
                return Err(LinePatternError::TooLong);
            }
            // One by one, so that the error is about one of them.
            compiled(&[pattern])?;
        }
        compiled(&patterns).map(Self)
    }

    /// Which pattern is found in a line, the first of several.
    pub(super) fn first_in(&self, line: &[u8]) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        self.0.matches(line).iter().next()
    }
}

impl PartialEq for LinePatterns {
    fn eq(&self, other: &Self) -> bool {
        self.0.patterns() == other.0.patterns()
    }
}

impl Eq for LinePatterns {}

fn compiled(patterns: &[&str]) -> Result<RegexSet, LinePatternError> {
    RegexSetBuilder::new(patterns).size_limit(COMPILED_BYTES_MAX).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => LinePatternError::TooLarge,
        error => LinePatternError::NotRegular {
            pattern: patterns.first().copied().unwrap_or_default().to_owned(),
            reason: reason_of(&error.to_string()),
        },
    })
}

/// The last line says what is wrong; those before it draw where.
fn reason_of(message: &str) -> String {
    let last = message.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pattern_that_is_found_in_a_line_counts() {
        let patterns = LinePatterns::parse(["^Date:", r"id=\d+"]).unwrap();
        let found = [&b"Date: now, id=7"[..], b"x id=7", b"x id=", b"\xff id=7"].map(|line| patterns.first_in(line));
        assert_eq!(found, [Some(0), Some(1), None, Some(1)]);
        assert_eq!(LinePatterns::default().first_in(b""), None);
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_its_reason() {
        let refused = |patterns: &[&str]| LinePatterns::parse(patterns.iter().copied()).unwrap_err();
        let error = refused(&["fine", "id=("]).to_string();
        assert_eq!(error, "`id=(` is no regular expression: unclosed group");
        assert_eq!(refused(&["a"; LINE_PATTERNS_MAX + 1]), LinePatternError::TooMany);
        assert_eq!(refused(&[&"a".repeat(LINE_PATTERN_CHARS_MAX + 1)]), LinePatternError::TooLong);
        assert_eq!(refused(&[r"(\w{1000}){1000}"]), LinePatternError::TooLarge);
    }
}
