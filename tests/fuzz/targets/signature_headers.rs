//! Requests of strangers: nobody without the secret is verified, and every rejection can be explained.
//!
//! An input is a request as text: the provider's slug in the first line, header fields, an empty line, the body.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signatures::{HeaderFields, Received, Secret, Verdict, explain, provider, verify};

/// What the secret is made of.
const UNKNOWN: [u8; 32] = [
    0x9d, 0x41, 0xf8, 0x0c, 0x77, 0xe2, 0x5b, 0x36, 0xa1, 0xc4, 0x1f, 0x88, 0xd3, 0x6e, 0x02, 0xb9, 0x54, 0xea, 0x2d,
    0x97, 0x60, 0x0b, 0xfc, 0x43, 0x8e, 0x15, 0xda, 0x71, 0x39, 0xc6, 0xbf, 0x58,
];
const NOW_UNIX_S: i64 = 1_764_000_000;

fuzz_target!(|input: &[u8]| {
    let end = input.windows(2).position(|window| window == b"\n\n").unwrap_or(input.len());
    let (head, body) = (&input[..end], input.get(end + 2..).unwrap_or_default());
    let mut lines = head.split(|byte| *byte == b'\n');
    let slug = std::str::from_utf8(lines.next().unwrap_or_default()).unwrap_or_default();
    let Some(provider) = provider(slug) else { return };
    let mut fields: Vec<(&str, &[u8])> = Vec::new();
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let Ok(name) = std::str::from_utf8(&line[..colon]) else { continue };
        fields.push((name, line[colon + 1..].trim_ascii()));
    }
    let headers: HeaderFields = fields.into_iter().collect();
    let received = Received { headers: &headers, body, url: Some("https://shop.example/in/shop?a=b"), method: "POST", tolerance_s: None };
    let Some(secret) = Secret::generate(&provider.scheme, UNKNOWN) else { return };
    let secrets = [secret];
    let verdict = verify(&provider.scheme, &secrets, &received, NOW_UNIX_S);
    assert!(!matches!(verdict, Verdict::Verified { .. }), "{slug} was verified without its secret");
    let _ = explain(&verdict, &provider.scheme, &secrets, &received);
    let _ = provider.record.event.facts(&headers, body);
});
