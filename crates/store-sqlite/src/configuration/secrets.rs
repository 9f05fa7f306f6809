//! Secrets, sealed; the database never has the key.

use domain::id::SecretId;
use sqlx::sqlite::SqliteRow;
use store::{SealedSecret, SecretOwner, SecretPurpose, StoreError};

use crate::columns::{Columns, unreadable};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A secret from its row.
pub(super) fn read(row: &SqliteRow) -> Result<SealedSecret, StoreError> {
    let columns = Columns(row);
    let owner = match (columns.id_or_none("source_id")?, columns.id_or_none("destination_id")?) {
        (Some(source_id), None) => SecretOwner::Source(source_id),
        (None, Some(destination_id)) => SecretOwner::Destination(destination_id),
        (Some(_), Some(_)) => return Err(unreadable("owner of a secret", "two owners")),
        (None, None) => return Err(unreadable("owner of a secret", "no owner")),
    };
    Ok(SealedSecret {
        id: columns.id("id")?,
        owner,
        purpose: columns.code("purpose", SecretPurpose::from_code)?,
        sealed: columns.bytes("sealed")?.to_vec(),
        hint: columns.text("hint")?.to_owned(),
        created_at: columns.time("created_at")?,
        retires_at: columns.time_or_none("retires_at")?,
    })
}

pub(super) struct PutSecret(pub(super) SealedSecret);

impl Verb for PutSecret {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a secret";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let (source_id, destination_id) = match self.0.owner {
            SecretOwner::Source(id) => (Some(id.bytes().to_vec()), None),
            SecretOwner::Destination(id) => (None, Some(id.bytes().to_vec())),
        };
        sqlx::query(include_str!("../../queries/secrets/put.sql"))
            .bind(self.0.id.bytes().to_vec())
            .bind(source_id)
            .bind(destination_id)
            .bind(self.0.purpose.code())
            .bind(self.0.sealed.as_slice())
            .bind(self.0.hint.as_str())
            .bind(self.0.created_at.unix_ms())
            .bind(self.0.retires_at.map(domain::Timestamp::unix_ms))
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

pub(super) struct DeleteSecret(pub(super) SecretId);

impl Verb for DeleteSecret {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a secret";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        sqlx::query(include_str!("../../queries/secrets/delete.sql"))
            .bind(self.0.bytes().to_vec())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

/// Deletes the secrets of a source or destination.
pub(super) async fn delete_of_owner(writing: &mut Writing<'_>, owner: [u8; 16]) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("../../queries/secrets/delete_of_owner.sql"))
        .bind(owner.to_vec())
        .execute(&mut *writing.connection)
        .await
        .map(|_| ())
}
