//! The likely causes of a failure, each with what speaks for it.
//!
//! Two kinds stand in the list: those that something speaks for, likeliest first, and behind them how such failures
//! usually come about.

mod usual;

use diff::ChangeKind;
use domain::explanation::in_words;

use super::certificate::{Fault, fault_in};
use super::changed::{Changed, ChangedPart};
use super::facts::Facts;
use super::listening::plausible_apps;
use super::sentence::{bytes_in_words, last_key, path_in_words, retry_after, sent_bytes, type_of, usual_time};
use super::{Cause, Evidence, FailureKind};
use crate::configuration::EditedPart;

/// Causes that are listed.
const LISTED_MAX: usize = 4;

/// The likely causes, the likeliest first.
pub(super) fn causes(kind: FailureKind, facts: &Facts, changed: &[Changed]) -> Vec<Cause> {
    let mut causes = Causes::default();
    edited(kind, changed, &mut causes);
    match kind {
        FailureKind::Refused => refused(facts, &mut causes),
        FailureKind::Tls => tls(facts, &mut causes),
        FailureKind::Timeout | FailureKind::ConnectTimeout => slow(facts, &mut causes),
        FailureKind::Rejected => rejected(facts, &mut causes),
        FailureKind::Redirect => redirect(facts, &mut causes),
        FailureKind::Path => path(facts, &mut causes),
        FailureKind::Payload => payload(facts, changed, &mut causes),
        FailureKind::TooLarge => too_large(facts, &mut causes),
        FailureKind::RateLimited => rate_limited(facts, &mut causes),
        FailureKind::ServerError => server_error(facts, changed, &mut causes),
        FailureKind::SlowConsumer => slow_consumer(facts, &mut causes),
        FailureKind::Protocol | FailureKind::ConnectionLost => protocol(facts, &mut causes),
        FailureKind::Authorization | FailureKind::Transform | FailureKind::InvalidRequest => said(facts, &mut causes),
        FailureKind::Dns
        | FailureKind::Unreachable
        | FailureKind::Status
        | FailureKind::UnexpectedUpgrade
        | FailureKind::Local
        | FailureKind::Consent => {}
    }
    usual::add(kind, facts, &mut causes);
    causes.ranked()
}

/// Causes as they are found: those that something speaks for keep their order, likeliest first.
#[derive(Default)]
struct Causes {
    likely: Vec<Cause>,
    possible: Vec<Cause>,
}

impl Causes {
    fn likely(&mut self, code: &'static str, title: impl Into<String>, evidence: impl IntoIterator<Item = Evidence>) {
        let evidence = evidence.into_iter().collect();
        self.likely.push(Cause { code, title: title.into(), evidence, is_likely: true });
    }

    fn possible(&mut self, code: &'static str, title: impl Into<String>) {
        self.possible.push(Cause { code, title: title.into(), evidence: Vec::new(), is_likely: false });
    }

    fn has(&self, code: &str) -> bool {
        self.likely.iter().any(|cause| cause.code == code)
    }

    fn ranked(self) -> Vec<Cause> {
        let mut ranked = self.likely;
        for cause in self.possible {
            if !ranked.iter().any(|known| known.code == cause.code) {
                ranked.push(cause);
            }
        }
        ranked.truncate(LISTED_MAX);
        ranked
    }
}

/// What a person edited since the last success, where that bears on this kind of failure.
fn edited(kind: FailureKind, changed: &[Changed], causes: &mut Causes) {
    for change in changed {
        let part = match change.part {
            ChangedPart::Edited(part) => part,
            ChangedPart::Url => EditedPart::Url,
            ChangedPart::Payload | ChangedPart::Header => continue,
        };
        let Some((code, title)) = bears_on(part, kind) else { continue };
        let values = match (&change.left, &change.right) {
            (Some(left), Some(right)) => format!("It was {left}, and is {right}."),
            (None, Some(right)) => format!("{right} is new."),
            (Some(left), None) => format!("{left} is gone."),
            (None, None) => "It was edited after the last success.".to_owned(),
        };
        if !causes.has(code) {
            causes.likely(code, title, [Evidence { text: values, at: change.at }]);
        }
    }
}

