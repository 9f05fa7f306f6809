//! A JSON document as a tree over its source text.
//!
//! All nodes lie in one vector and refer to each other by number, so that reading and dropping a document of any shape
//! needs no recursion. Scalars are kept as slices of the source.

use std::borrow::Cow;
use std::ops::Range;

/// Number of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(pub(crate) u32);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Object(Span),
    Array(Span),
    String,
    Number,
    Boolean,
    Null,
}

/// A range of a vector or of the source. Four bytes each: the tree of a text is larger than the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) shape: Shape,
    pub(crate) source: Span,
}

/// One key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Member<'a> {
    /// Without escapes; a lone surrogate has become U+FFFD.
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: NodeId,
}

#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) source: &'a str,
    pub(crate) nodes: Vec<Node>,
    pub(crate) members: Vec<Member<'a>>,
    pub(crate) elements: Vec<NodeId>,
    pub(crate) root: NodeId,
    /// Where keys stand more than once, as JSON Pointers; the first of them only.
    pub(crate) duplicate_keys: Vec<String>,
}

impl<'a> Document<'a> {
    pub(crate) fn shape(&self, node: NodeId) -> Shape {
        self.node(node).shape
    }

    /// The node as it is written.
    pub(crate) fn text(&self, node: NodeId) -> &'a str {
        self.source.get(self.node(node).source.range()).unwrap_or_default()
    }

    /// Where the node begins in the source.
    pub(crate) fn start(&self, node: NodeId) -> usize {
        self.node(node).source.start as usize
    }

    pub(crate) fn members(&self, span: Span) -> &[Member<'a>] {
        self.members.get(span.range()).unwrap_or_default()
    }

    pub(crate) fn elements(&self, span: Span) -> &[NodeId] {
        self.elements.get(span.range()).unwrap_or_default()
    }

    fn node(&self, node: NodeId) -> Node {
        *self.nodes.get(node.0 as usize).expect("node numbers are given out by the reader of this document")
    }
}

impl Span {
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
