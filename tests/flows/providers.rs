//! Providers: what is signed as they sign is verified, their questions are answered, and deliveries speak as they do.

use reqwest::Method;
use serde_json::{Value, json};
use signatures::{HeaderFields, Received, Secret, Signable, Verdict, provider, verify};
use tests::{Destination, Flow, http_client, text};

const STRIPE_SECRET: &str = "whsec_Zt7Xh0mYwq4c9PlN2uVd8sKe5rJb1oGa";

/// Now, in Unix seconds, as the machine has it.
fn now_unix_s() -> i64 {
    let since = std::time::UNIX_EPOCH.elapsed().expect("it is after 1970");
    i64::try_from(since.as_secs()).expect("a number")
}

/// The header fields that a provider would send.
fn signed_as(slug: &str, secret: &str, url: &str, body: &str) -> Vec<(String, String)> {
    let scheme = &provider(slug).expect("it ships").scheme;
    let secrets = [Secret::parse(scheme, secret).expect("a secret")];
    let what = Signable { url: Some(url), ..Signable::new("msg_1", now_unix_s(), body.as_bytes()) };
    signatures::sign(scheme, &secrets, &what).expect("it is signed").headers
}

async fn source(flow: &Flow, slug: &str, secrets: &[&str]) -> Value {
    flow.client.post("/sources", json!({ "name": slug, "slug": slug, "provider": slug, "secrets": secrets })).await
}

