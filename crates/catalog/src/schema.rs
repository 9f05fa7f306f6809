//! A learnt shape as JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use crate::kind::Kind;
use crate::shape::{Fields, Node, Shape};

/// What `$schema` says.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Shape {
    /// What was learnt, as JSON Schema 2020-12. Every payload that was learnt is valid against it. Fields that are not
    /// named are allowed: whether a new one is worth telling is not for a validator to say.
    pub fn to_schema(&self) -> Value {
        let mut schema = match self.root().to_schema() {
            Value::Object(schema) => schema,
            _ => Map::new(),
        };
        schema.insert("$schema".to_owned(), DIALECT.into());
        Value::Object(schema)
    }
}

impl Node {
    fn to_schema(&self) -> Value {
        let mut schema = Map::new();
        if let Some(kinds) = self.kinds_in_schema() {
            schema.insert("type".to_owned(), kinds);
        }
        self.add_texts(&mut schema);
        match &self.fields {
            Fields::Unknown => {}
            Fields::Named(named) => self.add_fields(named, &mut schema),
            Fields::Map(values) => {
                schema.insert("additionalProperties".to_owned(), values.to_schema());
            }
        }
        if let Some(values) = &self.values {
            schema.insert("items".to_owned(), values.to_schema());
        }
        Value::Object(schema)
    }

    /// One word, or a list of them. `number` covers whole numbers.
    fn kinds_in_schema(&self) -> Option<Value> {
        let has_number = self.kinds.contains_key(&Kind::Number);
        let kinds = self.kinds.keys().filter(|kind| !(has_number && **kind == Kind::Integer));
        let mut words: Vec<&str> = kinds.map(|kind| kind.schema_word()).collect();
        // What is usual stands first, `null` last.
        words.sort_by_key(|word| *word == "null");
        match words.as_slice() {
            [] => None,
            [one] => Some(json!(one)),
            several => Some(json!(several)),
        }
    }

    fn add_texts(&self, schema: &mut Map<String, Value>) {
        let Some(texts) = &self.texts else { return };
        if let Some(format) = texts.format() {
            schema.insert("format".to_owned(), format.word().into());
        }
        // `enum` holds for values of every kind, so it can be said only where there is text and perhaps null.
        let is_only_text = self.kinds.keys().all(|kind| matches!(kind, Kind::String | Kind::Null));
        if let Some(values) = texts.enumeration().filter(|_| is_only_text) {
            let mut values: Vec<Value> = values.map(Value::from).collect();
            if self.kinds.contains_key(&Kind::Null) {
                values.push(Value::Null);
            }
            schema.insert("enum".to_owned(), Value::Array(values));
        }
    }

    fn add_fields(&self, named: &std::collections::BTreeMap<String, Self>, schema: &mut Map<String, Value>) {
        let objects = self.seen_as(Kind::Object);
        let properties: Map<String, Value> =
            named.iter().map(|(name, node)| (name.clone(), node.to_schema())).collect();
        let always: Vec<&String> =
            named.iter().filter(|(_, node)| node.seen() == objects).map(|(name, _)| name).collect();
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
        if !always.is_empty() {
            schema.insert("required".to_owned(), json!(always));
        }
    }
}
