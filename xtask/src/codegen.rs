//! `cargo xtask codegen`: the OpenAPI document from the handlers, the interface's types from it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{node, program::Program, repository, step::step};

/// What `npm run codegen` writes, and the document it reads.
const GENERATED: &[&str] = &["docs/openapi.json", "ui/src/contract/schema.d.ts"];

/// What to do when a generated file is not what would be written now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Write,
    /// Leave every file as it was, and fail.
    Check,
}

pub fn run(mode: Mode) -> Result<()> {
    let before = contents();
    step("building the server", || Program::cargo().args(["build", "--workspace", "--bin", "tacklebox"]).run())?;
    step("writing docs/openapi.json", write_document)?;
    node::install_packages("ui")?;
    step("writing the interface's types", || node::npm_script("ui", "codegen"))?;
    match mode {
        Mode::Write => Ok(()),
        Mode::Check => expect_unchanged(&before),
    }
}

fn write_document() -> Result<()> {
    let server = repository::built_program("tacklebox")?;
    let document = Program::new(server).arg("openapi").output()?;
    fs::write(repository::path(GENERATED[0]), document).with_context(|| format!("could not write `{}`", GENERATED[0]))
}

fn contents() -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let read = |path: PathBuf| (path.clone(), fs::read(&path).ok());
    GENERATED.iter().map(|file| read(repository::path(file))).collect()
}

fn expect_unchanged(before: &BTreeMap<PathBuf, Option<Vec<u8>>>) -> Result<()> {
    let after = contents();
    let stale: Vec<&Path> =
        before.iter().filter(|(path, content)| after[*path] != **content).map(|(path, _)| path.as_path()).collect();
    for path in &stale {
        restore(path, before[*path].as_deref())?;
    }
    if !stale.is_empty() {
        let names: Vec<_> = stale.iter().map(|path| path.display().to_string()).collect();
        bail!("{} no longer match the handlers: run `cargo xtask codegen`", names.join(" and "));
    }
    Ok(())
}

fn restore(path: &Path, content: Option<&[u8]>) -> Result<()> {
    match content {
        Some(content) => fs::write(path, content),
        None => fs::remove_file(path),
    }
    .with_context(|| format!("could not put `{}` back as it was", path.display()))
}
