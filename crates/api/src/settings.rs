//! Settings of the workspace.

use axum::extract::State;
use domain::settings::{Density as DensitySetting, OnClose as OnCloseSetting, Theme as ThemeSetting};
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
    /// What closing the window does.
    pub on_close: OnClose,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: bool,
}

/// What to change of the settings; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettingsPatch {
    /// Colours of the window.
    pub theme: Option<Theme>,
    /// Height of the rows.
    pub density: Option<Density>,
    /// What closing the window does.
    pub on_close: Option<OnClose>,
    /// Whether failures raise desktop notifications.
    pub are_notifications_on: Option<bool>,
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
            on_close: settings.on_close.into(),
            are_notifications_on: settings.are_notifications_on,
        }
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
    let mut settings = state.engine.configuration().snapshot().settings().clone();
    settings.theme = patch.theme.map_or(settings.theme, Into::into);
    settings.density = patch.density.map_or(settings.density, Into::into);
    settings.on_close = patch.on_close.map_or(settings.on_close, Into::into);
    settings.are_notifications_on = patch.are_notifications_on.unwrap_or(settings.are_notifications_on);
    let view = Settings::from(&settings);
    state.engine.configuration().put_settings(settings).await?;
    Ok(axum::Json(view))
}
