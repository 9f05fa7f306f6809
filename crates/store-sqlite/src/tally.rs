//! The figures that every transaction keeps: what it changed is added up here and written once, before the commit.

use std::collections::{BTreeMap, HashMap};

use domain::id::{DestinationId, SourceId};
use domain::{Delivery, Event, Timestamp, VerificationVerdict};
use store::Stage;

use crate::columns::to_json;
use crate::figures::changes::FiguresChanges;
use crate::script::Script;

/// Length of a bucket.
pub(crate) const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Minutes kept in which something happened: two months of them.
const MINUTES_KEPT: i64 = 86_400;
/// Hours kept in which events came: eight days of them.
const EVENT_TYPE_HOURS_KEPT: i64 = 192;

/// What one transaction changes in the figures.
#[derive(Debug, Default)]
pub(crate) struct TallyChanges {
    stages: HashMap<(DestinationId, Stage), i64>,
    minutes: BTreeMap<i64, MinuteChange>,
    sources: HashMap<Option<SourceId>, Seen>,
    event_types: HashMap<(String, Option<SourceId>), Seen>,
    /// Events that came, by kind, source and start of the hour.
    event_type_hours: HashMap<(String, Option<SourceId>, i64), i64>,
    unrouted: i64,
    rejected: i64,
    /// Those over time.
    pub(crate) figures: FiguresChanges,
}

#[derive(Debug, Default)]
struct MinuteChange {
    stages: [i64; 6],
    events: i64,
    /// Something was made in it, so it must have a row; a move needs none.
    is_new: bool,
}

/// Events seen, and the time of the newest.
#[derive(Debug, Clone, Copy)]
struct Seen {
    events: i64,
    last_at: Timestamp,
}

impl Seen {
    const fn none_since(at: Timestamp) -> Self {
        Self { events: 0, last_at: at }
    }

    fn add(&mut self, at: Timestamp) {
        self.events += 1;
        self.last_at = self.last_at.max(at);
    }
}

impl TallyChanges {
    /// An event was captured with this many deliveries.
    pub(crate) fn event_captured(&mut self, event: &Event, delivery_count: usize) {
        let at = event.received_at;
        self.figures.event_captured(event);
        self.sources.entry(event.source_id).or_insert(Seen::none_since(at)).add(at);
        let event_type = (event.event_type.as_str().to_owned(), event.source_id);
        let (name, source_id) = event_type.clone();
        *self.event_type_hours.entry((name, source_id, hour_of(at))).or_default() += 1;
        self.event_types.entry(event_type).or_insert(Seen::none_since(at)).add(at);
        let minute = self.minutes.entry(minute_of(at)).or_default();
        minute.events += 1;
        minute.is_new = true;
        if delivery_count == 0 {
            self.lone_event(event.verification.verdict, 1);
        }
    }

    /// An event without delivery came (1) or is one no longer (-1).
    pub(crate) fn lone_event(&mut self, verdict: VerificationVerdict, change: i64) {
        match verdict {
            VerificationVerdict::Rejected => self.rejected += change,
            VerificationVerdict::Verified | VerificationVerdict::NotChecked => self.unrouted += change,
        }
    }

    /// An event was deleted.
    pub(crate) fn event_deleted(&mut self, event_type: &str, source_id: Option<SourceId>, received_at: Timestamp) {
        self.sources.entry(source_id).or_insert(Seen::none_since(received_at)).events -= 1;
        let event_type = (event_type.to_owned(), source_id);
        self.event_types.entry(event_type).or_insert(Seen::none_since(received_at)).events -= 1;
        self.minutes.entry(minute_of(received_at)).or_default().events -= 1;
    }

    /// So many deliveries to one destination, all made in the minute of `created_at` and in one stage, were deleted.
    pub(crate) fn deliveries_deleted(
        &mut self,
        count: i64,
        destination_id: DestinationId,
        created_at: Timestamp,
        stage: Stage,
    ) {
        *self.stages.entry((destination_id, stage)).or_default() -= count;
        self.minutes.entry(minute_of(created_at)).or_default().stages[stage as usize] -= count;
    }

    /// A delivery was made.
    pub(crate) fn delivery_made(&mut self, delivery: &Delivery) {
        let stage = Stage::of(&delivery.state, delivery.attempts_made);
        self.figures.delivery_made(delivery);
        *self.stages.entry((delivery.destination_id, stage)).or_default() += 1;
        let minute = self.minutes.entry(minute_of(delivery.created_at)).or_default();
        minute.stages[stage as usize] += 1;
        minute.is_new = true;
    }

    /// So many deliveries to one destination, all made in the minute of `created_at`, went from one stage to another.
    pub(crate) fn deliveries_moved(
        &mut self,
        count: i64,
        destination_id: DestinationId,
        created_at: Timestamp,
        from: Stage,
        to: Stage,
    ) {
        let minute = self.minutes.entry(minute_of(created_at)).or_default();
        for (stage, change) in [(from, -count), (to, count)] {
            *self.stages.entry((destination_id, stage)).or_default() += change;
            minute.stages[stage as usize] += change;
        }
    }

