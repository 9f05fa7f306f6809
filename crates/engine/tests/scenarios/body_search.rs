//! Rows of the timeline that are found by the bodies of their events.

use std::sync::Arc;

use domain::Grouping;
use domain::retry_schedule::Preset;
use engine::{BodyCondition, TimelineQuery};
use store::{Cursor, Stretch, TimelineFilter, TimelineRow};
use testkit::{MemoryStore, World};

const BODIES: [&str; 6] = [
    r#"{"customer":"cus_1","amount":100}"#,
    r#"{"customer":"cus_2","note":"asks for CUS_1"}"#,
    "customer=cus_1",
    r#"{"customer":"cus_3","amount":1e2}"#,
    r#"{"customer":"cus_\u0031","amount":"100"}"#,
    "",
];

/// A world in which the even ones of the bodies were delivered twice, and the others to nobody.
async fn world() -> World {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    for name in ["billing", "audit"] {
        let destination_id = world.destination(name, []).await;
        world.subscribe("order.even", destination_id, Preset::FastLocal.schedule()).await;
    }
    for (number, body) in BODIES.into_iter().enumerate() {
        world.publish_body(if number % 2 == 0 { "order.even" } else { "order.odd" }, body).await;
    }
    world
}

fn query(body: BodyCondition) -> TimelineQuery {
    TimelineQuery { body: vec![body], ..TimelineQuery::default() }
}

/// The numbers of the bodies of the rows, newest first, and how far was looked.
async fn found(world: &World, query: &TimelineQuery, limit: u32, looked_at_max: u32) -> Vec<usize> {
    let store = world.engine.store();
    let (mut numbers, mut before) = (Vec::new(), None);
    loop {
        let page = query.rows(store, before, limit, looked_at_max).await.expect("readable");
        assert!(page.rows.len() <= limit as usize);
        for row in &page.rows {
            let id = match row {
                TimelineRow::Delivery { delivery, .. } => delivery.event_id,
                TimelineRow::Event { id, .. } => *id,
            };
            let body = store.event_body(id).await.expect("readable").expect("there");
            numbers.push(BODIES.iter().position(|known| *known == body).expect("one of them"));
        }
        before = page.next;
        if before.is_none() {
            return numbers;
        }
    }
}

#[tokio::test]
async fn a_text_is_found_in_any_case_and_in_any_body() {
    let world = world().await;
    let text = query(BodyCondition::holds_text("Cus_1").expect("a text"));
    for (limit, looked_at_max) in [(50, 50), (1, 50), (50, 1), (2, 3)] {
        let found = found(&world, &text, limit, looked_at_max).await;
        assert_eq!(found, [2, 2, 1, 0, 0], "{limit} of {looked_at_max}");
    }
    let nowhere = query(BodyCondition::holds_text("cus_9").expect("a text"));
    assert!(found(&world, &nowhere, 50, 1).await.is_empty());
}

#[tokio::test]
async fn a_value_is_found_where_it_stands() {
    let world = world().await;
    let customer = BodyCondition::has_value("customer", "cus_1").expect("a path");
    assert_eq!(found(&world, &query(customer), 50, 50).await, [4, 4, 0, 0]);
    let amount = |text| query(BodyCondition::has_value("amount", text).expect("a path"));
    assert_eq!(found(&world, &amount("100"), 50, 50).await, [4, 4, 0, 0]);
    assert_eq!(found(&world, &amount("1e2"), 50, 50).await, [3], "a number is what is written");
    let mut both = amount("100");
    both.body.push(BodyCondition::holds_text("cus_1").expect("a text"));
    assert_eq!(found(&world, &both, 50, 50).await, [0, 0], "all must hold");
}

#[tokio::test]
async fn what_else_the_filter_asks_holds_too() {
    let world = world().await;
    let body = || BodyCondition::holds_text("cus_1").expect("a text");
    let lone = TimelineFilter { with_deliveries: false, ..TimelineFilter::default() };
    assert_eq!(found(&world, &TimelineQuery { filter: lone, body: vec![body()] }, 50, 50).await, [1]);
    let grouped = TimelineFilter { grouping: Grouping::Event, ..TimelineFilter::default() };
    assert_eq!(found(&world, &TimelineQuery { filter: grouped, body: vec![body()] }, 50, 50).await, [2, 1, 0]);
}

#[tokio::test]
async fn landmarks_count_what_matches_and_say_how_far_they_looked() {
    let world = world().await;
    let store = world.engine.store();
    let text = query(BodyCondition::holds_text("cus_1").expect("a text"));
    let rows = text.rows(store, None, 50, 50).await.expect("readable").rows;
    let cursors: Vec<Cursor> = rows.iter().map(TimelineRow::cursor).collect();

    let whole = text.landmarks(store, Stretch::default(), 2, 50).await.expect("readable");
    assert_eq!((whole.cursors, whole.rows, whole.next), (vec![cursors[1], cursors[3]], 5, None));
    let end = Stretch { before: Some(cursors[0]), after: Some(cursors[4]) };
    let within = text.landmarks(store, end, 1, 50).await.expect("readable");
    assert_eq!((within.cursors.as_slice(), within.next), (&cursors[1..4], None));

    let (mut counted, mut before, mut looks) = (0, None, 0);
    loop {
        let stretch = Stretch { before, after: None };
        let found = text.landmarks(store, stretch, 2, 2).await.expect("readable");
        (counted, before, looks) = (counted + found.rows, found.next, looks + 1);
        if before.is_none() {
            break;
        }
    }
    assert_eq!((counted, looks), (5, 5), "nine rows, two at a look");
}
