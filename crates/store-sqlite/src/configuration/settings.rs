//! The settings of the workspace.

use domain::Settings;
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use crate::columns::{Columns, to_json};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// The settings from their row.
pub(super) fn read(row: &SqliteRow) -> Result<Settings, StoreError> {
    Columns(row).json("chosen")
}

pub(super) struct PutSettings(pub(super) Settings);

impl Verb for PutSettings {
    type Answer = ();

    const ATTEMPTED: &'static str = "write the settings";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/settings/put.sql"))
            .bind(to_json(&self.0))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}
