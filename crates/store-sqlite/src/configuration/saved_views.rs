//! Saved views of the timeline.

use domain::SavedView;
use domain::id::SavedViewId;
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use crate::columns::{Columns, to_json};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A view from its row.
pub(super) fn read(row: &SqliteRow) -> Result<SavedView, StoreError> {
    Columns(row).json("record")
}

pub(super) struct PutSavedView(pub(super) SavedView);

impl Verb for PutSavedView {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a view";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/saved_views/put.sql"))
            .bind(self.0.id.bytes().to_vec())
            .bind(to_json(&self.0))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

pub(super) struct DeleteSavedView(pub(super) SavedViewId);

impl Verb for DeleteSavedView {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a view";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/saved_views/delete.sql"))
            .bind(self.0.bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}
