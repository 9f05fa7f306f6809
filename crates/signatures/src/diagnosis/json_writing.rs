//! One JSON document, written in the ways that common libraries write it.
//!
//! Works on the text: numbers and the order of keys stay as they are, since only white space and escapes are what
//! libraries disagree on by default. The text is not validated; what is no JSON comes out as nonsense that no signature
//! fits.

use std::fmt;

/// How a JSON document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonWriting {
    /// White space between the parts.
    pub layout: JsonLayout,
    /// What is escaped in strings.
    pub strings: JsonStrings,
}

/// White space between the parts of a JSON document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonLayout {
    /// None: JavaScript, PHP, Go, Rust.
    Compact,
    /// A space after `,` and `:`: Python.
    Spaced,
    /// Lines indented by so many spaces.
    Indented(usize),
}

/// What is escaped in the strings of a JSON document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonStrings {
    /// As it came.
    AsWritten,
    /// Everything that is not ASCII: Python.
    Ascii,
    /// Everything that is not ASCII, and `/`: PHP.
    AsciiAndSlashes,
    /// Only what must be: JavaScript.
    Plain,
}

/// Deeper documents are not rewritten.
const DEPTH_MAX: usize = 64;

/// Longest result, in bytes: indentation can make a document grow by its depth.
const WRITTEN_BYTES_MAX: usize = 1024 * 1024;

impl JsonWriting {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let strings = [JsonStrings::AsWritten, JsonStrings::Ascii, JsonStrings::AsciiAndSlashes, JsonStrings::Plain];
        let layouts = [JsonLayout::Compact, JsonLayout::Spaced, JsonLayout::Indented(2), JsonLayout::Indented(4)];
        strings.into_iter().flat_map(move |strings| layouts.map(|layout| Self { layout, strings }))
    }

    /// The document in this writing; `None` when it is not text, no object or array, too deep or
    /// too long, or so written already.
    pub(super) fn rewrite(self, json: &[u8]) -> Option<Vec<u8>> {
        let json = std::str::from_utf8(json).ok()?;
        if !json.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let mut rewriter = Rewriter { writing: self, written: String::with_capacity(json.len()), depth: 0 };
        rewriter.write(json)?;
        (rewriter.written != json).then_some(rewriter.written.into_bytes())
    }
}

struct Rewriter {
    writing: JsonWriting,
    written: String,
    depth: usize,
}

impl Rewriter {
    fn write(&mut self, json: &str) -> Option<()> {
        let mut rest = json.trim_ascii();
        while let Some(part) = rest.chars().next() {
            rest = rest.get(part.len_utf8()..)?;
            if self.written.len() > WRITTEN_BYTES_MAX {
                return None;
            }
            match part {
                '"' => {
                    let string = rest.get(..string_length(rest)?)?;
                    rest = rest.get(string.len()..)?;
                    self.string(string);
                }
                '{' | '[' => {
                    rest = rest.trim_ascii_start();
                    self.written.push(part);
                    match rest.strip_prefix(['}', ']']) {
                        Some(after) => {
                            self.written.push(if part == '{' { '}' } else { ']' });
                            rest = after;
                        }
                        None => {
                            self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEPTH_MAX)?;
                            self.line();
                        }
                    }
                }
                '}' | ']' => {
                    self.depth = self.depth.checked_sub(1)?;
                    self.line();
                    self.written.push(part);
                }
                ',' => {
                    self.written.push(',');
                    match self.writing.layout {
                        JsonLayout::Compact => {}
                        JsonLayout::Spaced => self.written.push(' '),
                        JsonLayout::Indented(_) => self.line(),
                    }
                }
                ':' => self.written.push_str(if self.writing.layout == JsonLayout::Compact { ":" } else { ": " }),
                ' ' | '\t' | '\n' | '\r' => {}
                part => self.written.push(part),
            }
        }
        Some(())
    }

    /// A new line where the layout has lines.
    fn line(&mut self) {
        if let JsonLayout::Indented(width) = self.writing.layout {
            self.written.push('\n');
            self.written.extend(std::iter::repeat_n(' ', self.depth.saturating_mul(width)));
        }
    }

    /// A string, given without its opening quotation mark and with its closing one.
    fn string(&mut self, string: &str) {
        self.written.push('"');
        match self.writing.strings {
            JsonStrings::AsWritten => self.written.push_str(string),
            JsonStrings::Ascii => escape(string, false, &mut self.written),
            JsonStrings::AsciiAndSlashes => escape(string, true, &mut self.written),
            JsonStrings::Plain => unescape(string, &mut self.written),
        }
    }
}

