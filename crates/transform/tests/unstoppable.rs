//! A call of the engine's own library that cannot be stopped. Alone in its program: its thread goes on for minutes.

use std::time::{Duration, Instant};

use transform::{ErrorKind, Limits, Transform, Webhook};

#[test]
fn it_is_not_waited_for() {
    // A search through four billion holes asks nobody whether it may go on.
    let source = "function handler() { const holes = []; holes.length = 2 ** 32 - 1; holes.lastIndexOf(1) }";
    let webhook = Webhook {
        event_type: "order.paid".to_owned(),
        url: "https://example.com/in".to_owned(),
        method: "POST".to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    let began = Instant::now();
    let run = Transform::compile(source).expect("a handler").run(webhook, Limits::default());
    assert_eq!(run.result.expect_err("it fails").kind, ErrorKind::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}