/// The cause that an edit is of a kind of failure; `None` where one has nothing to do with the other.
const fn bears_on(part: EditedPart, kind: FailureKind) -> Option<(&'static str, &'static str)> {
    use FailureKind as Kind;
    let is_of_the_address = !matches!(
        kind,
        Kind::SlowConsumer | Kind::TooLarge | Kind::RateLimited | Kind::Transform | Kind::Authorization | Kind::Local
    );
    let is_of_the_request = matches!(kind, Kind::Rejected | Kind::Payload | Kind::ServerError | Kind::InvalidRequest);
    let is_of_the_connection = matches!(
        kind,
        Kind::Tls | Kind::ConnectTimeout | Kind::Timeout | Kind::Unreachable | Kind::Refused | Kind::Dns
    );
    match part {
        EditedPart::Url if is_of_the_address => Some(("url_edited", "The callback URL was changed.")),
        EditedPart::Secret if matches!(kind, Kind::Rejected) => {
            Some(("secret_edited", "The secret was changed here, and your app still has the other one."))
        }
        EditedPart::Scheme if is_of_the_request => {
            Some(("scheme_edited", "Deliveries are signed in another way than before."))
        }
        EditedPart::Headers if is_of_the_request => Some(("headers_edited", "The header fields were changed.")),
        EditedPart::Authorization if matches!(kind, Kind::Rejected | Kind::Authorization) => {
            Some(("authorization_edited", "The authorization was changed."))
        }
        EditedPart::Connection if is_of_the_connection => {
            Some(("connection_edited", "The way to connect was changed."))
        }
        EditedPart::Timeout if matches!(kind, Kind::Timeout | Kind::ConnectTimeout) => {
            Some(("timeout_edited", "The timeout was changed."))
        }
        EditedPart::Pace if matches!(kind, Kind::RateLimited | Kind::Timeout) => {
            Some(("pace_edited", "The pace was changed."))
        }
        EditedPart::Transform if is_of_the_request || matches!(kind, Kind::Transform) => {
            Some(("transform_edited", "The transform was changed."))
        }
        EditedPart::Filter if matches!(kind, Kind::Payload | Kind::SlowConsumer | Kind::RateLimited) => {
            Some(("filter_edited", "The subscription selects other events than before."))
        }
        _ => None,
    }
}

/// The last success, as evidence; `None` where there was none.
fn answered_until(facts: &Facts) -> Option<Evidence> {
    let (delivery, _) = facts.past.last_success.as_ref()?;
    let at = delivery.state.concluded_at()?;
    Some(Evidence::at("It took a delivery until then.", at))
}

/// How long it usually takes, as evidence; `None` where nothing was taken of late.
fn usual_answer(facts: &Facts) -> Option<Evidence> {
    usual_time(facts).map(|usual| Evidence::of(format!("It usually answers in {usual}.")))
}

fn refused(facts: &Facts, causes: &mut Causes) {
    let port = facts.url().and_then(|url| url.port_or_known_default());
    let others = plausible_apps(facts);
    if let Some(evidence) = answered_until(facts) {
        causes.likely("app_stopped", "Your app stopped, or is being restarted.", [evidence]);
    }
    if facts.is_local() && !facts.listening.iter().any(|program| Some(program.port) == port) && !others.is_empty() {
        let listed = others.iter().take(3).map(|program| match &program.name {
            Some(name) => Evidence::of(format!("{name} listens on port {}.", program.port)),
            None => Evidence::of(format!("A program listens on port {}.", program.port)),
        });
        causes.likely("other_port", "Your app may listen on another port.", listed.collect::<Vec<_>>());
    }
}

fn tls(facts: &Facts, causes: &mut Causes) {
    let quoted = || [Evidence::of(facts.detail().to_owned())];
    match fault_in(facts.detail()) {
        Fault::Expired(_) => causes.likely("certificate_expired", "The certificate was not renewed.", quoted()),
        Fault::NotYetValid(_) => {
            causes.likely(
                "clock_wrong",
                "The clock of this computer is wrong, or the certificate is too new.",
                quoted(),
            );
        }
        Fault::WrongName(_) => {
            causes.likely("other_name", "The callback URL uses another name than the certificate.", quoted());
        }
        Fault::UnknownIssuer => causes.likely(
            "own_authority",
            "The certificate is self-signed, or from an authority of your own.",
            quoted(),
        ),
        Fault::NoTls => causes.likely("plain_http", "The port speaks plain HTTP: the URL begins with https.", quoted()),
        Fault::Refused => causes.likely(
            "client_certificate",
            "It asks for a client certificate, or for other TLS versions.",
            quoted(),
        ),
        Fault::Other => {}
    }
}

fn slow(facts: &Facts, causes: &mut Causes) {
    if let Some(evidence) = usual_answer(facts) {
        causes.likely("stuck", "Your app hangs on something: a lock, a database, another service.", [evidence]);
    }
    if facts.past.waiting > 20 {
        let waiting = facts.past.waiting;
        causes.likely(
            "overloaded",
            "Your app is overloaded.",
            [Evidence::of(format!("{waiting} deliveries wait for it."))],
        );
    }
}

