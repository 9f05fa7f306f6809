//! Why the app did not start: a code, a sentence, a hint.

use std::net::SocketAddr;
use std::path::PathBuf;

use store::StoreError;

/// Why the app did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The directory of the workspace cannot be made, read or written.
    #[error("could not use `{path}` for the workspace")]
    Workspace {
        /// The directory or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The master key is not 64 hexadecimal digits.
    #[error("the master key in {place} is not 64 hexadecimal digits")]
    MasterKey {
        /// File or environment variable.
        place: String,
    },
    /// The store cannot be opened.
    #[error("could not open the workspace: {0}")]
    Store(#[source] StoreError),
    /// The engine cannot be started.
    #[error("could not start the engine: {0}")]
    Engine(#[from] engine::StartError),
    /// The HTTP client cannot be set up.
    #[error(transparent)]
    Egress(#[from] engine::egress::EgressError),
    /// No address to listen at.
    #[error("could not listen on {address}")]
    Listen {
        /// The last address that was tried.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The ready file cannot be written.
    #[error("could not write the ready file `{path}`")]
    ReadyFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl StartError {
    /// A word that programs can rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Workspace { .. } => "workspace_unusable",
            Self::MasterKey { .. } => "master_key_unreadable",
            Self::Store(StoreError::InUse) => "workspace_in_use",
            Self::Store(StoreError::Newer { .. }) => "workspace_newer",
            Self::Store(_) => "store_unavailable",
            Self::Engine(_) => "engine_not_started",
            Self::Egress(_) => "http_client_unavailable",
            Self::Listen { .. } => "address_in_use",
            Self::ReadyFile { .. } => "ready_file_unwritable",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Workspace { .. } => {
                "Check that the directory can be written, or choose another with --data.".to_owned()
            }
            Self::MasterKey { .. } => "Put back the key the workspace was made with.".to_owned(),
            Self::Store(StoreError::InUse) => {
                "Use the Tacklebox that is already running, or choose another workspace with --data.".to_owned()
            }
            Self::Store(StoreError::Newer { .. }) => "Install the newest Tacklebox.".to_owned(),
            Self::Store(_) => "Check that the disk has room and that the file is not damaged.".to_owned(),
            Self::Engine(_) => "If the key file of the workspace was replaced, put the old one back.".to_owned(),
            Self::Egress(_) => "Check that the system's certificates are installed (ca-certificates).".to_owned(),
            Self::Listen { .. } => "Stop the program that listens there, or choose another address.".to_owned(),
            Self::ReadyFile { .. } => "Check that its directory exists and can be written.".to_owned(),
        })
    }
}
