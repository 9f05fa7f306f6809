//! Which way a text is written.

use crate::{Entry, ReadError, bundle, curl, har, json_lines};

/// A way to write requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One or more cURL commands, as a shell takes them.
    Curl,
    /// HTTP archive 1.2.
    Har,
    /// One payload.
    Json,
    /// A payload in each line.
    JsonLines,
    /// Our own: everything, byte for byte.
    Bundle,
}

/// Entries, read one after the other.
pub type Entries<'a> = Box<dyn Iterator<Item = Result<Entry, ReadError>> + Send + 'a>;

/// Judges a text by its begin. `None` when it is none of the ways.
pub fn recognise(text: &[u8]) -> Option<Format> {
    let text = without_mark(text).trim_ascii();
    if curl::is_command(text) {
        return Some(Format::Curl);
    }
    let first_line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if bundle::is_head(first_line) {
        return Some(Format::Bundle);
    }
    if serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok() {
        return Some(if har::is_archive(text) { Format::Har } else { Format::Json });
    }
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(first_line).is_ok();
    (is_json && matches!(first_line.first(), Some(b'{' | b'['))).then_some(Format::JsonLines)
}

/// Reads a text.
///
/// # Errors
/// When the whole of it is wrong. An entry that is wrong is an error among the entries.
pub fn read(text: &[u8], format: Format) -> Result<Entries<'_>, ReadError> {
    let text = without_mark(text);
    match format {
        Format::Curl => curl::read(text),
        Format::Har => har::read(text),
        Format::Json => json_lines::read_one(text),
        Format::JsonLines => Ok(json_lines::read(text)),
        Format::Bundle => bundle::read(text),
    }
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}
