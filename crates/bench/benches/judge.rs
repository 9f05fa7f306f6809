//! Judging an outcome.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::retry_schedule::Preset;
use domain::verdict::Progress;
use domain::{Outcome, Timestamp, judge};

fn judging(criterion: &mut Criterion) {
    let created_at = Timestamp::from_unix_ms(1_793_000_000_000);
    let schedule = Preset::Standard.schedule();
    let progress = Progress { created_at, attempts_made: 3 };
    let mut group = criterion.benchmark_group("judge");
    for status in [200, 503] {
        let outcome = Outcome::Answered { status, retry_after: None };
        group.bench_function(status.to_string(), |bencher| {
            bencher.iter(|| judge(black_box(&outcome), progress, &schedule, created_at, 0.5));
        });
    }
    group.finish();
}

criterion_group!(benches, judging);
criterion_main!(benches);
