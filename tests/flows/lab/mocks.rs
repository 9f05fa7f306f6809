//! Mock destinations on the receiver listener.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Flow, send_raw, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Makes a mock, and gives its address.
async fn mock(flow: &Flow, name: &str, rules: Value) -> String {
    text(&flow.client.post("/mocks", json!({ "name": name, "rules": rules })).await["url"])
}

/// Everything that comes back for a plain request, and how reading ended.
async fn converse(flow: &Flow, path: &str) -> (String, std::io::Result<()>) {
    let address = flow.client.receive.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("the receiver listens");
    stream
        .write_all(format!("POST {path} HTTP/1.1\r\nHost: mock\r\nContent-Length: 2\r\n\r\n{{}}").as_bytes())
        .await
        .expect("the request is sent");
    let mut read = Vec::new();
    let ended = stream.read_to_end(&mut read).await.map(|_| ());
    (String::from_utf8(read).expect("a text"), ended)
}

#[tokio::test]
async fn a_mock_that_fails_twice_gets_its_delivery_on_the_third_attempt() {
    let flow = Flow::start().await;
    let rules = json!([{ "answers": [{ "status": 500 }, { "status": 500 }, { "status": 200, "body": "done" }] }]);
    let url = mock(&flow, "flaky", rules).await;
    flow.client.forward_everything(&url, json!({}), &[20, 20, 20]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{\"amount\":4200}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "delivered").await;
    let statuses: Vec<u64> = delivery["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| attempt["response"]["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [500, 500, 200]);

    let log = flow.client.get("/mocks/flaky/requests").await;
    let requests = log["items"].as_array().unwrap();
    let answers: Vec<(u64, u64)> = requests
        .iter()
        .map(|request| (request["number"].as_u64().unwrap(), request["answer"]["status"].as_u64().unwrap()))
        .collect();
    assert_eq!(answers, [(3, 200), (2, 500), (1, 500)], "newest first");
    assert_eq!(flow.client.bytes("/mocks/flaky/requests/3/body").await, "{\"amount\":4200}".as_bytes());
    let body = format!("mock:flaky:3:{}", requests[0]["received_at_ms"]);
    let lines = flow.client.get(&format!("/bodies/{body}/lines?view=raw")).await;
    assert_eq!(lines["lines"][0]["text"], "{\"amount\":4200}");

    // The last stays, until the sequence is begun anew.
    let again = async || tests::http_client().post(&url).send().await.unwrap().status();
    assert_eq!(again().await, 200);
    flow.client.post("/mocks/flaky/restart", json!({})).await;
    assert_eq!(again().await, 500);
}

#[tokio::test]
async fn the_first_rule_that_means_a_request_answers_it_and_the_log_says_which() {
    let flow = Flow::start().await;
    let rules = json!([
        { "methods": ["get"], "answers": [{ "status": 405 }] },
        { "path": "/orders/*", "filter": { "body": { "amount": { "$gt": 100 } } }, "answers": [{ "status": 402 }] },
        { "filter": { "headers": { "x-shop": "north" } },
          "answers": [{ "status": 201, "echoes_body": true, "headers": [{ "name": "X-Twice", "value": "1" }, { "name": "X-Twice", "value": "2" }] }] },
    ]);
    let url = mock(&flow, "shop", rules).await;
    let http = tests::http_client();
    let send = async |method: Method, path: &str, shop: &str, body: &'static str| {
        let request = http.request(method, format!("{url}{path}")).header("X-Shop", shop).body(body);
        request.send().await.unwrap()
    };
    assert_eq!(send(Method::GET, "", "north", "").await.status(), 405);
    assert_eq!(send(Method::POST, "/orders/7?a=b", "north", "{\"amount\":101}").await.status(), 402);
    let echoed = send(Method::PUT, "/orders/7", "north", "{\"amount\":1}").await;
    let twice: Vec<_> = echoed.headers().get_all("x-twice").iter().cloned().collect();
    assert_eq!((echoed.status().as_u16(), twice), (201, vec!["1".parse().unwrap(), "2".parse().unwrap()]));
    assert_eq!(echoed.text().await.unwrap(), "{\"amount\":1}");
    assert_eq!(send(Method::POST, "", "south", "").await.status(), 200);

    let log = flow.client.get("/mocks/shop/requests").await;
    let rules: Vec<&Value> =
        log["items"].as_array().unwrap().iter().map(|request| &request["answer"]["rule"]).collect();
    assert_eq!(rules, [&json!(null), &json!(2), &json!(1), &json!(0)]);
    assert_eq!(log["items"][2]["path_and_query"], "/mock/shop/orders/7?a=b");
}

#[tokio::test]
async fn the_log_has_header_fields_in_order_and_case_of_the_wire() {
    let flow = Flow::start().await;
    mock(&flow, "exact", json!([])).await;
    let request = b"POST /mock/exact HTTP/1.1\r\nHost: x\r\nX-B: 1\r\nx-A: 2\r\nX-B: 3\r\nContent-Length: 3\r\nConnection: close\r\n\r\n\xff\x00a";
    assert_eq!(send_raw(&flow.client.receive, request).await.status, 200);
    let log = flow.client.get("/mocks/exact/requests").await;
    let fields: Vec<String> = log["items"][0]["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|header| format!("{}: {}", text(&header["name"]), text(&header["value"])))
        .collect();
    assert_eq!(fields, ["Host: x", "X-B: 1", "x-A: 2", "X-B: 3", "Content-Length: 3", "Connection: close"]);
    assert_eq!(flow.client.bytes("/mocks/exact/requests/1/body").await, &b"\xff\x00a"[..]);
    let (status, _) = flow.client.call(Method::DELETE, "/mocks/exact/requests", None).await;
    assert_eq!((status, flow.client.get("/mocks/exact/requests").await), (204, json!({ "items": [] })));
}

#[tokio::test]
async fn a_connection_is_closed_reset_or_cut_short_as_asked() {
    let flow = Flow::start().await;
    let answers = json!([
        { "path": "/drop", "answers": [{ "kind": "drop" }] },
        { "path": "/reset", "answers": [{ "kind": "reset" }] },
        { "path": "/partial", "answers": [{ "kind": "partial", "status": 202, "body": "half", "missing_bytes": 4, "headers": [{ "name": "X-Odd", "value": "Yes" }] }] },
    ]);
    mock(&flow, "rude", answers).await;
    let (answer, ended) = converse(&flow, "/mock/rude/drop").await;
    assert!(answer.is_empty() && ended.is_ok(), "{answer:?} {ended:?}");
    let (answer, ended) = converse(&flow, "/mock/rude/reset").await;
    assert!(answer.is_empty(), "{answer:?}");
    assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let (answer, ended) = converse(&flow, "/mock/rude/partial").await;
    assert_eq!(answer, "HTTP/1.1 202 Accepted\r\ncontent-length: 8\r\nX-Odd: Yes\r\n\r\nhalf");
    assert!(ended.is_ok());

    let (destination, _) =
        flow.client.forward_everything(&format!("{}/mock/rude/reset", flow.client.receive), json!({}), &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(delivery["attempts"][0]["error_class"], "connection_lost", "{destination}");
}

#[tokio::test]
async fn a_delay_is_waited_for_and_hanging_costs_a_delivery_its_timeout() {
    let flow = Flow::start().await;
    let url = mock(
        &flow,
        "slow",
        json!([
            { "path": "/hang", "answers": [{ "kind": "hang" }] },
            { "answers": [{ "delay_min_ms": 150, "delay_max_ms": 200 }] },
        ]),
    )
    .await;
    let began = Instant::now();
    assert_eq!(tests::http_client().post(&url).send().await.unwrap().status(), 200);
    assert!(began.elapsed() >= Duration::from_millis(150));
    let delay = flow.client.get("/mocks/slow/requests").await["items"][0]["answer"]["delay_ms"].as_u64().unwrap();
    assert!((150..=200).contains(&delay), "{delay}");

    flow.client.forward_everything(&format!("{url}/hang"), json!({ "timeout_ms": 200 }), &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let delivery = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(delivery["attempts"][0]["error_class"], "timeout");
}

#[tokio::test]
async fn mocks_that_hang_leave_room_for_sources() {
    let flow = Flow::start().await;
    mock(&flow, "hang", json!([{ "answers": [{ "kind": "hang" }] }])).await;
    let address = flow.client.receive.trim_start_matches("http://").to_owned();
    let mut held = Vec::new();
    for _ in 0..128 {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(b"POST /mock/hang HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").await.unwrap();
        held.push(stream);
    }
    flow.client
        .until("all are held", async || {
            let count = flow.client.get("/mocks/hang").await["request_count"].as_u64().unwrap();
            (count == 128).then_some(())
        })
        .await;
    let http = tests::http_client();
    let busy = http.post(format!("{}/mock/hang", flow.client.receive)).send().await.unwrap();
    assert_eq!((busy.status().as_u16(), busy.headers()["retry-after"].to_str().unwrap()), (503, "5"));
    let source = flow.client.post("/sources", json!({ "name": "Shop", "provider": "none", "slug": "shop" })).await;
    assert_eq!(http.post(text(&source["receive_url"])).body("{}").send().await.unwrap().status(), 200);
    // Who lets go frees a place.
    drop(held);
    flow.client.call(Method::PATCH, "/mocks/hang", Some(json!({ "rules": [] }))).await;
    flow.client
        .until("a place is free", async || {
            let answer = http.post(format!("{}/mock/hang", flow.client.receive)).send().await.unwrap();
            // A change, so that the next notice comes when there is no place yet.
            flow.client.post("/mocks/hang/restart", json!({})).await;
            (answer.status() == 200).then_some(())
        })
        .await;
}

#[tokio::test]
async fn mocks_are_made_changed_and_deleted_and_survive_a_restart() {
    let flow = Flow::start().await;
    mock(&flow, "shop", json!([{ "answers": [{ "status": 503 }] }])).await;
    for (body, field) in [
        (json!({ "name": "shop" }), "name"),
        (json!({ "name": "Shop/../x" }), "name"),
        (json!({ "name": "a", "rules": [{ "answers": [] }] }), "rules"),
        (json!({ "name": "a", "rules": [{ "answers": [{ "status": 99 }] }] }), "rules"),
        (json!({ "name": "a", "rules": [{ "chance_percent": 0, "answers": [{}] }] }), "rules"),
        (json!({ "name": "a", "rules": [{ "path": "orders", "answers": [{}] }] }), "rules"),
        (json!({ "name": "a", "rules": [{ "answers": [{ "delay_min_ms": 500_000 }] }] }), "rules"),
        (
            json!({ "name": "a", "rules": [{ "answers": [{ "headers": [{ "name": "Content-Length", "value": "1" }] }] }] }),
            "rules",
        ),
        (
            json!({ "name": "a", "rules": [{ "filter": { "body": { "a": { "$no": 1 } } }, "answers": [{}] }] }),
            "rules[0].filter.body.a.$no",
        ),
    ] {
        let (status, problem) = flow.client.call(Method::POST, "/mocks", Some(body.clone())).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{body}: {problem}");
        assert!(problem["hint"].is_string(), "{problem}");
    }
    let changed = flow
        .client
        .patch("/mocks/shop", json!({ "rules": [{ "chance_percent": 30, "answers": [{ "status": 418 }] }] }))
        .await;
    assert_eq!(
        (&changed["rules"][0]["chance_percent"], &changed["rules"][0]["answers"][0]["status"]),
        (&json!(30), &json!(418))
    );
    let (flow, kept) = (flow.restart().await, changed["rules"].clone());
    assert_eq!(flow.client.get("/mocks").await["items"][0]["rules"], kept);
    assert_eq!(flow.client.call(Method::DELETE, "/mocks/shop", None).await.0, 204);
    assert_eq!(flow.client.call(Method::GET, "/mocks/shop", None).await.0, 404);
    let gone = tests::http_client().post(format!("{}/mock/shop", flow.client.receive)).send().await.unwrap();
    assert_eq!(gone.status(), 404);
}
