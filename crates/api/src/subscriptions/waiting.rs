//! What an edit of a subscription means for the deliveries that it made before.

use axum::extract::State;
use domain::id::kind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::PathId;
use crate::state::ApiState;

/// The deliveries of a subscription that are not over, beside what is configured now. Destination settings and the
/// transform are read at each attempt, so they apply to them by themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingDeliveries {
    /// How many were looked at, about 5,000 at most.
    pub waiting: u64,
    /// Of them those that are tried again by another retry schedule than the subscription has now.
    pub other_schedule: u64,
    /// Those that the subscription would no longer be sent. Replays are not among them.
    pub not_meant: u64,
    /// Those that go to another destination than the subscription's; that stays so.
    pub elsewhere: u64,
    /// There are more than were looked at.
    pub is_cut: bool,
}

/// What was applied.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppliedToWaiting {
    /// Deliveries that got the retry schedule.
    pub rescheduled: u64,
    /// Deliveries that were cancelled.
    pub cancelled: u64,
}

/// How the deliveries of a subscription that are not over stand to what is configured now.
#[utoipa::path(get, path = "/subscriptions/{id}/waiting", params(("id" = String, Path)),
    responses((status = 200, body = WaitingDeliveries), (status = "default", body = Problem)))]
pub async fn waiting(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Subscription>,
) -> Result<axum::Json<WaitingDeliveries>, Problem> {
    let found = state.engine.replay().waiting(id).await?;
    Ok(axum::Json(WaitingDeliveries {
        waiting: found.waiting,
        other_schedule: found.other_schedule,
        not_meant: found.not_meant,
        elsewhere: found.elsewhere,
        is_cut: found.is_cut,
    }))
}

/// Gives the deliveries of a subscription that are not over its retry schedule, and cancels those that it would no
/// longer be sent. When each is due next stays.
#[utoipa::path(post, path = "/subscriptions/{id}/waiting/apply", params(("id" = String, Path)),
    responses((status = 200, body = AppliedToWaiting), (status = "default", body = Problem)))]
pub async fn apply(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Subscription>,
) -> Result<axum::Json<AppliedToWaiting>, Problem> {
    let amended = state.engine.replay().apply_to_waiting(id).await?;
    Ok(axum::Json(AppliedToWaiting { rescheduled: amended.rescheduled, cancelled: amended.cancelled }))
}
