//! Lists and figures in memory: counted anew each time.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{Delivery, DeliveryState, Grouping, Timestamp, VerificationVerdict};
use store::{
    Cursor, Landmarks, Stage, StageCounts, StoreError, Stretch, Tally, TallyBucket, Timeline, TimelineFilter,
    TimelineRow,
};

use super::deliveries::{is_made_in, is_meant};
use super::{Content, MemoryStore};

const MINUTE_MS: i64 = 60_000;

#[async_trait::async_trait]
impl Timeline for MemoryStore {
    async fn timeline(
        &self,
        filter: &TimelineFilter,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<TimelineRow>, StoreError> {
        Ok(self.content().rows(filter, Stretch { before, after: None }, limit))
    }

    async fn landmarks(
        &self,
        filter: &TimelineFilter,
        stretch: Stretch,
        every: u32,
        rows_max: u32,
    ) -> Result<Landmarks, StoreError> {
        let rows = self.content().rows(filter, stretch, rows_max);
        let cursors: Vec<Cursor> = rows.iter().map(TimelineRow::cursor).collect();
        Ok(Landmarks::of(&cursors, every, rows_max))
    }

    async fn histogram(
        &self,
        since: Timestamp,
        until: Timestamp,
        length: Duration,
    ) -> Result<Vec<TallyBucket>, StoreError> {
        let length_ms = i64::try_from(length.as_millis()).unwrap_or(i64::MAX).max(MINUTE_MS);
        let mut buckets: BTreeMap<Timestamp, TallyBucket> = BTreeMap::new();
        for minute in self.content().minutes().into_values() {
            if minute.start_at < since || minute.start_at >= until {
                continue;
            }
            let start_ms = minute.start_at.unix_ms() - minute.start_at.unix_ms().rem_euclid(length_ms);
            let start_at = Timestamp::from_unix_ms(start_ms);
            let bucket = buckets.entry(start_at).or_insert_with(|| empty_bucket(start_at));
            for stage in Stage::ALL {
                bucket.deliveries.add(stage, minute.deliveries.get(stage));
            }
            bucket.events += minute.events;
        }
        Ok(buckets.into_values().collect())
    }

    async fn histogram_begins_at(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.content().minutes().into_keys().next())
    }

    async fn tally(&self, now: Timestamp) -> Result<Tally, StoreError> {
        let content = self.content();
        let mut destinations: BTreeMap<_, StageCounts> = BTreeMap::new();
        for delivery in content.deliveries.values() {
            let stage = Stage::of(&delivery.state, delivery.attempts_made);
            destinations.entry(delivery.destination_id).or_default().add(stage, 1);
        }
        let mut sources: BTreeMap<_, (u64, Timestamp)> = BTreeMap::new();
        let (mut unrouted, mut rejected) = (0, 0);
        for (event, _) in content.events.values() {
            let counted = sources.entry(event.source_id).or_insert((0, event.received_at));
            *counted = (counted.0 + 1, counted.1.max(event.received_at));
            match event.verification.verdict {
                VerificationVerdict::Rejected => rejected += 1,
                _ if content.deliveries_of(event.id).next().is_none() => unrouted += 1,
                _ => {}
            }
        }
        let hour_ago = Timestamp::from_unix_ms(minute_of(now).unix_ms() - 59 * MINUTE_MS);
        Ok(Tally {
            destinations: destinations.into_iter().collect(),
            sources: sources.into_iter().map(|(source_id, (count, last_at))| (source_id, count, last_at)).collect(),
            unrouted,
            rejected,
            last_hour: content
                .minutes()
                .into_values()
                .filter(|bucket| bucket.start_at >= hour_ago && bucket.start_at <= now)
                .collect(),
            p95_us: content.p95_us(),
            storage_bytes: content.events.values().map(|(_, body)| body.len() as u64).sum(),
        })
    }
}

fn minute_of(at: Timestamp) -> Timestamp {
    Timestamp::from_unix_ms(at.unix_ms() - at.unix_ms().rem_euclid(MINUTE_MS))
}

fn bucket(minutes: &mut BTreeMap<Timestamp, TallyBucket>, at: Timestamp) -> &mut TallyBucket {
    let start_at = minute_of(at);
    minutes.entry(start_at).or_insert_with(|| empty_bucket(start_at))
}

fn empty_bucket(start_at: Timestamp) -> TallyBucket {
    TallyBucket { start_at, deliveries: StageCounts::default(), events: 0 }
}

