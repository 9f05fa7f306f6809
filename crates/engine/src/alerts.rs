//! Tells people of failures: asks the rules in `domain::alert` after each failed attempt, and hands out what they say.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::alert::{Alert, AlertRules, Hush, Observation, Recovery};
use domain::id::IssueId;
use domain::subscription::Notify;
use domain::{Attempt, Delivery, EventTypeName, Issue, Settings, Timestamp, explanation, issue};
use tokio::sync::broadcast;
use words::Phrase;

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
    pub(crate) fn warn(
        &self,
        snapshot: &Snapshot,
        destination: &ConfiguredDestination,
        (days, disabled_in): (u64, u64),
        now: Timestamp,
    ) {
        let destination = &destination.destination;
        let alert = AlertRules::warning(destination.id, &destination.name, days, disabled_in);
        self.tell_unless_hushed(snapshot, alert, now);
    }

    /// Says that a destination was disabled.
    pub(crate) fn disabled(
        &self,
        snapshot: &Snapshot,
        destination: &ConfiguredDestination,
        reason: Phrase,
        now: Timestamp,
    ) {
        let destination = &destination.destination;
        self.tell_unless_hushed(snapshot, AlertRules::disabled(destination.id, &destination.name, reason), now);
    }

    /// Says that payloads of one kind changed their shape, at paths that nobody was told of before.
    pub(crate) fn drift(&self, snapshot: &Snapshot, event_type: &EventTypeName, sentences: &[Phrase], now: Timestamp) {
        let Some((first, more)) = sentences.split_first() else { return };
        let alert = self.rules().drift(now, event_type, first.clone(), more.len());
        if let Some(alert) = alert {
            self.tell_unless_hushed(snapshot, alert, now);
        }
    }

    /// Takes one failed attempt and the issue it belongs to.
    pub(crate) fn failed(
        &self,
        snapshot: &Snapshot,
        delivery: &Delivery,
        destination: &ConfiguredDestination,
        attempt: &Attempt,
        issue: &Issue,
        now: Timestamp,
    ) {
        let subscription = delivery.subscription_id.and_then(|id| snapshot.subscription(id).ok());
        let status = attempt.response.as_ref().map(|response| response.status);
        let address = url::Url::parse(&attempt.request.url)
            .map_or_else(|_| attempt.request.url.clone(), |url| crate::egress::host_field(&url));
        let configured = &destination.destination;
        let explanation = explanation::of_outcome(attempt.error_class, status, address, configured.timeout);
        let fingerprint = issue.fingerprint;
        let seen = Observation {
            at: now,
            issue_id: issue.id,
            issue_title: &issue::title(&configured.name, fingerprint.error_class, fingerprint.status),
            destination_id: delivery.destination_id,
            destination_name: &configured.name,
            delivery_id: delivery.id,
            event_type: &delivery.event_type,
            attempts_made: attempt.number,
            notify: subscription.map_or(Notify::DeadLetter, |subscription| subscription.notify),
            explanation: &explanation,
            verdict: attempt.verdict,
        };
        let hush = if issue.is_silent(now) { Hush::Muted } else { hush(snapshot.settings(), now) };
        let alert = self.rules().failed(&seen, hush);
        self.tell(alert);
    }

    /// An issue was resolved by this many deliveries in a row.
    pub(crate) fn recovered(
        &self,
        snapshot: &Snapshot,
        destination: &ConfiguredDestination,
        issue: &Issue,
        successes: u32,
        now: Timestamp,
    ) {
        let over = Recovery {
            at: now,
            issue_id: issue.id,
            destination_id: destination.destination.id,
            destination_name: &destination.destination.name,
            successes,
        };
        let hush = if issue.is_silent(now) { Hush::Muted } else { hush(snapshot.settings(), now) };
        let alert = self.rules().recovered(&over, hush);
        self.tell(alert);
    }

    /// A person saw to an issue.
    pub(crate) fn forget(&self, id: IssueId) {
        self.rules().forget(id);
    }

    /// Tells what has waited long enough, and says when more is due.
    pub(crate) fn tell_due(&self, snapshot: &Snapshot, now: Timestamp) -> Option<Timestamp> {
        let mut rules = self.rules();
        let due = rules.due(now, hush(snapshot.settings(), now));
        let next_at = rules.next_at();
        drop(rules);
        self.tell(due);
        // In quiet hours what is due is not told; then it is looked at with everything else.
        next_at.filter(|next_at| *next_at > now)
    }

    fn tell_unless_hushed(&self, snapshot: &Snapshot, alert: Alert, now: Timestamp) {
        if hush(snapshot.settings(), now) == Hush::Open {
            self.tell([alert]);
        }
    }

    fn tell(&self, alerts: impl IntoIterator<Item = Alert>) {
        for alert in alerts {
            // Nobody listening is normal: the headless server shows no notifications.
            let _ = self.sender.send(alert);
        }
    }

    fn rules(&self) -> MutexGuard<'_, AlertRules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a person wants to hear of anything now.
fn hush(settings: &Settings, now: Timestamp) -> Hush {
    let is_muted =
        !settings.are_notifications_on || settings.notifications_muted_until.is_some_and(|until| now < until);
    let is_quiet = settings.quiet_hours.as_ref().is_some_and(|hours| hours.is_quiet(now));
    match (is_muted, is_quiet) {
        (true, _) => Hush::Muted,
        (false, true) => Hush::Quiet,
        (false, false) => Hush::Open,
    }
}
