//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The top folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder inside the repository")
}

/// A file or folder, by its path from the top folder.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// A program the workspace builds. They lie beside xtask itself, whatever the target folder is.
pub fn built_program(name: &str) -> Result<PathBuf> {
    let xtask = std::env::current_exe().context("could not find out where xtask itself lies")?;
    Ok(xtask.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}
