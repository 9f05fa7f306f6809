//! Has the transform of a subscription change a prepared request.
//!
//! A transform may send a request elsewhere, but not with credentials that are meant for the destination: then the
//! attempt fails instead.

use bytes::Bytes;
use domain::access::Authorization;
use domain::{ErrorClass, EventTypeName, Headers, Outcome, Subscription};
use transform::{Changed, ErrorKind, TransformError, Transformed, Webhook};
use url::Url;

use super::Dispatch;
use super::request::PreparedRequest;
use crate::configuration::ConfiguredDestination;

impl Dispatch {
    /// The request that a subscription's transform makes of a prepared one; the same when it has none.
    ///
    /// # Errors
    /// The outcome of the attempt, when there is nothing to send.
    pub(super) async fn transform(
        &self,
        prepared: PreparedRequest,
        subscription: Option<&Subscription>,
        event_type: &EventTypeName,
        destination: &ConfiguredDestination,
    ) -> Result<PreparedRequest, Outcome> {
        let transform = subscription.and_then(|found| Some((found, found.transform.as_deref()?)));
        let Some((subscription, source)) = transform else { return Ok(prepared) };
        let run = self.transforms.run(subscription, source, webhook(&prepared, event_type)).await;
        match run.result {
            Ok(Transformed::Changed(changed)) => apply(prepared, changed)
                .and_then(|changed| check_host(changed, destination))
                .map_err(|detail| failed(&detail)),
            Ok(Transformed::Cancelled { reason }) => {
                let reason = reason.map_or_else(|| "Cancelled.".to_owned(), |reason| format!("Cancelled: {reason}"));
                Err(Outcome::Cancelled { reason })
            }
            Err(error) => Err(outcome(&error)),
        }
    }
}

/// A prepared request, as its transform sees it.
pub(crate) fn webhook(prepared: &PreparedRequest, event_type: &EventTypeName) -> Webhook {
    Webhook {
        event_type: event_type.as_str().to_owned(),
        url: prepared.url.clone(),
        method: prepared.method.to_string(),
        headers: prepared.headers.iter().map(|header| (header.name.clone(), text(&header.value))).collect(),
        body: prepared.body.to_vec(),
    }
}

/// Takes what a transform made of a request. Header fields that it left alone keep their bytes.
pub(crate) fn apply(prepared: PreparedRequest, changed: Changed) -> Result<PreparedRequest, String> {
    let url = Url::parse(&changed.url).map_err(|error| format!("`url` is no web address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err("`url` must begin with http or https, without a user name".to_owned());
    }
    let method = http::Method::from_bytes(changed.method.as_bytes()).map_err(|error| error.to_string())?;
    let mut headers = Headers::new();
    for (name, value) in changed.headers {
        let before = prepared.headers.iter().find(|header| header.name == name && text(&header.value) == value);
        let bytes = before.map_or_else(|| value.into_bytes(), |header| header.value.clone());
        headers.push(name, bytes);
    }
    let (body, has_own_body) = match changed.body {
        Some(body) => (Bytes::from(body), true),
        None => (prepared.body, false),
    };
    Ok(PreparedRequest { url: changed.url, method, headers, body, has_own_body })
}

/// Refuses to take a destination's credentials to another host.
fn check_host(changed: PreparedRequest, destination: &ConfiguredDestination) -> Result<PreparedRequest, String> {
    let origin = |url: &str| Url::parse(url).map(|url| url.origin()).ok();
    let has_credentials = *destination.access.authorization() != Authorization::None
        || destination.access.connection().client_certificate_pem.is_some()
        || !destination.destination.headers.is_empty();
    if has_credentials && origin(&changed.url) != origin(&destination.destination.url) {
        return Err(
            "`url` leads to another host, and the destination's credentials and header fields are not for that"
                .to_owned(),
        );
    }
    Ok(changed)
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

fn outcome(error: &TransformError) -> Outcome {
    match error.kind {
        ErrorKind::Local => Outcome::Failed { class: ErrorClass::Local, detail: error.to_string() },
        _ => failed(&error.to_string()),
    }
}

fn failed(detail: &str) -> Outcome {
    Outcome::Failed { class: ErrorClass::Transform, detail: detail.to_owned() }
}
