//! Times as strangers write them, beside any clock: read without overflow, and never old enough to be new.
//!
//! An input is the clock in 8 bytes (Unix seconds, little-endian), then the provider's slug and the written time, apart
//! by a space.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signatures::{HeaderFields, Received, Secret, Signable, provider, sign, verify};

fuzz_target!(|input: &[u8]| {
    let Some((clock, written)) = input.split_at_checked(8) else { return };
    let now_unix_s = i64::from_le_bytes(clock.try_into().unwrap_or_default());
    let Ok(written) = std::str::from_utf8(written) else { return };
    let Some((slug, time)) = written.split_once(' ') else { return };
    let Some(provider) = provider(slug) else { return };
    let Some(secret) = Secret::generate(&provider.scheme, [7; 32]) else { return };
    let secrets = [secret];
    // Rightly signed as of some second that the scheme can write, then with another time in each place for one.
    let signable = Signable { url: Some("https://shop.example/in/shop"), ..Signable::new("msg_1", now_unix_s, b"{}") };
    let Ok(signed) = sign(&provider.scheme, &secrets, &signable) else { return };
    let digits = now_unix_s.to_string();
    let fields: Vec<(String, String)> =
        signed.headers.into_iter().map(|(name, value)| (name, value.replace(&digits, time))).collect();
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let received = Received {
        headers: &headers,
        body: signed.body.as_deref().unwrap_or(b"{}"),
        url: signed.url.as_deref().or(Some("https://shop.example/in/shop")),
        method: "POST",
        tolerance_s: None,
    };
    for now_unix_s in [now_unix_s, 0, i64::MIN, i64::MAX] {
        let verdict = verify(&provider.scheme, &secrets, &received, now_unix_s);
        let _ = signatures::explain(&verdict, &provider.scheme, &secrets, &received);
    }
});
