//! The one window. It is made in code, and shown when its page is there, so it never flashes white; closed, it is
//! destroyed, which frees the webview's memory while the receiver goes on.

use std::{sync::Arc, time::Duration};

use serde::Deserialize;
use tauri::{
    AppHandle, Emitter, Manager, Runtime, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    async_runtime,
    plugin::TauriPlugin,
    webview::{NewWindowResponse, PageLoadEvent},
    window::Color,
};
use tauri_plugin_window_state::StateFlags;
use tokio::{sync::Notify, time::timeout};

use crate::{backend::Backend, closing, commands::ChangeStreams};

/// The label the permissions in `capabilities/main.json` are bound to.
pub const LABEL: &str = "main";

/// The page is asked to go to another place.
const NAVIGATE: &str = "navigate";
/// A page that is not there by then is shown as it is.
const HIDDEN_AT_MOST: Duration = Duration::from_millis(1500);

const WIDTH: f64 = 1280.0;
const HEIGHT: f64 = 800.0;
/// The narrowest window the interface is laid out for.
const WIDTH_MIN: f64 = 560.0;
const HEIGHT_MIN: f64 = 420.0;

// The backgrounds of the interface's two themes, for the moment before its style sheet is there.
const LIGHT_BACKGROUND: Color = Color(0xfb, 0xfc, 0xfd, 0xff);
const DARK_BACKGROUND: Color = Color(0x10, 0x13, 0x18, 0xff);

/// Makes the window come back as large as it was, and where it was, if there still is a screen.
pub fn remembered<R: Runtime>() -> TauriPlugin<R> {
    let what = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::default().with_state_flags(what).build()
}

/// Brings the window to the front, making it if it was closed, and goes to `path` if one is given.
pub fn open<R: Runtime>(app: &AppHandle<R>, path: Option<&str>) {
    match app.get_webview_window(LABEL) {
        Some(window) => bring_to_front(&window, path),
        None => {
            let (app, path) = (app.clone(), path.map(str::to_owned));
            async_runtime::spawn(async move {
                if let Err(error) = make(&app, path.as_deref()).await {
                    tracing::error!("the window could not be made: {error}");
                }
            });
        }
    }
}

/// Closes the window without asking.
pub fn destroy<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    app.state::<ChangeStreams>().end(LABEL);
    if let Err(error) = window.destroy() {
        tracing::warn!("the window could not be closed: {error}");
    }
}

fn bring_to_front<R: Runtime>(window: &WebviewWindow<R>, path: Option<&str>) {
    let navigated = path.map_or(Ok(()), |path| window.emit(NAVIGATE, serde_json::json!({ "path": path })));
    let outcome = navigated.and(window.show()).and(window.unminimize()).and(window.set_focus());
    if let Err(error) = outcome {
        tracing::warn!("the window could not be brought to the front: {error}");
    }
}

async fn make<R: Runtime>(app: &AppHandle<R>, path: Option<&str>) -> tauri::Result<()> {
    let theme = chosen_theme(app).await;
    let painted = Arc::new(Notify::new());
    let first_page = path.map_or("index.html", |path| path.trim_start_matches('/'));
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(first_page.into()))
        .title("Tacklebox")
        .inner_size(WIDTH, HEIGHT)
        .min_inner_size(WIDTH_MIN, HEIGHT_MIN)
        .theme(theme)
        .background_color(if theme == Some(Theme::Dark) { DARK_BACKGROUND } else { LIGHT_BACKGROUND })
        .visible(false)
        .enable_clipboard_access()
        // Files dropped on the window are the page's to read.
        .disable_drag_drop_handler()
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load({
            let painted = Arc::clone(&painted);
            move |_, page| {
                if page.event() == PageLoadEvent::Finished {
                    painted.notify_one();
                }
            }
        })
        .build()?;
    window.on_window_event({
        let app = app.clone();
        move |event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                closing::requested(&app);
            }
        }
    });
    // Either way the window is shown; the wait only avoids an empty one.
    let _ = timeout(HIDDEN_AT_MOST, painted.notified()).await;
    window.show()?;
    window.set_focus()
}

/// Whether the webview may go there: nowhere but to the embedded interface.
fn is_our_page(url: &Url) -> bool {
    let is_local_host = url.host_str().is_some_and(|host| host == "localhost" || host == "tauri.localhost");
    match url.scheme() {
        "tauri" => is_local_host,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// The theme a person set; `None` follows the desktop.
async fn chosen_theme<R: Runtime>(app: &AppHandle<R>) -> Option<Theme> {
    #[derive(Deserialize)]
    struct Settings {
        theme: String,
    }
    let backend = Arc::clone(&app.state::<Arc<Backend>>());
    let settings: Settings = backend.get("/api/v1/settings").await.ok()?;
    match settings.theme.as_str() {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_webview_shows_nothing_but_the_embedded_interface() {
        let may_go = |url: &str| is_our_page(&Url::parse(url).unwrap());
        assert!(may_go("tauri://localhost/timeline"));
        assert!(may_go("http://tauri.localhost/"));
        for elsewhere in [
            "https://example.com/",
            "http://localhost:4666/",
            "http://tauri.localhost.example.com/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
        ] {
            assert!(!may_go(elsewhere), "{elsewhere}");
        }
    }
}
