//! JSON as a tree: the children of one value at a time.

use crate::encoded::{Encoded, encoded};
use crate::json::{CHILDREN_PER_MARK, Container, after_space, scalar_end, string_end};

/// Children given at once.
pub const CHILDREN_MAX: usize = 500;
/// Of a longer text so much is shown.
const TEXT_BYTES_MAX: usize = 300;
/// Of a longer key so much is shown.
const KEY_BYTES_MAX: usize = 2_000;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// An object.
    Object,
    /// A list.
    Array,
    /// A text.
    String,
    /// A number, as it is written.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it begins in the body; names it.
    pub at: usize,
    /// Where it ends.
    pub end: usize,
    /// Its key in an object.
    pub key: Option<String>,
    /// Its place among its siblings, 0 for the first.
    pub index: usize,
    /// What it is.
    pub kind: NodeKind,
    /// How many children it has.
    pub child_count: usize,
    /// The source text of what is no object and no list, cut when long.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// The file that it is.
    pub encoded: Option<Encoded>,
}

/// Some children of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Children {
    /// The value itself.
    pub parent: Node,
    /// Its children.
    pub nodes: Vec<Node>,
}

/// A value of valid JSON with some of its children. `None` when no value can begin there.
pub(crate) fn children(
    json: &[u8],
    containers: &[Container],
    at: usize,
    first: usize,
    count: usize,
) -> Option<Children> {
    let at = after_space(json, at);
    let reader = Reader { json, containers };
    json.get(at)?;
    let parent = reader.node(at, None, 0);
    let mut nodes = Vec::new();
    if matches!(parent.kind, NodeKind::Object | NodeKind::Array) && first < parent.child_count {
        let (mut index, mut place) = reader.mark_before(at, first);
        while nodes.len() < count.min(CHILDREN_MAX) && index < parent.child_count {
            let (key, value) = reader.key_and_value(place, parent.kind);
            let end = if index >= first {
                let node = reader.node(value, key, index);
                let end = node.end;
                nodes.push(node);
                end
            } else {
                reader.end_of(value)
            };
            place = after_space(json, after_space(json, end) + 1);
            index += 1;
        }
    }
    Some(Children { parent, nodes })
}

struct Reader<'a> {
    json: &'a [u8],
    containers: &'a [Container],
}

impl Reader<'_> {
    fn container(&self, at: usize) -> Option<&Container> {
        self.containers.binary_search_by_key(&at, |container| container.at).ok().map(|index| &self.containers[index])
    }

    /// A child at or before the one asked for, and where it begins.
    fn mark_before(&self, at: usize, child: usize) -> (usize, usize) {
        let mark = self.container(at).and_then(|container| {
            let mark = (child / CHILDREN_PER_MARK).min(container.marks.len());
            Some((mark * CHILDREN_PER_MARK, *container.marks.get(mark.checked_sub(1)?)?))
        });
        mark.unwrap_or_else(|| (0, after_space(self.json, at + 1)))
    }

    fn key_and_value(&self, at: usize, parent: NodeKind) -> (Option<String>, usize) {
        if parent == NodeKind::Array {
            return (None, at);
        }
        let end = string_end(self.json, at);
        let colon = after_space(self.json, end);
        (Some(key_text(&self.json[at..end])), after_space(self.json, colon + 1))
    }

    fn node(&self, at: usize, key: Option<String>, index: usize) -> Node {
        let kind = kind_at(self.json, at);
        let (end, child_count) = match kind {
            NodeKind::Object | NodeKind::Array => self.end_and_count(at),
            _ => (scalar_end(self.json, at), 0),
        };
        let source = if matches!(kind, NodeKind::Object | NodeKind::Array) { &[] } else { &self.json[at..end] };
        let cut = cut_at(source, TEXT_BYTES_MAX);
        Node {
            at,
            end,
            key,
            index,
            kind,
            child_count,
            text: String::from_utf8_lossy(&source[..cut]).into_owned(),
            cut_bytes: source.len() - cut,
            encoded: source.strip_prefix(b"\"").and_then(|rest| encoded(rest.strip_suffix(b"\"")?)),
        }
    }

    fn end_of(&self, at: usize) -> usize {
        match self.json.get(at) {
            Some(b'{' | b'[') => self.end_and_count(at).0,
            _ => scalar_end(self.json, at),
        }
    }

    /// Where an object or a list ends, and how many children it has.
    fn end_and_count(&self, at: usize) -> (usize, usize) {
        if let Some(container) = self.container(at) {
            return (container.end, container.count);
        }
        let json = self.json;
        let mut place = after_space(json, at + 1);
        if let Some(b'}' | b']') = json.get(place) {
            return (place + 1, 0);
        }
        let (mut depth, mut commas) = (1_usize, 0);
        while let Some(byte) = json.get(place) {
            match byte {
                b'"' => {
                    place = string_end(json, place);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 1 => return (place + 1, commas + 1),
                b'}' | b']' => depth -= 1,
                b',' if depth == 1 => commas += 1,
                _ => {}
            }
            place += 1;
        }
        (json.len(), commas + 1)
    }
}

fn kind_at(json: &[u8], at: usize) -> NodeKind {
    match json.get(at) {
        Some(b'{') => NodeKind::Object,
        Some(b'[') => NodeKind::Array,
        Some(b'"') => NodeKind::String,
        Some(b't' | b'f') => NodeKind::Boolean,
        Some(b'n') => NodeKind::Null,
        _ => NodeKind::Number,
    }
}

/// The text of a key. One that no text can be made of stays as it is written.
fn key_text(source: &[u8]) -> String {
    let text = serde_json::from_slice(source).unwrap_or_else(|_| String::from_utf8_lossy(source).into_owned());
    let cut = cut_at(text.as_bytes(), KEY_BYTES_MAX);
    if cut < text.len() { format!("{}…", &text[..cut]) } else { text }
}

/// The last index up to `most` that does not stand inside of a character.
fn cut_at(text: &[u8], most: usize) -> usize {
    if most >= text.len() {
        return text.len();
    }
    (0..=most).rev().find(|at| text[*at] & 0xc0 != 0x80).unwrap_or(0)
}
