//! Walks two documents side by side.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use crate::comparison::{Change, ChangeKind, Comparison, Counts, DuplicateKey};
use crate::document::{Document, Member, NodeId, Shape};
use crate::elements::{Matching, matched};
use crate::path::{Step, pointer};
use crate::pattern::PathPattern;
use crate::reader::{NotJson, read};
use crate::strings;

/// How to compare.
#[derive(Debug, Clone)]
pub struct Options {
    /// Paths whose differences are listed apart.
    pub ignored_paths: Vec<PathPattern>,
    /// Which element of an array is compared with which.
    pub arrays: Arrays,
    /// Most changes that are listed, and most that are listed as ignored. All are counted.
    pub changes_max: usize,
}

/// Which element of an array is compared with which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Arrays {
    /// Those at the same index.
    #[default]
    ByIndex,
    /// Objects that a key such as `id` gives the same name; others by index. Elements that changed places are
    /// [moved](ChangeKind::Moved).
    ByKey,
    /// The same, and changed places do not count.
    InAnyOrder,
}

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first one.
    Left,
    /// The second one.
    Right,
}

/// Why two texts cannot be compared by structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {} text is not JSON", .side.word())]
pub struct DiffError {
    /// Which text.
    pub side: Side,
    /// What is wrong with it, and where.
    pub source: NotJson,
}

/// Compares two JSON texts.
///
/// # Errors
/// When one of them is not JSON; the left one is read first.
pub fn compare_json<'a>(left: &'a [u8], right: &'a [u8], options: &Options) -> Result<Comparison<'a>, DiffError> {
    let left = read(left).map_err(|source| DiffError { side: Side::Left, source })?;
    let right = read(right).map_err(|source| DiffError { side: Side::Right, source })?;
    let mut walk = Walk {
        left: &left,
        right: &right,
        options,
        steps: Vec::new(),
        changes: Vec::new(),
        ignored: Vec::new(),
        counts: Counts::default(),
        has_shifted_elements: false,
    };
    walk.compare(left.root, right.root);
    let Walk { changes, ignored, counts, has_shifted_elements, .. } = walk;
    let duplicates = |document: &Document, side| {
        let paths = document.duplicate_keys.clone();
        paths.into_iter().map(move |path| DuplicateKey { side, path })
    };
    let duplicate_keys = duplicates(&left, Side::Left).chain(duplicates(&right, Side::Right)).collect();
    Ok(Comparison { changes, ignored, counts, duplicate_keys, has_shifted_elements })
}

struct Walk<'w, 'a> {
    left: &'w Document<'a>,
    right: &'w Document<'a>,
    options: &'w Options,
    /// Where we are.
    steps: Vec<Step<'w>>,
    changes: Vec<Change<'a>>,
    ignored: Vec<Change<'a>>,
    counts: Counts,
    has_shifted_elements: bool,
}

impl<'w, 'a> Walk<'w, 'a> {
    /// Recursion is as deep as the documents, whose depth the reader limits.
    fn compare(&mut self, left: NodeId, right: NodeId) {
        match (self.left.shape(left), self.right.shape(right)) {
            (Shape::Object(left), Shape::Object(right)) => {
                self.compare_objects(self.left.members(left), self.right.members(right));
            }
            (Shape::Array(left), Shape::Array(right)) => {
                self.compare_arrays(self.left.elements(left), self.right.elements(right));
            }
            (left_shape, right_shape) if discriminant(&left_shape) != discriminant(&right_shape) => {
                self.found(ChangeKind::TypeChanged, Some(left), Some(right));
            }
            (shape, _) => {
                let (left_text, right_text) = (self.left.text(left), self.right.text(right));
                let is_equal = match shape {
                    Shape::String => strings::are_equal(left_text, right_text),
                    _ => left_text == right_text,
                };
                if !is_equal {
                    self.found(ChangeKind::ValueChanged, Some(left), Some(right));
                }
            }
        }
    }

