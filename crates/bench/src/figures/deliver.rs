//! How many deliveries a second are made from publishing to recorded answer, by how many bare POSTs the same sink takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use super::Bench;
use crate::figure::{Figure, Goal};
use crate::payload;
use crate::product::{Product, http_client};
use crate::rounds::{Rounds, rate};
use crate::sender::{CONNECTIONS, Until, send};

/// Destinations of one event when it is fanned out.
const FANNED_OUT: usize = 10;

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let single = bench.product("deliver").await?;
    let destination = json!({ "url": bench.sink.url("single"), "concurrency": CONNECTIONS });
    single.forward_everything(destination).await?;
    let fanned_out = bench.product("fan-out").await?;
    for number in 0..FANNED_OUT {
        fanned_out.forward_everything(json!({ "url": bench.sink.url(&format!("fan-{number}")) })).await?;
    }
    let http = http_client()?;
    let events = bench.scale.events;
    let (mut one, mut ten) = (Rounds::default(), Rounds::default());
    for round in 1..=bench.scale.rounds {
        let bare = post_bare(&http, &bench.sink.url("bare"), events * 2).await?;
        one.add(deliver(bench, &single, events, events * round).await?, bare);
        let (fewer, in_all) = (events / 4, events / 4 * FANNED_OUT * round);
        ten.add(deliver(bench, &fanned_out, fewer, in_all).await? * as_rate(FANNED_OUT), bare);
    }
    bench.discard(single).await?;
    bench.discard(fanned_out).await?;
    Ok(vec![
        Figure::new("deliver to one, by bare POSTs", Goal::AtLeast(0.20), one.ratio(), one.details()),
        Figure::new("deliver to ten, by bare POSTs", Goal::AtLeast(0.35), ten.ratio(), ten.details()),
    ])
}

/// Publishes events and waits until the workspace has recorded so many deliveries in all. Events a second.
pub async fn deliver(bench: &Bench, product: &Product, events: usize, recorded: usize) -> Result<f64> {
    let before = bench.sink.count();
    let started = Instant::now();
    let sent = send(&product.publishing()?, Until::Sent(events)).await?;
    // Looking at the records takes time from the product; the sink is asked first.
    bench.sink.reached(before + sent.requests).await?;
    product.recorded(recorded).await?;
    Ok(rate(events, started.elapsed()))
}

/// POSTs the same bodies straight to the sink, as many in flight. Requests a second.
async fn post_bare(http: &reqwest::Client, url: &str, count: usize) -> Result<f64> {
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (http, url, next) = (http.clone(), url.to_owned(), next.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return Ok::<_, reqwest::Error>(());
                    }
                    let request = http.post(&url).header("content-type", "application/json");
                    let response = request.body(payload::ready_order(number)).send().await?.error_for_status()?;
                    response.bytes().await?;
                }
            })
        })
        .collect();
    for sender in senders {
        sender.await??;
    }
    Ok(rate(count, started.elapsed()))
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
const fn as_rate(count: usize) -> f64 {
    count as f64
}
