//! Asking a filter whether an event is meant: by its type and headers alone, and with its body, which is read as JSON.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::filter::Subject;
use domain::{Filter, Headers, Payload};
use serde_json::json;

fn filtering(criterion: &mut Criterion) {
    let mut headers = Headers::new();
    headers.push("x-github-event", "pull_request");
    let lines: Vec<_> =
        (0..8).map(|number| json!({ "sku": format!("fly-rod-{number}"), "quantity": number })).collect();
    let body =
        json!({ "type": "order.paid", "data": { "amount": 4200, "currency": "eur", "lines": lines } }).to_string();
    let mut group = criterion.benchmark_group("filter");
    for (name, filter) in [
        (
            "type and header",
            json!({ "type": { "$startsWith": "order." }, "headers": { "x-github-event": "pull_request" } }),
        ),
        ("body", json!({ "body": { "data": { "amount": { "$gt": 1000 }, "lines": { "sku": { "$regex": "-7$" } } } } })),
    ] {
        let filter = Filter::parse(&filter).expect("a filter");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let payload = Payload::new(black_box(body.as_bytes()));
                filter.matches(&Subject { event_type: "order.paid", headers: &headers, payload: &payload })
            });
        });
    }
    group.finish();
}

criterion_group!(benches, filtering);
criterion_main!(benches);
