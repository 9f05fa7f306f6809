//! Bodies a part at a time, and events that come from elsewhere and go there.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Flow, http_client, text};

async fn send(flow: &Flow, path: &str, body: &str) -> (u16, Value) {
    let request = http_client().post(format!("{}/api/v1{path}", flow.client.control)).bearer_auth(&flow.client.token);
    let response = request.header("content-type", "text/plain").body(body.to_owned()).send().await.expect("an answer");
    (response.status().as_u16(), serde_json::from_slice(&response.bytes().await.expect("a body")).expect("JSON"))
}

async fn events(flow: &Flow) -> Vec<Value> {
    flow.client.get("/events").await["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_body_is_read_in_parts_and_searched() {
    let flow = Flow::start().await;
    let (id, _) = flow.client.publish("order.paid", r#"{"a":1.0,"list":[{"sku":"Fly"},{"sku":"rod"}]}"#, None).await;
    let ask = async |what: &str| flow.client.get(&format!("/bodies/{id}/{what}")).await;
    let window = ask("lines?first=1&count=2&find=FLY").await;
    assert_eq!((&window["view"], &window["total_lines"]), (&json!("pretty"), &json!(11)));
    let line = |number: u64, text: &str| json!({ "number": number, "text": text, "shown_bytes": text.len(), "before_bytes": 0, "cut_bytes": 0, "encoded": null, "matches": [] });
    assert_eq!(window["lines"], json!([line(2, "  \"a\": 1.0,"), line(3, "  \"list\": [")]));
    let found = ask("matches?find=fly").await;
    assert_eq!(found["place"], json!({ "index": 0, "line": 4, "byte": 14, "bytes": 3 }));
    assert_eq!(ask("matches?find=fly&is_case_kept=true").await["total"], 0);
    let root = ask("tree").await;
    let list = &root["nodes"][1];
    let children = ask(&format!("tree?at={}&first=1", list["at"])).await;
    assert_eq!((&children["nodes"][0]["index"], &children["nodes"][0]["child_count"]), (&json!(1), &json!(1)));
    let part = flow.client.bytes(&format!("/bodies/{id}/part?at={}&end={}", list["at"], list["end"])).await;
    assert_eq!(part, r#"[{"sku":"Fly"},{"sku":"rod"}]"#.as_bytes());
}

#[tokio::test]
async fn what_is_no_body_no_expression_and_no_tree_is_refused() {
    let flow = Flow::start().await;
    let (id, _) = flow.client.publish("note", "no JSON", None).await;
    let nothing = "evt_00000000-0000-7000-8000-000000000000";
    for (path, status, code) in [
        (format!("/bodies/{nothing}/lines"), 404, "not_found"),
        ("/bodies/mock:a:1:2/lines".to_owned(), 404, "not_found"),
        ("/bodies/x/lines".to_owned(), 404, "not_found"),
        (format!("/bodies/{id}/matches?find=(&is_regex=true"), 422, "invalid_field"),
        (format!("/bodies/{id}/matches?find="), 422, "invalid_field"),
        (format!("/bodies/{id}/tree"), 422, "not_json"),
    ] {
        let (answered, problem) = flow.client.call(Method::GET, &path, None).await;
        assert_eq!((answered, &problem["code"]), (status, &json!(code)), "{path}: {problem}");
    }
}

#[tokio::test]
async fn an_import_with_a_fault_names_it_and_leaves_nothing_behind() {
    let flow = Flow::start().await;
    let har = |name: &str, value: &str| {
        let request = json!({ "method": "POST", "url": "http://x/", "headers": [{ "name": name, "value": value }] });
        json!({ "log": { "entries": [{ "request": request }] } }).to_string()
    };
    for (body, code, detail) in [
        ("{\"a\":1}\n{\"b\":", "unreadable_import", "line 2 cannot be read: it is no JSON"),
        ("a sentence", "not_recognised", "it is no cURL command, no HTTP archive, no JSON and no bundle"),
        (
            &har("X-One", "a\r\nX-Two: b"),
            "unreadable_import",
            "entry 1 cannot be read: `X-One` is no header field of HTTP",
        ),
        (&har("X One", "a"), "unreadable_import", "entry 1 cannot be read: `X One` is no header field of HTTP"),
    ] {
        for path in ["/imports", "/imports/preview"] {
            let (status, problem) = send(&flow, path, body).await;
            assert_eq!((status, &problem["code"]), (422, &json!(code)), "{body}: {problem}");
            assert!(text(&problem["detail"]).starts_with(detail), "{problem}");
        }
    }
    assert_eq!(events(&flow).await, Vec::<Value>::new());
    // An Inbox of Standard Webhooks has no kind for it; the payload says one.
    let inbox = text(&flow.client.get("/sources").await["items"][0]["id"]);
    send(&flow, &format!("/imports?source_id={inbox}"), "{\"type\":\"order.paid\"}").await;
    assert_eq!(events(&flow).await[0]["event_type"], "order.paid");
}

#[tokio::test]
async fn an_import_is_received_by_its_source_once_and_delivered_only_when_it_is_to_be() {
    let flow = Flow::start().await;
    let source = json!({ "name": "Shop", "provider": "none", "slug": "shop", "deduplication": { "by": { "key": "body" }, "window_ms": 60_000 } });
    let source = text(&flow.client.post("/sources", source).await["id"]);
    flow.client.forward_everything("http://127.0.0.1:9/", json!({}), &[]).await;
    let lines = "{\"type\":\"order.paid\"}\n\n{\"type\":\"order.sent\",\"n\":1.50}\n";
    let path = |deliver: bool| format!("/imports?source_id={source}&deliver={deliver}");
    let (status, report) = send(&flow, &path(false), lines).await;
    assert_eq!((status, &report["received"], &report["deliveries"]), (200, &json!(2), &json!(0)), "{report}");
    let newest = events(&flow).await.remove(0);
    assert_eq!((&newest["event_type"], &newest["source_id"]), (&json!("order.sent"), &json!(source)));
    assert_eq!(
        flow.client.bytes(&format!("/events/{}/body", text(&newest["id"]))).await,
        r#"{"type":"order.sent","n":1.50}"#.as_bytes()
    );
    let (_, report) = send(&flow, &path(true), lines).await;
    assert_eq!((&report["received"], &report["duplicates"]), (&json!(0), &json!(2)), "{report}");
    let (_, report) = send(&flow, &path(true), "{\"type\":\"order.new\"}").await;
    assert_eq!((&report["received"], &report["deliveries"]), (&json!(1), &json!(1)), "{report}");
}

#[tokio::test]
async fn what_a_filter_shows_is_exported_and_imported_elsewhere_byte_for_byte() {
    let (flow, other) = (Flow::start().await, Flow::start().await);
    for index in 0..250 {
        flow.client
            .publish(if index % 2 == 0 { "even" } else { "odd" }, &format!("{{ \"index\":\t{index} }}"), None)
            .await;
    }
    let bundle = flow.client.bytes("/exports?format=bundle&event_type=even").await;
    let (status, report) = send(&other, "/imports", std::str::from_utf8(&bundle).unwrap()).await;
    assert_eq!((status, &report["received"]), (200, &json!(125)), "{report}");
    let newest = events(&other).await.remove(0);
    // The newest is written first, so the oldest is received last.
    let body = other.client.bytes(&format!("/events/{}/body", text(&newest["id"]))).await;
    assert_eq!((body, &newest["event_type"]), ("{ \"index\":\t0 }".into(), &json!("even")));
    let (status, problem) = flow.client.call(Method::GET, "/exports?format=json", None).await;
    assert_eq!((status, &problem["field"]), (422, &json!("format")));
    let (status, problem) = flow.client.call(Method::GET, "/exports?format=har&ids=x", None).await;
    assert_eq!((status, &problem["field"]), (422, &json!("ids")));
    let nothing = flow.client.bytes("/exports?format=har&ids=evt_00000000-0000-7000-8000-000000000000").await;
    assert_eq!(serde_json::from_slice::<Value>(&nothing).unwrap()["log"]["entries"], json!([]));
}
