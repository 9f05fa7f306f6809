//! The single values of a payload, as a person picks one out.

use serde_json::Value;

/// Longest text that is picked out; a longer one is no value to compare with.
pub const LEAF_CHARS_MAX: usize = 120;

/// Names of values that tell one event from another at a glance, the most telling first.
const TELLING: [&str; 16] = [
    "amount",
    "amount_total",
    "total",
    "total_price",
    "price",
    "title",
    "subject",
    "email",
    "name",
    "message",
    "text",
    "action",
    "status",
    "reference",
    "number",
    "id",
];

/// A value that holds no others, and the names that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'v> {
    /// Names from the outside to the inside. Lists have no name: a filter asks any of their elements.
    pub path: Vec<&'v str>,
    /// What stands there: text, a number, a boolean or null.
    pub value: &'v Value,
}

/// The values of a payload in its own order, at most `leaves_max`, the same place once. What a filter cannot name or
/// hold is left out: names that begin with `$`, and long texts.
pub fn leaves(payload: &Value, leaves_max: usize) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    // A stack of our own: how deep a payload is nested is up to a stranger.
    let mut waiting = vec![(Vec::new(), payload)];
    while let Some((path, value)) = waiting.pop() {
        if found.len() == leaves_max {
            break;
        }
        match value {
            Value::Object(entries) => {
                for (name, inner) in entries.iter().rev().filter(|(name, _)| !name.starts_with('$')) {
                    let mut deeper = path.clone();
                    deeper.push(name.as_str());
                    waiting.push((deeper, inner));
                }
            }
            // The first element stands for the others, which are like it.
            Value::Array(elements) => waiting.extend(elements.first().map(|first| (path, first))),
            Value::String(text) if text.chars().nth(LEAF_CHARS_MAX).is_some() => {}
            _ if path.is_empty() => {}
            scalar => found.push(Leaf { path, value: scalar }),
        }
    }
    found
}

/// What a person knows an event by: an amount with its currency, a title, a name, at worst an id.
pub fn telling(leaves: &[Leaf<'_>]) -> Option<String> {
    let named = |word: &str| {
        let found = leaves.iter().filter(|leaf| leaf.path.last() == Some(&word) && !leaf.value.is_null());
        found.min_by_key(|leaf| leaf.path.len())
    };
    let leaf = TELLING.into_iter().find_map(named)?;
    let beside = |word: &str| {
        let outer = leaf.path.split_last().map(|(_, outer)| outer);
        leaves.iter().find(|other| other.path.split_last() == Some((&word, outer.unwrap_or_default())))
    };
    let currency = leaf.value.is_number().then(|| beside("currency")).flatten();
    let words = [Some(leaf), currency].into_iter().flatten().map(|leaf| words_of(leaf.value));
    Some(words.collect::<Vec<_>>().join(" "))
}

fn words_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_named_by_the_way_to_them() {
        let payload = json!({
            "data": { "object": { "currency": "eur", "lines": [{ "sku": "a" }, { "sku": "b" }], "none": null } },
            "$where": 1, "long": "x".repeat(LEAF_CHARS_MAX + 1), "empty": {}, "list": []
        });
        let mut found: Vec<_> =
            leaves(&payload, 10).iter().map(|leaf| (leaf.path.join("."), leaf.value.to_string())).collect();
        found.sort();
        let expected =
            [("data.object.currency", "\"eur\""), ("data.object.lines.sku", "\"a\""), ("data.object.none", "null")];
        assert_eq!(found, expected.map(|(path, value)| (path.to_owned(), value.to_owned())));
        assert_eq!(leaves(&payload, 1).len(), 1, "no more than asked for");
        assert!(leaves(&json!("text"), 10).is_empty(), "a payload that is one value has no names");
    }

    #[test]
    fn a_nest_of_any_depth_is_walked() {
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!({ "in": deep });
        }
        assert_eq!(leaves(&deep, 10)[0].path.len(), 100);
    }

    #[test]
    fn what_tells_an_event_apart() {
        let table = [
            (json!({"id": "evt_1", "data": {"object": {"amount": 4200, "currency": "eur"}}}), Some("4200 eur")),
            (json!({"currency": "usd", "data": {"amount": 7}}), Some("7")),
            (json!({"issue": {"title": "It breaks"}, "action": "opened"}), Some("It breaks")),
            (json!({"deep": {"name": "inner"}, "name": "outer"}), Some("outer")),
            (json!({"amount": null, "id": 7}), Some("7")),
            (json!({"weight": 3}), None),
        ];
        for (payload, expected) in table {
            assert_eq!(telling(&leaves(&payload, 50)).as_deref(), expected, "{payload}");
        }
    }
}
