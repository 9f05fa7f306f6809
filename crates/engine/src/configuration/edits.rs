//! What people changed about a destination and what feeds it, for whoever asks why it fails since then.

use domain::id::{DestinationId, SubscriptionId};
use domain::{Destination, Subscription, Timestamp};
use store::SecretOwner;

use super::Configuration;
use super::image::{Row, RowKey, Step};

/// A change of one thing that deliveries depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// When it was made.
    pub at: Timestamp,
    /// Of what.
    pub part: EditedPart,
    /// As it was, where that may be shown.
    pub before: Option<String>,
    /// As it is since then.
    pub after: Option<String>,
}

/// A part of the configuration that deliveries depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditedPart {
    /// The callback URL.
    Url,
    /// How deliveries are signed.
    Scheme,
    /// A secret that deliveries are signed with.
    Secret,
    /// Header fields of the destination.
    Headers,
    /// Who deliveries say they are.
    Authorization,
    /// Proxy, certificates, limits of the connection.
    Connection,
    /// The time for an attempt.
    Timeout,
    /// Attempts at a time, or in a span of time.
    Pace,
    /// Which events are meant.
    Filter,
    /// What makes the request.
    Transform,
}

impl Configuration {
    /// What was changed about a destination or a subscription since a moment, newest first. Only what was changed since
    /// the engine started, and only of the newest changes: older ones are not kept.
    pub async fn edits_since(
        &self,
        destination_id: DestinationId,
        subscription_id: Option<SubscriptionId>,
        since: Timestamp,
    ) -> Vec<Edit> {
        let log = self.undo_log.lock().await;
        let mut edits = Vec::new();
        for (at, steps) in log.made_since(since) {
            for step in steps {
                edits.extend(
                    edits_of(step, destination_id, subscription_id).into_iter().map(|(part, before, after)| Edit {
                        at,
                        part,
                        before,
                        after,
                    }),
                );
            }
        }
        edits
    }
}

type PartEdit = (EditedPart, Option<String>, Option<String>);

fn edits_of(step: &Step, destination_id: DestinationId, subscription_id: Option<SubscriptionId>) -> Vec<PartEdit> {
    match (&step.key, &step.before, &step.after) {
        (RowKey::Destination(id), Some(Row::Destination(before)), Some(Row::Destination(after)))
            if *id == destination_id =>
        {
            of_destination(before, after)
        }
        (RowKey::Subscription(id), Some(Row::Subscription(before)), Some(Row::Subscription(after)))
            if Some(*id) == subscription_id =>
        {
            of_subscription(before, after)
        }
        (RowKey::Secret(_), before, after) => {
            let hint = |row: &Option<Row>| match row {
                Some(Row::Secret(secret)) if secret.owner == SecretOwner::Destination(destination_id) => {
                    Some(secret.hint.clone())
                }
                _ => None,
            };
            let (before, after) = (hint(before), hint(after));
            if before.is_none() && after.is_none() { Vec::new() } else { vec![(EditedPart::Secret, before, after)] }
        }
        _ => Vec::new(),
    }
}

fn of_destination(before: &Destination, after: &Destination) -> Vec<PartEdit> {
    let mut edits = Vec::new();
    let mut note = |is_other: bool, part: EditedPart, before: Option<String>, after: Option<String>| {
        if is_other {
            edits.push((part, before, after));
        }
    };
    note(before.url != after.url, EditedPart::Url, Some(before.url.clone()), Some(after.url.clone()));
    note(
        before.scheme != after.scheme,
        EditedPart::Scheme,
        Some(before.scheme.word().to_owned()),
        Some(after.scheme.word().to_owned()),
    );
    note(before.headers != after.headers, EditedPart::Headers, names(before), names(after));
    note(before.authorization != after.authorization, EditedPart::Authorization, None, None);
    note(before.connection != after.connection, EditedPart::Connection, None, None);
    let seconds = |destination: &Destination| Some(domain::explanation::in_words(destination.timeout));
    note(before.timeout != after.timeout, EditedPart::Timeout, seconds(before), seconds(after));
    note(
        before.concurrency != after.concurrency || before.rate_limit != after.rate_limit,
        EditedPart::Pace,
        Some(before.concurrency.to_string()),
        Some(after.concurrency.to_string()),
    );
    edits
}

/// Names of header fields. Their values may be secret.
fn names(destination: &Destination) -> Option<String> {
    let names: Vec<&str> = destination.headers.iter().map(|header| header.name.as_str()).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

fn of_subscription(before: &Subscription, after: &Subscription) -> Vec<PartEdit> {
    let mut edits = Vec::new();
    if before.transform != after.transform {
        edits.push((EditedPart::Transform, None, None));
    }
    if before.filter != after.filter || before.event_types != after.event_types {
        edits.push((EditedPart::Filter, None, None));
    }
    edits
}
