//! The `tacklebox` program: the headless server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use engine::{Clock, Entropy, SystemClock, SystemEntropy};
use server::signature_command::{self, SignatureCommand};
use server::{App, Configuration, Listen, StartError, default_data_dir};

/// Bodies and rows are made on one thread and freed on another all the time, which the usual one is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Receive, verify, deliver, retry and inspect webhooks.
#[derive(Parser)]
#[command(name = "tacklebox", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the receiver and the control listener until interrupted.
    Serve(Serve),
    /// Check or make signatures, without a server.
    #[command(subcommand)]
    Signature(SignatureCommand),
    /// Print the OpenAPI document of the control API.
    Openapi,
}

#[derive(clap::Args)]
struct Serve {
    /// Directory of the workspace.
    #[arg(long, env = "TACKLEBOX_DATA_DIR", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address of the receiver; port 4665 or the next free one when not given.
    #[arg(long, env = "TACKLEBOX_RECEIVE", value_name = "ADDRESS")]
    receive: Option<SocketAddr>,
    /// Address of the control listener; port 4666 or the next free one when not given.
    #[arg(long, env = "TACKLEBOX_CONTROL", value_name = "ADDRESS")]
    control: Option<SocketAddr>,
    /// File to write the addresses and the token to, as JSON, once both listen.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(serve) => run(serve),
        Command::Signature(command) => {
            let now = SystemClock.now();
            let unused_id = SystemEntropy::default().uuid(now).simple().to_string();
            signature_command::run(command, now.unix_s(), &unused_id)
        }
        Command::Openapi => {
            let document = api::document().to_pretty_json().expect("the document holds nothing that JSON cannot");
            println!("{document}");
            ExitCode::SUCCESS
        }
    }
}

fn run(serve: Serve) -> ExitCode {
    start_logging();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: could not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(serve_until_interrupted(serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            // A second instance is told apart from other failures.
            ExitCode::from(if error.code() == "workspace_in_use" { 3 } else { 1 })
        }
    }
}

async fn serve_until_interrupted(serve: Serve) -> Result<(), StartError> {
    let usual = Configuration::new(serve.data.unwrap_or_else(default_data_dir));
    let configuration = Configuration {
        receive: serve.receive.map_or(usual.receive, Listen::At),
        control: serve.control.map(Listen::At).or(usual.control),
        ready_file: serve.ready_file,
        ..usual
    };
    let app = App::start(configuration).await?;
    println!("Receiving at  {}", app.receive_url());
    if let Some(url) = app.browser_url() {
        println!("Open          {url}");
    }
    interrupted().await;
    app.stop().await;
    Ok(())
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    let _ = tokio::signal::ctrl_c().await;
}

fn report(error: &StartError) {
    eprintln!("error: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        eprintln!("  because: {inner}");
        cause = inner.source();
    }
    if let Some(hint) = error.hint() {
        eprintln!("  hint: {hint}");
    }
}

/// Logs to standard error. `TACKLEBOX_LOG=info` shows one line for each attempt.
fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TACKLEBOX_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
