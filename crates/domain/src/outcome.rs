//! What an attempt saw. A failed delivery is a value, never an `Err`.

use std::time::Duration;

/// What an attempt saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The destination answered.
    Answered {
        /// Its status.
        status: u16,
        /// Its `Retry-After`, as a wait from now, not yet clamped.
        retry_after: Option<Duration>,
    },
    /// There was no answer.
    Failed {
        /// What kind of failure.
        class: ErrorClass,
        /// The cause in the words of the library or the system.
        detail: String,
    },
    /// Nothing was sent: the subscription's transform said so.
    Cancelled {
        /// Why, as one sentence.
        reason: String,
    },
}

macro_rules! error_classes {
    ($($(#[$doc:meta])* $name:ident $code:literal $word:literal;)*) => {
        /// What kind of failure an attempt met.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorClass { $($(#[$doc])* $name,)* }

        impl ErrorClass {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word for it in the API.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The number for it in the databases; never reused.
            pub const fn code(self) -> i64 {
                match self { $(Self::$name => $code,)* }
            }

            /// Reads a [`code`](Self::code).
            pub fn from_code(code: i64) -> Option<Self> {
                Self::ALL.iter().copied().find(|class| class.code() == code)
            }
        }
    };
}

error_classes! {
    /// It answered, with a status that is no success.
    Status 0 "status";
    /// Nothing listens at its address.
    ConnectionRefused 1 "connection_refused";
    /// No connection within the time for one.
    ConnectTimeout 2 "connect_timeout";
    /// Its name does not resolve.
    Dns 3 "dns";
    /// The network has no way to it.
    Unreachable 4 "unreachable";
    /// TLS could not be agreed on, or its certificate is not trusted.
    Tls 5 "tls";
    /// Connected, but no complete answer within the time for an attempt.
    Timeout 6 "timeout";
    /// It closed or reset the connection before answering.
    ConnectionLost 7 "connection_lost";
    /// What it sent is no HTTP.
    Protocol 8 "protocol";
    /// It answered 101 Switching Protocols, which nobody asked for.
    UnexpectedUpgrade 9 "unexpected_upgrade";
    /// The request cannot be made: bad URL or header.
    InvalidRequest 10 "invalid_request";
    /// Our own side failed: no file descriptors, no memory. Costs no attempt.
    Local 11 "local";
    /// No token could be got for it from the token server, or the one it took before could not be renewed.
    Authorization 12 "authorization";
    /// The subscription's transform made no request: it failed, or cancelled the delivery.
    Transform 13 "transform";
    /// It has not agreed to be sent events, which its protocol asks for first.
    Consent 14 "consent";
}

/// How long each part of an attempt took, in microseconds. `None` where the part did not happen or was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Phases {
    /// Resolving the name. Not done for literal addresses and reused connections.
    pub dns_us: Option<u64>,
    /// TCP connect. Not done for reused connections.
    pub connect_us: Option<u64>,
    /// TLS handshake.
    pub tls_us: Option<u64>,
    /// From the connection being ready to the head of the answer.
    pub first_byte_us: Option<u64>,
    /// The whole attempt.
    pub total_us: u64,
}
