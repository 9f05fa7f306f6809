//! Other people's signatures: we make the same ones, and judge them as the vectors expect.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use signatures::{HeaderFields, Received, Scheme, Secret, SecretError, Signable, Verdict, provider, sign, verify};

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
    public_key_hex: Option<String>,
    public_key_spki_b64: Option<String>,
    seed_hex: Option<String>,
    msg_id: Option<String>,
    timestamp: Option<Timestamp>,
    now_unix: Option<i64>,
    tolerance_s: Option<u64>,
    url: Option<String>,
    params: Option<serde_json::Map<String, serde_json::Value>>,
    body_b64: Option<String>,
    body_utf8: Option<String>,
    body_gen: Option<Recipe>,
    headers: BTreeMap<String, String>,
    expect: String,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Timestamp {
    Number(i64),
    Text(String),
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
        match (&self.body_b64, &self.body_gen, &self.body_utf8) {
            (Some(base64), ..) => STANDARD.decode(base64).unwrap(),
            (None, Some(recipe), _) => [&recipe.prefix, &recipe.fill.repeat(recipe.count), &recipe.suffix]
                .map(|part| part.as_bytes().to_vec())
                .concat(),
            (None, None, Some(text)) => text.as_bytes().to_vec(),
            (None, None, None) => self.form(),
        }
    }

    fn form(&self) -> Vec<u8> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.params.as_ref().unwrap() {
            form.append_pair(name, value.as_str().unwrap());
        }
        form.finish().into_bytes()
    }

    fn at_unix_s(&self) -> i64 {
        match &self.timestamp {
            Some(Timestamp::Number(number)) => *number,
            Some(Timestamp::Text(text)) => text.parse().unwrap(),
            None => 0,
        }
    }

    fn verifying_secrets(&self, scheme: &Scheme) -> Result<Vec<Secret>, SecretError> {
        let single = [&self.secret, &self.public_key, &self.public_key_hex, &self.public_key_spki_b64];
        let texts = match &self.secrets {
            Some(secrets) => secrets.clone(),
            None => vec![single.into_iter().flatten().next().unwrap().clone()],
        };
        texts.iter().map(|text| Secret::parse(scheme, text)).collect()
    }

    fn signing_secret(&self, scheme: &Scheme) -> Secret {
        let text = [&self.signing_key, &self.seed_hex, &self.secret].into_iter().flatten().next().unwrap();
        Secret::parse(scheme, text).unwrap()
    }
}

/// Runs one file and answers how many vectors were signed and verified.
fn check(slug: &str, json: &str) -> (usize, usize) {
    let scheme = &provider(slug).unwrap().scheme;
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
    let headers: HeaderFields = vector.headers.iter().filter(|(name, _)| *name == "Content-Type").collect();
    let what = Signable {
        id,
        at_unix_s: vector.at_unix_s(),
        body: &body,
        url: vector.url.as_deref(),
        method: "POST",
        headers: &headers,
    };
    let made = sign(scheme, &[vector.signing_secret(scheme)], &what).unwrap();
    assert!(!made.headers.is_empty());
    assert_eq!((made.url, made.body), (None, None));
    for (name, value) in &made.headers {
        assert_eq!(vector.headers.get(name), Some(value), "{}: {name}", vector.id);
    }
}

fn check_verdict(scheme: &Scheme, vector: &Vector, now_unix_s: i64) {
    let body = vector.body();
    let headers: HeaderFields = vector.headers.iter().collect();
    let received = Received {
        headers: &headers,
        body: &body,
        url: vector.url.as_deref(),
        method: "POST",
        tolerance_s: vector.tolerance_s,
    };
    let (answer, reason) = match vector.verifying_secrets(scheme) {
        Err(SecretError::Blank) => ("reject", Some("blank_secret")),
        Err(error) => panic!("{}: {error}", vector.id),
        Ok(secrets) => match verify(scheme, &secrets, &received, now_unix_s) {
            Verdict::Verified { .. } => ("accept", None),
            Verdict::Rejected { reason, .. } => ("reject", Some(reason.class().word())),
            Verdict::Unsigned => ("reject", Some("missing_header")),
            Verdict::NotChecked => panic!("{}: not checked", vector.id),
        },
    };
    assert_eq!(answer, vector.expect, "{}: {reason:?}", vector.id);
    if vector.reason.is_some() {
        assert_eq!(reason, vector.reason.as_deref(), "{}", vector.id);
    }
}

