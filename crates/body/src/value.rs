//! One value of a JSON body, found by the way to it, without reading the rest into memory.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::NodeKind;

/// Longest text of a value that is given, in characters.
pub const VALUE_CHARS_MAX: usize = 200;
/// Most steps of one way.
const STEPS_MAX: usize = 32;
/// Some editors write it before JSON.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The way to a value: `data.items[0].sku`, `["odd name"].amount`; a `$.` before it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuePath(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    Place(usize),
}

/// A text that is no way to a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` does not lead to a value")]
pub struct ValuePathError {
    text: String,
}

/// A value of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundValue {
    /// What it is.
    pub kind: NodeKind,
    /// A text without its quotes; anything else as it is written, so that a number keeps its digits. Cut when long.
    pub text: String,
    /// There is more of it.
    pub is_cut: bool,
}

impl ValuePath {
    /// Reads a way: 1 to 32 names and places.
    ///
    /// # Errors
    /// When the text is none.
    pub fn parse(text: &str) -> Result<Self, ValuePathError> {
        let steps = steps(text.trim());
        steps
            .filter(|steps| (1..=STEPS_MAX).contains(&steps.len()))
            .map(Self)
            .ok_or_else(|| ValuePathError { text: text.chars().take(80).collect() })
    }

    /// Whether this text stands there in a body: of a text its whole content, of anything else as it is written.
    pub fn holds(&self, body: &[u8], text: &str) -> bool {
        self.raw(body).is_some_and(|raw| match serde_json::from_str::<Cow<'_, str>>(raw.get()) {
            Ok(content) => content == text,
            Err(_) => raw.get() == text,
        })
    }

    /// What stands there in a body; `None` when there is nothing, or the body is no JSON up to there. Of names that are
    /// there twice the last one counts.
    pub fn find(&self, body: &[u8]) -> Option<FoundValue> {
        self.raw(body).map(|raw| FoundValue::of(raw.get()))
    }

    fn raw<'b>(&self, body: &'b [u8]) -> Option<&'b RawValue> {
        let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
        let mut reader = serde_json::Deserializer::from_slice(body);
        Seek(&self.0).deserialize(&mut reader).ok()?
    }
}

fn steps(text: &str) -> Option<Vec<Step>> {
    let mut rest = match text.strip_prefix('$') {
        Some(below) if below.starts_with(['.', '[']) => below.strip_prefix('.').unwrap_or(below),
        _ => text,
    };
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix('[') {
            let (step, after) = if bracket.starts_with('"') {
                let mut quoted = serde_json::Deserializer::from_str(bracket).into_iter::<String>();
                let name = quoted.next()?.ok()?;
                (Step::Name(name), bracket[quoted.byte_offset()..].strip_prefix(']')?)
            } else {
                let (place, after) = bracket.split_once(']')?;
                (Step::Place(place.parse().ok()?), after)
            };
            steps.push(step);
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Name(name.to_owned()));
            rest = after;
        }
        match rest.strip_prefix('.') {
            Some("") => return None,
            Some(after) => rest = after,
            None if rest.is_empty() || rest.starts_with('[') => {}
            None => return None,
        }
    }
    Some(steps)
}

impl FoundValue {
    fn of(written: &str) -> Self {
        let kind = match written.as_bytes().first() {
            Some(b'{') => NodeKind::Object,
            Some(b'[') => NodeKind::Array,
            Some(b'"') => NodeKind::String,
            Some(b't' | b'f') => NodeKind::Boolean,
            Some(b'n') => NodeKind::Null,
            _ => NodeKind::Number,
        };
        let whole: Cow<'_, str> = match kind {
            // Half of a surrogate pair is no text; then it is shown as it is written.
            NodeKind::String => serde_json::from_str::<String>(written).map_or(Cow::Borrowed(written), Cow::Owned),
            _ => Cow::Borrowed(written),
        };
        match whole.char_indices().nth(VALUE_CHARS_MAX) {
            Some((end, _)) => Self { kind, text: whole[..end].to_owned(), is_cut: true },
            None => Self { kind, text: whole.into_owned(), is_cut: false },
        }
    }
}

