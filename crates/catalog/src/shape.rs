//! What payloads have in common, learnt from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::format::is_uuid;
use crate::kind::Kind;
use crate::text::Texts;

/// Different fields of one object; an object with more is taken for a map, whose keys mean nothing.
pub const FIELDS_MAX: usize = 128;
/// Places in one shape. When there are more, the deepest level is let go of, again and again until the rest fits.
pub const PLACES_MAX: usize = 5_000;
/// Levels that are looked at.
const DEPTH_MAX: usize = 24;
/// Shapes are written often: fast.
const PACKING_LEVEL: i32 = 1;
/// Longest name of a field, in bytes; an object with a longer one is taken for a map.
const FIELD_BYTES_MAX: usize = 128;

/// What payloads have in common. Grows with what is learnt, up to [`PLACES_MAX`] places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    depth: usize,
    root: Node,
}

/// What values at one place have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Node {
    /// Values seen, by kind.
    pub(crate) kinds: BTreeMap<Kind, u64>,
    /// Of texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) texts: Option<Texts>,
    /// Of objects.
    #[serde(skip_serializing_if = "Fields::is_unknown")]
    pub(crate) fields: Fields,
    /// Of lists: what the values in them have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) values: Option<Box<Node>>,
}

/// The fields of objects.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fields {
    /// Not looked at, or no object was seen.
    #[default]
    Unknown,
    /// By name.
    Named(BTreeMap<String, Node>),
    /// A map: what the values have in common.
    Map(Box<Node>),
}

impl Default for Shape {
    fn default() -> Self {
        Self { depth: DEPTH_MAX, root: Node::default() }
    }
}

impl Shape {
    /// The shape of one payload.
    pub fn of(payload: &Value) -> Self {
        let mut shape = Self { depth: DEPTH_MAX, root: Node::of(payload, DEPTH_MAX) };
        shape.fit();
        shape
    }

    /// Learns one payload.
    pub fn learn(&mut self, payload: &Value) {
        self.merge(Self::of(payload));
    }

    /// Learns everything that another shape was made of.
    pub fn merge(&mut self, mut other: Self) {
        let depth = self.depth.min(other.depth);
        for shape in [&mut *self, &mut other] {
            if shape.depth > depth {
                shape.cut(depth);
            }
        }
        self.root.merge(other.root);
        self.fit();
    }

    /// Payloads learnt.
    pub fn seen(&self) -> u64 {
        self.root.seen()
    }

    /// Places it knows, at most [`PLACES_MAX`] or what one level holds.
    pub fn places(&self) -> usize {
        self.root.places()
    }

    /// The shape as bytes, packed, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let text = serde_json::to_vec(self).expect("a shape has only text keys");
        zstd::encode_all(text.as_slice(), PACKING_LEVEL).expect("bytes in memory can be packed")
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` when it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(&zstd::decode_all(bytes).ok()?).ok()
    }

    pub(crate) const fn root(&self) -> &Node {
        &self.root
    }

    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    fn fit(&mut self) {
        while self.depth > 1 && self.root.places() > PLACES_MAX {
            self.cut(self.depth - 1);
        }
    }

    fn cut(&mut self, depth: usize) {
        self.depth = depth;
        self.root.cut(depth);
    }
}

impl Node {
    fn of(value: &Value, depth: usize) -> Self {
        let mut node = Self { kinds: BTreeMap::from([(Kind::of(value), 1)]), ..Self::default() };
        if depth == 0 {
            return node;
        }
        match value {
            Value::String(text) => node.texts = Some(Texts::of(text)),
            Value::Array(values) => {
                for value in values {
                    node.values.get_or_insert_default().merge(Self::of(value, depth - 1));
                }
            }
            Value::Object(fields) => {
                let named = fields.iter().map(|(name, value)| (name.clone(), Self::of(value, depth - 1))).collect();
                node.fields = Fields::Named(named);
                node.fields.close();
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        node
    }

    fn merge(&mut self, other: Self) {
        for (kind, seen) in other.kinds {
            let count = self.kinds.entry(kind).or_default();
            *count = count.saturating_add(seen);
        }
        match (&mut self.texts, other.texts) {
            (Some(texts), Some(others)) => texts.merge(others),
            (texts @ None, others) => *texts = others,
            (Some(_), None) => {}
        }
        match (&mut self.values, other.values) {
            (Some(values), Some(others)) => values.merge(*others),
            (values @ None, others) => *values = others,
            (Some(_), None) => {}
        }
        self.fields.merge(other.fields);
    }

    /// Values seen here.
    pub(crate) fn seen(&self) -> u64 {
        self.kinds.values().copied().fold(0, u64::saturating_add)
    }

    /// Values of one kind seen here.
    pub(crate) fn seen_as(&self, kind: Kind) -> u64 {
        self.kinds.get(&kind).copied().unwrap_or(0)
    }

    fn places(&self) -> usize {
        let below = match &self.fields {
            Fields::Unknown => 0,
            Fields::Named(named) => named.values().map(Self::places).sum(),
            Fields::Map(values) => values.places(),
        };
        1 + below + self.values.as_ref().map_or(0, |values| values.places())
    }

    /// Lets go of everything below `depth` levels.
    fn cut(&mut self, depth: usize) {
        if depth == 0 {
            *self = Self { kinds: std::mem::take(&mut self.kinds), ..Self::default() };
            return;
        }
        if let Some(values) = &mut self.values {
            values.cut(depth - 1);
        }
        match &mut self.fields {
            Fields::Unknown => {}
            Fields::Named(named) => named.values_mut().for_each(|node| node.cut(depth - 1)),
            Fields::Map(values) => values.cut(depth - 1),
        }
    }
}

impl Fields {
    const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    fn merge(&mut self, other: Self) {
        *self = match (std::mem::take(self), other) {
            (known, Self::Unknown) | (Self::Unknown, known) => known,
            (Self::Named(mut named), Self::Named(others)) => {
                for (name, node) in others {
                    named.entry(name).or_default().merge(node);
                }
                Self::Named(named)
            }
            (Self::Map(mut values), others) | (others, Self::Map(mut values)) => {
                others.into_nodes().for_each(|node| values.merge(node));
                Self::Map(values)
            }
        };
        self.close();
    }

    /// Takes the object for a map when its fields are too many or look like ids.
    fn close(&mut self) {
        let Self::Named(named) = self else { return };
        if named.len() > FIELDS_MAX || named.keys().any(|name| is_like_id(name)) {
            let mut values = Node::default();
            std::mem::take(named).into_values().for_each(|node| values.merge(node));
            *self = Self::Map(Box::new(values));
        }
    }

    fn into_nodes(self) -> impl Iterator<Item = Node> {
        let (named, map) = match self {
            Self::Unknown => (BTreeMap::new(), None),
            Self::Named(named) => (named, None),
            Self::Map(values) => (BTreeMap::new(), Some(*values)),
        };
        named.into_values().chain(map)
    }
}

/// A name that names one thing and not a property of many: a number, a UUID, or very long.
fn is_like_id(name: &str) -> bool {
    name.len() > FIELD_BYTES_MAX
        || is_uuid(name)
        || (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
}
