//! What the page may ask of the desktop. Everything about webhooks goes through [`api`], the same requests a browser
//! sends over HTTP; the others are abilities only a desktop has.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Body,
    http::{Request, Response, StatusCode},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::StreamExt;
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tauri::{AppHandle, Runtime, State, Webview, async_runtime::JoinHandle, ipc::Channel};

use crate::{
    backend::{Backend, problem_response},
    closing::{self, CloseChoice, CloseSetting},
    tray::Tray,
};

/// The largest body a page may send: the limit of an import, and room for what surrounds it.
const BODY_BYTES_MAX: usize = 129 * 1024 * 1024;
/// More headers than any of our requests has.
const HEADERS_MAX: usize = 64;

/// A request's body, in the form that is shorter to write for the page.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum RequestBody {
    Text(String),
    Bytes(Vec<u8>),
}

impl RequestBody {
    fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.into_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// An answer of the API, as HTTP would carry it.
#[derive(Debug, Serialize)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    /// Base64.
    body: String,
}

/// Hands one request to the API in this process. A refusal is an [`Answer`] too, so the page knows one kind of error.
#[tauri::command]
pub async fn api(
    backend: State<'_, Arc<Backend>>,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<RequestBody>,
) -> Result<Answer, String> {
    let body = body.map(RequestBody::into_bytes).unwrap_or_default();
    let response = match request(&method, &path, &headers, body) {
        Ok(request) => backend.answer(request).await,
        Err(refused) => refused.into_response(),
    };
    into_answer(response).await.map_err(|error| error.to_string())
}

