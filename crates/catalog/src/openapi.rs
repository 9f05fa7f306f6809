//! Event types from an OpenAPI document: the `webhooks` section of 3.1 (and `x-webhooks`, which stood in for it before).
//!
//! <https://spec.openapis.org/oas/v3.1.1.html#fixed-fields>. Each name there is an event type; its schema is that of the
//! request's JSON body, with everything it refers to under `$defs`, so that it stands alone.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// References followed at one place.
const REFERENCES_MAX: usize = 16;
/// Schemas that one event type may refer to.
const DEFINITIONS_MAX: usize = 2_000;

/// An event type that a document describes.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedType {
    /// The name in the document.
    pub event_type: String,
    /// What it is about, in the words of the document.
    pub summary: Option<String>,
    /// Its schema, complete in itself.
    pub schema: Value,
    /// Payloads the document gives, each with its name.
    pub examples: Vec<(String, Value)>,
}

/// What a document holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The event types, in the order of the document.
    pub types: Vec<ImportedType>,
    /// Names that were left out, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// Why nothing can be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Neither JSON nor YAML.
    #[error("the document is neither JSON nor YAML: {0}")]
    Unreadable(String),
    /// Something else.
    #[error("the document has no `webhooks` section")]
    NoWebhooks,
}

/// Reads a document in JSON or YAML.
///
/// # Errors
/// When it is neither, or has no `webhooks`.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    let document: Value = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(_) if text.trim_start().starts_with('{') => {
            let error = serde_json::from_str::<Value>(text).err().map(|error| error.to_string());
            return Err(ImportError::Unreadable(error.unwrap_or_default()));
        }
        Err(_) => {
            serde_saphyr::from_str(text).map_err(|error| ImportError::Unreadable(first_line(&error.to_string())))?
        }
    };
    let section = document.get("webhooks").or_else(|| document.get("x-webhooks"));
    let section = section.and_then(Value::as_object).ok_or(ImportError::NoWebhooks)?;
    let mut imported = Imported { types: Vec::new(), left_out: Vec::new() };
    for (name, path) in section {
        match of_path(&document, name, path) {
            Ok(found) => imported.types.push(found),
            Err(reason) => imported.left_out.push((name.clone(), reason)),
        }
    }
    Ok(imported)
}

fn of_path(document: &Value, name: &str, path: &Value) -> Result<ImportedType, String> {
    let path = followed(document, path)?;
    let operation = ["post", "put", "patch", "get", "delete"].into_iter().find_map(|method| path.get(method));
    let operation = operation.ok_or("it describes no request")?;
    let body = operation.get("requestBody").ok_or("its request has no body")?;
    let body = followed(document, body)?;
    let content = body.get("content").and_then(Value::as_object).ok_or("its body has no content")?;
    let is_json = |media_type: &str| {
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        media_type == "application/json" || media_type.ends_with("+json") || media_type == "*/*"
    };
    let (_, media) = content.iter().find(|(media_type, _)| is_json(media_type)).ok_or("its body is not JSON")?;
    let schema = media.get("schema").cloned().unwrap_or_else(|| json!({}));
    let text = |word: &str| operation.get(word).and_then(Value::as_str).map(str::to_owned);
    Ok(ImportedType {
        event_type: name.to_owned(),
        summary: text("summary").or_else(|| text("description").map(|words| first_line(&words))),
        examples: examples(document, media, &schema),
        schema: bundled(document, schema)?,
    })
}

fn examples(document: &Value, media: &Value, schema: &Value) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for (name, example) in media.get("examples").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = followed(document, example).ok().and_then(|example| example.get("value")) {
            found.push((name.clone(), value.clone()));
        }
    }
    found.extend(media.get("example").map(|value| ("example".to_owned(), value.clone())));
    let of_schema = followed(document, schema).ok();
    for (number, value) in
        of_schema.and_then(|schema| schema.get("examples")).and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        found.push((format!("schema example {}", number + 1), value.clone()));
    }
    found
}

/// What a reference leads to, or the value itself.
fn followed<'d>(document: &'d Value, value: &'d Value) -> Result<&'d Value, String> {
    let mut at = value;
    for _ in 0..REFERENCES_MAX {
        let Some(reference) = at.get("$ref").and_then(Value::as_str) else { return Ok(at) };
        at = target(document, reference)?;
    }
    Err("its references go round in a circle".to_owned())
}

fn target<'d>(document: &'d Value, reference: &str) -> Result<&'d Value, String> {
    let pointer = reference.strip_prefix('#').ok_or_else(|| format!("it refers to another file: `{reference}`"))?;
    let pointer = pointer.replace("%7B", "{").replace("%7D", "}").replace("%20", " ");
    document.pointer(&pointer).ok_or_else(|| format!("it refers to `{reference}`, which is not there"))
}

/// The schema with everything it refers to under `$defs`.
fn bundled(document: &Value, schema: Value) -> Result<Value, String> {
    let mut schema = if schema.is_object() { schema } else { json!({}) };
    let mut waiting = BTreeSet::new();
    rewrite(&mut schema, &mut waiting);
    let mut definitions = Map::new();
    while let Some(reference) = waiting.pop_first() {
        let name = definition_name(&reference);
        if definitions.contains_key(&name) {
            continue;
        }
        if definitions.len() == DEFINITIONS_MAX {
            return Err(format!("it refers to more than {DEFINITIONS_MAX} schemas"));
        }
        let mut definition = target(document, &reference)?.clone();
        rewrite(&mut definition, &mut waiting);
        definitions.insert(name, definition);
    }
    if let Some(rules) = schema.as_object_mut() {
        if !definitions.is_empty() {
            let known = rules.entry("$defs").or_insert_with(|| json!({}));
            if let Some(known) = known.as_object_mut() {
                known.extend(definitions);
            }
        }
        rules.entry("$schema").or_insert_with(|| crate::schema::DIALECT.into());
    }
    Ok(schema)
}

/// Turns references into the document into references into `$defs`, and notes what they name.
fn rewrite(schema: &mut Value, waiting: &mut BTreeSet<String>) {
    match schema {
        Value::Object(rules) => {
            if let Some(Value::String(reference)) = rules.get_mut("$ref") {
                waiting.insert(reference.clone());
                *reference = format!("#/$defs/{}", definition_name(reference));
            }
            // The mapping of a discriminator names schemas by their old place, and validators do not read it.
            rules.remove("discriminator");
            for (word, rule) in rules.iter_mut() {
                // What stands in these is a payload, not a schema.
                if !["const", "enum", "default", "example", "examples"].contains(&word.as_str()) {
                    rewrite(rule, waiting);
                }
            }
        }
        Value::Array(rules) => rules.iter_mut().for_each(|rule| rewrite(rule, waiting)),
        _ => {}
    }
}

/// A name that needs no escapes in a pointer: the last part of the reference, with the rest before it when that is not
/// the usual place.
fn definition_name(reference: &str) -> String {
    let name = reference.strip_prefix("#/components/schemas/").unwrap_or(reference);
    name.chars()
        .map(|one| if one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.') { one } else { '_' })
        .collect()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(300).collect()
}
