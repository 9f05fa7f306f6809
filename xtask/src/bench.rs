//! `cargo xtask bench`: measures speed, beside a bare server.

use anyhow::Result;

use crate::{node, program::Program, repository, step::step};

/// Builds the product and the measuring program, and runs the latter with `bench_arguments`. Speed is measured in a
/// release build; `--small` only looks whether everything runs, and does that in a debug build.
pub fn run(bench_arguments: &[&str]) -> Result<()> {
    node::install_packages("tests")?;
    let (profile, folder) =
        if bench_arguments.contains(&"--small") { ("dev", "debug") } else { ("release", "release") };
    let programs = ["--package", "server", "--package", "bench", "--bins"];
    step("building what is measured", || Program::cargo().args(["build", "--profile", profile]).args(programs).run())?;
    Program::new(repository::program_built_in(folder, "bench")?).args(bench_arguments).run()
}
