//! The header fields of two messages beside each other.

use domain::{Header, Headers};

use super::{CompareError, Comparisons};
use crate::bodies::BodyName;

/// One name on both sides, or on one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderDifference {
    /// The field on the left.
    pub left: Option<Header>,
    /// The field on the right.
    pub right: Option<Header>,
    /// Whether both have it with the same value.
    pub is_same: bool,
}

impl Comparisons {
    /// The headers of two payloads by name, in the order of the left ones. A loose payload has none.
    ///
    /// # Errors
    /// When one of them is not there.
    pub async fn headers(&self, left: &BodyName, right: &BodyName) -> Result<Vec<HeaderDifference>, CompareError> {
        let (left, right) = (self.headers_of(left).await?, self.headers_of(right).await?);
        let rows = diff::compare_headers(&fields(&left), &fields(&right));
        let header = |field: diff::Field| Header { name: field.0.to_owned(), value: field.1.to_vec() };
        let difference = |row: diff::HeaderRow| HeaderDifference {
            left: row.left.map(header),
            right: row.right.map(header),
            is_same: row.is_same(),
        };
        Ok(rows.into_iter().map(difference).collect())
    }
}

fn fields(headers: &Headers) -> Vec<diff::Field<'_>> {
    headers.iter().map(|header| (header.name.as_str(), header.value.as_slice())).collect()
}
