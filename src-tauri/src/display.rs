//! What must be known about the display before the first window, and before the first thread.

use std::{env, fmt, fs, path::Path};

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
    if is_set("WAYLAND_DISPLAY") && Path::new("/sys/module/nvidia").exists() {
        switch_on("__NV_DISABLE_EXPLICIT_SYNC");
    }
}

/// WebKitGTK composes its layers with OpenGL. Where no graphics card does that, in a virtual machine or on a remote
/// desktop, OpenGL itself is computed, and costs more than drawing the page without layers. What the user set stays: `0`
/// asks for layers everywhere.
pub fn compose_by_graphics_card_only() {
    if cfg!(target_os = "linux") && !devices().any(|device| is_graphics_card(&device)) {
        switch_on("WEBKIT_DISABLE_COMPOSITING_MODE");
    }
}

/// The names of devices that may be graphics cards.
fn devices() -> impl Iterator<Item = String> {
    let folders = ["/dev", "/dev/dri"].into_iter().filter_map(|folder| fs::read_dir(folder).ok());
    folders.flatten().flatten().filter_map(|device| device.file_name().into_string().ok())
}

/// A card that can be drawn with: what the kernel's drivers offer for rendering, NVIDIA's own driver, and the card of
/// the Windows around a Linux. A `card0` alone may only show pictures.
fn is_graphics_card(device: &str) -> bool {
    device.starts_with("renderD") || device == "nvidia0" || device == "dxg"
}

/// Switches something of the libraries below on, unless the user has a say in it.
fn switch_on(switch: &str) {
    if env::var_os(switch).is_none() {
        #[expect(unsafe_code, reason = "the process has one thread yet, so nobody reads the environment")]
        unsafe {
            env::set_var(switch, "1");
        }
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_shows_pictures_is_no_graphics_card() {
        for card in ["renderD128", "renderD129", "nvidia0", "dxg"] {
            assert!(is_graphics_card(card), "{card}");
        }
        for other in ["card0", "fb0", "dri", "nvidiactl", "by-path"] {
            assert!(!is_graphics_card(other), "{other}");
        }
    }
}
