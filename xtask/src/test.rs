//! `cargo xtask test`: from a fresh clone to every test passed.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{
    bench, node,
    program::Program,
    python, repository,
    step::{in_words, step},
    system_packages::{self, Purpose},
};

/// A group of tests with one way to start it.
struct Suite {
    name: &'static str,
    run: fn() -> Result<()>,
}

const SUITES: &[Suite] = &[
    Suite { name: "Rust", run: rust },
    Suite { name: "interface units", run: interface_units },
    Suite { name: "providers' own payloads and libraries", run: providers },
    Suite { name: "a webhook that asks a model", run: models },
    Suite { name: "the measuring of speed, in small", run: measuring },
    Suite { name: "interface in a browser", run: browser },
    Suite { name: "desktop window, tray and notifications", run: desktop },
];

/// Sets up, builds, and runs all suites; one that fails does not hide the others.
pub fn run() -> Result<()> {
    let start = Instant::now();
    step("looking for system packages", || system_packages::ensure(Purpose::Test))?;
    node::ensure_tools()?;
    node::build_interface()?;
    node::install_packages("tests")?;
    step("building the workspace", || Program::cargo().args(["build", "--workspace"]).run())?;

    let reports: Vec<Report> = SUITES.iter().map(report).collect();
    println!();
    for report in &reports {
        println!("{report}");
    }
    let failed = reports.iter().filter(|report| report.failure.is_some()).count();
    let time = in_words(start.elapsed());
    if failed > 0 {
        bail!("{failed} of {} test suites failed, after {time}", reports.len());
    }
    println!("all {} test suites passed in {time}", reports.len());
    Ok(())
}

struct Report {
    name: &'static str,
    time: Duration,
    failure: Option<anyhow::Error>,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.failure.is_some() { "FAILED" } else { "passed" };
        write!(f, "{verdict}  {:40} {:>12}", self.name, in_words(self.time))?;
        match &self.failure {
            Some(failure) => write!(f, "  {failure:#}"),
            None => Ok(()),
        }
    }
}

fn report(suite: &Suite) -> Report {
    let start = Instant::now();
    let outcome = step(&format!("testing: {}", suite.name), suite.run);
    Report { name: suite.name, time: start.elapsed(), failure: outcome.err() }
}

fn rust() -> Result<()> {
    Program::cargo().args(["test", "--workspace", "--no-fail-fast"]).run()
}

fn interface_units() -> Result<()> {
    node::npm_script("ui", "test")
}

fn providers() -> Result<()> {
    python::ensure_libraries()?;
    node::npm_script("tests", "test")
}

fn models() -> Result<()> {
    python::ensure_model()?;
    node::npm_script("tests", "test:sentiment")
}

/// Whether it runs; a build machine cannot say how fast.
fn measuring() -> Result<()> {
    bench::run(&["--small"])?;
    bench::measure_ui(&["--small"])
}

fn browser() -> Result<()> {
    node::npm_script("ui", "e2e")
}

/// The window tests bring their own screen and session bus, so they never touch the user's.
fn desktop() -> Result<()> {
    let app = repository::built_program("tacklebox-desktop")?;
    Program::new("node").arg("tests/desktop/run.mjs").arg(app).run()
}
