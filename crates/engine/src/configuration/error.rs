//! Why a change to the configuration was refused.

use store::StoreError;

use crate::vault::VaultError;

/// Why a change to the configuration was refused. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// There is no such thing.
    #[error("there is no {noun} `{id}`")]
    NotFound {
        /// `source`.
        noun: &'static str,
        /// The id asked for.
        id: String,
    },
    /// A field cannot be what was given.
    #[error("{detail}")]
    Invalid {
        /// The field, as the API names it.
        field: &'static str,
        /// What is wrong.
        detail: String,
        /// What to do.
        hint: &'static str,
    },
    /// There is no change to take back, or to make again.
    #[error("there is no such change to {}", if *is_redo { "make again" } else { "take back" })]
    NothingToUndo {
        /// Whether one was to be made again.
        is_redo: bool,
    },
    /// What a change changed was changed again since.
    #[error("the {noun} `{name}` was changed since")]
    ChangedSince {
        /// `source`.
        noun: &'static str,
        /// What it is called.
        name: String,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A secret could not be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl ConfigurationError {
    /// Refuses a field.
    pub fn invalid(field: &'static str, detail: impl Into<String>, hint: &'static str) -> Self {
        Self::Invalid { field, detail: detail.into(), hint }
    }

    /// Refuses an id.
    pub fn not_found<K: domain::id::Kind>(id: domain::Id<K>) -> Self {
        Self::NotFound { noun: K::NOUN, id: id.to_string() }
    }
}

/// Checks a name people give: 1 to 100 characters after trimming, no control characters.
pub(super) fn checked_name(name: &str) -> Result<String, ConfigurationError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(ConfigurationError::invalid(
            "name",
            "a name has 1 to 100 characters and no line breaks",
            "Give it a short name.",
        ));
    }
    Ok(name.to_owned())
}

/// Checks the settings of a signature in a header of one's choice.
pub(super) fn checked_hmac(settings: &domain::HmacSettings) -> Result<(), ConfigurationError> {
    crate::scheme::check_settings(settings).map_err(|error| {
        ConfigurationError::invalid("hmac", error.to_string(), "For example X-Signature-256 with the prefix sha256=.")
    })
}

/// Checks a JSON pointer.
pub(super) fn checked_pointer(pointer: &str, field: &'static str) -> Result<(), ConfigurationError> {
    if pointer.starts_with('/') && pointer.len() <= 500 {
        return Ok(());
    }
    Err(ConfigurationError::invalid(field, format!("`{pointer}` is no JSON pointer"), "For example /data/object/id."))
}

/// Checks the name of a header field.
pub(super) fn checked_header_name(name: &str, field: &'static str) -> Result<(), ConfigurationError> {
    if http::HeaderName::from_bytes(name.as_bytes()).is_ok() {
        return Ok(());
    }
    Err(ConfigurationError::invalid(
        field,
        format!("`{name}` is no header name"),
        "Use letters, digits and `-`, without spaces or a colon.",
    ))
}
