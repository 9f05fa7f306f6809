//! One attempt, from a claimed delivery to its conclusion:
//! `Delivery → PreparedRequest → SignedRequest → Exchange → Verdict → Conclusion`.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::verdict::Progress;
use domain::{Attempt, Delivery, DeliveryState, ErrorClass, Event, Outcome, RequestAsSent, Timestamp, Verdict, judge};
use store::{Conclusion, DeliveryRoute, Moved, StoreError};

use super::emission::Emission;
use super::in_hand::InHand;
use super::lane::Slot;
use super::{Dispatch, PreparedRequest, STORE_WAIT, request};
use crate::changes::Change;
use crate::configuration::ConfiguredDestination;
use crate::egress::{Exchange, SignedRequest};

impl Dispatch {
    /// Makes one attempt of a delivery that is in flight under this run's lease.
    ///
    /// The slot is free for another attempt once the destination has answered with success, so that its pace does not
    /// hang on the store's; how many answers may wait to be recorded is bounded by the room of the lane. After a
    /// failure the slot is kept until it is recorded and counted for the destination's health.
    pub(super) async fn attempt(&self, delivery: Delivery, in_hand: Option<InHand>, slot: Slot) {
        let snapshot = self.configuration.snapshot();
        let destination = match snapshot.destination(delivery.destination_id) {
            Ok(destination) if !destination.destination.is_holding() => destination,
            // Paused, disabled or deleted since it was claimed: it waits in the store, where a deletion cancels it.
            Ok(_) => return self.put_back(&delivery, self.clock.now()).await,
            Err(_) => return self.cancel(&delivery).await,
        };
        if !self.gate(destination).still_lets_through(self.clock.now()) {
            return self.put_back(&delivery, self.clock.now()).await;
        }
        let loaded = self.load(&delivery, in_hand).await;
        let (event, body) = match loaded {
            Ok(Some(loaded)) => loaded,
            Ok(None) => return self.conclude_unsendable(&delivery, destination, "its event is no longer stored").await,
            Err(error @ StoreError::CorruptBody { .. }) => {
                return self.conclude_unsendable(&delivery, destination, &error.to_string()).await;
            }
            Err(error) => {
                tracing::error!(delivery = %delivery.id, error = &error as &dyn std::error::Error, "event not read");
                return self.put_back(&delivery, self.clock.now().after(STORE_WAIT)).await;
            }
        };
        let started_at = self.clock.now();
        let number = delivery.attempts_made.saturating_add(1);
        let prepared = PreparedRequest::of(&event.headers, body, destination.destination.url.clone());
        let subscription = delivery.subscription_id.and_then(|id| snapshot.subscription(id).ok());
        let prepared =
            match self.transform(prepared, subscription.map(AsRef::as_ref), &event.event_type, destination).await {
                Ok(prepared) => prepared,
                Err(outcome) => return self.conclude_unsent(&delivery, destination, outcome).await,
            };
        let (signed, has_own_body) =
            match request::signed_request(&delivery, &event, prepared, destination, number, started_at) {
                Ok(signed) => signed,
                Err(reason) => return self.conclude_unsendable(&delivery, destination, &reason).await,
            };
        let own_body = has_own_body.then(|| signed.body.clone());
        let mut exchange = match self.ask_for_leave(destination, &signed.url).await {
            Ok(()) => self.egress.send(signed.clone()).await,
            Err(outcome) => Exchange::unsent(outcome, Duration::ZERO),
        };
        let is_success = matches!(exchange.outcome, Outcome::Answered { status: 200..=299, .. });
        if is_success {
            drop(slot);
        }
        let mut note = None;
        if let Some(event_type) = destination.destination.emits.as_ref().filter(|_| is_success) {
            match self.emit(event_type, &delivery, &event, &exchange, self.clock.now()).await {
                Emission::Done => {}
                Emission::Refused(reason) => note = Some(reason),
                // Nothing is recorded: the delivery is in flight under this run's lease, and the next run makes it.
                Emission::Interrupted => return,
            }
        }
        exchange.keep_for_attempt();
        let tried = Tried { sent: signed, own_body, exchange, note, started_at };
        self.conclude(&delivery, destination, tried).await;
    }

