//! The control listener: the API for whoever has the token, and the user interface.
//!
//! A web page of someone else must not get in: requests are refused whose `Host` is not this computer (DNS rebinding),
//! whose `Origin` is another one, or that a browser marks as cross-site. None of these replaces the token. No answer
//! carries CORS fields, so no other origin can read any.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use hyper::body::Incoming;
use subtle::ConstantTimeEq;
use tokio::net::TcpStream;
use tower::ServiceExt;

use crate::connections::{Answer, Cut};
use crate::interface;

/// Answers what comes to the control listener.
#[derive(Clone)]
pub struct Control {
    router: Router,
}

/// Who may ask.
struct Guard {
    token: String,
    port: u16,
}

impl Control {
    /// Guards the API at a port with a token, and serves the user interface beside it.
    pub fn new(api: Router, token: String, port: u16) -> Self {
        let guard = Arc::new(Guard { token, port });
        let router = api
            .layer(from_fn_with_state(guard.clone(), require_token))
            .route("/healthz", get(|| async { "ok" }))
            .layer(from_fn_with_state(guard, require_own_origin));
        Self { router }
    }
}

impl Answer for Control {
    type Body = axum::body::Body;
    type Connection = ();
    type Stream = TcpStream;

    fn connection(&self, stream: TcpStream, _peer: SocketAddr) -> (TcpStream, ()) {
        (stream, ())
    }

    fn into_tcp(stream: TcpStream) -> TcpStream {
        stream
    }

    async fn answer(&self, _connection: (), request: http::Request<Incoming>) -> Result<Response, Cut> {
        match self.router.clone().oneshot(request.map(axum::body::Body::new)).await {
            Ok(response) => Ok(response),
            Err(never) => match never {},
        }
    }
}

/// Lets requests to the API pass that carry the token. What is not the API is the user interface, which has no secrets.
async fn require_token(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !path.starts_with(api::PREFIX) {
        return interface::file(request.method(), path);
    }
    let is_public = matches!(path.strip_prefix(api::PREFIX), Some("/openapi.json" | "/healthz"));
    if is_public || guard.is_token(request.headers()) {
        return next.run(request).await;
    }
    let hint = "Send Authorization: Bearer and the token; `tacklebox serve` prints it, and it stands in control.token.";
    api::Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "the token is missing or wrong", hint).into_response()
}

/// Refuses what another web page could have sent.
async fn require_own_origin(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    match guard.foreign(request.headers()) {
        None => next.run(request).await,
        Some(what) => {
            let hint = "Open the address that Tacklebox prints, on this computer.";
            api::Problem::new(StatusCode::FORBIDDEN, "foreign_origin", what, hint).into_response()
        }
    }
}

impl Guard {
    fn is_token(&self, headers: &HeaderMap) -> bool {
        let Some(value) = headers.get(header::AUTHORIZATION) else { return false };
        let Some(token) = value.as_bytes().strip_prefix(b"Bearer ") else { return false };
        token.ct_eq(self.token.as_bytes()).into()
    }

    /// What shows that a request is not from this computer's own pages and programs.
    fn foreign(&self, headers: &HeaderMap) -> Option<&'static str> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let is_own_host = match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
            (Some(host), None) => self.is_own_authority(host),
            _ => false,
        };
        if !is_own_host {
            return Some("the Host of the request is not this computer");
        }
        let is_own_origin = |origin: &http::HeaderValue| {
            origin
                .to_str()
                .ok()
                .and_then(|origin| origin.strip_prefix("http://"))
                .is_some_and(|host| self.is_own_authority(host))
        };
        if !headers.get_all(header::ORIGIN).iter().all(is_own_origin) {
            return Some("the request comes from another web page");
        }
        let is_cross_site =
            headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site");
        is_cross_site.then_some("the request comes from another web site")
    }

    fn is_own_authority(&self, authority: &str) -> bool {
        let Some((host, port)) = authority.rsplit_once(':') else { return false };
        port.parse() == Ok(self.port)
            && matches!(host.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fields: &[(&'static str, &str)], is_let_in: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, value.parse().unwrap());
        }
        let guard = Guard { token: "secret".to_owned(), port: 4666 };
        assert_eq!(guard.foreign(&headers).is_none(), is_let_in, "{fields:?}");
    }

    #[test]
    fn only_this_computers_own_pages_and_programs_are_let_in() {
        for host in ["localhost:4666", "127.0.0.1:4666", "[::1]:4666", "LOCALHOST:4666"] {
            check(&[("host", host)], true);
            check(&[("host", host), ("origin", &format!("http://{}", host.to_lowercase()))], true);
        }
        for host in
            ["evil.example:4666", "localhost:80", "localhost", "127.0.0.1.evil.example:4666", "localhost.:4666", ""]
        {
            check(&[("host", host)], false);
        }
        let own = ("host", "localhost:4666");
        for origin in ["http://evil.example", "https://localhost:4666", "null", "http://localhost:3000"] {
            check(&[own, ("origin", origin)], false);
        }
        check(&[], false);
        check(&[own, own], false);
        check(&[own, ("sec-fetch-site", "cross-site")], false);
        check(&[own, ("sec-fetch-site", "same-origin")], true);
        check(&[own, ("sec-fetch-site", "none")], true);
    }

    #[test]
    fn the_token_is_compared_whole() {
        let guard = Guard { token: "secret".to_owned(), port: 1 };
        let is_token = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            guard.is_token(&headers)
        };
        assert!(is_token("Bearer secret"));
        assert!(
            !is_token("Bearer secre") && !is_token("Bearer secrets") && !is_token("secret") && !is_token("Bearer ")
        );
        assert!(!guard.is_token(&HeaderMap::new()));
    }
}
