//! Patterns of paths that may differ without being a difference: `/data/updated_at`, `/lines/*/id`, `/**/etag`.

use std::str::FromStr;

use crate::path::Step;

/// A JSON Pointer in which `*` stands for one step and `**` for any number of steps. It covers what it names and all
/// below. Keys are written as in pointers: `~1` for `/`, `~0` for `~`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    segments: Vec<Segment>,
}

/// Why a text is not a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It names nothing, or everything.
    #[error("a path pattern starts with `/`, as in `/data/updated_at`")]
    NoSlash,
    /// It has more than 63 segments.
    #[error("a path pattern has at most {SEGMENTS_MAX} segments")]
    TooLong,
}

const SEGMENTS_MAX: usize = 63;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// This key, or the element at this index.
    Exactly {
        key: String,
        index: Option<usize>,
    },
    One,
    Any,
}

impl PathPattern {
    /// The pattern as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern names this place or one above it.
    pub(crate) fn covers(&self, steps: &[Step]) -> bool {
        // Bit n is set when the first n segments fit the steps so far.
        let end = bit(self.segments.len());
        let mut fitting = self.with_any_skipped(bit(0));
        for step in steps {
            if fitting & end != 0 {
                return true;
            }
            let mut next = 0;
            for (place, segment) in self.segments.iter().enumerate() {
                if fitting & bit(place) != 0 {
                    next |= match segment {
                        Segment::Any => bit(place),
                        Segment::One => bit(place + 1),
                        Segment::Exactly { .. } if segment.is_step(step) => bit(place + 1),
                        Segment::Exactly { .. } => 0,
                    };
                }
            }
            fitting = self.with_any_skipped(next);
        }
        fitting & end != 0
    }

    /// `**` also stands for no step at all.
    fn with_any_skipped(&self, mut fitting: u64) -> u64 {
        for (place, segment) in self.segments.iter().enumerate() {
            if *segment == Segment::Any && fitting & bit(place) != 0 {
                fitting |= bit(place + 1);
            }
        }
        fitting
    }
}

impl FromStr for PathPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let segments = text.strip_prefix('/').ok_or(PatternError::NoSlash)?.split('/');
        let segments: Vec<Segment> = segments.take(SEGMENTS_MAX + 1).map(Segment::read).collect();
        if segments.len() > SEGMENTS_MAX {
            return Err(PatternError::TooLong);
        }
        Ok(Self { text: text.to_owned(), segments })
    }
}

impl Segment {
    fn read(segment: &str) -> Self {
        match segment {
            "*" => Self::One,
            "**" => Self::Any,
            // In this order, or `~01` would become `/`.
            key => Self::Exactly { key: key.replace("~1", "/").replace("~0", "~"), index: key.parse().ok() },
        }
    }

    fn is_step(&self, step: &Step) -> bool {
        match (self, step) {
            (Self::Exactly { key, .. }, Step::Key(step)) => key == step,
            (Self::Exactly { index, .. }, Step::Index(step)) => *index == Some(*step),
            (Self::Exactly { index, .. }, Step::Indexes { left, right }) => {
                *index == Some(*left) || *index == Some(*right)
            }
            (Self::One | Self::Any, _) => true,
        }
    }
}

fn bit(place: usize) -> u64 {
    1 << place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_what_it_names_and_all_below() {
        let (key, index) = (Step::Key, Step::Index);
        let cases: [(&str, &[Step], bool); 15] = [
            ("/a", &[key("a")], true),
            ("/a", &[key("a"), key("b"), index(3)], true),
            ("/a", &[key("b")], false),
            ("/a/b", &[key("a")], false),
            ("/a/*/c", &[key("a"), index(7), key("c")], true),
            ("/a/*/c", &[key("a"), key("c")], false),
            ("/**/c", &[key("c")], true),
            ("/**/c", &[key("a"), index(7), key("c"), key("d")], true),
            ("/**/b/**/c", &[key("a"), key("b"), key("x"), key("y"), key("c")], true),
            ("/**/b/**/c", &[key("a"), key("c"), key("b")], false),
            ("/1", &[index(1)], true),
            ("/1", &[key("1")], true),
            ("/1", &[index(2)], false),
            ("/a~1b~0~01", &[key("a/b~~1")], true),
            ("/", &[key("")], true),
        ];
        for (pattern, steps, expected) in cases {
            assert_eq!(pattern.parse::<PathPattern>().unwrap().covers(steps), expected, "{pattern} {steps:?}");
        }
    }

    #[test]
    fn a_pattern_names_something_and_has_an_end() {
        assert_eq!("".parse::<PathPattern>(), Err(PatternError::NoSlash));
        assert_eq!("a/b".parse::<PathPattern>(), Err(PatternError::NoSlash));
        assert!("/*".repeat(63).parse::<PathPattern>().unwrap().covers(&[Step::Index(0); 63]));
        assert_eq!("/*".repeat(64).parse::<PathPattern>(), Err(PatternError::TooLong));
    }
}
