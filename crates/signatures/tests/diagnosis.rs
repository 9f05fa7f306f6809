//! Each mistake a sender can make is made once, and must be named.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use signatures::{
    Cause, DigestEncoding, ForeignSecret, HashAlgorithm, HeaderFamily, HeaderFields, HmacSettings, JsonLayout,
    JsonStrings, JsonWriting, Received, Scheme, Secret, Signable, Verdict, Writing, diagnose, expected, explain,
    explain_with, provider, verify,
};

const STANDARD_WEBHOOKS: Scheme = Scheme::StandardWebhooks(HeaderFamily::Webhook);

fn github() -> Scheme {
    provider("github").unwrap().scheme.clone()
}

const NOW: i64 = 1_764_000_000;
const TEXT_SECRET: &str = "c2VjcmV0IGJ5dGVzIG9mIG91ciBvd24gbWFraW5n";
const SHARED_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY: &str = "{\"a\": 1.0, \"url\": \"https://é.example\"}";

fn sha256(key: impl AsRef<[u8]>, text: impl AsRef<[u8]>) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key.as_ref()).unwrap().chain_update(text).finalize().into_bytes().to_vec()
}

fn sha1(key: impl AsRef<[u8]>, text: impl AsRef<[u8]>) -> Vec<u8> {
    Hmac::<Sha1>::new_from_slice(key.as_ref()).unwrap().chain_update(text).finalize().into_bytes().to_vec()
}

fn other(used: Writing, due: DigestEncoding) -> Cause {
    Cause::OtherWriting { used, due }
}

fn in_german(english: &str) -> String {
    words::reread(english, words::Language::German).into_owned()
}

fn check(scheme: &Scheme, secret: &str, fields: &[(&str, &str)], body: &[u8], expected: &[Cause]) {
    let headers: HeaderFields = fields.iter().copied().collect();
    let received = Received::new(&headers, body);
    let secrets = [Secret::generate(scheme, [9; 32]).unwrap(), Secret::parse(scheme, secret).unwrap()];
    let verdict = verify(scheme, &secrets, &received, NOW);
    assert_eq!(verdict.reason().map(|reason| reason.word()), Some("signature_mismatch"), "{expected:?}");
    assert_eq!(diagnose(scheme, &secrets, &[], &received), expected, "{fields:?}");
    let explanation = explain(&verdict, scheme, &secrets, &received);
    assert!(explanation.starts_with("The signature does not match. "), "{explanation}");
    for cause in expected {
        assert!(explanation.contains(&cause.explanation()), "{explanation}");
        assert!(cause.explanation() != in_german(&cause.explanation()), "there is no German for {cause:?}");
    }
}

/// A sender of HMAC-SHA256 in hexadecimal.
fn check_hmac(written: &str, body: &str, expected: &[Cause]) {
    check_hmac_with(TEXT_SECRET, written, body, expected);
}

fn check_hmac_with(secret: &str, written: &str, body: &str, expected: &[Cause]) {
    let scheme = Scheme::hmac(&HmacSettings {
        header: "X-Signature".to_owned(),
        algorithm: HashAlgorithm::Sha256,
        encoding: DigestEncoding::Hex,
        prefix: String::new(),
    });
    check(&scheme, secret, &[("X-Signature", written)], body.as_bytes(), expected);
}

/// A sender of Standard Webhooks, id `msg_1`, timestamp `NOW`.
fn check_standard(written: &str, expected: &[Cause]) {
    let timestamp = NOW.to_string();
    let signature = format!("v1,{written}");
    let fields =
        [("webhook-id", "msg_1"), ("webhook-timestamp", timestamp.as_str()), ("webhook-signature", &signature)];
    check(&STANDARD_WEBHOOKS, SHARED_SECRET, &fields, BODY.as_bytes(), expected);
}

#[test]
fn changed_bodies_are_recognised() {
    let cases: [(&str, &str, Cause); 9] = [
        ("{}", "{}\n", Cause::NewlineAdded),
        ("{}", "{}\r\n", Cause::NewlineAdded),
        ("{}\n", "{}", Cause::NewlineRemoved),
        ("{}\r\n", "{}", Cause::NewlineRemoved),
        ("a\r\nb\r\n", "a\nb\n", Cause::LineEndingsChanged),
        ("a\nb\n", "a\r\nb\r\n", Cause::LineEndingsChanged),
        ("{}", "\u{feff}{}", Cause::ByteOrderMarkAdded),
        ("\u{feff}{}", "{}", Cause::ByteOrderMarkRemoved),
        ("", "{}", Cause::BodyNotSigned),
    ];
    for (signed, received, cause) in cases {
        check_hmac(&hex::encode(sha256(TEXT_SECRET, signed)), received, &[cause]);
    }
}

