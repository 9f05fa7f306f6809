//! Why something is no filter.

/// Why something is no filter, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (at `{path}`)")]
pub struct FilterError {
    /// The place in the filter: `body.amount.$gt`.
    pub path: String,
    /// What is wrong there.
    pub problem: String,
    /// What would be right.
    pub hint: String,
}
