//! One request, as it is read and written.

use domain::Headers;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// `POST`.
    pub method: String,
    /// The whole URL, where one is known.
    pub url: Option<String>,
    /// Path and query.
    pub path_and_query: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// In their order and case.
    pub headers: Headers,
    /// The exact bytes.
    pub body: Vec<u8>,
    /// Its kind, when it says so itself.
    pub event_type: Option<String>,
    /// The source it came to.
    pub source: Option<SourceName>,
    /// When it was received, in unix milliseconds.
    pub received_at_ms: Option<i64>,
    /// The event it was.
    pub event_id: Option<String>,
}

/// A source of another workspace.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceName {
    /// The last part of its path.
    pub slug: String,
    /// What it is called.
    pub name: String,
}

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// One entry is wrong.
    #[error("{what} {number} cannot be read: {reason}")]
    Entry {
        /// `command`, `entry`, `line`.
        what: &'static str,
        /// 1 for the first.
        number: usize,
        /// What is wrong.
        reason: String,
    },
    /// The whole of it is wrong.
    #[error("{0}")]
    Whole(String),
}

impl ReadError {
    pub(crate) fn entry(what: &'static str, number: usize, reason: impl Into<String>) -> Self {
        Self::Entry { what, number, reason: reason.into() }
    }
}

/// Path and query of a URL; the root when it has none.
pub(crate) fn path_and_query(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    match rest.find(['/', '?']) {
        Some(at) if rest[at..].starts_with('/') => rest[at..].to_owned(),
        Some(at) => format!("/{}", &rest[at..]),
        None => "/".to_owned(),
    }
}
