//! Figures over time in memory: counted anew each time.

use std::time::Duration;

use domain::{Delivery, Figures, Timestamp};
use store::{FiguresBucket, FiguresOf, FiguresOverTime, HourlyFigures, StoreError};

use super::{Content, MemoryStore};

const HOUR: Duration = Duration::from_secs(3_600);

#[async_trait::async_trait]
impl FiguresOverTime for MemoryStore {
    async fn figures(
        &self,
        of: FiguresOf,
        since: Timestamp,
        bucket: Duration,
        buckets: u32,
    ) -> Result<Vec<FiguresBucket>, StoreError> {
        let content = self.content();
        let starts = (0..buckets).map(|place| since.after(bucket * place));
        let bucket = |start_at: Timestamp| {
            let end = start_at.after(bucket);
            let waiting = match of {
                FiguresOf::All | FiguresOf::Destination(_) => content.waiting_at(of, end),
                FiguresOf::Subscription(_) | FiguresOf::Source(_) => 0,
            };
            FiguresBucket { start_at, figures: content.figures(of, start_at, end), waiting }
        };
        Ok(starts.map(bucket).collect())
    }

    async fn hourly_figures(
        &self,
        of: &[FiguresOf],
        since: Timestamp,
        hours: u32,
    ) -> Result<Vec<HourlyFigures>, StoreError> {
        let content = self.content();
        let hourly = |of: &FiguresOf| {
            let starts = (0..hours).map(|place| since.after(HOUR * place));
            HourlyFigures {
                hours: starts.map(|start_at| content.figures(*of, start_at, start_at.after(HOUR))).collect(),
                last_event_at: content
                    .figures(*of, Timestamp::from_unix_ms(0), since.after(HOUR * hours))
                    .last_event_at,
            }
        };
        Ok(of.iter().map(hourly).collect())
    }
}

impl Content {
    fn figures(&self, of: FiguresOf, since: Timestamp, until: Timestamp) -> Figures {
        let is_in = |at: Timestamp| at >= since && at < until;
        let mut figures = Figures::default();
        let events = self.events.values().map(|(event, _)| event).chain(&self.gone.events);
        for event in events.filter(|event| is_in(event.received_at)) {
            if of == FiguresOf::All || event.source_id.map(FiguresOf::Source) == Some(of) {
                figures.add_event(event.received_at);
            }
        }
        let deliveries = self.deliveries.values().chain(self.gone.deliveries.values());
        for delivery in deliveries.filter(|delivery| is_in(delivery.created_at)) {
            let is_made_for = delivery.subscription_id.map(FiguresOf::Subscription) == Some(of);
            if of == FiguresOf::Destination(delivery.destination_id) || is_made_for {
                figures.add_event(delivery.created_at);
            }
        }
        let attempts = self.attempts.values().map(|(attempt, _)| attempt).chain(&self.gone.attempts);
        for attempt in attempts.filter(|attempt| is_in(attempt.started_at)) {
            let id = &attempt.delivery_id;
            let delivery = self.deliveries.get(id).or_else(|| self.gone.deliveries.get(id));
            if delivery.is_some_and(|delivery| is_of(delivery, of)) {
                figures.add_attempt(attempt);
            }
        }
        figures
    }

    fn waiting_at(&self, of: FiguresOf, at: Timestamp) -> u64 {
        let is_waiting = |delivery: &&Delivery| {
            let is_over = delivery.state.concluded_at().is_some_and(|end| end < at);
            is_of(delivery, of) && delivery.created_at < at && !is_over
        };
        self.deliveries.values().chain(self.gone.deliveries.values()).filter(is_waiting).count() as u64
    }
}

fn is_of(delivery: &Delivery, of: FiguresOf) -> bool {
    match of {
        FiguresOf::All => true,
        FiguresOf::Destination(id) => delivery.destination_id == id,
        FiguresOf::Subscription(id) => delivery.subscription_id == Some(id),
        FiguresOf::Source(id) => delivery.source_id == Some(id),
    }
}
