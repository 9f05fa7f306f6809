//! What attempts say about a destination: it is opened, closed, disabled, and people are told.

use std::time::Duration;

use domain::breaker::{self, Step};
use domain::{Attempt, ErrorClass, Health, Timestamp, Verdict};
use words::{Language, Phrase, phrase};

use super::Dispatch;
use crate::configuration::ConfiguredDestination;

/// A destination that failed for so long is remembered as failing over a restart.
const REMEMBERED_AFTER: Duration = Duration::from_secs(60);

impl Dispatch {
    /// Takes a recorded attempt into account.
    pub(super) async fn note_health(&self, destination: &ConfiguredDestination, attempt: &Attempt, now: Timestamp) {
        // Our own side failed, or a transform made no request: that says nothing of the destination.
        let is_about_destination = !matches!(attempt.verdict, Verdict::Postpone { .. } | Verdict::Cancelled)
            && attempt.error_class != Some(ErrorClass::Transform);
        if !is_about_destination {
            self.gate(destination).give_back(now, 1);
            return self.doorbell.ring();
        }
        let step = self.gate(destination).observe(now, attempt.verdict == Verdict::Delivered);
        if attempt.verdict.disables_destination() {
            return self.disable(destination, now, phrase!("alert-disabled-gone")).await;
        }
        match step {
            Some(Step::Opened { probe_at, wait }) => {
                let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                self.set_health(destination, Health::Open { probe_at, wait_ms }).await;
                // What was claimed goes back, and the scheduler notes when the probe is.
                self.doorbell.ring();
            }
            Some(Step::Closed) => {
                self.set_health(destination, Health::Closed).await;
                self.doorbell.ring();
            }
            Some(Step::Disabled) => {
                let days = breaker::DISABLE_AFTER.as_secs() / 86_400;
                self.disable(destination, now, phrase!("alert-disabled-failing", days = days)).await;
            }
            Some(Step::Warning { days }) => {
                let disabled_in = breaker::DISABLE_AFTER.as_secs() / 86_400 - days;
                self.alerts.warn(&self.configuration.snapshot(), destination, (days, disabled_in), now);
            }
            None => self.remember_failing(destination, now).await,
        }
    }

    async fn disable(&self, destination: &ConfiguredDestination, now: Timestamp, reason: Phrase) {
        self.set_health(destination, Health::Disabled { at: now, reason: reason.in_words(Language::English) }).await;
        self.alerts.disabled(&self.configuration.snapshot(), destination, reason, now);
    }

    /// Writes down that a destination fails, or that it does no longer. Short failures are not worth a write.
    async fn remember_failing(&self, destination: &ConfiguredDestination, now: Timestamp) {
        let snapshot = self.configuration.snapshot();
        let Ok(current) = snapshot.destination(destination.destination.id) else { return };
        let failing_since = self.gate(destination).failing_since();
        let is_worth_it = match (failing_since, current.destination.failing_since) {
            (Some(since), None) => now.since(since) >= REMEMBERED_AFTER,
            (None, Some(_)) => true,
            (Some(_), Some(_)) | (None, None) => false,
        };
        if is_worth_it {
            self.set_health(destination, current.destination.health.clone()).await;
        }
    }

    async fn set_health(&self, destination: &ConfiguredDestination, health: Health) {
        let id = destination.destination.id;
        let failing_since = self.gate(destination).failing_since();
        if let Err(error) = self.configuration.set_health(id, health, failing_since).await {
            tracing::error!(destination = %id, error = &error as &dyn std::error::Error, "health not written");
        }
    }
}
