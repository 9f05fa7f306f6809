//! Dead letters as lines of JSON, each with its event, so that they can be kept or sent by other means.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::ReplayRequest;
use serde::Serialize;

use super::views::{DeadLetter, DiscardedLetter};
use crate::events::Header;
use crate::problem::Problem;
use crate::state::ApiState;

/// Lines of one export at most.
const EXPORTED_MAX: u32 = 10_000;
/// Deliveries read at a time.
const PAGE: u32 = 200;

/// One line.
#[derive(Serialize)]
struct Line<T> {
    #[serde(flatten)]
    letter: T,
    /// Header fields of the event in the order received.
    headers: Vec<Header>,
    /// The body, when it is text.
    body: Option<String>,
    /// The body in base64, when it is not.
    body_base64: Option<String>,
}

/// What a selection means, oldest first.
pub(super) async fn of_selection(state: &ApiState, request: ReplayRequest) -> Result<Response, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let mut lines = Vec::new();
    let deliveries = state.engine.dead_letters().chosen(request, EXPORTED_MAX).await?;
    for delivery in &deliveries {
        write(state, &mut lines, delivery, DeadLetter::of(delivery, &snapshot)).await?;
    }
    Ok(answer(lines, "dead-letters.jsonl"))
}

/// What lies in the bin, newest first.
pub(super) async fn of_bin(state: &ApiState) -> Result<Response, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let mut lines = Vec::new();
    let (mut before, mut left) = (None, EXPORTED_MAX);
    while left > 0 {
        let page = state.engine.dead_letters().bin(before, PAGE.min(left)).await?;
        for discarded in &page {
            let letter = DiscardedLetter::of(discarded, &snapshot);
            write(state, &mut lines, &discarded.delivery, letter).await?;
        }
        let Some(last) = page.last() else { break };
        before = Some(last.delivery.id.uuid());
        left = left.saturating_sub(u32::try_from(page.len()).unwrap_or(u32::MAX));
    }
    Ok(answer(lines, "discarded.jsonl"))
}

async fn write<T: Serialize>(
    state: &ApiState,
    lines: &mut Vec<u8>,
    delivery: &domain::Delivery,
    letter: T,
) -> Result<(), Problem> {
    let store = state.engine.store();
    // Retention may delete it in this moment: then there is nothing to export.
    let Some(row) = store.event(delivery.event_id).await? else { return Ok(()) };
    let body = store.event_body(delivery.event_id).await?.unwrap_or_default();
    let (body, body_base64) = match String::from_utf8(body.to_vec()) {
        Ok(text) => (Some(text), None),
        Err(_) => (None, Some(STANDARD.encode(&body))),
    };
    let line = Line { letter, headers: row.event.headers.iter().map(Header::from).collect(), body, body_base64 };
    lines.extend(serde_json::to_vec(&line).expect("a line holds nothing that JSON cannot"));
    lines.push(b'\n');
    Ok(())
}

fn answer(lines: Vec<u8>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, lines).into_response()
}
