//! A body cut into lines, of which only every 64th is remembered.

use std::ops::Range;

use bytes::Bytes;

use crate::json;

/// Lines between two marks.
const LINES_PER_MARK: usize = 64;
/// Bytes between two marks at most, as long as lines end.
const BYTES_PER_MARK: usize = 64 * 1_024;
/// Deeper levels get no further indent, so that a hostile nesting cannot make the text quadratic.
const INDENT_LEVELS_MAX: usize = 64;
const INDENT: usize = 2;
const SPACES: [u8; INDENT_LEVELS_MAX * INDENT] = [b' '; INDENT_LEVELS_MAX * INDENT];

/// Where a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub offset: usize,
    /// How deep it stands, in JSON.
    pub depth: usize,
}

/// Some of the lines, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    marks: Vec<(usize, Place)>,
    pub total: usize,
}

impl Marks {
    /// Counts a line.
    pub fn begin_line(&mut self, place: Place) {
        let is_due = self.marks.last().is_none_or(|(line, mark)| {
            self.total - line >= LINES_PER_MARK || place.offset - mark.offset >= BYTES_PER_MARK
        });
        if is_due {
            self.marks.push((self.total, place));
        }
        self.total += 1;
    }

    /// The last mark that is not behind a line.
    fn before(&self, line: usize) -> Option<(usize, Place)> {
        let after = self.marks.partition_point(|(marked, _)| *marked <= line);
        after.checked_sub(1).map(|index| self.marks[index])
    }

    /// The place of just this line, when it is marked.
    fn at(&self, line: usize) -> Option<Place> {
        self.marks.binary_search_by_key(&line, |(marked, _)| *marked).ok().map(|index| self.marks[index].1)
    }

    /// What they take in memory.
    pub fn bytes(&self) -> usize {
        self.marks.capacity() * size_of::<(usize, Place)>()
    }
}

/// A text and its lines.
pub(crate) struct Layout {
    pub text: Bytes,
    pub marks: Marks,
    pub is_json: bool,
}

impl Layout {
    /// Text in the lines it has.
    pub fn plain(text: Bytes) -> Self {
        let mut marks = Marks::default();
        let mut start = 0;
        for (index, byte) in text.iter().enumerate() {
            if *byte == b'\n' {
                marks.begin_line(Place { offset: start, depth: 0 });
                start = index + 1;
            }
        }
        if start < text.len() {
            marks.begin_line(Place { offset: start, depth: 0 });
        }
        Self { text, marks, is_json: false }
    }

    /// The line in which a byte of the text stands, 0 for the first.
    pub fn line_of(&self, offset: usize) -> usize {
        let behind = self.marks.marks.partition_point(|(_, mark)| mark.offset <= offset);
        let Some((mut number, mut place)) = behind.checked_sub(1).map(|index| self.marks.marks[index]) else {
            return 0;
        };
        loop {
            let (_, next) = if self.is_json { json::line_at(&self.text, place) } else { self.plain_at(number, place) };
            match next {
                Some(next) if next.offset <= offset => (number, place) = (number + 1, next),
                _ => return number,
            }
        }
    }

    /// Gives the lines from `first` on, until `see` answers that it has enough.
    pub fn walk<'a>(&'a self, first: usize, mut see: impl FnMut(usize, &LinePieces<'a>) -> bool) {
        let Some((mut number, mut place)) = self.marks.before(first) else { return };
        if first >= self.marks.total {
            return;
        }
        loop {
            let (line, next) =
                if self.is_json { json::line_at(&self.text, place) } else { self.plain_at(number, place) };
            if number >= first && !see(number, &line) {
                return;
            }
            let Some(next) = next else { return };
            (number, place) = (number + 1, next);
        }
    }

    fn plain_at(&self, number: usize, place: Place) -> (LinePieces<'_>, json::Next) {
        let rest = &self.text[place.offset..];
        let end = match self.marks.at(number + 1) {
            Some(next) => Some(next.offset - place.offset - 1),
            None => rest.iter().position(|byte| *byte == b'\n'),
        };
        let line = &rest[..end.unwrap_or(rest.len())];
        let mut pieces = LinePieces::indented(0);
        pieces.value(line.strip_suffix(b"\r").filter(|_| end.is_some()).unwrap_or(line));
        let next = end.map(|end| place.offset + end + 1).filter(|offset| *offset < self.text.len());
        (pieces, next.map(|offset| Place { offset, depth: 0 }))
    }
}

/// A line as pieces of the body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinePieces<'a> {
    pieces: [&'a [u8]; 5],
    count: usize,
    /// Where in the line its value stands.
    value: Option<(usize, &'a [u8])>,
    bytes: usize,
}

impl<'a> LinePieces<'a> {
    pub fn indented(depth: usize) -> Self {
        let mut line = Self { pieces: [&[]; 5], count: 0, value: None, bytes: 0 };
        line.push(&SPACES[..depth.min(INDENT_LEVELS_MAX) * INDENT]);
        line
    }

    pub fn push(&mut self, piece: &'a [u8]) {
        self.pieces[self.count] = piece;
        self.count += 1;
        self.bytes += piece.len();
    }

    pub fn value(&mut self, piece: &'a [u8]) {
        self.value = Some((self.bytes, piece));
        self.push(piece);
    }

    /// Length of the line.
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// The value in the line, or the whole of it, and where it begins.
    pub fn value_in_it(&self) -> Option<(usize, &'a [u8])> {
        self.value
    }

    /// Some bytes of the line.
    pub fn copy(&self, range: Range<usize>, into: &mut Vec<u8>) {
        let mut start = 0;
        for piece in &self.pieces[..self.count] {
            let from = range.start.saturating_sub(start).min(piece.len());
            let to = range.end.saturating_sub(start).min(piece.len());
            into.extend_from_slice(&piece[from..to.max(from)]);
            start += piece.len();
        }
    }

    /// The last index up to `index` that does not stand inside of a character.
    pub fn character_at(&self, index: usize) -> usize {
        if index >= self.bytes {
            return self.bytes;
        }
        let mut nearby = Vec::with_capacity(4);
        let from = index.saturating_sub(3);
        self.copy(from..index + 1, &mut nearby);
        let back = nearby.iter().rev().position(|byte| byte & 0xc0 != 0x80).unwrap_or(0);
        index - back
    }
}
