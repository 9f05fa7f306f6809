use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn headers() -> Headers {
    let mut headers = Headers::new();
    headers.push("X-GitHub-Event", "push");
    headers.push("X-Count", "12");
    headers.push("X-Tag", "a");
    headers.push("x-tag", "b");
    headers
}

/// Asks a filter about an event with this body, and checks that the report says the same as the answer.
fn is_meant(filter: &Value, body: &str) -> bool {
    let filter = Filter::parse(filter).expect("the filter is one");
    let (headers, payload) = (headers(), Payload::new(body.as_bytes()));
    let subject = Subject { event_type: "invoice.paid", headers: &headers, payload: &payload };
    let report = filter.test(&subject);
    assert_eq!(filter.matches(&subject), report.holds, "{filter:?} {report:#?}");
    report.holds
}

fn check(filter: Value, body: &Value, expected: bool) {
    assert_eq!(is_meant(&filter, &body.to_string()), expected, "{filter} {body}");
}

#[test]
fn conditions_hold_for_what_they_say() {
    let body = json!({
        "amount": 150, "ratio": 1.0, "name": "Ada", "none": null, "paid": true,
        "tags": ["gift", "new"], "items": [{"sku": "a", "n": 1}, {"sku": "b", "n": 7}], "empty": [],
    });
    for (condition, expected) in [
        (json!({"amount": 150}), true),
        (json!({"amount": "150"}), false),
        (json!({"ratio": 1}), true),
        (json!({"amount": {"$gt": 100, "$lt": 200}}), true),
        (json!({"amount": {"$gt": 150}}), false),
        (json!({"amount": {"$gte": 150.0}}), true),
        (json!({"amount": {"$lte": 149}}), false),
        (json!({"name": {"$gt": "Aaa"}}), true),
        (json!({"name": {"$gt": 1}}), false),
        (json!({"name": {"$startsWith": "A", "$endsWith": "a", "$contains": "d"}}), true),
        (json!({"name": {"$regex": "^A.a$"}}), true),
        (json!({"name": {"$regex": "^a"}}), false),
        (json!({"name": {"$in": ["Eve", "Ada"]}}), true),
        (json!({"name": {"$nin": ["Eve", "Ada"]}}), false),
        (json!({"name": {"$ne": "Eve"}}), true),
        (json!({"none": null}), true),
        (json!({"absent": null}), false),
        (json!({"absent": {"$ne": 1}}), true),
        (json!({"absent": {"$exists": false}}), true),
        (json!({"none": {"$exists": true}}), true),
        (json!({"absent": {"deeper": {"$exists": true}}}), false),
        (json!({"paid": true}), true),
        (json!({"$or": [{"paid": false}, {"amount": 150}]}), true),
        (json!({"$not": {"paid": true, "amount": 1}}), true),
        (json!({"$and": [{"paid": true}, {"amount": 1}]}), false),
        (json!({"amount": {"$or": [1, {"$gt": 100}]}}), true),
        (json!({}), true),
    ] {
        check(json!({"body": condition}), &body, expected);
    }
}

#[test]
fn a_condition_on_a_list_holds_for_any_element() {
    let body = json!({
        "tags": ["gift", "new"], "n": [1, 20], "items": [{"sku": "a", "n": 1}, {"sku": "b", "n": 7}], "empty": [],
    });
    for (condition, expected) in [
        (json!({"tags": "gift"}), true),
        (json!({"tags": ["new", "gift"]}), true),
        (json!({"tags": ["new", "old"]}), false),
        (json!({"tags": {"$eq": ["gift", "new"]}}), true),
        (json!({"tags": {"$ne": "gift"}}), false),
        (json!({"tags": {"$contains": "gif"}}), true),
        // The same element is between 5 and 10; or one is above, another below.
        (json!({"n": {"$gt": 5, "$lt": 10}}), false),
        (json!({"n": {"$and": [{"$gt": 5}, {"$lt": 10}]}}), true),
        (json!({"items": {"sku": "a", "n": 7}}), false),
        (json!({"items": {"sku": "b", "n": {"$gt": 5}}}), true),
        (json!({"items": {"colour": {"$exists": true}}}), false),
        (json!({"empty": {"sku": "a"}}), false),
        (json!({"empty": {"$exists": true}}), true),
    ] {
        check(json!({"body": condition}), &body, expected);
    }
}

