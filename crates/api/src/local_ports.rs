//! Ports that programs on this computer listen on, to be offered as destinations.

use std::collections::BTreeMap;

use axum::extract::State;
use listeners::{Listener, Protocol, SocketState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::page::Whole;
use crate::state::ApiState;

/// A port that a program on this computer listens on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LocalPort {
    /// The port.
    pub port: u16,
    /// The program, where the system tells.
    pub process: Option<String>,
}

/// TCP ports that can be reached on the loopback address, our own left out, lowest first. Empty where the system does
/// not tell.
#[utoipa::path(get, path = "/local-ports", responses((status = 200, body = Whole<LocalPort>)))]
pub async fn list(State(state): State<ApiState>) -> axum::Json<Whole<LocalPort>> {
    axum::Json(Whole { items: listening(&state).await })
}

/// The ports that programs on this computer listen on, our own left out, lowest first.
pub async fn listening(state: &ApiState) -> Vec<LocalPort> {
    // Walks over all processes, which may take a while.
    let listeners = tokio::task::spawn_blocking(|| listeners::get_all().ok()).await;
    let mut ports = BTreeMap::new();
    let is_listening = |found: &Listener| found.protocol == Protocol::TCP && found.state == SocketState::Listen;
    for listener in listeners.ok().flatten().into_iter().flatten().filter(is_listening) {
        let address = listener.socket.ip();
        let is_reachable = address.is_loopback() || address.is_unspecified();
        if is_reachable && !state.receiver.own_ports.contains(&listener.socket.port()) {
            ports.insert(listener.socket.port(), Some(listener.process.name).filter(|name| !name.is_empty()));
        }
    }
    ports.into_iter().map(|(port, process)| LocalPort { port, process }).collect()
}
