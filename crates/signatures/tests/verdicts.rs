//! The rules of checking and signing, one table per rule.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use signatures::{
    DigestEncoding, HashAlgorithm, HeaderFamily, HeaderFields, HmacSettings, Received, Scheme, Secret, SecretError,
    SignError, Signable, Signed, Verdict, explain, provider, sign, verify,
};

const STANDARD: Scheme = Scheme::StandardWebhooks(HeaderFamily::Webhook);

fn github() -> Scheme {
    provider("github").unwrap().scheme.clone()
}

const NOW: i64 = 1_764_000_000;
const BODY: &[u8] = br#"{"type":"order.paid"}"#;
const NEW: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OLD: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";
const PUBLIC: &str = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
const PAIR: &str = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

type Fields = Vec<(String, String)>;

fn secrets(scheme: &Scheme, texts: &[&str]) -> Vec<Secret> {
    texts.iter().map(|text| Secret::parse(scheme, text).unwrap()).collect()
}

fn signed(scheme: &Scheme, texts: &[&str], at_unix_s: i64) -> Fields {
    sign(scheme, &secrets(scheme, texts), &Signable::new("msg_1", at_unix_s, BODY)).unwrap().headers
}

fn verdict(scheme: &Scheme, texts: &[&str], fields: &Fields) -> Verdict {
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
    verify(scheme, &secrets(scheme, texts), &Received::new(&headers, BODY), NOW)
}

fn word(scheme: &Scheme, texts: &[&str], fields: &Fields) -> &'static str {
    match verdict(scheme, texts, fields) {
        Verdict::Verified { .. } => "verified",
        Verdict::Rejected { reason, .. } => {
            let explanation = reason.explanation();
            let german = words::reread(&explanation, words::Language::German);
            assert_ne!(german, explanation, "there is no German for it");
            reason.word()
        }
        Verdict::Unsigned => "unsigned",
        Verdict::NotChecked => "not_checked",
    }
}

fn with(mut fields: Fields, name: &str, value: &str) -> Fields {
    for field in fields.iter_mut().filter(|field| field.0 == name) {
        field.1 = value.to_owned();
    }
    fields
}

fn without(mut fields: Fields, name: &str) -> Fields {
    fields.retain(|field| field.0 != name);
    fields
}

fn twice(mut fields: Fields, name: &str) -> Fields {
    let copy = fields.iter().find(|field| field.0 == name).unwrap().clone();
    fields.push((copy.0.to_ascii_uppercase(), copy.1));
    fields
}

fn hmac(algorithm: HashAlgorithm, encoding: DigestEncoding, prefix: &str) -> Scheme {
    Scheme::hmac(&HmacSettings { header: "X-Signature".to_owned(), algorithm, encoding, prefix: prefix.to_owned() })
}

#[test]
fn a_rotation_signs_with_both_secrets_and_either_verifies() {
    let standard = &STANDARD;
    let both = signed(standard, &[NEW, OLD], NOW);
    let alone: Vec<String> = [NEW, OLD].map(|text| signed(standard, &[text], NOW).pop().unwrap().1).into();
    assert_eq!(both[2], ("webhook-signature".to_owned(), alone.join(" ")));
    for held in [NEW, OLD] {
        assert_eq!(verdict(standard, &[held], &both), Verdict::Verified { secret: 0, skew_s: Some(0) });
    }
    let old_only = signed(standard, &[OLD], NOW - 7);
    assert_eq!(verdict(standard, &[NEW, OLD], &old_only), Verdict::Verified { secret: 1, skew_s: Some(-7) });
}

#[test]
fn github_and_hmac_sign_with_the_newest_secret_and_verify_with_all() {
    for scheme in [github(), hmac(HashAlgorithm::Sha512, DigestEncoding::Base64, "")] {
        let fields = signed(&scheme, &["new", "old"], NOW);
        assert_eq!(fields, signed(&scheme, &["new"], 0));
        assert_eq!(verdict(&scheme, &["newer", "new"], &fields), Verdict::Verified { secret: 1, skew_s: None });
    }
}

#[test]
fn ed25519_signs_with_the_pair_and_verifies_with_the_public_key() {
    let standard = &STANDARD;
    let fields = signed(standard, &[PAIR], NOW);
    assert_eq!(word(standard, &[PUBLIC], &fields), "verified");
    assert_eq!(word(standard, &[PAIR], &fields), "verified");
    assert_eq!(word(standard, &[NEW], &fields), "unsupported_version");
    assert_eq!(word(standard, &[NEW, PUBLIC], &fields), "verified");
    assert_eq!(word(standard, &[PUBLIC], &signed(standard, &[NEW, PAIR], NOW)), "verified");
}

