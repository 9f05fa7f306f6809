//! Sources.

use domain::id::SourceId;
use domain::{Provider, Source, Timestamp};
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use crate::columns::{Columns, to_json, unreadable};
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// A source from its row.
pub(super) fn read(row: &SqliteRow) -> Result<Source, StoreError> {
    let columns = Columns(row);
    let provider = columns.text("provider")?;
    Ok(Source {
        id: columns.id("id")?,
        name: columns.text("name")?.to_owned(),
        slug: columns.text("slug")?.to_owned(),
        provider: Provider::from_word(provider, columns.json_or_none("hmac")?)
            .ok_or_else(|| unreadable("provider", provider))?,
        unsigned: columns.json("unsigned")?,
        public_url: columns.text_or_none("public_url")?,
        channel_url: columns.text_or_none("channel_url")?,
        deduplication: columns.json_or_none("deduplication")?,
        reply: columns.json("reply")?,
        created_at: columns.time("created_at")?,
    })
}

pub(super) struct PutSource(pub(super) Source);

impl Verb for PutSource {
    type Answer = ();

    const ATTEMPTED: &'static str = "write a source";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        let source = &self.0;
        check_slug(writing, source).await.map_err(unavailable(Self::ATTEMPTED))??;
        let scheme = &source.provider;
        sqlx::query(include_str!("../../queries/sources/put.sql"))
            .bind(source.id.bytes().to_vec())
            .bind(source.name.as_str())
            .bind(source.slug.as_str())
            .bind(scheme.word())
            .bind(scheme.hmac().map(to_json))
            .bind(to_json(&source.unsigned))
            .bind(source.public_url.as_deref())
            .bind(source.channel_url.as_deref())
            .bind(source.deduplication.as_ref().map(to_json))
            .bind(to_json(&source.reply))
            .bind(source.created_at.unix_ms())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        Ok(())
    }
}

/// With its secrets and subscriptions.
pub(super) struct DeleteSource {
    pub(super) id: SourceId,
    pub(super) now: Timestamp,
}

impl Verb for DeleteSource {
    type Answer = ();

    const ATTEMPTED: &'static str = "delete a source";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        for statement in [
            include_str!("../../queries/subscriptions/delete_of_source.sql"),
            include_str!("../../queries/sources/delete.sql"),
        ] {
            sqlx::query(statement)
                .bind(self.id.bytes().to_vec())
                .bind(self.now.unix_ms())
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
        }
        super::secrets::delete_of_owner(writing, self.id.bytes()).await.map_err(unavailable(Self::ATTEMPTED))
    }
}

pub(super) struct RestoreSource(pub(super) Source);

impl Verb for RestoreSource {
    type Answer = ();

    const ATTEMPTED: &'static str = "bring a source back";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        check_slug(writing, &self.0).await.map_err(unavailable(Self::ATTEMPTED))??;
        sqlx::query(include_str!("../../queries/sources/restore.sql"))
            .bind(self.0.id.bytes().to_vec())
            .bind(self.0.slug.as_str())
            .execute(&mut *writing.connection)
            .await
            .map_err(unavailable(Self::ATTEMPTED))?;
        PutSource(self.0.clone()).apply(writing).await
    }
}

/// Refuses a slug that another source has.
async fn check_slug(writing: &mut Writing<'_>, source: &Source) -> Result<Result<(), StoreError>, sqlx::Error> {
    let is_taken: bool = sqlx::query_scalar(include_str!("../../queries/sources/is_slug_taken.sql"))
        .bind(source.slug.as_str())
        .bind(source.id.bytes().to_vec())
        .fetch_one(&mut *writing.connection)
        .await?;
    Ok(if is_taken { Err(StoreError::SlugTaken { slug: source.slug.clone() }) } else { Ok(()) })
}
