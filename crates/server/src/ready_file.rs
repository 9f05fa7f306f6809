//! Tells programs that wait for the start where everything is.

use std::path::Path;

use serde::Serialize;

use crate::error::StartError;
use crate::workspace::write_private;

/// What a ready file holds.
#[derive(Debug, Serialize)]
pub struct Ready<'a> {
    /// `http://127.0.0.1:4665`.
    pub receive: &'a str,
    /// `http://127.0.0.1:4666`; null without a control listener.
    pub control: Option<&'a str>,
    /// The bearer token of the control listener.
    pub token: &'a str,
    /// The process.
    pub pid: u32,
}

/// Writes it, whole, once everything listens.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, ready: &Ready<'_>) -> Result<(), StartError> {
    let json = serde_json::to_vec(ready).expect("addresses and a token can be written as JSON");
    write_private(path, &json).map_err(|source| StartError::ReadyFile { path: path.to_owned(), source })
}
