//! What is sent: JSON of 1 KiB, and the payloads that GitHub publishes as examples.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use bytes::Bytes;
use serde_json::{Value, json};

/// Length of the payload that rates are stated for.
pub const PAYLOAD_BYTES: usize = 1_024;

/// Orders that are made once, so that making them takes no time while something is measured.
const ORDERS: usize = 1_024;

/// One of the orders that are made once.
pub fn ready_order(number: usize) -> Bytes {
    static READY: LazyLock<Vec<Bytes>> = LazyLock::new(|| (0..ORDERS).map(order).collect());
    READY[number % ORDERS].clone()
}

/// An order in JSON, exactly [`PAYLOAD_BYTES`] long, another one for each number.
pub fn order(number: usize) -> Bytes {
    let items: Vec<Value> = (0..6)
        .map(|item| {
            let mixed = (number * 6 + item).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            json!({ "sku": format!("{mixed:016x}"), "quantity": item + 1, "price": format!("{}.95", mixed % 900) })
        })
        .collect();
    let order = json!({ "type": "order.paid", "number": number, "currency": "EUR", "items": items, "note": "" });
    let text = order.to_string();
    let note = words(number, PAYLOAD_BYTES - text.len());
    Bytes::from(text.replacen("\"note\":\"\"", &format!("\"note\":\"{note}\""), 1))
}

/// Text of exactly so many bytes, with about as much in it as people's own.
fn words(seed: usize, bytes: usize) -> String {
    const WORDS: [&str; 12] =
        ["please", "ring", "twice", "and", "leave", "the", "parcel", "with", "our", "neighbour", "at", "number"];
    let mut text = String::with_capacity(bytes + 16);
    let mut state = seed as u64;
    while text.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[usize::try_from((state >> 33) % 12).unwrap_or(0)];
        text.push_str(word);
        text.push(' ');
    }
    text.truncate(bytes);
    text
}

/// One of GitHub's examples.
#[derive(Debug, Clone)]
pub struct GitHubPayload {
    /// `pull_request`.
    pub event: String,
    /// The payload as GitHub would send it.
    pub body: Bytes,
}

/// GitHub's examples, from the npm package that the provider tests install.
pub fn of_github() -> Result<Vec<GitHubPayload>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/node_modules/@octokit/webhooks-examples/api.github.com/index.json");
    let text = std::fs::read(&path).context("GitHub's examples are not installed; `cargo xtask bench` does that")?;
    let events: Vec<Value> = serde_json::from_slice(&text)?;
    let mut payloads = Vec::new();
    for event in &events {
        let name = event["name"].as_str().context("an event without a name")?;
        for example in event["examples"].as_array().context("an event without examples")? {
            payloads.push(GitHubPayload { event: name.to_owned(), body: Bytes::from(example.to_string()) });
        }
    }
    Ok(payloads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_json_of_one_kibibyte() {
        for number in [0, 1, 999_999, 123_456_789] {
            let order = order(number);
            assert_eq!(order.len(), PAYLOAD_BYTES);
            assert_eq!(serde_json::from_slice::<Value>(&order).unwrap()["number"], number);
        }
    }
}
