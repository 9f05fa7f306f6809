//! The likely causes of a failure, each with what speaks for it.
//!
//! Two kinds stand in the list: those that something speaks for, likeliest first, and behind them how such failures
//! usually come about.

mod usual;

use diff::ChangeKind;
use domain::explanation::in_words;
use words::{Argument, Phrase, phrase};

use super::certificate::{Fault, fault_in};
use super::changed::{Changed, ChangedPart};
use super::facts::Facts;
use super::listening::plausible_apps;
use super::sentence::{last_key, path_in_words, retry_after, sent_bytes, type_of, usual_time};
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
    fn likely(&mut self, code: &'static str, title: Phrase, evidence: impl IntoIterator<Item = Evidence>) {
        let evidence = evidence.into_iter().collect();
        self.likely.push(Cause { code, title, evidence, is_likely: true });
    }

    fn possible(&mut self, code: &'static str, title: Phrase) {
        self.possible.push(Cause { code, title, evidence: Vec::new(), is_likely: false });
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
            (Some(left), Some(right)) => phrase!("evidence-edited", left = left, right = right),
            (None, Some(right)) => phrase!("evidence-edited-new", right = right),
            (Some(left), None) => phrase!("evidence-edited-gone", left = left),
            (None, None) => phrase!("evidence-edited-since"),
        };
        if !causes.has(code) {
            causes.likely(code, title, [Evidence { text: values, at: change.at }]);
        }
    }
}

/// The cause that an edit is of a kind of failure; `None` where one has nothing to do with the other.
const fn bears_on(part: EditedPart, kind: FailureKind) -> Option<(&'static str, Phrase)> {
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
        EditedPart::Url if is_of_the_address => Some(("url_edited", phrase!("cause-url-edited"))),
        EditedPart::Secret if matches!(kind, Kind::Rejected) => Some(("secret_edited", phrase!("cause-secret-edited"))),
        EditedPart::Scheme if is_of_the_request => Some(("scheme_edited", phrase!("cause-scheme-edited"))),
        EditedPart::Headers if is_of_the_request => Some(("headers_edited", phrase!("cause-headers-edited"))),
        EditedPart::Authorization if matches!(kind, Kind::Rejected | Kind::Authorization) => {
            Some(("authorization_edited", phrase!("cause-authorization-edited")))
        }
        EditedPart::Connection if is_of_the_connection => {
            Some(("connection_edited", phrase!("cause-connection-edited")))
        }
        EditedPart::Timeout if matches!(kind, Kind::Timeout | Kind::ConnectTimeout) => {
            Some(("timeout_edited", phrase!("cause-timeout-edited")))
        }
        EditedPart::Pace if matches!(kind, Kind::RateLimited | Kind::Timeout) => {
            Some(("pace_edited", phrase!("cause-pace-edited")))
        }
        EditedPart::Transform if is_of_the_request || matches!(kind, Kind::Transform) => {
            Some(("transform_edited", phrase!("cause-transform-edited")))
        }
        EditedPart::Filter if matches!(kind, Kind::Payload | Kind::SlowConsumer | Kind::RateLimited) => {
            Some(("filter_edited", phrase!("cause-filter-edited")))
        }
        _ => None,
    }
}

/// The last success, as evidence; `None` where there was none.
fn answered_until(facts: &Facts) -> Option<Evidence> {
    let (delivery, _) = facts.past.last_success.as_ref()?;
    let at = delivery.state.concluded_at()?;
    Some(Evidence::at(phrase!("evidence-took-until"), at))
}

/// How long it usually takes, as evidence; `None` where nothing was taken of late.
fn usual_answer(facts: &Facts) -> Option<Evidence> {
    usual_time(facts).map(|usual| Evidence::of(phrase!("evidence-usual", usual = usual)))
}

fn refused(facts: &Facts, causes: &mut Causes) {
    let port = facts.url().and_then(|url| url.port_or_known_default());
    let others = plausible_apps(facts);
    if let Some(evidence) = answered_until(facts) {
        causes.likely("app_stopped", phrase!("cause-app-stopped"), [evidence]);
    }
    if facts.is_local() && !facts.listening.iter().any(|program| Some(program.port) == port) && !others.is_empty() {
        let listed = others.iter().take(3).map(|program| match &program.name {
            Some(name) => Evidence::of(phrase!("evidence-program-listens", name = name, port = program.port)),
            None => Evidence::of(phrase!("evidence-some-program-listens", port = program.port)),
        });
        causes.likely("other_port", phrase!("cause-other-port-likely"), listed.collect::<Vec<_>>());
    }
}

