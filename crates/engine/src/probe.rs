//! Looks how a destination is now, without sending an event: name, connection, certificate, and what it answers to
//! `OPTIONS`.
//!
//! Each part is done on its own and timed, so that the first one that fails is the finding. The certificate is read in
//! a handshake over which nothing is sent, and which takes any certificate: only so can one that is not trusted be
//! shown. Whether it is trusted is asked of the same verifier that deliveries use. Behind a proxy only `OPTIONS` is
//! sent: the proxy does the rest.

mod certificate;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use domain::explanation::of_outcome;
use domain::{ErrorClass, Headers, Outcome, Timestamp};
use tokio::net::TcpStream;
use url::Url;
use words::{Phrase, phrase};

use crate::clock::Clock;
use crate::configuration::ConfiguredDestination;
use crate::dispatch::USER_AGENT;
use crate::egress::{CONNECT_TIMEOUT, Egress, RESPONSE_KEPT_BYTES_MAX, SignedRequest, host_field};

pub use certificate::Certificate;

/// How a destination was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// When.
    pub at: Timestamp,
    /// The finding, as one sentence.
    pub sentence: Phrase,
    /// It answered; with which status does not matter.
    pub is_answering: bool,
    /// What was done, in order, up to the first failure.
    pub steps: Vec<ProbeStep>,
    /// The certificates it showed, its own first.
    pub certificates: Vec<Certificate>,
    /// The certificate that would make the chain trusted, as PEM; `None` when it is trusted, or none would.
    pub trust_pem: Option<String>,
}

/// One part of a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeStep {
    /// What was done.
    pub part: ProbePart,
    /// How long it took.
    pub took: Duration,
    /// What was found: addresses, the status. Of a failure the words of the system.
    pub detail: String,
    /// What kind of failure, when it was one.
    pub error_class: Option<ErrorClass>,
}

/// A part of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbePart {
    /// The name is resolved.
    Dns,
    /// A connection is made.
    Connect,
    /// TLS is agreed on.
    Tls,
    /// `OPTIONS` is sent.
    Options,
}

impl ProbePart {
    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Options => "options",
        }
    }
}

/// Looks how a destination is now.
pub(crate) async fn probe(destination: &ConfiguredDestination, egress: &dyn Egress, clock: &dyn Clock) -> Probe {
    let mut probe = Probe {
        at: clock.now(),
        sentence: phrase!("probe-not-looked-at", address = String::new()),
        is_answering: false,
        steps: Vec::new(),
        certificates: Vec::new(),
        trust_pem: None,
    };
    let url = match Url::parse(&destination.destination.url) {
        Ok(url) => url,
        Err(error) => {
            probe.fail(ProbePart::Options, Duration::ZERO, ErrorClass::InvalidRequest, error.to_string());
            probe.conclude(destination.destination.url.clone(), destination.destination.timeout);
            return probe;
        }
    };
    if destination.destination.connection.proxy.is_none() {
        probe.connect(destination, &url, clock.now()).await;
    }
    if !probe.has_failed() {
        probe.ask(destination, &url, egress).await;
    }
    probe.conclude(host_field(&url), destination.destination.timeout);
    probe
}

impl Probe {
    fn has_failed(&self) -> bool {
        self.steps.iter().any(|step| step.error_class.is_some())
    }

    fn pass(&mut self, part: ProbePart, took: Duration, detail: String) {
        self.steps.push(ProbeStep { part, took, detail, error_class: None });
    }

    fn fail(&mut self, part: ProbePart, took: Duration, class: ErrorClass, detail: String) {
        self.steps.push(ProbeStep { part, took, detail, error_class: Some(class) });
    }