#[test]
fn headers_have_no_case_and_may_be_numbers() {
    for (condition, expected) in [
        (json!({"x-github-event": "push"}), true),
        (json!({"X-GITHUB-EVENT": {"$in": ["pull_request"]}}), false),
        (json!({"x-count": {"$gt": 5, "$startsWith": "1"}}), true),
        (json!({"x-count": "12"}), true),
        (json!({"x-tag": "b"}), true),
        (json!({"x-tag": {"$ne": "b"}}), false),
        (json!({"x-absent": {"$exists": false}}), true),
        (json!({"$or": [{"x-tag": "c"}, {"x-count": 12}]}), true),
    ] {
        check(json!({"headers": condition}), &Value::Null, expected);
    }
    check(json!({"type": {"$startsWith": "invoice."}}), &Value::Null, true);
    check(json!({"$not": {"type": "invoice.paid"}}), &Value::Null, false);
}

#[test]
fn a_body_that_is_no_json_is_one_text() {
    assert!(is_meant(&json!({"body": {"$contains": "b=2"}}), "a=1&b=2"));
    assert!(!is_meant(&json!({"body": {"a": 1}}), "a=1&b=2"));
}

#[test]
fn the_report_names_the_place_and_what_was_there() {
    let filter = json!({"body": {"items": {"sku": "b", "n": {"$gt": 9}}}, "type": "invoice.paid"});
    let filter = Filter::parse(&filter).unwrap();
    let (headers, payload) = (headers(), Payload::new(br#"{"items":[{"sku":"a","n":1},{"sku":"b","n":7}]}"#));
    let report = filter.test(&Subject { event_type: "invoice.paid", headers: &headers, payload: &payload });
    let said: Vec<_> = report.judgements.iter().map(|judgement| (judgement.path.as_str(), judgement.holds)).collect();
    assert_eq!(said, [("body.items[1].n", false), ("body.items[1].sku", true), ("type", true)]);
    let Test::Single { operator, expected, found } = &report.judgements[0].test else { panic!("a single condition") };
    assert_eq!((*operator, expected, found), ("$gt", &json!(9), &Some(json!(7))));
}

#[test]
fn what_is_no_filter_is_refused_with_its_place() {
    let deep = (0..60).fold(json!(1), |inner, _| json!({"a": inner}));
    for (written, path) in [
        (json!([]), ""),
        (json!({"query": 1}), "query"),
        (json!({"type": {"a": 1}}), "type.a"),
        (json!({"headers": "push"}), "headers"),
        (json!({"headers": {"$gt": 1}}), "headers.$gt"),
        (json!({"body": {"a": {"$gr": 1}}}), "body.a.$gr"),
        (json!({"body": {"a": {"$gt": null}}}), "body.a.$gt"),
        (json!({"body": {"a": {"$in": 1}}}), "body.a.$in"),
        (json!({"body": {"a": {"$exists": 1}}}), "body.a.$exists"),
        (json!({"body": {"a": {"$regex": "("}}}), "body.a.$regex"),
        (json!({"body": {"a": {"$regex": "\\w{999}{99}"}}}), "body.a.$regex"),
        (json!({"body": {"$or": []}}), "body.$or"),
        (json!({"body": {"$or": [1, {"$x": 1}]}}), "body.$or[1].$x"),
        (json!({"body": {"a b": {"$x": 1}}}), "body[\"a b\"].$x"),
        (json!({"body": {"a": "x".repeat(FILTER_BYTES_MAX)}}), ""),
    ] {
        let error = Filter::parse(&written).expect_err(&written.to_string());
        assert_eq!(error.path, path, "{error}");
        assert!(!error.hint.is_empty());
    }
    assert!(Filter::parse(&json!({"body": deep})).unwrap_err().problem.contains("deeper"));
}

fn any_scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..4).prop_map(Value::from),
        (-3i8..4).prop_map(|number| Value::from(f64::from(number) / 2.0)),
        "[ab]{0,2}".prop_map(Value::from),
    ]
}