#[test]
fn json_written_anew_is_recognised() {
    let writing = |layout, strings| Cause::JsonRewritten { signed: JsonWriting { layout, strings } };
    let cases = [
        (r#"{"a":1.0,"url":"https://é.example"}"#, writing(JsonLayout::Compact, JsonStrings::AsWritten)),
        (r#"{"a": 1.0, "url": "https://\u00e9.example"}"#, writing(JsonLayout::Spaced, JsonStrings::Ascii)),
        (r#"{"a":1.0,"url":"https:\/\/\u00e9.example"}"#, writing(JsonLayout::Compact, JsonStrings::AsciiAndSlashes)),
        (
            "{\n  \"a\": 1.0,\n  \"url\": \"https://é.example\"\n}",
            writing(JsonLayout::Indented(2), JsonStrings::AsWritten),
        ),
        (
            "{\n    \"a\": 1.0,\n    \"url\": \"https://\\u00e9.example\"\n}",
            writing(JsonLayout::Indented(4), JsonStrings::Ascii),
        ),
    ];
    for (signed, cause) in cases {
        check_hmac(&hex::encode(sha256(TEXT_SECRET, signed)), BODY, &[cause]);
    }
    let received = r#"{"a": 1.0, "url": "https://\u00e9.example"}"#;
    let signed = r#"{"a":1.0,"url":"https://é.example"}"#;
    let plain = writing(JsonLayout::Compact, JsonStrings::Plain);
    check_hmac(&hex::encode(sha256(TEXT_SECRET, signed)), received, &[plain]);
}

#[test]
fn other_writings_of_the_digest_are_recognised() {
    let digest = sha256(TEXT_SECRET, BODY);
    let hex = hex::encode(&digest);
    let due = DigestEncoding::Hex;
    check_hmac(&STANDARD.encode(&digest), BODY, &[other(Writing::Base64, due)]);
    check_hmac(STANDARD.encode(&digest).trim_end_matches('='), BODY, &[other(Writing::UnpaddedBase64, due)]);
    check_hmac(&STANDARD.encode(&hex), BODY, &[other(Writing::Base64OfHex, due)]);
    check_hmac(&format!("sha256={hex}"), BODY, &[Cause::UnexpectedPrefix { prefix: "sha256=" }]);
    let upper_case = format!("sha256={}", hex.to_ascii_uppercase());
    let fields = [("X-Hub-Signature-256", upper_case.as_str())];
    check(&github(), TEXT_SECRET, &fields, BODY.as_bytes(), &[other(Writing::UpperHex, due)]);
}

#[test]
fn standard_webhooks_in_other_writings_are_recognised() {
    let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let digest = sha256(key, format!("msg_1.{NOW}.{BODY}"));
    let due = DigestEncoding::Base64;
    check_standard(&hex::encode(&digest), &[other(Writing::LowerHex, due)]);
    check_standard(&STANDARD.encode(hex::encode(&digest)), &[other(Writing::Base64OfHex, due)]);
    let url_safe = URL_SAFE_NO_PAD.encode(&digest);
    assert!(url_safe.contains(['-', '_']), "the digest must tell the two alphabets apart");
    check_standard(&url_safe, &[other(Writing::UrlSafeBase64, due)]);
}

#[test]
fn other_keys_are_recognised() {
    let decoded = STANDARD.decode(TEXT_SECRET).unwrap();
    let from_base64 = Cause::SecretDecoded { from: DigestEncoding::Base64 };
    check_hmac(&hex::encode(sha256(&decoded, BODY)), BODY, std::slice::from_ref(&from_base64));
    let with_prefix = format!("whsec_{TEXT_SECRET}");
    check_hmac_with(&with_prefix, &hex::encode(sha256(&decoded, BODY)), BODY, &[from_base64]);
    let hex_secret = "00ff".repeat(16);
    let from_hex = Cause::SecretDecoded { from: DigestEncoding::Hex };
    check_hmac_with(&hex_secret, &hex::encode(sha256([0, 255].repeat(16), BODY)), BODY, &[from_hex]);
    check_hmac_with("secret\n", &hex::encode(sha256("secret", BODY)), BODY, &[Cause::SecretHasWhitespace]);
    check_hmac_with("secret", &hex::encode(sha256("secret\n", BODY)), BODY, &[Cause::SecretLacksNewline]);
    let text = format!("msg_1.{NOW}.{BODY}");
    for key in [SHARED_SECRET, SHARED_SECRET.trim_start_matches("whsec_")] {
        check_standard(&STANDARD.encode(sha256(key, &text)), &[Cause::SecretNotDecoded]);
    }
}

#[test]
fn other_hashes_are_recognised() {
    let used = Cause::OtherAlgorithm { used: HashAlgorithm::Sha1, due: HashAlgorithm::Sha256 };
    check_hmac(&hex::encode(sha1(TEXT_SECRET, BODY)), BODY, &[used]);
    check_hmac(&hex::encode(Sha256::digest(format!("{TEXT_SECRET}{BODY}"))), BODY, &[Cause::PlainHash]);
    check_hmac(&hex::encode(Sha256::digest(format!("{BODY}{TEXT_SECRET}"))), BODY, &[Cause::PlainHash]);
    check_hmac(&hex::encode(Sha256::digest(BODY)), BODY, &[Cause::HashWithoutSecret]);
}

#[test]
fn another_signed_text_is_recognised() {
    let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let due = |signed| Cause::OtherText { signed, due: "{id}.{timestamp}.{body}".to_owned() };
    let cases = [
        (BODY.to_owned(), due("{body}")),
        (format!("{NOW}.{BODY}"), due("{timestamp}.{body}")),
        (format!("{NOW}.msg_1.{BODY}"), due("{timestamp}.{id}.{body}")),
        (format!("msg_1.{NOW}.{BODY}\n"), Cause::NewlineRemoved),
    ];
    for (signed, cause) in cases {
        check_standard(&STANDARD.encode(sha256(&key, signed)), &[cause]);
    }
}

#[test]
fn a_second_mistake_in_the_writing_is_named_too() {
    let written = STANDARD.encode(sha1(TEXT_SECRET, BODY));
    let used = Cause::OtherAlgorithm { used: HashAlgorithm::Sha1, due: HashAlgorithm::Sha256 };
    check_hmac(&written, BODY, &[used, other(Writing::Base64, DigestEncoding::Hex)]);
}

#[test]
fn the_mere_shape_says_something_when_nothing_is_proven() {
    let of = |secret: &str| hex::encode(sha256(secret, BODY));
    let length = |characters| Cause::WrongLength { characters, characters_due: 64 };
    check_hmac(&of(TEXT_SECRET)[..63], BODY, &[length(63)]);
    check_hmac(&format!("{}00", of(TEXT_SECRET)), BODY, &[length(66)]);
    check_hmac("not a digest", BODY, &[Cause::Unreadable { due: DigestEncoding::Hex }]);
    let looks_like = Cause::LengthOfOtherAlgorithm { used: HashAlgorithm::Sha1, due: HashAlgorithm::Sha256 };
    check_hmac(&hex::encode(sha1("another secret", BODY)), BODY, &[looks_like]);
    check_hmac(&of("another secret"), BODY, &[]);
}

#[test]
fn a_large_body_is_tried_as_it_is_only() {
    let body = "a".repeat(256 * 1024 + 1);
    let digest = sha256(TEXT_SECRET, &body);
    check_hmac(&STANDARD.encode(&digest), &body, &[other(Writing::Base64, DigestEncoding::Hex)]);
    check_hmac(&hex::encode(sha256(TEXT_SECRET, format!("{body}\n"))), &body, &[]);
}

/// A sender of the provider, signing what it believes is right; then what is received is another thing.
struct Mistake {
    provider: &'static str,
    secret: &'static str,
    /// What the sender signs with.
    sender_secret: &'static str,
    sender_url: &'static str,
    known_url: &'static str,
    content_type: &'static str,
    signed: Vec<u8>,
    received: Vec<u8>,
    /// Header fields a proxy adds.
    added: &'static [(&'static str, &'static str)],
    cause: &'static str,
}

const STRIPE_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

impl Mistake {
    fn of(provider: &'static str, secret: &'static str, cause: &'static str) -> Self {
        Self {
            provider,
            secret,
            sender_secret: secret,
            sender_url: "https://shop.example/in/hook",
            known_url: "https://shop.example/in/hook",
            content_type: "application/json",
            signed: BODY.as_bytes().to_vec(),
            received: BODY.as_bytes().to_vec(),
            added: &[],
            cause,
        }
    }

    fn check(&self) {
        let scheme = &provider(self.provider).unwrap().scheme;
        let content_type: HeaderFields = [("Content-Type", self.content_type)].into_iter().collect();
        let what = Signable {
            url: Some(self.sender_url),
            headers: &content_type,
            ..Signable::new("msg_1", NOW, &self.signed)
        };
        let sender = [Secret::parse(scheme, self.sender_secret).unwrap()];
        let made = signatures::sign(scheme, &sender, &what).unwrap();
        let content_type = ("Content-Type".to_owned(), self.content_type.to_owned());
        let fields: Vec<(String, String)> = made
            .headers
            .into_iter()
            .chain([content_type])
            .chain(self.added.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
            .collect();
        let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
        let known_url = match made.url.as_deref().and_then(|url| url.split_once('?')) {
            Some((_, query)) => format!("{}?{query}", self.known_url),
            None => self.known_url.to_owned(),
        };
        let received = Received { url: Some(&known_url), ..Received::new(&headers, &self.received) };
        let own = [Secret::parse(scheme, self.secret).unwrap()];
        let foreign_secret = Secret::parse(scheme, "whsec_of_live_mode_c2VjcmV0IGJ5dGVz")
            .or_else(|_| Secret::parse(scheme, &"ab".repeat(32)).or_else(|_| Secret::parse(scheme, "ada:lovelace")));
        let foreign_secret = foreign_secret.unwrap();
        let foreign = [ForeignSecret { secret: &foreign_secret, owner: "the source Stripe live" }];
        let verdict = verify(scheme, &own, &received, NOW);
        assert!(matches!(verdict, Verdict::Rejected { .. }), "{}: {}", self.provider, self.cause);
        let causes = diagnose(scheme, &own, &foreign, &received);
        let words: Vec<&str> = causes.iter().map(Cause::word).collect();
        assert_eq!(words, [self.cause], "{}: {causes:?}", self.provider);
        let explanation = explain_with(&verdict, scheme, &own, &foreign, &received);
        assert!(explanation.ends_with(&causes[0].explanation()), "{explanation}");
        assert_ne!(in_german(&explanation), explanation, "there is no German for it");
        let tells_a_secret = [self.secret, self.sender_secret].iter().any(|secret| explanation.contains(secret));
        assert!(!tells_a_secret, "{explanation}");
    }
}

#[test]
fn each_mistake_of_senders_and_proxies_is_named() {
    let stripe = |cause| Mistake::of("stripe", STRIPE_SECRET, cause);
    let twilio = |cause| Mistake {
        content_type: "application/x-www-form-urlencoded",
        signed: b"Body=Hello+you&From=%2B1415".to_vec(),
        received: b"Body=Hello+you&From=%2B1415".to_vec(),
        ..Mistake::of("twilio", "12345", cause)
    };
    let square = |cause| Mistake::of("square", "Ibxx_5AKakO-3qeNVR61Dw", cause);
    let https = "https://shop.example/in/hook";
    let mistakes = [
        // Secrets: of another endpoint or mode, decoded where it should not be, or the reverse.
        Mistake { sender_secret: "whsec_of_live_mode_c2VjcmV0IGJ5dGVz", ..stripe("foreign_secret") },
        Mistake { sender_secret: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ..stripe("secret_prefix_dropped") },
        Mistake { secret: "12345\n", sender_secret: "12345", ..twilio("secret_has_whitespace") },
        Mistake { secret: "12345", sender_secret: "12345\n", ..twilio("secret_lacks_newline") },
        Mistake {
            sender_secret: "whsec_somebody_else",
            signed: br#"{"livemode":false}"#.to_vec(),
            received: br#"{"livemode":false}"#.to_vec(),
            ..stripe("test_and_live_mode")
        },
        // Bodies: written anew, sorted, trimmed, transcoded.
        Mistake { received: br#"{"a":1.0,"url":"https://\u00e9.example"}"#.to_vec(), ..stripe("json_rewritten") },
        Mistake {
            signed: br#"{"a":[{"c":2,"d":1.0}],"b":1}"#.to_vec(),
            received: br#"{"b":1,"a":[{"d":1.0,"c":2}]}"#.to_vec(),
            ..stripe("json_keys_sorted")
        },
        Mistake {
            signed: br#"{"a": 2, "b": 1}"#.to_vec(),
            received: br#"{"b": 1, "a": 2}"#.to_vec(),
            ..Mistake::of("github", "secret", "json_keys_sorted")
        },
        Mistake { signed: b"[{}]\r\n".to_vec(), received: b"[{}]".to_vec(), ..stripe("newline_removed") },
        Mistake { signed: b"[{}]".to_vec(), received: b"[{}]\n".to_vec(), ..stripe("newline_added") },
        Mistake { signed: b"a\r\nb".to_vec(), received: b"a\nb".to_vec(), ..stripe("line_endings_changed") },
        Mistake { signed: b"caf\xe9".to_vec(), received: "café".into(), ..stripe("transcoded") },
        Mistake { signed: "café".into(), received: b"caf\xe9".to_vec(), ..stripe("transcoded") },
        Mistake {
            content_type: "application/x-www-form-urlencoded",
            signed: b"text=hello+you&x=1".to_vec(),
            received: b"text=hello%20you&x=1".to_vec(),
            ..Mistake::of("slack", "8f742231b10e8888abcd99yyyzzz85a5", "form_rewritten")
        },
        Mistake { signed: Vec::new(), ..stripe("body_not_signed") },
        // URLs: http and https, port, host, slash, query.
        Mistake { known_url: "http://shop.example/in/hook", ..twilio("other_url") },
        Mistake { known_url: "https://shop.example:8443/in/hook", sender_url: https, ..square("other_url") },
        Mistake { known_url: "https://shop.example:443/in/hook", sender_url: https, ..square("other_url") },
        Mistake {
            known_url: "http://localhost:4665/in/hook",
            added: &[("Host", "localhost:4665"), ("X-Forwarded-Host", "shop.example")],
            ..square("other_url")
        },
        Mistake { known_url: "https://shop.example/in/hook/", ..square("other_url") },
        Mistake {
            known_url: "https://shop.example/in/hook?b=2&a=1",
            sender_url: "https://shop.example/in/hook?a=1&b=2",
            ..square("other_url")
        },
        Mistake { known_url: "https://shop.example/in/hook?a=1", ..square("other_url") },
        Mistake {
            known_url: "http://shop.example/in/hook",
            ..Mistake::of("hubspot-v3", "yyyyyyyy-yyyy-yyyy", "other_url")
        },
        // Tokens.
        Mistake {
            sender_secret: "whsec_of_live_mode_c2VjcmV0IGJ5dGVz",
            ..Mistake::of("gitlab", "t0ken", "foreign_secret")
        },
    ];
    for mistake in mistakes {
        mistake.check();
    }
}

#[test]
fn an_asymmetric_signature_is_diagnosed_too() {
    let scheme = &provider("discord").unwrap().scheme;
    let pair = Secret::generate(scheme, [5; 32]).unwrap();
    let made = signatures::sign(scheme, &[pair], &Signable::new("", NOW, b"{}")).unwrap();
    let headers: HeaderFields = made.headers.iter().map(|(name, value)| (name, value)).collect();
    let own = [Secret::generate(scheme, [5; 32]).unwrap()];
    let received = Received::new(&headers, b"{}\n");
    assert_eq!(diagnose(scheme, &own, &[], &received), [Cause::NewlineAdded]);
}

#[test]
fn the_expected_headers_are_those_a_right_request_has() {
    let scheme = &provider("stripe").unwrap().scheme;
    let secret = || [Secret::parse(scheme, STRIPE_SECRET).unwrap()];
    let wrong = format!("t={NOW},v1={}", "0".repeat(64));
    let headers: HeaderFields = [("Stripe-Signature", wrong.as_str())].into_iter().collect();
    let received = Received::new(&headers, BODY.as_bytes());
    let due = signatures::sign(scheme, &secret(), &Signable::new("", NOW, BODY.as_bytes())).unwrap().headers;
    assert_eq!(expected(scheme, &secret(), &received), Some(due.clone()));
    let headers: HeaderFields = due.iter().map(|(name, value)| (name, value)).collect();
    let right = Received::new(&headers, BODY.as_bytes());
    assert!(matches!(verify(scheme, &secret(), &right, NOW), Verdict::Verified { .. }));
}
