//! What must hold for every body, secret and header.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use signatures::{
    DigestEncoding, HashAlgorithm, HmacSettings, Received, ReceivedHeaders, Scheme, Secret, Signable, Verdict, explain,
    sign, verify,
};

fn schemes() -> impl Strategy<Value = Scheme> {
    let algorithms = prop::sample::select(HashAlgorithm::ALL.to_vec());
    let encodings = prop::sample::select(vec![DigestEncoding::Hex, DigestEncoding::Base64]);
    let hmac = (algorithms, encodings, "[a-z0-9=]{0,8}").prop_map(|(algorithm, encoding, prefix)| {
        Scheme::Hmac(HmacSettings { header: "X-Signature".to_owned(), algorithm, encoding, prefix })
    });
    prop_oneof![Just(Scheme::StandardWebhooks), Just(Scheme::GitHub), hmac]
}

/// A field that looks like a signature header, or like nothing at all.
fn fields() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let names = prop::sample::select(vec![
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
        "Svix-Id",
        "svix-signature",
        "X-Hub-Signature-256",
        "X-Hub-Signature",
        "x-signature",
        "",
    ]);
    let values = prop_oneof![
        vec(any::<u8>(), 0..80),
        "(v1a?,|sha256=)?[A-Za-z0-9+/=, ]{0,80}".prop_map(String::into_bytes),
        "-?[0-9]{0,21}".prop_map(String::into_bytes),
    ];
    vec((names.prop_map(str::to_owned), values), 0..6)
}

proptest! {
    #[test]
    fn what_was_signed_is_verified_and_any_flipped_bit_is_not(
        scheme in schemes(),
        random in any::<[u8; 32]>(),
        id in "[a-zA-Z0-9_-]{1,40}",
        at_unix_s in 0..=i64::MAX,
        body in vec(any::<u8>(), 0..200),
        byte in any::<Index>(),
        bit in 0..8_u32,
    ) {
        let secrets = [Secret::generate(&scheme, random)];
        let signed = sign(&scheme, &secrets, &Signable { id: &id, at_unix_s, body: &body }).unwrap();
        let fields: Vec<(String, Vec<u8>)> =
            signed.into_iter().map(|(name, value)| (name, value.into_bytes())).collect();
        let check = |fields: &[(String, Vec<u8>)], body: &[u8]| {
            let headers: ReceivedHeaders = fields.iter().map(|(name, value)| (name, value)).collect();
            verify(&scheme, &secrets, &Received { headers: &headers, body }, at_unix_s)
        };
        prop_assert!(is_verified(&check(&fields, &body)));

        // One bit of the body, and one bit of the header values.
        let flip = |bytes: &mut [u8]| {
            let at = byte.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
        };
        if !body.is_empty() {
            let mut altered = body.clone();
            flip(&mut altered);
            prop_assert!(!is_verified(&check(&fields, &altered)));
        }
        for field in 0..fields.len() {
            let mut altered = fields.clone();
            flip(&mut altered[field].1);
            let is_same = is_same_hex(&scheme, &altered[field].1, &fields[field].1);
            prop_assert_eq!(is_verified(&check(&altered, &body)), is_same);
        }
    }

    #[test]
    fn no_header_makes_it_panic(
        scheme in schemes(),
        fields in fields(),
        body in vec(any::<u8>(), 0..64),
        now in any::<i64>(),
    ) {
        let secrets = [Secret::generate(&scheme, [7; 32])];
        let headers: ReceivedHeaders = fields.iter().map(|(name, value)| (name, value)).collect();
        let received = Received { headers: &headers, body: &body };
        let verdict = verify(&scheme, &secrets, &received, now);
        prop_assert!(!is_verified(&verdict));
        prop_assert!(!explain(&verdict, &scheme, &secrets, &received).is_empty());
    }

    #[test]
    fn no_body_makes_the_diagnosis_panic(body in "[\\[\\]{}:,\"\\\\/u0-9a-fé😀 \r\n\u{feff}]{0,60}") {
        let scheme = Scheme::GitHub;
        let secrets = [Secret::generate(&scheme, [7; 32])];
        let value = format!("sha256={}", "0".repeat(64));
        let headers: ReceivedHeaders = [("X-Hub-Signature-256", value.as_str())].into_iter().collect();
        let received = Received { headers: &headers, body: body.as_bytes() };
        let verdict = verify(&scheme, &secrets, &received, 0);
        prop_assert_eq!(
            explain(&verdict, &scheme, &secrets, &received),
            "The signature does not match. It was made with another secret, or the body changed on the way."
        );
    }

    #[test]
    fn no_text_makes_a_secret_panic(text in any::<String>(), prefix in "(whsec_|whsk_|whpk_)?") {
        for scheme in [Scheme::StandardWebhooks, Scheme::GitHub] {
            if let Ok(secret) = Secret::parse(&scheme, &format!("{prefix}{text}")) {
                prop_assert!(secret.hint().chars().count() <= 9);
            }
        }
    }
}

fn is_verified(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Verified { .. })
}

/// Whether two values differ only in the case of their hexadecimal digits, where the scheme takes both.
fn is_same_hex(scheme: &Scheme, left: &[u8], right: &[u8]) -> bool {
    let Scheme::Hmac(settings) = scheme else { return false };
    settings.encoding == DigestEncoding::Hex
        && left.starts_with(settings.prefix.as_bytes())
        && left.eq_ignore_ascii_case(right)
}
