//! Schemas that somebody wrote, and what a payload does not keep of them.

use std::collections::BTreeMap;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Validator};
use serde_json::Value;

use crate::check::{Difference, Sort};

/// Differences that are named of one payload.
const DIFFERENCES_MAX: usize = 100;

/// A schema that somebody wrote, ready to check with.
#[derive(Debug)]
pub struct GivenSchema(Validator);

/// Why a value is no schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON Schema: {reason}")]
pub struct SchemaError {
    /// In the words of the validator.
    pub reason: String,
    /// Where in the schema, as a JSON Pointer.
    pub path: String,
}

impl GivenSchema {
    /// Takes a schema; without `$schema` it is read as 2020-12. What it refers to must stand in itself: nothing is
    /// fetched.
    ///
    /// # Errors
    /// When it is no schema, or refers to something outside.
    pub fn parse(schema: &Value) -> Result<Self, SchemaError> {
        let draft = Draft::Draft202012.detect(schema);
        let options = jsonschema::options().with_draft(draft).offline();
        options.build(schema).map(Self).map_err(|error| SchemaError {
            reason: error.to_string().chars().take(500).collect(),
            path: error.instance_path().to_string(),
        })
    }

    /// What a payload does not keep of it, each path once, by path.
    pub fn differences(&self, payload: &Value) -> Vec<Difference> {
        let mut found: BTreeMap<String, Difference> = BTreeMap::new();
        for error in self.0.iter_errors(payload).take(DIFFERENCES_MAX) {
            let at = without_indexes(payload, error.instance_path().as_str());
            let (path, was, now) = in_words(at, &error);
            found.entry(path.clone()).or_insert(Difference { path, sort: Sort::NotAsGiven, was, now, seen: 0 });
        }
        found.into_values().collect()
    }

    /// Whether a payload is valid.
    pub fn accepts(&self, payload: &Value) -> bool {
        self.0.is_valid(payload)
    }
}

/// Where, what the schema demands, and what is there; without values of the payload.
fn in_words(at: String, error: &jsonschema::ValidationError<'_>) -> (String, String, String) {
    let now = crate::Kind::of(error.instance()).words().to_owned();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            (format!("{at}/{}", escaped(name)), "it must be there".to_owned(), "not there".to_owned())
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let name = unexpected.first().map(String::as_str).unwrap_or_default();
            (format!("{at}/{}", escaped(name)), "it may not be there".to_owned(), "there".to_owned())
        }
        ValidationErrorKind::Enum { .. } => (at, "it must be one of the values listed".to_owned(), now),
        ValidationErrorKind::Constant { .. } => (at, "it must be the one value given".to_owned(), now),
        ValidationErrorKind::Type { kind } => (at, format!("it must be {}", type_words(kind)), now),
        // The masked message names the rule and hides the value.
        _ => (at, error.masked_with("it").to_string(), now),
    }
}

fn type_words(kind: &jsonschema::error::TypeKind) -> String {
    use jsonschema::error::TypeKind;
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(" or "),
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The pointer with `*` for each index of a list, so that two values of one list make one difference.
fn without_indexes(payload: &Value, pointer: &str) -> String {
    let mut at = Some(payload);
    let mut path = String::new();
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let is_index = at.is_some_and(Value::is_array);
        path.push('/');
        path.push_str(if is_index { "*" } else { token });
        at = match at {
            Some(Value::Array(values)) => name.parse::<usize>().ok().and_then(|index| values.get(index)),
            Some(Value::Object(fields)) => fields.get(&name),
            _ => None,
        };
    }
    path
}
