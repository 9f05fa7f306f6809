//! Reads what a destination answered for the error that it speaks of.

use serde_json::Value;

/// How much of an error is quoted, in characters.
const GIST_CHARACTERS_MAX: usize = 160;
/// Keys that error texts stand under, the most telling first.
const ERROR_KEYS: [&str; 9] =
    ["error", "message", "detail", "error_description", "error_message", "reason", "title", "msg", "errors"];
/// How deep an error may stand.
const DEPTH_MAX: usize = 4;

/// The kept beginning of an answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    /// As text.
    pub(super) text: String,
}

impl Answer {
    /// Reads the bytes of an answer.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { text: String::from_utf8_lossy(bytes).into_owned() }
    }

    /// The error in the destination's own words: of JSON the error text, of HTML the title, of other text its first line.
    pub(super) fn gist(&self) -> Option<String> {
        let text = self.text.trim();
        let gist = match serde_json::from_str::<Value>(text) {
            Ok(value) => error_in(&value, 0)?,
            Err(_) if text.starts_with('<') => between(text, "<title>", "</title>")
                .or_else(|| between(text, "<h1>", "</h1>"))
                .or_else(|| between(text, "<pre>", "</pre>"))?
                .to_owned(),
            Err(_) => text.lines().find(|line| !line.trim().is_empty())?.to_owned(),
        };
        let gist = gist.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = gist.chars().take(GIST_CHARACTERS_MAX).collect();
        let is_cut = cut.len() < gist.len();
        Some(if is_cut { format!("{cut}…") } else { cut }).filter(|gist| !gist.is_empty())
    }

    /// Whether the answer speaks of signatures, as the libraries of providers do when one does not match.
    pub(super) fn speaks_of_signature(&self) -> bool {
        let text = self.text.to_lowercase();
        ["signature", "hmac", "webhook secret", "timestamp outside", "timestamp too old"]
            .iter()
            .any(|word| text.contains(word))
    }

    /// Whether the answer names a word, as a whole word and without regard to case.
    pub(super) fn names(&self, word: &str) -> bool {
        let (text, word) = (self.text.to_lowercase(), word.to_lowercase());
        let is_edge = |character: Option<char>| {
            character.is_none_or(|character| !character.is_alphanumeric() && character != '_')
        };
        word.len() > 1
            && text.match_indices(&word).any(|(start, found)| {
                let (before, after) = (text.get(..start), text.get(start + found.len()..));
                is_edge(before.and_then(|text| text.chars().next_back()))
                    && is_edge(after.and_then(|text| text.chars().next()))
            })
    }

    /// Whether the answer holds a text, without regard to case.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.text.to_lowercase().contains(&text.to_lowercase())
    }
}

fn error_in(value: &Value, depth: usize) -> Option<String> {
    if depth > DEPTH_MAX {
        return None;
    }
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(|value| error_in(value, depth + 1)),
        Value::Object(fields) => ERROR_KEYS.iter().find_map(|key| error_in(fields.get(*key)?, depth + 1)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(opening)?;
    let (inner, _) = rest.split_once(closing)?;
    Some(inner).filter(|inner| !inner.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_found_in_what_frameworks_answer() {
        for (body, gist) in [
            (r#"{"error":"TypeError: x is undefined"}"#, Some("TypeError: x is undefined")),
            (r#"{"error":{"code":7,"message":"no such order"}}"#, Some("no such order")),
            (
                r#"{"type":"about:blank","title":"Bad Request","detail":"amount must be a number"}"#,
                Some("amount must be a number"),
            ),
            (r#"{"errors":[{"msg":"required"}]}"#, Some("required")),
            (r#"{"ok":false}"#, None),
            ("<html><head><title>502 Bad Gateway</title></head></html>", Some("502 Bad Gateway")),
            ("<!DOCTYPE html><pre>Error: boom\n    at app.js</pre>", Some("Error: boom at app.js")),
            ("\n Internal error\nmore", Some("Internal error")),
            ("", None),
        ] {
            assert_eq!(Answer::of(body.as_bytes()).gist().as_deref(), gist, "{body}");
        }
        let long = Answer::of("é".repeat(1_000).as_bytes()).gist().unwrap();
        assert_eq!(long.chars().count(), GIST_CHARACTERS_MAX + 1);
    }

    #[test]
    fn a_field_is_named_only_as_a_whole_word() {
        let answer = Answer::of(b"field `Amount` of data.total is wrong");
        assert!(answer.names("amount") && answer.names("total"));
        assert!(!answer.names("mount") && !answer.names("a") && !answer.names("tot"));
    }
}
