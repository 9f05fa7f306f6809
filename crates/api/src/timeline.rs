//! The timeline: deliveries, and events without any, in one list.

pub mod counts;
pub mod histogram;
pub mod landmarks;

use axum::extract::State;
use domain::Grouping;
use domain::Timestamp;
use engine::TimelineQuery;
use serde::{Deserialize, Serialize};
use store::{Stage, TimelineFilter};
use utoipa::{IntoParams, ToSchema};

use crate::deliveries::{DeliveryParameters, ErrorClass, RowState, Trigger};
use crate::events::Verdict;
use crate::page::{Page, limit, parse_cursor};
use crate::problem::Problem;
use crate::request::Parameters;
use crate::state::ApiState;

/// Rows whose bodies one answer looks into: few enough to come at once.
pub(crate) const ROWS_LOOKED_INTO_MAX: u32 = 5_000;

/// One row of the timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineRow {
    /// The delivery's id, or the event's where there is no delivery.
    pub id: String,
    /// The event.
    pub event_id: String,
    /// The delivery, when there is one.
    pub delivery_id: Option<String>,
    /// Where it stands.
    pub state: RowState,
    /// When the event was received.
    pub received_at_ms: i64,
    /// Kind of the event.
    pub event_type: String,
    /// Source of the event.
    pub source_id: Option<String>,
    /// Where it goes.
    pub destination_id: Option<String>,
    /// Status of the newest answer.
    pub status: Option<u16>,
    /// Kind of the newest failure.
    pub error_class: Option<ErrorClass>,
    /// Time of the newest attempt, in milliseconds with a fraction.
    pub latency_ms: Option<f64>,
    /// Attempts concluded.
    pub attempts_made: u32,
    /// Attempts it may have; 0 where there is no delivery.
    pub attempts_max: u32,
    /// When the next attempt is due.
    pub due_at_ms: Option<i64>,
    /// Length of the body.
    pub body_bytes: u64,
    /// What the check of the event's signature said.
    pub verdict: Verdict,
    /// Why the delivery exists.
    pub trigger: Trigger,
    /// How many deliveries the event has.
    pub event_deliveries: u64,
    /// The issue that the delivery belongs to.
    pub issue_id: Option<String>,
}

/// What stands together.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupParameters {
    /// `event` or `issue`: of deliveries that belong to the same one only the newest that the filter means. By issue,
    /// what belongs to none is left out.
    pub group: Option<String>,
}

impl GroupParameters {
    /// Reads it.
    pub fn grouping(&self) -> Result<Grouping, Problem> {
        match self.group.as_deref() {
            None | Some("" | "none") => Ok(Grouping::None),
            Some("event") => Ok(Grouping::Event),
            Some("issue") => Ok(Grouping::Issue),
            Some(other) => {
                let detail = format!("rows are not grouped by `{other}`");
                Err(Problem::invalid_field("group", detail, "One of event and issue."))
            }
        }
    }
}

/// The states asked for; none means all.
pub struct States(Vec<RowState>);

impl States {
    /// Reads states separated by commas.
    pub fn parse(text: Option<&str>) -> Result<Self, Problem> {
        use RowState::{Cancelled, DeadLetter, Delivered, Held, Queued, Rejected, Retrying, Sending, Unrouted};
        let mut states = Vec::new();
        for word in text.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let meant: &[RowState] = match word {
                "any" => &[],
                "queued" => &[Queued],
                "sending" => &[Sending],
                "delivered" => &[Delivered],
                "retrying" => &[Retrying],
                "dead_letter" => &[DeadLetter],
                "held" => &[Held],
                "cancelled" => &[Cancelled],
                "unrouted" => &[Unrouted],
                "rejected" => &[Rejected],
                "failed" => &[Retrying, DeadLetter],
                "waiting" => &[Queued, Sending, Retrying, Held],
                other => {
                    return Err(Problem::invalid_field(
                        "state",
                        format!("`{other}` is no state"),
                        "One of queued, sending, delivered, retrying, dead_letter, held, cancelled, unrouted, rejected, failed, waiting.",
                    ));
                }
            };
            states.extend_from_slice(meant);
        }
        Ok(Self(states))
    }

    /// Whether a row in this state is asked for.
    pub fn admits(&self, state: RowState) -> bool {
        self.0.is_empty() || self.0.contains(&state)
    }

    /// Whether only events without delivery are asked for.
    pub fn excludes_deliveries(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|state| matches!(state, RowState::Unrouted | RowState::Rejected))
    }

    /// The stages to read. What is held is queued or retrying in the store.
    pub fn stages(&self) -> Vec<Stage> {
        let mut stages: Vec<Stage> = self
            .0
            .iter()
            .flat_map(|state| match state {
                RowState::Queued => [Some(Stage::Queued), None],
                RowState::Sending => [Some(Stage::Sending), None],
                RowState::Delivered => [Some(Stage::Delivered), None],
                RowState::Retrying => [Some(Stage::Retrying), None],
                RowState::DeadLetter => [Some(Stage::DeadLettered), None],
                RowState::Cancelled => [Some(Stage::Cancelled), None],
                RowState::Held => [Some(Stage::Queued), Some(Stage::Retrying)],
                RowState::Unrouted | RowState::Rejected => [None, None],
            })
            .flatten()
            .collect();
        stages.sort_unstable();
        stages.dedup();
        stages
    }
}