/// The length of a string up to and with its closing quotation mark.
fn string_length(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at.checked_add(1),
            _ => {}
        }
    }
    None
}

fn escape(string: &str, with_slashes: bool, written: &mut String) {
    let mut is_escaped = false;
    for character in string.chars() {
        if !character.is_ascii() {
            for unit in character.encode_utf16(&mut [0; 2]) {
                written.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            if character == '/' && with_slashes && !is_escaped {
                written.push('\\');
            }
            written.push(character);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
}

/// Resolves `\/` and the `\u` escapes of what is not ASCII; all others must or may stay.
fn unescape(string: &str, written: &mut String) {
    let mut rest = string;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        written.push_str(before);
        let (resolved, length) = match escape.get(..2) {
            Some("\\/") => (Some('/'), 2),
            Some("\\u") => resolve_unicode(escape),
            _ => (None, 2),
        };
        match resolved {
            Some(character) => written.push(character),
            None => written.push_str(escape.get(..length).unwrap_or(escape)),
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    written.push_str(rest);
}

/// The character of `\uXXXX`, or of two of them that make a pair, and the length of the escape.
fn resolve_unicode(escape: &str) -> (Option<char>, usize) {
    let unit = |from: usize| {
        let digits = escape.get(from..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else { return (None, 2) };
    let units = [Some(first), unit(6)];
    let decoded = char::decode_utf16(units.into_iter().flatten()).next();
    match decoded {
        Some(Ok(character)) if character.is_ascii() => (None, 6),
        Some(Ok(character)) => (Some(character), if character.len_utf16() == 2 { 12 } else { 6 }),
        _ => (None, 6),
    }
}

impl fmt::Display for JsonWriting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layout {
            JsonLayout::Compact => formatter.write_str("without white space")?,
            JsonLayout::Spaced => formatter.write_str("with a space after `,` and `:`")?,
            JsonLayout::Indented(width) => write!(formatter, "indented by {width} spaces")?,
        }
        formatter.write_str(match self.strings {
            JsonStrings::AsWritten => "",
            JsonStrings::Ascii => ", non-ASCII characters escaped",
            JsonStrings::AsciiAndSlashes => ", non-ASCII characters and slashes escaped",
            JsonStrings::Plain => ", characters not escaped",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_as_the_libraries_write_it() {
        let json = "\u{20}{ \"a\": [1.0, {}, [ ]],\n\"url\":\"https://é😀\\n\\\"\" }\n";
        let write = |layout, strings| {
            let written = JsonWriting { layout, strings }.rewrite(json.as_bytes()).unwrap();
            String::from_utf8(written).unwrap()
        };
        assert_eq!(write(JsonLayout::Compact, JsonStrings::AsWritten), r#"{"a":[1.0,{},[]],"url":"https://é😀\n\""}"#);
        assert_eq!(
            write(JsonLayout::Spaced, JsonStrings::Ascii),
            r#"{"a": [1.0, {}, []], "url": "https://\u00e9\ud83d\ude00\n\""}"#
        );
        assert_eq!(
            write(JsonLayout::Compact, JsonStrings::AsciiAndSlashes),
            r#"{"a":[1.0,{},[]],"url":"https:\/\/\u00e9\ud83d\ude00\n\""}"#
        );
        assert_eq!(
            write(JsonLayout::Indented(2), JsonStrings::AsWritten),
            "{\n  \"a\": [\n    1.0,\n    {},\n    []\n  ],\n  \"url\": \"https://é😀\\n\\\"\"\n}"
        );
    }

    #[test]
    fn escapes_are_resolved_where_they_need_not_be() {
        let writing = JsonWriting { layout: JsonLayout::Compact, strings: JsonStrings::Plain };
        let json = r#"["\u00e9\ud83d\ude00\/\u0000\ud83d\"\\u00e9\u12"]"#;
        let written = writing.rewrite(json.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), r#"["é😀/\u0000\ud83d\"\\u00e9\u12"]"#);
    }

    #[test]
    fn what_is_no_document_or_too_deep_or_would_grow_too_long_is_left_alone() {
        let writing = JsonWriting { layout: JsonLayout::Indented(4), strings: JsonStrings::AsWritten };
        let deep = "[1,".repeat(65);
        let growing = format!("{}{}", "[".repeat(64), "1,".repeat(10_000));
        for json in ["", "12 ", "payload=%7B%7D", "[\"open", "{]}}", &deep, &growing] {
            assert_eq!(writing.rewrite(json.as_bytes()), None, "{json:.20}");
        }
        assert_eq!(writing.rewrite(b"[\xff]"), None);
    }
}