fn tls(facts: &Facts, causes: &mut Causes) {
    let quoted = || [Evidence::of(Phrase::verbatim(facts.detail()))];
    match fault_in(facts.detail()) {
        Fault::Expired(_) => causes.likely("certificate_expired", phrase!("cause-certificate-expired"), quoted()),
        Fault::NotYetValid(_) => {
            causes.likely("clock_wrong", phrase!("cause-clock-wrong"), quoted());
        }
        Fault::WrongName(_) => {
            causes.likely("other_name", phrase!("cause-other-name"), quoted());
        }
        Fault::UnknownIssuer => causes.likely("own_authority", phrase!("cause-own-authority"), quoted()),
        Fault::NoTls => causes.likely("plain_http", phrase!("cause-plain-http"), quoted()),
        Fault::Refused => causes.likely("client_certificate", phrase!("cause-client-certificate"), quoted()),
        Fault::Other => {}
    }
}

fn slow(facts: &Facts, causes: &mut Causes) {
    if let Some(evidence) = usual_answer(facts) {
        causes.likely("stuck", phrase!("cause-stuck"), [evidence]);
    }
    if facts.past.waiting > 20 {
        let waiting = facts.past.waiting;
        causes.likely(
            "overloaded",
            phrase!("cause-overloaded"),
            [Evidence::of(phrase!("evidence-waiting-for-it", waiting = waiting))],
        );
    }
}

fn rejected(facts: &Facts, causes: &mut Causes) {
    if facts.answer.speaks_of_signature() {
        let quoted = facts.answer.gist().map(|gist| Evidence::of(phrase!("evidence-answer-says", gist = gist)));
        let (code, title) = if facts.answer.holds("timestamp") {
            ("signature_too_old", phrase!("cause-signature-too-old"))
        } else {
            ("signature_not_accepted", phrase!("cause-signature-not-accepted"))
        };
        if !causes.has("secret_edited") {
            causes.likely(code, title, quoted);
        }
    }
    if let Some(challenge) = facts.answered("www-authenticate") {
        let quoted = Evidence::of(Phrase::verbatim(format!("www-authenticate: {challenge}")));
        causes.likely("wants_authorization", phrase!("cause-wants-authorization"), [quoted]);
    }
    if facts.status() == 403 && (facts.answer.holds("csrf") || facts.answer.holds("forgery")) {
        let quoted = facts.answer.gist().map(|gist| Evidence::of(Phrase::verbatim(gist)));
        causes.likely("csrf", phrase!("cause-csrf"), quoted);
    }
}

fn redirect(facts: &Facts, causes: &mut Causes) {
    let (Some(location), Some(url)) = (facts.answered("location"), facts.url()) else { return };
    let Ok(target) = url.join(location) else { return };
    let quoted = || [Evidence::of(Phrase::verbatim(format!("location: {location}")))];
    let is_same_but_slash = target.path().trim_end_matches('/') == url.path().trim_end_matches('/');
    if ["login", "signin", "sign-in", "auth"].iter().any(|word| target.path().to_lowercase().contains(word)) {
        causes.likely("behind_login", phrase!("cause-behind-login"), quoted());
    } else if url.scheme() == "http" && target.scheme() == "https" && is_same_but_slash {
        causes.likely("https_wanted", phrase!("cause-https-only"), quoted());
    } else if is_same_but_slash && target.host() == url.host() {
        causes.likely("slash", phrase!("cause-slash"), quoted());
    } else if target.host() != url.host() {
        causes.likely("moved", phrase!("cause-moved"), quoted());
    }
}

fn path(facts: &Facts, causes: &mut Causes) {
    if let Some(allowed) = facts.answered("allow") {
        let quoted = [Evidence::of(Phrase::verbatim(format!("allow: {allowed}")))];
        causes.likely("other_method", phrase!("cause-other-method"), quoted);
    }
    if let (Some(evidence), false) = (answered_until(facts), causes.has("url_edited")) {
        causes.likely("route_gone", phrase!("cause-route-gone"), [evidence]);
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
            ChangeKind::TypeChanged => phrase!("cause-path-type", path = path),
            ChangeKind::Removed => phrase!("cause-path-missing", path = path),
            ChangeKind::Added | ChangeKind::ValueChanged | ChangeKind::Moved => {
                phrase!("cause-path-unexpected", path = path)
            }
        };
        let mut evidence: Vec<Evidence> = named.iter().take(3).map(|change| Evidence::of(difference(change))).collect();
        if is_named {
            evidence.push(Evidence::of(phrase!("evidence-answer-names", key = last_key(&first.path))));
        }
        causes.likely("payload_changed", title, evidence);
    }
    let header = changed.iter().find(|change| change.part == ChangedPart::Header && change.path == "content-type");
    if let Some(change) = header {
        causes.likely(
            "content_type_changed",
            phrase!("cause-content-type-changed"),
            [Evidence::of(difference(change))],
        );
    }
    if let Some(gist) = facts.answer.gist() {
        causes.likely(
            "said",
            phrase!("cause-said-by-app"),
            [Evidence::of(phrase!("evidence-answer-says", gist = gist))],
        );
    }
    if facts.answer.holds("https port") {
        causes.likely("https_wanted", phrase!("cause-https-wanted"), []);
    }
}

