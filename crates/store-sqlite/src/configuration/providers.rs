//! Providers that people added.

use sqlx::sqlite::SqliteRow;
use store::{StoreError, StoredProvider};

use crate::columns::Columns;
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A provider from its row.
pub(super) fn read(row: &SqliteRow) -> Result<StoredProvider, StoreError> {
    let columns = Columns(row);
    Ok(StoredProvider { slug: columns.text("slug")?.to_owned(), record: columns.text("record")?.to_owned() })
}

pub(super) struct PutProvider(pub(super) StoredProvider);

impl Verb for PutProvider {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a provider";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/providers/put.sql"))
            .bind(self.0.slug.as_str())
            .bind(self.0.record.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

pub(super) struct DeleteProvider(pub(super) String);

impl Verb for DeleteProvider {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a provider";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/providers/delete.sql"))
            .bind(self.0.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}
