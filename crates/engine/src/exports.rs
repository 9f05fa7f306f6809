//! Writes events for others: cURL commands, an archive, lines of JSON, a bundle.
//!
//! One event is read, written and handed on after the other, so that no set of them is ever in memory. An event with
//! several deliveries is written once. What is received or deleted meanwhile may or may not be in it.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use domain::id::{DeliveryId, EventId};
use domain::{Event, Headers};
use futures_util::Stream;
use interchange::{Entry, Format, SourceName, write};
use store::{Cursor, Store, StoreError, TimelineRow};

use crate::clock::Clock;
use crate::configuration::Configuration;
use crate::scheme::{self, Outgoing};
use crate::target::{Aim, Signing, Target};
use crate::timeline::TimelineQuery;

/// Rows that are read at a time.
const PAGE_ROWS: u32 = 200;
/// Rows that are looked at before there must be a piece again, when bodies are looked into.
const LOOKED_AT_MAX: u32 = 10_000;
/// Events that are remembered, so that none is written twice.
const SEEN_MAX: usize = 100_000;

/// Writes events for others.
pub struct Exports {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Which rows of a filter are meant, where the store cannot tell.
pub type Admits = Box<dyn Fn(&TimelineRow) -> bool + Send + Sync>;

/// Which events.
pub enum Selection {
    /// These.
    Events(VecDeque<Selected>),
    /// Those of the rows that a filter lets through, newest first.
    Matching(Box<TimelineQuery>, Admits),
}

/// One row of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected {
    /// An event.
    Event(EventId),
    /// The event of a delivery.
    Delivery(DeliveryId),
}

/// What is to be written.
pub struct Export {
    /// Which events.
    pub selection: Selection,
    /// How.
    pub format: Format,
    /// Where our receiver listens: `http://127.0.0.1:4665`.
    pub receiver_url: String,
}

struct Writing {
    exports: Arc<Exports>,
    export: Export,
    step: Step,
    rows: VecDeque<Selected>,
    before: Option<Cursor>,
    /// There are no more rows below.
    is_read: bool,
    seen: HashSet<EventId>,
    written: usize,
}

#[derive(PartialEq, Eq)]
enum Step {
    Begin,
    Events,
    Over,
}

impl Exports {
    /// Writes events, piece by piece. The stream ends with an error when an event cannot be read.
    pub fn export(
        self: &Arc<Self>,
        mut export: Export,
    ) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + use<> {
        let rows = match &mut export.selection {
            Selection::Events(rows) => std::mem::take(rows),
            Selection::Matching(..) => VecDeque::new(),
        };
        let writing = Writing {
            exports: self.clone(),
            export,
            step: Step::Begin,
            rows,
            before: None,
            is_read: false,
            seen: HashSet::new(),
            written: 0,
        };
        futures_util::stream::unfold(writing, |mut writing| async move {
            let piece = match writing.next().await {
                Ok(piece) => piece.map(Ok),
                Err(error) => {
                    writing.step = Step::Over;
                    Some(Err(error))
                }
            };
            piece.map(|piece| (piece, writing))
        })
    }
}

