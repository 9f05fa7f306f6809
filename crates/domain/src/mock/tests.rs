use serde_json::json;

use super::*;
use crate::{Filter, Headers, Payload};

fn answer(status: u16) -> MockAnswer {
    MockAnswer { act: MockAct::Reply(MockReply { status, ..MockReply::default() }), delay: MockDelay::default() }
}

fn rule(statuses: &[u16]) -> MockRule {
    MockRule {
        methods: Vec::new(),
        path: None,
        filter: None,
        chance_percent: 100,
        answers: statuses.iter().copied().map(answer).collect(),
        after_last: AfterLast::Stay,
    }
}

fn mock(rules: Vec<MockRule>) -> Mock {
    Mock { name: "shop".to_owned(), rules, created_at: Timestamp::from_unix_ms(0) }
}

/// The rule that answers, and the status.
fn decide(mock: &Mock, method: &str, rest: &str, body: &str, answered: &[u64], roll: f64) -> (Option<usize>, u16) {
    let mut headers = Headers::new();
    headers.push("X-Shop", "north");
    let payload = Payload::new(body.as_bytes());
    let request = MockRequest { method, rest, headers: &headers, payload: &payload };
    let decision = mock.decide(&request, answered, || roll);
    (decision.rule, decision.act.reply().map_or(0, |reply| reply.status))
}

#[test]
fn the_first_rule_that_means_a_request_answers_it() {
    let filter = |written| Some(Filter::parse(&written).unwrap());
    let mock = mock(vec![
        MockRule { methods: vec!["GET".to_owned()], ..rule(&[405]) },
        MockRule { path: PathPattern::parse("/orders/*"), ..rule(&[404]) },
        MockRule { filter: filter(json!({"body": {"amount": {"$gt": 100}}})), ..rule(&[402]) },
        MockRule { filter: filter(json!({"headers": {"x-shop": "south"}})), ..rule(&[421]) },
    ]);
    assert_eq!(decide(&mock, "GET", "/orders/1", "", &[], 0.0), (Some(0), 405));
    assert_eq!(decide(&mock, "POST", "/orders/1", "", &[], 0.0), (Some(1), 404));
    assert_eq!(decide(&mock, "POST", "", r#"{"amount":101}"#, &[], 0.0), (Some(2), 402));
    assert_eq!(decide(&mock, "POST", "", r#"{"amount":1}"#, &[], 0.0), (None, 200));
}

#[test]
fn a_sequence_moves_on_and_then_stays_or_begins_again() {
    let staying = mock(vec![rule(&[500, 501, 200])]);
    let repeating = mock(vec![MockRule { after_last: AfterLast::Repeat, ..rule(&[500, 501, 200]) }]);
    let seen =
        |mock: &Mock| -> Vec<u16> { (0..5).map(|answered| decide(mock, "POST", "", "", &[answered], 0.0).1).collect() };
    assert_eq!(seen(&staying), [500, 501, 200, 200, 200]);
    assert_eq!(seen(&repeating), [500, 501, 200, 500, 501]);
}

#[test]
fn a_rule_by_chance_leaves_the_rest_to_the_next() {
    let mock = mock(vec![MockRule { chance_percent: 30, ..rule(&[503]) }, rule(&[204])]);
    assert_eq!(decide(&mock, "POST", "", "", &[], 0.299), (Some(0), 503));
    assert_eq!(decide(&mock, "POST", "", "", &[], 0.3), (Some(1), 204));
}

#[test]
fn a_delay_stays_within_its_bounds() {
    let delay = MockDelay { min_ms: 100, max_ms: 200 };
    assert_eq!([0.0, 0.5, 0.999_999].map(|roll| delay.pick(|| roll)), [100, 150, 200]);
    assert!((100..=200).contains(&delay.pick(|| 1.0)));
    assert_eq!(MockDelay { min_ms: 7, max_ms: 7 }.pick(|| panic!("nothing to choose")), 7);
}

#[test]
fn a_star_stands_for_anything() {
    let matches = |pattern: &str, path: &str| PathPattern::parse(pattern).unwrap().matches(path);
    assert!(matches("/", "") && matches("/a", "/a") && matches("*", "") && matches("/a*", "/a"));
    assert!(matches("/a/*/c", "/a/b/c") && matches("*/c", "/a/b/c") && matches("/*b*", "/abc"));
    assert!(!matches("/a", "/ab") && !matches("/a/*", "/a") && !matches("/a*c", "/ab") && !matches("/ab*ba", "/aba"));
    assert!(PathPattern::parse("orders").is_none());
}
