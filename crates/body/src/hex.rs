//! Bytes as offset, hexadecimal digits and characters.

use std::fmt::Write;

use crate::search::Find;
use crate::window::{Line, WINDOW_LINES_MAX};

/// Bytes in one line.
pub(crate) const LINE_BYTES: usize = 16;

pub(crate) fn total_lines(body: &[u8]) -> usize {
    body.len().div_ceil(LINE_BYTES)
}

pub(crate) fn lines(body: &[u8], first: usize, count: usize, find: Option<&Find>) -> Vec<Line> {
    let begin = first.saturating_mul(LINE_BYTES).min(body.len());
    let end = body.len().min(begin + count.min(WINDOW_LINES_MAX) * LINE_BYTES);
    // What begins in a line before may reach into this one.
    let from = begin.saturating_sub(1_024);
    let found = find.map(|find| find.ranges_in(&body[from..body.len().min(end + 1_024)])).unwrap_or_default();
    body[begin..end]
        .chunks(LINE_BYTES)
        .enumerate()
        .map(|(index, chunk)| {
            let at = begin + index * LINE_BYTES;
            let own = found.iter().map(|range| (range.start + from, range.end + from));
            let own = own.filter(|(start, end)| *end > at && *start < at + LINE_BYTES);
            let columns = |start: usize, end: usize| {
                let (start, end) = (start.max(at) - at, end.min(at + LINE_BYTES) - at);
                [(10 + start * 3, 10 + end * 3 - 1), (59 + start, 59 + end)]
            };
            let mut matches: Vec<_> = own.flat_map(|(start, end)| columns(start, end)).collect();
            matches.sort_unstable();
            Line { number: at / LINE_BYTES + 1, text: text_of(at, chunk), matches, ..Line::default() }
        })
        .collect()
}

fn text_of(offset: usize, chunk: &[u8]) -> String {
    let mut text = format!("{offset:08x}  ");
    for column in 0..LINE_BYTES {
        match chunk.get(column) {
            Some(byte) => write!(text, "{byte:02x} ").expect("a text takes everything"),
            None => text.push_str("   "),
        }
    }
    text.push(' ');
    text.extend(
        chunk.iter().map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' }),
    );
    text
}
