//! What charts show of hours and days that went by.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use domain::RetrySchedule;
use domain::id::DestinationId;
use engine::Clock as _;
use expect_test::expect;
use store::{FiguresOf, FiguresOverTime};
use testkit::{MemoryStore, Step, World};

const HOUR: Duration = Duration::from_secs(3_600);

/// A line for each hour since the start in which something changed.
async fn hours(world: &World, store: &MemoryStore, id: DestinationId) -> String {
    let start = world.clock.now().before(world.clock.elapsed());
    let hours = u32::try_from(world.clock.elapsed().as_secs() / 3_600 + 1).expect("few");
    let read = store.figures(FiguresOf::Destination(id), start, HOUR, hours).await.expect("readable");
    let mut text = String::new();
    for (hour, bucket) in read.iter().enumerate().filter(|(_, bucket)| !bucket.figures.is_empty()) {
        let figures = &bucket.figures;
        let p95 = figures.latencies.percentile_us(95).map_or("-".to_owned(), |p95_us| format!("{p95_us} µs"));
        let (events, good, bad, waiting) = (figures.events, figures.succeeded, figures.failed, bucket.waiting);
        writeln!(text, "+{hour:<2}h  made {events}  delivered {good}  failed {bad}  waiting {waiting}  p95 {p95}")
            .expect("a string can be written to");
    }
    text
}

#[tokio::test]
async fn an_outage_is_failures_and_a_backlog_until_it_ends() {
    let store = MemoryStore::default();
    let world = World::new(Arc::new(store.clone())).await;
    let down = world.destination("down", [Step::Answer(503)]).await;
    let up = world.destination("up", []).await;
    world.subscribe("order.*", down, RetrySchedule::default()).await;
    world.subscribe("order.*", up, RetrySchedule::default()).await;
    world.publish("order.paid").await;
    world.pass(HOUR * 2).await;
    world.publish("order.paid").await;
    world.pass(HOUR).await;
    expect![[r"
        +0 h  made 1  delivered 1  failed 0  waiting 0  p95 991 µs
        +2 h  made 1  delivered 1  failed 0  waiting 0  p95 991 µs
    "]]
    .assert_eq(&hours(&world, &store, up).await);
    expect![[r"
        +0 h  made 1  delivered 0  failed 4  waiting 1  p95 991 µs
        +2 h  made 1  delivered 0  failed 5  waiting 2  p95 991 µs
    "]]
    .assert_eq(&hours(&world, &store, down).await);
    world.egress.script("http://down.test/", [Step::Answer(200)]);
    world.pass_all_time().await;
    expect![[r"
        +0 h  made 1  delivered 0  failed 4  waiting 1  p95 991 µs
        +2 h  made 1  delivered 0  failed 5  waiting 2  p95 991 µs
        +4 h  made 0  delivered 1  failed 0  waiting 1  p95 991 µs
        +7 h  made 0  delivered 1  failed 0  waiting 0  p95 991 µs
    "]]
    .assert_eq(&hours(&world, &store, down).await);
}
