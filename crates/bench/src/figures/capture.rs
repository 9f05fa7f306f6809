//! How many events a second are accepted, each flushed to the disk before its 2xx, by how many the bare receiver takes.

use anyhow::Result;

use super::Bench;
use crate::figure::{Figure, Goal};
use crate::rounds::{Rounds, rate};
use crate::sender::{Target, Until, send};

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let product = bench.product("capture").await?;
    let ours = product.open_source("orders").await?;
    let bare = Target::new(&bench.sink.url("")[..bench.sink.url("").len() - 1], "/orders")?;
    let until = Until::Elapsed(bench.scale.round);
    let mut rounds = Rounds::default();
    for _ in 0..bench.scale.rounds {
        let bare = send(&bare, until).await?;
        let ours = send(&ours, until).await?;
        rounds.add(rate(ours.requests, ours.elapsed), rate(bare.requests, bare.elapsed));
    }
    bench.discard(product).await?;
    Ok(vec![Figure::new("capture, by a bare receiver", Goal::AtLeast(0.20), rounds.ratio(), rounds.details())])
}
