//! Subscriptions.

mod ordering;
pub mod preview;
mod retry_schedule;
pub mod waiting;

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{Kind, SubscriptionId, kind};
use domain::{EventTypePattern, Id, subscription};
use engine::SubscriptionPatch as Patch;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::FiguresOf;
use utoipa::ToSchema;

use crate::figures::day::{DayFigures, read_day, read_days};
use crate::filters::parse_filter;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::{Json, PathId, present};
use crate::state::ApiState;
use ordering::Ordering;
use retry_schedule::{NewRetrySchedule, RetrySchedule};

/// Which events of which source go to which destination.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Subscription {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Events of this source only; null means any.
    pub source_id: Option<String>,
    /// Kinds of events; `*` stands for any run of characters.
    pub event_types: Vec<String>,
    /// Conditions on their type, headers and body; null means that any is meant.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub filter: Option<Value>,
    /// JavaScript that makes the request; null sends events as they came.
    pub transform: Option<String>,
    /// Where they go.
    pub destination_id: String,
    /// When a failed delivery is tried again.
    pub retry_schedule: RetrySchedule,
    /// The order in which its deliveries are made.
    pub ordering: Ordering,
    /// Switched on.
    pub is_enabled: bool,
    /// When a person is told of failures.
    pub notify: Notify,
    /// Its last 24 hours.
    pub day: DayFigures,
    /// When it was made.
    pub created_at_ms: i64,
}

/// When a person is told of failures.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// At the first failed attempt.
    FirstFailure,
    /// At the third failed attempt of one delivery.
    #[serde(rename = "after_3_attempts")]
    After3Attempts,
    /// When a delivery gives up.
    DeadLetter,
    /// Not at all.
    Never,
}

/// A subscription to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSubscription {
    /// Source and destination when left out.
    pub name: Option<String>,
    /// Events of this source only; any when left out.
    pub source_id: Option<String>,
    /// Kinds of events, at least one; `*` stands for any run of characters.
    pub event_types: Vec<String>,
    /// Conditions on their type, headers and body; any event is meant when left out.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub filter: Option<Value>,
    /// JavaScript with a `function handler(webhook)` that makes the request.
    pub transform: Option<String>,
    /// Where they go.
    pub destination_id: String,
    /// `standard` when left out.
    pub retry_schedule: Option<NewRetrySchedule>,
    /// In no order when left out.
    pub ordering: Option<Ordering>,
    /// `after_3_attempts` when left out.
    pub notify: Option<Notify>,
    /// True when left out.
    pub is_enabled: Option<bool>,
}

/// What to change of a subscription; what is left out stays. Changes apply to new events.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SubscriptionPatch {
    /// What people call it.
    pub name: Option<String>,
    /// Events of this source only; null means any.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub source_id: Option<Option<String>>,
    /// Kinds of events.
    pub event_types: Option<Vec<String>>,
    /// Conditions on their type, headers and body; null means that any is meant.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub filter: Option<Option<Value>>,
    /// JavaScript that makes the request; null sends events as they came.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub transform: Option<Option<String>>,
    /// Where they go.
    pub destination_id: Option<String>,
    /// When a failed delivery is tried again.
    pub retry_schedule: Option<NewRetrySchedule>,
    /// The order in which its deliveries are made.
    pub ordering: Option<Ordering>,
    /// When a person is told of failures.
    pub notify: Option<Notify>,
    /// Switched on.
    pub is_enabled: Option<bool>,
}

impl Subscription {
    fn of(subscription: &subscription::Subscription, day: DayFigures) -> Self {
        Self {
            id: subscription.id.to_string(),
            name: subscription.name.clone(),
            source_id: subscription.source_id.map(|id| id.to_string()),
            event_types: subscription.event_types.iter().map(ToString::to_string).collect(),
            filter: subscription.filter.as_ref().map(|filter| filter.as_json().clone()),
            transform: subscription.transform.clone(),
            destination_id: subscription.destination_id.to_string(),
            retry_schedule: (&subscription.retry_schedule).into(),
            ordering: (&subscription.ordering).into(),
            is_enabled: subscription.is_enabled,
            notify: match subscription.notify {
                subscription::Notify::FirstFailure => Notify::FirstFailure,
                subscription::Notify::After3Attempts => Notify::After3Attempts,
                subscription::Notify::DeadLetter => Notify::DeadLetter,
                subscription::Notify::Never => Notify::Never,
            },
            day,
            created_at_ms: subscription.created_at.unix_ms(),
        }
    }
}

impl From<Notify> for subscription::Notify {
    fn from(notify: Notify) -> Self {
        match notify {
            Notify::FirstFailure => Self::FirstFailure,
            Notify::After3Attempts => Self::After3Attempts,
            Notify::DeadLetter => Self::DeadLetter,
            Notify::Never => Self::Never,
        }
    }
}

