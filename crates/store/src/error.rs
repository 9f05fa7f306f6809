//! Why a store could not do its work.

/// Why a store could not do its work. Losing a race is no error, see [`Moved`](crate::Moved).
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be used now: it is full, gone, busy or broken. Nothing of the call was kept.
    #[error("could not {attempted}")]
    Unavailable {
        /// What was attempted: `capture an event`.
        attempted: &'static str,
        /// The database's own error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The bytes of a body are not those that were stored.
    #[error("the body of {of} is damaged: its SHA-256 is not the one it was stored with")]
    CorruptBody {
        /// The id of what it belongs to.
        of: String,
    },
    /// A row cannot be read: the file was changed by another program, or by a newer version.
    #[error("could not read {what}: `{value}` is not known")]
    Unreadable {
        /// The column.
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// Another source has this slug.
    #[error("another source already receives at `/in/{slug}`")]
    SlugTaken {
        /// The slug.
        slug: String,
    },
    /// The database was written by a newer version.
    #[error("this workspace was written by a newer Tacklebox (schema {found}, this version knows {known})")]
    Newer {
        /// Version of the schema found.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// Another process has this workspace open.
    #[error("another Tacklebox has this workspace open")]
    InUse,
}
