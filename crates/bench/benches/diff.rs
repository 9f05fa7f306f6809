//! Comparing two payloads that differ in a few places.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use diff::{Arrays, Options, compare_json, compare_lines};

/// An order with so many items; `price` is that of every tenth.
fn order(items: usize, price: &str) -> String {
    let item = |number: usize| {
        let price = if number.is_multiple_of(10) { price } else { "9.95" };
        format!("{{\"sku\":\"sku-{number:06}\",\"quantity\":{number},\"price\":\"{price}\",\"tags\":[\"a\",\"b\"]}}")
    };
    let items: Vec<String> = (0..items).map(item).collect();
    format!("{{\"type\":\"order.paid\",\"items\":[{}]}}", items.join(","))
}

fn comparing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    for items in [12, 1_000] {
        let (left, right) = (order(items, "19.95"), order(items, "24.95"));
        group.throughput(Throughput::Bytes((left.len() + right.len()) as u64));
        group.bench_function(format!("{} bytes", left.len()), |bencher| {
            bencher.iter(|| {
                let (left, right) = (black_box(left.as_bytes()), black_box(right.as_bytes()));
                compare_json(left, right, &Options::default()).expect("both are JSON").changes.len()
            });
        });
    }
    // As large as payloads get: both as paths, elements matched by key, and line by line.
    let (left, right) = (order(120_000, "19.95"), order(120_000, "24.95"));
    group.throughput(Throughput::Bytes((left.len() + right.len()) as u64));
    group.sample_size(10);
    group.bench_function(format!("{} bytes by key", left.len()), |bencher| {
        let options = Options { arrays: Arrays::ByKey, ..Options::default() };
        bencher.iter(|| {
            let (left, right) = (black_box(left.as_bytes()), black_box(right.as_bytes()));
            compare_json(left, right, &options).expect("both are JSON").counts.total()
        });
    });
    group.bench_function(format!("{} bytes by lines", left.len()), |bencher| {
        bencher.iter(|| {
            let (left, right) = (black_box(left.as_bytes()), black_box(right.as_bytes()));
            compare_lines(left.split(|byte| *byte == b','), right.split(|byte| *byte == b','), |_| None).hunks.len()
        });
    });
    group.finish();
}

criterion_group!(benches, comparing);
criterion_main!(benches);
