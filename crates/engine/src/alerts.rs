//! Tells people of failures: asks the rules in `domain::alert` after each attempt, and hands out what they say.

use std::sync::{Mutex, PoisonError};

use domain::alert::{Alert, AlertRules, Observation};
use domain::subscription::Notify;
use domain::{Attempt, Delivery, EventTypeName, Timestamp, explanation};
use tokio::sync::broadcast;

use crate::configuration::{ConfiguredDestination, Snapshot};

/// Alerts that may wait for a slow listener; the rules let through fewer in an hour.
const ALERTS_MAX: usize = 64;

/// Tells people of failures.
pub struct Alerts {
    rules: Mutex<AlertRules>,
    sender: broadcast::Sender<Alert>,
}

impl Default for Alerts {
    fn default() -> Self {
        Self { rules: Mutex::default(), sender: broadcast::Sender::new(ALERTS_MAX) }
    }
}

impl Alerts {
    /// Begins to listen. The desktop app shows them as notifications.
    pub fn subscribe(&self) -> broadcast::Receiver<Alert> {
        self.sender.subscribe()
    }

    /// Warns that a destination will be disabled.
    pub(crate) fn warn(&self, snapshot: &Snapshot, destination: &ConfiguredDestination, days: u64, disabled_in: u64) {
        let destination = &destination.destination;
        self.tell(snapshot, AlertRules::warning(destination.id, &destination.name, days, disabled_in));
    }

    /// Says that a destination was disabled.
    pub(crate) fn disabled(&self, snapshot: &Snapshot, destination: &ConfiguredDestination, reason: &str) {
        let destination = &destination.destination;
        self.tell(snapshot, AlertRules::disabled(destination.id, &destination.name, reason));
    }

    /// Says that payloads of one kind changed their shape, at paths that nobody was told of before.
    pub(crate) fn drift(&self, snapshot: &Snapshot, event_type: &EventTypeName, sentences: &[String], now: Timestamp) {
        let Some((first, more)) = sentences.split_first() else { return };
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let alert = rules.drift(now, event_type, first, more.len());
        drop(rules);
        if let Some(alert) = alert {
            self.tell(snapshot, alert);
        }
    }

    fn tell(&self, snapshot: &Snapshot, alert: Alert) {
        if snapshot.settings().are_notifications_on {
            // Nobody listening is normal: the headless server shows no notifications.
            let _ = self.sender.send(alert);
        }
    }

    /// Takes one recorded attempt.
    pub(crate) fn observe(
        &self,
        snapshot: &Snapshot,
        delivery: &Delivery,
        destination: &ConfiguredDestination,
        attempt: &Attempt,
        now: Timestamp,
    ) {
        let subscription = delivery.subscription_id.and_then(|id| snapshot.subscription(id).ok().cloned());
        let status = attempt.response.as_ref().map(|response| response.status);
        let address = url::Url::parse(&attempt.request.url)
            .map_or_else(|_| attempt.request.url.clone(), |url| crate::dispatch::host_field(&url));
        let explanation =
            explanation::of_outcome(attempt.error_class, status, &address, destination.destination.timeout);
        let alert = self.rules.lock().unwrap_or_else(PoisonError::into_inner).observe(&Observation {
            at: now,
            destination_id: delivery.destination_id,
            destination_name: &destination.destination.name,
            delivery_id: delivery.id,
            event_type: &delivery.event_type,
            attempts_made: attempt.number,
            notify: subscription.map_or(Notify::DeadLetter, |subscription| subscription.notify),
            explanation: &explanation,
            verdict: attempt.verdict,
        });
        if let Some(alert) = alert {
            self.tell(snapshot, alert);
        }
    }
}
