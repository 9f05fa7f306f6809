//! Each mistake a sender can make is made once, and must be named.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use signatures::{
    Cause, DigestEncoding, HashAlgorithm, HeaderFamily, HeaderFields, HmacSettings, JsonLayout, JsonStrings,
    JsonWriting, Received, Scheme, Secret, Writing, diagnose, explain, provider, verify,
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
