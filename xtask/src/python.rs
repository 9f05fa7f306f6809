//! The Python side: the small model that the tests put behind a destination.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{program::Program, repository, step::step};

const REQUIREMENTS: &str = "tests/sentiment/requirements.txt";

/// Makes an environment with the packages the model needs, unless exactly those are there already; its Python.
pub fn ensure_model() -> Result<PathBuf> {
    let environment = repository::path("target/sentiment");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted = fs::read(repository::path(REQUIREMENTS)).context("the list of Python packages cannot be read")?;
    let installed = environment.join("installed.txt");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    step("installing the model for the tests", || {
        let system = if cfg!(target_os = "linux") { "/usr/bin/python3" } else { "python3" };
        Program::new(system).args(["-m", "venv", "--clear"]).arg(&environment).run()?;
        Program::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"])
            .arg(repository::path(REQUIREMENTS))
            .run()?;
        fs::write(&installed, &wanted).context("could not note which Python packages are installed")
    })?;
    Ok(python)
}
