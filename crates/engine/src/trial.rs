//! Tries a filter or a transform on an event, without sending or keeping anything.

use bytes::Bytes;
use domain::filter::{Report, Subject};
use domain::id::{EventId, SourceId};
use domain::{EventTypeName, EventTypePattern, Filter, Headers, Payload};
use serde_json::{Map, Value};
use store::{EventFilter, Store, StoreError};
use transform::{ErrorKind, TransformError, Transformed};

use crate::compare::{Comparison, compare_documents};
use crate::dispatch::{PreparedRequest, apply, webhook};
use crate::transforms;

/// Newest events that are looked at for one that is meant.
const LOOKED_AT_MAX: u32 = 200;

/// What is tried on: an event, or something like one.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The event it is, if it is one.
    pub event_id: Option<EventId>,
    /// Its kind.
    pub event_type: EventTypeName,
    /// Its header fields.
    pub headers: Headers,
    /// Its body.
    pub body: Bytes,
}

/// What a transform did.
#[derive(Debug)]
pub struct Trial {
    /// The request before it.
    pub before: PreparedRequest,
    /// What it made of that.
    pub result: TrialResult,
    /// What it wrote with `console`.
    pub console: Vec<String>,
}

/// What a transform made of a request.
#[derive(Debug)]
pub enum TrialResult {
    /// Another request, or the same.
    Changed {
        /// The request after it, before signing.
        after: PreparedRequest,
        /// What is different; `None` when that is too much to compare.
        comparison: Option<Comparison>,
    },
    /// Nothing is to be sent.
    Cancelled {
        /// Why.
        reason: Option<String>,
    },
    /// It failed.
    Failed(TransformError),
}

impl Sample {
    /// A stored event. `None` when there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn of_event(store: &dyn Store, id: EventId) -> Result<Option<Self>, StoreError> {
        let (Some(row), Some(body)) = (store.event(id).await?, store.event_body(id).await?) else { return Ok(None) };
        let event = row.event;
        Ok(Some(Self { event_id: Some(id), event_type: event.event_type, headers: event.headers, body }))
    }

    /// The newest event of a source and of these kinds; empty means of any kind. `None` when there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest(
        store: &dyn Store,
        source_id: Option<SourceId>,
        event_types: &[EventTypePattern],
    ) -> Result<Option<Self>, StoreError> {
        let newest = store.events(&EventFilter { source_id, event_type: None }, None, LOOKED_AT_MAX).await?;
        let is_meant =
            |kind: &EventTypeName| event_types.is_empty() || event_types.iter().any(|pattern| pattern.matches(kind));
        match newest.iter().find(|row| is_meant(&row.event.event_type)) {
            Some(row) => Self::of_event(store, row.event.id).await,
            None => Ok(None),
        }
    }

    /// Whether a filter means it, and why.
    pub fn test(&self, filter: &Filter) -> Report {
        let payload = Payload::new(&self.body);
        filter.test(&Subject { event_type: self.event_type.as_str(), headers: &self.headers, payload: &payload })
    }

    /// What a transform makes of the request to `url`.
    pub async fn transform(&self, source: &str, url: String) -> Trial {
        let before = PreparedRequest::of(&self.headers, self.body.clone(), url);
        let transform = match transforms::compile(source).await {
            Ok(transform) => transform,
            Err(error) => return Trial { before, result: TrialResult::Failed(error), console: Vec::new() },
        };
        let run = transforms::run(transform, webhook(&before, &self.event_type)).await;
        let result = match run.result {
            Ok(Transformed::Cancelled { reason }) => TrialResult::Cancelled { reason },
            Ok(Transformed::Changed(changed)) => match apply(before.clone(), changed) {
                Ok(after) => {
                    let comparison = compare_documents(&document(&before), &document(&after));
                    TrialResult::Changed { after, comparison }
                }
                Err(message) => {
                    let error = TransformError { kind: ErrorKind::BadResult, message, line: None, column: None };
                    TrialResult::Failed(error)
                }
            },
            Err(error) => TrialResult::Failed(error),
        };
        Trial { before, result, console: run.console }
    }
}

/// A request as one JSON document. The payload keeps its own text, so that numbers are compared as they were written.
fn document(request: &PreparedRequest) -> Vec<u8> {
    let mut headers = Map::new();
    for header in &request.headers {
        let value = String::from_utf8_lossy(&header.value).into_owned();
        let joined = match headers.get(&header.name).and_then(Value::as_str) {
            Some(before) => format!("{before}, {value}"),
            None => value,
        };
        headers.insert(header.name.clone(), Value::String(joined));
    }
    let payload = Payload::new(&request.body);
    let payload = match payload.json() {
        Some(_) => request.body.to_vec(),
        None => payload.value().to_string().into_bytes(),
    };
    let method = Value::from(request.method.as_str());
    let mut document = format!(
        "{{\"url\":{},\"method\":{method},\"headers\":{},\"payload\":",
        Value::from(request.url.as_str()),
        Value::Object(headers)
    )
    .into_bytes();
    document.extend_from_slice(&payload);
    document.push(b'}');
    document
}
