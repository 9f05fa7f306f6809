//! The table and `bench.json`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::figure::{Figure, Standing};
use crate::figures::{Bench, Measured};

/// One line for each figure.
pub fn table(measured: &Measured) -> String {
    let mut lines = vec![format!("{:52} {:>10} {:>12}  ", "figure", "goal", "measured")];
    for figure in &measured.figures {
        let mark = match figure.standing(measured.is_judged) {
            Standing::Met => "met",
            Standing::Missed => "MISSED",
            Standing::NotJudged => "",
        };
        lines.push(format!("{:52} {:>10} {:>12}  {mark}", figure.name, figure.goal.shown(), figure.shown()));
    }
    lines.join("\n")
}

/// Writes everything as JSON, and says where.
pub fn write(bench: &Bench, measured: &Measured) -> Result<PathBuf> {
    let path = bench.folder.join("bench.json");
    let figures: Vec<Value> = measured.figures.iter().map(|figure| as_json(figure, measured.is_judged)).collect();
    let whole = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "is_small": !measured.is_judged,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "file_system": bench.file_system,
        "figures": figures,
    });
    let text = serde_json::to_string_pretty(&whole)?;
    std::fs::write(&path, text).with_context(|| format!("could not write `{}`", path.display()))?;
    Ok(path)
}

fn as_json(figure: &Figure, is_judged: bool) -> Value {
    let is_met = match figure.standing(is_judged) {
        Standing::Met => Some(true),
        Standing::Missed => Some(false),
        Standing::NotJudged => None,
    };
    json!({
        "name": figure.name,
        "goal": figure.goal.shown(),
        "value": figure.value,
        "is_met": is_met,
        "details": figure.details,
    })
}
