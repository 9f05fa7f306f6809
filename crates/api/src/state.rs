//! What handlers work with.

use std::sync::Arc;

use engine::Engine;

/// What handlers work with. Clones share everything.
#[derive(Clone)]
pub struct ApiState {
    /// The engine.
    pub engine: Arc<Engine>,
    /// Where the receiver listens.
    pub receiver: Arc<ReceiverFacts>,
}

/// Where the receiver listens, as far as clients are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiverFacts {
    /// `http://127.0.0.1:4665`.
    pub url: String,
    /// Why it does not receive, when it does not.
    pub problem: Option<String>,
    /// Ports of this program, which are not offered as destinations.
    pub own_ports: Vec<u16>,
    /// Version of the program.
    pub version: &'static str,
}
