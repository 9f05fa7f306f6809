//! Form bodies of strangers: Twilio's parameters, Mailgun's fields, Slack's commands, and what is read from them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signatures::{HeaderFields, Received, Secret, Signable, Verdict, explain, provider, sign, verify};

const URL: &str = "https://shop.example/in/shop";

fuzz_target!(|body: &[u8]| {
    let form: HeaderFields = [("content-type", "application/x-www-form-urlencoded")].into_iter().collect();
    for slug in ["twilio", "mailgun", "slack", "none"] {
        let Some(provider) = provider(slug) else { continue };
        let _ = provider.record.event.facts(&form, body);
        let Some(secret) = Secret::generate(&provider.scheme, [7; 32]) else { continue };
        let secrets = [secret];
        // What is signed as it came is verified as it came, whatever it is.
        let signable = Signable { url: Some(URL), headers: &form, ..Signable::new("msg_1", 1_764_000_000, body) };
        let Ok(signed) = sign(&provider.scheme, &secrets, &signable) else { continue };
        let mut fields: Vec<(&str, &str)> = vec![("content-type", "application/x-www-form-urlencoded")];
        fields.extend(signed.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let headers: HeaderFields = fields.into_iter().collect();
        let received = Received {
            headers: &headers,
            body: signed.body.as_deref().unwrap_or(body),
            url: signed.url.as_deref().or(Some(URL)),
            method: "POST",
            tolerance_s: None,
        };
        let verdict = verify(&provider.scheme, &secrets, &received, 1_764_000_000);
        let is_right = matches!(verdict, Verdict::Verified { .. } | Verdict::NotChecked);
        assert!(is_right, "{slug}: {}", explain(&verdict, &provider.scheme, &secrets, &received));
    }
});