/// One difference as a sentence.
fn difference(change: &Changed) -> Phrase {
    let path =
        if change.part == ChangedPart::Payload { path_in_words(&change.path) } else { Phrase::verbatim(&change.path) };
    match (&change.left, &change.right) {
        (Some(left), Some(right)) if change.kind == ChangeKind::TypeChanged => {
            phrase!(
                "evidence-type-changed",
                path = path,
                was = type_of(left),
                left = left,
                is = type_of(right),
                right = right
            )
        }
        (Some(left), Some(right)) => phrase!("evidence-changed", path = path, left = left, right = right),
        (Some(left), None) => phrase!("evidence-removed", path = path, left = left),
        (None, Some(right)) => phrase!("evidence-added", path = path, right = right),
        (None, None) => phrase!("evidence-differs", path = path),
    }
}

fn too_large(facts: &Facts, causes: &mut Causes) {
    let size = Argument::Bytes(sent_bytes(facts));
    let largest = facts
        .past
        .largest_taken
        .map(|bytes| Evidence::of(phrase!("evidence-largest-taken", size = Argument::Bytes(bytes))));
    let server =
        facts.answered("server").map(|server| Evidence::of(phrase!("evidence-server-answered", server = server)));
    let evidence = [Some(Evidence::of(phrase!("evidence-size", size = size))), largest, server];
    causes.likely("body_limit", phrase!("cause-body-limit"), evidence.into_iter().flatten());
}

fn rate_limited(facts: &Facts, causes: &mut Causes) {
    let asked = retry_after(facts).map(|wait| Evidence::of(phrase!("asks-to-wait", time = in_words(wait))));
    let arrived = facts.past.arrived;
    let rate = Evidence::of(phrase!("evidence-arrived", arrived = arrived));
    causes.likely("too_fast", phrase!("cause-too-fast"), asked.into_iter().chain([rate]));
}

fn server_error(facts: &Facts, changed: &[Changed], causes: &mut Causes) {
    let proxy = facts.answered("server").filter(|_| matches!(facts.status(), 502..=504));
    if let Some(server) = proxy {
        let quoted = [Evidence::of(phrase!("evidence-proxy-answered", server = server))];
        causes.likely("behind_proxy", phrase!("cause-behind-proxy"), quoted);
    }
    let shapes = changed.iter().filter(|change| change.part == ChangedPart::Payload);
    let mut telling: Vec<&Changed> = shapes.filter(|change| change.kind != ChangeKind::Added).collect();
    telling.sort_by_key(|change| !facts.answer.names(last_key(&change.path)));
    if let Some(first) = telling.first() {
        let evidence: Vec<_> = telling.iter().take(3).map(|change| Evidence::of(difference(change))).collect();
        causes.likely(
            "payload_changed",
            phrase!("cause-path-not-expected-so", path = path_in_words(&first.path)),
            evidence,
        );
    }
    if let Some(gist) = facts.answer.gist() {
        causes.likely("bug", phrase!("cause-bug"), [Evidence::of(phrase!("evidence-answer-says", gist = gist))]);
    }
}

fn slow_consumer(facts: &Facts, causes: &mut Causes) {
    let Some(entry) = &facts.destination else { return };
    let usual = usual_answer(facts);
    let waiting = Evidence::of(phrase!("evidence-waiting", waiting = facts.past.waiting));
    if let Some(limit) = entry.destination.rate_limit {
        let pace = Evidence::of(phrase!(
            "evidence-pace",
            attempts = limit.attempts,
            time = in_words(limit.interval() * limit.attempts)
        ));
        causes.likely("rate_limit", phrase!("cause-rate-limit"), [pace, waiting]);
    } else if facts.delivery.ordering_key.is_some() {
        causes.likely("in_order", phrase!("cause-in-order"), usual.into_iter().chain([waiting]));
    } else {
        let title = phrase!("cause-concurrency", concurrency = entry.destination.concurrency);
        causes.likely("concurrency", title, usual.into_iter().chain([waiting]));
    }
}

fn protocol(facts: &Facts, causes: &mut Causes) {
    let port = facts.url().filter(|url| url.scheme() == "http").and_then(|url| url.port());
    let listener = facts.listening.iter().find(|program| Some(program.port) == port);
    if let Some(name) = listener.and_then(|program| program.name.as_ref()) {
        let evidence = [Evidence::of(phrase!("evidence-listens-there", name = name))];
        causes.likely("other_program", phrase!("cause-other-program"), evidence);
    }
    if let Some(evidence) = answered_until(facts) {
        causes.likely("crashes", phrase!("cause-crashes"), [evidence]);
    }
}

/// The words of whoever refused, where they are the cause.
fn said(facts: &Facts, causes: &mut Causes) {
    if !facts.detail().is_empty() {
        causes.likely("said", phrase!("cause-said"), [Evidence::of(Phrase::verbatim(facts.detail()))]);
    }
}
