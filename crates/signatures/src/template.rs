//! The text that is signed, as a record writes it: `{id}.{timestamp}.{body}`.

use std::fmt;

use crate::headers::{HeaderFields, Occurrence};
use crate::reason::Reason;

/// The text that is signed: literal text, and the parts of a request in braces.
///
/// `{body}` the exact bytes, `{timestamp}` and `{id}` as they stand in the request, `{url}` the whole URL the sender
/// knows, `{method}` in capitals, `{secret}` the key itself (only for plain hashes), `{header:Name}` the value of a header.
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    written: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Body,
    Timestamp,
    Id,
    Url,
    Method,
    Secret,
    Header(String),
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A brace is never closed.
    #[error("`{{` is never closed")]
    Unclosed,
    /// The word in braces means nothing.
    #[error("`{{{0}}}` is not known: use body, timestamp, id, url, method, secret or header:Name")]
    UnknownPart(String),
    /// Nothing would be signed.
    #[error("the signed text is empty")]
    Empty,
}

/// What the parts of a template stand for in one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) body: &'a [u8],
    pub(crate) timestamp: &'a [u8],
    pub(crate) id: &'a [u8],
    pub(crate) url: &'a str,
    pub(crate) method: &'a str,
    pub(crate) headers: &'a HeaderFields<'a>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When a brace is open or a word unknown.
    pub fn parse(written: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((literal, after)) = rest.split_once('{') {
            if !literal.is_empty() {
                parts.push(Part::Literal(literal.to_owned()));
            }
            let (word, after) = after.split_once('}').ok_or(TemplateError::Unclosed)?;
            parts.push(Part::of(word)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        if parts.is_empty() {
            return Err(TemplateError::Empty);
        }
        Ok(Self { written: written.to_owned(), parts })
    }

    /// As it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether the id is part of it.
    pub fn has_id(&self) -> bool {
        self.parts.contains(&Part::Id)
    }

    /// Whether the timestamp is part of it.
    pub fn has_timestamp(&self) -> bool {
        self.parts.contains(&Part::Timestamp)
    }

    /// Whether the URL is part of it.
    pub fn has_url(&self) -> bool {
        self.parts.contains(&Part::Url)
    }

    /// Whether the key itself is part of it.
    pub fn has_secret(&self) -> bool {
        self.parts.contains(&Part::Secret)
    }

    /// The pieces of the text, in order, to be hashed one after the other.
    ///
    /// # Errors
    /// When a header that is signed is missing, or stands there more than once.
    pub(crate) fn pieces<'a>(&'a self, message: &Message<'a>, key: &'a [u8]) -> Result<Vec<&'a [u8]>, Reason> {
        self.parts.iter().map(|part| part.of_message(message, key)).collect()
    }
}

impl Part {
    fn of(word: &str) -> Result<Self, TemplateError> {
        Ok(match word {
            "body" => Self::Body,
            "timestamp" => Self::Timestamp,
            "id" => Self::Id,
            "url" => Self::Url,
            "method" => Self::Method,
            "secret" => Self::Secret,
            _ => match word.strip_prefix("header:").filter(|name| !name.is_empty()) {
                Some(name) => Self::Header(name.to_owned()),
                None => return Err(TemplateError::UnknownPart(word.to_owned())),
            },
        })
    }

    fn of_message<'a>(&'a self, message: &Message<'a>, key: &'a [u8]) -> Result<&'a [u8], Reason> {
        Ok(match self {
            Self::Literal(text) => text.as_bytes(),
            Self::Body => message.body,
            Self::Timestamp => message.timestamp,
            Self::Id => message.id,
            Self::Url => message.url.as_bytes(),
            Self::Method => message.method.as_bytes(),
            Self::Secret => key,
            Self::Header(name) => match message.headers.find(name) {
                Occurrence::Once(value) => value,
                Occurrence::Absent => return Err(Reason::HeaderMissing { header: name.clone() }),
                Occurrence::Repeated(count) => return Err(Reason::HeaderDuplicated { header: name.clone(), count }),
            },
        })
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_literals_are_rendered_in_order() {
        let headers: HeaderFields = [("X-Nonce", "n1")].into_iter().collect();
        let message =
            Message { body: b"{}", timestamp: b"17", id: b"msg", url: "u", method: "POST", headers: &headers };
        let text =
            |written: &str| Template::parse(written).unwrap().pieces(&message, b"key").map(|pieces| pieces.concat());
        assert_eq!(text("v0:{timestamp}:{body}").unwrap(), b"v0:17:{}");
        assert_eq!(text("{secret}{method}{url}{id}").unwrap(), b"keyPOSTumsg");
        assert_eq!(text("{header:x-nonce}.").unwrap(), b"n1.");
        assert_eq!(text("{header:absent}"), Err(Reason::HeaderMissing { header: "absent".to_owned() }));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let error = |written: &str| Template::parse(written).err();
        assert_eq!(error(""), Some(TemplateError::Empty));
        assert_eq!(error("{body"), Some(TemplateError::Unclosed));
        assert_eq!(error("{payload}"), Some(TemplateError::UnknownPart("payload".to_owned())));
        assert_eq!(error("{header:}"), Some(TemplateError::UnknownPart("header:".to_owned())));
        assert_eq!(error("}{body}"), None);
    }
}
