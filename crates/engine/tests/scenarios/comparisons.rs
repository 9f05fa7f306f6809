//! Payloads beside each other: of events, of what attempts sent and got, and of files.

use std::sync::Arc;

use domain::retry_schedule::Preset;
use engine::{
    Arrays, BodyName, CompareError, FirstChangeAsked, LineOptions, LinePatterns, LineRowKind, Minded, StructureOptions,
};
use store::Deliveries as _;
use testkit::{MemoryStore, Step, World};

async fn world() -> (World, MemoryStore) {
    let store = MemoryStore::default();
    (World::new(Arc::new(store.clone())).await, store)
}

/// A payload that belongs to no event.
fn loose(world: &World, payload: &'static str) -> BodyName {
    BodyName::Loose(world.engine.bodies().loose().add(payload.into(), None).expect("not too large"))
}

/// The rows of a line by line comparison: ` a`, `~a>b`, `-a`, `+b`, `…3`.
async fn rows(world: &World, left: &BodyName, right: &BodyName) -> Vec<String> {
    let found = world
        .engine
        .comparisons()
        .by_lines(left, right, LineOptions::default(), 0..1_000)
        .await
        .expect("both are there");
    assert_eq!(found.rows.len(), found.total_rows);
    let rows = found.rows.iter().map(|row| {
        let text = |side: &Option<engine::SideLine>| side.as_ref().map(|line| line.text.clone()).unwrap_or_default();
        let (left, right) = (text(&row.left), text(&row.right));
        match row.kind {
            LineRowKind::Same => format!(" {left}"),
            LineRowKind::Folded(lines) => format!("…{lines}"),
            LineRowKind::Changed => format!("~{left}>{right}"),
            LineRowKind::Removed => format!("-{left}"),
            LineRowKind::Added => format!("+{right}"),
        }
    });
    rows.collect()
}

