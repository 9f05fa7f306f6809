//! Dead letters counted by what they have in common, for choosing among them.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::bulk_replay::FailureReason;
use domain::id::DestinationId;
use domain::{EventTypeName, Timestamp};
use store::{DeadLetterFilter, DeadLetterGroup, DeadLetterGroups};

const DAY_MS: i64 = 86_400_000;
const MINUTE: Duration = Duration::from_secs(60);

/// How many dead letters a query means, and how many there are of each value: for each facet as if it were not asked
/// for itself, so that another of its values can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadLetterFacets {
    /// How many the query means.
    pub matching: u64,
    /// How many there are.
    pub total: u64,
    /// By destination, most first.
    pub destinations: Vec<(DestinationId, u64)>,
    /// By kind, most first.
    pub event_types: Vec<(EventTypeName, u64)>,
    /// By reason, most first.
    pub reasons: Vec<(FailureReason, u64)>,
    /// By day of receipt, newest first.
    pub days: Vec<(Timestamp, u64)>,
    /// All were looked at.
    pub is_whole: bool,
}

impl DeadLetterFacets {
    /// Adds up groups whose days are those of a clock so far ahead of UTC.
    pub fn of(counted: &DeadLetterGroups, filter: &DeadLetterFilter, utc_offset_minutes: i32) -> Self {
        let begin_of = |day: i64| {
            let begin = Timestamp::from_unix_ms(day.saturating_mul(DAY_MS));
            let offset = MINUTE * utc_offset_minutes.unsigned_abs();
            if utc_offset_minutes < 0 { begin.after(offset) } else { begin.before(offset) }
        };
        let mut facets = Self { is_whole: counted.is_whole, ..Self::default() };
        let (mut destinations, mut event_types) = (BTreeMap::new(), BTreeMap::new());
        let (mut reasons, mut days) = (BTreeMap::new(), BTreeMap::new());
        for group in &counted.groups {
            let met = Met::of(group, filter, begin_of(group.day));
            facets.total += group.deliveries;
            if met == (Met { destination: true, event_type: true, reason: true, day: true }) {
                facets.matching += group.deliveries;
            }
            if (Met { destination: true, ..met }).is_whole() {
                *destinations.entry(group.destination_id).or_default() += group.deliveries;
            }
            if (Met { event_type: true, ..met }).is_whole() {
                *event_types.entry(group.event_type.clone()).or_default() += group.deliveries;
            }
            if let Some(reason) = group.reason.filter(|_| (Met { reason: true, ..met }).is_whole()) {
                *reasons.entry(reason).or_default() += group.deliveries;
            }
            if (Met { day: true, ..met }).is_whole() {
                *days.entry(begin_of(group.day)).or_default() += group.deliveries;
            }
        }
        facets.destinations = most_first(destinations);
        facets.event_types = most_first(event_types);
        facets.reasons = most_first(reasons);
        facets.days = days.into_iter().rev().collect();
        facets
    }
}

/// Which parts of a filter a group meets.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Met {
    destination: bool,
    event_type: bool,
    reason: bool,
    day: bool,
}

impl Met {
    fn of(group: &DeadLetterGroup, filter: &DeadLetterFilter, begins_at: Timestamp) -> Self {
        Self {
            destination: filter.destination_id.is_none_or(|id| id == group.destination_id),
            event_type: filter.event_type.as_ref().is_none_or(|kind| *kind == group.event_type),
            reason: filter.reason.is_none_or(|reason| Some(reason) == group.reason),
            day: filter.received_from.is_none_or(|from| begins_at >= from)
                && filter.received_until.is_none_or(|until| begins_at < until),
        }
    }

    const fn is_whole(self) -> bool {
        self.destination && self.event_type && self.reason && self.day
    }
}

fn most_first<T: Ord>(counts: BTreeMap<T, u64>) -> Vec<(T, u64)> {
    let mut counts: Vec<(T, u64)> = counts.into_iter().collect();
    counts.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(destination: u8, kind: &str, status: u16, day: i64, deliveries: u64) -> DeadLetterGroup {
        DeadLetterGroup {
            destination_id: DestinationId::from_bytes([destination; 16]),
            event_type: EventTypeName::parse(kind).unwrap(),
            reason: Some(FailureReason::Status(status)),
            day,
            deliveries,
        }
    }

    #[test]
    fn each_facet_is_counted_as_if_it_were_not_asked_for() {
        let groups = vec![
            group(1, "order.paid", 503, 100, 5),
            group(1, "order.refunded", 400, 101, 7),
            group(2, "order.paid", 503, 101, 2),
        ];
        let counted = DeadLetterGroups { groups, is_whole: true };
        let all = DeadLetterFacets::of(&counted, &DeadLetterFilter::default(), 60);
        assert_eq!((all.matching, all.total), (14, 14));
        let numbers = |counts: &[(DestinationId, u64)]| counts.iter().map(|(_, count)| *count).collect::<Vec<_>>();
        assert_eq!(numbers(&all.destinations), [12, 2]);
        let hour = 3_600_000;
        let days: Vec<_> = all.days.iter().map(|(from, count)| (from.unix_ms(), *count)).collect();
        assert_eq!(days, [(101 * DAY_MS - hour, 9), (100 * DAY_MS - hour, 5)]);

        let first = Some(DestinationId::from_bytes([1; 16]));
        let filter = DeadLetterFilter { destination_id: first, ..DeadLetterFilter::default() };
        let one = DeadLetterFacets::of(&counted, &filter, 0);
        assert_eq!((one.matching, numbers(&one.destinations)), (12, vec![12, 2]));
        let kinds: Vec<_> = one.event_types.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        assert_eq!(kinds, [("order.refunded", 7), ("order.paid", 5)]);
        let from = Some(Timestamp::from_unix_ms(101 * DAY_MS));
        let late = DeadLetterFacets::of(&counted, &DeadLetterFilter { received_from: from, ..filter }, 0);
        assert_eq!((late.matching, late.days.len(), numbers(&late.destinations)), (7, 2, vec![7, 2]));
    }
}
