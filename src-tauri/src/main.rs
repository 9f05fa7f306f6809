//! `tacklebox-desktop`: the Tacklebox server with a window.

// A console window must not open beside the app on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use tacklebox_desktop::{Options, display, run};
use tracing_subscriber::EnvFilter;

/// The exit code for "cannot start in this surrounding", as for a wrong command line.
const EXIT_CANNOT_START: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    if let Err(no_display) = display::look() {
        eprintln!("{no_display}");
        return ExitCode::from(EXIT_CANNOT_START);
    }
    display::work_around_nvidia();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn")))
        .init();
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Tacklebox could not open: {error}");
            ExitCode::FAILURE
        }
    }
}
