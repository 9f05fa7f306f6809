//! What a person chose for the whole workspace.

/// What a person chose for the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours of the window.
    pub theme: Theme,
    /// Height of the rows.
    pub density: Density,
    /// What closing the window does.
    pub on_close: OnClose,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: Theme::System, density: Density::Default, on_close: OnClose::Ask, are_notifications_on: true }
    }
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desktop says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Height of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 24 px.
    Compact,
    /// 28 px.
    Default,
    /// 36 px.
    Comfortable,
}

/// What closing the window does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnClose {
    /// Ask.
    Ask,
    /// Keep receiving; the tray icon stays.
    Keep,
    /// Quit.
    Quit,
}
