//! CloudEvents: whoever receives must have agreed to it before events are sent there.
//!
//! Source: CloudEvents, "HTTP 1.1 Web Hooks for Event Delivery", 4 (abuse protection): an OPTIONS request names the
//! sender in `WebHook-Request-Origin`; leave is given by `WebHook-Allowed-Origin` with that name or `*`, and by nothing
//! else: the status of the answer is no consent. Leave given is remembered for an hour; a refusal is an outcome of the
//! attempt, which asks again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::destination::RateSpan;
use domain::{ErrorClass, Headers, Outcome, Timestamp};
use url::Url;

use super::Dispatch;
use super::request::USER_AGENT;
use crate::configuration::ConfiguredDestination;
use crate::egress::{RESPONSE_KEPT_BYTES_MAX, SignedRequest, host_field};

/// Who we are, as a receiver is told: every delivery to it says so too.
pub const ORIGIN: &str = "tacklebox.localhost";
/// The slug of the provider whose receivers are asked.
const PROVIDER: &str = "cloudevents";
/// How long leave is remembered.
const REMEMBERED: Duration = Duration::from_secs(3_600);

/// Leave that was given, by URL, with the time until which it is remembered.
#[derive(Default)]
pub struct Consents(Mutex<HashMap<String, Timestamp>>);

/// Whether the receivers of this destination are asked.
pub fn is_asked(destination: &ConfiguredDestination) -> bool {
    destination.destination.scheme.word() == PROVIDER
}

impl Consents {
    fn is_given(&self, url: &str, now: Timestamp) -> bool {
        let given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.get(url).is_some_and(|until| *until > now)
    }

    fn remember(&self, url: &str, now: Timestamp) {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, until| *until > now);
        given.insert(url.to_owned(), now.after(REMEMBERED));
    }
}

impl Dispatch {
    /// Asks the receiver at a URL for leave, unless it was given lately or nobody has to ask.
    ///
    /// # Errors
    /// The outcome of the attempt, when there was no answer or no leave.
    pub(super) async fn ask_for_leave(&self, destination: &ConfiguredDestination, url: &str) -> Result<(), Outcome> {
        if !is_asked(destination) || self.consents.is_given(url, self.clock.now()) {
            return Ok(());
        }
        let exchange = self.egress.send(question(destination, url)).await;
        if let Outcome::Failed { .. } = exchange.outcome {
            return Err(exchange.outcome);
        }
        let allowed = exchange
            .response
            .as_ref()
            .and_then(|response| response.headers.first_text("webhook-allowed-origin"))
            .map(str::trim);
        match allowed {
            Some(allowed) if allowed == "*" || allowed.eq_ignore_ascii_case(ORIGIN) => {
                self.consents.remember(url, self.clock.now());
                Ok(())
            }
            Some(other) => Err(refusal(&format!("it allows the origin {other}, and ours is {ORIGIN}"))),
            None => Err(refusal("its answer to OPTIONS has no WebHook-Allowed-Origin")),
        }
    }
}

fn refusal(detail: &str) -> Outcome {
    Outcome::Failed { class: ErrorClass::Consent, detail: detail.to_owned() }
}

fn question(destination: &ConfiguredDestination, url: &str) -> SignedRequest {
    let mut headers = Headers::new();
    headers.push("host", Url::parse(url).map(|url| host_field(&url)).unwrap_or_default());
    headers.push("user-agent", USER_AGENT);
    headers.push("webhook-request-origin", ORIGIN);
    if let Some(limit) = destination.destination.rate_limit {
        // A rate in requests a minute.
        let per_minute = match limit.per {
            RateSpan::Second => limit.attempts.saturating_mul(60),
            RateSpan::Minute => limit.attempts,
            RateSpan::Hour => limit.attempts.div_ceil(60),
        };
        headers.push("webhook-request-rate", per_minute.to_string());
    }
    headers.push("content-length", "0");
    SignedRequest {
        method: http::Method::OPTIONS,
        url: url.to_owned(),
        headers,
        body: Bytes::new(),
        timeout: destination.destination.timeout,
        response_kept_bytes_max: RESPONSE_KEPT_BYTES_MAX,
        access: destination.access.clone(),
    }
}
