//! Reads JSON (RFC 8259) into a [`Document`], without recursion.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::compare::Side;
use crate::document::{Document, Member, Node, NodeId, Shape, Span};
use crate::path::{Step, pointer};
use crate::strings::unescape;

/// Deepest nesting of objects and arrays that is read.
pub const DEPTH_MAX: usize = 512;

/// Most places of duplicate keys that are remembered.
const DUPLICATES_MAX: usize = 100;

/// Below this many keys, comparing each with each is faster than hashing.
const HASHED_KEYS_MIN: usize = 12;

/// Why a text is not a JSON document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at byte {at}")]
pub struct NotJson {
    /// What is wrong.
    pub fault: Fault,
    /// Where, in bytes from the start.
    pub at: usize,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing but white space.
    #[error("empty text")]
    Empty,
    /// The bytes are not UTF-8.
    #[error("invalid UTF-8")]
    NotUtf8,
    /// The text has 4 GiB or more.
    #[error("text too large")]
    TooLarge,
    /// Objects and arrays are nested deeper than [`DEPTH_MAX`].
    #[error("nesting too deep")]
    TooDeep,
    /// The text stops in the middle.
    #[error("unexpected end")]
    UnexpectedEnd,
    /// Something stands there that may not.
    #[error("unexpected character")]
    UnexpectedCharacter,
    /// The document is over and text follows.
    #[error("text after the document")]
    TrailingText,
}

/// Reads a document. A byte order mark in front is passed over.
pub(crate) fn read(bytes: &[u8]) -> Result<Document<'_>, NotJson> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(NotJson { fault: Fault::TooLarge, at: u32::MAX as usize });
    }
    let source =
        std::str::from_utf8(bytes).map_err(|error| NotJson { fault: Fault::NotUtf8, at: error.valid_up_to() })?;
    let mut reader = Reader {
        source,
        bytes,
        at: if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        open: Vec::new(),
        open_members: Vec::new(),
        open_elements: Vec::new(),
        document: Document {
            source,
            nodes: Vec::new(),
            members: Vec::new(),
            elements: Vec::new(),
            root: NodeId(0),
            duplicate_keys: Vec::new(),
        },
    };
    reader.white_space();
    if reader.at == bytes.len() {
        return Err(reader.fault(Fault::Empty));
    }
    reader.document.root = reader.root()?;
    Ok(reader.document)
}

/// Objects and arrays that are not closed yet are `open`, and their children lie on two stacks beside. On closing they
/// move into the document, so that the children of one node lie side by side.
struct Reader<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    open: Vec<Open<'a>>,
    open_members: Vec<Member<'a>>,
    open_elements: Vec<NodeId>,
    document: Document<'a>,
}

/// An object or array whose end has not been reached.
struct Open<'a> {
    start: usize,
    /// Where its children begin on their stack.
    children: usize,
    kind: OpenKind<'a>,
}

enum OpenKind<'a> {
    /// With the key whose value comes next.
    Object(Cow<'a, str>),
    Array,
}

impl<'a> Reader<'a> {
    fn root(&mut self) -> Result<NodeId, NotJson> {
        loop {
            let Some(mut complete) = self.scalar_or_opening()? else { continue };
            // What is complete is handed to what it stands in, which may be complete with it, and so on.
            loop {
                self.white_space();
                let Some(open) = self.open.last_mut() else {
                    let is_end = self.at == self.bytes.len();
                    return if is_end { Ok(complete) } else { Err(self.fault(Fault::TrailingText)) };
                };
                let closing = match &mut open.kind {
                    OpenKind::Object(key) => {
                        self.open_members.push(Member { key: std::mem::take(key), value: complete });
                        b'}'
                    }
                    OpenKind::Array => {
                        self.open_elements.push(complete);
                        b']'
                    }
                };
                if self.take(b',') {
                    self.white_space();
                    if closing == b'}' {
                        self.key()?;
                    }
                    break;
                }
                self.expect(closing)?;
                complete = self.close();
            }
        }
    }

    /// Reads a value that has no children, or the start of one that has. The latter is complete only when its end is
    /// reached, hence `None`.
    fn scalar_or_opening(&mut self) -> Result<Option<NodeId>, NotJson> {
        self.white_space();
        let start = self.at;
        let shape = match self.peek() {
            Some(b'{') => return self.open_object(),
            Some(b'[') => return self.open_array(),
            Some(b'"') => {
                self.string()?;
                Shape::String
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Shape::Number
            }
            Some(b't') => self.word("true", Shape::Boolean)?,
            Some(b'f') => self.word("false", Shape::Boolean)?,
            Some(b'n') => self.word("null", Shape::Null)?,
            _ => return Err(self.unexpected()),
        };
        Ok(Some(self.add(shape, start)))
    }

    fn open_object(&mut self) -> Result<Option<NodeId>, NotJson> {
        let children = self.open_members.len();
        self.open(OpenKind::Object(Cow::Borrowed("")), children)?;
        if self.take(b'}') {
            return Ok(Some(self.close()));
        }
        self.key()?;
        Ok(None)
    }

