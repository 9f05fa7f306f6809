//! Tells a person about failures when the window may not be in sight. Which failures, how often, and whether a
//! person wants to hear of them at all, the engine has decided already.
//!
//! Buttons are for desktops that show them: a notification daemon without the capability `actions` passes over them,
//! and the click on the notification itself stays what it is.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tauri::{AppHandle, Manager, Runtime, Url, async_runtime};
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt};
use tokio::sync::broadcast::error::RecvError;
use words::{Language, phrase};

use crate::{backend::Backend, language, routes, tray::now_ms, window};

/// For how long an issue is muted.
const MUTE_MS: i64 = 60 * 60 * 1000;

/// Where a click on the notification leads, kept in it so that it is still known much later.
const PATH: &str = "path";
/// What its buttons are about, kept likewise.
const DELIVERY: &str = "delivery";
const ISSUE: &str = "issue";

/// A choice under a notification, as far as the desktop shows any. A click on the notification itself leads to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// Look at the delivery.
    Open,
    /// Make the delivery once more.
    Replay,
    /// Hear nothing of the issue for an hour.
    Mute,
}

impl Choice {
    const ALL: [Self; 3] = [Self::Open, Self::Replay, Self::Mute];

    const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Replay => "replay",
            Self::Mute => "mute",
        }
    }

    fn label(self, language: Language) -> String {
        match self {
            Self::Open => phrase!("notification-open"),
            Self::Replay => phrase!("notification-replay"),
            Self::Mute => phrase!("notification-mute"),
        }
        .in_words(language)
    }
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    title: String,
    /// One or two sentences, without any value of a payload: the screen may be locked.
    body: String,
    /// The place in the interface that shows it.
    path: String,
    /// The delivery it is about.
    delivery_id: Option<String>,
    /// The issue it is about.
    issue_id: Option<String>,
    /// What can be done about it from here.
    choices: &'static [Choice],
    /// The language of all this.
    language: Language,
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
    let clicked = app.clone();
    if let Err(error) = app.notification().on_action(move |performed| act(&clicked, performed)) {
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
    Notice {
        title: alert.title.in_words(language),
        body: alert.body.in_words(language),
        path,
        delivery_id: alert.delivery_id.map(|id| id.to_string()),
        issue_id: alert.issue_id.map(|id| id.to_string()),
        choices: match (alert.kind, alert.delivery_id) {
            // What is tried again anyway needs no replay.
            (server::AlertKind::DeadLetter, Some(_)) => &[Choice::Open, Choice::Replay, Choice::Mute],
            (_, Some(_)) => &[Choice::Open, Choice::Mute],
            (_, None) => &[],
        },
        language,
    }
}

/// Does what was chosen.
fn act<R: Runtime>(app: &AppHandle<R>, performed: &ActionPerformed) {
    let kept = |key: &str| performed.notification()?.extra().get(key)?.as_str();
    let chosen = Choice::ALL.into_iter().find(|choice| choice.id() == performed.action_id());
    match (chosen, kept(DELIVERY), kept(ISSUE)) {
        (Some(Choice::Open), Some(id), _) => window::open(app, Some(&routes::delivery(id))),
        (Some(Choice::Replay), Some(id), _) => {
            in_background(app, format!("/api/v1/deliveries/{id}/replay"), json!({}), routes::delivery(id));
        }
        (Some(Choice::Mute), _, Some(id)) => {
            let until_ms = now_ms() + MUTE_MS;
            in_background(app, format!("/api/v1/issues/{id}/mute"), json!({ "until_ms": until_ms }), routes::issue(id));
        }
        _ => window::open(app, kept(PATH)),
    }
}

/// Asks the API, without the window. What it refuses brings the window to where a person sees why.
fn in_background<R: Runtime>(app: &AppHandle<R>, operation: String, wish: Value, path: String) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let backend = Arc::clone(&app.state::<Arc<Backend>>());
        if let Err(error) = backend.send(Method::POST, &operation, &wish).await {
            tracing::warn!("what was chosen under a notification could not be done: {error}");
            window::open(&app, Some(&path));
        }
    });
}

/// The desktop's own notifications.
struct DesktopNotifier<R: Runtime> {
    app: AppHandle<R>,
}

impl<R: Runtime> DesktopNotifier<R> {
    /// The plugin knows buttons by sets with a name: one for each set of choices in each language.
    fn register(&self, notice: &Notice) -> String {
        let ids: Vec<&str> = notice.choices.iter().map(|choice| choice.id()).collect();
        let name = format!("{} {}", notice.language.tag(), ids.join(" "));
        let button = |choice: &Choice| Action::builder(choice.id(), choice.label(notice.language)).build();
        let buttons = ActionType::builder(&name).actions(notice.choices.iter().map(button).collect()).build();
        if let Err(error) = self.app.notification().register_action_types(vec![buttons]) {
            tracing::warn!("notifications will have no buttons: {error}");
        }
        name
    }
}

impl<R: Runtime> Notifier for DesktopNotifier<R> {
    fn show(&self, notice: &Notice) {
        let mut notification =
            self.app.notification().builder().title(&notice.title).body(&notice.body).extra(PATH, &notice.path);
        for (key, id) in [(DELIVERY, &notice.delivery_id), (ISSUE, &notice.issue_id)] {
            if let Some(id) = id {
                notification = notification.extra(key, id);
            }
        }
        if !notice.choices.is_empty() {
            notification = notification.action_type_id(self.register(notice));
        }
        if let Err(error) = notification.show() {
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
    fn a_notice_speaks_the_language_and_offers_what_helps() {
        let alert = |kind| server::Alert {
            kind,
            issue_id: Some("iss_01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()),
            destination_id: None,
            delivery_id: Some("dlv_01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()),
            title: phrase!("issue-refused", name = "Billing"),
            body: phrase!("outcome-refused", address = "localhost:3000"),
        };
        let told = notice(&alert(server::AlertKind::DeadLetter), Language::German);
        assert_eq!(told.title, "Billing lehnt Verbindungen ab");
        assert_eq!(told.body, "Auf localhost:3000 lauscht nichts.");
        let labels = |notice: &Notice| notice.choices.iter().map(|it| it.label(notice.language)).collect::<Vec<_>>();
        assert_eq!(labels(&told), ["Öffnen", "Erneut zustellen", "1 Stunde stumm"]);
        let failing = notice(&alert(server::AlertKind::Failing), Language::English);
        assert_eq!(labels(&failing), ["Open", "Mute for 1 hour"]);
    }

    #[test]
    fn only_the_window_that_shows_the_very_issue_is_enough() {
        let at = |url: &str| is_at(&Url::parse(url).unwrap(), "/issues?selected=iss_1");
        assert!(at("tauri://localhost/issues?selected=iss_1"));
        assert!(at("tauri://localhost/issues?view=acknowledged&selected=iss_1"));
        assert!(!at("tauri://localhost/issues?selected=iss_2") && !at("tauri://localhost/timeline?selected=iss_1"));
        assert!(!at("tauri://localhost/issues"));
    }
}
