//! How people write the way to a value.

/// A JSON Pointer as people write paths, and as [`ValuePath`](crate::ValuePath) reads them:
/// `/items/0/unit price` is `items[0]["unit price"]`. The root is the empty text.
pub fn path_text(pointer: &str) -> String {
    let mut text = String::new();
    for step in pointer.split('/').skip(1) {
        let key = step.replace("~1", "/").replace("~0", "~");
        if is_index(&key) {
            text = format!("{text}[{key}]");
        } else if is_plain(&key) {
            let dot = if text.is_empty() { "" } else { "." };
            text = format!("{text}{dot}{key}");
        } else {
            text = format!("{text}[{}]", serde_json::Value::from(key));
        }
    }
    text
}

/// Digits without a leading zero, as RFC 6901 has it.
fn is_index(key: &str) -> bool {
    let is_digits = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && (key == "0" || !key.starts_with('0'))
}

/// Whether a key needs no quotes.
fn is_plain(key: &str) -> bool {
    let may_begin = |character: char| character.is_alphabetic() || matches!(character, '_' | '$');
    let may_follow = |character: char| may_begin(character) || character.is_numeric() || character == '-';
    key.starts_with(may_begin) && key.chars().all(may_follow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ValuePath;

    #[test]
    fn paths_are_written_as_people_write_them_and_lead_to_the_value() {
        let cases = [
            ("/data/items/0/price", "data.items[0].price", r#"{"data":{"items":[{"price":7}]}}"#),
            ("/0", "[0]", "[7]"),
            ("/01", r#"["01"]"#, r#"{"01":7}"#),
            ("/a b", r#"["a b"]"#, r#"{"a b":7}"#),
            ("/a~1b/c~0d", r#"["a/b"]["c~d"]"#, r#"{"a/b":{"c~d":7}}"#),
            ("/a~01", r#"["a~1"]"#, r#"{"a~1":7}"#),
            ("/", r#"[""]"#, r#"{"":7}"#),
            ("/café/x-y", "café.x-y", r#"{"café":{"x-y":7}}"#),
        ];
        for (pointer, text, body) in cases {
            assert_eq!(path_text(pointer), text, "{pointer}");
            let found = ValuePath::parse(text).unwrap().find(body.as_bytes());
            assert_eq!(found.map(|value| value.text).as_deref(), Some("7"), "{text}");
        }
        assert_eq!(path_text(""), "");
    }
}
