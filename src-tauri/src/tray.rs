//! The icon that stays when the window is closed, and shows by its shape how things are.
//!
//! It is made at run time and never in the way: without a tray host or a session bus there is a line in the log and
//! no icon, and the next change tries again, since a panel may start after us. It follows what the API says, at most
//! once in two seconds, so a burst of events does not make it flicker.

mod entry;
mod face;
mod icons;
mod live_menu;
mod menu;
mod mute;
mod pause;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{FutureExt, StreamExt};
use tauri::{
    AppHandle, Manager, Runtime,
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent, TrayIconId},
};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::{backend::Backend, window};
use face::Face;
use live_menu::LiveMenu;
pub use mute::now_ms;

/// The least time between two faces.
const REST: Duration = Duration::from_secs(2);
/// How often things are looked at when nothing is said.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);
const ICON_ID: &str = "tacklebox";

/// What the tray shows now; nothing where there is no tray.
#[derive(Default)]
pub struct Tray {
    shown: Mutex<Option<Face>>,
    /// Its absence stands in the log once, however often it is tried.
    is_absence_logged: AtomicBool,
}

impl Tray {
    /// Whether an icon stays in sight when the window is closed.
    pub fn is_shown(&self) -> bool {
        self.shown().is_some()
    }

    fn shown(&self) -> MutexGuard<'_, Option<Face>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the icon true until the server stops.
pub async fn follow<R: Runtime>(app: AppHandle<R>, backend: Arc<Backend>) {
    let mut menu = None;
    let mut notices = Box::pin(backend.changes());
    let mut pace = interval(REST);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        // All that became stale during the rest is seen by the one look below.
        while let Some(Some(_)) = notices.next().now_or_never() {}
        show(&app, &mut menu, Face::look(&backend, mute::now_ms()).await);
        // Mutes and pauses end without a notice.
        if let Ok(None) = timeout(LOOK_AT_LEAST, notices.next()).await {
            return;
        }
    }
}

/// `menu` is none until there is an icon.
fn show<R: Runtime>(app: &AppHandle<R>, menu: &mut Option<LiveMenu<R>>, face: Face) {
    let tray = app.state::<Tray>();
    if tray.shown().as_ref() == Some(&face) {
        return;
    }
    let outcome = match (app.tray_by_id(&TrayIconId::new(ICON_ID)), menu.as_mut()) {
        (Some(icon), Some(menu)) => icon
            .set_icon(Some(icons::of(app, face.glyph)))
            .and_then(|()| icon.set_tooltip(Some(&face.status)))
            .and_then(|()| menu.show(&menu::entries(&face))),
        _ => make(app, &face).map(|made| *menu = Some(made)),
    };
    match outcome {
        Ok(()) => *tray.shown() = Some(face),
        Err(error) if !tray.is_absence_logged.swap(true, Ordering::Relaxed) => {
            tracing::warn!("there is no tray icon: {error}");
        }
        Err(error) => tracing::debug!("there is still no tray icon: {error}"),
    }
}

fn make<R: Runtime>(app: &AppHandle<R>, face: &Face) -> tauri::Result<LiveMenu<R>> {
    let mut menu = LiveMenu::new(app)?;
    menu.show(&menu::entries(face))?;
    TrayIconBuilder::with_id(ICON_ID)
        .icon(icons::of(app, face.glyph))
        .icon_as_template(true)
        .tooltip(&face.status)
        .title("Tacklebox")
        .menu(menu.menu())
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| menu::act(app, event.id()))
        .on_tray_icon_event(|icon, event| {
            if is_left_click(&event) {
                window::open(icon.app_handle(), None);
            }
        })
        .build(app)?;
    Ok(menu)
}

fn is_left_click(event: &TrayIconEvent) -> bool {
    matches!(event, TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. })
}
