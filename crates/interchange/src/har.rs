//! HTTP archives, version 1.2: <http://www.softwareishard.com/blog/har-12-spec/>.
//!
//! A request's body has only a place for text there. What is no text is written as base64 with `_encoding` beside it, in
//! the manner of the encoding that answers have; fields that begin with an underscore are every program's own.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Headers;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use crate::entry::path_and_query;
use crate::{Entries, Entry, ReadError, SourceName};

#[derive(Deserialize)]
struct Archive<'a> {
    #[serde(borrow)]
    log: Log<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct ArchivedEntry {
    #[serde(rename = "startedDateTime")]
    started: Option<String>,
    request: ArchivedRequest,
    #[serde(rename = "_tacklebox")]
    own: Option<Own>,
}

#[derive(Deserialize)]
struct ArchivedRequest {
    method: String,
    url: String,
    #[serde(rename = "httpVersion", default)]
    http_version: String,
    #[serde(default)]
    headers: Vec<Pair>,
    #[serde(rename = "postData")]
    data: Option<PostData>,
}

#[derive(Serialize, Deserialize)]
struct Pair {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct PostData {
    text: Option<String>,
    #[serde(default)]
    params: Vec<Pair>,
    #[serde(rename = "_encoding")]
    encoding: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
struct Own {
    event_id: Option<String>,
    event_type: Option<String>,
    source: Option<SourceName>,
    path_and_query: Option<String>,
}

/// Whether JSON is an archive.
pub(crate) fn is_archive(json: &[u8]) -> bool {
    serde_json::from_slice::<Archive<'_>>(json).is_ok()
}

/// Reads the entries of an archive.
pub(crate) fn read(json: &[u8]) -> Result<Entries<'_>, ReadError> {
    let archive: Archive<'_> =
        serde_json::from_slice(json).map_err(|error| ReadError::Whole(format!("it is no HTTP archive: {error}")))?;
    Ok(Box::new(
        archive
            .log
            .entries
            .into_iter()
            .enumerate()
            .map(|(index, raw)| read_entry(raw.get()).map_err(|reason| ReadError::entry("entry", index + 1, reason))),
    ))
}

fn read_entry(json: &str) -> Result<Entry, String> {
    let ArchivedEntry { started, request, own } = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut headers = Headers::new();
    // Names that begin with a colon are HTTP/2's own way to write the request line.
    for Pair { name, value } in request.headers.into_iter().filter(|pair| !pair.name.starts_with(':')) {
        headers.push(name, value);
    }
    let body = match request.data {
        None => Vec::new(),
        Some(PostData { text: Some(text), encoding, .. }) => match encoding.as_deref() {
            Some("base64") => BASE64_STANDARD.decode(text).map_err(|_| "its body is no base64".to_owned())?,
            _ => text.into_bytes(),
        },
        Some(PostData { params, .. }) => {
            let pairs = params.iter().map(|pair| (&pair.name, &pair.value));
            form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
        }
    };
    let own = own.unwrap_or_default();
    let started = started.and_then(|text| text.parse::<jiff::Timestamp>().ok());
    Ok(Entry {
        method: request.method,
        path_and_query: own.path_and_query.unwrap_or_else(|| path_and_query(&request.url)),
        url: Some(request.url),
        http_version: version(&request.http_version),
        headers,
        body,
        event_type: own.event_type,
        source: own.source,
        received_at_ms: started.map(jiff::Timestamp::as_millisecond),
        event_id: own.event_id,
    })
}

fn version(text: &str) -> String {
    match text.to_ascii_uppercase().as_str() {
        "" | "UNKNOWN" => "HTTP/1.1".to_owned(),
        "H2" | "HTTP/2" => "HTTP/2.0".to_owned(),
        "H3" | "HTTP/3" => "HTTP/3.0".to_owned(),
        other => other.to_owned(),
    }
}

pub(crate) fn begin() -> String {
    let creator = json!({ "name": "Tacklebox", "version": env!("CARGO_PKG_VERSION") });
    format!("{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[")
}

pub(crate) fn entry(entry: &Entry, number: usize) -> Vec<u8> {
    let headers: Vec<Pair> = entry
        .headers
        .iter()
        .map(|header| Pair { name: header.name.clone(), value: String::from_utf8_lossy(&header.value).into_owned() })
        .collect();
    let url = entry.url.clone().unwrap_or_else(|| format!("http://localhost{}", entry.path_and_query));
    let query = url.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default()).unwrap_or_default();
    let query: Vec<Pair> = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| Pair { name: name.into_owned(), value: value.into_owned() })
        .collect();
    let mut request = json!({
        "method": entry.method, "url": url, "httpVersion": entry.http_version, "cookies": [], "headers": headers,
        "queryString": query, "headersSize": -1, "bodySize": entry.body.len(),
    });
    if !entry.body.is_empty() {
        let media_type = entry.headers.first_text("content-type").unwrap_or_default();
        request["postData"] = match std::str::from_utf8(&entry.body) {
            Ok(text) => json!({ "mimeType": media_type, "text": text, "params": [] }),
            Err(_) => json!({
                "mimeType": media_type, "text": BASE64_STANDARD.encode(&entry.body), "params": [], "_encoding": "base64",
            }),
        };
    }
    let started = jiff::Timestamp::from_millisecond(entry.received_at_ms.unwrap_or_default()).unwrap_or_default();
    let own = Own {
        event_id: entry.event_id.clone(),
        event_type: entry.event_type.clone(),
        source: entry.source.clone(),
        path_and_query: Some(entry.path_and_query.clone()),
    };
    let archived = json!({
        "startedDateTime": format!("{started:.3}"), "time": 0, "request": request,
        // What came back is an answer to the sender, which is not kept; the fields must be there.
        "response": {
            "status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [], "redirectURL": "",
            "content": { "size": 0, "mimeType": "" }, "headersSize": -1, "bodySize": -1,
        },
        "cache": {}, "timings": { "send": 0, "wait": 0, "receive": 0 },
        "_tacklebox": own,
    });
    format!("{}\n{archived}", if number == 0 { "" } else { "," }).into_bytes()
}

pub(crate) fn end() -> String {
    "\n]}}\n".to_owned()
}
