//! What a payload has that a learnt shape does not know.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::kind::{Kind, words_of};
use crate::shape::{Fields, Node, Shape};
use crate::text::ENUMERATION_SEEN_MIN;

/// Differences that are named of one payload.
const DIFFERENCES_MAX: usize = 100;

/// How a payload differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A field that was never there.
    Appeared,
    /// A field that was always there is missing.
    Vanished,
    /// A value of another kind: a number became text.
    KindChanged,
    /// A value that was never null.
    BecameNull,
    /// A word that is not one of the few that came.
    NewValue,
    /// Text that always had a format has it no longer.
    FormatLost,
    /// Not as the schema that was given demands.
    NotAsGiven,
}

/// One difference between a payload and a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where: a JSON Pointer (RFC 6901), with `*` for any index of a list and any key of a map. Empty is the whole.
    pub path: String,
    /// How.
    pub sort: Sort,
    /// What was there, in plain words.
    pub was: String,
    /// What is there, in plain words. Never a value of the payload, save the word of [`Sort::NewValue`].
    pub now: String,
    /// How often the place had been seen before.
    pub seen: u64,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Appeared,
        Self::Vanished,
        Self::KindChanged,
        Self::BecameNull,
        Self::NewValue,
        Self::FormatLost,
        Self::NotAsGiven,
    ];

    /// The word for it in the API and the databases.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Appeared => "appeared",
            Self::Vanished => "vanished",
            Self::KindChanged => "kind_changed",
            Self::BecameNull => "became_null",
            Self::NewValue => "new_value",
            Self::FormatLost => "format_lost",
            Self::NotAsGiven => "not_as_given",
        }
    }

    /// Reads a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }

    /// How often a place must have been seen before a difference there says something about the sender. Another kind
    /// is soon beyond chance; that a field is optional shows late.
    pub const fn seen_min(self) -> u64 {
        match self {
            Self::NotAsGiven => 0,
            Self::KindChanged => 3,
            Self::Appeared | Self::Vanished | Self::BecameNull | Self::FormatLost => 10,
            Self::NewValue => ENUMERATION_SEEN_MIN,
        }
    }
}

impl Difference {
    /// Whether it says that the sender changed. Any other is learnt: little had been seen.
    pub const fn is_drift(&self) -> bool {
        self.seen >= self.sort.seen_min()
    }

    /// One sentence without values of the payload: `/data/amount was always a whole number and is text.`
    pub fn sentence(&self) -> String {
        let path = if self.path.is_empty() { "the payload" } else { &self.path };
        match self.sort {
            Sort::Appeared => format!("{path} is new: it was never there."),
            Sort::Vanished => format!("{path} is missing: it was always there."),
            Sort::KindChanged => format!("{path} was always {} and is {}.", self.was, self.now),
            Sort::BecameNull => format!("{path} is null: it never was."),
            Sort::NewValue => format!("{path} has a value it never had."),
            Sort::FormatLost => format!("{path} was always {} and is other text.", self.was),
            Sort::NotAsGiven => format!("{path} is not as the schema says: {}.", self.was),
        }
    }
}

impl Shape {
    /// What `payload` has that was never learnt, each path and sort once, by path. Empty for every payload that was.
    pub fn differences(&self, payload: &Value) -> Vec<Difference> {
        let mut found = Found::default();
        if self.seen() > 0 {
            found.compare(self.root(), payload, &mut String::new(), self.depth());
        }
        found.0.into_values().collect()
    }
}

#[derive(Default)]
struct Found(BTreeMap<(String, Sort), Difference>);

impl Found {
    fn add(&mut self, path: &str, sort: Sort, was: String, now: String, seen: u64) {
        if self.0.len() < DIFFERENCES_MAX {
            let difference = Difference { path: path.to_owned(), sort, was, now, seen };
            self.0.entry((path.to_owned(), sort)).or_insert(difference);
        }
    }

    fn compare(&mut self, node: &Node, value: &Value, path: &mut String, depth: usize) {
        let kind = Kind::of(value);
        if !is_known(node, kind) {
            let known = words_of(node.kinds.keys().copied());
            if kind == Kind::Null {
                self.add(path, Sort::BecameNull, known, kind.words().to_owned(), node.seen());
            } else {
                // Where only null was seen, nothing is known of what stands there else.
                let seen = node.seen() - node.seen_as(Kind::Null);
                self.add(path, Sort::KindChanged, known, kind.words().to_owned(), seen);
            }
            return;
        }
        if depth == 0 {
            return;
        }
        match value {
            Value::String(text) => self.compare_text(node, text, path),
            Value::Array(values) => {
                let Some(known) = &node.values else { return };
                for value in values {
                    self.below(path, "*", |found, path| found.compare(known, value, path, depth - 1));
                }
            }
            Value::Object(fields) => self.compare_fields(node, fields, path, depth),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn compare_text(&mut self, node: &Node, text: &str, path: &str) {
        let Some(texts) = &node.texts else { return };
        if let Some(format) = texts.format().filter(|format| !format.fits(text)) {
            self.add(path, Sort::FormatLost, format.words().to_owned(), "other text".to_owned(), texts.seen);
        }
        if let Some(values) = texts.enumeration() {
            let values: Vec<&str> = values.collect();
            if !values.contains(&text) {
                let now: String = text.chars().take(60).collect();
                self.add(path, Sort::NewValue, format!("one of {}", values.join(", ")), now, texts.seen);
            }
        }
    }

    fn compare_fields(&mut self, node: &Node, fields: &Map<String, Value>, path: &mut String, depth: usize) {
        let objects = node.seen_as(Kind::Object);
        match &node.fields {
            Fields::Unknown => {}
            Fields::Map(known) => {
                for value in fields.values() {
                    self.below(path, "*", |found, path| found.compare(known, value, path, depth - 1));
                }
            }
            Fields::Named(named) => {
                for (name, value) in fields {
                    self.below(path, name, |found, path| match named.get(name) {
                        Some(known) => found.compare(known, value, path, depth - 1),
                        None => {
                            let now = Kind::of(value).words().to_owned();
                            found.add(path, Sort::Appeared, "not there".to_owned(), now, objects);
                        }
                    });
                }
                for (name, known) in named {
                    if known.seen() == objects && !fields.contains_key(name) {
                        let was = words_of(known.kinds.keys().copied());
                        self.below(path, name, |found, path| {
                            found.add(path, Sort::Vanished, was, "not there".to_owned(), objects);
                        });
                    }
                }
            }
        }
    }

    fn below(&mut self, path: &mut String, name: &str, look: impl FnOnce(&mut Self, &mut String)) {
        let length = path.len();
        path.push('/');
        path.push_str(&name.replace('~', "~0").replace('/', "~1"));
        look(self, path);
        path.truncate(length);
    }
}

/// A whole number is no news where numbers with a fraction came.
fn is_known(node: &Node, kind: Kind) -> bool {
    node.kinds.contains_key(&kind) || (kind == Kind::Integer && node.kinds.contains_key(&Kind::Number))
}