/// Sends a request to a source: status, answer and the event.
async fn send(flow: &Flow, to: &str, fields: Vec<(String, String)>, body: &str) -> (u16, String, Value) {
    let mut request = http_client().post(format!("{}{to}", flow.client.receive)).body(body.to_owned());
    for (name, value) in fields {
        request = request.header(name, value);
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let event_id = response.headers()["tacklebox-event-id"].to_str().expect("a text").to_owned();
    let answer = response.text().await.expect("a body");
    (status, answer, flow.client.get(&format!("/events/{event_id}")).await)
}

/// The arrival of that number, from 1.
async fn nth(destination: &Destination, number: usize) -> tests::Arrival {
    destination.arrived(|arrivals| arrivals.len() >= number).await.swap_remove(number - 1)
}

#[tokio::test]
async fn every_provider_that_ships_verifies_what_it_signs() {
    let flow = Flow::start().await;
    let shipped = flow.client.get("/providers").await;
    let mut checked = 0;
    for shown in shipped["items"].as_array().expect("a list") {
        let slug = shown["slug"].as_str().expect("a text");
        if slug == "none" || shown["can_generate_secret"] == false {
            continue;
        }
        let made = source(&flow, slug, &[]).await;
        let secret = text(&made["secrets"][0]["id"]);
        let path = format!("/sources/{}/secrets/{secret}/reveal", text(&made["id"]));
        let secret = text(&flow.client.post(&path, json!({})).await["secret"]);
        let url = format!("{}/in/{slug}", flow.client.receive);
        let scheme = &provider(slug).expect("it ships").scheme;
        let json_field: HeaderFields = [("content-type", "application/json")].into_iter().collect();
        let secrets = [Secret::parse(scheme, &secret).expect("a secret")];
        let body = r#"{"type":"order.paid","id":"evt_7"}"#;
        let what =
            Signable { url: Some(&url), headers: &json_field, ..Signable::new("msg_1", now_unix_s(), body.as_bytes()) };
        let signed = signatures::sign(scheme, &secrets, &what).expect("it is signed");
        let body = signed.body.map_or(body.to_owned(), |body| String::from_utf8(body).expect("a text"));
        let path = signed.url.as_deref().unwrap_or(&url).trim_start_matches(&flow.client.receive).to_owned();
        let mut fields = signed.headers;
        fields.push(("content-type".to_owned(), "application/json".to_owned()));
        let (status, _, event) = send(&flow, &path, fields, &body).await;
        assert_eq!((status, &event["verification"]["verdict"]), (200, &json!("verified")), "{slug}: {event}");
        assert_eq!(event["verification"]["scheme"], slug);
        checked += 1;
    }
    assert!(checked >= 33, "{checked}");
}

#[tokio::test]
async fn a_rejected_event_is_examined_with_other_secrets_and_urls() {
    let flow = Flow::start().await;
    source(&flow, "stripe", &[STRIPE_SECRET]).await;
    source(&flow, "github", &["the secret of another source"]).await;
    let body = r#"{"id":"evt_1", "type":"invoice.paid"}"#;

    let fields = signed_as("stripe", "the secret of another source", "", body);
    let (status, answer, event) = send(&flow, "/in/stripe", fields, body).await;
    assert_eq!(status, 401);
    assert!(!answer.contains("github"), "the sender is told nothing of other sources: {answer}");
    let path = format!("/events/{}/signature", text(&event["id"]));
    let found = flow.client.post(&path, json!({})).await;
    assert_eq!((&found["verdict"], &found["causes"][0]["cause"]), (&json!("rejected"), &json!("foreign_secret")));
    assert!(text(&found["explanation"]).contains("the source github"));
    assert_ne!(found["expected"][0]["value"], found["received"][0]["value"]);
    let right = flow.client.post(&path, json!({ "secret": "the secret of another source" })).await;
    assert_eq!(right["verdict"], "verified");
    assert_eq!(right["expected"][0]["value"], right["received"][0]["value"]);

    let written_anew = r#"{"id":"evt_1","type":"invoice.paid"}"#;
    let (status, _, event) =
        send(&flow, "/in/stripe", signed_as("stripe", STRIPE_SECRET, "", body), written_anew).await;
    assert_eq!(status, 401);
    assert!(text(&event["verification"]["explanation"]).starts_with("The signature does not match."));

    let square = json!({ "name": "square", "slug": "square", "provider": "square", "secrets": ["key-of-square"],
        "public_url": "http://shop.example/in/square" });
    flow.client.post("/sources", square).await;
    let signed_url = "https://shop.example/in/square";
    let (status, _, event) =
        send(&flow, "/in/square", signed_as("square", "key-of-square", signed_url, body), body).await;
    assert_eq!(status, 401);
    let path = format!("/events/{}/signature", text(&event["id"]));
    let found = flow.client.post(&path, json!({})).await;
    assert_eq!(found["causes"][0]["cause"], "other_url", "{found}");
    assert_eq!(flow.client.post(&path, json!({ "url": signed_url })).await["verdict"], "verified");
}

#[tokio::test]
async fn questions_of_providers_are_answered_and_never_delivered() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    flow.client.forward_everything(&destination.url(), json!({ "name": "app" }), &[]).await;
    for (slug, secret) in [
        ("slack", "slack-secret"),
        ("zoom", "zoom-secret"),
        ("twitch", "twitch-secret"),
        ("meta", "verify-me"),
        ("cloudevents", "token"),
    ] {
        source(&flow, slug, &[secret]).await;
    }

    let question = r#"{"token":"t","challenge":"3eZbrw1aB","type":"url_verification"}"#;
    let fields = signed_as("slack", "slack-secret", "", question);
    let (status, answer, event) = send(&flow, "/in/slack", fields, question).await;
    assert_eq!((status, answer.as_str()), (200, "3eZbrw1aB"));
    assert_eq!(event["verification"]["verdict"], "verified");
    assert_eq!(event["deliveries"], json!([]));

    let (status, answer, _) = send(&flow, "/in/slack", signed_as("slack", "guessed", "", question), question).await;
    assert_eq!(status, 401, "who cannot sign gets no answer");
    assert!(!answer.contains("3eZbrw1aB"), "{answer}");

    let question = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}"#;
    let (status, answer, _) = send(&flow, "/in/zoom", signed_as("zoom", "zoom-secret", "", question), question).await;
    assert_eq!(status, 200);
    assert!(answer.contains("encryptedToken"), "{answer}");

    let question = r#"{"challenge":"pogchamp-kappa-360noscope"}"#;
    let mut fields = signed_as("twitch", "twitch-secret", "", question);
    fields.push(("Twitch-Eventsub-Message-Type".to_owned(), "webhook_callback_verification".to_owned()));
    let (status, answer, _) = send(&flow, "/in/twitch", fields, question).await;
    assert_eq!((status, answer.as_str()), (200, "pogchamp-kappa-360noscope"));

    let ask = async |token: &str| {
        let query = format!("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}");
        let url = format!("{}/in/meta?{query}", flow.client.receive);
        let response = http_client().get(url).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.expect("a body"))
    };
    assert_eq!(ask("verify-me").await, (200, "1158201444".to_owned()));
    assert_eq!(ask("guessed").await.0, 403);

    let url = format!("{}/in/cloudevents", flow.client.receive);
    let request = http_client().request(Method::OPTIONS, url).header("WebHook-Request-Origin", "emitter.example");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.headers()["webhook-allowed-origin"], "emitter.example");
    assert_eq!(flow.client.get("/deliveries").await["items"], json!([]), "no question was delivered");
}