impl Content {
    fn rows(&self, filter: &TimelineFilter, stretch: Stretch, limit: u32) -> Vec<TimelineRow> {
        let mut rows: Vec<TimelineRow> = Vec::new();
        if filter.with_deliveries {
            let meant: Vec<&Delivery> =
                self.deliveries.values().filter(|delivery| is_meant(&filter.delivery, delivery)).collect();
            let shown = meant.iter().filter(|delivery| {
                let group = self.group_of(filter.grouping, delivery);
                group.is_some_and(|group| {
                    !meant.iter().any(|newer| {
                        newer.id > delivery.id && self.group_of(filter.grouping, newer).as_ref() == Some(&group)
                    })
                })
            });
            rows.extend(shown.map(|delivery| self.delivery_row(delivery)));
        }
        let is_by_issue = filter.grouping == Grouping::Issue;
        if filter.delivery.destination_id.is_none()
            && filter.delivery.subscription_id.is_none()
            && !filter.delivery.asks_for_attempts()
            && !is_by_issue
        {
            rows.extend(self.event_rows(filter));
        }
        rows.retain(|row| stretch.before.is_none_or(|before| row.cursor() < before));
        rows.retain(|row| stretch.after.is_none_or(|after| row.cursor() > after));
        rows.sort_by_key(|row| std::cmp::Reverse(row.cursor()));
        rows.truncate(limit as usize);
        rows
    }

    /// What a delivery belongs to: every one to itself while nothing is grouped. `None` when it belongs to nothing.
    fn group_of(&self, grouping: Grouping, delivery: &Delivery) -> Option<Cursor> {
        match grouping {
            Grouping::None => Some(delivery.id.uuid()),
            Grouping::Event => Some(delivery.event_id.uuid()),
            Grouping::Issue => self.issue_deliveries.get(&delivery.id).map(|(_, id)| id.uuid()),
        }
    }

    fn minutes(&self) -> BTreeMap<Timestamp, TallyBucket> {
        let mut minutes = BTreeMap::new();
        for delivery in self.deliveries.values() {
            let stage = Stage::of(&delivery.state, delivery.attempts_made);
            bucket(&mut minutes, delivery.created_at).deliveries.add(stage, 1);
        }
        for (event, _) in self.events.values() {
            bucket(&mut minutes, event.received_at).events += 1;
        }
        minutes
    }

    fn delivery_row(&self, delivery: &Delivery) -> TimelineRow {
        let event = self.events.get(&delivery.event_id);
        TimelineRow::Delivery {
            delivery: Box::new(delivery.clone()),
            event_deliveries: self.deliveries_of(delivery.event_id).count() as u64,
            issue_id: self.issue_deliveries.get(&delivery.id).map(|(_, id)| *id),
            verdict: event.map_or(VerificationVerdict::NotChecked, |(event, _)| event.verification.verdict),
        }
    }

    fn event_rows(&self, filter: &TimelineFilter) -> impl Iterator<Item = TimelineRow> {
        let asked = filter.clone();
        let events = self.events.values().map(|(event, _)| event);
        events
            .filter(move |event| {
                let is_rejected = event.verification.verdict == VerificationVerdict::Rejected;
                let is_asked_for = if is_rejected { asked.with_rejected } else { asked.with_unrouted };
                let is_text_in =
                    |text: &String| event.event_type.as_str().to_ascii_lowercase().contains(&text.to_ascii_lowercase());
                is_asked_for
                    && self.deliveries_of(event.id).next().is_none()
                    && asked.delivery.source_id.is_none_or(|id| event.source_id == Some(id))
                    && asked.delivery.event_type.as_ref().is_none_or(|pattern| pattern.matches(&event.event_type))
                    && asked.delivery.text.as_ref().is_none_or(is_text_in)
                    && is_made_in(&asked.delivery, event.id.uuid())
            })
            .map(|event| TimelineRow::Event {
                id: event.id,
                source_id: event.source_id,
                event_type: event.event_type.clone(),
                received_at: event.received_at,
                body_bytes: event.body_bytes,
                verdict: event.verification.verdict,
            })
    }

    fn p95_us(&self) -> Option<u64> {
        let answered = self.attempts.values().rev().filter(|(attempt, _)| attempt.response.is_some());
        let mut times: Vec<u64> = answered.take(1_000).map(|(attempt, _)| attempt.phases.total_us).collect();
        times.sort_unstable();
        let place = (times.len() * 95).div_ceil(100);
        times.get(place.checked_sub(1)?).copied()
    }
}

/// A delivery that waits.
pub(super) const fn is_scheduled(delivery: &Delivery) -> bool {
    matches!(delivery.state, DeliveryState::Scheduled { .. })
}
