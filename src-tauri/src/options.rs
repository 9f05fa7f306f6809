//! The command line of the desktop app.

use std::{net::SocketAddr, path::PathBuf};

/// Receives, verifies, delivers, retries and shows webhooks, in a window.
#[derive(Debug, Default, clap::Parser)]
#[command(name = "tacklebox-desktop", version)]
pub struct Options {
    /// The folder of the workspace; made when it does not exist
    #[arg(long, value_name = "DIR", env = "TACKLEBOX_DATA_DIR")]
    pub data: Option<PathBuf>,

    /// Where to receive events, for example 127.0.0.1:4665; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", env = "TACKLEBOX_RECEIVE")]
    pub receive: Option<SocketAddr>,

    /// Also serve the control API there, for browsers and programs; off unless asked for
    #[arg(long, value_name = "ADDRESS", env = "TACKLEBOX_CONTROL")]
    pub control: Option<SocketAddr>,
}

impl Options {
    /// The same wishes as the server wants them.
    pub fn configuration(&self) -> server::Configuration {
        let data_dir = self.data.clone().unwrap_or_else(server::default_data_dir);
        let mut configuration = server::Configuration::new(data_dir);
        if let Some(receive) = self.receive {
            configuration.receive = server::Listen::At(receive);
        }
        configuration.control = self.control.map(server::Listen::At);
        configuration
    }
}
