//! The difference of two bodies line by line, whatever they are, a page at a time.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use body::{OpenBody, View};
use diff::{LineComparison, Row};
use domain::Headers;

use super::{CompareError, Comparisons, not_found};
use crate::bodies::BodyName;

use super::line_patterns::LinePatterns;

/// Rows in one page.
const ROWS_MAX: usize = 1_000;
/// Pairs whose places are kept.
const KEPT_MAX: usize = 4;
/// Places of changes that are told.
const PLACES_MAX: usize = 10_000;

/// How the lines of two bodies differ, and a page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDifferences {
    /// The rows asked for.
    pub rows: Vec<LineRow>,
    /// How many there are.
    pub total_rows: usize,
    /// The rows at which changes begin, at most 10,000.
    pub changes_at: Vec<usize>,
    /// Changes in all.
    pub changes: usize,
    /// Lines that only the left has.
    pub removed: usize,
    /// Lines that only the right has.
    pub added: usize,
    /// Lines that differ, and do not count since a pattern holds for both.
    pub ignored: usize,
    /// How both bodies are shown.
    pub view: View,
    /// The character sets that their media types name.
    pub charsets: (Option<String>, Option<String>),
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// What it is.
    pub kind: LineRowKind,
    /// The line on the left.
    pub left: Option<SideLine>,
    /// The line on the right.
    pub right: Option<SideLine>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRowKind {
    /// The same on both sides.
    Same,
    /// So many unchanged lines; the row has the numbers of the first.
    Folded(usize),
    /// A line that became another.
    Changed,
    /// Only on the left.
    Removed,
    /// Only on the right.
    Added,
}

/// A line on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLine {
    /// 1 for the first.
    pub number: usize,
    /// Its text, cut when long.
    pub text: String,
    /// Bytes hidden at its end.
    pub cut_bytes: usize,
    /// What differs from the other side, as ranges of UTF-16 units.
    pub parts: Vec<(usize, usize)>,
}

/// How to compare line by line.
#[derive(Debug, Clone, Default)]
pub struct LineOptions {
    /// How both bodies are shown; what fits both when left out.
    pub view: Option<View>,
    /// Lines that these hold for are equal.
    pub ignored: LinePatterns,
}

pub(super) struct KeptLines {
    left: BodyName,
    right: BodyName,
    view: View,
    ignored: LinePatterns,
    comparison: Arc<LineComparison>,
}

struct Side {
    body: Arc<OpenBody>,
    charset: Option<String>,
}

impl Comparisons {
    /// Rows of the line by line difference, at most 1,000. Both bodies are shown in the view asked for, or the one that
    /// fits both.
    ///
    /// # Errors
    /// When one of them is not there.
    pub async fn by_lines(
        &self,
        left_name: &BodyName,
        right_name: &BodyName,
        options: LineOptions,
        rows: Range<usize>,
    ) -> Result<LineDifferences, CompareError> {
        let (left, right) = (self.side(left_name).await?, self.side(right_name).await?);
        let view = options.view.unwrap_or_else(|| common_view(left.body.fitting_view(), right.body.fitting_view()));
        let comparison = self.compared((left_name, &left), (right_name, &right), view, &options.ignored).await?;
        let paged = tokio::task::spawn_blocking(move || page(&comparison, &left, &right, view, rows)).await;
        paged.map_err(|_| CompareError::Stopped)
    }

    /// The row of the line by line difference, in the view that fits both, at which the value at a path begins. `None`
    /// when neither has one there.
    ///
    /// # Errors
    /// When one of them is not there.
    pub async fn row_of(
        &self,
        (left_name, left_path): (&BodyName, &str),
        (right_name, right_path): (&BodyName, &str),
    ) -> Result<Option<usize>, CompareError> {
        let (left, right) = (self.side(left_name).await?, self.side(right_name).await?);
        let view = common_view(left.body.fitting_view(), right.body.fitting_view());
        let comparison =
            self.compared((left_name, &left), (right_name, &right), view, &LinePatterns::default()).await?;
        let (left_path, right_path) = (left_path.to_owned(), right_path.to_owned());
        let found = tokio::task::spawn_blocking(move || {
            let of_left = line_of(&left.body, &left_path).and_then(|line| comparison.row_of_left(line));
            of_left.or_else(|| line_of(&right.body, &right_path).and_then(|line| comparison.row_of_right(line)))
        });
        found.await.map_err(|_| CompareError::Stopped)
    }

    async fn side(&self, name: &BodyName) -> Result<Side, CompareError> {
        let charset = charset_of(&self.headers_of(name).await?);
        let body = self.bodies.open(name, charset.as_deref()).await?.ok_or_else(|| not_found(name))?;
        Ok(Side { body, charset })
    }

    async fn compared(
        &self,
        (left_name, left): (&BodyName, &Side),
        (right_name, right): (&BodyName, &Side),
        view: View,
        ignored: &LinePatterns,
    ) -> Result<Arc<LineComparison>, CompareError> {
        let _turn = self.turn.lock().await;
        let kept = || {
            let kept = self.kept_lines.lock().unwrap_or_else(PoisonError::into_inner);
            let is_of_pair = |kept: &KeptLines| kept.left == *left_name && kept.right == *right_name;
            let is_it = |kept: &&KeptLines| is_of_pair(kept) && kept.view == view && kept.ignored == *ignored;
            kept.iter().find(is_it).map(|kept| kept.comparison.clone())
        };
        if let Some(kept) = kept() {
            return Ok(kept);
        }
        let (of_left, of_right) = (left.body.clone(), right.body.clone());
        let patterns = ignored.clone();
        let compared = tokio::task::spawn_blocking(move || {
            let (left, right) = (of_left.written(view), of_right.written(view));
            diff::compare_lines(left.iter(), right.iter(), |line| patterns.first_in(line))
        });
        let comparison = Arc::new(compared.await.map_err(|_| CompareError::Stopped)?);
        let mut kept = self.kept_lines.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        let (left, right) = (left_name.clone(), right_name.clone());
        kept.push(KeptLines { left, right, view, ignored: ignored.clone(), comparison: comparison.clone() });
        Ok(comparison)
    }
}

