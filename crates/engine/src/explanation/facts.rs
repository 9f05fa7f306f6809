//! Reads what is known of a failed delivery and of what went to the same destination before it.

use std::sync::Arc;
use std::time::Duration;

use domain::id::DeliveryId;
use domain::{Attempt, Delivery, DeliveryState, Event, EventTypePattern, Issue, Subscription, Timestamp};
use store::{DeliveryFilter, Stage, Store, StoreError};
use words::{Argument, phrase};

use super::answer::Answer;
use super::{LastSuccess, ListeningProgram, Since};
use crate::compare::{Comparison, compare_documents};
use crate::configuration::{Configuration, ConfiguredDestination, Edit};

/// Deliveries to the destination that are looked at.
const NEIGHBOURS_MAX: u32 = 500;
/// Larger bodies are not compared here: the page that compares two events does that.
const COMPARED_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// What is known.
pub(super) struct Facts {
    /// The delivery.
    pub(super) delivery: Delivery,
    /// Its last attempt.
    pub(super) attempt: Option<Attempt>,
    /// What that was answered.
    pub(super) answer: Answer,
    /// Its event.
    pub(super) event: Event,
    /// Where it goes, as long as that is there.
    pub(super) destination: Option<Arc<ConfiguredDestination>>,
    /// What made it, as long as that is there.
    pub(super) subscription: Option<Arc<Subscription>>,
    /// The issue of its last failure, with the number of its deliveries.
    pub(super) issue: Option<(Issue, u64)>,
    /// What else went there before it.
    pub(super) past: Past,
    /// The last success of the same kind of event before it.
    pub(super) success: Option<Success>,
    /// What was changed since that success, newest first.
    pub(super) edits: Vec<Edit>,
    /// How its payload differs from that success's.
    pub(super) comparison: Option<Comparison>,
    /// When a later delivery was taken.
    pub(super) recovered_at: Option<Timestamp>,
    /// Programs that listen on this computer.
    pub(super) listening: Vec<ListeningProgram>,
    /// The time.
    pub(super) now: Timestamp,
}

/// The last success of the same kind of event.
pub(super) struct Success {
    /// The delivery.
    pub(super) delivery: Delivery,
    /// The attempt that was taken.
    pub(super) attempt: Attempt,
}

/// What went to the destination before a delivery, as far as it was looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// The last success of any kind, with the deliveries between.
    pub(super) last_success: Option<(Delivery, Option<u64>)>,
    /// The middle one of the times that successes took.
    pub(super) usual: Option<Duration>,
    /// The largest body that was taken, in bytes.
    pub(super) largest_taken: Option<u64>,
    /// Deliveries that arrived, and that went out, in the last ten minutes.
    pub(super) arrived: u32,
    /// See `arrived`.
    pub(super) gone: u32,
    /// Deliveries that still wait.
    pub(super) waiting: u32,
}

/// The span that a queue is judged by.
pub(super) const QUEUE_SPAN: Duration = Duration::from_secs(600);

/// Reads it. `None` when there is no such delivery.
pub(super) async fn read(
    store: &dyn Store,
    configuration: &Configuration,
    listening: &[ListeningProgram],
    id: DeliveryId,
    now: Timestamp,
) -> Result<Option<Facts>, StoreError> {
    let Some(delivery) = store.delivery(id).await? else { return Ok(None) };
    let Some(event) = store.event(delivery.event_id).await?.map(|row| row.event) else { return Ok(None) };
    let attempt = store.attempts_of(id).await?.pop();
    let answer = match &attempt {
        Some(attempt) => store.response_body(attempt.id).await?.map(|body| Answer::of(&body)).unwrap_or_default(),
        None => Answer::default(),
    };
    let there = DeliveryFilter { destination_id: Some(delivery.destination_id), ..DeliveryFilter::default() };
    let neighbours = store.deliveries(&there, Some(id.uuid()), NEIGHBOURS_MAX).await?;
    let taken = |filter: DeliveryFilter| DeliveryFilter { stages: vec![Stage::Delivered], ..filter };
    let newest = store.deliveries(&taken(there.clone()), None, 1).await?;
    let recovered_at = newest.first().filter(|newest| newest.id > id).and_then(|newest| newest.state.concluded_at());
    let is_whole = neighbours.len() < NEIGHBOURS_MAX as usize;
    let mut past = Past::of(&delivery, &neighbours, now);
    if past.last_success.is_none() && !is_whole {
        let older = store.deliveries(&taken(there.clone()), Some(id.uuid()), 1).await?;
        past.last_success = older.into_iter().next().map(|delivery| (delivery, None));
    }
    let is_alike = |other: &&Delivery| is_taken(other) && other.event_type == delivery.event_type;
    let alike = match neighbours.iter().find(is_alike) {
        Some(alike) => Some(alike.clone()),
        None if is_whole => None,
        None => {
            let event_type = EventTypePattern::parse(delivery.event_type.as_str()).ok();
            let filter = DeliveryFilter { event_type, ..taken(there) };
            store.deliveries(&filter, Some(id.uuid()), 1).await?.into_iter().next()
        }
    };
    let success = match alike {
        Some(alike) => {
            let attempt = store.attempts_of(alike.id).await?.pop();
            attempt.map(|attempt| Success { delivery: alike, attempt })
        }
        None => None,
    };
    let comparison = match &success {
        Some(success) => compared(store, &success.delivery, &delivery).await?,
        None => None,
    };
    let edits = match &success {
        Some(Success { attempt, .. }) => {
            let (destination, subscription) = (delivery.destination_id, delivery.subscription_id);
            configuration.edits_since(destination, subscription, attempt.started_at).await
        }
        None => Vec::new(),
    };
    let issue = match store.issue_of(id).await? {
        Some(issue_id) => store.issue(issue_id).await?.map(|row| (row.issue, row.deliveries)),
        None => None,
    };
    let snapshot = configuration.snapshot();
    let destination = snapshot.destination(delivery.destination_id).ok().cloned();
    let subscription = delivery.subscription_id.and_then(|id| snapshot.subscription(id).ok().cloned());
    let listening = listening.to_vec();
    Ok(Some(Facts {
        delivery,
        attempt,
        answer,
        event,
        destination,
        subscription,
        issue,
        past,
        success,
        edits,
        comparison,
        recovered_at,
        listening,
        now,
    }))
}