    fn open_array(&mut self) -> Result<Option<NodeId>, NotJson> {
        let children = self.open_elements.len();
        self.open(OpenKind::Array, children)?;
        if self.take(b']') { Ok(Some(self.close())) } else { Ok(None) }
    }

    fn open(&mut self, kind: OpenKind<'a>, children: usize) -> Result<(), NotJson> {
        if self.open.len() == DEPTH_MAX {
            return Err(self.fault(Fault::TooDeep));
        }
        self.open.push(Open { start: self.at, children, kind });
        self.at += 1;
        self.white_space();
        Ok(())
    }

    /// Turns the innermost open object or array into a node. Its closing bracket has been taken.
    fn close(&mut self) -> NodeId {
        let open = self.open.pop().expect("something is open wherever a closing bracket is taken");
        let shape = match open.kind {
            OpenKind::Object(_) => {
                self.drop_duplicates(open.children);
                let members = &mut self.document.members;
                let start = members.len();
                members.extend(self.open_members.drain(open.children..));
                Shape::Object(span(start, members.len()))
            }
            OpenKind::Array => {
                let elements = &mut self.document.elements;
                let start = elements.len();
                elements.extend(self.open_elements.drain(open.children..));
                Shape::Array(span(start, elements.len()))
            }
        };
        self.add(shape, open.start)
    }

    /// Keeps the last member of each key, at its place.
    fn drop_duplicates(&mut self, children: usize) {
        let members = self.open_members.get(children..).unwrap_or_default();
        if !has_duplicates(members) {
            return;
        }
        let mut seen = HashSet::new();
        let mut kept: Vec<Member> = Vec::with_capacity(members.len());
        for member in members.iter().rev() {
            if seen.insert(member.key.as_ref()) {
                kept.push(member.clone());
            } else if self.document.duplicate_keys.len() < DUPLICATES_MAX {
                let path = self.path_to(&member.key);
                self.document.duplicate_keys.push(path);
            }
        }
        kept.reverse();
        self.open_members.truncate(children);
        self.open_members.append(&mut kept);
    }

    /// The path to a key of the object that is just closing.
    fn path_to(&self, key: &str) -> String {
        // The elements of an open array end on the stack where those of the next open array begin.
        let mut elements_end = self.open_elements.len();
        let mut steps = vec![Step::Key(key)];
        for open in self.open.iter().rev() {
            steps.push(match &open.kind {
                OpenKind::Object(key) => Step::Key(key),
                OpenKind::Array => {
                    let index = elements_end - open.children;
                    elements_end = open.children;
                    Step::Index(index)
                }
            });
        }
        steps.reverse();
        pointer(&steps, Side::Left)
    }

    /// Reads a key and the colon after it.
    fn key(&mut self) -> Result<(), NotJson> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let start = self.at;
        self.string()?;
        let written = self.source.get(start..self.at).unwrap_or_default();
        self.white_space();
        self.expect(b':')?;
        if let Some(Open { kind: OpenKind::Object(key), .. }) = self.open.last_mut() {
            *key = unescape(written);
        }
        Ok(())
    }

    fn string(&mut self) -> Result<(), NotJson> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(self.unexpected()),
            }
        }
    }

    fn escape(&mut self) -> Result<(), NotJson> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.unexpected());
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.unexpected()),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), NotJson> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(())
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), NotJson> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(self.unexpected()) } else { Ok(()) }
    }

    fn word(&mut self, word: &str, shape: Shape) -> Result<Shape, NotJson> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(shape)
    }

    fn add(&mut self, shape: Shape, start: usize) -> NodeId {
        let id = NodeId(offset(self.document.nodes.len()));
        self.document.nodes.push(Node { shape, source: span(start, self.at) });
        id
    }

    fn white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, byte: u8) -> Result<(), NotJson> {
        if self.take(byte) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> NotJson {
        let is_end = self.at >= self.bytes.len();
        self.fault(if is_end { Fault::UnexpectedEnd } else { Fault::UnexpectedCharacter })
    }

    fn fault(&self, fault: Fault) -> NotJson {
        NotJson { fault, at: self.at }
    }
}

fn has_duplicates(members: &[Member]) -> bool {
    if members.len() >= HASHED_KEYS_MIN {
        let mut seen = HashSet::with_capacity(members.len());
        return !members.iter().all(|member| seen.insert(member.key.as_ref()));
    }
    let mut rest = members;
    while let [first, others @ ..] = rest {
        if others.iter().any(|other| other.key == first.key) {
            return true;
        }
        rest = others;
    }
    false
}

fn span(start: usize, end: usize) -> Span {
    Span { start: offset(start), end: offset(end) }
}

/// Every node, member and element takes at least one byte of a text whose length fits.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).expect("texts of 4 GiB are refused, and everything counted here takes a byte of one")
}