    /// Name, connection, TLS.
    async fn connect(&mut self, destination: &ConfiguredDestination, url: &Url, now: Timestamp) {
        let limit = destination.destination.connection.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
        let Some(addresses) = self.resolve(url, limit).await else { return };
        let began = Instant::now();
        let connecting = tokio::time::timeout(limit, TcpStream::connect(addresses.as_slice())).await;
        let stream = match connecting {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                let class = match error.kind() {
                    std::io::ErrorKind::ConnectionRefused => ErrorClass::ConnectionRefused,
                    std::io::ErrorKind::TimedOut => ErrorClass::ConnectTimeout,
                    _ => ErrorClass::Unreachable,
                };
                return self.fail(ProbePart::Connect, began.elapsed(), class, error.to_string());
            }
            Err(_) => {
                let detail = format!("no connection within {} ms", limit.as_millis());
                return self.fail(ProbePart::Connect, began.elapsed(), ErrorClass::ConnectTimeout, detail);
            }
        };
        let peer = stream.peer_addr().map(|peer| peer.to_string()).unwrap_or_default();
        self.pass(ProbePart::Connect, began.elapsed(), peer);
        if url.scheme() == "https" {
            self.shake_hands(destination, url, stream, limit, now).await;
        }
    }

    async fn resolve(&mut self, url: &Url, limit: Duration) -> Option<Vec<SocketAddr>> {
        let port = url.port_or_known_default().unwrap_or(80);
        let name = match url.host()? {
            url::Host::Ipv4(address) => return Some(vec![SocketAddr::new(IpAddr::V4(address), port)]),
            url::Host::Ipv6(address) => return Some(vec![SocketAddr::new(IpAddr::V6(address), port)]),
            url::Host::Domain(name) => name,
        };
        let began = Instant::now();
        let resolved = tokio::time::timeout(limit, tokio::net::lookup_host((name, port))).await;
        let failure = match resolved {
            Ok(Ok(addresses)) => {
                let addresses: Vec<SocketAddr> = addresses.collect();
                let shown: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
                self.pass(ProbePart::Dns, began.elapsed(), shown.join(", "));
                return Some(addresses);
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("no answer within {} ms", limit.as_millis()),
        };
        self.fail(ProbePart::Dns, began.elapsed(), ErrorClass::Dns, failure);
        None
    }

    async fn shake_hands(
        &mut self,
        destination: &ConfiguredDestination,
        url: &Url,
        stream: TcpStream,
        limit: Duration,
        now: Timestamp,
    ) {
        let began = Instant::now();
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let witnessed = tokio::time::timeout(limit, certificate::witness(stream, &host)).await;
        let chain = match witnessed {
            Ok(Ok(chain)) => chain,
            Ok(Err(detail)) => return self.fail(ProbePart::Tls, began.elapsed(), ErrorClass::Tls, detail),
            Err(_) => {
                let detail = format!("no handshake within {} ms", limit.as_millis());
                return self.fail(ProbePart::Tls, began.elapsed(), ErrorClass::ConnectTimeout, detail);
            }
        };
        let took = began.elapsed();
        self.certificates = chain.iter().filter_map(Certificate::read).collect();
        let own = destination.destination.connection.ca_pem.as_deref();
        match certificate::judge(&chain, &host, own, now) {
            Ok(()) => {
                let ours = self.certificates.first().map(|own| own.subject.clone()).unwrap_or_default();
                self.pass(ProbePart::Tls, took, ours);
            }
            Err(detail) => {
                self.fail(ProbePart::Tls, took, ErrorClass::Tls, detail);
                self.trust_pem = certificate::trusting(&chain, &host, own, now);
            }
        }
    }

    async fn ask(&mut self, destination: &ConfiguredDestination, url: &Url, egress: &dyn Egress) {
        let mut headers = Headers::new();
        headers.push("host", host_field(url));
        headers.push("user-agent", USER_AGENT);
        headers.push("accept", "*/*");
        headers.push("content-length", "0");
        let request = SignedRequest {
            method: http::Method::OPTIONS,
            url: url.to_string(),
            headers,
            body: Bytes::new(),
            timeout: destination.destination.timeout,
            response_kept_bytes_max: RESPONSE_KEPT_BYTES_MAX,
            access: Arc::clone(&destination.access),
        };
        let exchange = egress.send(request).await;
        let took = Duration::from_micros(exchange.phases.total_us);
        match exchange.outcome {
            Outcome::Answered { status, .. } => {
                let allowed = exchange.response.as_ref().and_then(|response| response.headers.first_text("allow"));
                let detail = match allowed {
                    Some(allowed) => format!("{status}, allow: {allowed}"),
                    None => status.to_string(),
                };
                self.is_answering = true;
                self.pass(ProbePart::Options, took, detail);
            }
            Outcome::Failed { class, detail } => self.fail(ProbePart::Options, took, class, detail),
            Outcome::Cancelled { reason } => self.fail(ProbePart::Options, took, ErrorClass::Local, reason),
        }
    }

    /// Says what was found.
    fn conclude(&mut self, address: String, timeout: Duration) {
        self.sentence = match self.steps.last() {
            Some(ProbeStep { error_class: Some(class), .. }) => of_outcome(Some(*class), None, address, timeout),
            Some(step) => phrase!(
                "probe-answers",
                address = address,
                answer = &step.detail,
                time = domain::explanation::in_words(Duration::from_millis(
                    u64::try_from(step.took.as_millis()).unwrap_or(u64::MAX).max(1)
                ))
            ),
            None => phrase!("probe-not-looked-at", address = address),
        };
    }
}
