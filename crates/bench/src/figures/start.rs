//! How long a start takes with many deliveries stored, until the receiver takes a connection.

use anyhow::Result;
use serde_json::json;

use super::Bench;
use crate::figure::{Figure, Goal};
use crate::filled::Filled;
use crate::product::Product;
use crate::rounds::{median, milliseconds};

pub async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let scale = bench.scale;
    // The group before has filled them.
    let few = Filled::with(scale.few, &bench.workspaces(), true).await?;
    let many = Filled::with(scale.many, &bench.workspaces(), true).await?;
    let (mut with_few, mut with_many) = (Vec::new(), Vec::new());
    for _ in 0..scale.starts {
        with_few.push(milliseconds(Product::time_to_listening(&few.folder).await?));
        with_many.push(milliseconds(Product::time_to_listening(&many.folder).await?));
    }
    let details = json!({ "few_ms": with_few, "many_ms": with_many });
    let name = format!("start with {} stored, to listening", many.deliveries);
    Ok(vec![Figure::new(name, Goal::WithinMs(300.0), median(&with_many), details)])
}
