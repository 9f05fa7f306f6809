//! What whole flows are made of: an app in this process or as a program, a client, and a destination.

mod client;
mod destination;
mod program;
mod tls_gate;
mod wire;

pub use client::{Client, http_client, text};
pub use destination::{Arrival, Destination};
pub use program::{Program, Started};
pub use tls_gate::TlsGate;
pub use wire::{WireAnswer, send_raw};

use server::{App, Configuration, Listen};

/// An app in this process, at free ports, in a workspace of its own.
pub struct Flow {
    /// The app.
    pub app: App,
    /// Its API, over HTTP.
    pub client: Client,
    workspace: tempfile::TempDir,
}

impl Flow {
    /// Starts the app.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts the app with another configuration.
    pub async fn start_with(change: impl FnOnce(&mut Configuration)) -> Self {
        Self::start_in(tempfile::tempdir().expect("a temporary directory"), change).await
    }

    /// Stops the app, and starts it again on what it kept.
    pub async fn restart(self) -> Self {
        self.app.stop().await;
        Self::start_in(self.workspace, |_| {}).await
    }

    async fn start_in(workspace: tempfile::TempDir, change: impl FnOnce(&mut Configuration)) -> Self {
        let ready_file = workspace.path().join("ready.json");
        let anywhere = Listen::At(([127, 0, 0, 1], 0).into());
        let mut configuration = Configuration {
            receive: anywhere,
            control: Some(anywhere),
            ready_file: Some(ready_file.clone()),
            ..Configuration::new(workspace.path().to_owned())
        };
        change(&mut configuration);
        let app = App::start(configuration).await.expect("the app starts");
        let client = Client::from_ready_file(&ready_file);
        Self { app, client, workspace }
    }

    /// The directory of the workspace.
    pub fn workspace(&self) -> &std::path::Path {
        self.workspace.path()
    }
}
