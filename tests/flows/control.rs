//! Who may use the control listener, and how the API refuses.

use reqwest::Method;
use serde_json::json;
use tests::{Flow, Program, http_client, send_raw, text};

#[tokio::test]
async fn without_the_token_or_from_another_page_nothing_is_read_or_changed() {
    let flow = Flow::start().await;
    let url = |path: &str| format!("{}{path}", flow.client.control);
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status().as_u16();
    let http = http_client();
    assert_eq!(status(http.get(url("/api/v1/sources"))).await, 401);
    assert_eq!(status(http.get(url("/api/v1/sources")).bearer_auth("wrong")).await, 401);
    assert_eq!(status(http.get(url("/api/v1/openapi.json"))).await, 200);
    assert_eq!(status(http.get(url("/healthz"))).await, 200);
    let token = &flow.client.token;
    for (name, value) in [("host", "evil.example"), ("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")]
    {
        let request = http.post(url("/api/v1/sources")).bearer_auth(token).header(name, value);
        let request = request.header("content-type", "application/json").body(r#"{"name":"x","provider":"none"}"#);
        assert_eq!(status(request).await, 403, "{name}: {value}");
    }
    let no_host = send_raw(&flow.client.control, b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").await;
    assert_eq!(no_host.status, 403);
    assert_eq!(flow.client.get("/sources").await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refusal_says_what_is_wrong_where_and_what_to_do() {
    let flow = Flow::start().await;
    let cases = [
        ("/destinations", json!({ "url": "ftp://x" }), 422, "invalid_field", Some("url")),
        ("/destinations", json!({ "url": "http://u:p@x/" }), 422, "invalid_field", Some("url")),
        ("/destinations", json!({ "url": "http://x/", "timeout_ms": 1 }), 422, "invalid_field", Some("timeout_ms")),
        ("/destinations", json!({}), 422, "invalid_body", None),
        ("/sources", json!({ "name": " ", "provider": "none" }), 422, "invalid_field", Some("name")),
        ("/sources", json!({ "name": "x", "provider": "none", "slug": "A b" }), 422, "invalid_field", Some("slug")),
        ("/sources", json!({ "name": "x", "provider": "hmac" }), 422, "invalid_field", Some("hmac")),
        (
            "/sources",
            json!({ "name": "x", "provider": "standard-webhooks", "secrets": ["whsec_!"] }),
            422,
            "invalid_field",
            Some("secrets"),
        ),
        (
            "/subscriptions",
            json!({ "event_types": ["*"], "destination_id": "dst_x" }),
            422,
            "invalid_field",
            Some("destination_id"),
        ),
        (
            "/subscriptions",
            json!({ "event_types": [], "destination_id": "dst_00000000-0000-7000-8000-000000000000" }),
            404,
            "not_found",
            None,
        ),
    ];
    for (path, body, status, code, field) in cases {
        let (answered, problem) = flow.client.call(Method::POST, path, Some(body.clone())).await;
        assert_eq!((answered, &problem["code"]), (status, &json!(code)), "{path} {body}: {problem}");
        assert_eq!(problem["field"].as_str(), field, "{problem}");
        assert!(!text(&problem["detail"]).is_empty() && problem["hint"].is_string(), "{problem}");
    }
    let taken = json!({ "name": "One", "provider": "none", "slug": "one" });
    flow.client.post("/sources", taken.clone()).await;
    let (status, problem) = flow.client.call(Method::POST, "/sources", Some(taken)).await;
    assert_eq!((status, &problem["code"], &problem["field"]), (409, &json!("slug_taken"), &json!("slug")));
    let (status, problem) = flow.client.call(Method::GET, "/nothing", None).await;
    assert_eq!((status, &problem["code"]), (404, &json!("no_such_operation")));
}

#[tokio::test]
async fn secrets_are_shown_only_when_asked_for_and_never_lie_open_on_disk() {
    let flow = Flow::start().await;
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let new = json!({ "url": "http://127.0.0.1:9/", "secrets": [secret] });
    let destination = flow.client.post("/destinations", new).await;
    assert_eq!(destination["secrets"][0]["hint"], "whsec_…Sw");
    assert!(!destination.to_string().contains(secret));
    let path =
        format!("/destinations/{}/secrets/{}/reveal", text(&destination["id"]), text(&destination["secrets"][0]["id"]));
    assert_eq!(flow.client.post(&path, json!({})).await["secret"], secret);
    for entry in std::fs::read_dir(flow.workspace()).unwrap() {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        let key = &secret.as_bytes()[6..];
        assert!(!content.windows(key.len()).any(|window| window == key));
    }
}

#[tokio::test]
async fn a_second_program_on_one_workspace_says_so_and_ends() {
    let program = Program::new();
    let first = program.serve("127.0.0.1:0").await;
    let data = program.workspace().to_str().unwrap();
    let arguments = ["serve", "--data", data, "--receive", "127.0.0.1:0", "--control", "127.0.0.1:0"];
    let (code, said) = program.run(&arguments).await;
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("another Tacklebox has this workspace open") && said.contains("hint:"), "{said}");
    assert_eq!(first.client.get("/overview").await["receiver"]["state"], "receiving");
}