fn any_body() -> impl Strategy<Value = Value> {
    any_scalar().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[ab]", inner, 0..3).prop_map(|entries| json!(entries)),
        ]
    })
}

fn any_condition() -> impl Strategy<Value = Value> {
    let text = "[ab]{0,2}";
    let leaf = prop_oneof![
        any_scalar(),
        any_scalar().prop_map(|value| json!({"$eq": value})),
        any_scalar().prop_map(|value| json!({"$ne": value})),
        any_scalar().prop_map(|value| json!({"$contains": value})),
        (-3i64..4).prop_map(|value| json!({"$gt": value})),
        (-3i64..4).prop_map(|value| json!({"$lte": value})),
        (-3i64..4, text).prop_map(|(low, start)| json!({"$gte": low, "$startsWith": start})),
        prop::collection::vec(any_scalar(), 0..3).prop_map(|values| json!({"$in": values})),
        prop::collection::vec(any_scalar(), 0..3).prop_map(|values| json!({"$nin": values})),
        any::<bool>().prop_map(|expected| json!({"$exists": expected})),
        text.prop_map(|pattern| json!({"$regex": pattern})),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::btree_map("[ab]", inner.clone(), 0..3).prop_map(|fields| json!(fields)),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({"$and": parts})),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({"$or": parts})),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::from),
            (inner.clone(), inner.clone()).prop_map(|(not, field)| json!({"$not": not, "a": field})),
        ]
    })
}

/// JSON that is often nearly a filter.
fn anything() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("body".to_owned()),
        Just("type".to_owned()),
        Just("headers".to_owned()),
        "\\$(eq|ne|gt|in|nin|not|or|and|exists|regex|contains)",
        "\\PC{0,3}",
    ];
    any_scalar().prop_recursive(5, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..4).prop_map(|entries| json!(entries)),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_panics(written in anything(), body in "\\PC{0,20}") {
        if let Ok(filter) = Filter::parse(&written) {
            prop_assert_eq!(filter.as_json(), &written);
            is_meant(&written, &body);
        }
    }

    #[test]
    fn the_report_agrees_and_not_negates(condition in any_condition(), body in any_body()) {
        let body = body.to_string();
        let holds = is_meant(&json!({"body": condition}), &body);
        prop_assert_eq!(is_meant(&json!({"body": {"$not": condition}}), &body), !holds);
        prop_assert_eq!(is_meant(&json!({"$not": {"body": condition}}), &body), !holds);
        prop_assert_eq!(is_meant(&json!({"body": {"$not": {"$not": condition}}}), &body), holds);
    }

    #[test]
    fn and_and_or_keep_their_laws(left in any_condition(), right in any_condition(), body in any_body()) {
        let body = body.to_string();
        let asked = |condition: Value| is_meant(&json!({"body": condition}), &body);
        let (first, second) = (asked(left.clone()), asked(right.clone()));
        prop_assert_eq!(asked(json!({"$and": [left, right]})), first && second);
        prop_assert_eq!(asked(json!({"$and": [right, left]})), first && second);
        prop_assert_eq!(asked(json!({"$or": [left, right]})), first || second);
        let neither = json!({"$and": [{"$not": left}, {"$not": right}]});
        prop_assert_eq!(asked(json!({"$not": {"$or": [left, right]}})), asked(neither));
    }

    #[test]
    fn ne_and_nin_are_the_opposite_of_eq_and_in(value in any_scalar(), body in any_body()) {
        let body = body.to_string();
        let asked = |condition: Value| is_meant(&json!({"body": condition}), &body);
        prop_assert_eq!(asked(json!({"$ne": value})), !asked(json!({"$eq": value})));
        prop_assert_eq!(asked(json!({"$nin": [value]})), !asked(json!({"$in": [value]})));
    }
}
