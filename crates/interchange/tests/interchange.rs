//! What others write is read, and what we write is read back.

use domain::Headers;
use interchange::{Entry, Format, SourceName, read, recognise, write};
use proptest::prelude::*;

fn read_all(text: &[u8], format: Format) -> Result<Vec<Entry>, String> {
    let entries = read(text, format).map_err(|error| error.to_string())?;
    entries.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn curl(command: &str) -> Result<Entry, String> {
    read_all(command.as_bytes(), Format::Curl).map(|mut entries| entries.remove(0))
}

fn fields(entry: &Entry) -> Vec<String> {
    entry.headers.iter().map(|header| format!("{}: {}", header.name, String::from_utf8_lossy(&header.value))).collect()
}

#[test]
fn a_curl_command_is_read_as_curl_takes_it() {
    const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
    let check = |command: &str, method: &str, target: &str, headers: &[&str], body: &str| {
        let entry = curl(command).unwrap_or_else(|error| panic!("{command}: {error}"));
        let read = (entry.method.as_str(), entry.path_and_query.as_str(), fields(&entry));
        assert_eq!(read, (method, target, headers.iter().map(|&field| field.to_owned()).collect()), "{command}");
        assert_eq!(String::from_utf8_lossy(&entry.body), body, "{command}");
    };
    check("curl http://x/in/a", "GET", "/in/a", &[], "");
    check("curl example.com", "GET", "/", &[], "");
    check("curl 'http://x?a=1#b'", "GET", "/?a=1", &[], "");
    check("curl -X PUT http://x/ -d a=1", "PUT", "/", &[FORM], "a=1");
    check("curl -XPUT http://x/ -d'a=1' -d b", "PUT", "/", &[FORM], "a=1&b");
    check(
        "$ curl -sSLk http://x/ --data-raw '{\"a\":1}' -H 'content-type: application/json'",
        "POST",
        "/",
        &["content-type: application/json"],
        "{\"a\":1}",
    );
    check(
        "curl http://x/ --json '{\"a\":' --json 1}",
        "POST",
        "/",
        &["Content-Type: application/json", "Accept: application/json"],
        "{\"a\":1}",
    );
    check("curl http://x/ -u user:pass", "GET", "/", &["Authorization: Basic dXNlcjpwYXNz"], "");
    check(
        "curl --url http://x/ -H 'X-Empty;' -H 'Accept:' -H \"X-Quote: \\\"a\\\" $HOME\"",
        "GET",
        "/",
        &["X-Empty: ", "X-Quote: \"a\" $HOME"],
        "",
    );
    check("curl http://x/ \\\n  -H 'A: 1' \\\r\n  -H 'a: 2'", "GET", "/", &["A: 1", "a: 2"], "");
    check("curl http://x/ --data-raw $'it\\'s\\n\\x41\\u00e9\\101'", "POST", "/", &[FORM], "it's\nAéA");
    check("curl http://x/ --data-raw 'it'\\''s'", "POST", "/", &[FORM], "it's");
    check("curl -G http://x/?a=1 -d b=2", "GET", "/?a=1&b=2", &[], "");
    check("curl http://x/ --data-urlencode 'text=a b&c'", "POST", "/", &[FORM], "text=a%20b%26c");
    check(
        "curl -I http://x/ -A me -b c=1 -e http://y/ --compressed -o out -m 5",
        "HEAD",
        "/",
        &["User-Agent: me", "Cookie: c=1", "Referer: http://y/"],
        "",
    );
    check("# a remark\ncurl http://x/", "GET", "/", &[], "");
    check(
        "echo 'AP8=' | base64 -d | curl http://x/ -H 'Content-Type:' --data-binary @-",
        "POST",
        "/",
        &[],
        "\0\u{fffd}",
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let check = |text: &str, format: Format, error: &str| {
        assert_eq!(read_all(text.as_bytes(), format).unwrap_err(), error, "{text}");
    };
    check("curl", Format::Curl, "command 1 cannot be read: it has no address");
    check("curl http://x/ 'open", Format::Curl, "a ' is opened and never closed");
    check(
        "curl http://x/\ncurl http://y/ -d @body.json",
        Format::Curl,
        "command 2 cannot be read: its body is in the file `body.json`: put the content in its place",
    );
    check(
        "curl http://x/ -F a=b",
        Format::Curl,
        "command 1 cannot be read: forms in parts (-F) are not read: send the body with --data-binary",
    );
    check(
        "curl http://x/ --frobnicate",
        Format::Curl,
        "command 1 cannot be read: the option `--frobnicate` is not understood",
    );
    check("curl http://x/ -H", Format::Curl, "command 1 cannot be read: the option `H` has no value");
    check(
        "curl http://x/ http://y/",
        Format::Curl,
        "command 1 cannot be read: it has two addresses, `http://y/` is the second",
    );
    check("curl http://x/; rm -rf /", Format::Curl, "command 2 cannot be read: `rm` is no cURL command");
    check("{}\n{\"a\":}", Format::JsonLines, "line 2 cannot be read: it is no JSON: expected value at line 1 column 6");
    check(
        "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\"}}]}}",
        Format::Har,
        "entry 1 cannot be read: missing field `url` at line 1 column 27",
    );
    check("{\"tacklebox_bundle\":9}", Format::Bundle, "it was written by a newer Tacklebox (bundle 9, this reads 1)");
    let mut bundle = write::begin(Format::Bundle).into_bytes();
    bundle.extend(write::entry(Format::Bundle, &Entry::default(), 0, None));
    let damaged = String::from_utf8(bundle).unwrap().replace("\"body_base64\":\"\"", "\"body_base64\":\"AAAA\"");
    check(
        &damaged,
        Format::Bundle,
        "event 1 cannot be read: its body is damaged: its SHA-256 is not the one it was written with",
    );
}

#[test]
fn a_text_is_recognised_by_its_begin() {
    let check = |text: &str, format| assert_eq!(recognise(text.as_bytes()), format, "{text}");
    check("curl http://x/", Some(Format::Curl));
    check("# remark\n$ curl -v http://x/", Some(Format::Curl));
    check("{\"a\": 1}", Some(Format::Json));
    check("[\n1\n]", Some(Format::Json));
    check("{\"a\":1}\n{\"a\":2}\n", Some(Format::JsonLines));
    check("{\"log\":{\"entries\":[]}}", Some(Format::Har));
    check("{\"tacklebox_bundle\":1}\n", Some(Format::Bundle));
    check("curling is a sport", None);
    check("a sentence", None);
    check("", None);
}

#[test]
fn an_archive_of_a_browser_is_read() {
    let har = r#"{"log":{"version":"1.2","entries":[
        {"startedDateTime":"2026-01-01T00:00:00.500Z","request":{"method":"POST","url":"https://x.example/a?b=1","httpVersion":"h2",
         "headers":[{"name":":method","value":"POST"},{"name":"X-One","value":"1"},{"name":"x-one","value":"2"}],
         "postData":{"mimeType":"application/json","text":"{\"a\":1.0}"}}},
        {"request":{"method":"POST","url":"https://x.example","headers":[],"postData":{"params":[{"name":"a","value":"b c"}]}}}]}}"#;
    let entries = read_all(har.as_bytes(), Format::Har).unwrap();
    assert_eq!(
        (entries[0].path_and_query.as_str(), fields(&entries[0])),
        ("/a?b=1", vec!["X-One: 1".to_owned(), "x-one: 2".to_owned()])
    );
    assert_eq!((entries[0].received_at_ms, entries[0].http_version.as_str()), (Some(1_767_225_600_500), "HTTP/2.0"));
    assert_eq!(entries[0].body, br#"{"a":1.0}"#);
    assert_eq!(entries[1].body, b"a=b+c");
}

