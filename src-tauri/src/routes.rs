//! The places in the interface that tray and notifications lead to. The interface's router has the same paths.

/// Deliveries that fail or wait for their next attempt.
pub const FAILED: &str = "/timeline/failed";
/// Deliveries that gave up.
pub const DEAD_LETTERS: &str = "/dead-letters";

/// One delivery, open in the inspector.
pub fn delivery(id: &str) -> String {
    format!("/timeline?row={id}")
}

/// One issue, open in the inspector.
pub fn issue(id: &str) -> String {
    format!("/issues?selected={id}")
}
