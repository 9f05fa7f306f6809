//! What a person chose for the whole workspace.

use std::collections::BTreeMap;

use crate::Timestamp;
use crate::issue::SUCCESSES_TO_RESOLVE;

pub use quiet_hours::QuietHours;
pub use receiver_pause::ReceiverPause;

mod quiet_hours;
mod receiver_pause;

/// What a person chose for the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours of the window.
    pub theme: Theme,
    /// Height of the rows.
    pub density: Density,
    /// Size of everything in the window, in percent.
    pub zoom_percent: u32,
    /// Whether panes and popovers move.
    pub motion: Motion,
    /// Language of the window.
    pub language: Language,
    /// Whether single letters are shortcuts where nothing is typed.
    pub are_single_keys_on: bool,
    /// Keys of commands of the window that a person chose, by the command's name; none takes a command its keys. The
    /// engine keeps them and does not know the commands.
    pub shortcuts: BTreeMap<String, Vec<String>>,
    /// What closing the window does.
    pub on_close: OnClose,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: bool,
    /// Nobody is told of failures before this moment.
    pub notifications_muted_until: Option<Timestamp>,
    /// Hours in which alerts are held back, to be told as one afterwards.
    pub quiet_hours: Option<QuietHours>,
    /// Deliveries that must succeed in a row before an issue is resolved by itself.
    pub successes_to_resolve: u32,
    /// The receiver takes nothing while this holds. It outlasts the program: what a person stopped does not start by itself.
    pub receiver_pause: Option<ReceiverPause>,
    /// How long a publisher's idempotency key is remembered, in milliseconds.
    pub idempotency_window_ms: u64,
    /// What is kept.
    pub retention: Retention,
}

/// What is kept of the past. `None` keeps it for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Days after which events are deleted with their deliveries, once those are over.
    pub days: Option<u32>,
    /// The same for events with a dead letter; not shorter.
    pub dead_letter_days: Option<u32>,
    /// Size of the workspace above which the oldest are deleted, dead letters last.
    pub bytes_max: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Default,
            zoom_percent: 100,
            motion: Motion::System,
            language: Language::System,
            are_single_keys_on: true,
            shortcuts: BTreeMap::new(),
            on_close: OnClose::Ask,
            are_notifications_on: true,
            notifications_muted_until: None,
            quiet_hours: None,
            successes_to_resolve: SUCCESSES_TO_RESOLVE,
            receiver_pause: None,
            idempotency_window_ms: 86_400_000,
            retention: Retention::default(),
        }
    }
}

impl Settings {
    /// The pause of the receiver that holds at this moment.
    pub fn receiver_pause_at(&self, now: Timestamp) -> Option<ReceiverPause> {
        self.receiver_pause.filter(|pause| pause.holds(now))
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
    /// Black on white or white on black, as the desktop says, with borders wherever something can be done.
    HighContrast,
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

/// Whether panes and popovers move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// As the desktop says.
    System,
    /// Nothing moves.
    Reduced,
}

/// Language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// As the desktop says.
    System,
    /// English.
    En,
    /// German.
    De,
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
