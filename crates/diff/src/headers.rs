//! Compares the header fields of two messages, by name.

use std::collections::HashMap;

/// One field: its name as it was written, and its bytes.
pub type Field<'a> = (&'a str, &'a [u8]);

/// One name on both sides, or on one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderRow<'a> {
    /// The field on the left.
    pub left: Option<Field<'a>>,
    /// The field on the right.
    pub right: Option<Field<'a>>,
}

impl HeaderRow<'_> {
    /// Whether both sides have it with the same value. The case of the name does not count.
    pub fn is_same(&self) -> bool {
        self.left.map(|(_, value)| value) == self.right.map(|(_, value)| value)
    }
}

/// Puts fields of the same name beside each other, without regard to case; of several the first beside the first. They
/// stand in the order of the left message; what only the right has follows the field it follows there.
pub fn compare_headers<'a>(left: &[Field<'a>], right: &[Field<'a>]) -> Vec<HeaderRow<'a>> {
    let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (name, _)) in left.iter().enumerate().rev() {
        waiting.entry(name.to_ascii_lowercase()).or_default().push(index);
    }
    let mut rows: Vec<HeaderRow> = left.iter().map(|field| HeaderRow { left: Some(*field), right: None }).collect();
    // What only the right has, each with the number of rows it follows.
    let mut added: Vec<(usize, HeaderRow)> = Vec::new();
    let mut after = 0;
    for field in right {
        let partner = waiting.get_mut(&field.0.to_ascii_lowercase()).and_then(Vec::pop);
        match partner.and_then(|index| rows.get_mut(index).map(|row| (index, row))) {
            Some((index, row)) => {
                row.right = Some(*field);
                after = index + 1;
            }
            None => added.push((after, HeaderRow { left: None, right: Some(*field) })),
        }
    }
    added.sort_by_key(|(after, _)| *after);
    let mut added = added.into_iter().peekable();
    let mut merged = Vec::with_capacity(rows.len() + added.len());
    for index in 0..=rows.len() {
        while let Some((_, row)) = added.next_if(|(after, _)| *after == index) {
            merged.push(row);
        }
        merged.extend(rows.get(index));
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &[(&str, &str)], right: &[(&str, &str)], expected: &[&str]) {
        fn fields<'a>(fields: &[(&'a str, &'a str)]) -> Vec<Field<'a>> {
            fields.iter().map(|(name, value)| (*name, value.as_bytes())).collect()
        }
        let text = |field: Option<Field>| {
            field.map_or("nothing".to_owned(), |(name, value)| format!("{name}:{}", String::from_utf8_lossy(value)))
        };
        let (left, right) = (fields(left), fields(right));
        let rows = compare_headers(&left, &right);
        let lines: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} {}", if row.is_same() { "=" } else { "~" }, text(row.left), text(row.right)))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn names_are_matched_without_case_and_keep_their_order() {
        check(
            &[("Host", "a"), ("Date", "1")],
            &[("date", "2"), ("host", "a")],
            &["= Host:a host:a", "~ Date:1 date:2"],
        );
        check(
            &[("a", "1"), ("b", "1")],
            &[("x", "0"), ("a", "1"), ("y", "0"), ("z", "0"), ("b", "1")],
            &["~ nothing x:0", "= a:1 a:1", "~ nothing y:0", "~ nothing z:0", "= b:1 b:1"],
        );
        check(&[("a", "1")], &[], &["~ a:1 nothing"]);
    }

    #[test]
    fn of_a_repeated_name_the_first_stands_beside_the_first() {
        check(
            &[("Set-Cookie", "a"), ("Set-Cookie", "b")],
            &[("set-cookie", "a"), ("set-cookie", "c"), ("set-cookie", "d")],
            &["= Set-Cookie:a set-cookie:a", "~ Set-Cookie:b set-cookie:c", "~ nothing set-cookie:d"],
        );
    }
}
