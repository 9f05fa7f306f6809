//! Settings of the workspace.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::Timestamp;
use domain::settings::{
    Density as DensitySetting, Language as LanguageSetting, Motion as MotionSetting, OnClose as OnCloseSetting,
    Theme as ThemeSetting,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

/// Settings of the workspace.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Settings {
    /// Colours of the window.
    pub theme: Theme,
    /// Height of the rows.
    pub density: Density,
    /// Size of everything in the window.
    pub zoom_percent: u32,
    /// Whether panes and popovers move.
    pub motion: Motion,
    /// Language of the window.
    pub language: Language,
    /// Whether single letters are shortcuts where nothing is typed.
    pub are_single_keys_on: bool,
    /// Keys of commands of the window other than the usual ones, by the command's name; an empty list takes them away.
    pub shortcuts: BTreeMap<String, Vec<String>>,
    /// What closing the window does.
    pub on_close: OnClose,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: bool,
    /// Nobody is told of failures before this moment.
    pub notifications_muted_until_ms: Option<i64>,
    /// Hours in which alerts are held back, to be told as one afterwards; null for none.
    pub quiet_hours: Option<QuietHours>,
    /// Deliveries that must succeed in a row before an issue is resolved by itself, 1 to 100.
    pub successes_to_resolve: u32,
    /// The receiver takes nothing while this holds; null when it does not. It outlasts the program.
    pub receiver_pause: Option<ReceiverPause>,
    /// How long an `Idempotency-Key` is remembered.
    pub idempotency_window_ms: u64,
    /// What is kept of the past.
    pub retention: Retention,
}

/// A receiver that takes nothing for a while.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct ReceiverPause {
    /// When it ends by itself; null when only a person ends it.
    pub until_ms: Option<i64>,
}

impl From<domain::settings::ReceiverPause> for ReceiverPause {
    fn from(pause: domain::settings::ReceiverPause) -> Self {
        Self { until_ms: pause.until.map(Timestamp::unix_ms) }
    }
}

impl From<ReceiverPause> for domain::settings::ReceiverPause {
    fn from(pause: ReceiverPause) -> Self {
        Self { until: pause.until_ms.map(Timestamp::from_unix_ms) }
    }
}

/// What is kept of the past. Null keeps it for good.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct Retention {
    /// Days after which events are deleted with their deliveries, once those are over; 1 to 3,650.
    pub days: Option<u32>,
    /// The same for events with a dead letter; not shorter than `days`.
    pub dead_letter_days: Option<u32>,
    /// Size of the workspace above which the oldest events are deleted, dead letters last; at least 10 MiB.
    pub bytes_max: Option<u64>,
}

/// Hours in which alerts are held back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct QuietHours {
    /// Minute of the day they begin at.
    pub from_minute: u16,
    /// Minute of the day they end at, on the next day when it is not later.
    pub until_minute: u16,
    /// Days they begin on, 0 for Monday.
    pub weekdays: Vec<u8>,
    /// Minutes that the clock on the wall is ahead of UTC.
    pub utc_offset_minutes: i16,
}

impl From<domain::settings::QuietHours> for QuietHours {
    fn from(hours: domain::settings::QuietHours) -> Self {
        let domain::settings::QuietHours { from_minute, until_minute, weekdays, utc_offset_minutes } = hours;
        Self { from_minute, until_minute, weekdays, utc_offset_minutes }
    }
}

impl From<QuietHours> for domain::settings::QuietHours {
    fn from(hours: QuietHours) -> Self {
        let QuietHours { from_minute, until_minute, weekdays, utc_offset_minutes } = hours;
        Self { from_minute, until_minute, weekdays, utc_offset_minutes }
    }
}

