//! What a filter or a transform is tried on.

use axum::http::StatusCode;
use domain::Headers;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::events::Header;
use crate::problem::Problem;
use crate::sources::parse_event_type;
use crate::state::ApiState;
use crate::subscriptions::{parse_id, patterns};

/// What to try it on: an event, something like one, or else the newest event.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Tried {
    /// A stored event.
    pub event_id: Option<String>,
    /// Something like an event.
    pub sample: Option<Sample>,
    /// The newest event of this source; of any when left out.
    pub source_id: Option<String>,
    /// The newest event of one of these kinds; of any when left out.
    pub event_types: Option<Vec<String>>,
}

/// Something like an event.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Sample {
    /// Its kind.
    pub event_type: String,
    /// Its header fields.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// Its body.
    pub body: String,
}

/// What it was tried on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TriedOn {
    /// The event, if it was one.
    pub event_id: Option<String>,
    /// Its kind.
    pub event_type: String,
}

impl Tried {
    /// What is asked for.
    pub async fn find(self, state: &ApiState) -> Result<engine::Sample, Problem> {
        let store = state.engine.store();
        match (self.event_id, self.sample) {
            (Some(_), Some(_)) => {
                let hint = "Leave one of them out.";
                Err(Problem::invalid_field("on", "`event_id` and `sample` exclude each other", hint))
            }
            (Some(id), None) => {
                let id = parse_id("on.event_id", &id)?;
                engine::Sample::of_event(store, id).await?.ok_or_else(|| Problem::not_found(id))
            }
            (None, Some(sample)) => sample.read(),
            (None, None) => {
                let source_id = self.source_id.map(|id| parse_id("on.source_id", &id)).transpose()?;
                let kinds = patterns(&self.event_types.unwrap_or_default())?;
                let found = engine::Sample::newest(store, source_id, &kinds).await?;
                found.ok_or_else(|| {
                    let hint = "Send a test event first, or give a `sample`.";
                    Problem::new(StatusCode::NOT_FOUND, "no_event", "there is no event to try it on yet", hint)
                })
            }
        }
    }
}

impl Sample {
    fn read(self) -> Result<engine::Sample, Problem> {
        let mut headers = Headers::new();
        for header in self.headers {
            headers.push(header.name, header.value);
        }
        Ok(engine::Sample {
            event_id: None,
            event_type: parse_event_type(&self.event_type)?,
            headers,
            body: self.body.into(),
        })
    }
}

impl From<&engine::Sample> for TriedOn {
    fn from(sample: &engine::Sample) -> Self {
        Self { event_id: sample.event_id.map(|id| id.to_string()), event_type: sample.event_type.as_str().to_owned() }
    }
}
