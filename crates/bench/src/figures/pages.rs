//! How long a page takes to read through the API when there are many deliveries, and by how long when there are few.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::Bench;
use crate::figure::{Figure, Goal};
use crate::filled::{Filled, RARE_KIND};
use crate::product::Product;
use crate::rounds::{median, milliseconds, percentile};

/// Reads of each before any is timed.
const WARM_UP: usize = 5;

/// A page, and how long it may take.
struct Page {
    name: &'static str,
    query: fn(&Filled) -> String,
    within_ms: f64,
    /// Whether it may not take much longer than with few deliveries.
    is_compared: bool,
}

const PAGES: [Page; 6] = [
    Page { name: "newest page", query: |_| String::new(), within_ms: 10.0, is_compared: true },
    Page {
        name: "deepest page",
        query: |filled| format!("&before={}", filled.deepest),
        within_ms: 10.0,
        is_compared: true,
    },
    Page {
        name: "page of a state and destination",
        query: |filled| format!("&state=dead_letter&destination_id={}", filled.destination_id),
        within_ms: 10.0,
        is_compared: true,
    },
    Page { name: "search, many match", query: |_| "&q=order".to_owned(), within_ms: 150.0, is_compared: false },
    Page {
        name: "search, few match",
        query: |_| format!("&q={}", &RARE_KIND[..7]),
        within_ms: 150.0,
        is_compared: false,
    },
    Page {
        name: "search, few match at one destination",
        query: |filled| format!("&q={}&destination_id={}", &RARE_KIND[..7], filled.destination_id),
        within_ms: 150.0,
        is_compared: false,
    },
];

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let scale = bench.scale;
    let few = Filled::with(scale.few, &bench.workspaces(), bench.may_reuse).await?;
    let many = Filled::with(scale.many, &bench.workspaces(), bench.may_reuse).await?;
    let (with_few, with_many) = (Product::start(&few.folder).await?, Product::start(&many.folder).await?);
    let mut figures = Vec::new();
    for page in &PAGES {
        let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
        for number in 0..WARM_UP + scale.reads {
            let (short, long) = (read(&with_few, &few, page).await?, read(&with_many, &many, page).await?);
            if number >= WARM_UP {
                of_few.push(short);
                of_many.push(long);
            }
        }
        let p95 = percentile(&of_many, 95);
        let details = json!({
            "deliveries": [few.deliveries, many.deliveries],
            "median_ms": [median(&of_few), median(&of_many)],
            "p95_ms": [percentile(&of_few, 95), p95],
        });
        let name = format!("{} of {}, p95", page.name, many.deliveries);
        figures.push(Figure::new(name, Goal::WithinMs(page.within_ms), p95, details.clone()));
        if page.is_compared {
            let ratio = median(&of_many) / median(&of_few).max(1e-9);
            let name = format!("  {}, by that of {}", page.name, few.deliveries);
            figures.push(Figure::new(name, Goal::AtMost(1.5), ratio, details));
        }
    }
    with_few.stop().await?;
    with_many.stop().await?;
    Ok(figures)
}

/// Reads a page once, in milliseconds.
async fn read(product: &Product, filled: &Filled, page: &Page) -> Result<f64> {
    let request = product.reading(&format!("/deliveries?limit=50{}", (page.query)(filled)));
    let started = Instant::now();
    let body = request.send().await?.error_for_status()?.bytes().await?;
    let took = milliseconds(started.elapsed());
    let answer: Value = serde_json::from_slice(&body)?;
    ensure!(answer["items"].is_array(), "no page: {answer}");
    Ok(took)
}
