//! What is shown of a body is what stands in it.

use body::{Content, Find, LINE_BYTES_MAX, NodeKind, OpenBody, View};
use bytes::Bytes;
use proptest::prelude::*;

fn open(body: impl Into<Vec<u8>>) -> OpenBody {
    OpenBody::open(Bytes::from(body.into()), None)
}

fn texts(body: &OpenBody, view: View, first: usize, count: usize) -> Vec<String> {
    body.window(Some(view), first, count, 0, None).lines.into_iter().map(|line| line.text).collect()
}

/// The lines of a text, as one would cut them without an index.
fn naive(text: &[u8]) -> Vec<String> {
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let last = lines.pop().filter(|last| !last.is_empty());
    let mut lines: Vec<_> = lines.into_iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    lines.extend(last);
    lines.into_iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect()
}

#[test]
fn pretty_moves_white_space_only() {
    let json = r#"{"b":1.0,"a":[1e400,{"x":"a\u0041{,}"}],"e":{ },"l":[]}"#;
    let expected = [
        "{",
        r#"  "b": 1.0,"#,
        r#"  "a": ["#,
        "    1e400,",
        "    {",
        r#"      "x": "a\u0041{,}""#,
        "    }",
        "  ],",
        r#"  "e": {},"#,
        r#"  "l": []"#,
        "}",
    ];
    let body = open(json);
    assert_eq!(texts(&body, View::Pretty, 0, 100), expected);
    assert_eq!(texts(&body, View::Raw, 0, 100), [json]);
}

#[test]
fn text_that_is_not_json_keeps_its_lines() {
    assert_eq!(texts(&open("a\r\n\nb"), View::Pretty, 0, 100), ["a", "", "b"]);
    assert_eq!(texts(&open(""), View::Raw, 0, 100), [""; 0]);
    assert_eq!(texts(&open("no end\r"), View::Raw, 0, 100), ["no end\r"]);
}

#[test]
fn the_view_fits_the_content_unless_one_is_asked_for() {
    let shown = |bytes: &[u8], view| {
        let window = open(bytes).window(view, 0, 1, 0, None);
        (window.content, window.view)
    };
    assert_eq!(shown(b"{\"a\":1}", None), (Content::Json, View::Pretty));
    assert_eq!(shown(b"{\"a\":1", None), (Content::Text, View::Raw));
    assert_eq!(shown(b"<a><b/></a>", None), (Content::Xml, View::Pretty));
    assert_eq!(shown(b"From=%2B49&Body=a+b", None), (Content::Form, View::Pretty));
    assert_eq!(shown(b"a sentence = no form", None), (Content::Text, View::Raw));
    assert_eq!(shown(b"Jos\xe9", None), (Content::Text, View::Raw));
    assert_eq!(shown(b"\x00\xff\xfe\x01", None), (Content::Binary, View::Hex));
    assert_eq!(shown(b"", None), (Content::Text, View::Raw));
}

#[test]
fn a_long_line_is_cut_between_characters_and_read_on_where_it_was_cut() {
    let text = format!("{}é{}", "x".repeat(LINE_BYTES_MAX - 1), "yz".repeat(LINE_BYTES_MAX));
    let body = open(text.clone());
    let first = &body.window(Some(View::Raw), 0, 1, 0, None).lines[0];
    assert_eq!((first.text.len(), first.before_bytes), (LINE_BYTES_MAX - 1, 0));
    let mut read = first.text.clone();
    let mut line = first.clone();
    while line.cut_bytes > 0 {
        line = body.window(Some(View::Raw), 0, 1, read.len(), None).lines.remove(0);
        assert_eq!(line.before_bytes, read.len());
        read.push_str(&line.text);
    }
    assert_eq!(read, text);
}

#[test]
fn a_single_huge_line_of_json_is_one_value_a_line() {
    let json = format!("{{\"big\":\"{}\",\"n\":1}}", "a b".repeat(1_000_000));
    let body = open(json);
    let window = body.window(None, 0, 10, 0, None);
    assert_eq!(window.total_lines, 4);
    assert_eq!(window.lines[1].cut_bytes, "  \"big\": \"\",".len() + 3_000_000 - LINE_BYTES_MAX);
    assert_eq!(window.lines[2].text, "  \"n\": 1");
    let find = Find::new("\"n\": 1", false, true).unwrap();
    assert_eq!(body.find(None, &find).matches[0].line, 2);
}

