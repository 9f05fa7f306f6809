//! Whether nine healthy destinations are slowed down by a tenth one that takes requests and never answers.

use anyhow::Result;
use serde_json::json;

use super::Bench;
use super::deliver::deliver;
use crate::figure::{Figure, Goal};
use crate::rounds::Rounds;

/// Destinations that answer.
const HEALTHY: usize = 9;

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let product = bench.product("hanging").await?;
    for number in 0..HEALTHY {
        product.forward_everything(json!({ "url": bench.sink.url(&format!("healthy-{number}")) })).await?;
    }
    // It hangs for longer than everything here takes.
    let hanging = json!({ "url": bench.sink.url("hanging"), "timeout_ms": 120_000 });
    let (_, hanging) = product.forward_everything(hanging).await?;
    let (events, mut recorded) = (bench.scale.events / 4, 0);
    let mut rounds = Rounds::default();
    let mut next = || {
        recorded += events * HEALTHY;
        recorded
    };
    for _ in 0..bench.scale.rounds {
        product.switch(&hanging, true).await?;
        let with = deliver(bench, &product, events, next()).await?;
        product.switch(&hanging, false).await?;
        let without = deliver(bench, &product, events, next()).await?;
        rounds.add(with, without);
    }
    bench.kill(product).await?;
    Ok(vec![Figure::new(
        "nine beside a hanging one, by nine alone",
        Goal::AtLeast(0.95),
        rounds.ratio(),
        rounds.details(),
    )])
}
