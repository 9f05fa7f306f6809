//! Compares two texts line by line, and lays the lines out as rows with what is unchanged folded.
//!
//! A [`LineComparison`] holds places of lines and never their text, so that it can be kept while the bodies are not;
//! rows are given a page at a time.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Unchanged lines that are shown before and after a change.
pub const CONTEXT_LINES: usize = 3;

/// Fewer hidden lines than this are shown: a fold would take their place.
const FOLDED_LINES_MIN: usize = 2;

/// How the lines of two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineComparison {
    /// Where they differ, in order.
    pub hunks: Vec<Hunk>,
    /// Lines on the left that the right does not have.
    pub removed: usize,
    /// Lines on the right that the left does not have.
    pub added: usize,
    /// Lines that differ and stand for each other all the same, as the caller said.
    pub alike: usize,
    /// Rows in all.
    pub rows: usize,
    blocks: Vec<Block>,
}

/// Lines that stand in for each other; one side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Lines on the left, 0 for the first.
    pub left: Range<usize>,
    /// Lines on the right, 0 for the first.
    pub right: Range<usize>,
    /// The row it begins at.
    pub row: usize,
}

/// One row: a line on each side, or on one of them. Lines are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The same on both sides.
    Same {
        /// The line on the left.
        left: usize,
        /// The line on the right.
        right: usize,
    },
    /// Unchanged lines that are not shown.
    Folded {
        /// The first of them on the left.
        left: usize,
        /// The first of them on the right.
        right: usize,
        /// How many.
        lines: usize,
    },
    /// A line on the left that became one on the right.
    Changed {
        /// The line on the left.
        left: usize,
        /// The line on the right.
        right: usize,
    },
    /// A line that only the left has.
    Removed {
        /// The line.
        left: usize,
    },
    /// A line that only the right has.
    Added {
        /// The line.
        right: usize,
    },
}

/// Some rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    row: usize,
    left: Range<usize>,
    right: Range<usize>,
    kind: BlockKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Same,
    Folded,
    Changed,
}

/// A line, or all those that the caller takes for alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Token<'a> {
    Line(&'a [u8]),
    Alike(usize),
}

impl Default for Token<'_> {
    fn default() -> Self {
        Self::Line(&[])
    }
}

impl AsRef<[u8]> for Token<'_> {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Line(line) => line,
            Self::Alike(_) => &[],
        }
    }
}

/// Compares the lines of two texts. Lines for which `alike` gives the same number are equal, whatever they say.
pub fn compare_lines<'a>(
    left: impl IntoIterator<Item = &'a [u8]>,
    right: impl IntoIterator<Item = &'a [u8]>,
    alike: impl Fn(&[u8]) -> Option<usize>,
) -> LineComparison {
    let token = |line: &'a [u8]| alike(line).map_or(Token::Line(line), Token::Alike);
    let (left, right): (Vec<_>, Vec<_>) = (left.into_iter().collect(), right.into_iter().collect());
    let mut input = InternedInput::default();
    input.update_before(left.iter().map(|line| token(line)));
    input.update_after(right.iter().map(|line| token(line)));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let (left_lines, right_lines) = (input.before.len(), input.after.len());
    let hunks = diff.hunks().map(|hunk| (places(&hunk.before), places(&hunk.after)));
    let mut made = LineComparison::of(hunks, left_lines, right_lines);
    let unchanged = made.blocks.iter().filter(|block| block.kind != BlockKind::Changed);
    made.alike = unchanged
        .flat_map(|block| block.left.clone().zip(block.right.clone()))
        .filter(|(of_left, of_right)| left.get(*of_left) != right.get(*of_right))
        .count();
    made
}

fn places(lines: &Range<u32>) -> Range<usize> {
    lines.start as usize..lines.end as usize
}

impl LineComparison {
    fn of(hunks: impl Iterator<Item = (Range<usize>, Range<usize>)>, left_lines: usize, right_lines: usize) -> Self {
        let mut made = Self { hunks: Vec::new(), removed: 0, added: 0, alike: 0, rows: 0, blocks: Vec::new() };
        let (mut left_at, mut right_at) = (0, 0);
        for (left, right) in hunks {
            made.unchanged(left_at..left.start, right_at, CONTEXT_LINES);
            (left_at, right_at) = (left.end, right.end);
            made.removed += left.len();
            made.added += right.len();
            made.hunks.push(Hunk { left: left.clone(), right: right.clone(), row: made.rows });
            made.push(left, right, BlockKind::Changed);
        }
        debug_assert_eq!(left_lines - left_at, right_lines - right_at, "what follows the last change is the same");
        made.unchanged(left_at..left_lines, right_at, 0);
        made
    }

