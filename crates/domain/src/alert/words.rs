//! What alerts say. Short, without any value of a payload.

use std::collections::BTreeMap;

use super::{Alert, AlertKind, Observation, Recovery};
use crate::id::DestinationId;
use crate::{EventTypeName, Timestamp, explanation};

pub(super) fn failing(seen: &Observation<'_>, next_at: Timestamp) -> Alert {
    let next_in = explanation::in_words(next_at.since(seen.at));
    Alert {
        title: seen.issue_title.to_owned(),
        body: format!("{} {} is waiting. Next attempt in {next_in}.", seen.explanation, seen.event_type),
        ..about(seen, AlertKind::Failing)
    }
}

pub(super) fn dead_letter(seen: &Observation<'_>) -> Alert {
    let attempts = counted(u64::from(seen.attempts_made), "attempt");
    Alert {
        title: format!("{} gave up – {}", seen.event_type, seen.destination_name),
        body: format!("{} Gave up after {attempts}. It is kept as a dead letter.", seen.explanation),
        ..about(seen, AlertKind::DeadLetter)
    }
}

fn about(seen: &Observation<'_>, kind: AlertKind) -> Alert {
    Alert {
        kind,
        issue_id: Some(seen.issue_id),
        destination_id: Some(seen.destination_id),
        delivery_id: Some(seen.delivery_id),
        title: String::new(),
        body: String::new(),
    }
}

pub(super) fn recovered(over: &Recovery<'_>) -> Alert {
    let taken = match over.successes {
        1 => "1 delivery was taken".to_owned(),
        more => format!("{more} deliveries in a row were taken"),
    };
    Alert {
        kind: AlertKind::Recovered,
        issue_id: Some(over.issue_id),
        destination_id: Some(over.destination_id),
        delivery_id: None,
        title: format!("{} is back", over.destination_name),
        body: format!("{taken}."),
    }
}

pub(super) fn warning(destination_id: DestinationId, name: &str, days: u64, disabled_in: u64) -> Alert {
    let disabled_in = counted(disabled_in, "day");
    Alert {
        title: format!("{name} has failed for {}", counted(days, "day")),
        body: format!("It is disabled in {disabled_in} unless a delivery succeeds. What waits is kept."),
        ..of_destination(AlertKind::Warning, Some(destination_id))
    }
}

pub(super) fn disabled(destination_id: DestinationId, name: &str, reason: &str) -> Alert {
    Alert {
        title: format!("{name} is disabled"),
        body: format!("{reason} Its deliveries wait until you enable it."),
        ..of_destination(AlertKind::Disabled, Some(destination_id))
    }
}

pub(super) fn drift(event_type: &EventTypeName, sentence: &str, more_paths: usize) -> Alert {
    let more = match more_paths {
        0 => String::new(),
        1 => " 1 more path changed.".to_owned(),
        more => format!(" {more} more paths changed."),
    };
    Alert {
        title: format!("{event_type} changed its shape"),
        body: format!("{sentence}{more}"),
        ..of_destination(AlertKind::Drift, None)
    }
}

pub(super) fn several(destinations: usize, is_storm: bool) -> Alert {
    let destinations = match destinations {
        0 | 1 => "Several deliveries".to_owned(),
        more => format!("{more} destinations"),
    };
    let cause = if is_storm { "Your network may be down. " } else { "" };
    Alert {
        title: format!("{destinations} are failing"),
        body: format!("{cause}Nothing is lost: events wait and are tried again."),
        ..of_destination(AlertKind::Several, None)
    }
}

pub(super) fn digest(issues: usize, dead_letters: u64, by_destination: &BTreeMap<String, u64>) -> Alert {
    let issues = counted(issues as u64, "issue");
    let dead_letters = match dead_letters {
        0 => String::new(),
        some => format!(", {}", counted(some, "dead letter")),
    };
    let most = by_destination.iter().max_by_key(|(_, count)| **count).map(|(name, _)| name.as_str());
    Alert {
        title: format!("Quiet hours: {issues}{dead_letters}"),
        body: most.map(|name| format!("Most from {name}.")).unwrap_or_default(),
        ..of_destination(AlertKind::Digest, None)
    }
}

const fn of_destination(kind: AlertKind, destination_id: Option<DestinationId>) -> Alert {
    Alert { kind, issue_id: None, destination_id, delivery_id: None, title: String::new(), body: String::new() }
}

fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
