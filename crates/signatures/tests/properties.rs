//! What must hold for every body, secret and header.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use signatures::{
    DigestEncoding, HashAlgorithm, HeaderFamily, HeaderFields, HexCase, HmacSettings, Layout, Received, Scheme, Secret,
    Signable, Verdict, explain, provider, providers, sign, verify,
};

const STANDARD: Scheme = Scheme::StandardWebhooks(HeaderFamily::Webhook);

fn github() -> Scheme {
    provider("github").unwrap().scheme.clone()
}

/// Every scheme that ships and whose secrets we can make, and HMAC settings of all sorts.
fn schemes() -> impl Strategy<Value = Scheme> {
    let shipped: Vec<Scheme> = providers()
        .iter()
        .map(|provider| provider.scheme.clone())
        .filter(|scheme| *scheme != Scheme::None && Secret::generate(scheme, [7; 32]).is_some())
        .collect();
    assert!(shipped.len() > 30);
    let algorithms = prop::sample::select(HashAlgorithm::ALL.to_vec());
    let encodings = prop::sample::select(vec![DigestEncoding::Hex, DigestEncoding::Base64]);
    let hmac = (algorithms, encodings, "[a-z0-9=]{0,8}").prop_map(|(algorithm, encoding, prefix)| {
        Scheme::hmac(&HmacSettings { header: "X-Signature".to_owned(), algorithm, encoding, prefix })
    });
    prop_oneof![3 => prop::sample::select(shipped), 1 => hmac]
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
        "Stripe-Signature",
        "Paddle-Signature",
        "X-Slack-Signature",
        "X-Slack-Request-Timestamp",
        "X-Signature-Ed25519",
        "X-Twilio-Signature",
        "X-Twilio-Webhooks-Signature-Settings",
        "Twitch-Eventsub-Message-Timestamp",
        "Authorization",
        "",
    ]);
    let values = prop_oneof![
        vec(any::<u8>(), 0..80),
        "(v1a?,|sha256=|t=1,v1=|ts=1;h1=|v0=|Basic |algorithm=)?[A-Za-z0-9+/=,; ]{0,80}".prop_map(String::into_bytes),
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
        // Up to the last second of the year 9999, which a date can still say.
        at_unix_s in 0..=253_402_300_799_i64,
        body in "\\{\"[a-z]{1,9}\": ?[1-9][0-9]{0,8}\\}",
        byte in any::<Index>(),
        bit in 0..8_u32,
    ) {
        let secrets = [Secret::generate(&scheme, random).unwrap()];
        let json: HeaderFields = [("Content-Type", "application/json")].into_iter().collect();
        let url = "https://receiver.example/in/all?x=1";
        let what = Signable { url: Some(url), headers: &json, ..Signable::new(&id, at_unix_s, body.as_bytes()) };
        let signed = sign(&scheme, &secrets, &what).unwrap();
        let (url, body) = (signed.url.unwrap_or(url.to_owned()), signed.body.unwrap_or(body.into_bytes()));
        let fields: Vec<(String, Vec<u8>)> =
            signed.headers.into_iter().map(|(name, value)| (name, value.into_bytes())).collect();
        let check = |fields: &[(String, Vec<u8>)], body: &[u8], url: &str| {
            let json = [("Content-Type".to_owned(), b"application/json".to_vec())];
            let headers: HeaderFields = fields.iter().chain(&json).map(|(name, value)| (name, value)).collect();
            let received = Received { url: Some(url), ..Received::new(&headers, body) };
            verify(&scheme, &secrets, &received, at_unix_s)
        };
        prop_assert!(is_verified(&check(&fields, &body, &url)), "{:?}", check(&fields, &body, &url));

        let flip = |bytes: &mut [u8]| {
            let at = byte.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
        };
        // A token proves nothing of the body, and Mailgun's signature covers its own time and token only.
        let covers_body = !matches!(scheme, Scheme::Token(_)) && !fields.is_empty();
        if covers_body {
            let mut altered = body.clone();
            flip(&mut altered);
            prop_assert!(!is_verified(&check(&fields, &altered, &url)));
        }
        if scheme.signs_url() {
            prop_assert!(!is_verified(&check(&fields, &body, &url.replace("x=1", "x=2"))));
        }
        for field in 0..fields.len() {
            let mut altered = fields.clone();
            flip(&mut altered[field].1);
            let is_same = is_same_in_any_case(&scheme, &altered[field].1, &fields[field].1);
            prop_assert_eq!(is_verified(&check(&altered, &body, &url)), is_same);
        }
    }

    #[test]
    fn no_header_makes_it_panic(
        scheme in schemes(),
        fields in fields(),
        body in vec(any::<u8>(), 0..64),
        now in any::<i64>(),
    ) {
        let secrets = [Secret::generate(&scheme, [7; 32]).unwrap()];
        let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
        let received = Received::new(&headers, &body);
        let verdict = verify(&scheme, &secrets, &received, now);
        prop_assert!(!is_verified(&verdict));
        prop_assert!(!explain(&verdict, &scheme, &secrets, &received).is_empty());
    }

    #[test]
    fn no_body_makes_the_diagnosis_panic(body in "[\\[\\]{}:,\"\\\\/u0-9a-fé😀 \r\n\u{feff}]{0,60}") {
        let scheme = github();
        let secrets = [Secret::generate(&scheme, [7; 32]).unwrap()];
        let value = format!("sha256={}", "0".repeat(64));
        let headers: HeaderFields = [("X-Hub-Signature-256", value.as_str())].into_iter().collect();
        let received = Received::new(&headers, body.as_bytes());
        let verdict = verify(&scheme, &secrets, &received, 0);
        prop_assert_eq!(
            explain(&verdict, &scheme, &secrets, &received),
            "The signature does not match. It was made with another secret, or the body changed on the way."
        );
    }

    #[test]
    fn no_text_makes_a_secret_panic(text in any::<String>(), prefix in "(whsec_|whsk_|whpk_)?") {
        for scheme in [STANDARD, github()] {
            if let Ok(secret) = Secret::parse(&scheme, &format!("{prefix}{text}")) {
                prop_assert!(secret.hint().chars().count() <= 9);
            }
        }
    }
}

fn is_verified(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Verified { .. })
}

/// Whether two values differ only in the case of letters that the scheme takes in both: hexadecimal digits of home-made
/// senders, and the word before a token.
fn is_same_in_any_case(scheme: &Scheme, left: &[u8], right: &[u8]) -> bool {
    match scheme {
        Scheme::Text(text) => {
            let Layout::Single { prefix } = &text.layout else { return false };
            text.encoding == DigestEncoding::Hex
                && text.hex_case == HexCase::Either
                && left.starts_with(prefix.as_bytes())
                && left.eq_ignore_ascii_case(right)
        }
        Scheme::Token(token) => {
            let end = token.prefix.len();
            left.eq_ignore_ascii_case(right) && left[end..] == right[end..]
        }
        _ => false,
    }
}