impl Writing {
    async fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        match self.step {
            Step::Over => return Ok(None),
            Step::Begin => {
                self.step = Step::Events;
                return Ok(Some(write::begin(self.export.format).into()));
            }
            Step::Events => {}
        }
        loop {
            while let Some(row) = self.rows.pop_front() {
                if let Some(piece) = self.event(row).await? {
                    return Ok(Some(piece));
                }
            }
            if !self.read_rows().await? {
                self.step = Step::Over;
                return Ok(Some(write::end(self.export.format).into()));
            }
        }
    }

    /// Reads the next rows, which may be none; whether there were any to read.
    async fn read_rows(&mut self) -> Result<bool, StoreError> {
        let Selection::Matching(query, admits) = &self.export.selection else { return Ok(false) };
        if self.is_read {
            return Ok(false);
        }
        let found = query.rows(&*self.exports.store, self.before, PAGE_ROWS, LOOKED_AT_MAX).await?;
        (self.before, self.is_read) = (found.next, found.next.is_none());
        self.rows.extend(found.rows.iter().filter(|row| admits(row)).map(|row| match row {
            TimelineRow::Delivery { delivery, .. } => Selected::Event(delivery.event_id),
            TimelineRow::Event { id, .. } => Selected::Event(*id),
        }));
        Ok(true)
    }

    async fn event(&mut self, row: Selected) -> Result<Option<Bytes>, StoreError> {
        let store = &self.exports.store;
        let id = match row {
            Selected::Event(id) => id,
            Selected::Delivery(id) => match store.delivery(id).await? {
                Some(delivery) => delivery.event_id,
                None => return Ok(None),
            },
        };
        if self.seen.contains(&id) {
            return Ok(None);
        }
        let (Some(row), Some(body)) = (store.event(id).await?, store.event_body(id).await?) else { return Ok(None) };
        if self.seen.len() < SEEN_MAX {
            self.seen.insert(id);
        }
        let (entry, note) = self.exports.entry(&row.event, body, &self.export);
        let piece = write::entry(self.export.format, &entry, self.written, note.as_deref());
        self.written += 1;
        Ok(Some(piece.into()))
    }
}

impl Exports {
    fn entry(&self, event: &Event, body: Bytes, export: &Export) -> (Entry, Option<String>) {
        let snapshot = self.configuration.snapshot();
        let source = event.source_id.and_then(|id| snapshot.source(id).ok()).cloned();
        let mut entry = Entry {
            method: event.method.clone(),
            url: Some(format!("{}{}", export.receiver_url, event.path_and_query)),
            path_and_query: event.path_and_query.clone(),
            http_version: event.http_version.clone(),
            headers: event.headers.clone(),
            body: body.to_vec(),
            event_type: Some(event.event_type.to_string()),
            source: source.map(|entry| SourceName { slug: entry.source.slug.clone(), name: entry.source.name.clone() }),
            received_at_ms: Some(event.received_at.unix_ms()),
            event_id: Some(event.id.to_string()),
        };
        let note = (export.format == Format::Curl).then(|| self.sign(event, &mut entry, export));
        (entry, note.flatten())
    }

    /// Gives a command the address of its source and a signature that is good now. Answers why there is none.
    fn sign(&self, event: &Event, entry: &mut Entry, export: &Export) -> Option<String> {
        let Some(source_id) = event.source_id else {
            let event_type = event.event_type.as_str();
            return Some(format!("{event_type}: published through the API, which needs the token."));
        };
        let target = Target::Source { source_id, receiver_url: export.receiver_url.clone() };
        let Ok(aim) = Aim::take(&self.configuration.snapshot(), &target, Signing::default()) else {
            return Some("Its source was deleted: this is as it was received.".to_owned());
        };
        let now = self.clock.now();
        let id = event.provider_event_id.clone().unwrap_or_else(|| format!("msg_{}", EventId::uuid(event.id)));
        // What was signed then is no part of what is signed now.
        let url = format!("{}{}", aim.url, query_of(&event.path_and_query));
        let signed_url = format!("{}{}", aim.signed_url, query_of(&event.path_and_query));
        let outgoing =
            |headers| Outgoing { id: &id, now, url: &signed_url, method: &event.method, headers, body: &entry.body };
        let signed = scheme::sign(&aim.scheme, aim.keys(now), &outgoing(&event.headers));
        let signed = match signed {
            Ok(signed) => signed,
            Err(reason) => {
                entry.url = Some(url);
                return Some(format!("Not signed anew: {reason}."));
            }
        };
        let is_signed_anew = |name: &str| signed.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        let mut headers: Headers =
            event.headers.iter().filter(|header| !is_signed_anew(&header.name)).cloned().collect();
        for (name, value) in &signed.headers {
            headers.push(name.clone(), value.clone());
        }
        entry.url = Some(signed.url.as_deref().map_or(url.clone(), |signed| aim.url_with(Some(signed))));
        entry.headers = headers;
        if let Some(body) = signed.body {
            entry.body = body;
        }
        None
    }
}

fn query_of(path_and_query: &str) -> String {
    path_and_query.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default()
}