#[test]
fn the_age_is_limited_on_both_sides_and_the_limit_is_allowed() {
    let standard = &STANDARD;
    let at = |at_unix_s| word(standard, &[NEW], &signed(standard, &[NEW], at_unix_s));
    assert_eq!(at(NOW - 300), "verified");
    assert_eq!(at(NOW - 301), "timestamp_too_old");
    assert_eq!(at(NOW + 300), "verified");
    assert_eq!(at(NOW + 301), "timestamp_in_future");
    assert_eq!(at(0), "timestamp_too_old");
    assert_eq!(at(i64::MAX), "timestamp_in_future");
}

#[test]
fn extreme_clocks_do_not_panic() {
    let standard = &STANDARD;
    let fields = signed(standard, &[NEW], i64::MAX);
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
    let received = Received::new(&headers, BODY);
    for now in [i64::MIN, -1, 0, i64::MAX] {
        let verdict = verify(standard, &secrets(standard, &[NEW]), &received, now);
        assert!(!explain(&verdict, standard, &[], &received).is_empty());
    }
}

#[test]
fn an_old_timestamp_without_a_right_signature_is_a_mismatch() {
    let standard = &STANDARD;
    let fields = signed(standard, &[OLD], NOW - 10_000);
    assert_eq!(word(standard, &[NEW], &fields), "signature_mismatch");
    assert_eq!(verdict(standard, &[NEW], &fields).skew_s(), Some(-10_000));
}

#[test]
fn standard_webhooks_headers_must_be_whole() {
    let standard = &STANDARD;
    let good = signed(standard, &[NEW], NOW);
    let signature = good[2].1.clone();
    let cases = [
        ("verified", good.clone()),
        ("unsigned", vec![("content-type".to_owned(), "application/json".to_owned())]),
        ("header_missing", without(good.clone(), "webhook-signature")),
        ("header_missing", with(good.clone(), "webhook-id", "")),
        ("header_duplicated", twice(good.clone(), "webhook-signature")),
        ("header_duplicated", twice(good.clone(), "webhook-timestamp")),
        ("id_malformed", with(good.clone(), "webhook-id", "msg.1")),
        ("timestamp_malformed", with(good.clone(), "webhook-timestamp", "-9223372036854775808")),
        ("timestamp_malformed", with(good.clone(), "webhook-timestamp", "99999999999999999999")),
        ("signature_malformed", with(good.clone(), "webhook-signature", "rAvfW3dJ")),
        ("unsupported_version", with(good.clone(), "webhook-signature", "v2,rAvfW3dJ v3,x")),
        ("verified", with(good.clone(), "webhook-signature", &format!("v2,x  {signature} "))),
        ("verified", with(good.clone(), "webhook-signature", &format!("{}{signature}", "v9,x ".repeat(15)))),
        ("too_many_signatures", with(good.clone(), "webhook-signature", &format!("{}{signature}", "v9,x ".repeat(16)))),
        ("signature_mismatch", with(good, "webhook-signature", &signature.replace('=', ""))),
    ];
    for (expected, fields) in cases {
        assert_eq!(word(standard, &[NEW], &fields), expected, "{fields:?}");
    }
}

#[test]
fn the_svix_names_count_only_when_the_newer_ones_are_absent() {
    let standard = &STANDARD;
    let renamed = |fields: &Fields| -> Fields {
        fields.iter().map(|(name, value)| (name.replace("webhook-", "Svix-"), value.clone())).collect()
    };
    let good = signed(standard, &[NEW], NOW);
    assert_eq!(word(standard, &[NEW], &renamed(&good)), "verified");
    let mixed = [renamed(&good), vec![good[0].clone()]].concat();
    assert_eq!(word(standard, &[NEW], &mixed), "header_missing");
}

