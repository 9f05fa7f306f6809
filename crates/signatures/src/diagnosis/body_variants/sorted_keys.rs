//! A JSON document with the keys of every object in alphabetical order.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// Deeper documents are not sorted.
const DEPTH_MAX: usize = 64;

/// The document without white space, its keys sorted, numbers and strings as they are written; `None` when it is no
/// JSON, too deep, or sorted already.
pub(super) fn sort(json: &[u8]) -> Option<Vec<u8>> {
    let document: &RawValue = serde_json::from_slice(json).ok()?;
    if !document.get().starts_with(['{', '[']) {
        return None;
    }
    let mut written = String::with_capacity(json.len());
    let is_changed = write(document.get(), DEPTH_MAX, &mut written)?;
    is_changed.then_some(written.into_bytes())
}

/// Whether the order of any keys was changed.
fn write(json: &str, depth: usize, written: &mut String) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    let mut is_changed = false;
    if json.starts_with('{') {
        let sorted: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
        let as_written: indexmap::IndexMap<String, &RawValue> = serde_json::from_str(json).ok()?;
        is_changed |= !sorted.keys().eq(as_written.keys());
        written.push('{');
        for (at, (key, value)) in sorted.iter().enumerate() {
            if at > 0 {
                written.push(',');
            }
            written.push_str(&serde_json::to_string(key).ok()?);
            written.push(':');
            is_changed |= write(value.get(), depth, written)?;
        }
        written.push('}');
    } else if json.starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(json).ok()?;
        written.push('[');
        for (at, value) in elements.iter().enumerate() {
            if at > 0 {
                written.push(',');
            }
            is_changed |= write(value.get(), depth, written)?;
        }
        written.push(']');
    } else {
        written.push_str(json);
    }
    Some(is_changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth_and_values_kept() {
        let sorted = |json: &str| sort(json.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(
            sorted(r#"{"b": 1.0, "a": [{"d": "\u00e9", "c": 1e400}]}"#).unwrap(),
            r#"{"a":[{"c":1e400,"d":"\u00e9"}],"b":1.0}"#
        );
        assert_eq!(sorted(r#"{"a": 1, "b": 2}"#), None);
        assert_eq!(sorted("not json"), None);
        assert_eq!(sorted(&"[".repeat(100_000)), None);
    }
}
