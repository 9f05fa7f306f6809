//! One pass over a body: is it JSON, where do its lines begin when it is laid out, and where are its large parts.

use super::after_space;
use crate::layout::{Marks, Place};

/// Deeper than this is not taken for JSON: no payload is, and the nesting of a hostile one stays bounded.
const DEPTH_MAX: usize = 1_000;
/// Children between two marks of a container.
pub(crate) const CHILDREN_PER_MARK: usize = 256;
/// Containers as long as this are remembered; the others are read again when they are asked for.
const CONTAINER_BYTES_MIN: usize = 4_096;

/// What one pass found.
pub(crate) struct Scanned {
    pub lines: Marks,
    /// By where they begin.
    pub containers: Vec<Container>,
}

/// A large object or list.
#[derive(Debug)]
pub(crate) struct Container {
    pub at: usize,
    pub end: usize,
    pub count: usize,
    /// Where every 256th child begins, the first left out; at its key in an object.
    pub marks: Vec<usize>,
}

struct Frame {
    at: usize,
    is_object: bool,
    count: usize,
    marks: Vec<usize>,
}

/// Checks and indexes. `None` when it is not JSON.
pub(crate) fn scan(json: &[u8]) -> Option<Scanned> {
    let mut lines = Marks::default();
    let mut containers = Vec::new();
    let mut stack: Vec<Frame> = Vec::new();
    let mut at = after_space(json, 0);
    lines.begin_line(Place { offset: at, depth: 0 });
    loop {
        if stack.last().is_some_and(|frame| frame.is_object) {
            at = after_space(json, checked_string(json, at)?);
            if json.get(at) != Some(&b':') {
                return None;
            }
            at = after_space(json, at + 1);
        }
        match *json.get(at)? {
            opening @ (b'{' | b'[') => {
                let is_object = opening == b'{';
                let inside = after_space(json, at + 1);
                if json.get(inside) == Some(&if is_object { b'}' } else { b']' }) {
                    at = inside + 1;
                } else {
                    if stack.len() >= DEPTH_MAX {
                        return None;
                    }
                    stack.push(Frame { at, is_object, count: 1, marks: Vec::new() });
                    at = inside;
                    lines.begin_line(Place { offset: at, depth: stack.len() });
                    continue;
                }
            }
            b'"' => at = checked_string(json, at)?,
            b't' => at = word(json, at, b"true")?,
            b'f' => at = word(json, at, b"false")?,
            b'n' => at = word(json, at, b"null")?,
            b'-' | b'0'..=b'9' => at = checked_number(json, at)?,
            _ => return None,
        }
        loop {
            at = after_space(json, at);
            let Some(frame) = stack.last_mut() else {
                let is_whole = at == json.len();
                return is_whole.then(|| {
                    containers.sort_unstable_by_key(|container: &Container| container.at);
                    Scanned { lines, containers }
                });
            };
            match *json.get(at)? {
                b',' => {
                    at = after_space(json, at + 1);
                    if frame.count % CHILDREN_PER_MARK == 0 {
                        frame.marks.push(at);
                    }
                    frame.count += 1;
                    lines.begin_line(Place { offset: at, depth: stack.len() });
                    break;
                }
                closing if closing == if frame.is_object { b'}' } else { b']' } => {
                    let frame = stack.pop()?;
                    lines.begin_line(Place { offset: at, depth: stack.len() });
                    at += 1;
                    if at - frame.at >= CONTAINER_BYTES_MIN {
                        containers.push(Container { at: frame.at, end: at, count: frame.count, marks: frame.marks });
                    }
                }
                _ => return None,
            }
        }
    }
}

/// The index behind a string, which may hold no control character and no wrong escape.
fn checked_string(json: &[u8], start: usize) -> Option<usize> {
    if json.get(start) != Some(&b'"') {
        return None;
    }
    let mut at = start + 1;
    loop {
        match *json.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match *json.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' => {
                    let digits = json.get(at + 2..at + 6)?;
                    digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                    at += 6;
                }
                _ => return None,
            },
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

fn word(json: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    json[start..].starts_with(word).then_some(start + word.len())
}

fn checked_number(json: &[u8], start: usize) -> Option<usize> {
    let digits = |from: usize| from + json[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let some_digits = |from: usize| Some(digits(from)).filter(|end| *end > from);
    let mut at = if json[start] == b'-' { start + 1 } else { start };
    at = if json.get(at) == Some(&b'0') { at + 1 } else { some_digits(at)? };
    if json.get(at) == Some(&b'.') {
        at = some_digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = json.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = json.get(at) {
            at += 1;
        }
        at = some_digits(at)?;
    }
    Some(at)
}
