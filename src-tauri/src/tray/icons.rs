//! The drawings of the tray, in the ink that shows on the user's panel.

use tauri::{AppHandle, Manager, Runtime, Theme, image::Image, include_image};

use super::face::Glyph;
use crate::window;

/// What the icon is seen on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Panel {
    Light,
    Dark,
}

/// The icon for a state.
pub fn of<R: Runtime>(app: &AppHandle<R>, glyph: Glyph) -> Image<'static> {
    match (glyph, panel(app)) {
        (Glyph::Receiving, Panel::Light) => include_image!("../icons/tray/receiving-on-light.png"),
        (Glyph::Receiving, Panel::Dark) => include_image!("../icons/tray/receiving-on-dark.png"),
        (Glyph::DeadLetters, Panel::Light) => include_image!("../icons/tray/dead-letters-on-light.png"),
        (Glyph::DeadLetters, Panel::Dark) => include_image!("../icons/tray/dead-letters-on-dark.png"),
        (Glyph::Failing, Panel::Light) => include_image!("../icons/tray/failing-on-light.png"),
        (Glyph::Failing, Panel::Dark) => include_image!("../icons/tray/failing-on-dark.png"),
        (Glyph::Paused, Panel::Light) => include_image!("../icons/tray/paused-on-light.png"),
        (Glyph::Paused, Panel::Dark) => include_image!("../icons/tray/paused-on-dark.png"),
        (Glyph::Stopped, Panel::Light) => include_image!("../icons/tray/stopped-on-light.png"),
        (Glyph::Stopped, Panel::Dark) => include_image!("../icons/tray/stopped-on-dark.png"),
    }
}

fn panel<R: Runtime>(app: &AppHandle<R>) -> Panel {
    // macOS colours the drawing itself; it wants the dark ink as a stencil.
    if cfg!(target_os = "macos") {
        return Panel::Light;
    }
    // GNOME's bar is dark in both of its themes.
    if std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|desktop| desktop.contains("GNOME")) {
        return Panel::Dark;
    }
    let theme = app.get_webview_window(window::LABEL).and_then(|window| window.theme().ok());
    if theme == Some(Theme::Dark) { Panel::Dark } else { Panel::Light }
}
