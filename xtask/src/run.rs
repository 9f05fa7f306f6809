//! `cargo xtask run`: from a fresh clone to the open window.

use anyhow::{Context, Result};

use crate::{
    node,
    program::Program,
    repository,
    step::step,
    system_packages::{self, Purpose},
};

/// Builds and opens the desktop app; `app_arguments` go to it (`--data DIR`, `--receive ADDRESS`).
/// Without a display the headless server shows the same interface in a browser instead.
pub fn run(app_arguments: &[&str]) -> Result<()> {
    step("looking for system packages", || system_packages::ensure(Purpose::Run))?;
    node::ensure_tools()?;
    node::build_interface()?;
    step("building Tacklebox", || Program::cargo().args(["build", "--workspace"]).run())?;
    if has_display() {
        eprintln!("── opening Tacklebox");
        let app = repository::built_program("tacklebox-desktop")?;
        Program::new(app).args(app_arguments).run().context("the desktop app failed")
    } else {
        eprintln!(
            "── there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window \
             can open.\n   Starting the headless server: open the address it prints in a browser, \
             Ctrl+C stops it."
        );
        let server = repository::built_program("tacklebox")?;
        Program::new(server).arg("serve").args(app_arguments).run().context("the server failed")
    }
}

/// Whether a window can open. Only Linux can be without a display.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
