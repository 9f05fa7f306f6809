//! `Retry-After` as receivers write it: a wait within its bound, or nothing.
//!
//! An input is the clock in 8 bytes (Unix milliseconds, little-endian), then the value of the field.
#![no_main]

use domain::Timestamp;
use domain::retry_after::{RETRY_AFTER_MAX, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((clock, value)) = input.split_at_checked(8) else { return };
    let now = Timestamp::from_unix_ms(i64::from_le_bytes(clock.try_into().unwrap_or_default()));
    let Ok(value) = std::str::from_utf8(value) else { return };
    if let Some(wait) = parse(value, now) {
        assert!(wait <= RETRY_AFTER_MAX, "{value:?}: {wait:?}");
    }
});
