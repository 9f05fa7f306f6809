//! Bytes on disk for each event with its delivery and attempt, by the bytes of its payload: GitHub's own examples.

use anyhow::Result;
use http::{HeaderName, HeaderValue};
use serde_json::json;

use super::Bench;
use crate::figure::{Figure, Goal};
use crate::payload;
use crate::product::database_bytes;

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let payloads = payload::of_github()?;
    let product = bench.product("storage").await?;
    let target = product.open_source("github").await?;
    product.forward_everything(json!({ "url": bench.sink.url("github") })).await?;
    let mut connection = target.connect().await?;
    let (mut count, mut raw_bytes) = (0_usize, 0);
    for round in 0..bench.scale.payload_rounds {
        for payload in &payloads {
            // The fields that GitHub sends, at their lengths.
            let id = format!("{:08x}-5c3a-11ee-9e6b-{round:012x}", count);
            let fields = [
                ("accept", "*/*"),
                ("user-agent", "GitHub-Hookshot/044aadd"),
                ("x-github-event", payload.event.as_str()),
                ("x-github-delivery", id.as_str()),
                ("x-github-hook-id", "292430182"),
                ("x-github-hook-installation-target-id", "79929171"),
                ("x-github-hook-installation-target-type", "repository"),
                ("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
            ];
            let mut sent = Vec::with_capacity(fields.len());
            for (name, value) in fields {
                sent.push((HeaderName::from_static(name), HeaderValue::from_str(value)?));
            }
            connection.post(payload.body.clone(), &sent).await?;
            count += 1;
            raw_bytes += payload.body.len();
        }
    }
    product.recorded(count).await?;
    let folder = product.folder().to_owned();
    product.stop().await?;
    let bytes = database_bytes(&folder)?;
    std::fs::remove_dir_all(folder)?;
    let details = json!({
        "events": count,
        "raw_bytes_each": raw_bytes / count,
        "stored_bytes_each": bytes as usize / count,
    });
    let value = ratio(bytes, raw_bytes as u64);
    Ok(vec![Figure::new("bytes on disk, by GitHub's payloads", Goal::AtMost(0.6), value, details)])
}

#[expect(clippy::cast_precision_loss, reason = "bytes are far below 2^52")]
fn ratio(bytes: u64, raw_bytes: u64) -> f64 {
    bytes as f64 / raw_bytes as f64
}
