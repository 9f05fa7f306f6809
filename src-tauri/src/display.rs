//! What must be known about the display before the first window, and before the first thread.

use std::{env, fmt, path::Path};

/// There is nothing a window could open on.
#[derive(Debug)]
pub struct NoDisplay;

impl fmt::Display for NoDisplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "Tacklebox cannot open a window: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n\
             `tacklebox serve` is the same program without a window; it prints an address for your browser.",
        )
    }
}

/// Fails in words where the windowing library would panic.
pub fn look() -> Result<(), NoDisplay> {
    let is_needed = cfg!(all(unix, not(target_os = "macos")));
    if !is_needed || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") { Ok(()) } else { Err(NoDisplay) }
}

/// WebKitGTK shows an empty window or dies with `Error 71` on NVIDIA's driver under Wayland, unless explicit
/// synchronisation is off. What the user set stays.
pub fn work_around_nvidia() {
    const SWITCH: &str = "__NV_DISABLE_EXPLICIT_SYNC";
    if is_set("WAYLAND_DISPLAY") && Path::new("/sys/module/nvidia").exists() && env::var_os(SWITCH).is_none() {
        #[expect(unsafe_code, reason = "the process has one thread yet, so nobody reads the environment")]
        unsafe {
            env::set_var(SWITCH, "1");
        }
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}