    /// Lines between two changes, or before the first, or after the last, of which few are shown at each change.
    fn unchanged(&mut self, left: Range<usize>, right_at: usize, shown_at_end: usize) {
        let shown_at_start = if self.hunks.is_empty() { 0 } else { CONTEXT_LINES };
        let folded = left.len().saturating_sub(shown_at_start + shown_at_end);
        let right_of = |at: usize| right_at + (at - left.start);
        let same = |made: &mut Self, part: Range<usize>| {
            let right = right_of(part.start)..right_of(part.end);
            made.push(part, right, BlockKind::Same);
        };
        if folded < FOLDED_LINES_MIN {
            return same(self, left.clone());
        }
        let fold = left.start + shown_at_start..left.start + shown_at_start + folded;
        same(self, left.start..fold.start);
        self.push(fold.clone(), right_of(fold.start)..right_of(fold.end), BlockKind::Folded);
        same(self, fold.end..left.end);
    }

    fn push(&mut self, left: Range<usize>, right: Range<usize>, kind: BlockKind) {
        let block = Block { row: self.rows, left, right, kind };
        self.rows += block.rows();
        if block.rows() > 0 {
            self.blocks.push(block);
        }
    }

    /// Whether no line differs.
    pub const fn is_equal(&self) -> bool {
        self.hunks.is_empty()
    }

    /// The row of a line on the left, or that of the fold it is in.
    pub fn row_of_left(&self, line: usize) -> Option<usize> {
        self.row_of(line, |block| &block.left)
    }

    /// The row of a line on the right, or that of the fold it is in.
    pub fn row_of_right(&self, line: usize) -> Option<usize> {
        self.row_of(line, |block| &block.right)
    }

    fn row_of(&self, line: usize, side: impl Fn(&Block) -> &Range<usize>) -> Option<usize> {
        let behind = self.blocks.partition_point(|block| side(block).end <= line);
        let block = self.blocks.get(behind).filter(|block| side(block).contains(&line))?;
        let within = line - side(block).start;
        Some(block.row + if block.kind == BlockKind::Folded { 0 } else { within })
    }

    /// At most `count` rows from `first` on.
    pub fn page(&self, first: usize, count: usize) -> Vec<Row> {
        let begin = self.blocks.partition_point(|block| block.row + block.rows() <= first);
        let rows = self.blocks.iter().skip(begin).flat_map(|block| {
            let skipped = first.saturating_sub(block.row);
            (skipped..block.rows()).map(move |index| block.at(index))
        });
        rows.take(count).collect()
    }
}

impl Block {
    fn rows(&self) -> usize {
        match self.kind {
            BlockKind::Folded => 1,
            BlockKind::Same | BlockKind::Changed => self.left.len().max(self.right.len()),
        }
    }

