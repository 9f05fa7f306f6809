//! One line of JSON that is laid out with one value a line, made of pieces of the body.

use super::{after_space, scalar_end, string_end};
use crate::layout::{LinePieces, Place};

/// The line after one.
pub(crate) type Next = Option<Place>;

/// The line that begins at a place of valid JSON, and where the next one begins.
pub(crate) fn line_at(json: &[u8], place: Place) -> (LinePieces<'_>, Next) {
    let mut line = LinePieces::indented(place.depth);
    let mut at = place.offset;
    if let Some(b'}' | b']') = json.get(at) {
        line.push(&json[at..=at]);
        return ended(json, line, at + 1, place.depth);
    }
    if json.get(at) == Some(&b'"') {
        let end = string_end(json, at);
        let colon = after_space(json, end);
        if json.get(colon) == Some(&b':') {
            line.push(&json[at..end]);
            line.push(b": ");
            at = after_space(json, colon + 1);
        }
    }
    match json.get(at) {
        Some(b'{' | b'[') => {
            let inside = after_space(json, at + 1);
            match json.get(inside) {
                Some(b'}') => line.push(b"{}"),
                Some(b']') => line.push(b"[]"),
                _ => {
                    line.push(&json[at..=at]);
                    return (line, Some(Place { offset: inside, depth: place.depth + 1 }));
                }
            }
            ended(json, line, inside + 1, place.depth)
        }
        _ => {
            let end = scalar_end(json, at);
            line.value(&json[at..end]);
            ended(json, line, end, place.depth)
        }
    }
}

fn ended<'a>(json: &'a [u8], mut line: LinePieces<'a>, after: usize, depth: usize) -> (LinePieces<'a>, Next) {
    let at = after_space(json, after);
    match json.get(at) {
        Some(b',') => {
            line.push(b",");
            (line, Some(Place { offset: after_space(json, at + 1), depth }))
        }
        Some(_) => (line, Some(Place { offset: at, depth: depth.saturating_sub(1) })),
        None => (line, None),
    }
}
