//! Writing events for others.

use std::collections::VecDeque;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use engine::{Export, Selected, Selection};
use futures_util::StreamExt;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::deliveries::DeliveryParameters;
use crate::imports::InterchangeFormat;
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;
use crate::timeline::{States, TimelineRow, timeline_query};

/// Ids in one address: it has 64 kB at most.
const IDS_MAX: usize = 1_000;

/// What is to be written.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportParameters {
    /// How.
    #[param(inline)]
    pub format: InterchangeFormat,
    /// Events, or deliveries of them, separated by commas; the rows of the filter when left out.
    pub ids: Option<String>,
}

/// Events as cURL commands with signatures that are valid now, as an HTTP archive, as lines of JSON or as a bundle that can
/// be imported: those named by `ids`, or those of the rows that a filter of the timeline lets through, newest first.
#[utoipa::path(get, path = "/exports", params(ExportParameters, DeliveryParameters),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub async fn export(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<ExportParameters>,
    Parameters(filter): Parameters<DeliveryParameters>,
) -> Result<Response, Problem> {
    let selection = match &asked.ids {
        Some(ids) => Selection::Events(selected(ids)?),
        None => matching(&state, &filter)?,
    };
    let (ending, media_type) = match asked.format {
        InterchangeFormat::Curl => ("sh", "text/plain; charset=utf-8"),
        InterchangeFormat::Har => ("har", "application/json"),
        InterchangeFormat::JsonLines => ("jsonl", "application/jsonl"),
        InterchangeFormat::Bundle => ("tacklebox.jsonl", "application/jsonl"),
        InterchangeFormat::Json => {
            let hint = "One of curl, har, json_lines and bundle; a single body is at /events/{id}/body.";
            return Err(Problem::invalid_field("format", "events are not written as one JSON document", hint));
        }
    };
    let export = Export { selection, format: asked.format.into(), receiver_url: state.receiver.url.clone() };
    let pieces = state.engine.exports().export(export).inspect(|piece| {
        if let Err(error) = piece {
            tracing::error!(error = error as &dyn std::error::Error, "an export ended early");
        }
    });
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"events.{ending}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

fn selected(ids: &str) -> Result<VecDeque<Selected>, Problem> {
    let rows = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let rows: VecDeque<Selected> = rows
        .map(|id| id.parse().map(Selected::Event).or_else(|_| id.parse().map(Selected::Delivery)))
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::invalid_field("ids", "one of them is no id", "Give ids of events or of deliveries."))?;
    match rows.len() {
        0 => Err(Problem::invalid_field("ids", "there is none", "Leave it out for everything that the filter shows.")),
        count if count > IDS_MAX => {
            let detail = format!("there are {count} of them");
            Err(Problem::invalid_field("ids", detail, "At most 1,000 at a time; for more, give a filter."))
        }
        _ => Ok(rows),
    }
}

fn matching(state: &ApiState, asked: &DeliveryParameters) -> Result<Selection, Problem> {
    let states = States::parse(asked.state.as_deref())?;
    let query = timeline_query(asked, &states, state.engine.clock().now())?;
    let snapshot = state.engine.configuration().snapshot();
    let admits = move |row: &store::TimelineRow| states.admits(TimelineRow::of(row.clone(), &snapshot).state);
    Ok(Selection::Matching(Box::new(query), Box::new(admits)))
}