fn any_entry(is_text: bool) -> impl Strategy<Value = Entry> {
    let value = move || {
        if is_text {
            "[ -~é]{0,12}".prop_map(|text| text.trim().as_bytes().to_vec()).boxed()
        } else {
            prop::collection::vec(prop_oneof![0x20_u8..0x7f, 0x80_u8..=0xff], 0..12).boxed()
        }
    };
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        Just(b"{\n  \"a\": 1.0,\r\n \"b\": \"\\n\" }".to_vec()),
        Just(b"@it's \"$HOME\" \\".to_vec())
    ];
    let headers = prop::collection::vec(("[A-Za-z][A-Za-z0-9-]{0,8}", value()), 0..5);
    (headers, body, "[a-z]{1,5}(\\.[a-z]{1,5})?", 0_i64..2_000_000_000_000).prop_map(
        |(fields, body, event_type, at)| {
            let mut headers = Headers::new();
            for (name, value) in fields {
                headers.push(name, value);
            }
            headers.push("Content-Type", "text/plain");
            Entry {
                method: "PUT".to_owned(),
                url: Some("http://127.0.0.1:4665/in/shop?a=b%20c".to_owned()),
                path_and_query: "/in/shop?a=b%20c".to_owned(),
                http_version: "HTTP/1.1".to_owned(),
                headers,
                body,
                event_type: Some(event_type),
                source: Some(SourceName { slug: "shop".to_owned(), name: "Shop".to_owned() }),
                received_at_ms: Some(at),
                event_id: Some("evt_1".to_owned()),
            }
        },
    )
}