/// All subscriptions.
#[utoipa::path(get, path = "/subscriptions",
    responses((status = 200, body = Whole<Subscription>), (status = "default", body = Problem)))]
pub async fn list(State(state): State<ApiState>) -> Result<axum::Json<Whole<Subscription>>, Problem> {
    let snapshot = state.engine.configuration().snapshot();
    let entries = snapshot.subscriptions();
    let of: Vec<FiguresOf> = entries.iter().map(|entry| FiguresOf::Subscription(entry.id)).collect();
    let days = read_days(&state, &of).await?;
    let items = entries.iter().zip(days).map(|(entry, day)| Subscription::of(entry, day)).collect();
    Ok(axum::Json(Whole { items }))
}

/// Makes a subscription.
#[utoipa::path(post, path = "/subscriptions", request_body = NewSubscription,
    responses((status = 201, body = Subscription), (status = "default", body = Problem)))]
pub async fn create(
    State(state): State<ApiState>,
    Json(new): Json<NewSubscription>,
) -> Result<(StatusCode, axum::Json<Subscription>), Problem> {
    let new = engine::NewSubscription {
        name: new.name,
        source_id: new.source_id.map(|id| parse_id("source_id", &id)).transpose()?,
        event_types: patterns(&new.event_types)?,
        filter: new.filter.as_ref().map(parse_filter).transpose()?,
        transform: new.transform,
        destination_id: parse_id("destination_id", &new.destination_id)?,
        retry_schedule: match new.retry_schedule {
            Some(schedule) => schedule.parse()?,
            None => domain::RetrySchedule::default(),
        },
        ordering: new.ordering.map_or(domain::Ordering::None, Into::into),
        notify: new.notify.unwrap_or(Notify::After3Attempts).into(),
        is_enabled: new.is_enabled.unwrap_or(true),
    };
    let id = state.engine.configuration().create_subscription(new).await?;
    Ok((StatusCode::CREATED, read(&state, id).await?))
}

/// One subscription.
#[utoipa::path(get, path = "/subscriptions/{id}", params(("id" = String, Path)),
    responses((status = 200, body = Subscription), (status = "default", body = Problem)))]
pub async fn show(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Subscription>,
) -> Result<axum::Json<Subscription>, Problem> {
    read(&state, id).await
}

/// Changes a subscription.
#[utoipa::path(patch, path = "/subscriptions/{id}", params(("id" = String, Path)), request_body = SubscriptionPatch,
    responses((status = 200, body = Subscription), (status = "default", body = Problem)))]
pub async fn change(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Subscription>,
    Json(patch): Json<SubscriptionPatch>,
) -> Result<axum::Json<Subscription>, Problem> {
    let source_id = match patch.source_id {
        Some(Some(text)) => Some(Some(parse_id("source_id", &text)?)),
        Some(None) => Some(None),
        None => None,
    };
    let patch = Patch {
        name: patch.name,
        source_id,
        event_types: patch.event_types.map(|texts| patterns(&texts)).transpose()?,
        filter: match &patch.filter {
            Some(written) => Some(written.as_ref().map(parse_filter).transpose()?),
            None => None,
        },
        transform: patch.transform,
        destination_id: patch.destination_id.map(|id| parse_id("destination_id", &id)).transpose()?,
        retry_schedule: patch.retry_schedule.map(NewRetrySchedule::parse).transpose()?,
        ordering: patch.ordering.map(Into::into),
        notify: patch.notify.map(Into::into),
        is_enabled: patch.is_enabled,
    };
    state.engine.configuration().change_subscription(id, patch).await?;
    read(&state, id).await
}

/// Deletes a subscription. What it made stays and is delivered.
#[utoipa::path(delete, path = "/subscriptions/{id}", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(
    State(state): State<ApiState>,
    PathId(id): PathId<kind::Subscription>,
) -> Result<StatusCode, Problem> {
    state.engine.configuration().delete_subscription(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads an id in a field.
pub fn parse_id<K: Kind>(field: &str, text: &str) -> Result<Id<K>, Problem> {
    text.parse().map_err(|error: domain::id::IdError| {
        Problem::invalid_field(field, error.to_string(), "Use the id as a list gives it.")
    })
}

pub(crate) fn patterns(texts: &[String]) -> Result<Vec<EventTypePattern>, Problem> {
    let parsed = texts.iter().map(|text| EventTypePattern::parse(text));
    parsed.collect::<Result<_, _>>().map_err(|error| {
        Problem::invalid_field("event_types", error.to_string(), "For example `order.paid`, `order.*` or `*`.")
    })
}

async fn read(state: &ApiState, id: SubscriptionId) -> Result<axum::Json<Subscription>, Problem> {
    let day = read_day(state, FiguresOf::Subscription(id)).await?;
    Ok(axum::Json(Subscription::of(state.engine.configuration().snapshot().subscription(id)?.as_ref(), day)))
}