    /// Adds everything to the tables, but for the figures over time, which it hands back.
    pub(crate) fn write(mut self, script: &mut Script) -> FiguresChanges {
        let figures = std::mem::take(&mut self.figures);
        self.write_tallies(script);
        figures
    }

    fn write_tallies(self, script: &mut Script) {
        let (stages, sources, event_types) = (self.stage_rows(), self.source_rows(), self.event_type_rows());
        let minutes = self.minutes.iter().filter(|(_, minute)| minute.is_new || minute.has_changes());
        let (added, moved): (Vec<_>, Vec<_>) = minutes.partition(|(_, minute)| minute.is_new);
        let (added, moved) = (minute_rows(&added), minute_rows(&moved));
        let is_empty = stages.is_empty() && sources.is_empty() && event_types.is_empty() && added.is_empty();
        if is_empty && moved.is_empty() && (self.unrouted, self.rejected) == (0, 0) {
            return;
        }
        script
            .say(ADD_ALL)
            .bind(to_json(&stages))
            .bind(to_json(&sources))
            .bind(to_json(&event_types))
            .bind(to_json(&self.event_type_hour_rows()))
            .bind(self.unrouted)
            .bind(self.rejected)
            .bind(to_json(&added))
            .bind(to_json(&moved));
        // The oldest go in the first minute of an hour. What is old is not asked of a clock, so one that jumps cannot
        // empty the table.
        if added.iter().any(|(start_at, ..)| start_at % HOUR_MS == 0) {
            script.say(include_str!("../queries/tallies/drop_old_minutes.sql")).bind(MINUTES_KEPT);
            script.say(include_str!("../queries/tallies/drop_old_event_type_hours.sql")).bind(EVENT_TYPE_HOURS_KEPT);
        }
    }

    fn stage_rows(&self) -> Vec<(String, i64, i64)> {
        let changed = self.stages.iter().filter(|(_, change)| **change != 0);
        changed.map(|((id, stage), change)| (hexadecimal(&id.bytes()), stage.code(), *change)).collect()
    }

    fn source_rows(&self) -> Vec<(String, i64, i64)> {
        let seen = self.sources.iter();
        seen.map(|(id, seen)| (hexadecimal(&source_key(*id)), seen.events, seen.last_at.unix_ms())).collect()
    }

    fn event_type_rows(&self) -> Vec<(&str, String, i64, i64)> {
        let seen = self.event_types.iter();
        seen.map(|((name, id), seen)| {
            (name.as_str(), hexadecimal(&source_key(*id)), seen.events, seen.last_at.unix_ms())
        })
        .collect()
    }

    fn event_type_hour_rows(&self) -> Vec<(&str, String, i64, i64)> {
        let came = self.event_type_hours.iter();
        came.map(|((name, id, start_at), events)| (name.as_str(), hexadecimal(&source_key(*id)), *start_at, *events))
            .collect()
    }
}

/// The statements that add to every table; an empty array changes nothing.
const ADD_ALL: &str = concat!(
    include_str!("../queries/tallies/add_stages.sql"),
    ";\n",
    include_str!("../queries/tallies/add_sources.sql"),
    ";\n",
    include_str!("../queries/tallies/add_event_types.sql"),
    ";\n",
    include_str!("../queries/tallies/add_event_type_hours.sql"),
    ";\n",
    include_str!("../queries/tallies/add_lone_events.sql"),
    ";\n",
    include_str!("../queries/tallies/add_minutes.sql"),
    ";\n",
    include_str!("../queries/tallies/move_in_minutes.sql"),
);

/// Start, the change of each stage, events.
type MinuteRow = (i64, i64, i64, i64, i64, i64, i64, i64);

fn minute_rows(minutes: &[(&i64, &MinuteChange)]) -> Vec<MinuteRow> {
    let row = |(start_at, minute): &(&i64, &MinuteChange)| {
        let [queued, sending, delivered, dead_lettered, cancelled, retrying] = minute.stages;
        (**start_at, queued, sending, delivered, dead_lettered, cancelled, retrying, minute.events)
    };
    minutes.iter().map(row).collect()
}

impl MinuteChange {
    fn has_changes(&self) -> bool {
        self.events != 0 || self.stages.iter().any(|change| *change != 0)
    }
}

/// Bytes as `unhex` of SQLite reads them.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// How the tallies write a source, and that there is none.
pub(crate) fn source_key(source_id: Option<SourceId>) -> Vec<u8> {
    source_id.map(|id| id.bytes().to_vec()).unwrap_or_default()
}

/// The first millisecond of the minute.
pub(crate) fn minute_of(at: Timestamp) -> i64 {
    at.unix_ms().div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS)
}

/// The first millisecond of the hour.
pub(crate) fn hour_of(at: Timestamp) -> i64 {
    at.unix_ms().div_euclid(HOUR_MS).saturating_mul(HOUR_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_stage_is_its_code() {
        for stage in Stage::ALL {
            assert_eq!(stage as i64, stage.code());
        }
    }
}
