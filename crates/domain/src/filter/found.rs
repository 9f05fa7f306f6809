//! What a condition finds at its place in an event.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::Subject;
use crate::Headers;

/// What a condition finds at its place.
#[derive(Clone)]
pub(super) enum Found<'e> {
    Nothing,
    Subject(Subject<'e>),
    Headers(&'e Headers),
    /// All fields of one name.
    Header(Vec<Vec<Value>>),
    /// One field: its text, and the number that it is, if any.
    Field(Vec<Value>),
    Value(Cow<'e, Value>),
}

impl<'e> Found<'e> {
    /// What stands under a name.
    pub(super) fn under(&self, name: &str) -> Found<'_> {
        match self {
            Self::Subject(subject) => match name {
                "type" => Found::Value(Cow::Owned(Value::from(subject.event_type))),
                "headers" => Found::Headers(subject.headers),
                "body" => Found::Value(Cow::Borrowed(subject.payload.value())),
                _ => Found::Nothing,
            },
            Self::Headers(headers) => header(headers, name),
            Self::Value(value) => value.get(name).map_or(Found::Nothing, |value| Found::Value(Cow::Borrowed(value))),
            Self::Nothing | Self::Header(_) | Self::Field(_) => Found::Nothing,
        }
    }

    pub(super) const fn exists(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    /// The values that one condition can hold for, with their index in a list: the elements of a list and the list
    /// itself, or just what was found.
    pub(super) fn candidates(&self) -> Vec<(Option<usize>, Found<'_>)> {
        match self {
            Self::Header(fields) => fields.iter().map(|readings| (None, Found::Field(readings.clone()))).collect(),
            Self::Value(value) => {
                let elements = self.elements();
                elements.into_iter().chain([(None, Found::Value(Cow::Borrowed(value.as_ref())))]).collect()
            }
            other => vec![(None, other.clone())],
        }
    }

    /// The values that names are looked up in: the elements of a list, or just what was found.
    pub(super) fn holders(&self) -> Vec<(Option<usize>, Found<'_>)> {
        match self {
            Self::Value(value) if value.is_array() => {
                let elements = self.elements();
                if elements.is_empty() { vec![(None, Found::Nothing)] } else { elements }
            }
            other => vec![(None, other.clone())],
        }
    }

    /// As a value to show. `None` when there is nothing.
    pub(super) fn shown(&self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(excerpt(value)),
            Self::Header(fields) => fields.first().and_then(|readings| readings.first()).map(excerpt),
            Self::Field(readings) => readings.first().map(excerpt),
            Self::Nothing | Self::Subject(_) | Self::Headers(_) => None,
        }
    }

    fn elements(&self) -> Vec<(Option<usize>, Found<'_>)> {
        let Self::Value(value) = self else { return Vec::new() };
        let elements = value.as_array().into_iter().flatten();
        elements.enumerate().map(|(index, value)| (Some(index), Found::Value(Cow::Borrowed(value)))).collect()
    }
}

fn header<'e>(headers: &Headers, name: &str) -> Found<'e> {
    let fields: Vec<Vec<Value>> = headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case(name))
        .map(|header| {
            let text = String::from_utf8_lossy(&header.value).into_owned();
            let number = text.parse::<Number>().ok();
            [Some(Value::String(text)), number.map(Value::Number)].into_iter().flatten().collect()
        })
        .collect();
    if fields.is_empty() { Found::Nothing } else { Found::Header(fields) }
}

/// Longest value that a report shows, in bytes of its JSON.
const SHOWN_BYTES_MAX: usize = 400;

fn excerpt(value: &Value) -> Value {
    let written = match value {
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => value.to_string(),
        Value::Null | Value::Bool(_) | Value::Number(_) => return value.clone(),
    };
    if written.len() <= SHOWN_BYTES_MAX {
        return value.clone();
    }
    let cut = (0..=SHOWN_BYTES_MAX).rev().find(|&at| written.is_char_boundary(at)).unwrap_or_default();
    Value::String(format!("{}…", &written[..cut]))
}