/// Walks to a value; everything beside the way is passed over.
struct Seek<'p>(&'p [Step]);

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        match self.0.split_first() {
            None => <&RawValue>::deserialize(reader).map(Some),
            Some((step, rest)) => reader.deserialize_any(Enter { step, rest }),
        }
    }
}

struct Enter<'p> {
    step: &'p Step,
    rest: &'p [Step],
}

impl<'de> Visitor<'de> for Enter<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            match self.step {
                Step::Name(wanted) if *wanted == name => found = map.next_value_seed(Seek(self.rest))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        for place in 0_usize.. {
            let is_wanted = matches!(self.step, Step::Place(wanted) if *wanted == place);
            if is_wanted {
                match list.next_element_seed(Seek(self.rest))? {
                    Some(value) => found = value,
                    None => break,
                }
            } else if list.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
        }
        Ok(found)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str, path: &str) -> Option<(NodeKind, String)> {
        let path = ValuePath::parse(path).expect("a way");
        path.find(body.as_bytes()).map(|value| (value.kind, value.text))
    }

    #[test]
    fn a_value_is_found_by_names_and_places() {
        let body = r#"{"data":{"object":{"amount":4200,"currency":"e\u0075r","paid":true,"none":null,
            "lines":[{"sku":"a"},{"sku":"b"}],"a.b":{"":7}}},"data2":1}"#;
        let table = [
            ("data.object.amount", NodeKind::Number, "4200"),
            ("$.data.object.currency", NodeKind::String, "eur"),
            ("data.object.paid", NodeKind::Boolean, "true"),
            ("data.object.none", NodeKind::Null, "null"),
            ("data.object.lines[1].sku", NodeKind::String, "b"),
            ("data.object.lines[0]", NodeKind::Object, r#"{"sku":"a"}"#),
            (r#"data.object["a.b"][""]"#, NodeKind::Number, "7"),
        ];
        for (path, kind, text) in table {
            assert_eq!(found(body, path), Some((kind, text.to_owned())), "{path}");
        }
        for path in
            ["data.object.amount.deeper", "data.missing", "data.object.lines[2]", "data[0]", "data.object.lines.sku"]
        {
            assert_eq!(found(body, path), None, "{path}");
        }
    }

    #[test]
    fn a_number_keeps_its_digits() {
        for number in ["12345678901234567890123", "1.10", "1e400", "-0.0"] {
            assert_eq!(found(&format!("[{number}]"), "[0]"), Some((NodeKind::Number, number.to_owned())));
        }
    }

    #[test]
    fn what_stands_twice_counts_as_it_stands_last_and_what_is_no_json_has_no_values() {
        assert_eq!(found(r#"{"a":1,"a":2}"#, "a"), Some((NodeKind::Number, "2".to_owned())));
        assert_eq!(found("\u{feff}{\"a\":1}", "a"), Some((NodeKind::Number, "1".to_owned())));
        for body in ["", "a=1", "{\"a\":", "{\"a\"}", "\"a\""] {
            assert_eq!(found(body, "a"), None, "{body}");
        }
    }

    #[test]
    fn a_long_value_is_cut() {
        let body = format!("{{\"a\":\"{}\"}}", "é".repeat(VALUE_CHARS_MAX + 1));
        let value = ValuePath::parse("a").expect("a way").find(body.as_bytes()).expect("found");
        assert_eq!((value.text.chars().count(), value.is_cut), (VALUE_CHARS_MAX, true));
    }

    #[test]
    fn a_text_that_leads_nowhere_is_no_way() {
        for text in ["", " ", "a..b", "a.", ".a", "a[", "a[x]", "a[1", "a[0]b", "$", "[\"a]"] {
            // A dollar alone is a name that nobody gives.
            assert_eq!(ValuePath::parse(text).is_err(), text != "$", "{text}");
        }
        assert!(ValuePath::parse(&["a"; STEPS_MAX + 1].join(".")).is_err());
    }
}
