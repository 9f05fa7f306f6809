//! A whole engine in a world where time, chance and destinations are the test's, and what happened is a text.
//!
//! A scenario sets up destinations with scripts, lets something happen, and lets time pass up to the end; then the
//! timeline it prints is compared with the one expected. Nothing sleeps: the clock jumps to the next thing that is due.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::id::{DeliveryId, DestinationId, EventId};
use domain::subscription::Notify;
use domain::{
    Delivery, DeliveryState, EventTypeName, EventTypePattern, Headers, RetrySchedule, Timestamp, explanation,
};
use engine::{
    Clock, Engine, EngineParts, IntakeAnswer, MasterKey, NewDestination, NewSubscription, Publication, ReceivedRequest,
};
use store::{DeliveryFilter, Store};

use crate::{ManualClock, ScriptedEgress, SeededEntropy, Step};

/// A whole engine whose time, chance and destinations are the test's.
pub struct World {
    /// The engine.
    pub engine: Engine,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Its destinations.
    pub egress: Arc<ScriptedEgress>,
    store: Arc<dyn Store>,
    seed: u64,
}

impl World {
    /// A world over a store.
    pub async fn new(store: Arc<dyn Store>) -> Self {
        Self::begin(store, Arc::default(), Arc::default(), 1).await.expect("a new engine starts")
    }

