//! Where the parts of a signature stand in a request.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::headers::{HeaderFields, Occurrence};
use crate::reason::Reason;

/// Where one part of a signature stands: in a header (`X-Signature`), at a JSON Pointer of the body
/// (`body:/signature/token`), or in a field of a form body (`form:token`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// A header.
    Header(String),
    /// A JSON Pointer (RFC 6901) into the body.
    Body(String),
    /// A field of a form body.
    Form(String),
}

/// Why a place cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// The header is not a token in the sense of RFC 9110, 5.6.2.
    #[error("the header name is empty or has characters that header names may not have")]
    HeaderName,
    /// A pointer starts with `/`.
    #[error("a place in the body is a JSON Pointer and starts with `/`")]
    Pointer,
    /// A form field has a name.
    #[error("a form field needs a name")]
    FormField,
}

impl Place {
    /// The name of the header, when it is one.
    pub fn header(&self) -> Option<&str> {
        match self {
            Self::Header(name) => Some(name),
            Self::Body(_) | Self::Form(_) => None,
        }
    }

    /// What stands there; `None` when nothing does.
    pub(crate) fn read<'a>(&self, headers: &HeaderFields<'a>, body: &'a [u8]) -> Result<Option<Cow<'a, [u8]>>, Reason> {
        match self {
            Self::Header(name) => match headers.find(name) {
                Occurrence::Absent => Ok(None),
                Occurrence::Once(value) => Ok(Some(Cow::Borrowed(value))),
                Occurrence::Repeated(count) => Err(Reason::HeaderDuplicated { header: name.clone(), count }),
            },
            Self::Body(pointer) => Ok(json_text(body, pointer).map(|text| Cow::Owned(text.into_bytes()))),
            Self::Form(field) => Ok(form_text(body, field).map(|text| Cow::Owned(text.into_bytes()))),
        }
    }
}

/// Whether a name is a token in the sense of RFC 9110, 5.6.2.
pub(crate) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The text or number at a pointer of a JSON body. Only what is on the way is read: what stands elsewhere may be beyond
/// what this library reads, such as half a surrogate pair or a number without bounds.
pub(crate) fn json_text(body: &[u8], pointer: &str) -> Option<String> {
    let whole: Box<RawValue> = serde_json::from_slice(body).ok()?;
    let mut names = pointer.split('/');
    // A pointer begins with a slash, or is empty and means the whole.
    if !names.next()?.is_empty() {
        return None;
    }
    let found = names.try_fold(whole, |value, name| member(&value, &name.replace("~1", "/").replace("~0", "~")))?;
    match found.get().as_bytes().first()? {
        b'"' => serde_json::from_str(found.get()).ok(),
        b'-' | b'0'..=b'9' => Some(found.get().to_owned()),
        _ => None,
    }
}

fn member(value: &RawValue, name: &str) -> Option<Box<RawValue>> {
    if value.get().starts_with('[') {
        let mut values: Vec<Box<RawValue>> = serde_json::from_str(value.get()).ok()?;
        let index: usize = name.parse().ok()?;
        return (index < values.len()).then(|| values.swap_remove(index));
    }
    let mut members: HashMap<String, Box<RawValue>> = serde_json::from_str(value.get()).ok()?;
    members.remove(name)
}

/// The first field of that name in a form body.
pub(crate) fn form_text(body: &[u8], field: &str) -> Option<String> {
    if matches!(body.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return None;
    }
    form_urlencoded::parse(body).find(|(name, _)| name == field).map(|(_, value)| value.into_owned())
}

impl TryFrom<String> for Place {
    type Error = PlaceError;

    fn try_from(written: String) -> Result<Self, PlaceError> {
        if let Some(pointer) = written.strip_prefix("body:") {
            return if pointer.starts_with('/') {
                Ok(Self::Body(pointer.to_owned()))
            } else {
                Err(PlaceError::Pointer)
            };
        }
        if let Some(field) = written.strip_prefix("form:") {
            return if field.is_empty() { Err(PlaceError::FormField) } else { Ok(Self::Form(field.to_owned())) };
        }
        if is_header_name(&written) { Ok(Self::Header(written)) } else { Err(PlaceError::HeaderName) }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => formatter.write_str(name),
            Self::Body(pointer) => write!(formatter, "body:{pointer}"),
            Self::Form(field) => write!(formatter, "form:{field}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_where_they_point() {
        let headers: HeaderFields = [("X-A", "1"), ("X-B", "1"), ("x-b", "2")].into_iter().collect();
        let read = |place: &str, body: &'static str| {
            let place = Place::try_from(place.to_owned()).unwrap();
            place
                .read(&headers, body.as_bytes())
                .map(|found| found.map(|text| String::from_utf8_lossy(&text).into_owned()))
        };
        assert_eq!(read("x-a", ""), Ok(Some("1".to_owned())));
        assert_eq!(read("X-C", ""), Ok(None));
        assert_eq!(read("X-B", ""), Err(Reason::HeaderDuplicated { header: "X-B".to_owned(), count: 2 }));
        assert_eq!(read("body:/a/b", r#"{"a":{"b":17}}"#), Ok(Some("17".to_owned())));
        assert_eq!(read("body:/a", r#"{"a":{"b":17}}"#), Ok(None));
        assert_eq!(read("body:/a", "not json"), Ok(None));
        assert_eq!(read("body:/a/1", r#"{"odd":"\ud83d","far":1e400,"a":["x","y"]}"#), Ok(Some("y".to_owned())));
        assert_eq!(read("body:/a/2", r#"{"a":["x","y"]}"#), Ok(None));
        assert_eq!(read("form:token", "x=1&token=a%20b"), Ok(Some("a b".to_owned())));
    }

    #[test]
    fn a_place_that_cannot_be_is_refused() {
        let error = |place: &str| Place::try_from(place.to_owned()).err();
        assert_eq!(error(""), Some(PlaceError::HeaderName));
        assert_eq!(error("X Signature"), Some(PlaceError::HeaderName));
        assert_eq!(error("body:a"), Some(PlaceError::Pointer));
        assert_eq!(error("form:"), Some(PlaceError::FormField));
    }
}
