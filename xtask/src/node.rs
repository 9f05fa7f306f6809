//! The TypeScript side: its tools, its packages, its build.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{program::Program, repository, step::step};

/// The oldest Node.js the build tools run on.
const NODE_MAJOR_MIN: u32 = 20;

/// Fails in words when Node.js or npm is absent or too old.
pub fn ensure_tools() -> Result<()> {
    let advice = "The interface is built with it. Install Node.js 20 or later with npm \
                  from https://nodejs.org or from your system's packages";
    let version = Program::new("node").arg("--version").output().context(advice)?;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    match major(&version) {
        Some(found) if found >= NODE_MAJOR_MIN => {}
        _ => bail!("Node.js {version} is too old. {advice}"),
    }
    Program::npm().arg("--version").output().context(advice)?;
    Ok(())
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the packages a folder's lock file names, unless exactly those are there already.
pub fn install_packages(folder: &str) -> Result<()> {
    let folder = repository::path(folder);
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("`{}` has no package-lock.json", folder.display()))?;
    // npm writes its own copy of the lock into node_modules, but in another form.
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(&format!("installing the npm packages of `{}`", shown(&folder)), || {
        npm(&folder, &["ci", "--no-audit", "--no-fund"])?;
        fs::write(&installed, &lock).context("could not note which packages are installed")
    })
}

/// Builds the interface into `ui/dist`, which both programs carry inside them.
pub fn build_interface() -> Result<()> {
    install_packages("ui")?;
    step("building the interface", || npm_script("ui", "build"))
}

/// Runs a script of a folder's package.json.
pub fn npm_script(folder: &str, script: &str) -> Result<()> {
    npm(&repository::path(folder), &["run", "--silent", script])
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<()> {
    Program::npm().args(arguments).folder(folder).run()
}

fn shown(folder: &Path) -> String {
    folder.strip_prefix(repository::root()).unwrap_or(folder).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major(""), None);
    }
}
