//! From sqlx's errors to the store's.

use store::StoreError;

/// Wraps a cause, with what was attempted.
pub(crate) fn unavailable<E>(attempted: &'static str) -> impl FnOnce(E) -> StoreError
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    move |source| StoreError::Unavailable { attempted, source: source.into() }
}

/// Whether a failure can be about the rows of one call only. After any other (disk full, failed flush, damaged page)
/// the connection is not trusted any more.
pub(crate) fn is_about_rows(error: &StoreError) -> bool {
    let StoreError::Unavailable { source, .. } = error else { return true };
    match source.downcast_ref::<sqlx::Error>() {
        Some(sqlx::Error::Database(cause)) => {
            cause.is_unique_violation()
                || cause.is_foreign_key_violation()
                || cause.is_check_violation()
                || matches!(cause.kind(), sqlx::error::ErrorKind::NotNullViolation)
        }
        Some(sqlx::Error::Encode(_) | sqlx::Error::RowNotFound) => true,
        Some(_) | None => false,
    }
}
