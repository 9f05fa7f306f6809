//! What a handler gets, and what it makes of that.

use rquickjs::{Ctx, Object, Value};
use serde::de::IgnoredAny;

use crate::{ErrorKind, TransformError};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// A request before its transform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The kind of the event.
    pub event_type: String,
    /// Where it goes.
    pub url: String,
    /// How.
    pub method: String,
    /// Its header fields. Names that stand there more than once are one list to the handler.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// What a handler made of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transformed {
    /// What to send.
    Changed(Changed),
    /// Nothing is to be sent.
    Cancelled {
        /// Why, in the words of the handler.
        reason: Option<String>,
    },
}

/// A request after its transform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it goes.
    pub url: String,
    /// How: one of GET, POST, PUT, PATCH and DELETE.
    pub method: String,
    /// Its header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body; `None` when it stays as it was, byte for byte.
    pub body: Option<Vec<u8>>,
}

/// A failure of a step: a JavaScript exception that waits in the context, or a refusal of ours.
pub(crate) enum Failure {
    Engine(rquickjs::Error),
    Refused(TransformError),
}

impl From<rquickjs::Error> for Failure {
    fn from(error: rquickjs::Error) -> Self {
        Self::Engine(error)
    }
}

/// The request as the handler gets it, and its payload written as JSON, to see later whether it was changed.
pub(crate) fn hand_over<'js>(ctx: &Ctx<'js>, webhook: &Webhook) -> Result<(Object<'js>, Option<String>), Failure> {
    let headers = Object::new(ctx.clone())?;
    for (index, (name, _)) in webhook.headers.iter().enumerate() {
        let is_same = |other: &&(String, String)| other.0.eq_ignore_ascii_case(name);
        if webhook.headers[..index].iter().any(|other| is_same(&other)) {
            continue;
        }
        let values: Vec<&str> = webhook.headers.iter().filter(is_same).map(|(_, value)| value.as_str()).collect();
        match values.as_slice() {
            [value] => headers.set(name.to_ascii_lowercase(), *value)?,
            _ => headers.set(name.to_ascii_lowercase(), values)?,
        }
    }
    let payload = payload_in(ctx, &webhook.body)?;
    let written = stringified(ctx, payload.clone())?;
    let handed = Object::new(ctx.clone())?;
    handed.set("eventType", webhook.event_type.as_str())?;
    handed.set("url", webhook.url.as_str())?;
    handed.set("method", webhook.method.as_str())?;
    handed.set("headers", headers)?;
    handed.set("payload", payload)?;
    Ok((handed, written))
}

fn payload_in<'js>(ctx: &Ctx<'js>, body: &[u8]) -> Result<Value<'js>, Failure> {
    if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
        return Ok(ctx.json_parse(body.to_vec())?);
    }
    let text = rquickjs::String::from_str(ctx.clone(), &String::from_utf8_lossy(body))?;
    Ok(text.into_value())
}

/// What the handler returned. `written` is the payload as it was before.
pub(crate) fn take_back<'js>(
    ctx: &Ctx<'js>,
    returned: &Value<'js>,
    webhook: &Webhook,
    written: Option<&str>,
) -> Result<Transformed, Failure> {
    let Some(returned) = returned.as_object().filter(|object| !object.is_function() && !object.is_array()) else {
        return refuse("the handler must return the webhook");
    };
    if returned.get::<_, Value<'_>>("cancel")?.as_bool() == Some(true) {
        let reason = returned.get::<_, Value<'_>>("reason")?;
        return Ok(Transformed::Cancelled { reason: text(&reason)?.map(|reason| shortened(&reason)) });
    }
    let url = returned.get::<_, Value<'_>>("url")?;
    let url = if url.is_undefined() { webhook.url.clone() } else { text_of("url", &url)? };
    let method = returned.get::<_, Value<'_>>("method")?;
    let method =
        if method.is_undefined() { webhook.method.clone() } else { text_of("method", &method)?.to_ascii_uppercase() };
    if !METHODS.contains(&method.as_str()) {
        return refuse(format!("`method` must be one of {}", METHODS.join(", ")));
    }
    let headers = returned.get::<_, Value<'_>>("headers")?;
    let headers = if headers.is_undefined() { webhook.headers.clone() } else { headers_of(&headers)? };
    let payload = returned.get::<_, Value<'_>>("payload")?;
    let body = if payload.is_undefined() { None } else { body_of(ctx, payload, written)? };
    Ok(Transformed::Changed(Changed { url, method, headers, body }))
}

/// The body that a payload makes; `None` when it is the one that was handed over.
fn body_of<'js>(ctx: &Ctx<'js>, payload: Value<'js>, written: Option<&str>) -> Result<Option<Vec<u8>>, Failure> {
    let now = stringified(ctx, payload.clone())?;
    if now.as_deref() == written {
        return Ok(None);
    }
    if let Some(text) = text(&payload)? {
        return Ok(Some(text.into_bytes()));
    }
    match now {
        Some(json) => Ok(Some(json.into_bytes())),
        None => refuse("`payload` must be JSON or a text"),
    }
}

fn headers_of(headers: &Value<'_>) -> Result<Vec<(String, String)>, Failure> {
    let Some(headers) = headers.as_object().filter(|object| !object.is_function() && !object.is_array()) else {
        return refuse("`headers` must be an object");
    };
    let mut fields = Vec::new();
    for field in headers.props::<String, Value<'_>>() {
        let (name, value) = field?;
        let values = match value.as_array() {
            Some(values) => values.iter().collect::<Result<Vec<Value<'_>>, _>>()?,
            None => vec![value],
        };
        for value in values.iter().filter(|value| !value.is_undefined() && !value.is_null()) {
            fields.push(header_field(&name, value)?);
        }
    }
    Ok(fields)
}

fn header_field(name: &str, value: &Value<'_>) -> Result<(String, String), Failure> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return refuse(format!("`{}` is no name of a header", shortened(name)));
    }
    let value = match value.as_number() {
        Some(number) => number.to_string(),
        None => text_of(&format!("headers.{name}"), value)?,
    };
    if value.chars().any(char::is_control) {
        return refuse(format!("the value of the header `{name}` has control characters"));
    }
    Ok((name.to_ascii_lowercase(), value))
}

fn stringified<'js>(ctx: &Ctx<'js>, value: Value<'js>) -> Result<Option<String>, Failure> {
    Ok(ctx.json_stringify(value)?.map(|json| json.to_string()).transpose()?)
}

fn text(value: &Value<'_>) -> Result<Option<String>, Failure> {
    Ok(value.as_string().map(rquickjs::String::to_string).transpose()?)
}

fn text_of(name: &str, value: &Value<'_>) -> Result<String, Failure> {
    match text(value)? {
        Some(text) => Ok(text),
        None => refuse(format!("`{name}` must be a text")),
    }
}

fn refuse<T>(message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Refused(TransformError::new(ErrorKind::BadResult, message)))
}

/// Longest text that is kept of a reason or a name.
const SHORTENED_CHARS_MAX: usize = 200;

pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHORTENED_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