    /// Puts a claimed delivery back without an attempt.
    pub(super) async fn put_back(&self, delivery: &Delivery, due_at: Timestamp) {
        if let Ok(destination) = self.configuration.snapshot().destination(delivery.destination_id) {
            self.gate(destination).give_back(self.clock.now(), 1);
        }
        match self.store.release(delivery.id, self.lease, due_at).await {
            Ok(_) => self.changes.mark(Change::Delivery(delivery.id)),
            // It stays in flight under this run's lease, and the next run schedules it again.
            Err(error) => {
                tracing::error!(delivery = %delivery.id, error = &error as &dyn std::error::Error, "not put back");
            }
        }
    }

    async fn cancel(&self, delivery: &Delivery) {
        self.put_back(delivery, self.clock.now()).await;
        if let Err(error) = self.store.cancel(delivery.id, self.clock.now()).await {
            tracing::error!(delivery = %delivery.id, error = &error as &dyn std::error::Error, "not cancelled");
        }
    }

    async fn load(
        &self,
        delivery: &Delivery,
        in_hand: Option<InHand>,
    ) -> Result<Option<(Arc<Event>, Bytes)>, StoreError> {
        let recent = || self.recent.get(delivery.event_id).map(|(event, body)| InHand::found(event, body));
        let (event, body) = match in_hand.or_else(recent) {
            Some(in_hand) => (Some(in_hand.event), in_hand.body),
            None => (self.store.event(delivery.event_id).await?.map(|row| Arc::new(row.event)), None),
        };
        let body = match body {
            Some(body) => Some(body),
            None => self.store.event_body(delivery.event_id).await?,
        };
        Ok(event.zip(body))
    }

    async fn conclude_unsendable(&self, delivery: &Delivery, destination: &ConfiguredDestination, reason: &str) {
        let outcome = Outcome::Failed { class: ErrorClass::InvalidRequest, detail: reason.to_owned() };
        self.conclude_unsent(delivery, destination, outcome).await;
    }

    async fn conclude_unsent(&self, delivery: &Delivery, destination: &ConfiguredDestination, outcome: Outcome) {
        let exchange = Exchange::unsent(outcome, Duration::ZERO);
        let sent = request::unsendable(destination, &Bytes::new());
        let tried = Tried { sent, own_body: None, exchange, note: None, started_at: self.clock.now() };
        self.conclude(delivery, destination, tried).await;
    }

    async fn conclude(&self, delivery: &Delivery, destination: &ConfiguredDestination, tried: Tried) {
        let now = self.clock.now();
        let number = delivery.attempts_made.saturating_add(1);
        let progress = Progress { created_at: delivery.created_at, attempts_made: number };
        let verdict = judge(&tried.exchange.outcome, progress, &delivery.retry_schedule, now, self.entropy.roll());
        let conclusion = conclusion(self.entropy.id(now), self.lease, delivery, tried, verdict, now);
        let (attempt, answer) = (conclusion.attempt.clone(), conclusion.response_body.clone());
        self.log(delivery, &attempt);
        if self.record(conclusion).await == Some(Moved::Done) {
            self.issues.observe(delivery, destination, &attempt, &answer, now);
            self.follow_up(delivery, destination, &attempt, now).await;
        }
    }

