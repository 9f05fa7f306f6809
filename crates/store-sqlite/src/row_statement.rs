//! Statements that take many rows at once: one such statement costs half of as many single ones.

/// How many rows one statement takes: few sizes, so that few statements are prepared and kept.
const SIZES: [usize; 6] = [32, 16, 8, 4, 2, 1];

/// A statement whose line of placeholders is repeated once for each row.
pub(crate) struct RowStatement {
    texts: [String; SIZES.len()],
}

impl RowStatement {
    /// Takes the text for one row; the line that begins with `(?` is that row.
    pub(crate) fn new(text_for_one: &str) -> Self {
        Self { texts: SIZES.map(|rows| repeated(text_for_one, rows)) }
    }

    /// The text for this many rows, as [`batches`] cuts them.
    pub(crate) fn for_rows(&'static self, rows: usize) -> &'static str {
        let size = SIZES.iter().position(|size| *size == rows).expect("batches are of these sizes");
        &self.texts[size]
    }
}

/// Cuts a slice into batches of 32, 16, 8, 4, 2 and 1.
pub(crate) fn batches<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rows.len())?;
        let (batch, rest) = rows.split_at(size);
        rows = rest;
        Some(batch)
    })
}

fn repeated(text_for_one: &str, rows: usize) -> String {
    let mut text = String::new();
    for line in text_for_one.lines() {
        if line.trim_start().starts_with("(?") {
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
    fn batches_are_of_the_prepared_sizes_and_keep_the_order() {
        let rows: Vec<usize> = (0..79).collect();
        let sizes: Vec<usize> = batches(&rows).map(<[usize]>::len).collect();
        assert_eq!(sizes, [32, 32, 8, 4, 2, 1]);
        assert_eq!(batches(&rows).flatten().copied().collect::<Vec<_>>(), rows);
        assert_eq!(batches::<usize>(&[]).count(), 0);
    }
}