    fn at(&self, index: usize) -> Row {
        let (left, right) = (self.left.start + index, self.right.start + index);
        match self.kind {
            BlockKind::Folded => Row::Folded { left, right, lines: self.left.len() },
            BlockKind::Same => Row::Same { left, right },
            BlockKind::Changed => match (left < self.left.end, right < self.right.end) {
                (true, true) => Row::Changed { left, right },
                (true, false) => Row::Removed { left },
                (false, _) => Row::Added { right },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compare(left: &str, right: &str) -> LineComparison {
        compare_lines(left.split('\n').map(str::as_bytes), right.split('\n').map(str::as_bytes), |_| None)
    }

    #[test]
    fn lines_that_are_taken_for_alike_are_no_difference_and_are_counted() {
        let alike = |line: &[u8]| line.first().copied().filter(|first| first.is_ascii_digit()).map(usize::from);
        let compare = |left: &'static str, right: &'static str| {
            compare_lines(left.split(' ').map(str::as_bytes), right.split(' ').map(str::as_bytes), alike)
        };
        let compared = compare("a 1x b 2x c", "a 1y b 2x d");
        assert_eq!((compared.hunks.len(), compared.removed, compared.added, compared.alike), (1, 1, 1, 1));
        let compared = compare("a 1x b", "a 1y b");
        assert!(compared.is_equal() && compared.alike == 1, "{compared:?}");
        let compared = compare("a 1x b", "a 2x b");
        assert_eq!((compared.removed, compared.added, compared.alike), (1, 1, 0), "each pattern is for itself");
        let compared = compare("a b", "a 1x b");
        assert_eq!((compared.removed, compared.added), (0, 1), "what only one side has is a difference");
    }

    /// The rows as lines: ` a`, `~a>b`, `-a`, `+b`, `…3`.
    fn rows(left: &str, right: &str) -> Vec<String> {
        let (left_lines, right_lines): (Vec<&str>, Vec<&str>) =
            (left.split('\n').collect(), right.split('\n').collect());
        let comparison = compare(left, right);
        let row = |row: &Row| match *row {
            Row::Same { left, right } => {
                assert_eq!(left_lines[left], right_lines[right]);
                format!(" {}", left_lines[left])
            }
            Row::Folded { lines, .. } => format!("…{lines}"),
            Row::Changed { left, right } => format!("~{}>{}", left_lines[left], right_lines[right]),
            Row::Removed { left } => format!("-{}", left_lines[left]),
            Row::Added { right } => format!("+{}", right_lines[right]),
        };
        comparison.page(0, usize::MAX).iter().map(row).collect()
    }

    #[test]
    fn what_is_unchanged_is_folded_but_for_a_few_lines() {
        assert_eq!(rows("a\nb", "a\nb"), ["…2"]);
        assert_eq!(rows("a", "b"), ["~a>b"]);
        assert_eq!(rows("1\n2\n3\n4\n5\n6\nx\n7", "1\n2\n3\n4\n5\n6\ny\n7"), ["…3", " 4", " 5", " 6", "~x>y", " 7"]);
        // One hidden line would be a row all the same.
        assert_eq!(rows("1\n2\n3\n4\nx", "1\n2\n3\n4\ny"), [" 1", " 2", " 3", " 4", "~x>y"]);
        assert_eq!(
            rows("x\n1\n2\n3\n4\n5\n6\n7\n8\nz", "y\n1\n2\n3\n4\n5\n6\n7\n8\n+\nz"),
            ["~x>y", " 1", " 2", " 3", "…2", " 6", " 7", " 8", "++", " z"]
        );
        assert_eq!(rows("a\nb\nc", "a\nc"), [" a", "-b", " c"]);
    }

    #[test]
    fn hunks_say_at_which_row_they_begin() {
        let left: Vec<String> = (0..100).map(|line| line.to_string()).collect();
        let mut right = left.clone();
        right[50] = "changed".to_owned();
        right.push("added".to_owned());
        let comparison = compare(&left.join("\n"), &right.join("\n"));
        let rows: Vec<Row> = comparison.hunks.iter().flat_map(|hunk| comparison.page(hunk.row, 1)).collect();
        assert_eq!(rows, [Row::Changed { left: 50, right: 50 }, Row::Added { right: 100 }]);
        assert_eq!((comparison.removed, comparison.added), (1, 2));
    }

    proptest! {
        #[test]
        fn rows_tell_every_line_once_and_pages_make_the_whole(
            left in prop::collection::vec(0..4_u8, 0..40), right in prop::collection::vec(0..4_u8, 0..40), page in 1..9_usize
        ) {
            let (left_lines, right_lines) = (left.chunks(1), right.chunks(1));
            let comparison = compare_lines(left_lines, right_lines, |_| None);
            let all = comparison.page(0, usize::MAX);
            prop_assert_eq!(all.len(), comparison.rows);
            let paged: Vec<Row> = (0..all.len()).step_by(page).flat_map(|first| comparison.page(first, page)).collect();
            prop_assert_eq!(&paged, &all);
            for (row, place) in all.iter().zip(0..) {
                let (left, right) = match *row {
                    Row::Same { left, right } | Row::Changed { left, right } => (Some(left), Some(right)),
                    Row::Folded { left, right, lines } => (Some(left + lines - 1), Some(right)),
                    Row::Removed { left } => (Some(left), None),
                    Row::Added { right } => (None, Some(right)),
                };
                prop_assert_eq!(left.map(|line| comparison.row_of_left(line)), left.map(|_| Some(place)));
                prop_assert_eq!(right.map(|line| comparison.row_of_right(line)), right.map(|_| Some(place)));
            }
            prop_assert_eq!(comparison.row_of_left(left.len()), None);
            let (mut of_left, mut of_right) = (0, 0);
            for row in all {
                match row {
                    Row::Same { left: at, right: to } => {
                        prop_assert_eq!((at, to, left[at]), (of_left, of_right, right[to]));
                        (of_left, of_right) = (at + 1, to + 1);
                    }
                    Row::Folded { left: at, right: to, lines } => {
                        prop_assert_eq!((at, to), (of_left, of_right));
                        prop_assert_eq!(&left[at..at + lines], &right[to..to + lines]);
                        (of_left, of_right) = (at + lines, to + lines);
                    }
                    Row::Changed { left: at, right: to } => {
                        prop_assert_eq!((at, to), (of_left, of_right));
                        (of_left, of_right) = (at + 1, to + 1);
                    }
                    Row::Removed { left: at } => {
                        prop_assert_eq!(at, of_left);
                        of_left += 1;
                    }
                    Row::Added { right: to } => {
                        prop_assert_eq!(to, of_right);
                        of_right += 1;
                    }
                }
            }
            prop_assert_eq!((of_left, of_right), (left.len(), right.len()));
        }
    }
}
