//! JSON, one payload or one in each line. A line that we wrote holds the payload with what is known of its event; any
//! other line is a payload itself.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Headers;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::bundle::FieldValue;
use crate::{Entries, Entry, ReadError, SourceName};

#[derive(Serialize, Deserialize)]
struct OwnLine<'a> {
    event_id: Option<String>,
    event_type: String,
    source: Option<SourceName>,
    received_at_ms: Option<i64>,
    method: String,
    path_and_query: String,
    headers: Vec<(String, FieldValue)>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

/// Reads one payload.
pub(crate) fn read_one(text: &[u8]) -> Result<Entries<'_>, ReadError> {
    serde_json::from_slice::<serde::de::IgnoredAny>(text)
        .map_err(|error| ReadError::Whole(format!("it is no JSON: {error}")))?;
    Ok(Box::new(std::iter::once(Ok(read_line(text.trim_ascii())))))
}

/// Reads a payload from each line.
pub(crate) fn read(text: &[u8]) -> Entries<'_> {
    let lines =
        text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).enumerate().filter(|(_, line)| !line.is_empty());
    Box::new(lines.map(|(index, line)| {
        serde_json::from_slice::<serde::de::IgnoredAny>(line)
            .map(|_| read_line(line))
            .map_err(|error| ReadError::entry("line", index + 1, format!("it is no JSON: {error}")))
    }))
}

fn read_line(line: &[u8]) -> Entry {
    own_line(line).unwrap_or_else(|| {
        let mut headers = Headers::new();
        headers.push("Content-Type", "application/json");
        Entry {
            method: "POST".to_owned(),
            path_and_query: "/".to_owned(),
            http_version: "HTTP/1.1".to_owned(),
            headers,
            body: line.to_vec(),
            ..Entry::default()
        }
    })
}

fn own_line(line: &[u8]) -> Option<Entry> {
    let own: OwnLine<'_> = serde_json::from_slice(line).ok()?;
    let body = match (own.body, own.body_text, own.body_base64) {
        (Some(json), _, _) => json.get().as_bytes().to_vec(),
        (_, Some(text), _) => text.into_bytes(),
        (_, _, Some(base64)) => BASE64_STANDARD.decode(base64).ok()?,
        _ => return None,
    };
    Some(Entry {
        method: own.method,
        url: None,
        path_and_query: own.path_and_query,
        http_version: "HTTP/1.1".to_owned(),
        headers: FieldValue::read(own.headers)?,
        body,
        event_type: Some(own.event_type),
        source: own.source,
        received_at_ms: own.received_at_ms,
        event_id: own.event_id,
    })
}

pub(crate) fn entry(entry: &Entry) -> Vec<u8> {
    let one_line = one_line(&entry.body);
    let json: Option<&RawValue> = one_line.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let text = if json.is_some() { None } else { std::str::from_utf8(&entry.body).ok().map(str::to_owned) };
    let base64 = (json.is_none() && text.is_none()).then(|| BASE64_STANDARD.encode(&entry.body));
    let own = OwnLine {
        event_id: entry.event_id.clone(),
        event_type: entry.event_type.clone().unwrap_or_default(),
        source: entry.source.clone(),
        received_at_ms: entry.received_at_ms,
        method: entry.method.clone(),
        path_and_query: entry.path_and_query.clone(),
        headers: FieldValue::of(&entry.headers),
        body: json,
        body_text: text,
        body_base64: base64,
    };
    let mut line = serde_json::to_vec(&own).expect("texts and numbers under text keys");
    line.push(b'\n');
    line
}

/// JSON without line breaks between its tokens; numbers and texts stay as they are written. `None` when it is no text.
fn one_line(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim_ascii();
    if text.is_empty() || !text.contains(['\n', '\r']) {
        return Some(text.to_owned()).filter(|text| !text.is_empty());
    }
    // In valid JSON no text holds a line break, so each of them stands between tokens.
    Some(text.split(['\n', '\r']).map(str::trim_start).collect())
}
