//! The composition root: opens the store, starts the engine, and serves two listeners.
//!
//! - The *receiver* (127.0.0.1:4665) answers only `/in/{slug}` and `/healthz`, so that it can be put behind a tunnel.
//! - The *control* listener (127.0.0.1:4666) serves the API and the user interface to whoever has the token.
//!
//! The desktop app starts the same [`App`] in process, without the control listener, and adds a window. This is the
//! only crate that names a database.

mod app;
mod configuration;
mod connections;
mod control;
mod error;
mod interface;
mod ready_file;
mod receiver;
pub mod signature_command;
mod workspace;

pub use app::App;
pub use configuration::{Configuration, Listen, default_data_dir};
pub use engine::{Alert, AlertKind};
pub use error::StartError;
