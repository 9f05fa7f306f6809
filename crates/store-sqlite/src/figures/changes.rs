//! What transactions change in the figures over time, added up.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::DestinationId;
use domain::{Attempt, Delivery, Event, Figures, Timestamp};
use store::{DeliveryRoute, FiguresOf};

use super::{HOUR_MS, QUARTER_MS, owner_key, start_of};
use crate::columns::to_json;
use crate::script::Script;
use crate::tally::{MINUTE_MS, hexadecimal};

/// Minutes in which something happened of which each minute is kept: a week of them.
const MINUTES_KEPT: i64 = 10_080;
/// Minutes in which something happened of which each quarter and hour is kept: two months of them.
const MINUTES_OF_HOURS_KEPT: i64 = 86_400;

/// What transactions change in the figures over time.
#[derive(Debug, Clone, Default)]
pub(crate) struct FiguresChanges {
    places: BTreeMap<Place, Change>,
    newest_at: Option<Timestamp>,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    of: FiguresOf,
    length_ms: i64,
    start_at: i64,
}

#[derive(Debug, Clone, Default)]
struct Change {
    figures: Figures,
    waiting: i64,
}

impl FiguresChanges {
    /// An event was captured.
    pub(crate) fn event_captured(&mut self, event: &Event) {
        let of = [Some(FiguresOf::All), event.source_id.map(FiguresOf::Source)];
        self.change(of, event.received_at, |change| change.figures.add_event(event.received_at));
    }

    /// A delivery was made.
    pub(crate) fn delivery_made(&mut self, delivery: &Delivery) {
        let (destination_id, at) = (delivery.destination_id, delivery.created_at);
        let of = [Some(FiguresOf::Destination(destination_id)), delivery.subscription_id.map(FiguresOf::Subscription)];
        self.change(of, at, |change| change.figures.add_event(at));
        self.waiting_changed(destination_id, at, 1);
        if let Some(over_at) = delivery.state.concluded_at() {
            self.waiting_changed(destination_id, over_at, -1);
        }
    }

    /// An attempt was concluded.
    pub(crate) fn attempt_concluded(&mut self, attempt: &Attempt, route: &DeliveryRoute) {
        let of = [
            Some(FiguresOf::All),
            Some(FiguresOf::Destination(route.destination_id)),
            route.subscription_id.map(FiguresOf::Subscription),
            route.source_id.map(FiguresOf::Source),
        ];
        self.change(of, attempt.started_at, |change| change.figures.add_attempt(attempt));
    }

    /// So many more deliveries to a destination wait since then.
    pub(crate) fn waiting_changed(&mut self, destination_id: DestinationId, at: Timestamp, count: i64) {
        let of = [Some(FiguresOf::All), Some(FiguresOf::Destination(destination_id))];
        self.change(of, at, |change| change.waiting += count);
    }

    fn change<const OWNERS: usize>(
        &mut self,
        of: [Option<FiguresOf>; OWNERS],
        at: Timestamp,
        change: impl Fn(&mut Change),
    ) {
        self.newest_at = self.newest_at.max(Some(at));
        for of in of.into_iter().flatten() {
            let lengths: &[i64] = match of {
                FiguresOf::All | FiguresOf::Destination(_) => &[MINUTE_MS, QUARTER_MS, HOUR_MS],
                FiguresOf::Subscription(_) | FiguresOf::Source(_) => &[HOUR_MS],
            };
            for length_ms in lengths.iter().copied() {
                let place = Place { of, length_ms, start_at: start_of(at, length_ms) };
                change(self.places.entry(place).or_default());
            }
        }
    }

    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.places.values().all(Change::is_empty)
    }

    /// The newest time something happened at.
    pub(crate) const fn newest_at(&self) -> Option<Timestamp> {
        self.newest_at
    }

    /// Adds other changes to these.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (place, change) in &other.places {
            let own = self.places.entry(*place).or_default();
            own.figures.merge(&change.figures);
            own.waiting += change.waiting;
        }
        self.newest_at = self.newest_at.max(other.newest_at);
    }

    /// The rows of the table that change, as JSON. `None` when nothing does.
    pub(crate) fn to_note(&self) -> Option<String> {
        let rows: Vec<Row> = self.changed().map(|(place, change)| row(place, change)).collect();
        (!rows.is_empty()).then(|| to_json(&rows))
    }

    fn changed(&self) -> impl Iterator<Item = (&Place, &Change)> {
        self.places.iter().filter(|(_, change)| !change.is_empty())
    }

    /// Adds everything to the table.
    pub(crate) fn write(&self, script: &mut Script) {
        let Some(note) = self.to_note() else { return };
        script.say(include_str!("../../queries/figures/add.sql")).bind(note);
        // The oldest go in the first minute of an hour, without asking a clock.
        let is_due = |place: &Place| place.length_ms == MINUTE_MS && place.start_at % HOUR_MS == 0;
        let due: BTreeSet<FiguresOf> =
            self.changed().filter(|(place, _)| is_due(place)).map(|(place, _)| place.of).collect();
        if due.is_empty() {
            return;
        }
        let owners: BTreeSet<String> = self.changed().map(|(place, _)| hexadecimal(&owner_key(place.of))).collect();
        for (length_ms, kept) in
            [(MINUTE_MS, MINUTES_KEPT), (QUARTER_MS, MINUTES_OF_HOURS_KEPT), (HOUR_MS, MINUTES_OF_HOURS_KEPT)]
        {
            script
                .say(include_str!("../../queries/figures/drop_old.sql"))
                .bind(to_json(&owners))
                .bind(length_ms)
                .bind(kept);
        }
    }
}

impl Change {
    fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.waiting == 0
    }
}

/// Owner, length, start, events, newest event, succeeded, failed, change of what waits, latencies.
type Row = (String, i64, i64, u64, Option<i64>, u64, u64, i64, BTreeMap<u16, u64>);

fn row(place: &Place, change: &Change) -> Row {
    let figures = &change.figures;
    (
        hexadecimal(&owner_key(place.of)),
        place.length_ms,
        place.start_at,
        figures.events,
        figures.last_event_at.map(Timestamp::unix_ms),
        figures.succeeded,
        figures.failed,
        change.waiting,
        figures.latencies.counts().collect(),
    )
}
