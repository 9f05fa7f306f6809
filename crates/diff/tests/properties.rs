//! What must hold for every pair of documents.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use diff::{Arrays, Options, compare_json};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Documents with few different keys and values, so that two of them have much in common.
fn documents() -> impl Strategy<Value = Value> {
    let scalars = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..5_i64).prop_map(Value::from),
        prop::sample::select(vec!["", "a", "é😀", "\"\\/\n\u{0}"]).prop_map(Value::from),
    ];
    scalars.prop_recursive(6, 60, 6, |inner| {
        let keys = prop::sample::select(vec!["a", "b", "c", "", "a/b", "m~n", "\"é\n"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..6)
                .prop_map(|members| members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect::<Map<_, _>>())
                .prop_map(Value::from),
        ]
    })
}

/// Lists whose elements mostly have names, not always different ones.
fn lists_of_objects() -> impl Strategy<Value = Value> {
    let element = (0..6_i64, 0..3_i64, prop::collection::vec(0..3_i64, 0..3));
    let elements = prop::collection::vec(element, 0..6);
    let object = |(id, amount, lines): (i64, i64, Vec<i64>)| {
        let lines: Vec<Value> = lines.into_iter().map(|line| json!({ "key": line })).collect();
        json!({ "id": id, "amount": amount, "lines": lines })
    };
    elements.prop_map(move |elements| json!({ "list": elements.into_iter().map(object).collect::<Vec<_>>() }))
}

proptest! {
    #[test]
    fn a_document_equals_itself_in_every_writing(document in documents()) {
        let (compact, pretty) = (document.to_string(), serde_json::to_string_pretty(&document).unwrap());
        let comparison = compare_json(compact.as_bytes(), pretty.as_bytes(), &Options::default()).unwrap();
        prop_assert!(comparison.is_equal());
        prop_assert_eq!(comparison.to_json_patch().unwrap(), "[]");
    }

    #[test]
    fn the_patch_turns_the_left_document_into_the_right_one(left in documents(), right in documents()) {
        let (left_text, right_text) = (left.to_string(), right.to_string());
        let comparison = compare_json(left_text.as_bytes(), right_text.as_bytes(), &Options::default()).unwrap();
        prop_assert_eq!(comparison.is_equal(), left == right);
        let patch: json_patch::Patch = serde_json::from_str(&comparison.to_json_patch().unwrap()).unwrap();
        let mut patched = left;
        json_patch::patch(&mut patched, &patch).unwrap();
        prop_assert_eq!(patched, right);
    }

    #[test]
    fn every_path_leads_to_its_values(left in documents(), right in documents()) {
        let (left_text, right_text) = (left.to_string(), right.to_string());
        let comparison = compare_json(left_text.as_bytes(), right_text.as_bytes(), &Options::default()).unwrap();
        let value = |text: Option<&str>| text.map(|text| serde_json::from_str::<Value>(text).unwrap());
        for change in &comparison.changes {
            prop_assert_eq!(left.pointer(&change.path).cloned(), value(change.left));
            prop_assert_eq!(right.pointer(&change.path).cloned(), value(change.right));
        }
    }

    #[test]
    fn paths_lead_to_their_values_on_both_sides_when_elements_are_matched_by_key(
        left in lists_of_objects(), right in lists_of_objects()
    ) {
        let (left_text, right_text) = (left.to_string(), right.to_string());
        let options = Options { arrays: Arrays::ByKey, ..Options::default() };
        let comparison = compare_json(left_text.as_bytes(), right_text.as_bytes(), &options).unwrap();
        prop_assert_eq!(comparison.is_equal(), left == right);
        let value = |text: Option<&str>| text.map(|text| serde_json::from_str::<Value>(text).unwrap());
        for change in &comparison.changes {
            if let Some(text) = change.left {
                prop_assert_eq!(left.pointer(&change.path).cloned(), value(Some(text)));
            }
            if let Some(text) = change.right {
                let path = change.right_path.as_ref().unwrap_or(&change.path);
                prop_assert_eq!(right.pointer(path).cloned(), value(Some(text)));
            }
        }
        if let Some(patch) = comparison.to_json_patch() {
            let patch: json_patch::Patch = serde_json::from_str(&patch).unwrap();
            let mut patched = left;
            json_patch::patch(&mut patched, &patch).unwrap();
            prop_assert_eq!(patched, right);
        }
    }

    #[test]
    fn bytes_are_read_exactly_when_they_are_json(bytes in "[\\[\\]{}:,\"\\\\ue0-9.+\\-tfnrals \n]{0,24}") {
        let read = compare_json(bytes.as_bytes(), b"null", &Options::default());
        let expected = serde_json::from_str::<&serde_json::value::RawValue>(&bytes);
        prop_assert_eq!(read.is_ok(), expected.is_ok(), "{} {:?} {:?}", bytes, read, expected.err());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = compare_json(&bytes, &bytes, &Options::default()).map(|comparison| comparison.is_equal());
    }
}

#[test]
fn all_changes_of_an_example_are_in_its_patch() {
    let left = json!({"a": [1, 2, 3, 4], "b": {"c": 1}, "d": 1});
    let right = json!({"a": [1, 5], "b": 7, "e": [{}]});
    let (left_text, right_text) = (left.to_string(), right.to_string());
    let comparison = compare_json(left_text.as_bytes(), right_text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(comparison.counts.total(), 6);
    let patch: json_patch::Patch = serde_json::from_str(&comparison.to_json_patch().unwrap()).unwrap();
    let mut patched = left;
    json_patch::patch(&mut patched, &patch).unwrap();
    assert_eq!(patched, right);
}
