//! Changes to a payload that somebody asks for.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A payload that cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The patch does not fit.
    #[error("the patch does not fit: {0}")]
    Patch(String),
    /// No JSON Pointer.
    #[error("`{0}` is no path: it begins with a slash, like `/data/amount`")]
    Path(String),
    /// Something on the way is neither object nor list.
    #[error("`{0}` leads through something that holds no fields")]
    Through(String),
}

/// Applies a JSON Patch (RFC 6902), the whole of it or nothing.
///
/// # Errors
/// When `patch` is none, or an operation of it does not fit.
pub fn patch(payload: &mut Value, patch: &Value) -> Result<(), EditError> {
    let patch = json_patch::Patch::deserialize(patch).map_err(|error| EditError::Patch(error.to_string()))?;
    json_patch::patch(payload, &patch).map_err(|error| EditError::Patch(error.to_string()))
}

/// Sets the value at a JSON Pointer (RFC 6901), and makes the objects on the way that are missing. `-` adds to a list.
///
/// # Errors
/// When the path is none, or leads through a text or a number.
pub fn set(payload: &mut Value, path: &str, value: Value) -> Result<(), EditError> {
    if path.is_empty() {
        *payload = value;
        return Ok(());
    }
    let Some(tokens) = path.strip_prefix('/') else { return Err(EditError::Path(path.to_owned())) };
    let through = || EditError::Through(path.to_owned());
    let mut at = payload;
    for token in tokens.split('/') {
        let name = token.replace("~1", "/").replace("~0", "~");
        if at.is_null() {
            *at = Value::Object(Map::new());
        }
        at = match at {
            Value::Object(fields) => fields.entry(name).or_insert(Value::Null),
            Value::Array(values) => {
                if name == "-" {
                    values.push(Value::Null);
                }
                let index = if name == "-" { values.len() - 1 } else { name.parse().map_err(|_| through())? };
                values.get_mut(index).ok_or_else(through)?
            }
            _ => return Err(through()),
        };
    }
    *at = value;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_is_set_and_what_is_missing_on_the_way_is_made() {
        let mut payload = json!({ "data": { "lines": [{ "sku": "a" }] } });
        set(&mut payload, "/data/lines/0/sku", json!("b")).unwrap();
        set(&mut payload, "/data/lines/-", json!(1)).unwrap();
        set(&mut payload, "/data/a~1b/c", json!(true)).unwrap();
        assert_eq!(payload, json!({ "data": { "lines": [{ "sku": "b" }, 1], "a/b": { "c": true } } }));
        assert_eq!(set(&mut payload, "data", json!(1)), Err(EditError::Path("data".to_owned())));
        let through = set(&mut payload, "/data/lines/0/sku/x", json!(1));
        assert_eq!(through, Err(EditError::Through("/data/lines/0/sku/x".to_owned())));
    }

    #[test]
    fn a_patch_fits_whole_or_changes_nothing() {
        let mut payload = json!({ "amount": 1 });
        let fits = json!([{ "op": "replace", "path": "/amount", "value": "1" }]);
        patch(&mut payload, &fits).unwrap();
        assert_eq!(payload, json!({ "amount": "1" }));
        let half = json!([{ "op": "remove", "path": "/amount" }, { "op": "remove", "path": "/missing" }]);
        assert!(patch(&mut payload, &half).is_err());
        assert_eq!(payload, json!({ "amount": "1" }));
    }
}
