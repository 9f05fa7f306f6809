//! Bodies as numbered lines, a window at a time, so that a client never holds a body whole.
//!
//! The pretty view of JSON moves white space only: numbers, escapes and the order of keys stay as they were sent.

mod pretty;

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Lines longer than this are cut; what is hidden is counted.
pub const LINE_BYTES_MAX: usize = 10_000;
/// Lines in one window.
pub const WINDOW_LINES_MAX: usize = 1_000;
/// Bodies whose lines are kept at hand.
const KEPT: usize = 8;
/// Bytes in one line of the hex view.
const HEX_LINE_BYTES: usize = 16;

/// How a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// JSON with line breaks and indents; other text as it is.
    Pretty,
    /// As it is.
    Raw,
    /// Offset, bytes, characters.
    Hex,
}

/// What a body is, judged by its bytes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Well-formed JSON.
    Json,
    /// Other text, whatever its character set.
    Text,
    /// Bytes with control characters that no text has.
    Binary,
}

impl Content {
    fn of(body: &[u8]) -> Self {
        let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1b');
        if serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() {
            Self::Json
        } else if body.iter().all(is_text) {
            Self::Text
        } else {
            Self::Binary
        }
    }

    /// The view that shows most of it.
    fn fitting_view(self) -> View {
        match self {
            Self::Json => View::Pretty,
            Self::Text => View::Raw,
            Self::Binary => View::Hex,
        }
    }
}

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
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// 1 for the first.
    pub number: usize,
    /// Its text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
}

/// Cuts bodies into lines, and keeps the cuts of the last few.
#[derive(Default)]
pub struct BodyLines {
    kept: Mutex<VecDeque<Kept>>,
}

struct Kept {
    key: String,
    asked: Option<View>,
    cut: Arc<Cut>,
}

struct Cut {
    text: Bytes,
    lines: Vec<Range<usize>>,
    body_bytes: usize,
    view: View,
    content: Content,
}

impl BodyLines {
    /// A window of a body, in the view that fits it unless one is asked for. `key` names the body: the same key means
    /// the same bytes.
    pub fn window(&self, key: &str, body: Bytes, view: Option<View>, first: usize, count: usize) -> Window {
        let cut = self.cut(key, body, view);
        let count = count.min(WINDOW_LINES_MAX);
        if cut.view == View::Hex {
            return hex_window(&cut, first, count);
        }
        let lines = cut.lines.iter().enumerate().skip(first).take(count).map(|(index, range)| {
            let line = &cut.text[range.clone()];
            let shown = &line[..floor_char_boundary(line, LINE_BYTES_MAX)];
            Line {
                number: index + 1,
                text: String::from_utf8_lossy(shown).into_owned(),
                cut_bytes: line.len() - shown.len(),
            }
        });
        Window {
            lines: lines.collect(),
            total_lines: cut.lines.len(),
            body_bytes: cut.body_bytes,
            view: cut.view,
            content: cut.content,
        }
    }

    fn cut(&self, key: &str, body: Bytes, view: Option<View>) -> Arc<Cut> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.iter().find(|kept| kept.key == key && kept.asked == view) {
            return kept.cut.clone();
        }
        let cut = Arc::new(Cut::new(body, view));
        kept.push_front(Kept { key: key.to_owned(), asked: view, cut: cut.clone() });
        kept.truncate(KEPT);
        cut
    }
}

impl Cut {
    fn new(body: Bytes, view: Option<View>) -> Self {
        let body_bytes = body.len();
        let content = Content::of(&body);
        let view = view.unwrap_or_else(|| content.fitting_view());
        let text = match view {
            View::Pretty if content == Content::Json => Bytes::from(pretty::indented(&body)),
            View::Pretty | View::Raw | View::Hex => body,
        };
        let lines = if view == View::Hex { Vec::new() } else { line_ranges(&text) };
        Self { text, lines, body_bytes, view, content }
    }
}

