//! What is looked for in a body.

use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder};

use crate::hex;
use crate::layout::Layout;

/// Matches that are remembered and counted.
pub const MATCHES_MAX: usize = 100_000;
/// Longest text to look for.
const FIND_BYTES_MAX: usize = 1_000;
/// Lines are searched together until they are so long.
const BATCH_BYTES: usize = 256 * 1_024;
/// Bound of a compiled expression.
const EXPRESSION_BYTES_MAX: usize = 4 * 1_024 * 1_024;

/// What to look for.
#[derive(Debug, Clone)]
pub struct Find {
    key: (String, bool, bool),
    expression: Regex,
}

/// Why nothing can be looked for.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// It is empty or too long.
    #[error("there is a text of 1 to {FIND_BYTES_MAX} bytes to look for")]
    Length,
    /// It is no regular expression.
    #[error("it is no regular expression: {0}")]
    Expression(String),
}

/// One place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The line, 0 for the first.
    pub line: usize,
    /// Where in the line.
    pub byte: usize,
    /// How long.
    pub bytes: usize,
}

/// Every place, as far as they are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In their order.
    pub matches: Vec<Match>,
    /// Whether there may be more than are counted.
    pub is_cut: bool,
}

impl Find {
    /// Reads what to look for.
    ///
    /// # Errors
    /// When it is no regular expression, though it is to be one, or has no fit length.
    pub fn new(text: &str, is_regex: bool, is_case_kept: bool) -> Result<Self, FindError> {
        if text.is_empty() || text.len() > FIND_BYTES_MAX {
            return Err(FindError::Length);
        }
        let pattern = if is_regex { text.to_owned() } else { regex::escape(text) };
        let expression = RegexBuilder::new(&pattern)
            .case_insensitive(!is_case_kept)
            .multi_line(true)
            .size_limit(EXPRESSION_BYTES_MAX)
            .build()
            .map_err(|error| FindError::Expression(last_line(&error.to_string())))?;
        Ok(Self { key: (text.to_owned(), is_regex, is_case_kept), expression })
    }

    /// Whether it is anywhere in a body.
    pub fn is_in(&self, body: &[u8]) -> bool {
        self.expression.is_match(body)
    }

    /// Tells it from others.
    pub(crate) fn key(&self) -> &(String, bool, bool) {
        &self.key
    }

    /// Where it stands in some bytes.
    pub(crate) fn ranges_in(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        self.expression.find_iter(bytes).filter(|found| !found.is_empty()).map(|found| found.range()).collect()
    }

    /// Where it stands, as UTF-16 units of the text that the bytes are shown as.
    pub(crate) fn units_in(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        let units = |bytes: &[u8]| String::from_utf8_lossy(bytes).encode_utf16().count();
        let (mut at, mut unit) = (0, 0);
        let mut matches = Vec::new();
        for range in self.ranges_in(bytes) {
            let start = unit + units(&bytes[at..range.start]);
            let end = start + units(&bytes[range.clone()]);
            matches.push((start, end));
            (at, unit) = (range.end, end);
        }
        matches
    }

    /// Looks through the lines.
    pub(crate) fn in_lines(&self, layout: &Layout) -> Found {
        let mut found = Found::default();
        let mut text = Vec::new();
        let mut starts = Vec::new();
        let mut first = 0;
        layout.walk(0, |number, line| {
            if starts.is_empty() {
                first = number;
            }
            starts.push(text.len());
            line.copy(0..line.len(), &mut text);
            text.push(b'\n');
            if text.len() >= BATCH_BYTES {
                self.add_matches(&text, &starts, first, &mut found);
                text.clear();
                starts.clear();
            }
            !found.is_cut
        });
        self.add_matches(&text, &starts, first, &mut found);
        found
    }

    fn add_matches(&self, text: &[u8], starts: &[usize], first: usize, found: &mut Found) {
        for one in self.expression.find_iter(text).filter(|one| !one.is_empty()) {
            if found.matches.len() >= MATCHES_MAX {
                found.is_cut = true;
                return;
            }
            let line = starts.partition_point(|start| *start <= one.start()) - 1;
            let line_end = starts.get(line + 1).copied().unwrap_or(text.len()) - 1;
            let end = one.end().min(line_end);
            if end > one.start() {
                let byte = one.start() - starts[line];
                found.matches.push(Match { line: first + line, byte, bytes: end - one.start() });
            }
        }
    }

    /// Looks through bytes, in the lines of the hex view.
    pub(crate) fn in_bytes(&self, body: &[u8]) -> Found {
        let mut found = Found::default();
        for one in self.expression.find_iter(body).filter(|one| !one.is_empty()) {
            if found.matches.len() >= MATCHES_MAX {
                found.is_cut = true;
                break;
            }
            let (line, byte) = (one.start() / hex::LINE_BYTES, one.start() % hex::LINE_BYTES);
            found.matches.push(Match { line, byte, bytes: one.len() });
        }
        found
    }
}

impl Found {
    /// The first match at or behind a line, or the very first.
    pub fn index_from(&self, line: usize) -> usize {
        let index = self.matches.partition_point(|one| one.line < line);
        if index < self.matches.len() { index } else { 0 }
    }
}

/// What the library says in several lines, the last of which has the reason.
fn last_line(text: &str) -> String {
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