#[tokio::test]
async fn a_destination_speaks_as_a_provider_and_a_rotation_signs_with_both_secrets() {
    let flow = Flow::start().await;
    let destination = Destination::start().await;
    let new = json!({ "name": "app", "scheme": "stripe", "secrets": [STRIPE_SECRET] });
    let (destination_id, _) = flow.client.forward_everything(&destination.url(), new, &[]).await;
    let scheme = &provider("stripe").expect("it ships").scheme;
    let signer = |arrival: &tests::Arrival, secret: &str| {
        let headers: HeaderFields =
            arrival.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let secrets = [Secret::parse(scheme, secret).expect("a secret")];
        verify(scheme, &secrets, &Received::new(&headers, &arrival.body), now_unix_s())
    };
    flow.client.publish("order.paid", "{}", None).await;
    let arrival = nth(&destination, 1).await;
    assert!(matches!(signer(&arrival, STRIPE_SECRET), Verdict::Verified { .. }));

    let path = format!("/destinations/{destination_id}/secrets");
    let rotated = flow.client.post(&format!("{path}/rotate"), json!({ "overlap_s": 3600 })).await;
    assert_eq!(rotated["retires_at_ms"], Value::Null);
    let new_secret =
        text(&flow.client.post(&format!("{path}/{}/reveal", text(&rotated["id"])), json!({})).await["secret"]);
    flow.client.publish("order.paid", "{}", None).await;
    let arrival = nth(&destination, 2).await;
    for secret in [STRIPE_SECRET, new_secret.as_str()] {
        assert!(matches!(signer(&arrival, secret), Verdict::Verified { .. }), "both sign while they overlap");
    }

    let shown = flow.client.get(&format!("/destinations/{destination_id}")).await;
    let old = shown["secrets"].as_array().expect("a list").iter().find(|secret| secret["id"] != rotated["id"]);
    let old = text(&old.expect("the old one is kept")["id"]);
    flow.client.post(&format!("{path}/{old}/retire"), json!({ "at_ms": 1 })).await;
    flow.client.publish("order.paid", "{}", None).await;
    let arrival = nth(&destination, 3).await;
    assert!(matches!(signer(&arrival, &new_secret), Verdict::Verified { .. }));
    assert!(!matches!(signer(&arrival, STRIPE_SECRET), Verdict::Verified { .. }), "a retired secret signs no more");

    let env = text(&flow.client.post(&format!("{path}/export"), json!({})).await["env"]);
    assert_eq!(env, format!("APP_WEBHOOK_SECRET=\"{new_secret}\"\n"));
}

