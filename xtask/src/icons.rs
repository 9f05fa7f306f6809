//! `cargo xtask icons`: every icon size from the drawings in `icons/source`.
//!
//! The renderer is the one of the Tauri command line tool: it writes 8-bit RGBA, the only form
//! trays show (a 16-bit PNG gives an empty tray icon without any error).

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{program::Program, repository, step::step};

/// Newer versions lack packages for other systems in some registries, which breaks lock files.
const RENDERER: &str = "@tauri-apps/cli@2.12.3";

/// What the app's package formats need, out of the many files the renderer writes.
const APP_ICONS: &[&str] =
    &["32x32.png", "64x64.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];

const TRAY_STATES: &[&str] = &["receiving", "failing", "dead-letters", "paused", "stopped"];

/// The drawings are in the ink for light panels; dark panels get the other one.
const INK_ON_LIGHT: &str = "#171d26";
const INK_ON_DARK: &str = "#f2f4f8";

pub fn run() -> Result<()> {
    let work = repository::path("target/icons");
    fs::create_dir_all(&work).context("could not make a folder to draw in")?;
    step("drawing the app icon", || app_icons(&work))?;
    step("drawing the tray icons", || TRAY_STATES.iter().try_for_each(|state| tray_icons(state, &work)))
}

fn app_icons(work: &Path) -> Result<()> {
    render(&repository::path("icons/source/tacklebox.svg"), work, &[])?;
    APP_ICONS.iter().try_for_each(|name| keep(&work.join(name), name))
}

fn tray_icons(state: &str, work: &Path) -> Result<()> {
    let drawing = fs::read_to_string(repository::path(&format!("icons/source/tray-{state}.svg")))
        .with_context(|| format!("could not read the drawing for `{state}`"))?;
    for (panel, ink) in [("light", INK_ON_LIGHT), ("dark", INK_ON_DARK)] {
        let inked = work.join(format!("{state}-on-{panel}.svg"));
        fs::write(&inked, drawing.replace(INK_ON_LIGHT, ink))?;
        render(&inked, work, &["--png", "32"])?;
        keep(&work.join("32x32.png"), &format!("tray/{state}-on-{panel}.png"))?;
    }
    Ok(())
}

fn render(drawing: &Path, output: &Path, options: &[&str]) -> Result<()> {
    Program::npm()
        .args(["exec", "--yes", "--package", RENDERER, "--", "tauri", "icon"])
        .arg(drawing)
        .arg("--output")
        .arg(output)
        .args(options)
        .run()
}

fn keep(rendered: &Path, name: &str) -> Result<()> {
    let icon: PathBuf = repository::path("icons").join(name);
    fs::create_dir_all(icon.parent().expect("an icon lies in a folder"))?;
    fs::copy(rendered, &icon).with_context(|| format!("could not write `{}`", icon.display()))?;
    Ok(())
}
