//! What failures of one issue have in common.

use crate::ErrorClass;
use crate::id::DestinationId;

/// How much of an answer's body is looked at.
const BODY_BYTES: usize = 1_024;
/// Different bodies that one destination's answers of one status are told apart by; the rest are one issue.
pub const BODIES_MAX: usize = 20;
/// A word as long as this is taken for an id, with or without digits.
const ID_LENGTH: usize = 24;

/// What failures of one issue have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fingerprint {
    /// Where.
    pub destination_id: DestinationId,
    /// What kind of failure.
    pub error_class: ErrorClass,
    /// The status, when it answered.
    pub status: Option<u16>,
    /// What its answer says, without what differs from one answer to the next; 0 where nothing is told apart.
    pub body: u64,
}

impl Fingerprint {
    /// The fingerprint of a failure.
    pub fn of(destination_id: DestinationId, error_class: ErrorClass, status: Option<u16>, body: &[u8]) -> Self {
        let body = if error_class == ErrorClass::Status { hash(&normalised(body)) } else { 0 };
        Self { destination_id, error_class, status, body }
    }

    /// The same without regard to what the answer said.
    pub const fn without_body(self) -> Self {
        Self { body: 0, ..self }
    }
}

/// The beginning of a body without numbers, ids, times and spacing: what two answers of one error have in common.
fn normalised(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(BODY_BYTES)]).to_lowercase();
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = if is_variable(word) { "#" } else { word };
        // A time or an id is several words in a row: `2026-11-28T05:09:24Z`.
        if !(word == "#" && words.last() == Some(&"#")) {
            words.push(word);
        }
    }
    // The last word may be cut in the middle, where the beginning ends.
    if body.len() > BODY_BYTES {
        words.pop();
    }
    words.join(" ")
}

fn is_variable(word: &str) -> bool {
    const DATE_WORDS: [&str; 21] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec", "gmt", "utc", "z",
    ];
    let is_hexadecimal = word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    word.bytes().any(|byte| byte.is_ascii_digit())
        || is_hexadecimal
        || word.len() >= ID_LENGTH
        || DATE_WORDS.contains(&word)
}

/// FNV-1a. What it is for needs no more: two errors that share a value are shown as one.
fn hash(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(text: &str) -> u64 {
        Fingerprint::of(DestinationId::from_bytes([1; 16]), ErrorClass::Status, Some(500), text.as_bytes()).body
    }

    #[test]
    fn what_differs_from_one_answer_to_the_next_does_not_count() {
        let same = [
            (r#"{"error":"no such order","id":41}"#, r#"{ "error": "no such order", "id": 9000 }"#),
            ("failed at 2026-11-28T05:09:24.120Z", "failed at 2025-01-02T15:59:01Z"),
            ("failed on Sat, 28 Nov 2026 05:09:24 GMT", "failed on Mon, 02 Feb 2026 01:00:00 GMT"),
            ("request 0193-06e4-7aa1 failed", "request 019306e4-9b1c-7f00-8000-000000000001 failed"),
            ("token deadbeefcafe is bad", "token 0badc0de1234 is bad"),
            ("TypeError: x", "typeerror:  x"),
        ];
        for (one, other) in same {
            assert_eq!(body(one), body(other), "{one} / {other}");
        }
    }

    #[test]
    fn what_an_answer_says_counts() {
        assert_ne!(body("out of memory"), body("no such table"));
        assert_ne!(body("out of memory"), body(""));
        let refused = |text: &[u8]| {
            Fingerprint::of(DestinationId::from_bytes([1; 16]), ErrorClass::ConnectionRefused, None, text)
        };
        assert_eq!(refused(b"a"), refused(b"b"), "there was no answer");
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_fingerprint_and_the_first_of_them_decide(mut bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
            let of = |bytes: &[u8]| Fingerprint::of(DestinationId::from_bytes([1; 16]), ErrorClass::Status, Some(500), bytes);
            let fingerprint = of(&bytes);
            if bytes.len() > BODY_BYTES {
                bytes.truncate(BODY_BYTES + 1);
            }
            prop_assert_eq!(of(&bytes), fingerprint);
        }

        #[test]
        fn numbers_never_count(one in any::<u64>(), other in any::<u64>()) {
            prop_assert_eq!(body(&format!("order {one} failed")), body(&format!("order {other} failed")));
        }
    }
}
