//! `cargo xtask bench`: measures speed, beside a bare server; `--ui`: of the interface, against its budgets.

use anyhow::Result;

use crate::{node, program::Program, repository, step::step};

/// Builds the product and the measuring program, and runs the latter with `bench_arguments`. Speed is measured in a
/// release build; `--small` only looks whether everything runs, and does that in a debug build.
pub fn run(bench_arguments: &[&str]) -> Result<()> {
    node::install_packages("tests")?;
    let is_small = bench_arguments.contains(&"--small");
    // The whole workspace is what the other suites have built already; in a release build its window takes minutes.
    let (profile, folder, programs): (_, _, &[_]) = if is_small {
        ("dev", "debug", &["--workspace"])
    } else {
        ("release", "release", &["--package", "server", "--package", "bench", "--bins"])
    };
    step("building what is measured", || Program::cargo().args(["build", "--profile", profile]).args(programs).run())?;
    Program::new(repository::program_built_in(folder, "bench")?).args(bench_arguments).run()
}

/// Deliveries that are stored while the interface is measured.
const STORED: &str = "1000000";
/// The same when it is only looked whether everything runs.
const STORED_SMALL: &str = "2000";

/// Builds everything, and measures the interface in Chromium and in the real window, on a workspace with many
/// deliveries. In a release build; `--small` only looks whether everything runs, in a debug build.
pub fn run_ui(bench_arguments: &[&str]) -> Result<()> {
    node::build_interface()?;
    let profile = if bench_arguments.contains(&"--small") { "dev" } else { "release" };
    step("building what is measured", || Program::cargo().args(["build", "--workspace", "--profile", profile]).run())?;
    measure_ui(bench_arguments)
}

/// The same with what is built already.
pub fn measure_ui(bench_arguments: &[&str]) -> Result<()> {
    let is_small = bench_arguments.contains(&"--small");
    let (folder, stored) = if is_small { ("debug", STORED_SMALL) } else { ("release", STORED) };
    let built = |name| repository::program_built_in(folder, name);
    let filling = Program::new(built("bench")?).args(["--reuse", "--fill", stored]);
    let workspace = step("filling a workspace", || Ok(String::from_utf8(filling.output()?)?))?;
    Program::new("node")
        .arg("ui/bench/run.mjs")
        .arg(workspace.trim())
        .arg(built("tacklebox-desktop")?)
        .args(bench_arguments)
        .env("TACKLEBOX_PROGRAM", built("tacklebox")?)
        .run()
}
