//! What the Lab keeps comes back as written.

use domain::Mock;
use domain::id::LabRunId;
use domain::lab::{Attack, AttackResult, Failure, Judgement, LabOptions, LabRun, LabState, Part, RUNS_KEPT, Seen};
use domain::mock::{AfterLast, MockAct, MockAnswer, MockBody, MockDelay, MockReply, MockRule, PathPattern};

use super::Harness;
use super::samples::Samples;
use crate::Lab;

fn rules() -> Vec<MockRule> {
    let reply = MockReply {
        status: 503,
        headers: vec![("Retry-After".to_owned(), "1".to_owned()), ("X-B".to_owned(), String::new())],
        body: MockBody::Text("\"ž\"".to_owned()),
    };
    let echo = MockReply { body: MockBody::Echo, ..MockReply::default() };
    let acts = [
        MockAct::Reply(reply.clone()),
        MockAct::Reply(echo),
        MockAct::Partial { reply, missing_bytes: 7 },
        MockAct::Drop,
        MockAct::Reset,
        MockAct::Hang,
    ];
    let filter = serde_json::json!({"headers": {"x-shop": "north"}, "body": {"amount": {"$gt": 100}}});
    let rule = MockRule {
        methods: vec!["POST".to_owned(), "PUT".to_owned()],
        path: PathPattern::parse("/orders/*"),
        filter: Some(domain::Filter::parse(&filter).expect("a filter")),
        chance_percent: 30,
        answers: acts.into_iter().map(|act| MockAnswer { act, delay: MockDelay { min_ms: 1, max_ms: 9 } }).collect(),
        after_last: AfterLast::Repeat,
    };
    let plain = MockRule {
        methods: Vec::new(),
        path: None,
        filter: None,
        chance_percent: 100,
        answers: vec![MockAnswer::default()],
        after_last: AfterLast::Stay,
    };
    vec![rule, plain]
}

/// Every kind of answer; a second write changes the rules; what is deleted is gone.
pub async fn mocks_come_back_oldest_first<H: Harness>(harness: &H) {
    let (store, samples) = (harness.open().await, Samples::new());
    assert_eq!(store.mocks().await.expect("readable"), []);
    let made_at = |seconds| samples.now().after(std::time::Duration::from_secs(seconds));
    let mock = |name: &str, rules, seconds| Mock { name: name.to_owned(), rules, created_at: made_at(seconds) };
    let mut mocks = vec![mock("shop", rules(), 1), mock("billing", Vec::new(), 2), mock("gone", Vec::new(), 3)];
    for mock in mocks.iter().rev() {
        store.put_mock(mock.clone()).await.expect("written");
    }
    assert_eq!(store.mocks().await.expect("readable"), mocks);
    mocks[1].rules = rules();
    store.put_mock(Mock { created_at: made_at(9), ..mocks[1].clone() }).await.expect("written");
    store.delete_mock("gone".to_owned()).await.expect("deleted");
    store.delete_mock("gone".to_owned()).await.expect("deleting what is gone is no error");
    let store = harness.reopen(store).await;
    assert_eq!(store.mocks().await.expect("readable"), mocks[..2]);
}

/// As far as they have come; the oldest go.
pub async fn the_newest_runs_are_kept<H: Harness>(harness: &H) {
    let (store, samples) = (harness.open().await, Samples::new());
    assert_eq!(store.lab_runs().await.expect("readable"), []);
    let run = |number: u8| LabRun {
        id: LabRunId::from_bytes([number; 16]),
        url: "http://127.0.0.1:9/in".to_owned(),
        scheme: "hmac".to_owned(),
        attacks: Attack::ALL.to_vec(),
        options: LabOptions { stated_limit_bytes: Some(1), ..LabOptions::default() },
        state: LabState::Running,
        started_at: samples.now(),
        ended_at: None,
        results: Vec::new(),
    };
    let count = u8::try_from(RUNS_KEPT).expect("a small number") + 2;
    for number in 1..=count {
        store.put_lab_run(run(number)).await.expect("written");
    }
    let seen = Seen {
        part: Part::Second,
        status: None,
        failure: Some(Failure::Closed),
        detail: "reset".to_owned(),
        retry_after_ms: Some(1_000),
        total_ms: 12,
        sent_bytes: 2,
        excerpt: "\u{fffd}".to_owned(),
    };
    let result = AttackResult {
        attack: Attack::Duplicate,
        judgement: Judgement::NotJudged,
        found: "It closed.".to_owned(),
        seen: vec![seen],
        took_ms: 24,
    };
    let ended =
        LabRun { state: LabState::Cancelled, ended_at: Some(samples.now()), results: vec![result], ..run(count) };
    store.put_lab_run(ended.clone()).await.expect("written");
    let store = harness.reopen(store).await;
    let kept = store.lab_runs().await.expect("readable");
    assert_eq!((kept.len(), &kept[0], &kept[1]), (RUNS_KEPT, &ended, &run(count - 1)));
    assert_eq!(kept[RUNS_KEPT - 1], run(3));
    assert!(store.delete_lab_run(ended.id).await.expect("written"));
    assert!(!store.delete_lab_run(ended.id).await.expect("written"), "it is gone");
    assert_eq!(store.lab_runs().await.expect("readable")[0], run(count - 1));
}
