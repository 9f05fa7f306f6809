//! A body as a value, read when that is asked for first.

use std::cell::OnceCell;

use serde_json::Value;

/// A body that is read as JSON at most once, and not before that is asked for.
#[derive(Debug)]
pub struct Payload<'b> {
    body: &'b [u8],
    json: OnceCell<Option<Value>>,
    text: OnceCell<Value>,
}

impl<'b> Payload<'b> {
    /// The payload in a body.
    pub const fn new(body: &'b [u8]) -> Self {
        Self { body, json: OnceCell::new(), text: OnceCell::new() }
    }

    /// The JSON, when it is any.
    pub fn json(&self) -> Option<&Value> {
        self.json.get_or_init(|| serde_json::from_slice(self.body).ok()).as_ref()
    }

    /// The JSON, or the whole body as one text when it is none; bytes that are no UTF-8 become replacement characters.
    pub fn value(&self) -> &Value {
        self.json()
            .unwrap_or_else(|| self.text.get_or_init(|| Value::String(String::from_utf8_lossy(self.body).into_owned())))
    }
}