fn line_ranges(text: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (index, byte) in text.iter().enumerate() {
        if *byte == b'\n' {
            let end = if index > start && text[index - 1] == b'\r' { index - 1 } else { index };
            ranges.push(start..end);
            start = index + 1;
        }
    }
    if start < text.len() {
        ranges.push(start..text.len());
    }
    ranges
}

fn hex_window(cut: &Cut, first: usize, count: usize) -> Window {
    let body = &cut.text;
    let lines = body.chunks(HEX_LINE_BYTES).enumerate().skip(first).take(count).map(|(index, chunk)| {
        let mut text = format!("{:08x}  ", index * HEX_LINE_BYTES);
        for column in 0..HEX_LINE_BYTES {
            match chunk.get(column) {
                Some(byte) => text.push_str(&format!("{byte:02x} ")),
                None => text.push_str("   "),
            }
        }
        text.push(' ');
        text.extend(
            chunk.iter().map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' }),
        );
        Line { number: index + 1, text, cut_bytes: 0 }
    });
    Window {
        lines: lines.collect(),
        total_lines: body.len().div_ceil(HEX_LINE_BYTES),
        body_bytes: body.len(),
        view: cut.view,
        content: cut.content,
    }
}

/// The last index up to `index` that does not stand inside of a character.
fn floor_char_boundary(line: &[u8], index: usize) -> usize {
    if index >= line.len() {
        return line.len();
    }
    (0..=index).rev().find(|at| line[*at] & 0xc0 != 0x80).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(body: &'static str, view: View) -> Vec<String> {
        let window = BodyLines::default().window("key", Bytes::from_static(body.as_bytes()), Some(view), 0, 100);
        window.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn pretty_moves_white_space_only() {
        let body = r#"{"b":1.0,"a":[1e400,{"x":"a\u0041{,}"}],"e":{},"l":[]}"#;
        let expected = [
            "{",
            r#"  "b": 1.0,"#,
            r#"  "a": ["#,
            "    1e400,",
            "    {",
            r#"      "x": "a\u0041{,}""#,
            "    }",
            "  ],",
            r#"  "e": {},"#,
            r#"  "l": []"#,
            "}",
        ];
        assert_eq!(texts(body, View::Pretty), expected);
        assert_eq!(texts(body, View::Raw), [body]);
    }

    #[test]
    fn text_that_is_not_json_keeps_its_lines() {
        assert_eq!(texts("a\r\n\nb", View::Pretty), ["a", "", "b"]);
        assert_eq!(texts("", View::Raw), [""; 0]);
    }

    #[test]
    fn a_long_line_is_cut_between_characters_and_counted() {
        let body = Bytes::from(format!("{}é{}", "x".repeat(LINE_BYTES_MAX - 1), "y".repeat(5)));
        let window = BodyLines::default().window("key", body, Some(View::Raw), 0, 1);
        assert_eq!((window.lines[0].text.len(), window.lines[0].cut_bytes), (LINE_BYTES_MAX - 1, 7));
    }

    #[test]
    fn the_view_fits_the_content_unless_one_is_asked_for() {
        let shown = |body: &'static [u8], view| {
            let window = BodyLines::default().window("key", Bytes::from_static(body), view, 0, 1);
            (window.content, window.view)
        };
        assert_eq!(shown(b"{\"a\":1}", None), (Content::Json, View::Pretty));
        assert_eq!(shown(b"{\"a\":1", None), (Content::Text, View::Raw));
        assert_eq!(shown(b"name=Jos\xe9", None), (Content::Text, View::Raw), "a form in Latin-1 is text too");
        assert_eq!(shown(b"\x00\xff\xfe", None), (Content::Binary, View::Hex));
        assert_eq!(shown(b"\x00\xff\xfe", Some(View::Raw)), (Content::Binary, View::Raw));
        assert_eq!(shown(b"", None), (Content::Text, View::Raw));
    }

    #[test]
    fn hex_shows_offset_bytes_and_characters() {
        let lines = texts("0123456789abcdef\u{1}", View::Hex);
        assert_eq!(lines[0], "00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef");
        assert_eq!(lines[1], format!("00000010  01 {}.", " ".repeat(46)));
    }
}
