//! How destinations are got into, against real servers on this computer: token servers, TLS, proxies.

mod authorization;
mod proxies;
mod slow_answers;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::{Authorization, Connection, ErrorClass, Headers, Outcome};
use engine::SystemClock;
use engine::egress::{Access, Credential, Credentials, Egress as _, Exchange, HttpEgress, SignedRequest};

/// A way out.
fn egress() -> HttpEgress {
    HttpEgress::new(Arc::new(SystemClock)).expect("a client")
}

/// A request to `url`.
fn request(url: &str, access: &Arc<Access>) -> SignedRequest {
    let address = url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let mut headers = Headers::new();
    headers.push("host", address);
    headers.push("content-length", "5");
    headers.push("webhook-id", "evt_1");
    SignedRequest {
        method: http::Method::POST,
        url: url.to_owned(),
        headers,
        body: Bytes::from_static(b"exact"),
        timeout: Duration::from_secs(10),
        response_kept_bytes_max: 1_024,
        access: access.clone(),
    }
}

/// Access with one secret for the authorization.
fn authorized(authorization: Authorization, secret: &str) -> Arc<Access> {
    let credentials = Credentials { authorization: Some(Credential::new(secret)), ..Credentials::default() };
    Arc::new(Access::new(authorization, Connection::default(), credentials))
}

/// The status, or class and detail of the failure.
fn seen(exchange: &Exchange) -> Result<u16, (ErrorClass, String)> {
    match &exchange.outcome {
        Outcome::Answered { status, .. } => Ok(*status),
        Outcome::Failed { class, detail } => Err((*class, detail.clone())),
        Outcome::Cancelled { reason } => panic!("{reason}: nothing here cancels"),
    }
}

async fn send(egress: &HttpEgress, url: &str, access: &Arc<Access>) -> Exchange {
    egress.send(request(url, access)).await
}