fn written(entries: &[Entry], format: Format) -> Vec<u8> {
    let mut text = write::begin(format).into_bytes();
    for (number, entry) in entries.iter().enumerate() {
        text.extend(write::entry(format, entry, number, Some("a remark")));
    }
    text.extend(write::end(format).into_bytes());
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bundle_is_read_back_byte_for_byte(entries in prop::collection::vec(any_entry(false), 0..4)) {
        let text = written(&entries, Format::Bundle);
        prop_assert_eq!(recognise(&text), Some(Format::Bundle));
        let expected: Vec<_> = entries.into_iter().map(|entry| Entry { url: None, ..entry }).collect();
        prop_assert_eq!(read_all(&text, Format::Bundle).unwrap(), expected);
    }

    #[test]
    fn an_archive_is_read_back(entries in prop::collection::vec(any_entry(true), 0..4)) {
        let text = written(&entries, Format::Har);
        prop_assert_eq!(recognise(&text), Some(Format::Har));
        prop_assert_eq!(read_all(&text, Format::Har).unwrap(), entries);
    }

    #[test]
    fn commands_are_read_back(entries in prop::collection::vec(any_entry(true), 1..4)) {
        let text = written(&entries, Format::Curl);
        prop_assert_eq!(recognise(&text), Some(Format::Curl));
        let read = read_all(&text, Format::Curl).unwrap();
        prop_assert_eq!(read.len(), entries.len());
        for (read, entry) in read.iter().zip(&entries) {
            prop_assert_eq!(&read.body, &entry.body);
            prop_assert_eq!((&read.method, &read.url), (&entry.method, &entry.url));
            let own = ["host", "expect"];
            let sent: Vec<_> = fields(entry).into_iter().filter(|field| !own.iter().any(|name| field.to_lowercase().starts_with(&format!("{name}:")))).collect();
            prop_assert_eq!(fields(read), sent);
        }
    }

    #[test]
    fn lines_are_read_back_up_to_line_breaks_between_tokens(entries in prop::collection::vec(any_entry(true), 1..4)) {
        let text = written(&entries, Format::JsonLines);
        prop_assert_eq!(text.iter().filter(|byte| **byte == b'\n').count(), entries.len());
        for (read, entry) in read_all(&text, Format::JsonLines).unwrap().iter().zip(&entries) {
            prop_assert_eq!(fields(read), fields(entry));
            let is_json = serde_json::from_slice::<serde_json::Value>(&entry.body);
            match is_json {
                Ok(value) => prop_assert_eq!(serde_json::from_slice::<serde_json::Value>(&read.body).unwrap(), value),
                Err(_) => prop_assert_eq!(&read.body, &entry.body),
            }
        }
    }

    #[test]
    fn no_text_makes_reading_fail_badly(text in prop::collection::vec(any::<u8>(), 0..60)) {
        let text = [b"curl http://x/ ".as_slice(), &text].concat();
        for format in [Format::Curl, Format::Har, Format::Json, Format::JsonLines, Format::Bundle] {
            let _ = read_all(&text, format);
        }
    }
}
