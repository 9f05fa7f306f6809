//! The tray's menu. Everything in it can be done in the window too, since a desktop may have no tray.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{AppHandle, Manager, Runtime, async_runtime, menu::MenuId};

use words::{Phrase, phrase};

use super::{
    entry::Entry,
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

/// The lines for a state.
pub fn entries(face: &Face) -> Vec<Entry> {
    let said = |phrase: Phrase| phrase.in_words(face.language);
    let mut entries = vec![Entry::line("status", &face.status)];
    if !face.activity.is_empty() {
        entries.push(Entry::line("activity", &face.activity));
    }
    entries.push(Entry::separator("after-status"));
    // A problem's id is the place it leads to.
    entries.extend(face.problems.iter().map(|problem| Entry::choice(&problem.path, &problem.text)));
    if !face.problems.is_empty() {
        entries.push(Entry::separator("after-problems"));
    }
    entries.extend([
        Entry::choice(OPEN, said(phrase!("tray-open"))),
        Entry::choice(COPY_RECEIVER_URL, said(phrase!("tray-copy-receiver-url"))),
        Entry::choice(SEND_TEST_EVENT, said(phrase!("tray-send-test-event"))),
        Entry::separator("after-actions"),
        if face.is_paused {
            Entry::choice(Pause::Resume.id(), said(phrase!("tray-resume")))
        } else {
            let pauses = vec![
                Entry::choice(Pause::QuarterHour.id(), said(phrase!("tray-pause-quarter-hour"))),
                Entry::choice(Pause::Hour.id(), said(phrase!("tray-pause-hour"))),
                Entry::choice(Pause::UntilResumed.id(), said(phrase!("tray-pause-until-resumed"))),
            ];
            Entry::submenu("pause", said(phrase!("tray-pause")), pauses)
        },
        if face.is_muted {
            Entry::choice(Mute::Unmute.id(), said(phrase!("tray-unmute")))
        } else {
            let mutes = vec![
                Entry::choice(Mute::HalfAnHour.id(), said(phrase!("tray-mute-half-an-hour"))),
                Entry::choice(Mute::UntilMorning.id(), said(phrase!("tray-mute-until-morning"))),
                Entry::choice(Mute::UntilUnmuted.id(), said(phrase!("tray-mute-until-unmuted"))),
            ];
            Entry::submenu("mute", said(phrase!("tray-mute")), mutes)
        },
        Entry::separator("after-pauses"),
        Entry::choice(SETTINGS, said(phrase!("tray-settings"))),
        Entry::choice(QUIT, said(phrase!("tray-quit"))),
    ]);
    entries
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
