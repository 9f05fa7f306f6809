//! Making and checking signatures of a body of 1 KiB.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use signatures::{Received, Secret, Signable, provider, sign, verify};

const BODY: [u8; 1_024] = [b'x'; 1_024];
const AT_UNIX_S: i64 = 1_793_000_000;

fn signing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sign");
    group.throughput(Throughput::Bytes(BODY.len() as u64));
    for name in ["standard-webhooks", "github", "stripe"] {
        let scheme = &provider(name).expect("it ships").scheme;
        let secrets = [Secret::generate(scheme, [7; 32]).expect("its secrets can be made")];
        let signable = Signable::new("evt_0192b1f0", AT_UNIX_S, &BODY);
        group.bench_function(format!("{name}/sign"), |bencher| {
            bencher.iter(|| sign(scheme, &secrets, black_box(&signable)).expect("it is signed"));
        });
        let fields = sign(scheme, &secrets, &signable).expect("it is signed").headers;
        let headers = fields.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let received = Received::new(&headers, &BODY);
        group.bench_function(format!("{name}/verify"), |bencher| {
            bencher.iter(|| verify(scheme, &secrets, black_box(&received), AT_UNIX_S));
        });
    }
    group.finish();
}

criterion_group!(benches, signing);
criterion_main!(benches);
