//! Signatures that stand in the body, as Mailgun's do: the body is written anew with them.

use indexmap::IndexMap;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::place::Place;
use crate::sign::{SignError, Signed};

/// Puts each part in its place: into the headers, or into the body, of which everything else stays as it was written.
pub(super) fn placed(parts: Vec<(&Place, String)>, body: &[u8]) -> Result<Signed, SignError> {
    let mut signed = Signed::default();
    let mut members: Map<String, Value> = Map::new();
    for (place, text) in parts {
        match place {
            Place::Header(name) => signed.headers.push((name.clone(), text)),
            Place::Body(pointer) => put(&mut members, pointer, text),
            Place::Form(_) => return Err(SignError::Body),
        }
    }
    if !members.is_empty() {
        signed.body = Some(with_members(body, members)?);
    }
    Ok(signed)
}

fn put(members: &mut Map<String, Value>, pointer: &str, text: String) {
    let mut names: Vec<String> =
        pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~")).collect();
    let Some(last) = names.pop() else { return };
    let mut inner = members;
    for name in names {
        let member = inner.entry(name).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(object) = member else { return };
        inner = object;
    }
    inner.insert(last, Value::String(text));
}

fn with_members(body: &[u8], members: Map<String, Value>) -> Result<Vec<u8>, SignError> {
    let mut document: IndexMap<String, Box<RawValue>> = serde_json::from_slice(body).map_err(|_| SignError::Body)?;
    for (name, value) in members {
        let raw = serde_json::value::to_raw_value(&value).map_err(|_| SignError::Body)?;
        document.insert(name, raw);
    }
    serde_json::to_vec(&document).map_err(|_| SignError::Body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_body_keeps_its_writing() {
        let place = |pointer: &str| Place::Body(pointer.to_owned());
        let (token, signature) = (place("/signature/token"), place("/signature/signature"));
        let parts = vec![(&token, "t".to_owned()), (&signature, "s".to_owned())];
        let signed = placed(parts, br#"{"n": 1.0, "signature": {"old":1}, "e":1e400}"#).unwrap();
        let body = String::from_utf8(signed.body.unwrap()).unwrap();
        assert_eq!(
            body,
            r#"{"n":1.0,"signature":{"token":"t","signature":"s"},"e":1e400}"#.replace(
                r#"{"token":"t","signature":"s"}"#,
                &serde_json::to_string(&serde_json::json!({"token":"t","signature":"s"})).unwrap(),
            )
        );
        assert_eq!(placed(vec![(&token, String::new())], b"[]").err(), Some(SignError::Body));
    }
}
