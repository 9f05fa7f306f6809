//! What changed inside of a line.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Lines that have less than a third in common are other lines, not changed ones.
const IN_COMMON_MIN: (usize, usize) = (1, 3);

/// The parts of two lines that differ, in bytes, word by word. Both are empty when the lines have so little in common
/// that it would not help to point at parts of them.
pub fn changed_parts(left: &str, right: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut input = InternedInput::default();
    input.update_before(words(left));
    input.update_after(words(right));
    let diff = Diff::compute(Algorithm::Myers, &input);
    let (mut of_left, mut of_right) = (Vec::new(), Vec::new());
    let (left_ends, right_ends) = (ends(left), ends(right));
    for hunk in diff.hunks() {
        push(&mut of_left, bytes(&left_ends, &hunk.before));
        push(&mut of_right, bytes(&right_ends, &hunk.after));
    }
    let changed = |parts: &[Range<usize>]| parts.iter().map(Range::len).sum::<usize>();
    let longer = left.trim().len().max(right.trim().len());
    let in_common = left.trim().len().saturating_sub(changed(&of_left));
    let (least, of) = IN_COMMON_MIN;
    if in_common * of < longer * least { (Vec::new(), Vec::new()) } else { (of_left, of_right) }
}

/// Runs of letters and digits, and every other character for itself.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let length = if is_word(first) {
            rest.find(|character| !is_word(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some(word)
    })
}

/// Where each word ends, after a 0.
fn ends(line: &str) -> Vec<usize> {
    let mut end = 0;
    let of_words = words(line).map(|word| {
        end += word.len();
        end
    });
    std::iter::once(0).chain(of_words).collect()
}

fn bytes(ends: &[usize], words: &Range<u32>) -> Range<usize> {
    let place = |word: u32| ends.get(word as usize).copied().unwrap_or_default();
    place(words.start)..place(words.end)
}

fn push(parts: &mut Vec<Range<usize>>, part: Range<usize>) {
    if !part.is_empty() {
        parts.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both lines with what differs in brackets.
    fn marked(left: &str, right: &str) -> (String, String) {
        let (of_left, of_right) = changed_parts(left, right);
        let mark = |line: &str, parts: &[Range<usize>]| {
            let mut line = line.to_owned();
            for part in parts.iter().rev() {
                line.insert(part.end, ']');
                line.insert(part.start, '[');
            }
            line
        };
        (mark(left, &of_left), mark(right, &of_right))
    }

    #[test]
    fn words_that_differ_are_found() {
        let cases = [
            ("\"amount\": 4200,", "\"amount\": \"4200\",", "\"amount\": 4200,", "\"amount\": [\"]4200[\"],"),
            (
                "  \"version\": \"2024-06-20\"",
                "  \"version\": \"2026-10-20\"",
                "  \"version\": \"[2024]-[06]-20\"",
                "  \"version\": \"[2026]-[10]-20\"",
            ),
            ("naïve café 😀", "naïve cafés 😀", "naïve [café] 😀", "naïve [cafés] 😀"),
            ("same", "same", "same", "same"),
            // Nothing to point at.
            ("one two", "three", "one two", "three"),
            ("", "a", "", "a"),
        ];
        for (left, right, marked_left, marked_right) in cases {
            assert_eq!(marked(left, right), (marked_left.to_owned(), marked_right.to_owned()));
        }
    }
}
