//! The tray's menu. Everything in it can be done in the window too, since a desktop may have no tray.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use serde::Deserialize;
use serde_json::json;
use tauri::{
    AppHandle, Manager, Runtime, async_runtime,
    menu::{Menu, MenuBuilder, MenuId, MenuItemBuilder},
};

use super::face::Face;
use crate::{
    backend::{AskError, Backend},
    window,
};

const OPEN: &str = "open";
const COPY_RECEIVER_URL: &str = "copy-receiver-url";
const SEND_TEST_EVENT: &str = "send-test-event";
const QUIT: &str = "quit";

/// The menu for a state.
pub fn of<R: Runtime>(app: &AppHandle<R>, face: &Face) -> tauri::Result<Menu<R>> {
    let status = MenuItemBuilder::with_id("status", &face.status).enabled(false).build(app)?;
    let mut menu = MenuBuilder::new(app).item(&status).separator();
    for problem in &face.problems {
        // A problem's id is the place it leads to.
        menu = menu.text(problem.path, &problem.text);
    }
    if !face.problems.is_empty() {
        menu = menu.separator();
    }
    menu.text(OPEN, "Open Tacklebox")
        .text(COPY_RECEIVER_URL, "Copy receiver URL")
        .text(SEND_TEST_EVENT, "Send test event")
        .separator()
        .text(QUIT, "Quit Tacklebox (stops receiving)")
        .build()
}

/// Does what was chosen.
pub fn act<R: Runtime>(app: &AppHandle<R>, chosen: &MenuId) {
    match chosen.as_ref() {
        OPEN => window::open(app, None),
        COPY_RECEIVER_URL => in_background(app, copy_receiver_url),
        SEND_TEST_EVENT => in_background(app, send_test_event),
        QUIT => app.exit(0),
        path if path.starts_with('/') => window::open(app, Some(path)),
        other => tracing::warn!("the menu has no entry `{other}`"),
    }
}

/// Why a menu entry could not be carried out.
#[derive(Debug, thiserror::Error)]
enum ActError {
    #[error("there is no source yet")]
    NoSource,
    #[error("the server said no: {0}")]
    Refused(#[from] AskError),
    #[error("the clipboard is not to be had: {0}")]
    Clipboard(#[from] arboard::Error),
}

/// The menu closes at once; the work follows. A failure brings up the window, which shows how things are.
fn in_background<R: Runtime, W>(app: &AppHandle<R>, work: fn(Arc<Backend>) -> W)
where
    W: Future<Output = Result<(), ActError>> + Send + 'static,
{
    let app = app.clone();
    async_runtime::spawn(async move {
        let backend = Arc::clone(&app.state::<Arc<Backend>>());
        if let Err(error) = work(backend).await {
            tracing::warn!("the tray's wish could not be fulfilled: {error}");
            window::open(&app, None);
        }
    });
}

async fn copy_receiver_url(backend: Arc<Backend>) -> Result<(), ActError> {
    #[derive(Deserialize)]
    struct Source {
        receive_url: String,
    }
    let id = first_source_id(&backend).await?;
    let source: Source = backend.get(&format!("/api/v1/sources/{id}")).await?;
    copy(source.receive_url)
}

fn copy(text: String) -> Result<(), ActError> {
    // On X11 a text can be pasted as long as the clipboard it was put in exists, so this one stays.
    static CLIPBOARD: Mutex<Option<arboard::Clipboard>> = Mutex::new(None);
    let mut kept = CLIPBOARD.lock().unwrap_or_else(PoisonError::into_inner);
    let mut clipboard = kept.take().map_or_else(arboard::Clipboard::new, Ok)?;
    clipboard.set_text(text)?;
    *kept = Some(clipboard);
    Ok(())
}

async fn send_test_event(backend: Arc<Backend>) -> Result<(), ActError> {
    let id = first_source_id(&backend).await?;
    backend.send(Method::POST, &format!("/api/v1/sources/{id}/test-event"), &json!({})).await?;
    Ok(())
}

async fn first_source_id(backend: &Backend) -> Result<String, ActError> {
    #[derive(Deserialize)]
    struct Overview {
        first_source_id: Option<String>,
    }
    let overview: Overview = backend.get("/api/v1/overview").await?;
    overview.first_source_id.ok_or(ActError::NoSource)
}
