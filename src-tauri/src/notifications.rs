//! Tells a person about failures when the window may not be in sight. Which failures, how often, and whether a
//! person wants to hear of them at all, the engine has decided already.

use std::sync::Arc;

use tauri::{AppHandle, Manager, Runtime, Url};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::broadcast::error::RecvError;
use words::Language;

use crate::{backend::Backend, language, routes, window};

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

    /// Whether the person looks at just that in the window.
    fn is_shown(&self, notice: &Notice) -> bool;
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
            Ok(alert) => {
                let notice = notice(&alert, language::spoken(backend).await);
                // Whoever looks at it sees it change.
                if !notifier.is_shown(&notice) {
                    notifier.show(&notice);
                }
            }
            // Alerts are few; who falls behind by that many is better off without the old ones.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

fn notice(alert: &server::Alert, language: Language) -> Notice {
    let path = match (&alert.issue_id, &alert.delivery_id) {
        (Some(id), _) => routes::issue(&id.to_string()),
        (None, Some(id)) => routes::delivery(&id.to_string()),
        (None, None) => routes::FAILED.to_owned(),
    };
    Notice { title: alert.title.in_words(language), body: alert.body.in_words(language), path }
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

    fn is_shown(&self, notice: &Notice) -> bool {
        let Some(window) = self.app.get_webview_window(window::LABEL) else { return false };
        let is_focused = window.is_focused().unwrap_or(false);
        is_focused && window.url().is_ok_and(|url| is_at(&url, &notice.path))
    }
}

/// Whether the window is at the place a notice leads to.
fn is_at(url: &Url, path: &str) -> bool {
    let (place, query) = path.split_once('?').unwrap_or((path, ""));
    url.path() == place && url.query().unwrap_or_default().split('&').any(|part| part == query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_window_that_shows_the_very_issue_is_enough() {
        let at = |url: &str| is_at(&Url::parse(url).unwrap(), "/issues?selected=iss_1");
        assert!(at("tauri://localhost/issues?selected=iss_1"));
        assert!(at("tauri://localhost/issues?view=acknowledged&selected=iss_1"));
        assert!(!at("tauri://localhost/issues?selected=iss_2") && !at("tauri://localhost/timeline?selected=iss_1"));
        assert!(!at("tauri://localhost/issues"));
    }
}