    fn compare_arrays(&mut self, left: &[NodeId], right: &[NodeId]) {
        if self.options.arrays != Arrays::ByIndex
            && let Some(matching) = matched((self.left, left), (self.right, right))
        {
            return self.compare_matched(left, right, &matching);
        }
        for index in 0..left.len().max(right.len()) {
            self.steps.push(Step::Index(index));
            match (left.get(index), right.get(index)) {
                (Some(left), Some(right)) => self.compare(*left, *right),
                (left, right) => self.found_on_one_side(left.copied(), right.copied()),
            }
            self.steps.pop();
        }
    }

    fn compare_matched(&mut self, left: &[NodeId], right: &[NodeId], matching: &Matching) {
        for (index, (element, found)) in left.iter().zip(&matching.in_right).enumerate() {
            let Some(found) = found else {
                self.at(Step::Index(index), |walk| walk.found(ChangeKind::Removed, Some(*element), None));
                continue;
            };
            let is_shifted = found.index != index;
            self.has_shifted_elements |= is_shifted;
            let step = if is_shifted { Step::Indexes { left: index, right: found.index } } else { Step::Index(index) };
            let Some(partner) = right.get(found.index).copied() else { continue };
            self.at(step, |walk| {
                if found.is_moved && walk.options.arrays == Arrays::ByKey {
                    walk.found(ChangeKind::Moved, Some(*element), Some(partner));
                }
                walk.compare(*element, partner);
            });
        }
        for index in &matching.added {
            self.has_shifted_elements |= *index < left.len();
            self.at(Step::Index(*index), |walk| walk.found(ChangeKind::Added, None, right.get(*index).copied()));
        }
    }

    fn at(&mut self, step: Step<'w>, look: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        look(self);
        self.steps.pop();
    }

    fn compare_objects(&mut self, left: &'w [Member<'a>], right: &'w [Member<'a>]) {
        // Most pairs have the same keys in the same order; then nothing has to be looked up.
        let has_same_keys =
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.key == right.key);
        if has_same_keys {
            for (left, right) in left.iter().zip(right) {
                self.at_key(&left.key, Some(left.value), Some(right.value));
            }
            return;
        }
        let in_right: HashMap<&str, NodeId> = right.iter().map(|member| (member.key.as_ref(), member.value)).collect();
        let in_left: HashSet<&str> = left.iter().map(|member| member.key.as_ref()).collect();
        for member in left {
            self.at_key(&member.key, Some(member.value), in_right.get(member.key.as_ref()).copied());
        }
        for member in right.iter().filter(|member| !in_left.contains(member.key.as_ref())) {
            self.at_key(&member.key, None, Some(member.value));
        }
    }

    fn at_key(&mut self, key: &'w str, left: Option<NodeId>, right: Option<NodeId>) {
        self.steps.push(Step::Key(key));
        match (left, right) {
            (Some(left), Some(right)) => self.compare(left, right),
            (left, right) => self.found_on_one_side(left, right),
        }
        self.steps.pop();
    }

    fn found_on_one_side(&mut self, left: Option<NodeId>, right: Option<NodeId>) {
        let kind = if left.is_some() { ChangeKind::Removed } else { ChangeKind::Added };
        self.found(kind, left, right);
    }

    fn found(&mut self, kind: ChangeKind, left: Option<NodeId>, right: Option<NodeId>) {
        let is_ignored = self.options.ignored_paths.iter().any(|pattern| pattern.covers(&self.steps));
        let list = if is_ignored {
            self.counts.ignored += 1;
            &mut self.ignored
        } else {
            self.counts.add(kind);
            &mut self.changes
        };
        if list.len() < self.options.changes_max {
            let right_path = pointer(&self.steps, Side::Right);
            let path = if left.is_some() { pointer(&self.steps, Side::Left) } else { right_path.clone() };
            list.push(Change {
                right_path: (right.is_some() && right_path != path).then_some(right_path),
                path,
                kind,
                left: left.map(|node| self.left.text(node)),
                right: right.map(|node| self.right.text(node)),
            });
        }
    }
}

impl Default for Options {
    /// Nothing is ignored, and ten thousand changes are listed: more than anybody reads.
    fn default() -> Self {
        Self { ignored_paths: Vec::new(), arrays: Arrays::ByIndex, changes_max: 10_000 }
    }
}

impl Side {
    /// The machine word: `left`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}