#[test]
fn every_scheme_agrees_with_the_official_libraries() {
    let ran = [
        check("standard-webhooks", include_str!("vectors/standard-webhooks.json")),
        check("github", include_str!("vectors/github.json")),
        check("stripe", include_str!("vectors/stripe.json")),
        check("twilio", include_str!("vectors/twilio.json")),
        check("shopify", include_str!("vectors/shopify.json")),
        check("slack", include_str!("vectors/slack.json")),
        check("discord", include_str!("vectors/discord.json")),
        check("paddle", include_str!("vectors/paddle.json")),
        check("sendgrid", include_str!("vectors/sendgrid.json")),
    ];
    assert_eq!(ran, [(18, 44), (12, 22), (8, 30), (16, 33), (8, 18), (10, 23), (8, 13), (7, 13), (0, 10)]);
}

/// What a provider's manual or library shows: secret, URL, timestamp, id, body, and the last header that is made.
struct Published {
    slug: &'static str,
    secret: &'static str,
    url: &'static str,
    at: &'static str,
    id: &'static str,
    body: &'static str,
    signature: &'static str,
}

const PUBLISHED: [Published; 8] = [
    Published {
        slug: "standard-webhooks",
        secret: "whsec_plJ3nmyCDGBKInavdOK15jsl",
        url: "",
        at: "1731705121",
        id: "msg_loFOjxBNrRLzqYUf",
        body: r#"{"event_type":"ping","data":{"success":true}}"#,
        signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    },
    Published {
        slug: "standard-webhooks",
        secret: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        url: "",
        at: "1614265330",
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        body: r#"{"test": 2432232314}"#,
        signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
    Published {
        slug: "svix",
        secret: "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
        url: "",
        at: "1614265330",
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        body: r#"{"test": 2432232314}"#,
        signature: "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    },
    Published {
        slug: "github",
        secret: "It's a Secret to Everybody",
        url: "",
        at: "0",
        id: "",
        body: "Hello, World!",
        signature: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    },
    Published {
        slug: "paddle",
        secret: "VALID_SECRET",
        url: "",
        at: "1698796800",
        id: "",
        body: r#"{"data": ["1", "2"]}"#,
        signature: "ts=1698796800;h1=a300428748dce5c70e4da19bffd60769591ea969c99dea3105d0ec9612cf43f9",
    },
    Published {
        slug: "hubspot-v2",
        secret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
        url: "https://www.example.com/webhook_uri",
        at: "0",
        id: "",
        body: r#"{"example_field":"example_value"}"#,
        signature: "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900",
    },
    Published {
        slug: "zendesk",
        secret: "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
        url: "",
        at: "1627207200",
        id: "",
        body: r#"{"say": "hello"}"#,
        signature: "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=",
    },
    Published {
        slug: "twilio",
        secret: "12345",
        url: "https://mycompany.com/myapp.php?foo=1&bar=2",
        at: "0",
        id: "",
        body: r#"{"property": "value", "boolean": true}"#,
        signature: "a9nBmqA0ju/hNViExpshrM61xv4=",
    },
];

#[test]
fn published_examples_are_reproduced() {
    for example in PUBLISHED {
        let scheme = &provider(example.slug).unwrap().scheme;
        let headers: HeaderFields = [("Content-Type", "application/json")].into_iter().collect();
        let what = Signable {
            id: example.id,
            at_unix_s: example.at.parse().unwrap(),
            body: example.body.as_bytes(),
            url: Some(example.url).filter(|url| !url.is_empty()),
            method: "POST",
            headers: &headers,
        };
        let made = sign(scheme, &[Secret::parse(scheme, example.secret).unwrap()], &what).unwrap();
        let last = made.headers.last().map(|(_, value)| value.as_str());
        assert_eq!(last, Some(example.signature), "{}", example.slug);
    }
}
