//! Compares two payloads: the bodies of two events, or the answers to two attempts.

use bytes::Bytes;
use diff::{ChangeKind, Options, PathPattern};
use domain::id::{AttemptId, EventId};
use store::{Store, StoreError};

/// Bytes of a value that are shown.
const EXCERPT_BYTES_MAX: usize = 200;

/// A payload that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparable {
    /// The body of an event.
    Event(EventId),
    /// The kept answer to an attempt.
    Attempt(AttemptId),
}

/// How two payloads differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of the left document, additions last in their object; at most 10,000.
    pub changes: Vec<Change>,
    /// Differences at paths that were to be ignored, in the same order and number.
    pub ignored: Vec<Change>,
    /// How many there are of all.
    pub counts: diff::Counts,
    /// The changes as a JSON Patch (RFC 6902); `None` when not all are listed.
    pub patch: Option<String>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// JSON Pointer (RFC 6901).
    pub path: String,
    /// What happened there.
    pub kind: ChangeKind,
    /// The value on the left, as it is written there, cut when long.
    pub left: Option<String>,
    /// The value on the right.
    pub right: Option<String>,
}

/// Why two payloads were not compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// There is no such payload.
    #[error("there is no payload `{id}`")]
    NotFound {
        /// The id asked for.
        id: String,
    },
    /// One of them is not JSON.
    #[error("the {} payload is not JSON: {source}", .source.side.word())]
    NotJson {
        /// Which, and why.
        source: diff::DiffError,
    },
    /// The comparison did not come to its end.
    #[error("the comparison was stopped")]
    Stopped,
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Compares two payloads as JSON: without regard to the order of keys, numbers by their text, arrays by place.
/// Differences at ignored paths are listed apart.
///
/// # Errors
/// When one of them is not there or not JSON.
pub async fn compare(
    store: &dyn Store,
    left: Comparable,
    right: Comparable,
    ignored_paths: Vec<PathPattern>,
) -> Result<Comparison, CompareError> {
    let (left, right) = (read(store, left).await?, read(store, right).await?);
    let options = Options { ignored_paths, ..Options::default() };
    // A pair of 10 MB takes long enough to hold up the requests that share a thread with it.
    let compared = tokio::task::spawn_blocking(move || diff::compare_json(&left, &right, &options).map(shown)).await;
    compared.map_err(|_| CompareError::Stopped)?.map_err(|source| CompareError::NotJson { source })
}

/// Compares two JSON documents that are at hand. `None` when they cannot be compared.
pub(crate) fn compare_documents(left: &[u8], right: &[u8]) -> Option<Comparison> {
    diff::compare_json(left, right, &Options::default()).ok().map(shown)
}

fn shown(compared: diff::Comparison<'_>) -> Comparison {
    Comparison {
        patch: compared.to_json_patch(),
        counts: compared.counts,
        changes: compared.changes.into_iter().map(excerpts_of).collect(),
        ignored: compared.ignored.into_iter().map(excerpts_of).collect(),
    }
}

fn excerpts_of(change: diff::Change<'_>) -> Change {
    let excerpt = |text: &str| diff::excerpt(text, EXCERPT_BYTES_MAX).text.to_owned();
    Change { path: change.path, kind: change.kind, left: change.left.map(excerpt), right: change.right.map(excerpt) }
}

async fn read(store: &dyn Store, what: Comparable) -> Result<Bytes, CompareError> {
    let (body, id) = match what {
        Comparable::Event(id) => (store.event_body(id).await?, id.to_string()),
        Comparable::Attempt(id) => (store.response_body(id).await?, id.to_string()),
    };
    body.ok_or(CompareError::NotFound { id })
}
