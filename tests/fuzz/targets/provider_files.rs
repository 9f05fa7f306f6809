//! Records of providers as people write them: refused with a reason, or able to verify what they sign.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signatures::{HeaderFields, ProviderRecord, Received, Secret, Signable, Verdict, explain, sign, verify};

const URL: &str = "https://shop.example/in/shop?a=b";
const BODY: &[u8] = br#"{"id":"evt_1","type":"order.paid"}"#;

fuzz_target!(|text: &str| {
    let provider = match ProviderRecord::from_toml(text).and_then(ProviderRecord::provider) {
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
        Ok(provider) => provider,
    };
    let json = serde_json::to_string(&provider.record).expect("a record is JSON");
    let again: ProviderRecord = serde_json::from_str(&json).expect("and comes back");
    assert_eq!(again, provider.record);
    let Some(secret) = Secret::generate(&provider.scheme, [7; 32]) else { return };
    let secrets = [secret];
    let signable = Signable { url: Some(URL), ..Signable::new("msg_1", 1_764_000_000, BODY) };
    let Ok(signed) = sign(&provider.scheme, &secrets, &signable) else { return };
    let headers: HeaderFields = signed.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let received = Received {
        headers: &headers,
        body: signed.body.as_deref().unwrap_or(BODY),
        url: signed.url.as_deref().or(Some(URL)),
        method: "POST",
        tolerance_s: None,
    };
    let verdict = verify(&provider.scheme, &secrets, &received, 1_764_000_000);
    let is_right = matches!(verdict, Verdict::Verified { .. } | Verdict::NotChecked);
    assert!(is_right, "{text}\n{}", explain(&verdict, &provider.scheme, &secrets, &received));
});
