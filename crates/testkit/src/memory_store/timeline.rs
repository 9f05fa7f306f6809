//! Lists and figures in memory: counted anew each time.

use std::collections::BTreeMap;

use domain::{Delivery, DeliveryState, Timestamp, VerificationVerdict};
use store::{Cursor, HourBucket, Stage, StageCounts, StoreError, Tally, Timeline, TimelineFilter, TimelineRow};

use super::deliveries::is_meant;
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
        let content = self.content();
        let mut rows: Vec<TimelineRow> = Vec::new();
        if filter.with_deliveries {
            let meant = content.deliveries.values().filter(|delivery| is_meant(&filter.delivery, delivery));
            rows.extend(meant.map(|delivery| content.delivery_row(delivery)));
        }
        if filter.delivery.destination_id.is_none() {
            rows.extend(content.event_rows(filter));
        }
        rows.retain(|row| before.is_none_or(|before| row.cursor() < before));
        rows.sort_by_key(|row| std::cmp::Reverse(row.cursor()));
        rows.truncate(limit as usize);
        Ok(rows)
    }

    async fn tally(&self, now: Timestamp) -> Result<Tally, StoreError> {
        let content = self.content();
        let mut destinations: BTreeMap<_, StageCounts> = BTreeMap::new();
        let mut minutes: BTreeMap<Timestamp, HourBucket> = BTreeMap::new();
        for delivery in content.deliveries.values() {
            let stage = Stage::of(&delivery.state, delivery.attempts_made);
            destinations.entry(delivery.destination_id).or_default().add(stage, 1);
            bucket(&mut minutes, delivery.created_at).deliveries.add(stage, 1);
        }
        let mut sources: BTreeMap<_, (u64, Timestamp)> = BTreeMap::new();
        let (mut unrouted, mut rejected) = (0, 0);
        for (event, _) in content.events.values() {
            let counted = sources.entry(event.source_id).or_insert((0, event.received_at));
            *counted = (counted.0 + 1, counted.1.max(event.received_at));
            bucket(&mut minutes, event.received_at).events += 1;
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
            last_hour: minutes
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

fn bucket(minutes: &mut BTreeMap<Timestamp, HourBucket>, at: Timestamp) -> &mut HourBucket {
    let start_at = minute_of(at);
    minutes.entry(start_at).or_insert(HourBucket { start_at, deliveries: StageCounts::default(), events: 0 })
}

impl Content {
    fn delivery_row(&self, delivery: &Delivery) -> TimelineRow {
        let event = self.events.get(&delivery.event_id);
        TimelineRow::Delivery {
            delivery: Box::new(delivery.clone()),
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
