//! JSON as it is written: checked, indexed and laid out without reading it into values.

mod line;
mod scan;

pub(crate) use line::{Next, line_at};
pub(crate) use scan::{CHILDREN_PER_MARK, Container, scan};

pub(crate) fn after_space(json: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = json.get(at) {
        at += 1;
    }
    at
}

/// The index behind the closing quote of the string that begins at `start`, in valid JSON.
pub(crate) fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = json.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    json.len()
}

/// The index behind a string, a number or a word that begins at `start`, in valid JSON.
pub(crate) fn scalar_end(json: &[u8], start: usize) -> usize {
    if json.get(start) == Some(&b'"') {
        return string_end(json, start);
    }
    let mut at = start;
    while let Some(byte) = json.get(at) {
        if matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r') {
            break;
        }
        at += 1;
    }
    at
}