/// Two bodies are laid out only when both can be; one that is no text makes bytes of both.
fn common_view(left: View, right: View) -> View {
    match (left, right) {
        (left, right) if left == right => left,
        (View::Hex, _) | (_, View::Hex) => View::Hex,
        _ => View::Raw,
    }
}

fn charset_of(headers: &Headers) -> Option<String> {
    let media_type = headers.first_text("content-type")?;
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.next().map(|(_, charset)| charset.trim().trim_matches('"').to_owned())
}

fn page(comparison: &LineComparison, left: &Side, right: &Side, view: View, rows: Range<usize>) -> LineDifferences {
    let rows = comparison.page(rows.start, rows.len().min(ROWS_MAX));
    let mut left_lines = Lines::new(&left.body, view, rows.iter().filter_map(|row| places(*row).0));
    let mut right_lines = Lines::new(&right.body, view, rows.iter().filter_map(|row| places(*row).1));
    let shown = rows.into_iter().map(|row| {
        let (left, right) = places(row);
        let (mut left, mut right) = (left.map(|at| left_lines.at(at)), right.map(|at| right_lines.at(at)));
        let kind = match row {
            Row::Same { .. } => LineRowKind::Same,
            Row::Folded { lines, .. } => LineRowKind::Folded(lines),
            Row::Removed { .. } => LineRowKind::Removed,
            Row::Added { .. } => LineRowKind::Added,
            Row::Changed { .. } => LineRowKind::Changed,
        };
        if let (LineRowKind::Changed, Some(left), Some(right)) = (kind, &mut left, &mut right) {
            let (of_left, of_right) = diff::changed_parts(&left.text, &right.text);
            left.parts = units(&left.text, &of_left);
            right.parts = units(&right.text, &of_right);
        }
        LineRow { kind, left, right }
    });
    LineDifferences {
        rows: shown.collect(),
        total_rows: comparison.rows,
        changes_at: comparison.hunks.iter().map(|hunk| hunk.row).take(PLACES_MAX).collect(),
        changes: comparison.hunks.len(),
        removed: comparison.removed,
        added: comparison.added,
        ignored: comparison.alike,
        view,
        charsets: (left.charset.clone(), right.charset.clone()),
    }
}

fn line_of(body: &OpenBody, path: &str) -> Option<usize> {
    let value = diff::value_at(body.text(), path).ok().flatten()?;
    Some(body.line_of(value.at))
}

/// The lines of a row; of a fold the first ones.
fn places(row: Row) -> (Option<usize>, Option<usize>) {
    match row {
        Row::Same { left, right } | Row::Changed { left, right } | Row::Folded { left, right, .. } => {
            (Some(left), Some(right))
        }
        Row::Removed { left } => (Some(left), None),
        Row::Added { right } => (None, Some(right)),
    }
}

/// The lines of one side, read in stretches: a fold may lie between two of them.
struct Lines<'a> {
    body: &'a OpenBody,
    view: View,
    /// Stretches that are still to be read.
    wanted: std::iter::Peekable<std::vec::IntoIter<usize>>,
    read: std::vec::IntoIter<body::Line>,
}

impl<'a> Lines<'a> {
    fn new(body: &'a OpenBody, view: View, wanted: impl Iterator<Item = usize>) -> Self {
        let wanted = wanted.collect::<Vec<_>>().into_iter().peekable();
        Self { body, view, wanted, read: Vec::new().into_iter() }
    }

    /// The next of the lines that are wanted.
    fn at(&mut self, place: usize) -> SideLine {
        if self.read.len() == 0 {
            let mut count = 0;
            while self.wanted.next_if_eq(&(place + count)).is_some() {
                count += 1;
            }
            self.read = self.body.window(Some(self.view), place, count, 0, None).lines.into_iter();
        }
        match self.read.next() {
            Some(line) => {
                SideLine { number: line.number, text: line.text, cut_bytes: line.cut_bytes, parts: Vec::new() }
            }
            None => SideLine { number: place + 1, text: String::new(), cut_bytes: 0, parts: Vec::new() },
        }
    }
}

/// Ranges of bytes as ranges of UTF-16 units.
fn units(text: &str, parts: &[Range<usize>]) -> Vec<(usize, usize)> {
    let unit = |byte: usize| text.get(..byte).map_or(0, |before| before.encode_utf16().count());
    parts.iter().map(|part| (unit(part.start), unit(part.end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_media_type_names_the_charset() {
        let charset = |value: &str| {
            let mut headers = Headers::new();
            headers.push("Content-Type", value);
            charset_of(&headers)
        };
        assert_eq!(charset("text/plain; format=flowed; Charset=\"iso-8859-1\"").as_deref(), Some("iso-8859-1"));
        assert_eq!(charset("application/json"), None);
        assert_eq!(charset_of(&Headers::new()), None);
    }

    #[test]
    fn parts_are_told_in_utf_16() {
        assert_eq!(units("a😀é!", &[0..1, 1..5, 5..7]), [(0, 1), (1, 3), (3, 4)]);
    }
}
