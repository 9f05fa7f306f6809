//! Passwords, keys and tokens.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use domain::access::{ClientAuthentication, ClientCredentials};
use domain::{Authorization, ErrorClass};
use serde_json::{Value, json};

use super::{authorized, egress, seen, send};

/// A destination that takes one value of one header, and a token server that gives out `token-1`, `token-2`, ….
#[derive(Default)]
struct Office {
    /// Header fields that arrived at the destination.
    arrived: Mutex<Vec<HeaderMap>>,
    /// What was asked of the token server: its authorization and the form.
    asked: Mutex<Vec<(Option<String>, String)>>,
    given: AtomicU32,
    /// Tokens up to this number are refused.
    refused_up_to: AtomicU32,
    expires_in: u64,
}

async fn start(office: Office) -> (Arc<Office>, String) {
    let office = Arc::new(office);
    let router = Router::new()
        .route("/", post(deliver))
        .route("/token", post(give))
        .route("/refuses", post(async || (StatusCode::BAD_REQUEST, Json(refusal()))))
        .with_state(office.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (office, url)
}

fn refusal() -> Value {
    json!({ "error": "invalid_client", "error_description": "No such client." })
}

async fn deliver(State(office): State<Arc<Office>>, headers: HeaderMap) -> StatusCode {
    let token = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    office.arrived.lock().expect("unpoisoned").push(headers);
    let refused = office.refused_up_to.load(Ordering::SeqCst);
    let number: Option<u32> = token.strip_prefix("Bearer token-").and_then(|number| number.parse().ok());
    if number.is_some_and(|number| number <= refused) { StatusCode::UNAUTHORIZED } else { StatusCode::OK }
}

async fn give(State(office): State<Arc<Office>>, headers: HeaderMap, form: String) -> Json<Value> {
    let authorization = headers.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
    office.asked.lock().expect("unpoisoned").push((authorization, form));
    let number = office.given.fetch_add(1, Ordering::SeqCst) + 1;
    Json(json!({ "access_token": format!("token-{number}"), "token_type": "Bearer", "expires_in": office.expires_in }))
}

fn client(token_url: String, client_authentication: ClientAuthentication) -> Authorization {
    Authorization::OAuth2ClientCredentials(ClientCredentials {
        token_url,
        client_id: "tackle box".to_owned(),
        scopes: vec!["orders".to_owned(), "refunds".to_owned()],
        audience: Some("https://api.example".to_owned()),
        client_authentication,
    })
}

fn arrived(office: &Office, index: usize, name: &str) -> String {
    office.arrived.lock().expect("unpoisoned")[index][name].to_str().expect("text").to_owned()
}

#[tokio::test]
async fn passwords_tokens_and_keys_go_out_whole_and_are_recorded_hidden() {
    let (office, url) = start(Office::default()).await;
    let egress = egress();
    let url = format!("{url}/");
    let api_key = Authorization::ApiKey { header: "X-Api-Key".to_owned() };
    let cases = [
        (
            Authorization::Basic { username: "ada".to_owned() },
            "authorization",
            "Basic YWRhOjAxMjM0NTY3ODlhYmNkZWY=",
            "Basic ada:••••",
        ),
        (Authorization::Bearer, "authorization", "Bearer 0123456789abcdef", "Bearer ••••ef"),
        (api_key, "x-api-key", "0123456789abcdef", "••••ef"),
    ];
    for (index, (authorization, name, wire, recorded)) in cases.into_iter().enumerate() {
        let exchange = send(&egress, &url, &authorized(authorization, "0123456789abcdef")).await;
        assert_eq!(seen(&exchange), Ok(200));
        assert_eq!(arrived(&office, index, name), wire);
        let headers = exchange.sent_headers.expect("what was sent");
        assert_eq!(headers.first_text(name), Some(recorded));
        assert_eq!(headers.first_text("webhook-id"), Some("evt_1"));
    }
}

#[tokio::test]
async fn one_token_serves_many_deliveries_and_a_refused_one_is_renewed_once() {
    let (office, url) = start(Office { expires_in: 3_600, ..Office::default() }).await;
    let egress = egress();
    let access = authorized(client(format!("{url}/token"), ClientAuthentication::Header), "hush: hush");
    let url = format!("{url}/");
    let together = futures_util::future::join_all((0..8).map(|_| send(&egress, &url, &access))).await;
    assert!(together.iter().all(|exchange| seen(exchange) == Ok(200)));
    assert_eq!(office.given.load(Ordering::SeqCst), 1, "eight at once ask for one token");
    let (authorization, form) = office.asked.lock().expect("unpoisoned")[0].clone();
    assert_eq!(
        authorization.as_deref(),
        Some("Basic dGFja2xlK2JveDpodXNoJTNBK2h1c2g="),
        "form-encoded, RFC 6749 §2.3.1"
    );
    assert_eq!(form, "grant_type=client_credentials&scope=orders+refunds&audience=https%3A%2F%2Fapi.example");

    office.refused_up_to.store(1, Ordering::SeqCst);
    let renewed = send(&egress, &url, &access).await;
    assert_eq!(seen(&renewed), Ok(200));
    assert_eq!(office.given.load(Ordering::SeqCst), 2);
    assert!(!format!("{renewed:?}").contains("token-2"), "tokens are not recorded");

    office.refused_up_to.store(100, Ordering::SeqCst);
    let refused = send(&egress, &url, &access).await;
    assert_eq!(seen(&refused), Ok(401), "the second refusal is the answer");
    assert_eq!(office.given.load(Ordering::SeqCst), 3, "and asks for one more token only");
}

#[tokio::test]
async fn a_token_that_ended_is_not_used_and_the_secret_can_go_in_the_form() {
    let (office, url) = start(Office { expires_in: 0, ..Office::default() }).await;
    let egress = egress();
    let access = authorized(client(format!("{url}/token"), ClientAuthentication::Body), "s&s");
    for _ in 0..2 {
        assert_eq!(seen(&send(&egress, &format!("{url}/"), &access).await), Ok(200));
    }
    assert_eq!(office.given.load(Ordering::SeqCst), 2);
    let (authorization, form) = office.asked.lock().expect("unpoisoned")[0].clone();
    assert_eq!(authorization, None);
    assert!(form.ends_with("&client_id=tackle+box&client_secret=s%26s"), "{form}");
}

#[tokio::test]
async fn a_token_server_that_refuses_is_repeated_in_its_own_words() {
    let (office, url) = start(Office::default()).await;
    let egress = egress();
    let access = authorized(client(format!("{url}/refuses"), ClientAuthentication::Header), "wrong");
    let refused = send(&egress, &format!("{url}/"), &access).await;
    let detail = "the token server answered 400: invalid_client: No such client.".to_owned();
    assert_eq!(seen(&refused), Err((ErrorClass::Authorization, detail)));
    let access = authorized(client("http://127.0.0.1:9/token".to_owned(), ClientAuthentication::Header), "wrong");
    let unreachable = send(&egress, &format!("{url}/"), &access).await;
    assert!(matches!(seen(&unreachable), Err((ErrorClass::Authorization, _))));
    assert!(office.arrived.lock().expect("unpoisoned").is_empty(), "nothing was sent without a token");
}