#[test]
fn files_in_values_get_a_tag_and_are_shown_on_demand() {
    let file = format!("iVBORw0KGgoAAAANSUhEUgAA{}", "Ab0/".repeat(500));
    let body = open(format!("{{\"icon\":\"{file}\"}}"));
    let line = &body.window(None, 1, 1, 0, None).lines[0];
    assert_eq!(line.encoded.as_ref().unwrap().kind, "PNG");
    assert!(line.text.len() < 150 && line.cut_bytes > 1_800, "{}", line.text);
    let rest = &body.window(None, 1, 1, line.text.len(), None).lines[0];
    assert_eq!(rest.cut_bytes, 0);
    assert_eq!(format!("{}{}", line.text, rest.text), format!("  \"icon\": \"{file}\""));
}

#[test]
fn hex_shows_offset_bytes_and_characters_and_what_was_found_in_both() {
    let body = open("0123456789abcdef\u{1}");
    let find = Find::new("ef\u{1}", false, true).unwrap();
    let lines = body.window(Some(View::Hex), 0, 9, 0, Some(&find)).lines;
    assert_eq!(lines[0].text, "00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef");
    assert_eq!(lines[1].text, format!("00000010  01 {}.", " ".repeat(46)));
    assert_eq!(lines[0].matches, [(52, 57), (73, 75)]);
    assert_eq!(lines[1].matches, [(10, 12), (59, 60)]);
}

#[test]
fn matches_are_counted_in_utf_16_and_found_by_case_and_expression() {
    let check = |text: &str, is_regex, is_case_kept, expected: &[(usize, usize)]| {
        let find = Find::new(text, is_regex, is_case_kept).unwrap();
        let line = open("𝄞 Paid paid p.id").window(Some(View::Raw), 0, 1, 0, Some(&find)).lines.remove(0);
        assert_eq!(line.matches, expected, "{text}");
    };
    check("paid", false, false, &[(3, 7), (8, 12)]);
    check("paid", false, true, &[(8, 12)]);
    check("p.id", false, false, &[(13, 17)]);
    check("p.id$", true, false, &[(13, 17)]);
    check("x*", true, false, &[]);
    assert!(Find::new("(", true, false).is_err() && Find::new("", false, false).is_err());
}