/// A request the page may not make.
struct Refused(&'static str);

impl Refused {
    fn into_response(self) -> Response<Body> {
        let status = StatusCode::BAD_REQUEST;
        let problem = json!({
            "type": "about:blank",
            "title": "Bad request",
            "status": status.as_u16(),
            "code": "invalid_request",
            "detail": self.0,
        });
        problem_response(status, problem)
    }
}

fn request(method: &str, path: &str, headers: &[(String, String)], body: Vec<u8>) -> Result<Request<Body>, Refused> {
    if !path.starts_with("/api/v1/") {
        return Err(Refused("The path must begin with /api/v1/."));
    }
    if path.starts_with("/api/v1/changes") {
        return Err(Refused("This answer never ends; ask with the command `changes`."));
    }
    if body.len() > BODY_BYTES_MAX || headers.len() > HEADERS_MAX {
        return Err(Refused("The request is too large."));
    }
    headers
        .iter()
        .fold(Request::builder().method(method).uri(path), |request, (name, value)| request.header(name, value))
        .body(Body::from(body))
        .map_err(|_| Refused("The request is not valid HTTP."))
}

/// A request the page may make, or why it may not.
pub(crate) fn api_request(
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: Vec<u8>,
) -> Result<Request<Body>, String> {
    request(method, path, headers, body).map_err(|refused| refused.0.to_owned())
}

async fn into_answer(response: Response<Body>) -> Result<Answer, axum::Error> {
    let (head, body) = response.into_parts();
    let readable = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(Answer {
        status: head.status.as_u16(),
        headers: head.headers.iter().map(|(name, value)| (name.to_string(), readable(value))).collect(),
        body: BASE64_STANDARD.encode(body.collect().await?.to_bytes()),
    })
}

/// The page's open change streams, by the label of its webview. A page that is loaded anew asks anew, and its former
/// stream ends.
#[derive(Default)]
pub struct ChangeStreams(Mutex<HashMap<String, JoinHandle<()>>>);

impl ChangeStreams {
    fn replace(&self, webview: &str, stream: JoinHandle<()>) {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(former) = streams.insert(webview.to_owned(), stream) {
            former.abort();
        }
    }

    /// Ends a webview's stream. Answers whether there was one: whether a living page is behind that webview.
    pub fn end(&self, webview: &str) -> bool {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        streams.remove(webview).inspect(JoinHandle::abort).is_some()
    }

    /// Whether a living page is behind the webview.
    pub fn has(&self, webview: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(webview)
    }
}

/// Streams notices that something shown is stale, until the page goes away.
#[tauri::command]
pub async fn changes<R: Runtime>(
    webview: Webview<R>,
    backend: State<'_, Arc<Backend>>,
    streams: State<'_, ChangeStreams>,
    channel: Channel<Value>,
) -> Result<(), String> {
    let mut notices = Box::pin(backend.changes());
    let stream = tauri::async_runtime::spawn(async move {
        while let Some(notice) = notices.next().await {
            if channel.send(notice).is_err() {
                return;
            }
        }
    });
    streams.replace(webview.label(), stream);
    Ok(())
}

/// What the page must know about the desktop around it.
#[derive(Debug, Serialize)]
pub struct DesktopState {
    /// Whether an icon stays in sight when the window is closed.
    has_tray: bool,
    close_choice: CloseSetting,
}

/// Tells what closing the window would do.
#[tauri::command]
pub async fn desktop_state(backend: State<'_, Arc<Backend>>, tray: State<'_, Tray>) -> Result<DesktopState, String> {
    let close_choice = closing::setting(&backend).await.map_err(|error| error.to_string())?;
    Ok(DesktopState { has_tray: tray.is_shown(), close_choice })
}

/// The person's answer to `close-requested`.
#[tauri::command]
pub async fn choose_close<R: Runtime>(
    app: AppHandle<R>,
    backend: State<'_, Arc<Backend>>,
    choice: CloseChoice,
    remember: bool,
) -> Result<(), String> {
    if remember {
        closing::remember(&backend, choice).await.map_err(|error| error.to_string())?;
    }
    closing::carry_out(&app, choice);
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
    use tauri::{
        App, WebviewWindow, WebviewWindowBuilder,
        ipc::{CallbackFn, InvokeBody},
        test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
        webview::InvokeRequest,
    };

    use super::*;

    /// A page before an API that echoes, so a test sees what went in and what came out.
    struct Page {
        window: WebviewWindow<MockRuntime>,
        _app: App<MockRuntime>,
    }

    fn page() -> Page {
        async fn echo(headers: HeaderMap, body: Bytes) -> (StatusCode, [(&'static str, String); 1], Bytes) {
            let kind = headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
            (StatusCode::ACCEPTED, [("x-kind-seen", kind.unwrap_or_default())], body)
        }
        let router = Router::new().route("/api/v1/events", post(echo));
        let app = mock_builder()
            .manage(Arc::new(Backend::answering(router)))
            .invoke_handler(tauri::generate_handler![api])
            .build(mock_context(noop_assets()))
            .unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
        Page { window, _app: app }
    }

    fn ask(page: &Page, request: Value) -> Value {
        let request = InvokeRequest {
            cmd: "api".to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(request),
            headers: HeaderMap::new(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&page.window, request).unwrap().deserialize().unwrap()
    }

    fn problem_in(answer: &Value) -> Value {
        let body = BASE64_STANDARD.decode(answer["body"].as_str().unwrap()).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    #[test]
    fn a_request_reaches_the_api_and_its_answer_comes_back_byte_for_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        let request = json!({
            "method": "POST",
            "path": "/api/v1/events?type=order.paid",
            "headers": [["content-type", "application/octet-stream"]],
            "body": bytes,
        });
        let answer = ask(&page(), request);
        assert_eq!(answer["status"], 202);
        assert_eq!(answer["body"], BASE64_STANDARD.encode(&bytes));
        let headers = answer["headers"].as_array().unwrap();
        assert!(headers.contains(&json!(["x-kind-seen", "application/octet-stream"])), "{headers:?}");
    }

    #[test]
    fn text_and_no_body_are_bodies_too() {
        let page = page();
        let send = |body: Value| {
            ask(&page, json!({ "method": "POST", "path": "/api/v1/events", "headers": [], "body": body }))
        };
        assert_eq!(send(json!("hi"))["body"], BASE64_STANDARD.encode("hi"));
        assert_eq!(send(Value::Null)["body"], "");
    }

    #[test]
    fn what_a_page_may_not_ask_is_refused_in_the_words_of_the_api() {
        let page = page();
        let many_headers = vec![("a", "b"); HEADERS_MAX + 1];
        for request in [
            json!({ "method": "GET", "path": "/etc/passwd", "headers": [] }),
            json!({ "method": "GET", "path": "http://example.com/api/v1/", "headers": [] }),
            json!({ "method": "GET", "path": "/api/v1/changes", "headers": [] }),
            json!({ "method": "G T", "path": "/api/v1/events", "headers": [] }),
            json!({ "method": "GET", "path": "/api/v1/events", "headers": [["a", "b\r\nc: d"]] }),
            json!({ "method": "GET", "path": "/api/v1/events", "headers": many_headers }),
        ] {
            let answer = ask(&page, request.clone());
            assert_eq!(answer["status"], 400, "{request}");
            assert_eq!(problem_in(&answer)["code"], "invalid_request", "{request}");
        }
    }
}
