//! What a person or a program chooses before the start.

use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Port of the receiver: "HOOK" on a phone pad.
pub const RECEIVE_PORT: u16 = 4665;
/// Port of the control listener.
pub const CONTROL_PORT: u16 = 4666;

/// What a person or a program chooses before the start.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Where the workspace is kept. Made when it is not there.
    pub data_dir: PathBuf,
    /// Where the receiver listens.
    pub receive: Listen,
    /// Where the control listener listens; `None` for a program that asks in process.
    pub control: Option<Listen>,
    /// A file that is told the addresses and the token once both listen.
    pub ready_file: Option<PathBuf>,
    /// Where installed programs, those that make tunnels, are looked for, as in `PATH`.
    pub program_path: Option<OsString>,
}

/// Where to listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listen {
    /// There, or not at all. Port 0 takes any free one.
    At(SocketAddr),
    /// On the loopback address at this port, or at the next free one of the few above it.
    Near(u16),
}

impl Configuration {
    /// Both listeners at their usual ports.
    pub fn new(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            receive: Listen::Near(RECEIVE_PORT),
            control: Some(Listen::Near(CONTROL_PORT)),
            ready_file: None,
            program_path: program_path(),
        }
    }
}

impl Listen {
    /// How far above the usual port a free one is looked for.
    const NEAR: u16 = 20;

    /// The addresses to try, in order.
    pub fn candidates(self) -> Vec<SocketAddr> {
        match self {
            Self::At(address) => vec![address],
            // Two apart, so that receiver and control do not take each other's usual port.
            Self::Near(port) => (0..Self::NEAR)
                .map(|step| SocketAddr::from((Ipv4Addr::LOCALHOST, port.saturating_add(step * 2))))
                .collect(),
        }
    }
}

/// The search path, and where package managers put programs that a desktop's short path does not name.
fn program_path() -> Option<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let further = ["/usr/local/bin", "/opt/homebrew/bin", "/snap/bin"].into_iter().map(PathBuf::from);
    std::env::join_paths(std::env::split_paths(&path).chain(further)).ok()
}

/// Where the workspace is kept when nothing else is said: the user's data directory.
pub fn default_data_dir() -> PathBuf {
    dirs::data_local_dir().unwrap_or_else(|| PathBuf::from(".")).join("tacklebox")
}
