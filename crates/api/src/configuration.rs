//! Changes of what is configured: listed, taken back, and made again.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

/// A change of a source, destination, subscription, secret, provider, mock destination, saved view or the settings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConfigurationChange {
    /// Counts the changes since the program started.
    pub number: u64,
    /// When it was made.
    pub at_ms: i64,
    /// What was done.
    pub did: Did,
    /// To what.
    pub noun: ChangedNoun,
    /// What that is called; empty for the settings.
    pub name: String,
    /// How many other things were changed with it, such as the subscriptions of a deleted source.
    pub others: usize,
    /// Whether it was taken back, and can be made again.
    pub is_undone: bool,
}

/// What was done.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// Something was made.
    Added,
    /// It was changed.
    Changed,
    /// It was deleted.
    Deleted,
}

/// What a change was made to.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangedNoun {
    /// A source.
    Source,
    /// A destination.
    Destination,
    /// A subscription.
    Subscription,
    /// A secret.
    Secret,
    /// A provider of one's own.
    Provider,
    /// A mock destination.
    Mock,
    /// A saved view of the timeline.
    View,
    /// The settings.
    Settings,
}

/// Which change.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct WhichChange {
    /// Its number; the newest when left out.
    pub number: Option<u64>,
}

impl From<engine::ConfigurationChange> for ConfigurationChange {
    fn from(change: engine::ConfigurationChange) -> Self {
        Self {
            number: change.number,
            at_ms: change.at.unix_ms(),
            did: match change.did {
                engine::Did::Added => Did::Added,
                engine::Did::Changed => Did::Changed,
                engine::Did::Deleted => Did::Deleted,
            },
            noun: match change.noun {
                "source" => ChangedNoun::Source,
                "destination" => ChangedNoun::Destination,
                "subscription" => ChangedNoun::Subscription,
                "secret" => ChangedNoun::Secret,
                "provider" => ChangedNoun::Provider,
                "mock" => ChangedNoun::Mock,
                "view" => ChangedNoun::View,
                _ => ChangedNoun::Settings,
            },
            name: change.name,
            others: change.others,
            is_undone: change.is_undone,
        }
    }
}

/// The newest 100 changes since the program started, newest first.
#[utoipa::path(get, path = "/configuration/changes", responses((status = 200, body = Whole<ConfigurationChange>)))]
pub async fn changes(State(state): State<ApiState>) -> axum::Json<Whole<ConfigurationChange>> {
    let changes = state.engine.configuration().changes().await;
    axum::Json(Whole { items: changes.into_iter().map(Into::into).collect() })
}

/// Takes a change back. What is deleted comes back whole, with its secrets, subscriptions and what waited for it.
/// Refused when what it changed was changed again since.
#[utoipa::path(post, path = "/configuration/undo", request_body = WhichChange,
    responses((status = 200, body = ConfigurationChange), (status = "default", body = Problem)))]
pub async fn undo(
    State(state): State<ApiState>,
    Json(which): Json<WhichChange>,
) -> Result<axum::Json<ConfigurationChange>, Problem> {
    let change = state.engine.configuration().undo(which.number).await?;
    // What waited for a destination that is back is due.
    state.engine.wake();
    Ok(axum::Json(change.into()))
}

/// Makes a change again that was taken back.
#[utoipa::path(post, path = "/configuration/redo", request_body = WhichChange,
    responses((status = 200, body = ConfigurationChange), (status = "default", body = Problem)))]
pub async fn redo(
    State(state): State<ApiState>,
    Json(which): Json<WhichChange>,
) -> Result<axum::Json<ConfigurationChange>, Problem> {
    let change = state.engine.configuration().redo(which.number).await?;
    state.engine.wake();
    Ok(axum::Json(change.into()))
}
