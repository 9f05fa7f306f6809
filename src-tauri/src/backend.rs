//! The headless server inside this process, asked in the words of its REST API.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    http::{HeaderName, Method, Request, Response, StatusCode, header},
    response::IntoResponse,
};
use futures_util::{Stream, StreamExt};
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tokio::sync::broadcast;
use tower::ServiceExt;
use words::Language;

/// The running server; or, where it could not start, a stand-in that answers every request with the reason.
pub struct Backend {
    router: Router,
    /// `None` when it did not start, and again once it has been stopped.
    app: Mutex<Option<server::App>>,
}

impl Backend {
    /// Starts the server. A failure is kept, for the window to show.
    pub async fn start(configuration: server::Configuration) -> Self {
        match server::App::start(configuration).await {
            Ok(app) => Self { router: app.router(), app: Mutex::new(Some(app)) },
            Err(error) => {
                tracing::error!(code = error.code(), hint = error.hint(), "the server did not start: {error}");
                Self::answering(not_started(&error))
            }
        }
    }

    /// A backend that is only a router.
    pub(crate) fn answering(router: Router) -> Self {
        Self { router, app: Mutex::new(None) }
    }

    /// Whether there is a receiver to keep alive.
    pub fn is_running(&self) -> bool {
        self.app().is_some()
    }

    /// Notices that something shown is stale, until the server stops.
    pub fn changes(&self) -> impl Stream<Item = Value> + Send + use<> {
        let notices = self.app().as_ref().map(server::App::changes);
        let as_json = |notice| serde_json::to_value(notice).expect("a notice is plain data");
        futures_util::stream::iter(notices).flatten().map(as_json)
    }

    /// What a person is to be told; `None` when the server did not start.
    pub fn alerts(&self) -> Option<broadcast::Receiver<server::Alert>> {
        self.app().as_ref().map(server::App::alerts)
    }

    /// Hands a request to the API.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Reads one resource.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, AskError> {
        self.ask(Method::GET, path, Language::default(), None).await
    }

    /// Reads one resource, with its words in a language.
    pub async fn get_in<T: DeserializeOwned>(&self, language: Language, path: &str) -> Result<T, AskError> {
        self.ask(Method::GET, path, language, None).await
    }

    /// Asks for something to be done.
    pub async fn send(&self, method: Method, path: &str, body: &impl Serialize) -> Result<Value, AskError> {
        let body = serde_json::to_vec(body).expect("our own requests are plain data");
        self.ask(method, path, Language::default(), Some(body)).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        language: Language,
        body: Option<Vec<u8>>,
    ) -> Result<T, AskError> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, language.tag())
            .body(body.map_or_else(Body::empty, Body::from))
            .map_err(|_| AskError::Unreadable)?;
        let response = self.answer(request).await;
        let status = response.status();
        let body: Bytes = response.into_body().collect().await.map_err(|_| AskError::Unreadable)?.to_bytes();
        if status.is_success() {
            serde_json::from_slice(&body).map_err(|_| AskError::Unreadable)
        } else {
            Err(AskError::Refused { status, detail: detail_of(&body) })
        }
    }

    /// Stops receiving and gives requests under way a few seconds to end.
    pub async fn stop(&self) {
        let app = self.app().take();
        if let Some(app) = app {
            app.stop().await;
        }
    }

    fn app(&self) -> MutexGuard<'_, Option<server::App>> {
        self.app.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why our own question got no answer we can use.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The API said no.
    #[error("{status}: {detail}")]
    Refused {
        /// Its status.
        status: StatusCode,
        /// Its reason, as one sentence.
        detail: String,
    },
    /// The answer is not what was asked for.
    #[error("the answer could not be read")]
    Unreadable,
}

/// The API with one answer: the server did not start, and this is why.
fn not_started(error: &server::StartError) -> Router {
    let problem = json!({
        "type": "about:blank",
        "title": "Tacklebox did not start",
        "status": StatusCode::SERVICE_UNAVAILABLE.as_u16(),
        "code": error.code(),
        "detail": error.to_string(),
        "hint": error.hint(),
    });
    Router::new().fallback(move || async move { problem_response(StatusCode::SERVICE_UNAVAILABLE, problem.clone()) })
}

/// An answer of the kind every error of the API has.
pub(crate) fn problem_response(status: StatusCode, problem: Value) -> Response<Body> {
    const PROBLEM: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, PROBLEM, Json(problem)).into_response()
}

fn detail_of(problem: &[u8]) -> String {
    let problem: Value = serde_json::from_slice(problem).unwrap_or_default();
    problem["detail"].as_str().unwrap_or("no reason given").to_owned()
}
