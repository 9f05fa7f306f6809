//! The receiver behind a tunnel, with programs that print what the real ones print.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Flow, text};

/// Prints what `cloudflared` prints for a quick tunnel, and stays.
const CLOUDFLARED: &str = r#"#!/bin/sh
echo $$ > "$(dirname "$0")/running"
echo "$0 $*" >&2
echo '2026-01-01T12:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...' >&2
echo '2026-01-01T12:00:01Z INF |  https://seal-lake-fine-words.trycloudflare.com  |' >&2
exec sleep 600
"#;

/// An `ngrok` without an account.
const NGROK: &str = r#"#!/bin/sh
echo '{"lvl":"info","msg":"starting web service","addr":"127.0.0.1:4040"}'
echo '{"err":"authentication failed: Usage of ngrok requires a verified account.","lvl":"eror","msg":"session closing"}'
exit 1
"#;

fn install(programs: &Path, name: &str, script: &str) {
    let file = programs.join(name);
    std::fs::write(&file, script).expect("written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("made a program");
}

async fn tunnel(flow: &Flow, state: &str) -> Value {
    flow.client
        .until(&format!("the tunnel is {state}"), async || {
            let status = flow.client.get("/tunnel").await["status"].clone();
            (status["state"] == state).then_some(status)
        })
        .await
}

/// Whether the process of that number is there.
fn is_running(programs: &Path) -> bool {
    let number = std::fs::read_to_string(programs.join("running")).expect("it was started");
    let state = std::fs::read_to_string(format!("/proc/{}/stat", number.trim())).unwrap_or_default();
    !state.is_empty() && !state.contains(") Z ")
}

#[tokio::test]
async fn an_installed_program_gives_the_receiver_an_address_until_it_is_ended() {
    let programs = tempfile::tempdir().expect("a directory");
    install(programs.path(), "cloudflared", CLOUDFLARED);
    install(programs.path(), "ngrok", NGROK);
    let path = std::env::join_paths([programs.path(), Path::new("/usr/bin"), Path::new("/bin")]).expect("a path");
    let flow = Flow::start_with(|configuration| configuration.program_path = Some(path)).await;
    let found = flow.client.get("/tunnel").await;
    let installed: Vec<(String, bool)> = found["programs"]
        .as_array()
        .expect("programs")
        .iter()
        .map(|program| (text(&program["program"]), program["path"].is_string()))
        .collect();
    assert_eq!(installed[..2], [("cloudflared".to_owned(), true), ("ngrok".to_owned(), true)]);
    assert_eq!(found["status"], Value::Null);

    flow.client.post("/tunnel", json!({ "program": "cloudflared" })).await;
    let up = tunnel(&flow, "up").await;
    assert_eq!(up["url"], "https://seal-lake-fine-words.trycloudflare.com");
    let port = flow.client.receive.rsplit_once(':').expect("a port").1;
    let called = text(&up["lines"][0]);
    assert!(called.ends_with(&format!("tunnel --no-autoupdate --url http://127.0.0.1:{port}")), "{called}");
    let source = flow.client.get("/sources").await["items"][0].clone();
    let expected = format!("https://seal-lake-fine-words.trycloudflare.com/in/{}", text(&source["slug"]));
    assert_eq!(source["tunnel_url"], json!(expected));
    let (status, problem) = flow.client.call(Method::POST, "/tunnel", Some(json!({ "program": "ngrok" }))).await;
    assert_eq!((status, &problem["code"]), (409, &json!("not_possible")));
    assert!(is_running(programs.path()));

    flow.client.call(Method::DELETE, "/tunnel", None).await;
    assert_eq!(flow.client.get("/tunnel").await["status"], Value::Null);
    flow.client.until("it was ended", async || (!is_running(programs.path())).then_some(())).await;
    assert_eq!(flow.client.get("/sources").await["items"][0]["tunnel_url"], Value::Null);

    flow.client.post("/tunnel", json!({ "program": "ngrok" })).await;
    let failed = tunnel(&flow, "failed").await;
    let problem = text(&failed["problem"]);
    assert_eq!(problem, "ngrok ended with code 1: authentication failed: Usage of ngrok requires a verified account.");

    // One that failed makes room; one that is on ends with the app.
    flow.client.post("/tunnel", json!({ "program": "cloudflared" })).await;
    tunnel(&flow, "up").await;
    flow.app.stop().await;
    assert!(!is_running(programs.path()));
}

#[tokio::test]
async fn what_is_not_installed_is_said() {
    let flow = Flow::start_with(|configuration| configuration.program_path = None).await;
    for (program, status, code) in [("tailscale", 409, "not_installed"), ("telnet", 422, "invalid_field")] {
        let (answered, problem) = flow.client.call(Method::POST, "/tunnel", Some(json!({ "program": program }))).await;
        assert_eq!((answered, &problem["code"]), (status, &json!(code)), "{problem}");
    }
}
