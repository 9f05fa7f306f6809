//! What alerts say. Short, without any value of a payload.

use std::collections::BTreeMap;

use ::words::{Phrase, phrase};

use super::{Alert, AlertKind, Observation, Recovery};
use crate::id::DestinationId;
use crate::{EventTypeName, Timestamp, explanation};

pub(super) fn failing(seen: &Observation<'_>, next_at: Timestamp) -> Alert {
    let next_attempt = phrase!("verdict-next-attempt", time = explanation::in_words(next_at.since(seen.at)));
    let waiting = phrase!("alert-waiting", event_type = seen.event_type.as_str(), next_attempt = next_attempt);
    Alert {
        kind: AlertKind::Failing,
        issue_id: Some(seen.issue_id),
        destination_id: Some(seen.destination_id),
        delivery_id: Some(seen.delivery_id),
        title: seen.issue_title.clone(),
        body: Phrase::sentences([seen.explanation.clone(), waiting]),
    }
}

pub(super) fn dead_letter(seen: &Observation<'_>) -> Alert {
    let gave_up = phrase!("alert-gave-up", attempts = seen.attempts_made);
    Alert {
        kind: AlertKind::DeadLetter,
        issue_id: Some(seen.issue_id),
        destination_id: Some(seen.destination_id),
        delivery_id: Some(seen.delivery_id),
        title: phrase!(
            "alert-gave-up-title",
            event_type = seen.event_type.as_str(),
            destination = seen.destination_name
        ),
        body: Phrase::sentences([seen.explanation.clone(), gave_up]),
    }
}

pub(super) fn recovered(over: &Recovery<'_>) -> Alert {
    Alert {
        kind: AlertKind::Recovered,
        issue_id: Some(over.issue_id),
        destination_id: Some(over.destination_id),
        delivery_id: None,
        title: phrase!("alert-back-title", destination = over.destination_name),
        body: phrase!("alert-back", successes = over.successes),
    }
}

pub(super) fn warning(destination_id: DestinationId, name: &str, days: u64, disabled_in: u64) -> Alert {
    let title = phrase!("alert-warning-title", days = days, destination = name);
    of_destination(AlertKind::Warning, Some(destination_id), title, phrase!("alert-warning", days = disabled_in))
}

pub(super) fn disabled(destination_id: DestinationId, name: &str, reason: Phrase) -> Alert {
    let title = phrase!("alert-disabled-title", destination = name);
    let body = Phrase::sentences([reason, phrase!("alert-disabled")]);
    of_destination(AlertKind::Disabled, Some(destination_id), title, body)
}

pub(super) fn drift(event_type: &EventTypeName, sentence: Phrase, more_paths: usize) -> Alert {
    let more = (more_paths > 0).then(|| phrase!("alert-drift-more", paths = more_paths));
    let title = phrase!("alert-drift-title", event_type = event_type.as_str());
    of_destination(AlertKind::Drift, None, title, Phrase::sentences([Some(sentence), more].into_iter().flatten()))
}

pub(super) fn several(destinations: usize, is_storm: bool) -> Alert {
    let title = match destinations {
        0 | 1 => phrase!("alert-several-deliveries-title"),
        more => phrase!("alert-several-title", destinations = more),
    };
    let cause = is_storm.then(|| phrase!("alert-storm"));
    let body = Phrase::sentences(cause.into_iter().chain([phrase!("alert-nothing-lost")]));
    of_destination(AlertKind::Several, None, title, body)
}

pub(super) fn digest(issues: usize, dead_letters: u64, by_destination: &BTreeMap<String, u64>) -> Alert {
    let issues = phrase!("alert-quiet-title", issues = issues);
    let title = match dead_letters {
        0 => issues,
        some => phrase!("alert-quiet-dead-letters", dead_letters = some, issues = issues),
    };
    let most = by_destination.iter().max_by_key(|(_, count)| **count);
    let body = most.map(|(name, _)| phrase!("alert-most-from", destination = name));
    of_destination(AlertKind::Digest, None, title, Phrase::sentences(body))
}

const fn of_destination(kind: AlertKind, destination_id: Option<DestinationId>, title: Phrase, body: Phrase) -> Alert {
    Alert { kind, issue_id: None, destination_id, delivery_id: None, title, body }
}
