//! Measures how fast the product is, beside a bare server that does nothing but answer.
//!
//! Who takes part: the *product*, the real `tacklebox` program in a process of its own on a real disk; the *sink*, an
//! HTTP server on threads of its own that is both the destination of deliveries and the bare receiver; the *senders*,
//! on the threads of `main`, the same for both. Ours and the bare one are measured in turns, a short round of each, so
//! that whatever else the machine does falls on both; the result is the median of the rounds' ratios. Absolute times
//! say more of the machine than of the product; they stand in `bench.json` beside each result.
//!
//! Every run prints one table and writes `bench.json`. A figure that misses its goal makes no error: it is reported.

mod disk;
mod figure;
mod figures;
mod filled;
mod payload;
mod product;
mod report;
mod rounds;
mod scale;
mod sender;
mod sink;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::figures::Bench;
use crate::filled::Filled;
use crate::scale::Scale;
use crate::sink::Sink;

/// Measures speed beside a bare server.
#[derive(Parser)]
struct Arguments {
    /// Only looks whether everything runs: a few hundred events, a few thousand rows, no verdicts.
    #[arg(long)]
    small: bool,
    /// Measures these groups only.
    #[arg(long, value_name = "NAME", value_parser = figures::names())]
    only: Vec<String>,
    /// Uses the workspaces that an earlier run filled, instead of filling new ones.
    #[arg(long)]
    reuse: bool,
    /// Only fills a workspace with so many deliveries, and prints its folder: for measuring the interface.
    #[arg(long, value_name = "DELIVERIES")]
    fill: Option<usize>,
    /// Where workspaces are made and `bench.json` is written; the target folder when left out.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => disk::target_folder()?,
    };
    if let Some(deliveries) = arguments.fill {
        let filling = Filled::with(deliveries, &folder, arguments.reuse);
        let filled = tokio::runtime::Runtime::new()?.block_on(filling)?;
        println!("{}", filled.folder.display());
        return Ok(());
    }
    let scale = if arguments.small { Scale::small() } else { Scale::whole() };
    let bench = Bench::new(folder, scale, arguments.reuse, Sink::start()?)?;
    let measured = tokio::runtime::Runtime::new()?.block_on(figures::measure(&bench, &arguments.only))?;
    println!("{}", report::table(&measured));
    let path = report::write(&bench, &measured)?;
    println!("written to {}", path.display());
    Ok(())
}
