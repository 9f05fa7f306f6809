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

/// The same, of the build whose programs lie in this folder of the target folder: `debug`, `release`.
pub fn program_built_in(folder: &str, name: &str) -> Result<PathBuf> {
    let beside = built_program(name)?;
    let target = beside.ancestors().nth(2).context("xtask itself does not lie in a target folder")?;
    Ok(target.join(folder).join(beside.file_name().context("a program has a name")?))
}
