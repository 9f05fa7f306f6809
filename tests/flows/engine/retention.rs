//! What is kept.

use serde_json::json;
use tests::Flow;

#[tokio::test]
async fn retention_is_checked_and_disk_use_is_shown() {
    let flow = Flow::start().await;
    let retention = json!({ "days": 30, "dead_letter_days": 90, "bytes_max": 1_073_741_824 });
    let settings = flow.client.patch("/settings", json!({ "retention": retention })).await;
    assert_eq!(settings["retention"], retention);
    for wrong in [
        json!({ "days": 0, "dead_letter_days": null, "bytes_max": null }),
        json!({ "days": 30, "dead_letter_days": 7, "bytes_max": null }),
        json!({ "days": null, "dead_letter_days": 7, "bytes_max": null }),
        json!({ "days": null, "dead_letter_days": null, "bytes_max": 1 }),
    ] {
        let patch = json!({ "retention": wrong });
        let (status, answer) = flow.client.call(reqwest::Method::PATCH, "/settings", Some(patch)).await;
        assert_eq!((status, &answer["field"]), (422, &json!("retention")), "{wrong}");
    }
    assert_eq!(flow.client.get("/settings").await["retention"], retention, "what was refused changed nothing");
    assert!(flow.client.get("/overview").await["storage_bytes"].as_u64().unwrap() > 0);
}
