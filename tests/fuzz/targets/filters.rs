//! Filters as people and files write them, on payloads of strangers: refused with a reason, or applied.
//!
//! An input is the filter, a zero byte, and a payload.
#![no_main]

use domain::filter::Subject;
use domain::{Filter, Headers, Payload};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let at = input.iter().position(|byte| *byte == 0).unwrap_or(input.len());
    let (written, body) = (&input[..at], input.get(at + 1..).unwrap_or_default());
    let Ok(written) = serde_json::from_slice(written) else { return };
    match Filter::parse(&written) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(filter) => {
            let mut headers = Headers::new();
            headers.push("X-Shop", "north");
            let payload = Payload::new(body);
            let subject = Subject { event_type: "order.paid", headers: &headers, payload: &payload };
            let matches = filter.matches(&subject);
            assert_eq!(filter.test(&subject).holds, matches, "the report says the same");
        }
    }
});
