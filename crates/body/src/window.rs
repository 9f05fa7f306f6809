//! Some lines of a body, as they are shown.

use crate::content::Content;
use crate::encoded::{Encoded, encoded};
use crate::layout::{Layout, LinePieces};
use crate::opened::View;
use crate::search::Find;

/// Of a longer line so much is shown at a time.
pub const LINE_BYTES_MAX: usize = 10_000;
/// Of a file inside of text, so much is shown at first.
const ENCODED_BYTES_SHOWN: usize = 96;
/// Lines in one window.
pub const WINDOW_LINES_MAX: usize = 1_000;

/// Lines of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The lines asked for.
    pub lines: Vec<Line>,
    /// How many there are.
    pub total_lines: usize,
    /// Length of the body.
    pub body_bytes: usize,
    /// How it is shown.
    pub view: View,
    /// What it is.
    pub content: Content,
    /// The character set it was read in.
    pub charset: &'static str,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// 1 for the first.
    pub number: usize,
    /// Its text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Bytes of the line that the text stands for.
    pub shown_bytes: usize,
    /// Bytes hidden before the text.
    pub before_bytes: usize,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// The file that is its value.
    pub encoded: Option<Encoded>,
    /// What was looked for, as ranges of UTF-16 units of the text.
    pub matches: Vec<(usize, usize)>,
}

/// Which part of which lines.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    pub first: usize,
    pub count: usize,
    /// Bytes of each line to leave out at its begin.
    pub from_byte: usize,
    pub find: Option<&'a Find>,
}

/// Cuts lines out of a layout.
pub(crate) fn lines(layout: &Layout, asked: Asked<'_>) -> Vec<Line> {
    let count = asked.count.min(WINDOW_LINES_MAX);
    let mut lines = Vec::with_capacity(count.min(layout.marks.total));
    if count > 0 {
        layout.walk(asked.first, |index, pieces| {
            lines.push(shown(index, pieces, asked));
            lines.len() < count
        });
    }
    lines
}

fn shown(index: usize, pieces: &LinePieces<'_>, asked: Asked<'_>) -> Line {
    let (value_at, file) = match pieces.value_in_it() {
        Some((at, value)) => {
            (at, encoded(value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value)))
        }
        None => (0, None),
    };
    let from = pieces.character_at(asked.from_byte);
    let most = if file.is_some() && from <= value_at { value_at - from + ENCODED_BYTES_SHOWN } else { LINE_BYTES_MAX };
    let to = pieces.character_at(from + most).max(from);
    let mut bytes = Vec::with_capacity(to - from);
    pieces.copy(from..to, &mut bytes);
    Line {
        number: index + 1,
        matches: asked.find.map(|find| find.units_in(&bytes)).unwrap_or_default(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        shown_bytes: to - from,
        before_bytes: from,
        cut_bytes: pieces.len() - to,
        encoded: file,
    }
}