const fn is_taken(delivery: &Delivery) -> bool {
    matches!(delivery.state, DeliveryState::Delivered { .. })
}

/// How the payloads of two deliveries differ; `None` when one is not JSON or large.
async fn compared(store: &dyn Store, success: &Delivery, failure: &Delivery) -> Result<Option<Comparison>, StoreError> {
    let is_small = |delivery: &Delivery| delivery.body_bytes <= COMPARED_BYTES_MAX;
    if success.event_id == failure.event_id || !is_small(success) || !is_small(failure) {
        return Ok(None);
    }
    let (left, right) = (store.event_body(success.event_id).await?, store.event_body(failure.event_id).await?);
    let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
    let comparing = tokio::task::spawn_blocking(move || compare_documents(&left, &right));
    Ok(comparing.await.ok().flatten())
}

impl Past {
    /// Reads the deliveries before one, newest first.
    fn of(delivery: &Delivery, neighbours: &[Delivery], now: Timestamp) -> Self {
        let taken: Vec<&Delivery> = neighbours.iter().filter(|other| is_taken(other)).collect();
        let mut times: Vec<u64> =
            taken.iter().filter_map(|other| other.last_attempt.map(|attempt| attempt.total_us)).collect();
        times.sort_unstable();
        let begin = now.before(QUEUE_SPAN);
        let near = || neighbours.iter().chain([delivery]);
        let count = |is_meant: &dyn Fn(&Delivery) -> bool| {
            u32::try_from(near().filter(|other| is_meant(other)).count()).unwrap_or(u32::MAX)
        };
        let place = neighbours.iter().position(is_taken);
        Self {
            last_success: place
                .and_then(|place| neighbours.get(place).map(|found| (found.clone(), u64::try_from(place + 1).ok()))),
            usual: times.get(times.len() / 2).map(|usual| Duration::from_micros(*usual)),
            largest_taken: taken.iter().map(|other| other.body_bytes).max(),
            arrived: count(&|other| other.created_at >= begin),
            gone: count(&|other| other.state.concluded_at().is_some_and(|at| at >= begin)),
            waiting: count(&|other| other.state.concluded_at().is_none()),
        }
    }
}

impl Facts {
    /// The status of the last answer, 0 when there was none.
    pub(super) fn status(&self) -> u16 {
        self.attempt.as_ref().and_then(|attempt| attempt.response.as_ref()).map_or(0, |response| response.status)
    }

    /// A header field of the last answer.
    pub(super) fn answered(&self, name: &str) -> Option<&str> {
        self.attempt.as_ref()?.response.as_ref()?.headers.first_text(name)
    }

    /// The words of the library or the system for the last failure.
    pub(super) fn detail(&self) -> &str {
        self.attempt.as_ref().and_then(|attempt| attempt.error_detail.as_deref()).unwrap_or_default()
    }

    /// The URL that was tried last, or would be.
    pub(super) fn url(&self) -> Option<url::Url> {
        let tried = self.attempt.as_ref().map(|attempt| attempt.request.url.as_str());
        let configured = self.destination.as_ref().map(|entry| entry.destination.url.as_str());
        url::Url::parse(tried.or(configured)?).ok()
    }

    /// Host and port of the URL.
    pub(super) fn address(&self) -> Argument {
        self.url().map_or_else(|| phrase!("value-destination").into(), |url| crate::egress::host_field(&url).into())
    }

    /// The host of the URL.
    pub(super) fn host(&self) -> Argument {
        let host = self.url().and_then(|url| url.host_str().map(Argument::from));
        host.unwrap_or_else(|| phrase!("value-destination").into())
    }

    /// Whether the destination is on this computer.
    pub(super) fn is_local(&self) -> bool {
        self.url().is_some_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        })
    }

    /// Deliveries that failed alike, this one too.
    pub(super) fn deliveries_alike(&self) -> u64 {
        self.issue.as_ref().map_or(1, |(_, deliveries)| (*deliveries).max(1))
    }

    /// Values of the payload that differ without differing in type.
    pub(super) fn other_values(&self) -> usize {
        self.comparison.as_ref().map_or(0, |comparison| comparison.counts.value_changed)
    }

    /// Whether anything of the kind of event was ever taken there, as far as is known.
    pub(super) const fn ever_worked(&self) -> bool {
        self.past.last_success.is_some() || self.success.is_some()
    }

    /// Since when it fails.
    pub(super) fn since(&self) -> Since {
        let first_try = self.attempt.as_ref().map_or(self.delivery.created_at, |attempt| attempt.started_at);
        Since {
            at: self.issue.as_ref().map_or(first_try, |(issue, _)| issue.opened_at.min(first_try)),
            deliveries: self.deliveries_alike(),
            issue_id: self.issue.as_ref().map(|(issue, _)| issue.id),
            last_success: self.past.last_success.as_ref().map(|(delivery, ago)| LastSuccess {
                delivery_id: delivery.id,
                event_id: delivery.event_id,
                at: delivery.state.concluded_at().unwrap_or(delivery.created_at),
                deliveries_ago: *ago,
            }),
            recovered_at: self.recovered_at,
        }
    }
}
