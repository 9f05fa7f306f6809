//! `cargo xtask examples`: packs the example payloads that the catalogue ships.
//!
//! GitHub's are those of the npm package `@octokit/webhooks-examples` that the tests install, two of each kind at most;
//! Stripe's are read from a file with one event in each line. Where they are from and under which licence stands in
//! `crates/catalog/examples/README.md`.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{node, repository, step::step};

const FOLDER: &str = "crates/catalog/examples";
const GITHUB: &str = "tests/node_modules/@octokit/webhooks-examples/api.github.com/index.json";
/// Examples of one kind that are taken.
const OF_A_KIND_MAX: usize = 2;
/// The programs carry the bundles inside them, and these files change rarely: small is worth the wait.
const COMPRESSION_LEVEL: i32 = 19;

pub fn run(stripe_events: Option<&Path>) -> Result<()> {
    node::install_packages("tests")?;
    step("packing GitHub's examples", || write("github", &github()?))?;
    match stripe_events {
        Some(file) => step("packing Stripe's examples", || write("stripe", &stripe(file)?)),
        None => Ok(()),
    }
}

/// Payloads by kind of event.
type Payloads = BTreeMap<String, Vec<Value>>;

fn github() -> Result<Payloads> {
    let text = fs::read(repository::path(GITHUB)).with_context(|| format!("could not read `{GITHUB}`"))?;
    let events: Vec<Value> = serde_json::from_slice(&text).context("the package holds no list of events")?;
    let mut payloads = Payloads::new();
    for event in &events {
        let name = event["name"].as_str().context("an event without name")?;
        for payload in event["examples"].as_array().into_iter().flatten() {
            let kind = payload["action"].as_str().map_or_else(|| name.to_owned(), |action| format!("{name}.{action}"));
            let of_kind = payloads.entry(kind).or_default();
            if of_kind.len() < OF_A_KIND_MAX && !of_kind.contains(payload) {
                of_kind.push(payload.clone());
            }
        }
    }
    Ok(payloads)
}

fn stripe(file: &Path) -> Result<Payloads> {
    let text = fs::read_to_string(file).with_context(|| format!("could not read `{}`", file.display()))?;
    let mut payloads = Payloads::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let payload: Value = serde_json::from_str(line).context("a line that is no JSON")?;
        let kind = payload["type"].as_str().context("an event without type")?.to_owned();
        payloads.entry(kind).or_default().push(payload);
    }
    Ok(payloads)
}

fn write(provider: &str, payloads: &Payloads) -> Result<()> {
    let mut lines = String::new();
    for (event_type, of_kind) in payloads {
        for (index, payload) in of_kind.iter().enumerate() {
            let line = serde_json::json!({
                "provider": provider, "event_type": event_type, "number": index + 1, "payload": payload,
            });
            writeln!(lines, "{line}")?;
        }
    }
    let file = repository::path(&format!("{FOLDER}/{provider}.jsonl.zst"));
    let packed = zstd::encode_all(lines.as_bytes(), COMPRESSION_LEVEL).context("could not pack the examples")?;
    fs::write(&file, packed).with_context(|| format!("could not write `{}`", file.display()))
}