    async fn begin(
        store: Arc<dyn Store>,
        clock: Arc<ManualClock>,
        egress: Arc<ScriptedEgress>,
        seed: u64,
    ) -> Result<Self, engine::StartError> {
        let engine = Engine::start(EngineParts {
            store: store.clone(),
            egress: egress.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(seed)),
            master_key: MasterKey::new([7; 32]),
            program_path: None,
        });
        Ok(Self { engine: engine.await?, clock, egress, store, seed })
    }

    /// The same world after the program was stopped at once and started again, over `store`.
    pub async fn restarted(self, store: Arc<dyn Store>) -> Self {
        Self::begin(store, self.clock, self.egress, self.seed + 1).await.expect("the engine starts again")
    }

    /// The same, over a store that may not let it start.
    ///
    /// # Errors
    /// When the store fails first.
    pub async fn try_restarted(self, store: Arc<dyn Store>) -> Result<Self, engine::StartError> {
        Self::begin(store, self.clock, self.egress, self.seed + 1).await
    }

    /// Makes a destination that follows a script.
    pub async fn destination(&self, name: &str, script: impl IntoIterator<Item = Step>) -> DestinationId {
        let url = format!("http://{name}.test/");
        self.egress.script(&url, script);
        let new = NewDestination { name: Some(name.to_owned()), ..NewDestination::at(url) };
        self.engine.configuration().create_destination(new).await.expect("a destination is made")
    }

    /// Sends events that match `pattern` to a destination, with a schedule.
    pub async fn subscribe(&self, pattern: &str, destination_id: DestinationId, retry_schedule: RetrySchedule) {
        let event_types = vec![EventTypePattern::parse(pattern).expect("a pattern")];
        let new = NewSubscription {
            notify: Notify::FirstFailure,
            ..NewSubscription::to(destination_id, event_types, retry_schedule)
        };
        self.engine.configuration().create_subscription(new).await.expect("a subscription is made");
    }

    /// Publishes an event, and waits until nothing more happens at this time.
    pub async fn publish(&self, event_type: &str) -> EventId {
        let published = self.try_publish(event_type).await.expect("the event is captured");
        self.engine.rest().await;
        published
    }

    /// Publishes an event with a body, and waits until nothing more happens at this time.
    pub async fn publish_body(&self, event_type: &str, body: &'static str) -> EventId {
        let published = self.capture(event_type, body).await.expect("the event is captured");
        self.engine.rest().await;
        published
    }

    /// Publishes an event over a store that may fail.
    ///
    /// # Errors
    /// When the store could not capture it.
    pub async fn try_publish(&self, event_type: &str) -> Result<EventId, store::StoreError> {
        self.capture(event_type, "{\"amount\":4200}").await
    }

    async fn capture(&self, event_type: &str, body: &'static str) -> Result<EventId, store::StoreError> {
        let publication = Publication {
            event_type: EventTypeName::parse(event_type).expect("an event type"),
            idempotency_key: None,
            request: ReceivedRequest {
                method: "POST".to_owned(),
                path_and_query: "/".to_owned(),
                http_version: "HTTP/1.1".to_owned(),
                peer: None,
                headers: Headers::new(),
                body: Bytes::from_static(body.as_bytes()),
                relay: None,
            },
        };
        Ok(self.engine.intake().publish(publication).await?.event_id)
    }

    /// Has a source receive an unsigned request, and waits until nothing more happens at this time.
    pub async fn receive(&self, slug: &str, headers: &[(&str, &str)], body: &'static str) -> IntakeAnswer {
        let mut received = Headers::new();
        for (name, value) in headers {
            received.push(*name, *value);
        }
        let request = ReceivedRequest {
            method: "POST".to_owned(),
            path_and_query: format!("/in/{slug}"),
            http_version: "HTTP/1.1".to_owned(),
            peer: None,
            headers: received,
            body: Bytes::from_static(body.as_bytes()),
            relay: None,
        };
        let answer = self.engine.intake().receive(slug, request).await;
        self.engine.rest().await;
        answer
    }

    /// Lets time pass until nothing is due any more.
    pub async fn pass_all_time(&self) {
        loop {
            self.engine.rest().await;
            let Some(next_at) = self.engine.looks_again_at() else { return };
            self.move_to(next_at).await;
        }
    }

    /// Lets time pass by `duration`, with everything that is due on the way.
    pub async fn pass(&self, duration: Duration) {
        let end = self.clock.now().after(duration);
        loop {
            self.engine.rest().await;
            match self.engine.looks_again_at().filter(|next_at| *next_at <= end) {
                Some(next_at) => self.move_to(next_at).await,
                None => return self.move_to(end).await,
            }
        }
    }

    async fn move_to(&self, at: Timestamp) {
        self.clock.move_to(at);
        // The scheduler is woken as when a computer wakes up, so that rest means it has looked.
        self.engine.wake();
        self.engine.rest().await;
    }

    /// All deliveries, oldest first.
    pub async fn deliveries(&self) -> Vec<Delivery> {
        let newest = self.store.deliveries(&DeliveryFilter::default(), None, 1_000).await.expect("the store answers");
        newest.into_iter().rev().collect()
    }

    /// One delivery.
    pub async fn delivery(&self, id: DeliveryId) -> Delivery {
        self.store.delivery(id).await.expect("the store answers").expect("the delivery exists")
    }

    /// What happened, a line for each attempt and each end, by time.
    pub async fn timeline(&self) -> String {
        let start = self.clock.now().before(self.clock.elapsed());
        let mut lines: Vec<(Timestamp, DeliveryId, u32, String)> = Vec::new();
        for delivery in self.deliveries().await {
            let name = self.name_of(delivery.destination_id);
            for attempt in self.store.attempts_of(delivery.id).await.expect("the store answers") {
                let seen = match (&attempt.response, attempt.error_class) {
                    (Some(response), _) => response.status.to_string(),
                    (None, Some(class)) => class.word().to_owned(),
                    (None, None) => "?".to_owned(),
                };
                let what = format!("attempt {}   {name}  {seen}", attempt.number);
                lines.push((attempt.started_at, delivery.id, attempt.number, what));
            }
            let end = match delivery.state {
                DeliveryState::Delivered { at } => Some((at, format!("delivered   {name}"))),
                DeliveryState::Cancelled { at } => Some((at, format!("cancelled   {name}"))),
                DeliveryState::DeadLettered { at, cause } => Some((
                    at,
                    format!("dead letter {name}  {}", explanation::of_cause(cause).in_words(words::Language::English)),
                )),
                DeliveryState::Scheduled { .. } | DeliveryState::InFlight { .. } => None,
            };
            lines.extend(end.map(|(at, what)| (at, delivery.id, u32::MAX, what)));
        }
        lines.sort();
        let mut timeline = String::new();
        for (at, _, _, what) in lines {
            let after = explanation_of_time(at.since(start));
            writeln!(timeline, "+{after:<11}{what}").expect("a string can be written to");
        }
        timeline
    }

    fn name_of(&self, id: DestinationId) -> String {
        let snapshot = self.engine.configuration().snapshot();
        snapshot.destination(id).map_or_else(|_| "?".to_owned(), |entry| entry.destination.name.clone())
    }
}

/// `27h35m5s`.
fn explanation_of_time(time: Duration) -> String {
    let seconds = time.as_secs();
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let text: String =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    if text.is_empty() { "0s".to_owned() } else { text }
}
