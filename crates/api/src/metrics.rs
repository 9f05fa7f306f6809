//! Figures for monitoring, in the text format of Prometheus (version 0.0.4).

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use store::{Stage, StageCounts};

use crate::problem::Problem;
use crate::state::ApiState;

/// Figures for monitoring, in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics",
    responses((status = 200, body = String, content_type = "text/plain"), (status = "default", body = Problem)))]
pub async fn metrics(State(state): State<ApiState>) -> Result<impl IntoResponse, Problem> {
    let tally = state.engine.store().tally(state.engine.clock().now()).await?;
    let mut all = StageCounts::default();
    for (_, counts) in &tally.destinations {
        for stage in Stage::ALL {
            all.add(stage, counts.get(stage));
        }
    }
    let mut text =
        String::from("# HELP tacklebox_deliveries Deliveries by state.\n# TYPE tacklebox_deliveries gauge\n");
    for (word, stage) in [
        ("queued", Stage::Queued),
        ("sending", Stage::Sending),
        ("delivered", Stage::Delivered),
        ("retrying", Stage::Retrying),
        ("dead_letter", Stage::DeadLettered),
        ("cancelled", Stage::Cancelled),
    ] {
        writeln!(text, "tacklebox_deliveries{{state=\"{word}\"}} {}", all.get(stage))
            .expect("a string can be written to");
    }
    let events: u64 = tally.sources.iter().map(|(_, count, _)| count).sum();
    for (name, help, kind, value) in [
        ("tacklebox_events_total", "Events captured.", "counter", events),
        ("tacklebox_events_unrouted", "Events that no subscription matched.", "gauge", tally.unrouted),
        ("tacklebox_events_rejected", "Events whose signature is wrong or missing.", "gauge", tally.rejected),
        ("tacklebox_storage_bytes", "Bytes the workspace takes on disk.", "gauge", tally.storage_bytes),
    ] {
        writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}")
            .expect("a string can be written to");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