fn rejected(facts: &Facts, causes: &mut Causes) {
    if facts.answer.speaks_of_signature() {
        let quoted = facts.answer.gist().map(|gist| Evidence::of(format!("Its answer says: {gist}")));
        let (code, title) = if facts.answer.holds("timestamp") {
            ("signature_too_old", "Your app takes the signature for too old: compare the clocks.")
        } else {
            ("signature_not_accepted", "Your app verifies with another secret, or not over the raw body.")
        };
        if !causes.has("secret_edited") {
            causes.likely(code, title, quoted);
        }
    }
    if let Some(challenge) = facts.answered("www-authenticate") {
        let quoted = Evidence::of(format!("www-authenticate: {challenge}"));
        causes.likely("wants_authorization", "It wants to know who delivers, beyond the signature.", [quoted]);
    }
    if facts.status() == 403 && (facts.answer.holds("csrf") || facts.answer.holds("forgery")) {
        let quoted = facts.answer.gist().map(Evidence::of);
        causes.likely("csrf", "The CSRF check of your framework stops it: exempt this path.", quoted);
    }
}

fn redirect(facts: &Facts, causes: &mut Causes) {
    let (Some(location), Some(url)) = (facts.answered("location"), facts.url()) else { return };
    let Ok(target) = url.join(location) else { return };
    let quoted = || [Evidence::of(format!("location: {location}"))];
    let is_same_but_slash = target.path().trim_end_matches('/') == url.path().trim_end_matches('/');
    if ["login", "signin", "sign-in", "auth"].iter().any(|word| target.path().to_lowercase().contains(word)) {
        causes.likely("behind_login", "The path is behind a login: exempt it, or use another one.", quoted());
    } else if url.scheme() == "http" && target.scheme() == "https" && is_same_but_slash {
        causes.likely("https_wanted", "It takes requests over https only.", quoted());
    } else if is_same_but_slash && target.host() == url.host() {
        causes.likely("slash", "The path is written with or without its last slash there.", quoted());
    } else if target.host() != url.host() {
        causes.likely("moved", "It has moved to another host.", quoted());
    }
}

fn path(facts: &Facts, causes: &mut Causes) {
    if let Some(allowed) = facts.answered("allow") {
        let quoted = [Evidence::of(format!("allow: {allowed}"))];
        causes.likely("other_method", "The path is there for other methods.", quoted);
    }
    if let (Some(evidence), false) = (answered_until(facts), causes.has("url_edited")) {
        causes.likely("route_gone", "A new version of your app no longer has this path.", [evidence]);
    }
}

fn payload(facts: &Facts, changed: &[Changed], causes: &mut Causes) {
    let shapes = || changed.iter().filter(|change| change.part == ChangedPart::Payload);
    let mut named: Vec<&Changed> = shapes().filter(|change| facts.answer.names(last_key(&change.path))).collect();
    let is_named = !named.is_empty();
    if !is_named {
        named = shapes().filter(|change| change.kind != ChangeKind::Added).take(3).collect();
    }
    if let Some(first) = named.first() {
        let path = path_in_words(&first.path);
        let title = match first.kind {
            ChangeKind::TypeChanged => format!("{path} changed its type."),
            ChangeKind::Removed => format!("{path} is missing."),
            ChangeKind::Added | ChangeKind::ValueChanged | ChangeKind::Moved => format!("{path} is not expected."),
        };
        let mut evidence: Vec<Evidence> = named.iter().take(3).map(|change| Evidence::of(difference(change))).collect();
        if is_named {
            evidence.push(Evidence::of(format!("Its answer names {}.", last_key(&first.path))));
        }
        causes.likely("payload_changed", title, evidence);
    }
    let header = changed.iter().find(|change| change.part == ChangedPart::Header && change.path == "content-type");
    if let Some(change) = header {
        causes.likely("content_type_changed", "The content type is another one.", [Evidence::of(difference(change))]);
    }
    if let Some(gist) = facts.answer.gist() {
        causes.likely(
            "said",
            "Your app says what it does not like.",
            [Evidence::of(format!("Its answer says: {gist}"))],
        );
    }
    if facts.answer.holds("https port") {
        causes.likely("https_wanted", "The port speaks TLS: the URL begins with http.", []);
    }
}

