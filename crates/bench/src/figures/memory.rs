//! Whether memory grows with what was delivered.

use anyhow::{Context, Result};
use serde_json::json;

use super::Bench;
use super::deliver::deliver;
use crate::figure::{Figure, Goal};
use crate::sender::CONNECTIONS;

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let product = bench.product("memory").await?;
    let destination = json!({ "url": bench.sink.url("memory"), "concurrency": CONNECTIONS });
    product.forward_everything(destination).await?;
    let (few, many) = bench.scale.delivered;
    deliver(bench, &product, few, few).await?;
    let Some(after_few) = product.resident_kib() else {
        eprintln!("   this system does not say how much memory a process has; left out");
        return Ok(Vec::new());
    };
    deliver(bench, &product, many - few, many).await?;
    let after_many = product.resident_kib().context("the program is gone")?;
    bench.discard(product).await?;
    let details = json!({ "kib_after_few": after_few, "kib_after_many": after_many, "few": few, "many": many });
    #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 KiB")]
    let value = after_many as f64 / after_few as f64;
    Ok(vec![Figure::new(format!("memory after {many}, by after {few}"), Goal::AtMost(1.2), value, details)])
}
