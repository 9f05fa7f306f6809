//! Bodies: written compressed where that helps, read back checked.

use std::cell::RefCell;
use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use std::sync::LazyLock;
use store::StoreError;

use crate::columns::{Columns, from_count};
use crate::error::unavailable;
use crate::row_statement::{RowStatement, batches};
use crate::script::Script;

/// zstd's level; 3 is its default, and the higher ones cost more time than they save disk.
const LEVEL: i32 = 3;
/// Smaller bodies are kept as they are.
const COMPRESSED_FROM_BYTES: usize = 512;
/// From here on, compressing and checking would hold up the other tasks of a thread.
const BLOCKING_FROM_BYTES: usize = 128 * 1024;
/// No body is longer; a length above it was not written by us.
const RAW_BYTES_MAX: usize = 1024 * 1024 * 1024;

/// A body as it is written.
#[derive(Debug, Clone)]
pub(crate) struct StoredBody {
    raw_bytes: usize,
    is_compressed: bool,
    content: Arc<Vec<u8>>,
}

/// Makes keys for bodies, in the order they are written.
#[derive(Debug)]
pub(crate) struct BodyKeys {
    last: i64,
}

impl StoredBody {
    /// Compresses a body when that saves at least a tenth. `None` for an empty one: it has no row.
    pub(crate) async fn of(body: Bytes) -> Option<Self> {
        match body.len() {
            0 => None,
            BLOCKING_FROM_BYTES.. => {
                let kept = body.clone();
                let stored = tokio::task::spawn_blocking(move || Self::made_of(&kept)).await;
                Some(stored.unwrap_or_else(|_| Self::raw(&body)))
            }
            _ => Some(Self::made_of(&body)),
        }
    }

    fn made_of(body: &Bytes) -> Self {
        if body.len() < COMPRESSED_FROM_BYTES {
            return Self::raw(body);
        }
        match compressed(body) {
            Some(content) if content.len() <= body.len() - body.len() / 10 => {
                Self { raw_bytes: body.len(), is_compressed: true, content: Arc::new(content) }
            }
            Some(_) | None => Self::raw(body),
        }
    }

    fn raw(body: &Bytes) -> Self {
        Self { raw_bytes: body.len(), is_compressed: false, content: Arc::new(body.to_vec()) }
    }

    /// What it takes on disk.
    pub(crate) fn stored_bytes(&self) -> usize {
        self.content.len()
    }
}

impl BodyKeys {
    /// Goes on after the newest body.
    pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        let last = sqlx::query_scalar(include_str!("../queries/bodies/last_key.sql"))
            .fetch_one(connection)
            .await
            .map_err(unavailable("read the bodies"))?;
        Ok(Self { last })
    }

    /// The key of a body, `None` when it is empty.
    pub(crate) fn key_of(&mut self, body: Option<&StoredBody>) -> Option<i64> {
        body?;
        self.last += 1;
        Some(self.last)
    }
}

static WRITE: LazyLock<RowStatement> = LazyLock::new(|| RowStatement::new(include_str!("../queries/bodies/write.sql")));

/// Writes bodies under their keys.
pub(crate) fn write(script: &mut Script, bodies: &[(i64, &StoredBody)]) {
    for batch in batches(bodies) {
        script.say(WRITE.for_rows(batch.len()));
        for (key, body) in batch {
            script
                .bind(*key)
                .bind(from_count(body.raw_bytes as u64))
                .bind(i64::from(body.is_compressed))
                .bind(Arc::clone(&body.content));
        }
        WRITE.fill_up(script, batch.len());
    }
}

/// Reads a body from a row with `sha256`, `body_key` and the columns of `bodies`, and checks it.
///
/// # Errors
/// [`StoreError::CorruptBody`] of `of` when its SHA-256 is another, or its row is missing or cannot be read.
pub(crate) async fn read(row: &SqliteRow, of: String) -> Result<Bytes, StoreError> {
    let columns = Columns(row);
    let sha256 = columns.sha256("sha256")?;
    let content = match (columns.integer_or_none("body_key")?, columns.bytes_or_none("content")?) {
        (None, _) => Vec::new(),
        (Some(_), None) => return Err(StoreError::CorruptBody { of }),
        (Some(_), Some(content)) => content.to_vec(),
    };
    let is_compressed = columns.integer_or_none("is_compressed")? == Some(1);
    let raw_bytes = columns.count_or_none("raw_bytes").unwrap_or_default().unwrap_or(0);
    let check = move || checked(content, is_compressed, raw_bytes, sha256);
    let body = if raw_bytes >= BLOCKING_FROM_BYTES {
        tokio::task::spawn_blocking(check).await.map_err(unavailable("read a body"))?
    } else {
        check()
    };
    body.ok_or(StoreError::CorruptBody { of })
}

fn checked(content: Vec<u8>, is_compressed: bool, raw_bytes: usize, sha256: [u8; 32]) -> Option<Bytes> {
    let body = match is_compressed {
        true if raw_bytes > RAW_BYTES_MAX => return None,
        true => zstd::bulk::decompress(&content, raw_bytes).ok()?,
        false => content,
    };
    (hash(&body) == sha256).then(|| Bytes::from(body))
}

/// The SHA-256 of some bytes.
pub(crate) fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Compresses with a context that each thread keeps: making one costs more than compressing a small body.
fn compressed(body: &[u8]) -> Option<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> =
            RefCell::new(zstd::bulk::Compressor::new(LEVEL).ok());
    }
    COMPRESSOR.with_borrow_mut(|compressor| compressor.as_mut()?.compress(body).ok())
}
