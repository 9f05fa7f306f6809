//! Saved views of the timeline.

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{SavedViewId, kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::page::Whole;
use crate::problem::Problem;
use crate::request::{Json, PathId};
use crate::state::ApiState;

/// A view of the timeline that a person gave a name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What is filtered by, as it is typed: `state:failed type:order.*`; empty for everything.
    pub filter: String,
    /// The columns in their order: `state`, or a value of the body, `body.data.amount`; empty for the usual ones.
    pub columns: Vec<String>,
    /// What stands together.
    pub grouping: Grouping,
    /// When it was made.
    pub created_at_ms: i64,
}

/// What rows stand together by.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Each row stands alone.
    #[default]
    None,
    /// The deliveries of one event.
    Event,
    /// The deliveries that failed alike.
    Issue,
}

/// A view to be saved.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSavedView {
    /// What it is called.
    pub name: String,
    /// What is filtered by; everything when left out.
    #[serde(default)]
    pub filter: String,
    /// The columns; the usual ones when left out.
    #[serde(default)]
    pub columns: Vec<String>,
    /// What stands together; nothing when left out.
    #[serde(default)]
    pub grouping: Grouping,
}

/// What to change of a view; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SavedViewPatch {
    /// What it is called.
    pub name: Option<String>,
    /// What is filtered by.
    pub filter: Option<String>,
    /// The columns.
    pub columns: Option<Vec<String>>,
    /// What stands together.
    pub grouping: Option<Grouping>,
}

impl From<&domain::SavedView> for SavedView {
    fn from(view: &domain::SavedView) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name.clone(),
            filter: view.filter.clone(),
            columns: view.columns.clone(),
            grouping: view.grouping.into(),
            created_at_ms: view.created_at.unix_ms(),
        }
    }
}

impl From<domain::Grouping> for Grouping {
    fn from(grouping: domain::Grouping) -> Self {
        match grouping {
            domain::Grouping::None => Self::None,
            domain::Grouping::Event => Self::Event,
            domain::Grouping::Issue => Self::Issue,
        }
    }
}

impl From<Grouping> for domain::Grouping {
    fn from(grouping: Grouping) -> Self {
        match grouping {
            Grouping::None => Self::None,
            Grouping::Event => Self::Event,
            Grouping::Issue => Self::Issue,
        }
    }
}

/// All saved views, oldest first.
#[utoipa::path(get, path = "/views", responses((status = 200, body = Whole<SavedView>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> axum::Json<Whole<SavedView>> {
    let snapshot = state.engine.configuration().snapshot();
    axum::Json(Whole { items: snapshot.saved_views().iter().map(Into::into).collect() })
}

/// Saves a view.
#[utoipa::path(post, path = "/views", request_body = NewSavedView,
    responses((status = 201, body = SavedView), (status = "default", body = Problem)))]
pub async fn create(
    State(state): State<ApiState>,
    Json(new): Json<NewSavedView>,
) -> Result<(StatusCode, axum::Json<SavedView>), Problem> {
    let NewSavedView { name, filter, columns, grouping } = new;
    let new = engine::NewSavedView { name, filter, columns, grouping: grouping.into() };
    let id = state.engine.configuration().create_saved_view(new).await?;
    Ok((StatusCode::CREATED, read(&state, id)?))
}

/// Changes a view.
#[utoipa::path(patch, path = "/views/{id}", params(("id" = String, Path)), request_body = SavedViewPatch,
    responses((status = 200, body = SavedView), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::SavedView>,
    Json(patch): Json<SavedViewPatch>,
) -> Result<axum::Json<SavedView>, Problem> {
    let SavedViewPatch { name, filter, columns, grouping } = patch;
    let patch = engine::SavedViewPatch { name, filter, columns, grouping: grouping.map(Into::into) };
    state.engine.configuration().change_saved_view(id, patch).await?;
    read(&state, id)
}

/// Deletes a view.
#[utoipa::path(delete, path = "/views/{id}", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(state): State<ApiState>, PathId(id): PathId<kind::SavedView>) -> Result<StatusCode, Problem> {
    state.engine.configuration().delete_saved_view(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(state: &ApiState, id: SavedViewId) -> Result<axum::Json<SavedView>, Problem> {
    Ok(axum::Json(state.engine.configuration().snapshot().saved_view(id)?.into()))
}
