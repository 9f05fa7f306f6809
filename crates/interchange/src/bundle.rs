//! Bundles: events with everything that is kept of them, byte for byte, one in each line.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Headers;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{Entries, Entry, ReadError, SourceName};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Head {
    tacklebox_bundle: u32,
}

#[derive(Serialize, Deserialize)]
struct BundledEvent {
    event_id: Option<String>,
    event_type: Option<String>,
    source: Option<SourceName>,
    received_at_ms: Option<i64>,
    method: String,
    path_and_query: String,
    http_version: String,
    headers: Vec<(String, FieldValue)>,
    body_base64: String,
    body_sha256: String,
}

/// The value of a header field; one that is no UTF-8 as base64.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum FieldValue {
    Text(String),
    Bytes { base64: String },
}

impl FieldValue {
    pub fn of(headers: &Headers) -> Vec<(String, Self)> {
        let value = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Bytes { base64: BASE64_STANDARD.encode(bytes) },
        };
        headers.iter().map(|header| (header.name.clone(), value(&header.value))).collect()
    }

    pub fn read(fields: Vec<(String, Self)>) -> Option<Headers> {
        let mut headers = Headers::new();
        for (name, value) in fields {
            match value {
                Self::Text(text) => headers.push(name, text),
                Self::Bytes { base64 } => headers.push(name, BASE64_STANDARD.decode(base64).ok()?),
            }
        }
        Some(headers)
    }
}

/// Whether a line is the first of a bundle.
pub(crate) fn is_head(line: &[u8]) -> bool {
    serde_json::from_slice::<Head>(line).is_ok()
}

/// Reads the events of a bundle.
pub(crate) fn read(text: &[u8]) -> Result<Entries<'_>, ReadError> {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let head: Head = serde_json::from_slice(lines.next().unwrap_or_default())
        .map_err(|_| ReadError::Whole("it is no bundle: its first line does not say so".to_owned()))?;
    if head.tacklebox_bundle > VERSION {
        let version = head.tacklebox_bundle;
        return Err(ReadError::Whole(format!(
            "it was written by a newer Tacklebox (bundle {version}, this reads {VERSION})"
        )));
    }
    let lines = lines.filter(|line| !line.is_empty()).enumerate();
    Ok(Box::new(
        lines.map(|(index, line)| read_event(line).map_err(|reason| ReadError::entry("event", index + 1, reason))),
    ))
}

fn read_event(line: &[u8]) -> Result<Entry, String> {
    let event: BundledEvent = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let body = BASE64_STANDARD.decode(&event.body_base64).map_err(|_| "its body is no base64".to_owned())?;
    if hex::encode(Sha256::digest(&body)) != event.body_sha256 {
        return Err("its body is damaged: its SHA-256 is not the one it was written with".to_owned());
    }
    Ok(Entry {
        method: event.method,
        url: None,
        path_and_query: event.path_and_query,
        http_version: event.http_version,
        headers: FieldValue::read(event.headers).ok_or("a header field is no base64")?,
        body,
        event_type: event.event_type,
        source: event.source,
        received_at_ms: event.received_at_ms,
        event_id: event.event_id,
    })
}

pub(crate) fn begin() -> String {
    format!("{}\n", json!({ "tacklebox_bundle": VERSION }))
}

pub(crate) fn entry(entry: &Entry) -> Vec<u8> {
    let event = BundledEvent {
        event_id: entry.event_id.clone(),
        event_type: entry.event_type.clone(),
        source: entry.source.clone(),
        received_at_ms: entry.received_at_ms,
        method: entry.method.clone(),
        path_and_query: entry.path_and_query.clone(),
        http_version: entry.http_version.clone(),
        headers: FieldValue::of(&entry.headers),
        body_base64: BASE64_STANDARD.encode(&entry.body),
        body_sha256: hex::encode(Sha256::digest(&entry.body)),
    };
    let mut line = serde_json::to_vec(&event).expect("texts and numbers under text keys");
    line.push(b'\n');
    line
}
