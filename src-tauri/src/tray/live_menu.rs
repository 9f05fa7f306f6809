//! A menu that follows its state while it may be open: it is changed line by line, never replaced.

use tauri::{
    AppHandle, Runtime,
    menu::{IsMenuItem, Menu, MenuItem, MenuItemKind, PredefinedMenuItem, SubmenuBuilder},
};

use super::entry::{Entry, EntryKind, Step, steps};

/// The menu of the desktop, and what it shows now.
pub struct LiveMenu<R: Runtime> {
    app: AppHandle<R>,
    menu: Menu<R>,
    shown: Vec<Entry>,
}

impl<R: Runtime> LiveMenu<R> {
    pub fn new(app: &AppHandle<R>) -> tauri::Result<Self> {
        Ok(Self { app: app.clone(), menu: Menu::new(app)?, shown: Vec::new() })
    }

    /// What a tray icon is given, once.
    pub fn menu(&self) -> &Menu<R> {
        &self.menu
    }

    /// After an error the next call goes on where this one ended.
    pub fn show(&mut self, wanted: &[Entry]) -> tauri::Result<()> {
        for step in steps(&self.shown, wanted) {
            match step {
                Step::Remove(position) => {
                    self.menu.remove_at(position)?;
                    self.shown.remove(position);
                }
                Step::Insert(position, entry) => {
                    self.menu.insert(item(&self.app, &entry)?.as_ref(), position)?;
                    self.shown.insert(position, entry);
                }
                Step::Say(position, entry) => {
                    if let Some(item) = self.menu.items()?.get(position) {
                        say(item, &entry)?;
                    }
                    self.shown[position] = entry;
                }
            }
        }
        Ok(())
    }
}

fn item<R: Runtime>(app: &AppHandle<R>, entry: &Entry) -> tauri::Result<Box<dyn IsMenuItem<R>>> {
    let text = |is_enabled| MenuItem::with_id(app, &entry.id, &entry.text, is_enabled, None::<&str>);
    Ok(match &entry.kind {
        EntryKind::Line => Box::new(text(false)?),
        EntryKind::Choice => Box::new(text(true)?),
        EntryKind::Separator => Box::new(PredefinedMenuItem::separator(app)?),
        EntryKind::Submenu(choices) => {
            let submenu = SubmenuBuilder::with_id(app, &entry.id, &entry.text);
            Box::new(choices.iter().fold(submenu, |submenu, choice| submenu.text(&choice.id, &choice.text)).build()?)
        }
    })
}

fn say<R: Runtime>(item: &MenuItemKind<R>, entry: &Entry) -> tauri::Result<()> {
    match (item, &entry.kind) {
        (MenuItemKind::MenuItem(item), _) => item.set_text(&entry.text),
        (MenuItemKind::Submenu(submenu), EntryKind::Submenu(choices)) => {
            submenu.set_text(&entry.text)?;
            submenu.items()?.iter().zip(choices).try_for_each(|(item, choice)| say(item, choice))
        }
        _ => Ok(()),
    }
}
