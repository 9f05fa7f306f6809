//! The headless server with a window. [`server::App`] does all the work in this process; around it stand a window
//! (which may be closed while the work goes on), a tray icon that shows how things are, and notifications.
//!
//! Guaranteed: the receiver is up before the window opens; closing the window never stops it unless a person chose so;
//! a desktop without tray host, notification daemon or session bus loses only those. Deliberately missing: any
//! decision about deliveries, and any second way to the data – tray and window ask the same API as everyone.

mod backend;
mod closing;
mod commands;
pub mod display;
mod language;
mod notifications;
mod options;
mod routes;
mod saving;
mod tray;
mod window;

use std::sync::Arc;

use tauri::{Manager, RunEvent, async_runtime};

pub use crate::options::Options;
use crate::{backend::Backend, commands::ChangeStreams, tray::Tray};

/// Starts the server, opens the window, and returns when a person quits.
///
/// # Errors
/// When the desktop itself refuses, for example without a usable webview. A server that does not start is no error
/// here: the window opens and says why.
pub fn run(options: &Options) -> tauri::Result<()> {
    let configuration = options.configuration();
    tauri::Builder::default()
        // First, so that a second launch ends before it touches the workspace.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::open(app, None)))
        .plugin(tauri_plugin_notification::init())
        .plugin(window::remembered())
        .manage(ChangeStreams::default())
        .manage(Tray::default())
        .manage(saving::Savings::default())
        .invoke_handler(tauri::generate_handler![
            commands::api,
            commands::changes,
            commands::desktop_state,
            commands::choose_close,
            saving::save,
            saving::stop_saving
        ])
        .setup(move |app| {
            let backend = Arc::new(async_runtime::block_on(Backend::start(configuration)));
            app.manage(Arc::clone(&backend));
            window::open(app.handle(), None);
            async_runtime::spawn(tray::follow(app.handle().clone(), Arc::clone(&backend)));
            async_runtime::spawn(notifications::follow(app.handle().clone(), backend));
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| match event {
            // The last window is gone, which alone ends nothing: code `None` means that nobody asked to quit.
            RunEvent::ExitRequested { code: None, api, .. } if app.state::<Arc<Backend>>().is_running() => {
                api.prevent_exit();
            }
            RunEvent::Exit => {
                let backend = Arc::clone(&app.state::<Arc<Backend>>());
                async_runtime::block_on(backend.stop());
            }
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => window::open(app, None),
            _ => {}
        });
    Ok(())
}