/// Deliveries, and events without any, newest first.
#[utoipa::path(get, path = "/timeline", params(DeliveryParameters, GroupParameters),
    responses((status = 200, body = Page<TimelineRow>), (status = "default", body = Problem)))]
pub async fn timeline(
    State(state): State<ApiState>,
    Parameters(asked): Parameters<DeliveryParameters>,
    Parameters(group): Parameters<GroupParameters>,
) -> Result<axum::Json<Page<TimelineRow>>, Problem> {
    let states = States::parse(asked.state.as_deref())?;
    let query = grouped(timeline_query(&asked, &states, state.engine.clock().now())?, &group)?;
    let before = parse_cursor(asked.before.as_deref())?;
    let found = query.rows(state.engine.store(), before, limit(asked.limit), ROWS_LOOKED_INTO_MAX).await?;
    let snapshot = state.engine.configuration().snapshot();
    let mut page = Page::found(found, |row| Some(TimelineRow::of(row, &snapshot)));
    page.items.retain(|row| states.admits(row.state));
    Ok(axum::Json(page))
}

/// What is asked, in words of the engine.
pub(crate) fn timeline_query(
    asked: &DeliveryParameters,
    states: &States,
    now: Timestamp,
) -> Result<TimelineQuery, Problem> {
    let filter = TimelineFilter {
        delivery: asked.filter(states, now)?,
        with_deliveries: !states.excludes_deliveries(),
        with_unrouted: states.admits(RowState::Unrouted),
        with_rejected: states.admits(RowState::Rejected),
        grouping: Grouping::None,
    };
    Ok(TimelineQuery { filter, body: asked.body_conditions()? })
}

/// The same of groups.
pub(crate) fn grouped(query: TimelineQuery, group: &GroupParameters) -> Result<TimelineQuery, Problem> {
    let grouping = group.grouping()?;
    if grouping == Grouping::Issue && !query.body.is_empty() {
        let detail = "rows are not looked for in bodies while they stand together by issue";
        return Err(Problem::invalid_field("group", detail, "Leave out the group, or what bodies must hold."));
    }
    Ok(TimelineQuery { filter: TimelineFilter { grouping, ..query.filter }, ..query })
}

impl TimelineRow {
    /// A row, as lists show it.
    pub fn of(row: store::TimelineRow, snapshot: &engine::Snapshot) -> Self {
        match row {
            store::TimelineRow::Delivery { delivery, verdict, event_deliveries, issue_id } => {
                let summary = crate::deliveries::DeliverySummary::of(&delivery, snapshot);
                Self {
                    id: summary.id.clone(),
                    event_id: summary.event_id,
                    delivery_id: Some(summary.id),
                    state: summary.state,
                    received_at_ms: summary.received_at_ms,
                    event_type: summary.event_type,
                    source_id: summary.source_id,
                    destination_id: Some(summary.destination_id),
                    status: summary.status,
                    error_class: summary.error_class,
                    latency_ms: summary.latency_ms,
                    attempts_made: summary.attempts_made,
                    attempts_max: summary.attempts_max,
                    due_at_ms: summary.due_at_ms,
                    body_bytes: summary.body_bytes,
                    verdict: verdict.into(),
                    trigger: summary.trigger,
                    event_deliveries,
                    issue_id: issue_id.map(|id| id.to_string()),
                }
            }
            store::TimelineRow::Event { id, source_id, event_type, received_at, body_bytes, verdict } => Self {
                id: id.to_string(),
                event_id: id.to_string(),
                delivery_id: None,
                state: match verdict {
                    domain::VerificationVerdict::Rejected => RowState::Rejected,
                    _ => RowState::Unrouted,
                },
                received_at_ms: received_at.unix_ms(),
                event_type: event_type.to_string(),
                source_id: source_id.map(|id| id.to_string()),
                destination_id: None,
                status: None,
                error_class: None,
                latency_ms: None,
                attempts_made: 0,
                attempts_max: 0,
                due_at_ms: None,
                body_bytes,
                verdict: verdict.into(),
                trigger: Trigger::Event,
                event_deliveries: 0,
                issue_id: None,
            },
        }
    }
}