#[test]
fn digest_headers_must_be_whole() {
    let github = &github();
    let good = signed(github, &["secret"], NOW);
    let name = good[0].0.clone();
    let value = good[0].1.clone();
    let upper_case = format!("sha256={}", value.trim_start_matches("sha256=").to_ascii_uppercase());
    let legacy = ("X-Hub-Signature".to_owned(), "sha1=eade8126bf9737674ff974c04e79e08c768c8858".to_owned());
    let cases = [
        ("verified", good.clone()),
        ("verified", [vec![legacy.clone()], good.clone()].concat()),
        ("unsigned", Vec::new()),
        ("legacy_signature_only", vec![legacy]),
        ("header_missing", with(good.clone(), &name, "")),
        ("header_duplicated", twice(good.clone(), &name)),
        ("signature_malformed", with(good.clone(), &name, "sha1=eade8126bf9737674ff974c04e79e08c768c8858")),
        ("signature_malformed", with(good.clone(), &name, &format!("{value},{value}"))),
        ("signature_mismatch", with(good.clone(), &name, &upper_case)),
        ("signature_mismatch", with(good.clone(), &name, "sha256=")),
        ("signature_mismatch", with(good, &name, &format!("{value}00"))),
    ];
    for (expected, fields) in cases {
        assert_eq!(word(github, &["secret"], &fields), expected, "{fields:?}");
    }
}

#[test]
fn home_made_senders_may_write_hexadecimal_in_upper_case() {
    let scheme = hmac(HashAlgorithm::Sha1, DigestEncoding::Hex, "");
    let good = signed(&scheme, &["secret"], NOW);
    let upper_case = good[0].1.to_ascii_uppercase();
    assert_ne!(good[0].1, upper_case);
    assert_eq!(word(&scheme, &["secret"], &with(good, "X-Signature", &upper_case)), "verified");
}

#[test]
fn without_a_usable_secret_nothing_is_verified() {
    for scheme in [STANDARD, github(), hmac(HashAlgorithm::Sha256, DigestEncoding::Hex, "")] {
        let secret = Secret::generate(&scheme, [7; 32]).unwrap();
        let fields = sign(&scheme, &[secret], &Signable::new("msg_1", NOW, BODY)).unwrap().headers;
        assert_eq!(word(&scheme, &[], &fields), "no_secret");
        assert_eq!(word(&scheme, &[], &Vec::new()), "unsigned");
    }
    let standard = &STANDARD;
    let fields = signed(standard, &[NEW], NOW);
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
    let received = Received::new(&headers, BODY);
    let of_another_scheme = secrets(&github(), &["short"]);
    let verdict = verify(standard, &of_another_scheme, &received, NOW);
    assert_eq!(verdict.reason().map(|reason| reason.word()), Some("secret_malformed"));
    assert_eq!(verify(&Scheme::None, &of_another_scheme, &received, NOW), Verdict::NotChecked);
}

#[test]
fn nothing_is_signed_that_could_not_be_verified() {
    let standard = STANDARD;
    let attempt = |texts: &[&str], id: &str, at_unix_s: i64| {
        sign(&standard, &secrets(&standard, texts), &Signable::new(id, at_unix_s, BODY)).err()
    };
    assert_eq!(attempt(&[NEW], "msg_1", 0), None);
    assert_eq!(attempt(&[], "msg_1", 0), Some(SignError::NoSecret));
    for id in ["", "msg.1", "msg 1", "msg\r\nx: y", "mség"] {
        assert_eq!(attempt(&[NEW], id, 0), Some(SignError::Id), "{id:?}");
    }
    assert_eq!(attempt(&[NEW], "msg_1", -1), Some(SignError::Time));
    assert_eq!(attempt(&[NEW, PUBLIC], "msg_1", 0), Some(SignError::PublicKey { secret: 1 }));
    let short = secrets(&github(), &["c2hvcnQ="]);
    let what = Signable::new("msg_1", 0, BODY);
    let unfit = SignError::Secret { secret: 0, source: SecretError::WrongLength { bytes: 5 } };
    assert_eq!(sign(&standard, &short, &what), Err(unfit));
    assert_eq!(sign(&github(), &[], &what), Err(SignError::NoSecret));
    assert_eq!(sign(&Scheme::None, &[], &what), Ok(Signed::default()));
}

#[test]
fn verdicts_are_explained_in_plain_words() {
    let standard = &STANDARD;
    let explanation = |fields: &Fields| verdict(standard, &[NEW], fields).explanation(standard);
    assert_eq!(
        explanation(&signed(standard, &[NEW], NOW - 421)),
        "The signature is right, but it was made 7 minutes 1 second ago and 5 minutes are allowed. \
         Either an old request was sent again, or a clock is wrong: sign anew for each attempt."
    );
    assert_eq!(
        explanation(&Vec::new()),
        "The request is not signed: it has no `webhook-id`, no `webhook-timestamp`, no `webhook-signature`. \
         Turn signing on at the sender, or let this source accept unsigned requests."
    );
    let in_milliseconds = signed(standard, &[NEW], NOW * 1000);
    assert!(explanation(&in_milliseconds).contains("milliseconds"));
}
