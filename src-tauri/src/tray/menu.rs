//! The tray's menu. Everything in it can be done in the window too, since a desktop may have no tray.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{
    AppHandle, Manager, Runtime, async_runtime,
    menu::{Menu, MenuBuilder, MenuId, MenuItemBuilder, SubmenuBuilder},
};

use words::{Phrase, phrase};

use super::{
    face::Face,
    mute::{Mute, now, now_ms},
    pause::Pause,
};
use crate::{
    backend::{AskError, Backend},
    window,
};

const OPEN: &str = "open";
const COPY_RECEIVER_URL: &str = "copy-receiver-url";
const SEND_TEST_EVENT: &str = "send-test-event";
const SETTINGS: &str = "settings";
const QUIT: &str = "quit";

/// The menu for a state.
pub fn of<R: Runtime>(app: &AppHandle<R>, face: &Face) -> tauri::Result<Menu<R>> {
    let said = |phrase: Phrase| phrase.in_words(face.language);
    let line = |id: &str, text: &str| MenuItemBuilder::with_id(id, text).enabled(false).build(app);
    let mut menu = MenuBuilder::new(app).item(&line("status", &face.status)?);
    if !face.activity.is_empty() {
        menu = menu.item(&line("activity", &face.activity)?);
    }
    menu = menu.separator();
    for problem in &face.problems {
        // A problem's id is the place it leads to.
        menu = menu.text(&problem.path, &problem.text);
    }
    if !face.problems.is_empty() {
        menu = menu.separator();
    }
    menu = menu
        .text(OPEN, said(phrase!("tray-open")))
        .text(COPY_RECEIVER_URL, said(phrase!("tray-copy-receiver-url")))
        .text(SEND_TEST_EVENT, said(phrase!("tray-send-test-event")))
        .separator();
    menu = if face.is_paused {
        menu.text(Pause::Resume.id(), said(phrase!("tray-resume")))
    } else {
        let pauses = SubmenuBuilder::new(app, said(phrase!("tray-pause")))
            .text(Pause::QuarterHour.id(), said(phrase!("tray-pause-quarter-hour")))
            .text(Pause::Hour.id(), said(phrase!("tray-pause-hour")))
            .text(Pause::UntilResumed.id(), said(phrase!("tray-pause-until-resumed")))
            .build()?;
        menu.item(&pauses)
    };
    menu = if face.is_muted {
        menu.text(Mute::Unmute.id(), said(phrase!("tray-unmute")))
    } else {
        let mutes = SubmenuBuilder::new(app, said(phrase!("tray-mute")))
            .text(Mute::HalfAnHour.id(), said(phrase!("tray-mute-half-an-hour")))
            .text(Mute::UntilMorning.id(), said(phrase!("tray-mute-until-morning")))
            .text(Mute::UntilUnmuted.id(), said(phrase!("tray-mute-until-unmuted")))
            .build()?;
        menu.item(&mutes)
    };
    menu.separator().text(SETTINGS, said(phrase!("tray-settings"))).text(QUIT, said(phrase!("tray-quit"))).build()
}

/// Does what was chosen.
pub fn act<R: Runtime>(app: &AppHandle<R>, chosen: &MenuId) {
    match chosen.as_ref() {
        OPEN => window::open(app, None),
        COPY_RECEIVER_URL => in_background(app, copy_receiver_url),
        SEND_TEST_EVENT => in_background(app, send_test_event),
        SETTINGS => window::open(app, Some("/settings")),
        QUIT => app.exit(0),
        path if path.starts_with('/') => window::open(app, Some(path)),
        other => {
            let mute = Mute::ALL.into_iter().find(|mute| mute.id() == other).map(|mute| mute.patch(&now()));
            let pause = || Pause::ALL.into_iter().find(|pause| pause.id() == other).map(|pause| pause.patch(now_ms()));
            match mute.or_else(pause) {
                Some(patch) => in_background(app, move |backend| change_settings(backend, patch)),
                None => tracing::warn!("the menu has no entry `{other}`"),
            }
        }
    }
}

async fn change_settings(backend: Arc<Backend>, patch: Value) -> Result<(), ActError> {
    backend.send(Method::PATCH, "/api/v1/settings", &patch).await?;
    Ok(())
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
fn in_background<R: Runtime, W>(app: &AppHandle<R>, work: impl FnOnce(Arc<Backend>) -> W + Send + 'static)
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
