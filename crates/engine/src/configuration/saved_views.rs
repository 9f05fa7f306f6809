//! Saved views of the timeline: make, change, delete.

use domain::SavedView;
use domain::id::SavedViewId;
use domain::saved_view::{Grouping, SAVED_VIEWS_MAX, VIEW_COLUMN_CHARS_MAX, VIEW_COLUMNS_MAX, VIEW_FILTER_CHARS_MAX};

use super::error::checked_name;
use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// A view to be saved.
#[derive(Debug, Clone)]
pub struct NewSavedView {
    /// What it is called.
    pub name: String,
    /// What is filtered by, as it is typed.
    pub filter: String,
    /// The columns in their order; none for the usual ones.
    pub columns: Vec<String>,
    /// What stands together.
    pub grouping: Grouping,
}

/// What to change of a view; what is `None` stays.
#[derive(Debug, Clone, Default)]
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

impl Configuration {
    /// Saves a view.
    ///
    /// # Errors
    /// When a field is refused, or the store cannot be written.
    pub async fn create_saved_view(&self, new: NewSavedView) -> Result<SavedViewId, ConfigurationError> {
        let writing = self.writing.lock().await;
        let now = self.now();
        let NewSavedView { name, filter, columns, grouping } = new;
        let view = SavedView { id: self.entropy.id(now), name, filter, columns, grouping, created_at: now };
        let (view, snapshot) = (checked(view)?, self.snapshot());
        if snapshot.saved_views().len() >= SAVED_VIEWS_MAX {
            let detail = format!("there are {SAVED_VIEWS_MAX} views already");
            return Err(ConfigurationError::invalid("name", detail, "Delete one that is not needed any more."));
        }
        let id = view.id;
        self.store.put_saved_view(view).await?;
        self.refresh(writing, Change::SavedViews).await?;
        Ok(id)
    }

    /// Changes a view.
    ///
    /// # Errors
    /// When it is unknown, a field is refused, or the store cannot be written.
    pub async fn change_saved_view(&self, id: SavedViewId, patch: SavedViewPatch) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let view = self.snapshot().saved_view(id)?.clone();
        let view = SavedView {
            name: patch.name.unwrap_or(view.name),
            filter: patch.filter.unwrap_or(view.filter),
            columns: patch.columns.unwrap_or(view.columns),
            grouping: patch.grouping.unwrap_or(view.grouping),
            ..view
        };
        self.store.put_saved_view(checked(view)?).await?;
        self.refresh(writing, Change::SavedViews).await
    }

    /// Deletes a view.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete_saved_view(&self, id: SavedViewId) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.snapshot().saved_view(id)?;
        self.store.delete_saved_view(id).await?;
        self.refresh(writing, Change::SavedViews).await
    }
}

/// The words of a filter and the names of columns are those of the client; only their size is looked at.
fn checked(view: SavedView) -> Result<SavedView, ConfigurationError> {
    let name = checked_name(&view.name)?;
    let filter = view.filter.trim().to_owned();
    if filter.chars().count() > VIEW_FILTER_CHARS_MAX {
        let detail = format!("a filter has at most {VIEW_FILTER_CHARS_MAX} characters");
        return Err(ConfigurationError::invalid("filter", detail, "Filter by less."));
    }
    if view.columns.len() > VIEW_COLUMNS_MAX {
        let detail = format!("a view has at most {VIEW_COLUMNS_MAX} columns");
        return Err(ConfigurationError::invalid("columns", detail, "Leave some out."));
    }
    let is_column = |column: &String| (1..=VIEW_COLUMN_CHARS_MAX).contains(&column.chars().count());
    if !view.columns.iter().all(is_column) {
        let detail = format!("a column has 1 to {VIEW_COLUMN_CHARS_MAX} characters");
        return Err(ConfigurationError::invalid("columns", detail, "For example `state` or `body.data.amount`."));
    }
    Ok(SavedView { name, filter, ..view })
}
