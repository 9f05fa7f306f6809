//! One value of a document, by its path.

use std::mem::discriminant;

use crate::document::{Document, NodeId, Shape};
use crate::reader::{NotJson, read};
use crate::strings;

/// A value as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where that begins, in bytes.
    pub at: usize,
    shape: Shape,
}

impl Value<'_> {
    /// Whether both are texts, or numbers, or objects and so on.
    pub fn is_like(&self, other: &Value) -> bool {
        discriminant(&self.shape) == discriminant(&other.shape)
    }

    /// Whether they are the same: numbers by how they are written, texts by what they mean.
    pub fn is_same(&self, other: &Value) -> bool {
        let is_same_text = || match self.shape {
            Shape::String => strings::are_equal(self.text, other.text),
            _ => self.text == other.text,
        };
        self.is_like(other) && is_same_text()
    }
}

/// The value at a JSON Pointer (RFC 6901), if there is one.
///
/// # Errors
/// When the text is not JSON.
pub fn value_at<'a>(text: &'a [u8], pointer: &str) -> Result<Option<Value<'a>>, NotJson> {
    let document = read(text)?;
    let mut node = Some(document.root);
    for step in pointer.split('/').skip(1) {
        // In this order, or `~01` would become `/`.
        let key = step.replace("~1", "/").replace("~0", "~");
        node = node.and_then(|node| child(&document, node, &key));
    }
    Ok(node.map(|node| Value { text: document.text(node), at: document.start(node), shape: document.shape(node) }))
}

fn child(document: &Document, node: NodeId, key: &str) -> Option<NodeId> {
    match document.shape(node) {
        Shape::Object(span) => {
            document.members(span).iter().find(|member| member.key == key).map(|member| member.value)
        }
        Shape::Array(span) => document.elements(span).get(key.parse::<usize>().ok()?).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_path() {
        let text = br#"{"a":[{"b/c":"x"},2],"":{"~":null}}"#;
        let cases = [
            ("", Some(r#"{"a":[{"b/c":"x"},2],"":{"~":null}}"#)),
            ("/a/0/b~1c", Some("\"x\"")),
            ("/a/1", Some("2")),
            ("/a/2", None),
            ("/a/x", None),
            ("//~0", Some("null")),
            ("/b/c", None),
        ];
        for (pointer, expected) in cases {
            let found = value_at(text, pointer).unwrap();
            assert_eq!(found.map(|value| value.text), expected, "{pointer}");
            assert!(found.is_none_or(|value| text[value.at..].starts_with(value.text.as_bytes())));
        }
        assert!(value_at(b"{", "").is_err());
    }

    #[test]
    fn values_are_alike_or_the_same() {
        let value = |text: &'static str| value_at(text.as_bytes(), "").unwrap().unwrap();
        assert!(value("1").is_like(&value("2")) && !value("1").is_same(&value("1.0")));
        assert!(!value("1").is_like(&value("\"1\"")));
        assert!(value(r#""A""#).is_same(&value(r#""\u0041""#)));
        assert!(!value("true").is_same(&value("false")) && value("null").is_same(&value("null")));
    }
}
