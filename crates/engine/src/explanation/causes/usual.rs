//! How failures of a kind usually come about, for when nothing speaks for a cause, or the likely one is not it.

use words::{Phrase, phrase};

use super::{Causes, Facts, FailureKind};

/// Adds the usual causes of a kind of failure.
pub(super) fn add(kind: FailureKind, facts: &Facts, causes: &mut Causes) {
    for (code, title) in usual(kind, facts) {
        causes.possible(code, title);
    }
}

fn usual(kind: FailureKind, facts: &Facts) -> Vec<(&'static str, Phrase)> {
    match kind {
        FailureKind::Refused if facts.ever_worked() => {
            vec![("app_stopped", phrase!("cause-app-stopped")), ("other_port", phrase!("cause-port-moved"))]
        }
        FailureKind::Refused => {
            vec![("not_started", phrase!("cause-not-started")), ("other_port", phrase!("cause-other-port"))]
        }
        FailureKind::Dns => vec![
            ("mistyped", phrase!("cause-name-mistyped")),
            ("offline", phrase!("cause-offline-name")),
            ("not_known_yet", phrase!("cause-not-known-yet")),
        ],
        FailureKind::Unreachable => {
            vec![("offline", phrase!("cause-offline")), ("mistyped", phrase!("cause-other-network"))]
        }
        FailureKind::ConnectTimeout => {
            vec![("firewall", phrase!("cause-firewall")), ("mistyped", phrase!("cause-address-wrong"))]
        }
        FailureKind::Timeout => {
            vec![("work_before_answer", phrase!("cause-work-before-answer")), ("stuck", phrase!("cause-stuck"))]
        }
        FailureKind::Tls => vec![("own_authority", phrase!("cause-not-trusted"))],
        FailureKind::Redirect => vec![("other_address", phrase!("cause-other-address"))],
        FailureKind::Rejected => vec![
            ("other_secret", phrase!("cause-other-secret")),
            ("parsed_body", phrase!("cause-parsed-body")),
            ("wants_authorization", phrase!("cause-signed-in")),
        ],
        FailureKind::Path => {
            vec![("mistyped", phrase!("cause-path-mistyped")), ("not_deployed", phrase!("cause-not-deployed"))]
        }
        FailureKind::Payload => vec![("other_shape", phrase!("cause-other-shape"))],
        FailureKind::TooLarge => vec![("body_limit", phrase!("cause-body-limit"))],
        FailureKind::RateLimited => vec![("too_fast", phrase!("cause-too-fast"))],
        FailureKind::ServerError => vec![("bug", phrase!("cause-bug-log"))],
        FailureKind::Status => vec![("other_answer", phrase!("cause-other-answer"))],
        FailureKind::SlowConsumer => vec![("slow_app", phrase!("cause-slow-app"))],
        FailureKind::ConnectionLost => {
            vec![("crashes", phrase!("cause-crashes-log")), ("proxy_closes", phrase!("cause-proxy-closes"))]
        }
        FailureKind::Protocol => {
            vec![("other_program", phrase!("cause-some-program")), ("https_wanted", phrase!("cause-https-wanted"))]
        }
        FailureKind::UnexpectedUpgrade => vec![("websocket", phrase!("cause-websocket"))],
        FailureKind::InvalidRequest => vec![("bad_header", phrase!("cause-bad-header"))],
        FailureKind::Local => vec![("resources", phrase!("cause-resources"))],
        FailureKind::Authorization => {
            vec![("client_refused", phrase!("cause-client-refused"))]
        }
        FailureKind::Consent => vec![("no_options", phrase!("cause-no-options"))],
        FailureKind::Transform => vec![("transform_fails", phrase!("cause-transform-fails"))],
    }
}
