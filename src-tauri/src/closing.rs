//! What closing the window does: ask the first time, keep receiving, or quit.

use std::sync::Arc;

use axum::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tauri::{AppHandle, Emitter, Manager, Runtime, async_runtime};

use crate::{
    backend::{AskError, Backend},
    commands::ChangeStreams,
    tray::Tray,
    window,
};

/// The page is asked to show its question.
const CLOSE_REQUESTED: &str = "close-requested";

/// What a person decided, once or for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseChoice {
    /// The window goes, the receiver stays.
    Keep,
    /// Everything ends.
    Quit,
}

/// The workspace's setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseSetting {
    /// Not decided for good yet.
    Ask,
    Keep,
    Quit,
}

/// The close button was pressed; the window still stands.
pub fn requested<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let backend = Arc::clone(&app.state::<Arc<Backend>>());
        match setting(&backend).await {
            Ok(CloseSetting::Keep) => carry_out(&app, CloseChoice::Keep),
            Ok(CloseSetting::Ask) if can_be_asked(&app) => ask(&app),
            // A page that never came up cannot ask. Receiving on is what loses nothing.
            Ok(CloseSetting::Ask) => carry_out(&app, CloseChoice::Keep),
            // Without settings there is no server, so nothing to keep.
            Ok(CloseSetting::Quit) | Err(_) => carry_out(&app, CloseChoice::Quit),
        }
    });
}

fn can_be_asked<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.state::<ChangeStreams>().has(window::LABEL)
}

fn ask<R: Runtime>(app: &AppHandle<R>) {
    let question = json!({ "has_tray": app.state::<Tray>().is_shown() });
    if let Err(error) = app.emit_to(window::LABEL, CLOSE_REQUESTED, question) {
        tracing::warn!("the page could not be asked what closing means: {error}");
    }
}

/// Does what was decided.
pub fn carry_out<R: Runtime>(app: &AppHandle<R>, choice: CloseChoice) {
    match choice {
        CloseChoice::Keep => window::destroy(app),
        CloseChoice::Quit => app.exit(0),
    }
}

/// The workspace's setting. It lives with all others, so the settings page and the question are one thing.
pub async fn setting(backend: &Backend) -> Result<CloseSetting, AskError> {
    #[derive(Deserialize)]
    struct Settings {
        on_close: CloseSetting,
    }
    backend.get("/api/v1/settings").await.map(|settings: Settings| settings.on_close)
}

/// Keeps the decision for good.
pub async fn remember(backend: &Backend, choice: CloseChoice) -> Result<(), AskError> {
    backend.send(Method::PATCH, "/api/v1/settings", &json!({ "on_close": choice })).await.map(drop)
}
