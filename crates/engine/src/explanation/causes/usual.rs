//! How failures of a kind usually come about, for when nothing speaks for a cause, or the likely one is not it.

use super::{Causes, Facts, FailureKind};

/// Adds the usual causes of a kind of failure.
pub(super) fn add(kind: FailureKind, facts: &Facts, causes: &mut Causes) {
    for (code, title) in usual(kind, facts) {
        causes.possible(code, *title);
    }
}

const fn usual(kind: FailureKind, facts: &Facts) -> &'static [(&'static str, &'static str)] {
    match kind {
        FailureKind::Refused if facts.ever_worked() => {
            &[("app_stopped", "Your app stopped, or is being restarted."), ("other_port", "It moved to another port.")]
        }
        FailureKind::Refused => {
            &[("not_started", "Your app is not started yet."), ("other_port", "It listens on another port.")]
        }
        FailureKind::Dns => &[
            ("mistyped", "The name in the callback URL is mistyped."),
            ("offline", "This computer is offline, or a VPN with the name is off."),
            ("not_known_yet", "The name is new, and not known everywhere yet."),
        ],
        FailureKind::Unreachable => &[
            ("offline", "This computer is offline, or a VPN is off."),
            ("mistyped", "The address is of another network."),
        ],
        FailureKind::ConnectTimeout => &[
            ("firewall", "A firewall drops the connection: nothing comes back at all."),
            ("mistyped", "The address or the port is wrong."),
        ],
        FailureKind::Timeout => &[
            ("work_before_answer", "Your app does its work before it answers. Answer first, work later."),
            ("stuck", "Your app hangs on something: a lock, a database, another service."),
        ],
        FailureKind::Tls => &[("own_authority", "The certificate is not one that this computer trusts.")],
        FailureKind::Redirect => &[("other_address", "The callback URL is not the final address.")],
        FailureKind::Rejected => &[
            ("other_secret", "Your app verifies with another secret than deliveries are signed with."),
            ("parsed_body", "Your app verifies the parsed body instead of the raw bytes."),
            ("wants_authorization", "The path is for users who are signed in."),
        ],
        FailureKind::Path => &[
            ("mistyped", "The path in the callback URL is mistyped."),
            ("not_deployed", "The version of your app that runs has no such path yet."),
        ],
        FailureKind::Payload => &[("other_shape", "Your app expects another shape of payload.")],
        FailureKind::TooLarge => &[("body_limit", "A limit for request bodies, in your app or the proxy before it.")],
        FailureKind::RateLimited => &[("too_fast", "Deliveries go out faster than it allows.")],
        FailureKind::ServerError => &[("bug", "An error in your app: its log says more.")],
        FailureKind::Status => &[("other_answer", "Your app answers something else than 2xx for what it took.")],
        FailureKind::SlowConsumer => &[("slow_app", "Your app is slower than events arrive.")],
        FailureKind::ConnectionLost => &[
            ("crashes", "Your app crashes while it handles this event: its log says more."),
            ("proxy_closes", "A proxy before your app closes the connection."),
        ],
        FailureKind::Protocol => &[
            ("other_program", "Another program has the port: a database, or one that speaks TLS."),
            ("https_wanted", "The port speaks TLS: the URL begins with http."),
        ],
        FailureKind::UnexpectedUpgrade => &[("websocket", "The path is for WebSockets.")],
        FailureKind::InvalidRequest => &[("bad_header", "A header field holds what HTTP does not allow.")],
        FailureKind::Local => &[("resources", "Open files or memory of this computer are used up.")],
        FailureKind::Authorization => {
            &[("client_refused", "The token server does not know the client, or has other scopes for it.")]
        }
        FailureKind::Consent => &[(
            "no_options",
            "It does not answer OPTIONS with WebHook-Allowed-Origin, which CloudEvents asks for first.",
        )],
        FailureKind::Transform => &[("transform_fails", "The transform does not expect this event.")],
    }
}
