//! How much later an event arrives at its destination through the product than by a bare POST, at 50 a second.

use std::time::{Duration, Instant};

use anyhow::Result;
use http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::Bench;
use crate::disk;
use crate::figure::{Figure, Goal};
use crate::payload;
use crate::rounds::{milliseconds, percentile};
use crate::sender::{Connection, Target};
use crate::sink::NUMBER_FIELD;

/// Ours and the bare one take turns, each at 50 a second.
const TURN: Duration = Duration::from_millis(10);
/// Connections of each, taken in turns: a slow answer holds up nothing.
const CONNECTIONS: usize = 16;
/// Writes that are flushed to learn about the disk.
const FLUSHES: usize = 300;

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let product = bench.product("latency").await?;
    let ours = product.open_source("orders").await?;
    product.forward_everything(json!({ "url": bench.sink.url("timed") })).await?;
    let bare = Target::new(bench.sink.url("").trim_end_matches('/'), "/timed")?;

    let mut connections = Vec::with_capacity(2 * CONNECTIONS);
    for _ in 0..CONNECTIONS {
        for target in [&bare, &ours] {
            connections.push(Some(target.connect().await?));
        }
    }
    // The first ones open connections and prepare statements.
    paced(&mut connections, 4 * CONNECTIONS).await?;
    bench.sink.take_arrivals();
    let sent = paced(&mut connections, 2 * bench.scale.paced_events).await?;
    let before = Instant::now();
    let mut arrivals = Vec::new();
    while arrivals.len() < sent.len() && before.elapsed() < Duration::from_secs(10) {
        tokio::time::interval(Duration::from_millis(50)).tick().await;
        arrivals.extend(bench.sink.take_arrivals());
    }
    bench.discard(product).await?;

    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    for (number, arrived_at) in arrivals {
        let took = milliseconds(arrived_at.duration_since(sent[number]));
        if number % 2 == 0 { bare.push(took) } else { ours.push(took) }
    }
    let flushes = disk::flushes(&bench.workspaces(), FLUSHES.min(bench.scale.paced_events))?;
    let figure = |percent: usize, goal| {
        let (ours, bare) = (percentile(&ours, percent), percentile(&bare, percent));
        let details: Value = json!({ "ours_ms": ours, "bare_ms": bare });
        Figure::new(format!("arrival above a bare POST, p{percent}"), Goal::WithinMs(goal), ours - bare, details)
    };
    let flush = |percent: usize| {
        let name = format!("  one flush of 16 KiB to this disk, p{percent}");
        Figure::new(name, Goal::NoneMs, percentile(&flushes, percent), Value::Null)
    };
    Ok(vec![figure(50, 1.0), figure(99, 5.0), flush(50), flush(99)])
}

/// Sends numbered requests at an even pace, and says when each began.
async fn paced(connections: &mut [Option<Connection>], count: usize) -> Result<Vec<Instant>> {
    let mut turns = tokio::time::interval(TURN);
    let mut began = Vec::with_capacity(count);
    let mut answers: Vec<Option<tokio::task::JoinHandle<Result<Connection>>>> = Vec::new();
    answers.resize_with(connections.len(), || None);
    for number in 0..count {
        turns.tick().await;
        let place = number % connections.len();
        let mut connection = match (connections[place].take(), answers[place].take()) {
            (Some(connection), _) => connection,
            (None, Some(answer)) => answer.await??,
            (None, None) => unreachable!("a connection is at rest or on its way"),
        };
        began.push(Instant::now());
        answers[place] = Some(tokio::spawn(async move {
            let field = (HeaderName::from_static(NUMBER_FIELD), HeaderValue::from(number));
            connection.post(payload::ready_order(number), &[field]).await?;
            Ok(connection)
        }));
    }
    for (place, answer) in answers.into_iter().enumerate() {
        if let Some(answer) = answer {
            connections[place] = Some(answer.await??);
        }
    }
    Ok(began)
}
