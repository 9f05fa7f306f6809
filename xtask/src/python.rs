//! The Python side: the small model that the tests put behind a destination, and the libraries of providers.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{program::Program, repository, step::step};

/// Makes an environment with the packages the model needs; its Python.
pub fn ensure_model() -> Result<PathBuf> {
    // What it names as needed is not needed for what is asked of it.
    ensure("the model for the tests", "target/sentiment", "tests/sentiment/requirements.txt", &["--no-deps"])
}

/// Makes an environment with the official libraries of providers; its Python.
pub fn ensure_libraries() -> Result<PathBuf> {
    ensure("the libraries of providers", "target/libraries", "tests/providers/libraries/requirements.txt", &[])
}

/// Makes an environment with these packages, unless exactly those are there already.
fn ensure(what: &str, environment: &str, requirements: &str, options: &[&str]) -> Result<PathBuf> {
    let environment = repository::path(environment);
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted = fs::read(repository::path(requirements)).context("the list of Python packages cannot be read")?;
    let installed = environment.join("installed.txt");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    step(&format!("installing {what}"), || {
        let system = if cfg!(target_os = "linux") { "/usr/bin/python3" } else { "python3" };
        Program::new(system).args(["-m", "venv", "--clear"]).arg(&environment).run()?;
        Program::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(options)
            .arg("--requirement")
            .arg(repository::path(requirements))
            .run()?;
        fs::write(&installed, &wanted).context("could not note which Python packages are installed")
    })?;
    Ok(python)
}
