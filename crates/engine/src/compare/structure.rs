//! The difference of two JSON payloads, path by path.

use diff::{Arrays, ChangeKind, Options, PathPattern};

use super::{CompareError, Comparisons};
use crate::bodies::BodyName;

/// Bytes of a value that are shown.
const EXCERPT_BYTES_MAX: usize = 200;

/// How to compare by structure.
#[derive(Debug, Clone, Default)]
pub struct StructureOptions {
    /// Paths whose differences are listed apart.
    pub ignored_paths: Vec<PathPattern>,
    /// Which element of an array is compared with which.
    pub arrays: Arrays,
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
    /// The changes as a JSON Patch (RFC 6902), in which elements of arrays go by their places; `None` when there are
    /// too many.
    pub patch: Option<String>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// JSON Pointer (RFC 6901) on the left; of what was added on the right.
    pub path: String,
    /// The path on the right, if it is another one.
    pub right_path: Option<String>,
    /// What happened there.
    pub kind: ChangeKind,
    /// The value on the left, as it is written there, cut when long.
    pub left: Option<String>,
    /// The value on the right.
    pub right: Option<String>,
}

impl Comparisons {
    /// Compares two payloads as JSON: without regard to the order of keys, numbers by their text. Differences at ignored
    /// paths are listed apart.
    ///
    /// # Errors
    /// When one of them is not there or not JSON.
    pub async fn by_structure(
        &self,
        left: &BodyName,
        right: &BodyName,
        options: StructureOptions,
    ) -> Result<Comparison, CompareError> {
        let _turn = self.turn.lock().await;
        let (left, right) = (self.read(left).await?, self.read(right).await?);
        // A pair of 10 MB takes long enough to hold up the requests that share a thread with it.
        let compared = tokio::task::spawn_blocking(move || compare(&left, &right, options)).await;
        compared.map_err(|_| CompareError::Stopped)?.map_err(|source| CompareError::NotJson { source })
    }
}

/// Compares two JSON documents that are at hand, arrays by index. `None` when they cannot be compared.
pub(crate) fn compare_documents(left: &[u8], right: &[u8]) -> Option<Comparison> {
    compare(left, right, StructureOptions::default()).ok()
}

fn compare(left: &[u8], right: &[u8], asked: StructureOptions) -> Result<Comparison, diff::DiffError> {
    let options = Options { ignored_paths: asked.ignored_paths, arrays: asked.arrays, ..Options::default() };
    let compared = diff::compare_json(left, right, &options)?;
    let patch = if compared.has_shifted_elements {
        diff::compare_json(left, right, &Options { arrays: Arrays::ByIndex, ..options })?.to_json_patch()
    } else {
        compared.to_json_patch()
    };
    Ok(Comparison {
        patch,
        counts: compared.counts,
        changes: compared.changes.into_iter().map(excerpts_of).collect(),
        ignored: compared.ignored.into_iter().map(excerpts_of).collect(),
    })
}

fn excerpts_of(change: diff::Change<'_>) -> Change {
    let excerpt = |text: &str| diff::excerpt(text, EXCERPT_BYTES_MAX).text.to_owned();
    Change {
        path: change.path,
        right_path: change.right_path,
        kind: change.kind,
        left: change.left.map(excerpt),
        right: change.right.map(excerpt),
    }
}