#[tokio::test]
async fn elements_are_matched_by_key_and_the_patch_goes_by_place() {
    let (world, _) = world().await;
    let (left, right) = (loose(&world, r#"[{"id":1}]"#), loose(&world, r#"[{"id":0},{"id":1}]"#));
    let options = StructureOptions { arrays: Arrays::ByKey, ..StructureOptions::default() };
    let compared = world.engine.comparisons().by_structure(&left, &right, options).await.expect("JSON");
    assert_eq!((compared.counts.added, compared.counts.total()), (1, 1));
    let patch = r#"[{"op":"replace","path":"/0/id","value":0},{"op":"add","path":"/1","value":{"id":1}}]"#;
    assert_eq!(compared.patch.as_deref(), Some(patch));
}

#[tokio::test]
async fn any_bodies_are_compared_line_by_line() {
    let (world, _) = world().await;
    let (left, right) = (loose(&world, "one\ntwo\nthree"), loose(&world, "one\n2\nthree\nfour"));
    assert_eq!(rows(&world, &left, &right).await, [" one", "~two>2", " three", "+four"]);
    let (left, right) = (loose(&world, r#"{"a":1,"b":2}"#), loose(&world, r#"{ "a": 1, "b": 3 }"#));
    assert_eq!(rows(&world, &left, &right).await, [" {", "   \"a\": 1,", "~  \"b\": 2>  \"b\": 3", " }"]);
    // One of them is not JSON, so both stay as they are.
    let right = loose(&world, "{\"a\":1,\"b\":2}\nmore");
    assert_eq!(rows(&world, &left, &right).await, [" {\"a\":1,\"b\":2}", "+more"]);
    let right = loose(&world, "\u{0}\u{1}");
    assert_eq!(rows(&world, &left, &right).await.len(), 1);
}

#[tokio::test]
async fn a_page_has_the_lines_and_the_parts_that_changed() {
    let (world, _) = world().await;
    let (left, right) =
        (loose(&world, "x\n1\n2\n3\n4\n5\n6\n7\n8\nis 😀 old"), loose(&world, "y\n1\n2\n3\n4\n5\n6\n7\n8\nis 😀 new"));
    let page =
        world.engine.comparisons().by_lines(&left, &right, LineOptions::default(), 3..9).await.expect("both are there");
    let kinds: Vec<(LineRowKind, usize)> =
        page.rows.iter().map(|row| (row.kind, row.left.as_ref().map_or(0, |line| line.number))).collect();
    let same = |number| (LineRowKind::Same, number);
    assert_eq!(kinds, [same(4), (LineRowKind::Folded(2), 5), same(7), same(8), same(9), (LineRowKind::Changed, 10)]);
    let last = page.rows.last().expect("there").right.as_ref().expect("changed");
    assert_eq!((last.text.as_str(), last.parts.as_slice()), ("is 😀 new", &[(6, 9)][..]));
    assert_eq!((page.changes_at.as_slice(), page.changes, page.removed, page.added), (&[0, 8][..], 2, 2, 2));
}

#[tokio::test]
async fn lines_that_a_pattern_is_found_in_are_no_difference() {
    let (world, _) = world().await;
    let (left, right) = (loose(&world, "a\nat 1\nb"), loose(&world, "a\nat 2\nc"));
    let comparisons = world.engine.comparisons();
    let ignoring = |patterns: &[&str]| LineOptions {
        ignored: LinePatterns::parse(patterns.iter().copied()).expect("patterns"),
        ..LineOptions::default()
    };
    let counted = async |patterns: &[&str]| {
        let page = comparisons.by_lines(&left, &right, ignoring(patterns), 0..10).await.expect("both are there");
        (page.removed, page.added, page.ignored)
    };
    assert_eq!(counted(&[]).await, (2, 2, 0));
    assert_eq!(counted(&[r"^at \d+$"]).await, (1, 1, 1));
    assert_eq!(counted(&[r"^at \d+$", "^[bc]$"]).await, (0, 0, 2));
    assert_eq!(counted(&[]).await, (2, 2, 0), "what is kept of a pair is kept for its patterns");
}

#[tokio::test]
async fn the_row_of_a_path_is_found() {
    let (world, _) = world().await;
    let left = loose(&world, r#"{"a":1,"b":[1,2,3,4,5,6,7],"c":{"d":1}}"#);
    let right = loose(&world, r#"{"a":1,"b":[1,2,3,4,5,6,7],"c":{"d":2,"e":[]}}"#);
    let comparisons = world.engine.comparisons();
    let page = comparisons.by_lines(&left, &right, LineOptions::default(), 0..100).await.expect("both are there");
    let cases = [("/c/d", "\"d\": 2,"), ("/c/e", "\"e\": []"), ("/c", "\"c\": {")];
    for (path, expected) in cases {
        let row = comparisons.row_of((&left, path), (&right, path)).await.expect("both are there").expect("a row");
        assert_eq!(page.rows[row].right.as_ref().map(|line| line.text.trim()), Some(expected), "{path}");
    }
    let folded = comparisons.row_of((&left, "/a"), (&right, "/a")).await.expect("there").expect("a row");
    assert!(matches!(page.rows[folded].kind, LineRowKind::Folded(_)));
    assert_eq!(comparisons.row_of((&left, "/x"), (&right, "/x")).await.expect("there"), None);
}

#[tokio::test]
async fn requests_and_answers_of_attempts_are_compared() {
    let (world, store) = world().await;
    let billing = world
        .destination("billing", [Step::AnswerWith(500, "{\"error\":1}"), Step::AnswerWith(200, "{\"ok\":1}")])
        .await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    let event = world.publish_body("order.paid", r#"{"amount":1}"#).await;
    world.pass_all_time().await;
    let delivery = world.deliveries().await.remove(0);
    let attempts = store.attempts_of(delivery.id).await.expect("readable");
    let (first, second) = (attempts[0].id, attempts[1].id);
    assert_eq!(
        rows(&world, &BodyName::Response(first), &BodyName::Response(second)).await,
        [" {", "~  \"error\": 1>  \"ok\": 1", " }"]
    );
    // Without a transform an attempt sends what came with the event.
    assert_eq!(rows(&world, &BodyName::Event(event), &BodyName::Request(first)).await, ["…3"]);

    let comparisons = world.engine.comparisons();
    let headers = comparisons.headers(&BodyName::Request(first), &BodyName::Request(second)).await.expect("there");
    let differing: Vec<&str> = headers
        .iter()
        .filter(|row| !row.is_same)
        .filter_map(|row| row.left.as_ref().map(|header| header.name.as_str()))
        .collect();
    assert!(differing.contains(&"webhook-timestamp") && !differing.contains(&"webhook-id"), "{differing:?}");
    let answers = comparisons.headers(&BodyName::Response(first), &loose(&world, "")).await.expect("there");
    assert_eq!((answers.len(), answers[0].is_same, answers[0].right.as_ref()), (1, false, None));
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let (world, _) = world().await;
    let there = loose(&world, "{}");
    let missing = BodyName::Loose("loose:00000000000000000000000000000000".parse().expect("a name"));
    let asked = world.engine.comparisons().by_lines(&there, &missing, LineOptions::default(), 0..1).await;
    assert!(matches!(asked, Err(CompareError::NotFound { name }) if name == missing.to_string()));
    let asked = FirstChangeAsked { path: String::new(), minded: Minded::Value };
    assert!(matches!(
        world.engine.comparisons().first_change(&there, &asked).await,
        Err(CompareError::NoHistory { .. })
    ));
}

#[tokio::test]
async fn the_first_event_with_what_changed_is_found() {
    let (world, _) = world().await;
    let mut events = Vec::new();
    for body in [
        r#"{"amount":"0"}"#,
        r#"{"amount":1}"#,
        r#"{"amount":"2","email":"a"}"#,
        "not JSON",
        r#"{"email":null,"amount":"3"}"#,
        r#"{"amount":"3"}"#,
    ] {
        events.push(world.publish_body("order.paid", body).await);
        world.publish_body("order.refunded", r#"{"amount":false}"#).await;
    }
    let cases = [
        // The row of texts begins behind the number; the text before that does not belong to it.
        ("/amount", Minded::Type, 5, 2, Some(1)),
        ("/amount", Minded::Value, 5, 4, Some(2)),
        ("/email", Minded::Presence, 4, 2, Some(1)),
        ("/email", Minded::Presence, 5, 5, Some(4)),
        ("/amount", Minded::Presence, 5, 0, None),
        ("/nowhere", Minded::Presence, 5, 0, None),
    ];
    for (path, minded, of, first, before) in cases {
        let asked = FirstChangeAsked { path: path.to_owned(), minded };
        let found = world.engine.comparisons().first_change(&BodyName::Event(events[of]), &asked).await.expect("found");
        assert_eq!(found.first_id, events[first], "{path} {minded:?}");
        assert_eq!(found.before.map(|(id, _)| id), before.map(|index| events[index]), "{path} {minded:?}");
        assert!(!found.is_cut);
    }
}