#[tokio::test]
async fn people_add_providers_of_their_own() {
    let flow = Flow::start().await;
    let toml = r#"
slug = "acme"
name = "Acme"
[signature]
algorithm = "hmac-sha512"
text = "{timestamp}|{header:X-Nonce}|{body}"
encoding = "base64"
timestamp = { unit = "milliseconds", tolerance_s = 60 }
places = [{ signature = "X-Acme-Signature", timestamp = "X-Acme-Time" }]
[event]
kind = [["X-Acme-Event"]]
id = ["body:/number"]
"#;
    let (status, made) = flow.client.call(Method::PUT, "/providers/acme", Some(json!({ "toml": toml }))).await;
    assert_eq!((status, &made["is_added"]), (200, &json!(true)), "{made}");
    source(&flow, "acme", &["acme-secret"]).await;

    let record = signatures::ProviderRecord::from_toml(toml).and_then(signatures::ProviderRecord::provider);
    let scheme = record.expect("a provider").scheme;
    let secrets = [Secret::parse(&scheme, "acme-secret").expect("a secret")];
    let nonce: HeaderFields = [("X-Nonce", "n-1")].into_iter().collect();
    let body = r#"{"number":7}"#;
    let what = Signable { headers: &nonce, ..Signable::new("", now_unix_s(), body.as_bytes()) };
    let mut fields = signatures::sign(&scheme, &secrets, &what).expect("it is signed").headers;
    fields.extend([("X-Nonce", "n-1"), ("X-Acme-Event", "boat.sold")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    let (status, _, event) = send(&flow, "/in/acme", fields, body).await;
    assert_eq!((status, &event["verification"]["verdict"]), (200, &json!("verified")), "{event}");
    assert_eq!((&event["event_type"], &event["provider_event_id"]), (&json!("boat.sold"), &json!("7")));

    let (status, problem) = flow.client.call(Method::DELETE, "/providers/acme", None).await;
    assert_eq!((status, &problem["field"]), (422, &json!("slug")), "it is in use: {problem}");
    let taken = json!({ "toml": toml.replace("slug = \"acme\"", "slug = \"stripe\"") });
    let (status, problem) = flow.client.call(Method::PUT, "/providers/stripe", Some(taken)).await;
    assert_eq!((status, &problem["field"]), (422, &json!("slug")), "{problem}");
    let broken = json!({ "toml": toml.replace("{body}", "{payload}") });
    let (status, problem) = flow.client.call(Method::PUT, "/providers/acme", Some(broken)).await;
    assert_eq!(status, 422);
    assert!(text(&problem["detail"]).contains("`{payload}` is not known"), "{problem}");
    let (status, problem) =
        flow.client.call(Method::POST, "/sources", Some(json!({ "name": "x", "provider": "unheard-of" }))).await;
    assert_eq!((status, &problem["field"]), (422, &json!("provider")), "{problem}");
}

#[tokio::test]
async fn a_receiver_of_cloudevents_must_agree_before_it_is_sent_any() {
    use axum::http::HeaderMap;
    use axum::routing::any;
    let flow = Flow::start().await;
    let seen: std::sync::Arc<std::sync::Mutex<Vec<(String, String)>>> = std::sync::Arc::default();
    let agrees = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (kept, agreeing) = (seen.clone(), agrees.clone());
    let answer = async move |method: Method, headers: HeaderMap| {
        let name = if method == Method::OPTIONS { "webhook-request-origin" } else { "origin" };
        let origin = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        kept.lock().expect("not poisoned").push((method.to_string(), origin));
        let mut answer = HeaderMap::new();
        if agreeing.load(std::sync::atomic::Ordering::SeqCst) {
            answer.insert("webhook-allowed-origin", "tacklebox.localhost".parse().expect("a value"));
        }
        answer
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let serving = tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(any(answer))).await });

    let new = json!({ "name": "receiver", "scheme": "cloudevents", "secrets": ["token"] });
    flow.client.forward_everything(&url, new, &[]).await;
    let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
    let refused = flow.client.delivery_in(&deliveries[0], "dead_letter").await;
    assert_eq!(refused["attempts"][0]["error_class"], "consent", "200 is no consent: {refused}");

    agrees.store(true, std::sync::atomic::Ordering::SeqCst);
    for _ in 0..2 {
        let (_, deliveries) = flow.client.publish("order.paid", "{}", None).await;
        flow.client.delivery_in(&deliveries[0], "delivered").await;
    }
    let ours = "tacklebox.localhost".to_owned();
    let asked = |method: &str| (method.to_owned(), ours.clone());
    let seen = seen.lock().expect("not poisoned").clone();
    assert_eq!(seen, [asked("OPTIONS"), asked("OPTIONS"), asked("POST"), asked("POST")], "leave is remembered");
    serving.abort();
}

#[tokio::test]
async fn a_provider_is_tried_before_anything_uses_it() {
    let flow = Flow::start().await;
    let body = r#"{"id":"evt_1","type":"invoice.paid"}"#;
    source(&flow, "github", &["its own secret"]).await;
    let mut fields = signed_as("github", "its own secret", "", body);
    fields.push(("X-Shop-Event".to_owned(), "invoice.paid".to_owned()));
    let headers: Vec<_> = fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let (_, _, event) = send(&flow, "/in/github", fields, body).await;

    let record = json!({ "name": "Ours", "event": { "kind": [["X-Shop-Event"]], "id": ["body:/id"] },
        "signature": { "algorithm": "hmac-sha256", "text": "{body}", "prefix": "sha256=",
            "places": [{ "signature": "X-Hub-Signature-256" }] } });
    let pasted = json!({ "headers": headers, "body": body });
    for mut asked in [json!({ "event_id": event["id"] }), json!({ "request": pasted })] {
        asked["record"] = record.clone();
        asked["secret"] = json!("its own secret");
        let found = flow.client.post("/provider-trials", asked.clone()).await;
        assert_eq!(
            (&found["verdict"], &found["event_type"], &found["provider_event_id"]),
            (&json!("verified"), &json!("invoice.paid"), &json!("evt_1")),
            "{found}"
        );
        asked["secret"] = json!("another secret");
        let found = flow.client.post("/provider-trials", asked).await;
        assert_eq!(found["verdict"], "rejected");
        assert!(found["expected"][0]["value"].as_str().is_some_and(|value| value.starts_with("sha256=")), "{found}");
    }

    let listed = flow.client.get("/providers").await;
    assert!(listed["items"].as_array().unwrap().iter().all(|each| each["is_added"] == false), "nothing is kept");
    let wrong = json!({ "toml": "name = 1", "request": pasted });
    let (status, problem) = flow.client.call(Method::POST, "/provider-trials", Some(wrong)).await;
    assert_eq!((status, text(&problem["field"])), (422, "toml".to_owned()));
    let (status, problem) = flow.client.call(Method::POST, "/provider-trials", Some(json!({ "record": record }))).await;
    assert_eq!((status, text(&problem["field"])), (422, "event_id".to_owned()));
}