#[test]
fn the_tree_opens_value_by_value() {
    let body = open(r#" {"a":[1,{"b":null}], "k\u0041":"t", "e":{}} "#);
    let root = body.children(0, 0, 10).unwrap();
    assert_eq!((root.parent.kind, root.parent.child_count), (NodeKind::Object, 3));
    let shown: Vec<_> =
        root.nodes.iter().map(|node| (node.key.as_deref().unwrap(), node.kind, node.child_count)).collect();
    assert_eq!(shown, [("a", NodeKind::Array, 2), ("kA", NodeKind::String, 0), ("e", NodeKind::Object, 0)]);
    let list = body.children(root.nodes[0].at, 1, 10).unwrap();
    assert_eq!((list.nodes.len(), list.nodes[0].index, list.nodes[0].kind), (1, 1, NodeKind::Object));
    assert_eq!(&body.part(list.nodes[0].at, list.nodes[0].end)[..], br#"{"b":null}"#);
    assert_eq!(body.children(list.nodes[0].at, 0, 1).unwrap().nodes[0].text, "null");
    assert!(open("text").children(0, 0, 1).is_none() && body.children(9_999, 0, 1).is_none());
}

#[test]
fn far_children_of_a_long_list_are_reached_by_marks() {
    let numbers: Vec<String> = (0..10_000).map(|number| format!("{{\"n\": {number}}}")).collect();
    let body = open(format!("[{}]", numbers.join(",")));
    for first in [0, 255, 256, 257, 5_000, 9_999] {
        let children = body.children(0, first, 3).unwrap();
        let expected = (first..10_000).take(3).collect::<Vec<_>>();
        assert_eq!(children.nodes.iter().map(|node| node.index).collect::<Vec<_>>(), expected);
        let node = &children.nodes[0];
        assert_eq!(String::from_utf8_lossy(&body.part(node.at, node.end)), numbers[first]);
    }
}

#[test]
fn a_deep_nesting_is_text() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(open(deep).window(None, 0, 1, 0, None).content, Content::Text);
}

/// JSON without the white space outside of its strings.
fn without_space(json: &str) -> String {
    let (mut is_inside, mut is_escaped) = (false, false);
    let mut kept = String::new();
    for character in json.chars() {
        if is_inside || !character.is_ascii_whitespace() {
            kept.push(character);
        }
        match character {
            '"' if !is_escaped => is_inside = !is_inside,
            _ => {}
        }
        is_escaped = is_inside && character == '\\' && !is_escaped;
    }
    kept
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        "\\PC{0,8}|[\\x00-\\x7f]{0,6}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec(("\\PC{0,5}", inner), 0..6).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_window_of_lines_is_what_cutting_gives(
        text in prop::collection::vec(prop_oneof![Just(b"\n".to_vec()), Just(b"\r\n".to_vec()), Just(b"ab".to_vec()), prop::collection::vec(any::<u8>(), 0..4)], 0..400),
        first in 0_usize..300,
        count in 0_usize..300,
    ) {
        let text = text.concat();
        let all = naive(&text);
        let body = open(text);
        let expected: Vec<_> = all.iter().skip(first).take(count).cloned().collect();
        prop_assert_eq!(texts(&body, View::Raw, first, count), expected);
        prop_assert_eq!(body.window(Some(View::Raw), 0, 0, 0, None).total_lines, all.len());
    }

    #[test]
    fn pretty_reads_back_equal_and_any_window_is_a_part_of_it(value in any_json(), first in 0_usize..40, count in 0_usize..40) {
        let json = value.to_string();
        let body = open(json.clone());
        let all = texts(&body, View::Pretty, 0, 1_000);
        let window = body.window(None, first, count, 0, None);
        prop_assert_eq!(window.content, Content::Json);
        prop_assert!(window.total_lines > 1_000 || window.total_lines == all.len());
        prop_assert_eq!(texts(&body, View::Pretty, first, count), all.iter().skip(first).take(count).cloned().collect::<Vec<_>>());
        if window.total_lines <= 1_000 {
            let pretty = all.join("\n");
            prop_assert_eq!(without_space(&pretty), json.clone());
            let again: serde_json::Value = serde_json::from_str(&pretty).unwrap();
            prop_assert_eq!(again, serde_json::from_str::<serde_json::Value>(&json).unwrap());
        }
    }

    #[test]
    fn json_is_what_a_parser_takes_for_json(text in r#"[\[\]{}":,0-9eE.+\-truefalsn\\u ]{0,12}"#) {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(open(text).window(None, 0, 0, 0, None).content == Content::Json, is_json);
    }

    #[test]
    fn every_match_stands_where_it_is_said_to(words in prop::collection::vec("[abc\n]{0,5}", 0..80), wanted in "[abc]{1,2}") {
        let text = words.concat();
        let body = open(text.clone());
        let find = Find::new(&wanted, false, true).unwrap();
        let found = body.find(Some(View::Raw), &find);
        let lines = naive(text.as_bytes());
        prop_assert_eq!(found.matches.len(), text.matches(&wanted).count());
        for one in &found.matches {
            prop_assert_eq!(&lines[one.line][one.byte..one.byte + one.bytes], wanted.as_str());
        }
    }
}

#[test]
fn the_line_of_a_place_is_the_one_that_shows_it() {
    let elements: Vec<String> = (0..400).map(|number| format!(r#"{{"n":{number},"l":[]}}"#)).collect();
    for text in [format!("[{}]", elements.join(",")), format!("\u{feff} [\n{}\n]", elements.join(" ,\n"))] {
        let body = open(text);
        let lines = texts(&body, View::Pretty, 0, 1_000).into_iter().chain(texts(&body, View::Pretty, 1_000, 1_000));
        let lines: Vec<String> = lines.collect();
        let read = String::from_utf8_lossy(body.text()).into_owned();
        for number in [0, 1, 77, 399] {
            let value = format!(r#""n":{number},"#);
            let at = read.find(&value).unwrap() + 4;
            assert_eq!(lines[body.line_of(at)].trim(), format!(r#""n": {number},"#));
        }
        assert_eq!(body.line_of(0), 0);
        assert_eq!(body.line_of(usize::MAX), lines.len() - 1);
    }
    let plain = open("one\ntwo\nthree");
    assert_eq!([0, 3, 4, 9].map(|at| plain.line_of(at)), [0, 0, 1, 2]);
}

#[test]
fn what_is_written_are_the_lines_that_are_shown() {
    for text in [r#"{"a":[1,{"b":"x"}],"c":[]}"#, "a\r\n\nb", "", "<a><b/></a>"] {
        let body = open(text);
        for view in [View::Pretty, View::Raw] {
            let written = body.written(view);
            let lines: Vec<_> = written.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
            assert_eq!(lines, texts(&body, view, 0, 100), "{text}");
        }
    }
    let bytes = open((0..40).collect::<Vec<u8>>());
    assert_eq!(bytes.written(View::Hex).iter().map(<[u8]>::len).collect::<Vec<_>>(), [16, 16, 8]);
}