    /// Records a conclusion, and goes on trying while the store cannot be written: an attempt that is not recorded
    /// would be made again. `None` when the engine stops first.
    async fn record(&self, conclusion: Conclusion) -> Option<Moved> {
        loop {
            match self.store.conclude(conclusion.clone()).await {
                Ok(moved) => return Some(moved),
                Err(error) => {
                    tracing::error!(
                        delivery = %conclusion.attempt.delivery_id,
                        error = &error as &dyn std::error::Error,
                        "attempt not recorded yet"
                    );
                }
            }
            tokio::select! {
                () = self.clock.sleep_until(self.clock.now().after(STORE_WAIT)) => {}
                () = self.stopping.cancelled() => return None,
            }
        }
    }

    /// What a recorded attempt sets off: the scheduler, the destination's health, notices.
    async fn follow_up(
        &self,
        delivery: &Delivery,
        destination: &ConfiguredDestination,
        attempt: &Attempt,
        now: Timestamp,
    ) {
        let waits_again = matches!(attempt.verdict, Verdict::Retry { .. } | Verdict::Postpone { .. });
        if waits_again || delivery.ordering_key.is_some() {
            self.doorbell.ring();
        }
        self.replay_watch.observe(delivery, attempt);
        self.note_health(destination, attempt, now).await;
        self.changes.mark(Change::Delivery(delivery.id));
    }

    fn log(&self, delivery: &Delivery, attempt: &Attempt) {
        tracing::info!(
            delivery = %delivery.id,
            event = %delivery.event_id,
            destination = %delivery.destination_id,
            number = attempt.number,
            status = attempt.response.as_ref().map(|response| response.status),
            error = attempt.error_class.map(ErrorClass::word),
            total_us = attempt.phases.total_us,
            verdict = ?attempt.verdict,
            "attempt"
        );
    }
}

/// What one try made known.
struct Tried {
    sent: SignedRequest,
    /// The body that was sent, when it is not the event's.
    own_body: Option<Bytes>,
    exchange: Exchange,
    /// What else is to be said of it.
    note: Option<String>,
    started_at: Timestamp,
}

fn conclusion(
    id: domain::id::AttemptId,
    lease: domain::Lease,
    delivery: &Delivery,
    tried: Tried,
    verdict: Verdict,
    now: Timestamp,
) -> Conclusion {
    let Tried { sent, own_body, exchange, note, started_at } = tried;
    let (error_class, error_detail) = match &exchange.outcome {
        Outcome::Answered { .. } if verdict == Verdict::Delivered => (None, None),
        Outcome::Answered { .. } => (Some(ErrorClass::Status), None),
        Outcome::Failed { class, detail } => (Some(*class), Some(detail.clone())),
        Outcome::Cancelled { reason } => (Some(ErrorClass::Transform), Some(reason.clone())),
    };
    let (state, costs_attempt) = match verdict {
        Verdict::Delivered => (DeliveryState::Delivered { at: now }, true),
        Verdict::Retry { at } => (DeliveryState::Scheduled { due_at: at }, true),
        Verdict::Postpone { at } => (DeliveryState::Scheduled { due_at: at }, false),
        Verdict::DeadLetter { cause } => (DeliveryState::DeadLettered { at: now, cause }, true),
        Verdict::Cancelled => (DeliveryState::Cancelled { at: now }, true),
    };
    let number = delivery.attempts_made.saturating_add(1);
    Conclusion {
        lease,
        route: DeliveryRoute::of(delivery),
        attempt: Arc::new(Attempt {
            id,
            delivery_id: delivery.id,
            number,
            started_at,
            request: RequestAsSent {
                method: sent.method.to_string(),
                url: sent.url,
                headers: exchange.sent_headers.unwrap_or(sent.headers),
                body_bytes: sent.body.len() as u64,
                has_own_body: own_body.is_some(),
            },
            response: exchange.response,
            error_class,
            error_detail: note.or(error_detail),
            phases: exchange.phases,
            is_connection_reused: exchange.is_connection_reused,
            was_resent_at_once: exchange.was_resent_at_once,
            verdict,
        }),
        request_body: own_body,
        response_body: exchange.response_body,
        state,
        attempts_made: if costs_attempt { number } else { delivery.attempts_made },
    }
}
