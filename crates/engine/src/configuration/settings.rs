//! The settings: change.

use domain::Settings;
use domain::deduplication::WINDOW_MAX;

use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// The longest term for which anything may be kept, in days, and a term that is as good as for good.
const DAYS_MAX: u32 = 3_650;
/// A workspace needs some room.
const BYTES_MIN: u64 = 10 * 1024 * 1024;
/// From what one can just read to what still shows a list beside the rail.
const ZOOM_PERCENT: std::ops::RangeInclusive<u32> = 80..=180;
/// Commands that may have keys of their own, keys of each, and letters of one shortcut.
const SHORTCUTS_MAX: usize = 200;
const KEYS_MAX: usize = 4;
const KEY_LENGTH_MAX: usize = 40;

impl Configuration {
    /// Changes some of the settings as they are then, so that of two changes at once neither takes the other back.
    /// Answers all of them.
    ///
    /// # Errors
    /// When a field is refused, or the store cannot be written.
    pub async fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings) + Send,
    ) -> Result<Settings, ConfigurationError> {
        let writing = self.writing.lock().await;
        let mut settings = self.snapshot().settings().clone();
        change(&mut settings);
        check(&settings)?;
        self.store.put_settings(settings.clone()).await?;
        self.refresh(writing, Change::Settings).await?;
        Ok(settings)
    }
}

fn check(settings: &Settings) -> Result<(), ConfigurationError> {
    if !(60_000..=WINDOW_MAX.as_millis()).contains(&u128::from(settings.idempotency_window_ms)) {
        let detail = "an idempotency key is remembered for 1 minute to 30 days";
        return Err(ConfigurationError::invalid("idempotency_window_ms", detail, "A day is usual."));
    }
    if !ZOOM_PERCENT.contains(&settings.zoom_percent) {
        let detail = "the window is shown at 80 to 180 percent";
        return Err(ConfigurationError::invalid("zoom_percent", detail, "100 is usual."));
    }
    let is_key = |key: &String| (1..=KEY_LENGTH_MAX).contains(&key.len()) && !key.chars().any(char::is_control);
    let is_short = |(command, keys): (&String, &Vec<String>)| {
        (1..=KEY_LENGTH_MAX).contains(&command.len()) && keys.len() <= KEYS_MAX && keys.iter().all(is_key)
    };
    if settings.shortcuts.len() > SHORTCUTS_MAX || !settings.shortcuts.iter().all(is_short) {
        let detail = format!("up to {SHORTCUTS_MAX} commands have up to {KEYS_MAX} shortcuts each");
        return Err(ConfigurationError::invalid("shortcuts", detail, "For example {\"palette\": [\"Mod+K\"]}."));
    }
    if !(1..=100).contains(&settings.successes_to_resolve) {
        let detail = "an issue is resolved after 1 to 100 successes";
        return Err(ConfigurationError::invalid("successes_to_resolve", detail, "Three are usual."));
    }
    if let Some(hours) = &settings.quiet_hours {
        let is_day = |minute: u16| minute < 24 * 60;
        let is_right = is_day(hours.from_minute)
            && is_day(hours.until_minute)
            && hours.weekdays.iter().all(|day| *day < 7)
            && hours.utc_offset_minutes.unsigned_abs() <= 15 * 60;
        if !is_right {
            let detail = "quiet hours are two minutes of a day, weekdays from 0 (Monday) to 6, and an offset from UTC";
            return Err(ConfigurationError::invalid("quiet_hours", detail, "Leave them out for none."));
        }
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
