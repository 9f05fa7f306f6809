//! What is different from the last success of the same kind of event: payload, header fields, and what people edited.

use std::collections::BTreeSet;

use diff::ChangeKind;
use domain::{Headers, Timestamp};

use super::facts::{Facts, Success};
use crate::configuration::{Edit, EditedPart};

/// Differences that are listed; there is room for no more where they are read.
const LISTED_MAX: usize = 12;
/// Fields whose name holds one of these differ from one delivery to the next.
const VOLATILE_NAMES: [&str; 16] = [
    "signature",
    "hmac",
    "timestamp",
    "date",
    "time",
    "nonce",
    "length",
    "trace",
    "sequence",
    "attempt",
    "replay",
    "delivery",
    "-id",
    "idempotency",
    "digest",
    "authorization",
];

/// Something that is different from the last success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is a part of.
    pub part: ChangedPart,
    /// What happened to it.
    pub kind: ChangeKind,
    /// Where: a JSON Pointer in the payload, or the name of a header field. Empty for what is one thing.
    pub path: String,
    /// As it was, cut when long.
    pub left: Option<String>,
    /// As it is, cut when long.
    pub right: Option<String>,
    /// When it was edited, where a person did.
    pub at: Option<Timestamp>,
}

/// What a difference is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedPart {
    /// The payload.
    Payload,
    /// A header field of the request.
    Header,
    /// The callback URL that was tried.
    Url,
    /// The destination or subscription, as a person edited it.
    Edited(EditedPart),
}

/// What is different, the most telling first: what a person edited, then the payload, then header fields.
pub(super) fn changed(facts: &Facts) -> Vec<Changed> {
    let Some(success) = &facts.success else { return Vec::new() };
    let mut changed: Vec<Changed> = facts.edits.iter().map(of_edit).collect();
    changed.extend(of_url(facts, success));
    changed.extend(of_secret(facts, success));
    changed.extend(of_payload(facts));
    changed.extend(of_headers(facts, success));
    changed.truncate(LISTED_MAX);
    changed
}

fn of_edit(edit: &Edit) -> Changed {
    let kind = match (&edit.before, &edit.after) {
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        _ => ChangeKind::ValueChanged,
    };
    Changed {
        part: ChangedPart::Edited(edit.part),
        kind,
        path: String::new(),
        left: edit.before.clone(),
        right: edit.after.clone(),
        at: Some(edit.at),
    }
}

/// The URL that was tried, where no edit tells of it already: edits are forgotten when the engine stops.
fn of_url(facts: &Facts, success: &Success) -> Option<Changed> {
    let (before, after) = (&success.attempt.request.url, &facts.attempt.as_ref()?.request.url);
    let is_told = facts.edits.iter().any(|edit| edit.part == EditedPart::Url);
    (before != after && !is_told).then(|| Changed {
        part: ChangedPart::Url,
        kind: ChangeKind::ValueChanged,
        path: String::new(),
        left: Some(before.clone()),
        right: Some(after.clone()),
        at: None,
    })
}

/// A secret that was made since, where no edit tells of it already.
fn of_secret(facts: &Facts, success: &Success) -> Option<Changed> {
    let is_told = facts.edits.iter().any(|edit| edit.part == EditedPart::Secret);
    let newest = facts.destination.as_ref()?.secrets.shown.first()?;
    let is_since = newest.created_at > success.attempt.started_at;
    (is_since && !is_told).then(|| Changed {
        part: ChangedPart::Edited(EditedPart::Secret),
        kind: ChangeKind::Added,
        path: String::new(),
        left: None,
        right: Some(newest.hint.clone()),
        at: Some(newest.created_at),
    })
}

/// Whether a difference changes the shape of a payload. Other values, and elements that moved, are what events are for.
pub(super) const fn is_of_shape(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::TypeChanged | ChangeKind::Removed | ChangeKind::Added)
}

/// Values of the payload that are of another type, gone or new. Other values are what events are for.
fn of_payload(facts: &Facts) -> Vec<Changed> {
    let changes = facts.comparison.iter().flat_map(|comparison| &comparison.changes);
    let mut shapes: Vec<_> = changes.filter(|change| is_of_shape(change.kind)).collect();
    shapes.sort_by_key(|change| match change.kind {
        ChangeKind::TypeChanged => 0,
        ChangeKind::Removed => 1,
        ChangeKind::Added => 2,
        ChangeKind::ValueChanged | ChangeKind::Moved => 3,
    });
    shapes
        .into_iter()
        .map(|change| Changed {
            part: ChangedPart::Payload,
            kind: change.kind,
            path: change.path.clone(),
            left: change.left.clone(),
            right: change.right.clone(),
            at: None,
        })
        .collect()
}

fn of_headers(facts: &Facts, success: &Success) -> Vec<Changed> {
    let Some(attempt) = &facts.attempt else { return Vec::new() };
    let (before, after) = (&success.attempt.request.headers, &attempt.request.headers);
    // A request that was never made has no header fields to be compared.
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let names: BTreeSet<String> = before.iter().chain(after.iter()).map(|field| field.name.to_lowercase()).collect();
    let is_stable = |name: &&String| name.as_str() != "host" && !VOLATILE_NAMES.iter().any(|part| name.contains(part));
    let value = |headers: &Headers, name: &str| {
        headers.first(name).map(|value| diff::excerpt(&String::from_utf8_lossy(value), 200).text.to_owned())
    };
    names
        .iter()
        .filter(is_stable)
        .filter_map(|name| {
            let (left, right) = (value(before, name), value(after, name));
            let kind = match (&left, &right) {
                (None, Some(_)) => ChangeKind::Added,
                (Some(_), None) => ChangeKind::Removed,
                (left, right) if left != right => ChangeKind::ValueChanged,
                _ => return None,
            };
            Some(Changed { part: ChangedPart::Header, kind, path: name.clone(), left, right, at: None })
        })
        .collect()
}
