//! Notices that something a client may show is stale, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use engine::{Notice, Topic};
use futures_util::Stream;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::ApiState;

/// What became stale since the last notice; the first names everything.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeNotice {
    /// `timeline`, `overview`, `events`, `deliveries`, `sources`, `destinations`, `subscriptions`, `settings`,
    /// `replays`, `catalog`, `channels`, `tunnel`, `mocks`, `lab`, `views`, `configuration`.
    pub stale: Vec<String>,
    /// Deliveries that moved, 100 at most.
    pub delivery_ids: Vec<String>,
    /// Events that are new, 100 at most.
    pub event_ids: Vec<String>,
}

impl From<&Notice> for ChangeNotice {
    fn from(notice: &Notice) -> Self {
        Self {
            stale: notice.stale.iter().copied().map(Topic::word).map(str::to_owned).collect(),
            delivery_ids: notice.delivery_ids.iter().map(ToString::to_string).collect(),
            event_ids: notice.event_ids.iter().map(ToString::to_string).collect(),
        }
    }
}

impl ApiState {
    /// Notices as a stream, at most ten a second.
    pub fn notices(&self) -> impl Stream<Item = ChangeNotice> + Send + use<> {
        futures_util::stream::unfold(self.engine.changes().subscribe(), |mut notices| async {
            notices.next().await.map(|notice| (ChangeNotice::from(&notice), notices))
        })
    }
}

/// Notices of what became stale, at most ten a second.
#[utoipa::path(get, path = "/changes",
    responses((status = 200, body = ChangeNotice, content_type = "text/event-stream")))]
pub async fn stream(State(state): State<ApiState>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    use futures_util::StreamExt as _;
    let events = state.notices().map(|notice| {
        let json = serde_json::to_string(&notice).expect("a notice holds nothing that JSON cannot");
        Ok(Event::default().data(json))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
