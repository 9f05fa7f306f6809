//! Reads and writes requests as others do: cURL commands, HAR 1.2, JSON lines, and bundles of our own.
//!
//! A bundle keeps everything byte for byte. The others keep what they have room for: a HAR has no place for header
//! values that are no text, a cURL command none for the time. Reading fails as a whole, with the number of the entry that
//! is wrong; nothing is guessed.

mod bundle;
mod curl;
mod entry;
mod format;
mod har;
mod json_lines;

pub use entry::{Entry, ReadError, SourceName};
pub use format::{Entries, Format, read, recognise};

/// Writing, entry by entry, so that no set of them is ever held as a whole.
pub mod write {
    use crate::{Entry, Format, bundle, curl, har, json_lines};

    /// What stands before the first entry.
    pub fn begin(format: Format) -> String {
        match format {
            Format::Har => har::begin(),
            Format::Bundle => bundle::begin(),
            Format::Curl | Format::Json | Format::JsonLines => String::new(),
        }
    }

    /// One entry, the `number`th from 0; `note` says something about it where there is room for a remark.
    pub fn entry(format: Format, entry: &Entry, number: usize, note: Option<&str>) -> Vec<u8> {
        match format {
            Format::Har => har::entry(entry, number),
            Format::Bundle => bundle::entry(entry),
            Format::Curl => curl::write(entry, number, note),
            Format::Json => entry.body.clone(),
            Format::JsonLines => json_lines::entry(entry),
        }
    }

    /// What stands behind the last entry.
    pub fn end(format: Format) -> String {
        match format {
            Format::Har => har::end(),
            Format::Bundle | Format::Curl | Format::Json | Format::JsonLines => String::new(),
        }
    }
}
