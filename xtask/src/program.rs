//! Starting other programs, with an error that says which one and how it ended.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::repository;

/// One call of a program, from the top folder of the repository unless told otherwise.
pub struct Program {
    command: Command,
    shown: String,
}

impl Program {
    /// A program found on `PATH`, or by its whole path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program.as_ref());
        command.current_dir(repository::root());
        let shown = Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref()).to_string_lossy().into_owned();
        Self { command, shown }
    }

    /// The cargo that started xtask.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// npm, which has another file name on Windows. No package may fetch a browser.
    pub fn npm() -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1")
    }

    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub fn args<S: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = S>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, its output going to the terminal, and expects success.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| self.could_not_start())?;
        self.expect_success(status)
    }

    /// Runs it and hands back what it wrote to standard output.
    pub fn output(mut self) -> Result<Vec<u8>> {
        let output = self.command.stderr(Stdio::inherit()).output().with_context(|| self.could_not_start())?;
        self.expect_success(output.status)?;
        Ok(output.stdout)
    }

    /// Whether it runs and succeeds; its output is dropped.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    fn could_not_start(&self) -> String {
        format!("could not start `{}`", self.shown)
    }

    fn expect_success(&self, status: ExitStatus) -> Result<()> {
        if !status.success() {
            bail!("`{}` ended with {status}", self.shown);
        }
        Ok(())
    }
}

/// Whether a program of this name is on `PATH` or where Debian puts administration programs.
pub fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/bin".into(), "/usr/sbin".into(), "/sbin".into()])
        .any(|folder| folder.join(name).is_file())
}
