//! From sqlx's errors to the store's.

use store::StoreError;

/// Wraps a cause, with what was attempted.
pub(crate) fn unavailable<E>(attempted: &'static str) -> impl FnOnce(E) -> StoreError
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    move |source| StoreError::Unavailable { attempted, source: source.into() }
}

/// The same error for another caller. What the database said is kept as text.
pub(crate) fn repeated(error: &StoreError) -> StoreError {
    match error {
        StoreError::Unavailable { attempted, source } => {
            StoreError::Unavailable { attempted, source: source.to_string().into() }
        }
        StoreError::CorruptBody { of } => StoreError::CorruptBody { of: of.clone() },
        StoreError::Unreadable { what, value } => StoreError::Unreadable { what, value: value.clone() },
        StoreError::SlugTaken { slug } => StoreError::SlugTaken { slug: slug.clone() },
        StoreError::Newer { found, known } => StoreError::Newer { found: *found, known: *known },
        StoreError::InUse => StoreError::InUse,
    }
}

/// Whether another program had the file for too long.
pub(crate) fn is_busy(error: &StoreError) -> bool {
    let StoreError::Unavailable { source, .. } = error else { return false };
    matches!(
        source.downcast_ref::<sqlx::Error>(),
        Some(sqlx::Error::Database(cause)) if cause.code().is_some_and(|code| code == SQLITE_BUSY)
    )
}

/// Whether the connection can be used after a failure: it was about the rows of a call, or another program had the
/// file. After any other (disk full, failed flush, damaged page) the connection is opened again.
pub(crate) fn is_connection_sound_after(error: &StoreError) -> bool {
    let StoreError::Unavailable { source, .. } = error else { return true };
    match source.downcast_ref::<sqlx::Error>() {
        Some(sqlx::Error::Database(cause)) => {
            cause.is_unique_violation()
                || cause.is_foreign_key_violation()
                || cause.is_check_violation()
                || matches!(cause.kind(), sqlx::error::ErrorKind::NotNullViolation)
                || cause.code().is_some_and(|code| code == SQLITE_BUSY)
        }
        Some(sqlx::Error::Encode(_) | sqlx::Error::RowNotFound) => true,
        Some(_) | None => false,
    }
}

/// <https://sqlite.org/rescode.html#busy>
const SQLITE_BUSY: &str = "5";
