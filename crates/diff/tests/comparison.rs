//! What differs, by table.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use diff::{Arrays, ChangeKind, Comparison, Fault, NotJson, Options, Side, compare_json};

fn compare<'a>(left: &'a str, right: &'a str) -> Comparison<'a> {
    compare_json(left.as_bytes(), right.as_bytes(), &Options::default()).unwrap()
}

/// The changes as lines: `value_changed /a 1 -> 2`.
fn changes(comparison: &Comparison) -> Vec<String> {
    let side = |text: Option<&str>| text.unwrap_or("nothing").to_owned();
    let line = |change: &diff::Change| {
        format!("{} {} {} -> {}", change.kind.word(), change.path, side(change.left), side(change.right))
    };
    comparison.changes.iter().map(line).collect()
}

#[test]
fn differences_are_found_where_they_are() {
    let cases: [(&str, &str, &[&str]); 16] = [
        ("{}", " { } ", &[]),
        (r#"{"a":1,"b":[true,null]}"#, "{\"b\" : [ true , null ] ,\n\"a\":1}", &[]),
        (r#"{"a":1}"#, r#"{"a":2}"#, &["value_changed /a 1 -> 2"]),
        (r#"{"a":1}"#, r#"{"a":"1"}"#, &["type_changed /a 1 -> \"1\""]),
        (r#"{"a":1}"#, r#"{"b":1}"#, &["removed /a 1 -> nothing", "added /b nothing -> 1"]),
        (r#"{"a":{"b":[1]}}"#, r#"{"a":null}"#, &["type_changed /a {\"b\":[1]} -> null"]),
        ("true", "false", &["value_changed  true -> false"]),
        ("[]", "{}", &["type_changed  [] -> {}"]),
        ("[1,2,3]", "[1,3]", &["value_changed /1 2 -> 3", "removed /2 3 -> nothing"]),
        ("[]", "[[],{}]", &["added /0 nothing -> []", "added /1 nothing -> {}"]),
        // Numbers are what is written.
        (
            "[1,10,0]",
            "[1.0,1e1,-0]",
            &["value_changed /0 1 -> 1.0", "value_changed /1 10 -> 1e1", "value_changed /2 0 -> -0"],
        ),
        ("9007199254740993", "9007199254740992", &["value_changed  9007199254740993 -> 9007199254740992"]),
        ("1e400", "1e400", &[]),
        // Strings are what they mean.
        (r#"{"A":"\u00e9\/"}"#, r#"{"\u0041":"é/"}"#, &[]),
        (r#""\ud83d""#, r#""\ud83e""#, &[r#"value_changed  "\ud83d" -> "\ud83e""#]),
        (r#"{"a/b~":{"":1}}"#, r#"{"a/b~":{"":2}}"#, &["value_changed /a~1b~0/ 1 -> 2"]),
    ];
    for (left, right, expected) in cases {
        assert_eq!(changes(&compare(left, right)), expected, "{left} {right}");
    }
}

#[test]
fn changes_stand_in_the_order_of_the_left_document() {
    let left = r#"{"z":1,"gone":0,"m":{"b":1,"a":1},"k":[1]}"#;
    let right = r#"{"k":[2],"new2":0,"m":{"a":2,"b":2},"new1":0,"z":2}"#;
    let comparison = compare(left, right);
    let paths: Vec<&str> = comparison.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["/z", "/gone", "/m/b", "/m/a", "/k/0", "/new2", "/new1"]);
    assert_eq!((comparison.counts.value_changed, comparison.counts.removed, comparison.counts.added), (4, 1, 2));
    assert_eq!(comparison.counts.total(), 7);
}

#[test]
fn the_last_of_duplicate_keys_counts_and_all_are_named() {
    let comparison =
        compare(r#"{"a":[0,[],{"b":1,"c":0,"b":2,"b":3}],"a":[9,{"x":1,"\u0078":2}]}"#, r#"{"a":[9,{"x":2}]}"#);
    assert!(comparison.is_equal());
    let named: Vec<(Side, &str)> = comparison.duplicate_keys.iter().map(|key| (key.side, key.path.as_str())).collect();
    let left = |path| (Side::Left, path);
    assert_eq!(named, [left("/a/2/b"), left("/a/2/b"), left("/a/1/x"), left("/a")]);

    let many: Vec<String> = (0..40).map(|index| format!("\"k{}\":{index}", index % 30)).collect();
    let right = format!("[{{{}}}]", many.join(","));
    let comparison = compare("[]", &right);
    assert_eq!(comparison.duplicate_keys.len(), 10);
    assert!(comparison.duplicate_keys.iter().all(|key| key.side == Side::Right && key.path.starts_with("/0/k")));
}

#[test]
fn ignored_paths_are_listed_apart() {
    let left = r#"{"id":"evt_1","data":[{"id":1,"at":5},{"id":2,"at":6}],"meta":{"a":1}}"#;
    let right = r#"{"id":"evt_2","data":[{"id":1,"at":7},{"id":3,"at":8}],"meta":{"b":1}}"#;
    let ignored_paths = ["/id", "/data/*/at", "/meta"].map(|pattern| pattern.parse().unwrap()).into();
    let options = Options { ignored_paths, ..Options::default() };
    let comparison = compare_json(left.as_bytes(), right.as_bytes(), &options).unwrap();
    assert_eq!(changes(&comparison), ["value_changed /data/1/id 2 -> 3"]);
    let ignored: Vec<&str> = comparison.ignored.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(ignored, ["/id", "/data/0/at", "/data/1/at", "/meta/a", "/meta/b"]);
    assert_eq!((comparison.counts.ignored, comparison.counts.total()), (5, 1));
    assert_eq!(comparison.to_json_patch().unwrap(), r#"[{"op":"replace","path":"/data/1/id","value":3}]"#);
}

fn compare_with<'a>(arrays: Arrays, left: &'a str, right: &'a str) -> Comparison<'a> {
    compare_json(left.as_bytes(), right.as_bytes(), &Options { arrays, ..Options::default() }).unwrap()
}

#[test]
fn elements_are_matched_by_what_names_them() {
    let cases: [(&str, &str, &[&str]); 13] = [
        // Made room for another, moved, gone.
        (r#"[{"id":1},{"id":2}]"#, r#"[{"id":0},{"id":1},{"id":2}]"#, &[r#"added /0 nothing -> {"id":0}"#]),
        (r#"[{"id":1},{"id":2},{"id":3}]"#, r#"[{"id":3},{"id":1},{"id":2}]"#, &[r#"moved /2 {"id":3} -> {"id":3}"#]),
        (r#"[{"id":1},{"id":2},{"id":3}]"#, r#"[{"id":1},{"id":3}]"#, &[r#"removed /1 {"id":2} -> nothing"#]),
        // What changed inside of them is told where it stood on the left.
        (
            r#"[{"id":1},{"id":2,"a":1}]"#,
            r#"[{"id":2,"a":2},{"id":1}]"#,
            &[r#"moved /0 {"id":1} -> {"id":1}"#, "value_changed /1/a 1 -> 2"],
        ),
        (
            r#"{"l":[{"sku":"a"},{"sku":"b"}]}"#,
            r#"{"l":[{"sku":"b","n":1}]}"#,
            &[r#"removed /l/0 {"sku":"a"} -> nothing"#, "added /l/0/n nothing -> 1"],
        ),
        // Two writings of a text name the same; a number and a text do not.
        (r#"[{"key":"A"}]"#, r#"[{"key":"b"},{"key":"\u0041"}]"#, &[r#"added /0 nothing -> {"key":"b"}"#]),
        (r#"[{"id":1}]"#, r#"[{"id":"1"}]"#, &[r#"type_changed /0/id 1 -> "1""#]),
        // The likeliest key comes first, and the next one when it does not name them.
        (
            r#"[{"name":"x","id":1}]"#,
            r#"[{"name":"y","id":2},{"name":"x","id":1}]"#,
            &[r#"added /0 nothing -> {"name":"y","id":2}"#],
        ),
        (
            r#"[{"id":1,"sku":"a"}]"#,
            r#"[{"id":8,"sku":"b"},{"id":9,"sku":"a"}]"#,
            &["value_changed /0/id 1 -> 9", r#"added /0 nothing -> {"id":8,"sku":"b"}"#],
        ),
        (r#"[{"line_id":1}]"#, r#"[{"line_id":2},{"line_id":1}]"#, &[r#"added /0 nothing -> {"line_id":2}"#]),
        // By index where nothing names them: two of a name, none in common, no objects.
        (r#"[{"id":1,"a":1},{"id":1}]"#, r#"[{"id":1},{"id":1}]"#, &["removed /0/a 1 -> nothing"]),
        (r#"[{"id":1}]"#, r#"[{"id":2}]"#, &["value_changed /0/id 1 -> 2"]),
        ("[1,2]", "[2,1]", &["value_changed /0 1 -> 2", "value_changed /1 2 -> 1"]),
    ];
    for (left, right, expected) in cases {
        assert_eq!(changes(&compare_with(Arrays::ByKey, left, right)), expected, "{left} {right}");
    }
}

#[test]
fn a_shifted_path_is_told_on_both_sides_and_has_no_patch() {
    let (left, right) = (r#"[{"id":1,"a":1}]"#, r#"[{"id":0},{"id":1,"a":2}]"#);
    let comparison = compare_with(Arrays::ByKey, left, right);
    let change = &comparison.changes[0];
    assert_eq!((change.path.as_str(), change.right_path.as_deref()), ("/0/a", Some("/1/a")));
    assert_eq!((comparison.has_shifted_elements, comparison.to_json_patch()), (true, None));
    assert!(compare_with(Arrays::ByIndex, left, right).to_json_patch().is_some());
}

#[test]
fn places_do_not_count_in_any_order() {
    let (left, right) = (r#"[{"id":1,"a":1},{"id":2}]"#, r#"[{"id":2},{"id":1,"a":2}]"#);
    assert_eq!(compare_with(Arrays::ByKey, left, right).counts.moved, 1);
    assert_eq!(changes(&compare_with(Arrays::InAnyOrder, left, right)), ["value_changed /0/a 1 -> 2"]);
}

#[test]
fn what_is_not_listed_is_counted_and_no_patch_is_made_of_a_part() {
    let options = Options { changes_max: 2, ..Options::default() };
    let comparison = compare_json(b"[1,2,3]", b"[4,5,6]", &options).unwrap();
    assert_eq!((comparison.changes.len(), comparison.counts.total()), (2, 3));
    assert!(!comparison.is_complete() && !comparison.is_equal());
    assert_eq!(comparison.to_json_patch(), None);
}

#[test]
fn a_patch_removes_from_the_back_and_keeps_numbers_as_written() {
    let patch = compare(r#"{"a":[1,2,3],"\"":0}"#, r#"{"a":[1],"n":1e400}"#).to_json_patch().unwrap();
    assert_eq!(
        patch,
        r#"[{"op":"add","path":"/n","value":1e400},{"op":"remove","path":"/\""},{"op":"remove","path":"/a/2"},{"op":"remove","path":"/a/1"}]"#
    );
    assert_eq!(compare("1", " [2] ").to_json_patch().unwrap(), r#"[{"op":"replace","path":"","value":[2]}]"#);
}

#[test]
fn what_is_not_json_is_refused_with_the_place() {
    let cases: [(&[u8], Fault, usize); 24] = [
        (b"", Fault::Empty, 0),
        (b" \n", Fault::Empty, 2),
        (b"\xef\xbb\xbf", Fault::Empty, 3),
        (b"[\"\xff\"]", Fault::NotUtf8, 2),
        (b"[1", Fault::UnexpectedEnd, 2),
        (b"{\"a\"", Fault::UnexpectedEnd, 4),
        (b"\"abc", Fault::UnexpectedEnd, 4),
        (b"\"\\u12\"", Fault::UnexpectedCharacter, 5),
        (b"\"\\x\"", Fault::UnexpectedCharacter, 2),
        (b"\"\n\"", Fault::UnexpectedCharacter, 1),
        (b"[1,]", Fault::UnexpectedCharacter, 3),
        (b"{\"a\":1,}", Fault::UnexpectedCharacter, 7),
        (b"{a:1}", Fault::UnexpectedCharacter, 1),
        (b"[1}", Fault::UnexpectedCharacter, 2),
        (b"01", Fault::TrailingText, 1),
        (b"1.", Fault::UnexpectedEnd, 2),
        (b".5", Fault::UnexpectedCharacter, 0),
        (b"+1", Fault::UnexpectedCharacter, 0),
        (b"-", Fault::UnexpectedEnd, 1),
        (b"1e", Fault::UnexpectedEnd, 2),
        (b"NaN", Fault::UnexpectedCharacter, 0),
        (b"nul", Fault::UnexpectedEnd, 3),
        (b"{} {}", Fault::TrailingText, 3),
        (b"payload=%7B%7D", Fault::UnexpectedCharacter, 0),
    ];
    for (bytes, fault, at) in cases {
        let refused = compare_json(b"{}", bytes, &Options::default()).unwrap_err();
        assert_eq!((refused.side, refused.source), (Side::Right, NotJson { fault, at }), "{bytes:?}");
    }
    let refused = compare_json(b"x", b"y", &Options::default()).unwrap_err();
    assert_eq!(refused.to_string(), "the left text is not JSON");
    assert_eq!(refused.source.to_string(), "unexpected character at byte 0");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert!(compare("\u{feff}{}", "{}").is_equal());
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize, inner: &str| format!("{}{inner}{}", "[".repeat(depth), "]".repeat(depth));
    let (left, right) = (nested(512, "1"), nested(512, "2"));
    let comparison = compare(&left, &right);
    assert_eq!(comparison.changes.len(), 1);
    assert_eq!(
        (comparison.changes[0].kind, comparison.changes[0].path.as_str()),
        (ChangeKind::ValueChanged, "/0".repeat(512).as_str())
    );
    let too_deep = NotJson { fault: Fault::TooDeep, at: 512 };
    for deep in [nested(513, ""), "[".repeat(100_000)] {
        assert_eq!(compare_json(deep.as_bytes(), b"1", &Options::default()).unwrap_err().source, too_deep);
    }
}

#[test]
fn ten_megabytes_with_four_changes_show_exactly_four_paths() {
    let line = |number: usize| {
        format!(r#"{{"id":"li_{number}","sku":"sku-{number:06}","quantity":{number},"tags":["a","b"],"price":"9.95"}}"#)
    };
    let order = |version: &str, lines: &[String]| {
        format!(r#"{{"type":"order.paid","version":"{version}","lines":[{}]}}"#, lines.join(","))
    };
    let mut lines: Vec<String> = (0..120_000).map(line).collect();
    let left = order("1", &lines);
    assert!(left.len() > 10_000_000, "{}", left.len());
    lines[70_000] = lines[70_000].replace("70000,", "\"70000\",");
    lines[90_000] = lines[90_000].replace("9.95", "8.95");
    lines[119_999] = lines[119_999].replace(r#","price":"9.95""#, "");
    let right = order("2", &lines);
    for arrays in [Arrays::ByIndex, Arrays::ByKey, Arrays::InAnyOrder] {
        let comparison = compare_with(arrays, &left, &right);
        let paths: Vec<&str> = comparison.changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["/version", "/lines/70000/quantity", "/lines/90000/price", "/lines/119999/price"]);
        assert_eq!(comparison.counts.total(), 4);
    }
    // One more in front: by their keys the others are still the same.
    lines.insert(0, line(999_999));
    let shifted = order("2", &lines);
    assert_eq!(compare_with(Arrays::ByKey, &left, &shifted).counts.total(), 5);
}