/// What to change of the settings; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettingsPatch {
    /// Colours of the window.
    pub theme: Option<Theme>,
    /// Height of the rows.
    pub density: Option<Density>,
    /// Size of everything in the window: 80 to 180.
    pub zoom_percent: Option<u32>,
    /// Whether panes and popovers move.
    pub motion: Option<Motion>,
    /// Language of the window.
    pub language: Option<Language>,
    /// Whether single letters are shortcuts where nothing is typed.
    pub are_single_keys_on: Option<bool>,
    /// All keys other than the usual ones: up to 200 commands with up to 4 shortcuts each, such as `Mod+Shift+K`.
    pub shortcuts: Option<BTreeMap<String, Vec<String>>>,
    /// What closing the window does.
    pub on_close: Option<OnClose>,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: Option<bool>,
    /// Nobody is told of failures before this moment; null ends that.
    #[serde(default, deserialize_with = "crate::request::present")]
    #[schema(value_type = Option<i64>)]
    pub notifications_muted_until_ms: Option<Option<i64>>,
    /// Hours in which alerts are held back; null for none.
    #[serde(default, deserialize_with = "crate::request::present")]
    #[schema(value_type = Option<QuietHours>)]
    pub quiet_hours: Option<Option<QuietHours>>,
    /// Deliveries that must succeed in a row before an issue is resolved by itself, 1 to 100.
    pub successes_to_resolve: Option<u32>,
    /// Pauses the receiver: what is sent to it is refused with 503 and `Retry-After`; null has it receive again.
    #[serde(default, deserialize_with = "crate::request::present")]
    #[schema(value_type = Option<ReceiverPause>)]
    pub receiver_pause: Option<Option<ReceiverPause>>,
    /// How long an `Idempotency-Key` is remembered: 1 minute to 30 days.
    pub idempotency_window_ms: Option<u64>,
    /// What is kept of the past.
    pub retention: Option<Retention>,
}

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident = $setting:ident { $($(#[$choice_doc:meta])* $choice:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$choice_doc])* $choice,)* }

        impl From<$setting> for $name {
            fn from(setting: $setting) -> Self {
                match setting { $($setting::$choice => Self::$choice,)* }
            }
        }

        impl From<$name> for $setting {
            fn from(choice: $name) -> Self {
                match choice { $($name::$choice => Self::$choice,)* }
            }
        }
    };
}

choices! {
    /// Colours of the window.
    Theme = ThemeSetting {
        /// As the desktop says.
        System,
        /// Always light.
        Light,
        /// Always dark.
        Dark,
        /// Black on white or white on black, with borders wherever something can be done.
        HighContrast,
    }
}

choices! {
    /// Height of the rows.
    Density = DensitySetting {
        /// 24 px.
        Compact,
        /// 28 px.
        Default,
        /// 36 px.
        Comfortable,
    }
}

choices! {
    /// Whether panes and popovers move.
    Motion = MotionSetting {
        /// As the desktop says.
        System,
        /// Nothing moves.
        Reduced,
    }
}

choices! {
    /// Language of the window.
    Language = LanguageSetting {
        /// As the desktop says.
        System,
        /// English.
        En,
        /// German.
        De,
    }
}

choices! {
    /// What closing the window does.
    OnClose = OnCloseSetting {
        /// Ask.
        Ask,
        /// Keep receiving.
        Keep,
        /// Quit.
        Quit,
    }
}

impl From<&domain::Settings> for Settings {
    fn from(settings: &domain::Settings) -> Self {
        Self {
            theme: settings.theme.into(),
            density: settings.density.into(),
            zoom_percent: settings.zoom_percent,
            motion: settings.motion.into(),
            language: settings.language.into(),
            are_single_keys_on: settings.are_single_keys_on,
            shortcuts: settings.shortcuts.clone(),
            on_close: settings.on_close.into(),
            are_notifications_on: settings.are_notifications_on,
            notifications_muted_until_ms: settings.notifications_muted_until.map(Timestamp::unix_ms),
            quiet_hours: settings.quiet_hours.clone().map(Into::into),
            successes_to_resolve: settings.successes_to_resolve,
            receiver_pause: settings.receiver_pause.map(Into::into),
            idempotency_window_ms: settings.idempotency_window_ms,
            retention: settings.retention.into(),
        }
    }
}

impl From<domain::settings::Retention> for Retention {
    fn from(retention: domain::settings::Retention) -> Self {
        let domain::settings::Retention { days, dead_letter_days, bytes_max } = retention;
        Self { days, dead_letter_days, bytes_max }
    }
}

impl From<Retention> for domain::settings::Retention {
    fn from(retention: Retention) -> Self {
        let Retention { days, dead_letter_days, bytes_max } = retention;
        Self { days, dead_letter_days, bytes_max }
    }
}

/// The settings.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = Settings)))]
pub async fn show(State(state): State<ApiState>) -> axum::Json<Settings> {
    axum::Json(state.engine.configuration().snapshot().settings().into())
}

/// Changes settings.
#[utoipa::path(patch, path = "/settings", request_body = SettingsPatch,
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    Json(patch): Json<SettingsPatch>,
) -> Result<axum::Json<Settings>, Problem> {
    let change = |settings: &mut domain::Settings| {
        settings.theme = patch.theme.map_or(settings.theme, Into::into);
        settings.density = patch.density.map_or(settings.density, Into::into);
        settings.zoom_percent = patch.zoom_percent.unwrap_or(settings.zoom_percent);
        settings.motion = patch.motion.map_or(settings.motion, Into::into);
        settings.language = patch.language.map_or(settings.language, Into::into);
        settings.are_single_keys_on = patch.are_single_keys_on.unwrap_or(settings.are_single_keys_on);
        if let Some(shortcuts) = patch.shortcuts {
            settings.shortcuts = shortcuts;
        }
        settings.on_close = patch.on_close.map_or(settings.on_close, Into::into);
        settings.are_notifications_on = patch.are_notifications_on.unwrap_or(settings.are_notifications_on);
        if let Some(until_ms) = patch.notifications_muted_until_ms {
            settings.notifications_muted_until = until_ms.map(Timestamp::from_unix_ms);
        }
        if let Some(hours) = patch.quiet_hours {
            settings.quiet_hours = hours.map(Into::into);
        }
        settings.successes_to_resolve = patch.successes_to_resolve.unwrap_or(settings.successes_to_resolve);
        if let Some(pause) = patch.receiver_pause {
            settings.receiver_pause = pause.map(Into::into);
        }
        settings.idempotency_window_ms = patch.idempotency_window_ms.unwrap_or(settings.idempotency_window_ms);
        settings.retention = patch.retention.map_or(settings.retention, Into::into);
    };
    let view = Settings::from(&state.engine.configuration().change_settings(change).await?);
    Ok(axum::Json(view))
}
