//! What a comparison found.

use crate::compare::Side;

/// The differences of two documents. It borrows both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// The differences, in the order of the left document; what was added to an object follows its other keys, in the
    /// order of the right one.
    pub changes: Vec<Change<'a>>,
    /// Differences at paths that were to be set aside, in the same order.
    pub ignored: Vec<Change<'a>>,
    /// How many there are of each kind, ignored ones apart. Beyond [`Options::changes_max`](crate::Options) changes are
    /// counted and no longer listed.
    pub counts: Counts,
    /// Where a key stands more than once in an object, so that all but its last value went unseen.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// Whether elements of an array were matched that do not stand at the same place, so that paths on the two sides
    /// are not the same.
    pub has_shifted_elements: bool,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// Where, as a JSON Pointer (RFC 6901), in the left document; of what was added in the right one.
    pub path: String,
    /// Where it is in the right document, if that is another path.
    pub right_path: Option<String>,
    /// What happened.
    pub kind: ChangeKind,
    /// The value on the left as it is written, unless it was added.
    pub left: Option<&'a str>,
    /// The value on the right as it is written, unless it was removed.
    pub right: Option<&'a str>,
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Only the right document has it.
    Added,
    /// Only the left document has it.
    Removed,
    /// It is of another type: a number has become a string.
    TypeChanged,
    /// It is of the same type and not the same.
    ValueChanged,
    /// It is an element of an array and changed places with others. What changed inside of it is told apart.
    Moved,
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Only on the right.
    pub added: usize,
    /// Only on the left.
    pub removed: usize,
    /// Of another type.
    pub type_changed: usize,
    /// Of the same type.
    pub value_changed: usize,
    /// Elements at another place.
    pub moved: usize,
    /// Set aside, of any kind.
    pub ignored: usize,
}

/// A key that stands more than once in one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateKey {
    /// In which document.
    pub side: Side,
    /// Where, as a JSON Pointer.
    pub path: String,
}

/// The beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// What is shown.
    pub text: &'a str,
    /// How many bytes are not.
    pub cut_bytes: usize,
}

impl Comparison<'_> {
    /// Whether nothing differs but what is ignored.
    pub const fn is_equal(&self) -> bool {
        self.counts.total() == 0
    }

    /// Whether every change that was counted is listed.
    pub const fn is_complete(&self) -> bool {
        self.changes.len() == self.counts.total()
    }
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Added, Self::Removed, Self::TypeChanged, Self::ValueChanged, Self::Moved];

    /// The machine word: `value_changed`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::TypeChanged => "type_changed",
            Self::ValueChanged => "value_changed",
            Self::Moved => "moved",
        }
    }
}

impl Counts {
    /// All kinds together, without what is ignored.
    pub const fn total(&self) -> usize {
        self.added + self.removed + self.type_changed + self.value_changed + self.moved
    }

    pub(crate) const fn add(&mut self, kind: ChangeKind) {
        match kind {
            ChangeKind::Added => self.added += 1,
            ChangeKind::Removed => self.removed += 1,
            ChangeKind::TypeChanged => self.type_changed += 1,
            ChangeKind::ValueChanged => self.value_changed += 1,
            ChangeKind::Moved => self.moved += 1,
        }
    }
}

/// At most `bytes_max` bytes of a text, cut between characters.
pub fn excerpt(text: &str, bytes_max: usize) -> Excerpt<'_> {
    let (shown, cut) = text.split_at(text.floor_char_boundary(bytes_max));
    Excerpt { text: shown, cut_bytes: cut.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_cut_between_characters() {
        assert_eq!(excerpt("\"é\"", 2), Excerpt { text: "\"", cut_bytes: 3 });
        assert_eq!(excerpt("\"é\"", 3), Excerpt { text: "\"é", cut_bytes: 1 });
        assert_eq!(excerpt("\"é\"", 99), Excerpt { text: "\"é\"", cut_bytes: 0 });
    }
}
