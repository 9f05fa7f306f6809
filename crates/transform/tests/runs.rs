//! What handlers can do, and what they cannot.

use std::time::{Duration, Instant};

use transform::{Changed, ErrorKind, Limits, Run, Transform, TransformError, Transformed, Webhook};

fn webhook(body: &str) -> Webhook {
    Webhook {
        event_type: "order.paid".to_owned(),
        url: "https://example.com/in".to_owned(),
        method: "POST".to_owned(),
        headers: [("Content-Type", "application/json"), ("x-tag", "a"), ("X-Tag", "b")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        body: body.as_bytes().to_vec(),
    }
}

fn run_with(statements: &str, body: &str) -> Run {
    run_for(Limits::TIME_MAX, statements, body)
}

fn run_for(time: Duration, statements: &str, body: &str) -> Run {
    let source = format!("function handler(webhook) {{\n{statements}\n}}");
    Transform::compile(&source).expect("a handler").run(webhook(body), Limits::default().with_time(time))
}

fn changed(statements: &str, body: &str) -> Changed {
    match run_with(statements, body).result {
        Ok(Transformed::Changed(changed)) => changed,
        other => panic!("{other:?}"),
    }
}

fn error(statements: &str) -> TransformError {
    run_with(statements, "{}").result.expect_err("it fails")
}

fn body(statements: &str, body: &str) -> String {
    String::from_utf8(changed(statements, body).body.expect("another body")).expect("UTF-8")
}

#[test]
fn a_handler_changes_every_part() {
    let changed = changed(
        "webhook.url += '?x=1'; webhook.method = 'put'; webhook.headers['X-New'] = 7; delete webhook.headers['x-tag'];
         webhook.payload = { was: webhook.payload.id, type: webhook.eventType }; return webhook;",
        r#"{"id": 5}"#,
    );
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        changed,
        Changed {
            url: "https://example.com/in?x=1".to_owned(),
            method: "PUT".to_owned(),
            headers: vec![header("content-type", "application/json"), header("x-new", "7")],
            body: Some(br#"{"was":5,"type":"order.paid"}"#.to_vec()),
        }
    );
}

#[test]
fn a_payload_that_was_left_alone_stays_byte_for_byte() {
    for body in ["{ \"id\" : 12345678901234567890, \"a\":1.0 }", "a=1&b=2", "", "\"text\"", "null"] {
        assert_eq!(changed("webhook.headers.a = 'b'; return webhook", body).body, None, "{body}");
        assert_eq!(changed("return {}", body).body, None, "{body}");
    }
}

#[test]
fn a_body_that_is_no_json_is_text() {
    assert_eq!(body("webhook.payload += '&c=3'; return webhook", "a=1"), "a=1&c=3");
    assert_eq!(body("webhook.payload = [1, 'x']; return webhook", "a=1"), r#"[1,"x"]"#);
    assert_eq!(body("webhook.payload = 'plain'; return webhook", "{}"), "plain");
}

#[test]
fn headers_that_stand_there_twice_are_a_list() {
    assert_eq!(body("return { payload: webhook.headers['x-tag'] }", "{}"), r#"["a","b"]"#);
    let tags = changed("return webhook", "{}").headers;
    assert_eq!(tags.iter().filter(|(name, _)| name == "x-tag").count(), 2);
}

#[test]
fn a_handler_can_cancel_and_may_be_async() {
    let run = run_with("return { cancel: true, reason: 'a test' }", "{}");
    assert_eq!(run.result, Ok(Transformed::Cancelled { reason: Some("a test".to_owned()) }));
    let source = "const handler = async (webhook) => { await null; webhook.payload = 1; return webhook }";
    let run = Transform::compile(source).expect("a handler").run(webhook("{}"), Limits::default());
    let Ok(Transformed::Changed(Changed { body, .. })) = run.result else { panic!("{run:?}") };
    assert_eq!(body.as_deref(), Some(&b"1"[..]));
    assert_eq!(error("return new Promise(() => {})").kind, ErrorKind::BadResult);
}

#[test]
fn an_error_has_its_line() {
    let thrown = error("const a = 1;\nthrow new Error('no ' + a);");
    assert_eq!((thrown.kind, thrown.message.as_str(), thrown.line), (ErrorKind::Thrown, "Error: no 1", Some(3)));
    let thrown = error("return webhook.payload.a.b;");
    assert_eq!((thrown.kind, thrown.line), (ErrorKind::Thrown, Some(2)), "{thrown}");
    assert_eq!(error("throw 'plain'").message, "plain");
    let rejected = error("return (async () => { throw new Error('later') })()");
    assert_eq!((rejected.kind, rejected.line), (ErrorKind::Thrown, Some(2)), "{rejected}");
    let syntax = Transform::compile("function handler(webhook) {\n  return webhook.;\n}").expect_err("no JavaScript");
    assert_eq!((syntax.kind, syntax.line), (ErrorKind::Syntax, Some(2)), "{syntax}");
    for source in ["", "const handler = 1", "export default 1", "a\0b"] {
        assert_eq!(Transform::compile(source).expect_err(source).kind, ErrorKind::Syntax);
    }
}

#[test]
fn what_is_no_request_is_refused() {
    for statements in [
        "",
        "return 1",
        "return null",
        "return [webhook]",
        "return { method: 'TRACE' }",
        "return { url: 1 }",
        "return { headers: 'a' }",
        "return { headers: { 'a b': 'c' } }",
        "return { headers: { a: 'b\\r\\nc: d' } }",
        "return { headers: { a: {} } }",
        "return { payload: () => 1 }",
    ] {
        assert_eq!(error(statements).kind, ErrorKind::BadResult, "{statements}");
    }
}

#[test]
fn no_handler_runs_for_ever() {
    for statements in [
        "while (true) {}",
        "try { for (;;) {} } catch { return webhook }",
        "return { payload: { toJSON() { for (;;) {} } } }",
        "return (async () => { for (;;) await null })()",
        "return /^(a+)+$/.test('a'.repeat(40) + 'b')",
    ] {
        let began = Instant::now();
        let error = run_for(Duration::from_millis(100), statements, "{}").result.expect_err("it fails");
        assert_eq!(error.kind, ErrorKind::TimedOut, "{statements}: {error}");
        assert!(began.elapsed() < Duration::from_secs(5), "{statements}");
    }
    let error = Transform::compile("for (;;) {}").expect_err("no end");
    assert_eq!(error.kind, ErrorKind::TimedOut);
}

#[test]
fn memory_and_stack_are_bounded() {
    for statements in [
        "const all = []; for (;;) all.push(new Uint8Array(2 ** 20))",
        "let text = 'x'; for (;;) text += text",
        "return 'x'.repeat(2 ** 29)",
        "return { payload: new ArrayBuffer(2 ** 30) }",
    ] {
        let error = error(statements);
        assert!(matches!(error.kind, ErrorKind::OutOfMemory | ErrorKind::Thrown), "{statements}: {error:?}");
    }
    assert_eq!(error("const all = []; for (;;) all.push(new Uint8Array(2 ** 20))").kind, ErrorKind::OutOfMemory);
    let deep = error("const f = () => f() + 1; return f()");
    assert_eq!(deep.kind, ErrorKind::Thrown);
    assert!(deep.message.contains("stack"), "{deep}");
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(run_with("return webhook", &nested).result.is_err());
}

#[test]
fn the_console_is_kept_up_to_a_bound() {
    let run = run_with("console.log('a', 1, { b: [2] }, undefined); console.error(new Error('c')); throw 1", "{}");
    assert_eq!(run.console, ["a 1 {\"b\":[2]} undefined", "Error: c"]);
    let run = run_with("for (let i = 0; i < 1000; i++) console.log(i); return webhook", "{}");
    assert_eq!(run.console.len(), transform::CONSOLE_LINES_MAX);
    let run = run_with("console.log('é'.repeat(100000)); console.log('b'); return webhook", "{}");
    assert!(run.console.iter().map(String::len).sum::<usize>() <= transform::CONSOLE_BYTES_MAX);
}

#[test]
fn there_is_nothing_but_the_language() {
    let names =
        "['fetch', 'require', 'process', 'setTimeout', 'setInterval', 'XMLHttpRequest', 'WebSocket', 'os', 'std']";
    let present = body(&format!("return {{ payload: {names}.filter((name) => name in globalThis) }}"), "{}");
    assert_eq!(present, "[]");
    assert!(run_with("return import('os')", "{}").result.is_err());
    assert_eq!(body("return { payload: typeof Date.now() }", "{}"), "number");
}

#[test]
fn nothing_is_kept_between_runs() {
    let source = "let count = 0; function handler() { globalThis.x = (globalThis.x ?? 0) + 1; return { payload: [++count, x] } }";
    let transform = Transform::compile(source).expect("a handler");
    for _ in 0..2 {
        let Ok(Transformed::Changed(changed)) = transform.run(webhook("{}"), Limits::default()).result else {
            panic!()
        };
        assert_eq!(changed.body.as_deref(), Some(&b"[1,1]"[..]));
    }
}