/// One difference as a sentence.
fn difference(change: &Changed) -> String {
    let path = if change.part == ChangedPart::Payload { path_in_words(&change.path) } else { change.path.clone() };
    match (&change.left, &change.right) {
        (Some(left), Some(right)) if change.kind == ChangeKind::TypeChanged => {
            format!("{path} was {} ({left}), and is {} ({right}).", type_of(left), type_of(right))
        }
        (Some(left), Some(right)) => format!("{path} was {left}, and is {right}."),
        (Some(left), None) => format!("{path} was {left}, and is gone."),
        (None, Some(right)) => format!("{path} is new: {right}."),
        (None, None) => format!("{path} differs."),
    }
}

fn too_large(facts: &Facts, causes: &mut Causes) {
    let size = bytes_in_words(sent_bytes(facts));
    let largest = facts
        .past
        .largest_taken
        .map(|bytes| Evidence::of(format!("The largest payload it took of late had {}.", bytes_in_words(bytes))));
    let server = facts.answered("server").map(|server| Evidence::of(format!("{server} answered.")));
    let evidence = [Some(Evidence::of(format!("This one has {size}."))), largest, server];
    causes.likely(
        "body_limit",
        "A limit for request bodies, in your app or the proxy before it.",
        evidence.into_iter().flatten(),
    );
}

fn rate_limited(facts: &Facts, causes: &mut Causes) {
    let asked = retry_after(facts).map(|wait| Evidence::of(format!("It asks to wait {}.", in_words(wait))));
    let arrived = facts.past.arrived;
    let rate = Evidence::of(format!("{arrived} deliveries to it in the last 10 minutes."));
    causes.likely("too_fast", "Deliveries go out faster than it allows.", asked.into_iter().chain([rate]));
}

fn server_error(facts: &Facts, changed: &[Changed], causes: &mut Causes) {
    let proxy = facts.answered("server").filter(|_| matches!(facts.status(), 502..=504));
    if let Some(server) = proxy {
        let quoted = [Evidence::of(format!("{server} answered, not your app."))];
        causes.likely("behind_proxy", "The proxy before your app does not reach it.", quoted);
    }
    let shapes = changed.iter().filter(|change| change.part == ChangedPart::Payload);
    let mut telling: Vec<&Changed> = shapes.filter(|change| change.kind != ChangeKind::Added).collect();
    telling.sort_by_key(|change| !facts.answer.names(last_key(&change.path)));
    if let Some(first) = telling.first() {
        let evidence: Vec<_> = telling.iter().take(3).map(|change| Evidence::of(difference(change))).collect();
        causes.likely(
            "payload_changed",
            format!("Your app does not expect {} like this.", path_in_words(&first.path)),
            evidence,
        );
    }
    if let Some(gist) = facts.answer.gist() {
        causes.likely("bug", "An error in your app.", [Evidence::of(format!("Its answer says: {gist}"))]);
    }
}

fn slow_consumer(facts: &Facts, causes: &mut Causes) {
    let Some(entry) = &facts.destination else { return };
    let usual = usual_answer(facts);
    let waiting = Evidence::of(format!("{} deliveries wait.", facts.past.waiting));
    if let Some(limit) = entry.destination.rate_limit {
        let pace = Evidence::of(format!(
            "At most {} deliveries in {}.",
            limit.attempts,
            in_words(limit.interval() * limit.attempts)
        ));
        causes.likely("rate_limit", "The rate limit of the destination holds them back.", [pace, waiting]);
    } else if facts.delivery.ordering_key.is_some() {
        causes.likely("in_order", "Deliveries go one at a time, in order.", usual.into_iter().chain([waiting]));
    } else {
        let title = format!("Only {} deliveries go out at a time.", entry.destination.concurrency);
        causes.likely("concurrency", title, usual.into_iter().chain([waiting]));
    }
}

fn protocol(facts: &Facts, causes: &mut Causes) {
    let port = facts.url().filter(|url| url.scheme() == "http").and_then(|url| url.port());
    let listener = facts.listening.iter().find(|program| Some(program.port) == port);
    if let Some(name) = listener.and_then(|program| program.name.as_ref()) {
        let evidence = [Evidence::of(format!("{name} listens there."))];
        causes.likely("other_program", "Another program than your app has the port.", evidence);
    }
    if let Some(evidence) = answered_until(facts) {
        causes.likely("crashes", "Your app crashes while it handles this event.", [evidence]);
    }
}

/// The words of whoever refused, where they are the cause.
fn said(facts: &Facts, causes: &mut Causes) {
    if !facts.detail().is_empty() {
        causes.likely("said", "The error says what to mend.", [Evidence::of(facts.detail().to_owned())]);
    }
}
