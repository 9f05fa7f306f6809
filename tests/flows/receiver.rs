//! What the receiver takes, how it keeps it, and what it refuses.

use serde_json::json;
use tests::{Flow, http_client, send_raw, text};

async fn open_source(flow: &Flow) -> String {
    let source = json!({ "name": "Open", "slug": "open", "provider": "none", "unsigned": "accept" });
    text(&flow.client.post("/sources", source).await["id"])
}

#[tokio::test]
async fn header_order_case_and_every_byte_are_kept() {
    let flow = Flow::start().await;
    open_source(&flow).await;
    let body: Vec<u8> = (0..=255).collect();
    let mut request = format!(
        "PUT /in/open?a=1&b=%20 HTTP/1.1\r\nHost: here\r\nX-Zulu: 1\r\nx-ALPHA: two  words\r\nX-Zulu: 3\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(&body);
    let answer = send_raw(&flow.client.receive, &request).await;
    assert_eq!(answer.status, 200, "{}", answer.text);

    let event_id = text(&flow.client.get("/events").await["items"][0]["id"]);
    let event = flow.client.get(&format!("/events/{event_id}")).await;
    let headers: Vec<(String, String)> = event["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|header| (text(&header["name"]), text(&header["value"])))
        .collect();
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Host", "X-Zulu", "x-ALPHA", "X-Zulu", "Content-Type", "Content-Length", "Connection"]);
    assert_eq!((headers[1].1.as_str(), headers[2].1.as_str(), headers[3].1.as_str()), ("1", "two  words", "3"));
    assert_eq!((&event["method"], &event["path_and_query"]), (&json!("PUT"), &json!("/in/open?a=1&b=%20")));
    assert_eq!(flow.client.bytes(&format!("/events/{event_id}/body")).await, body);
}

#[tokio::test]
async fn a_body_over_the_limit_gets_413_at_once_and_chunked_ones_too() {
    let flow = Flow::start().await;
    open_source(&flow).await;
    let announced = b"POST /in/open HTTP/1.1\r\nHost: here\r\nContent-Length: 26214401\r\n\r\n";
    let answer = send_raw(&flow.client.receive, announced).await;
    assert_eq!(answer.status, 413, "{}", answer.text);
    assert!(answer.text.contains("body_too_large"));

    let mut chunked = b"POST /in/open HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = vec![b'x'; 1024 * 1024];
    for _ in 0..26 {
        chunked.extend_from_slice(b"100000\r\n");
        chunked.extend_from_slice(&chunk);
        chunked.extend_from_slice(b"\r\n");
    }
    let answer = send_raw(&flow.client.receive, &chunked).await;
    assert!(answer.status == 413 || answer.status == 0, "refused or closed: {}", answer.text);
    assert_eq!(flow.client.get("/events").await["items"], json!([]), "nothing of them is kept");
}

#[tokio::test]
async fn the_largest_body_is_taken_whole() {
    let flow = Flow::start().await;
    open_source(&flow).await;
    let body = "y".repeat(25 * 1024 * 1024);
    let response =
        http_client().post(format!("{}/in/open", flow.client.receive)).body(body.clone()).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let event_id = text(&flow.client.get("/events").await["items"][0]["id"]);
    assert!(flow.client.bytes(&format!("/events/{event_id}/body")).await == body.as_bytes());
    let window = flow.client.get(&format!("/bodies/{event_id}/lines?view=raw")).await;
    assert_eq!((&window["total_lines"], &window["lines"][0]["cut_bytes"]), (&json!(1), &json!(body.len() - 10_000)));
}

#[tokio::test]
async fn what_two_programs_could_read_differently_is_refused() {
    let flow = Flow::start().await;
    open_source(&flow).await;
    let cases: [(&str, &[u8], u16); 6] = [
        ("both lengths", b"POST /in/open HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 400),
        ("a whole URL", b"POST http://evil.example/in/open HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 400),
        ("CONNECT", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        ("two lengths", b"POST /in/open HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        ("another path", b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", 404),
        ("the API", b"GET /api/v1/sources HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", 404),
    ];
    for (what, request, status) in cases {
        let answer = send_raw(&flow.client.receive, request).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text);
    }
    assert_eq!(flow.client.get("/events").await["items"], json!([]));
    let health = send_raw(&flow.client.receive, b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await;
    assert_eq!(health.status, 200);
}

#[tokio::test]
async fn the_first_source_takes_anything_and_checks_what_is_signed() {
    let flow = Flow::start().await;
    let source = flow.client.get("/sources").await["items"][0].clone();
    let receive_url = text(&source["receive_url"]);
    let unsigned = http_client().post(&receive_url).body("{\"type\":\"ping\"}").send().await.unwrap();
    assert_eq!(unsigned.status(), 200);
    let answer = flow.client.post(&format!("/sources/{}/test-event", text(&source["id"])), json!({})).await;
    assert_eq!(answer["status"], 200, "{answer}");
    let wrong = http_client()
        .post(&receive_url)
        .header("webhook-id", "msg_1")
        .header("webhook-timestamp", "1")
        .header("webhook-signature", "v1,AAAA")
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 401);

    let events = flow.client.get("/events").await;
    let verdicts: Vec<_> =
        events["items"].as_array().unwrap().iter().map(|event| text(&event["verification"]["verdict"])).collect();
    assert_eq!(verdicts, ["rejected", "verified", "not_checked"]);
    assert_eq!(events["items"][1]["id"], answer["event_id"]);
    let overview = flow.client.get("/overview").await;
    assert_eq!((&overview["counts"]["unrouted"], &overview["counts"]["rejected"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn a_paused_receiver_tells_senders_to_come_again_and_keeps_nothing() {
    let flow = Flow::start().await;
    open_source(&flow).await;
    let url = format!("{}/in/open", flow.client.receive);
    let send = || async { http_client().post(&url).body("{}").send().await.unwrap() };

    flow.client.patch("/settings", json!({ "receiver_pause": { "until_ms": null } })).await;
    let refused = send().await;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (503, "300"));
    let problem: serde_json::Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
    assert_eq!(problem["code"], "receiver_paused");
    assert_eq!(flow.client.get("/overview").await["receiver"]["state"], "paused");

    let this_minute = &flow.client.get("/overview").await["histogram"]["buckets"];
    let in_an_hour = this_minute.as_array().unwrap().last().unwrap()["start_at_ms"].as_i64().unwrap() + 3_600_000;
    flow.client.patch("/settings", json!({ "receiver_pause": { "until_ms": in_an_hour } })).await;
    let seconds: u64 = send().await.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3_500..=3_600).contains(&seconds), "{seconds}");
    assert_eq!(flow.client.get("/overview").await["receiver"]["paused_until_ms"], in_an_hour);
    let healthz = http_client().get(format!("{}/healthz", flow.client.receive)).send().await.unwrap();
    assert_eq!(healthz.status(), 200);

    flow.client.patch("/settings", json!({ "receiver_pause": null })).await;
    assert_eq!(send().await.status(), 200);
    assert_eq!(flow.client.get("/overview").await["receiver"]["state"], "receiving");
    assert_eq!(flow.client.get("/events").await["items"].as_array().unwrap().len(), 1);
}
