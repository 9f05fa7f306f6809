//! Other people's signatures: we make the same ones, and judge them as the vectors expect.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use signatures::{Received, ReceivedHeaders, Scheme, Secret, Signable, Verdict, sign, verify};

#[derive(Deserialize)]
struct File {
    now_unix: i64,
    count: usize,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    kind: String,
    secret: Option<String>,
    secrets: Option<Vec<String>>,
    signing_key: Option<String>,
    public_key: Option<String>,
    msg_id: Option<String>,
    timestamp: Option<i64>,
    now_unix: Option<i64>,
    body_b64: Option<String>,
    body_gen: Option<Recipe>,
    headers: BTreeMap<String, String>,
    expect: String,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Recipe {
    prefix: String,
    fill: String,
    count: usize,
    suffix: String,
}

impl Vector {
    fn body(&self) -> Vec<u8> {
        match (&self.body_b64, &self.body_gen) {
            (Some(base64), _) => STANDARD.decode(base64).unwrap(),
            (None, Some(recipe)) => [&recipe.prefix, &recipe.fill.repeat(recipe.count), &recipe.suffix]
                .map(|part| part.as_bytes().to_vec())
                .concat(),
            (None, None) => panic!("{} has no body", self.id),
        }
    }

    fn verifying_secrets(&self, scheme: &Scheme) -> Vec<Secret> {
        let texts = match (&self.secrets, &self.secret, &self.public_key) {
            (Some(secrets), ..) => secrets.clone(),
            (_, Some(secret), _) => vec![secret.clone()],
            (.., Some(public_key)) => vec![public_key.clone()],
            _ => panic!("{} has no secret", self.id),
        };
        texts.iter().map(|text| Secret::parse(scheme, text).unwrap()).collect()
    }

    fn signing_secret(&self, scheme: &Scheme) -> Secret {
        let text = self.signing_key.as_ref().or(self.secret.as_ref()).unwrap();
        Secret::parse(scheme, text).unwrap()
    }
}

/// Runs one file and answers how many vectors were signed and verified.
fn check(scheme: &Scheme, json: &str) -> (usize, usize) {
    let file: File = serde_json::from_str(json).unwrap();
    assert_eq!(file.vectors.len(), file.count);
    for vector in &file.vectors {
        if vector.kind == "sign" {
            check_signing(scheme, vector);
        }
        check_verdict(scheme, vector, vector.now_unix.unwrap_or(file.now_unix));
    }
    (file.vectors.iter().filter(|vector| vector.kind == "sign").count(), file.vectors.len())
}

fn check_signing(scheme: &Scheme, vector: &Vector) {
    let body = vector.body();
    let id = vector.msg_id.as_deref().unwrap_or("unused");
    let what = Signable { id, at_unix_s: vector.timestamp.unwrap_or(0), body: &body };
    let made = sign(scheme, &[vector.signing_secret(scheme)], &what).unwrap();
    assert!(!made.is_empty());
    for (name, value) in &made {
        assert_eq!(vector.headers.get(name), Some(value), "{}: {name}", vector.id);
    }
}

fn check_verdict(scheme: &Scheme, vector: &Vector, now_unix_s: i64) {
    let body = vector.body();
    let headers: ReceivedHeaders = vector.headers.iter().collect();
    let received = Received { headers: &headers, body: &body };
    let verdict = verify(scheme, &vector.verifying_secrets(scheme), &received, now_unix_s);
    let answer = if matches!(verdict, Verdict::Verified { .. }) { "accept" } else { "reject" };
    assert_eq!(answer, vector.expect, "{}: {verdict:?}", vector.id);
    let reason = verdict.reason().map(|reason| reason.class().word());
    assert_eq!(reason, vector.reason.as_deref(), "{}: {verdict:?}", vector.id);
}

#[test]
fn standard_webhooks_agrees_with_the_official_libraries() {
    let ran = check(&Scheme::StandardWebhooks, include_str!("vectors/standard-webhooks.json"));
    assert_eq!(ran, (18, 44));
}

#[test]
fn github_agrees_with_the_official_library() {
    let ran = check(&Scheme::GitHub, include_str!("vectors/github.json"));
    assert_eq!(ran, (12, 22));
}

#[test]
fn published_examples_are_reproduced() {
    let what = |id, at_unix_s, body: &'static str| Signable { id, at_unix_s, body: body.as_bytes() };
    let svix = what("msg_loFOjxBNrRLzqYUf", 1_731_705_121, r#"{"event_type":"ping","data":{"success":true}}"#);
    let specification = what("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
    let documentation = what("", 0, "Hello, World!");
    let pair = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    let check = |scheme: Scheme, secret: &str, what: Signable, expected: &str| {
        let headers = sign(&scheme, &[Secret::parse(&scheme, secret).unwrap()], &what).unwrap();
        assert_eq!(headers.last().map(|(_, value)| value.as_str()), Some(expected));
    };
    check(
        Scheme::StandardWebhooks,
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        svix,
        "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    );
    check(
        Scheme::StandardWebhooks,
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        specification,
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
    check(
        Scheme::StandardWebhooks,
        pair,
        specification,
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    );
    check(
        Scheme::GitHub,
        "It's a Secret to Everybody",
        documentation,
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    );
}
