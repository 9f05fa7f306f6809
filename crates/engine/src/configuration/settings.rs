//! The settings: change.

use domain::Settings;
use domain::deduplication::WINDOW_MAX;

use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// The longest term for which anything may be kept, in days, and a term that is as good as for good.
const DAYS_MAX: u32 = 3_650;
/// A workspace needs some room.
const BYTES_MIN: u64 = 10 * 1024 * 1024;

impl Configuration {
    /// Writes the settings.
    ///
    /// # Errors
    /// When a field is refused, or the store cannot be written.
    pub async fn put_settings(&self, settings: Settings) -> Result<(), ConfigurationError> {
        check(&settings)?;
        let writing = self.writing.lock().await;
        self.store.put_settings(settings).await?;
        self.refresh(writing, Change::Settings).await
    }
}

fn check(settings: &Settings) -> Result<(), ConfigurationError> {
    if !(60_000..=WINDOW_MAX.as_millis()).contains(&u128::from(settings.idempotency_window_ms)) {
        let detail = "an idempotency key is remembered for 1 minute to 30 days";
        return Err(ConfigurationError::invalid("idempotency_window_ms", detail, "A day is usual."));
    }
    let refuse = |detail: String, hint| Err(ConfigurationError::invalid("retention", detail, hint));
    let retention = settings.retention;
    let is_term = |days: Option<u32>| days.is_none_or(|days| (1..=DAYS_MAX).contains(&days));
    if !is_term(retention.days) || !is_term(retention.dead_letter_days) {
        return refuse(format!("events are kept for 1 to {DAYS_MAX} days"), "Leave it out to keep them for good.");
    }
    if retention.dead_letter_days.is_some_and(|days| retention.days.is_none_or(|others| days < others)) {
        let detail = "dead letters are kept at least as long as other events".to_owned();
        return refuse(detail, "Give them more days, or none.");
    }
    if retention.bytes_max.is_some_and(|bytes| bytes < BYTES_MIN) {
        return refuse("a workspace may not be held below 10 MiB".to_owned(), "Some hundred MiB are a good size.");
    }
    Ok(())
}
