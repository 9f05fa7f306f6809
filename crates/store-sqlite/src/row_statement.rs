//! Statements that take many rows at once: each statement costs a way to SQLite's thread and back, whatever it does.

use crate::script::Script;

/// How many rows one statement has places for: few sizes, so that few statements are prepared and kept.
const SIZES: [usize; 5] = [1, 4, 16, 64, 128];

/// A statement whose line of placeholders is repeated once for each row.
///
/// A statement may have places for more rows than it is given. What is not bound is null, so the text leaves out rows
/// whose first column is null.
pub(crate) struct RowStatement {
    texts: [String; SIZES.len()],
    columns: usize,
}

impl RowStatement {
    /// Takes the text for one row; the line that begins with `(?` is that row.
    pub(crate) fn new(text_for_one: &str) -> Self {
        let line = text_for_one.lines().find(|line| is_row(line)).unwrap_or_default();
        Self { texts: SIZES.map(|rows| repeated(text_for_one, rows)), columns: line.matches('?').count() }
    }

    /// The text for this many rows, as [`batches`] cuts them.
    pub(crate) fn for_rows(&'static self, rows: usize) -> &'static str {
        &self.texts[size_for(rows)]
    }

    /// Binds null to the places of the statement that these many rows leave free, so that another statement may follow.
    pub(crate) fn fill_up(&self, script: &mut Script, rows: usize) {
        for _ in 0..(SIZES[size_for(rows)] - rows) * self.columns {
            script.bind(None::<i64>);
        }
    }
}

/// The most rows of one statement.
const ROWS_MAX: usize = SIZES[SIZES.len() - 1];

/// Cuts a slice into batches that fit one statement each.
pub(crate) fn batches<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    rows.chunks(ROWS_MAX)
}

fn size_for(rows: usize) -> usize {
    SIZES.iter().position(|size| *size >= rows).expect("batches are not larger than the largest size")
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with("(?")
}

fn repeated(text_for_one: &str, rows: usize) -> String {
    let mut text = String::new();
    for line in text_for_one.lines() {
        if is_row(line) {
            text.push_str(&vec![line; rows].join(",\n"));
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_placeholders_is_repeated() {
        let text = "insert into pairs (a, b)\nvalues\n  (?, ?)\non conflict do nothing\n";
        let twice = "insert into pairs (a, b)\nvalues\n  (?, ?),\n  (?, ?)\non conflict do nothing\n";
        assert_eq!(repeated(text, 1), text);
        assert_eq!(repeated(text, 2), twice);
    }

    #[test]
    fn a_batch_fits_the_next_larger_statement() {
        static STATEMENT: std::sync::LazyLock<RowStatement> = std::sync::LazyLock::new(|| RowStatement::new("(?)"));
        let rows: Vec<usize> = (0..300).collect();
        let sizes: Vec<usize> = batches(&rows).map(<[usize]>::len).collect();
        assert_eq!(sizes, [128, 128, 44]);
        let places = |rows| STATEMENT.for_rows(rows).matches("(?)").count();
        assert_eq!([1, 2, 4, 5, 44, 128].map(places), [1, 4, 4, 16, 64, 128]);
    }
}
