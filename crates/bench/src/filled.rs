//! Workspaces with many deliveries, filled through the store's own verbs.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use bytes::Bytes;
use domain::id::DestinationId;
use domain::{Attempt, DeadLetterCause, Delivery, DeliveryState, Lease, Verdict};
use engine::{Clock, SystemClock};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use store::conformance::samples::{Samples, conclusion};
use store::{Capture, Conclusion, Configuration, Deliveries, Events, Store};
use store_sqlite::SqliteStore;

use crate::payload;

/// Deliveries that are written at a time: as many as the writer takes into one transaction.
const BATCH: usize = 256;
/// Destinations, each with its share of the deliveries.
const DESTINATIONS: usize = 20;
/// Every so manieth delivery is a dead letter.
const DEAD_LETTER_EVERY: usize = 7;
/// Every so manieth event is of the rare kind.
const RARE_EVERY: usize = 5_000;
/// Rows between the place of the deepest page and the oldest delivery.
const DEEPEST: usize = 60;
/// Kinds of events that are frequent.
const KINDS: [&str; 10] = [
    "order.created",
    "order.paid",
    "order.shipped",
    "order.refunded",
    "customer.created",
    "customer.updated",
    "invoice.finalized",
    "invoice.paid",
    "payment.failed",
    "payment.succeeded",
];
/// The kind that is rare.
pub const RARE_KIND: &str = "dispute.opened";

/// A workspace with many deliveries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filled {
    /// Its folder.
    pub folder: PathBuf,
    /// How many deliveries it has.
    pub deliveries: usize,
    /// The place of the last full page.
    pub deepest: String,
    /// One of its destinations.
    pub destination_id: String,
}

impl Filled {
    /// A workspace with so many deliveries: that of an earlier run when it may be used, or a new one.
    pub async fn with(deliveries: usize, folder: &Path, may_reuse: bool) -> Result<Self> {
        let folder = folder.join(format!("filled-{deliveries}"));
        let note = folder.join("filled.json");
        if may_reuse && let Ok(text) = std::fs::read(&note) {
            return Ok(serde_json::from_slice(&text)?);
        }
        let _ = std::fs::remove_dir_all(&folder);
        eprintln!("   filling a workspace with {deliveries} deliveries");
        let filled = fill(folder, deliveries).await?;
        std::fs::write(note, serde_json::to_vec(&filled)?)?;
        Ok(filled)
    }
}

async fn fill(folder: PathBuf, deliveries: usize) -> Result<Filled> {
    let now = SystemClock.now();
    let store = SqliteStore::open(&folder.join("tacklebox.sqlite"), now).await?;
    let mut samples = Samples::new();
    let mut destinations = Vec::with_capacity(DESTINATIONS);
    for number in 0..DESTINATIONS {
        let destination = samples.destination(&format!("Shop {number}"));
        destinations.push(destination.id);
        store.put_destination(destination).await?;
    }
    let lease = store.begin_run(now).await?.lease;
    let mut filling = Filling { samples, destinations, lease, made: 0, deepest: None };
    let mut conclusions = Vec::new();
    while filling.made < deliveries || !conclusions.is_empty() {
        let captures: Vec<Capture> = (filling.made..deliveries).take(BATCH).map(|_| filling.capture()).collect();
        let captured: Vec<Delivery> = captures.iter().flat_map(|capture| capture.deliveries.clone()).collect();
        let concluded = std::mem::take(&mut conclusions);
        tokio::try_join!(
            try_join_all(captures.into_iter().map(|capture| store.capture(capture))),
            try_join_all(concluded.into_iter().map(|conclusion| store.conclude(conclusion))),
        )?;
        conclusions = captured.iter().map(|delivery| filling.conclusion(delivery)).collect();
    }
    let destination_id = filling.destinations[DESTINATIONS / 2].to_string();
    let deepest = filling.deepest.context("fewer deliveries than a page")?;
    store.close().await;
    Ok(Filled { folder, deliveries, deepest, destination_id })
}

struct Filling {
    samples: Samples,
    destinations: Vec<DestinationId>,
    lease: Lease,
    made: usize,
    deepest: Option<String>,
}

impl Filling {
    /// The next event with its one delivery, in flight.
    fn capture(&mut self) -> Capture {
        let number = self.made;
        self.made += 1;
        let kind = if number.is_multiple_of(RARE_EVERY) { RARE_KIND } else { KINDS[number % KINDS.len()] };
        let mut event = self.samples.event(kind);
        event.headers.push("User-Agent", "Shop/4.2 (+https://shop.example/webhooks)");
        event.headers.push("X-Shop-Delivery", event.id.to_string());
        event.headers.push("Content-Length", payload::PAYLOAD_BYTES.to_string());
        let destination = self.destinations[(number / KINDS.len()) % DESTINATIONS];
        let mut capture = self.samples.capture_of(event, &payload::order(number), &[destination]);
        for delivery in &mut capture.deliveries {
            delivery.state = DeliveryState::InFlight { lease: self.lease };
            if number == DEEPEST {
                self.deepest = Some(delivery.id.uuid().to_string());
            }
        }
        capture
    }

    /// How its first attempt ended.
    fn conclusion(&mut self, delivery: &Delivery) -> Conclusion {
        let is_dead = delivery.id.uuid().as_u128().is_multiple_of(DEAD_LETTER_EVERY as u128);
        let cause = DeadLetterCause::AttemptsUsedUp;
        let (status, verdict, body) = match is_dead {
            true => (500, Verdict::DeadLetter { cause }, "{\"error\":\"something went wrong\"}"),
            false => (200, Verdict::Delivered, "ok"),
        };
        let attempt = with_fields(self.samples.answered(delivery, status, verdict));
        let at = self.samples.now();
        let state = match is_dead {
            true => DeliveryState::DeadLettered { at, cause },
            false => DeliveryState::Delivered { at },
        };
        Conclusion { response_body: Bytes::from(body), ..conclusion(delivery, self.lease, attempt, state) }
    }
}

fn with_fields(mut attempt: Attempt) -> Attempt {
    let sent = &mut attempt.request.headers;
    sent.push("host", "127.0.0.1:3000");
    sent.push("content-type", "application/json");
    sent.push("webhook-id", attempt.delivery_id.to_string());
    sent.push("webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=");
    if let Some(response) = &mut attempt.response {
        response.headers.push("content-type", "application/json");
        response.headers.push("server", "nginx");
    }
    attempt
}
