//! The language of tray and notifications: that of the window.

use serde::Deserialize;
use words::Language;

use crate::backend::Backend;

/// What the settings say.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageSetting {
    /// As the desktop says.
    System,
    En,
    De,
}

impl LanguageSetting {
    /// The language that it stands for here.
    pub fn language(self) -> Language {
        match self {
            Self::System => sys_locale::get_locale().map_or_else(Language::default, |it| Language::of_locale(&it)),
            Self::En => Language::English,
            Self::De => Language::German,
        }
    }
}

/// The language of now; that of the desktop where there are no settings to read.
pub async fn spoken(backend: &Backend) -> Language {
    #[derive(Deserialize)]
    struct Settings {
        language: LanguageSetting,
    }
    let settings = backend.get("/api/v1/settings").await;
    settings.map_or(LanguageSetting::System, |settings: Settings| settings.language).language()
}
