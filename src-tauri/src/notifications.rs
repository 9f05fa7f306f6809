//! Tells a person about failures when the window may not be in sight. Which failures, and how often, the engine has
//! decided already.

use std::sync::Arc;

use serde::Deserialize;
use tauri::{AppHandle, Runtime};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::broadcast::error::RecvError;

use crate::{backend::Backend, routes, window};

/// Where a click on the notification leads, kept in it so that it is still known much later.
const PATH: &str = "path";

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub title: String,
    /// One or two sentences, without any value of a payload: the screen may be locked.
    pub body: String,
    /// The place in the interface that shows it.
    pub path: String,
}

/// A way to tell a person.
pub trait Notifier {
    /// Shows the notice, as far as the desktop can.
    fn show(&self, notice: &Notice);
}

/// Shows every alert of the server until it stops.
pub async fn follow<R: Runtime>(app: AppHandle<R>, backend: Arc<Backend>) {
    let clicks = app.clone();
    let listening = app.notification().on_action(move |performed| {
        let path = performed.notification().and_then(|notification| notification.extra().get(PATH)?.as_str());
        window::open(&clicks, path);
    });
    if let Err(error) = listening {
        tracing::warn!("clicks on notifications will not open the window: {error}");
    }
    tell(&backend, &DesktopNotifier { app }).await;
}

async fn tell(backend: &Backend, notifier: &impl Notifier) {
    let Some(mut alerts) = backend.alerts() else { return };
    loop {
        match alerts.recv().await {
            Ok(alert) if are_wanted(backend).await => notifier.show(&notice(&alert)),
            // Alerts are few; who falls behind by that many is better off without the old ones.
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

fn notice(alert: &server::Alert) -> Notice {
    let path =
        alert.delivery_id.as_ref().map_or_else(|| routes::FAILED.to_owned(), |id| routes::delivery(&id.to_string()));
    Notice { title: alert.title.clone(), body: alert.body.clone(), path }
}

/// Whether a person wants to be told at all.
async fn are_wanted(backend: &Backend) -> bool {
    #[derive(Deserialize)]
    struct Settings {
        are_notifications_on: bool,
    }
    match backend.get::<Settings>("/api/v1/settings").await {
        Ok(settings) => settings.are_notifications_on,
        Err(error) => {
            tracing::warn!("could not read whether notifications are wanted: {error}");
            true
        }
    }
}

/// The desktop's own notifications.
struct DesktopNotifier<R: Runtime> {
    app: AppHandle<R>,
}

impl<R: Runtime> Notifier for DesktopNotifier<R> {
    fn show(&self, notice: &Notice) {
        let notification = self.app.notification().builder();
        let shown = notification.title(&notice.title).body(&notice.body).extra(PATH, &notice.path).show();
        if let Err(error) = shown {
            tracing::warn!("a notification could not be shown: {error}");
        }
    }
}
