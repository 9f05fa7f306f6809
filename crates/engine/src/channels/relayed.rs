//! What channels hand over.
//!
//! smee.io and its kin send one JSON object for each request: header fields under their lower-case names, beside them
//! `query`, `timestamp` and the body. smee.io parses JSON and form bodies before, so that the bytes are lost and only the
//! meaning is left (<https://github.com/probot/smee.io>); gosmee adds the exact bytes as base64 in `bodyB`
//! (<https://github.com/chmouel/gosmee>), and others send them as the text `rawBody`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::Headers;
use indexmap::IndexMap;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::intake::ReceivedRequest;

/// Where a request came from that a channel handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// The channel: the address that the sender knows.
    pub url: String,
    /// Whether the body has the sender's bytes.
    pub is_exact: bool,
}

/// Fields beside the header fields.
const NO_HEADERS: [&str; 6] = ["body", "bodyb", "rawbody", "query", "timestamp", "event_id"];
/// Header fields that belonged to the connection between sender and channel.
const OF_THE_CONNECTION: [&str; 6] =
    ["connection", "content-length", "transfer-encoding", "keep-alive", "upgrade", "accept-encoding"];

/// Reads an event of a channel as a request to `/in/{slug}`, and whether its body has the exact bytes. `None` for
/// greetings, pings, and what carries no body.
pub fn read(event: &str, data: &str, channel_url: &str, slug: &str) -> Option<(ReceivedRequest, bool)> {
    if !matches!(event, "" | "message") {
        return None;
    }
    let fields: IndexMap<String, Box<RawValue>> = serde_json::from_str(data).ok()?;
    let mut headers = Headers::new();
    for (name, value) in &fields {
        let is_header = !NO_HEADERS.contains(&name.to_ascii_lowercase().as_str());
        if let Some(value) = text(value).filter(|_| is_header && is_field_name(name))
            && !OF_THE_CONNECTION.contains(&name.to_ascii_lowercase().as_str())
            && !value.contains(['\r', '\n', '\0'])
        {
            headers.push(name.clone(), value);
        }
    }
    let (body, is_exact) = body(&fields, &headers)?;
    let query = fields.get("query").map(|query| form(query)).filter(|query| !query.is_empty());
    let path_and_query = match query {
        Some(query) => format!("/in/{slug}?{query}"),
        None => format!("/in/{slug}"),
    };
    let request = ReceivedRequest {
        method: "POST".to_owned(),
        path_and_query,
        http_version: "HTTP/1.1".to_owned(),
        peer: None,
        headers,
        body,
        relay: Some(Relay { url: channel_url.to_owned(), is_exact }),
    };
    Some((request, is_exact))
}

fn body(fields: &IndexMap<String, Box<RawValue>>, headers: &Headers) -> Option<(Bytes, bool)> {
    if let Some(exact) = fields.get("bodyB").and_then(|body| text(body)).and_then(|body| STANDARD.decode(body).ok()) {
        return Some((exact.into(), true));
    }
    if let Some(exact) = fields.get("rawBody").and_then(|body| text(body)) {
        return Some((exact.into(), true));
    }
    let parsed = fields.get("body")?;
    let is_form = headers
        .first_text("content-type")
        .is_some_and(|media_type| media_type.starts_with("application/x-www-form-urlencoded"));
    let written = match text(parsed) {
        Some(text) => text,
        None if is_form => form(parsed),
        // The text of the value as the channel wrote it: numbers keep their digits, fields their order.
        None => parsed.get().to_owned(),
    };
    Some((written.into(), false))
}

fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The fields of an object as a form. A list gives its field more than once.
fn form(value: &RawValue) -> String {
    let fields: Map<String, Value> = serde_json::from_str(value.get()).unwrap_or_default();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in &fields {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            match value {
                Value::String(text) => form.append_pair(name, text),
                other => form.append_pair(name, &other.to_string()),
            };
        }
    }
    form.finish()
}

fn is_field_name(name: &str) -> bool {
    http::HeaderName::from_bytes(name.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relayed(data: &str) -> ReceivedRequest {
        read("message", data, "https://smee.example/abc", "shop").expect("a request").0
    }

    #[test]
    fn a_parsed_body_is_written_as_the_channel_wrote_it_and_is_not_exact() {
        let data = r#"{"host":"smee.example","content-type":"application/json","content-length":"40","x-github-event":"push",
            "body":{"z":1.50,"a":12345678901234567890,"t":"ž"},"query":{"tenant":"7"},"timestamp":1700000000000}"#;
        let request = relayed(data);
        assert_eq!(request.body, r#"{"z":1.50,"a":12345678901234567890,"t":"ž"}"#.as_bytes());
        assert_eq!(request.path_and_query, "/in/shop?tenant=7");
        let names: Vec<&str> = request.headers.iter().map(|header| header.name.as_str()).collect();
        assert_eq!(names, ["host", "content-type", "x-github-event"]);
        assert!(!request.relay.expect("a relay").is_exact);
    }

    #[test]
    fn exact_bytes_are_taken_where_the_channel_has_them() {
        let request = relayed(r#"{"bodyB":"eyAiYSI6IDEgfQ==","body":{"a":1},"event_id":"7"}"#);
        assert_eq!(request.body, r#"{ "a": 1 }"#.as_bytes());
        assert!(request.relay.expect("a relay").is_exact);
        assert_eq!(relayed(r#"{"rawBody":"{ \"a\": 2 }"}"#).body, r#"{ "a": 2 }"#.as_bytes());
    }

    #[test]
    fn a_form_is_written_as_one() {
        let data = r#"{"content-type":"application/x-www-form-urlencoded; charset=utf-8","body":{"Body":"hi & bye","n":["1","2"]}}"#;
        assert_eq!(relayed(data).body, "Body=hi+%26+bye&n=1&n=2".as_bytes());
    }

    #[test]
    fn greetings_and_nonsense_are_no_requests() {
        let read = |event: &str, data: &str| read(event, data, "", "shop").is_some();
        assert!(!read("ping", "{}") && !read("ready", "{}") && !read("message", "{}") && !read("message", "hello"));
        assert!(!read("message", r#"{"message":"connected"}"#) && read("", r#"{"body":""}"#));
    }

    #[test]
    fn what_is_no_header_field_is_left_out() {
        let request = relayed(r#"{"x-good":"1","x bad":"2","x-split":"a\r\nb: c","body":{}}"#);
        assert_eq!(request.headers.len(), 1);
    }
}
